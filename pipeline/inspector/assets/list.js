// The list: facets at the side, articles or KWIC lines, search.
"use strict";
(function (X) {
  const { h, t } = X;
  const PAGE = 50, MOST_VALUES = 8;
  let state, parts, run = 0, lines = [], shown = PAGE, result = null, hits = null;

  const reversed = (text) => Array.from(text).reverse().join("");
  const SORTS = {
    order: null,
    left: (line) => reversed(X.fold(line.left).trimEnd()),
    right: (line) => X.fold(line.right).trimStart(),
    key: (line) => X.fold(line.key),
  };

  const readState = (query) => {
    const choice = {};
    for (const facet of X.FACETS) choice[facet] = new Set(query.getAll(facet));
    return {
      choice, q: query.get("q") || "", by: query.get("by") || "text", word: query.get("word") || "",
      show: query.get("show") || (query.get("q") ? "kwic" : "articles"), sort: query.get("sort") || "order",
    };
  };
  const noteState = () => {
    const query = { q: state.q, by: state.by === "text" ? "" : state.by, word: state.word, sort: state.sort === "order" ? "" : state.sort };
    query.show = state.show;
    for (const facet of X.FACETS) query[facet] = [...state.choice[facet]];
    X.note("list", null, query);
    X.lastList = location.hash;
  };

  X.views.list = async (main, place) => {
    state = readState(place.query);
    await X.openMentions();
    parts = { facets: h("div", { class: "facet-boxes" }), count: h("p", { class: "count", role: "status" }), rows: h("div", { class: "rows" }) };
    const isWide = matchMedia("(min-width: 60rem)").matches;
    main.append(h("div", { class: "list-view" },
      h("aside", { class: "side", "aria-label": t("facets") },
        h("details", { class: "side-fold", open: isWide }, h("summary", {}, t("facets")), parts.facets)),
      h("section", { class: "results", "aria-label": t("results") }, searchForm(), parts.count, parts.rows)));
    await update();
  };

  const choose = (name, options, value, onChange) => h("select", {
    "aria-label": t(name), onchange: (event) => onChange(event.target.value),
  }, options.map((option) => h("option", { value: option, selected: option === value }, t(`${name}.${option}`))));

  const searchForm = () => {
    const box = h("input", { type: "search", name: "q", value: state.q, placeholder: t("search.hint"), "aria-label": t("search"), id: "search" });
    const form = h("form", { class: "search", role: "search" }, box,
      choose("by", ["text", "lemma"], state.by, (value) => { state.by = value; state.word = ""; drawTools(); if (state.q) update(); }),
      h("button", { type: "submit" }, t("search")));
    const ask = () => {
      if (box.value.trim() === state.q) return;
      const had = state.q;
      state.q = box.value.trim();
      state.word = "";
      if (!had && state.q) state.show = "kwic";
      if (had && !state.q) state.show = "articles";
      drawTools();
      update();
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
    let pause;
    box.addEventListener("input", () => {
      if (state.by === "text") X.warm(box.value);
      clearTimeout(pause);
      // Who has gone elsewhere meanwhile keeps that address.
      pause = setTimeout(() => box.isConnected && ask(), 250);
    });
    parts.tools = tools();
    return h("div", {}, form, parts.tools);
  };
  const drawTools = () => parts.tools.replaceWith(parts.tools = tools());
  const tools = () => h("div", { class: "tools" },
    // One row of the vocabulary: without it the search is of all that have its lemma.
    state.word && h("button", { type: "button", class: "chip", title: t("word.all"), onclick: () => { state.word = ""; drawTools(); update(); } },
      h("bdi", {}, X.clip(state.word.split("\t").slice(1).filter(Boolean).join(" "), 60)), " ×"),
    h("div", { class: "switch", role: "group", "aria-label": t("show") }, ["articles", "kwic"].map((show) => h("button", {
      type: "button", "aria-pressed": String(state.show === show),
      onclick: () => { state.show = show; drawTools(); update(); },
    }, t(`show.${show}`)))),
    state.show === "kwic" && h("label", {}, t("sort"), " ", choose("sort", Object.keys(SORTS), state.sort, (value) => {
      state.sort = value; shown = PAGE; noteState(); sortAgain();
    })),
    Object.values(state.choice).some((set) => set.size) && h("button", {
      type: "button", class: "quiet", onclick: () => {
        for (const set of Object.values(state.choice)) set.clear();
        drawTools();
        update();
      },
    }, t("facets.clear")));

  // What stands in the list now, and how many milliseconds that took: for tests and measurements.
  X.found = () => lines;

  // --- what the choice and the query leave
  const update = async () => {
    const mine = ++run;
    document.body.dataset.state = "busy";
    const began = performance.now();
    noteState();
    shown = PAGE; hits = null;
    const isOver = isStale(mine);
    if (state.q) {
      await search(isOver);
    } else {
      result = X.count(state.choice, null);
      lines = state.show === "kwic" ? mentionLines() : [];
      await sortLines(isOver);
      await drawRows(isOver);
      drawFacets();
    }
    end(isOver, began);
  };
  const end = (isOver, began) => {
    if (isOver()) return;
    X.took = performance.now() - began;
    document.body.dataset.state = "ready";
  };
  // Another update has begun, or the reader has gone to another view.
  const isStale = (mine) => () => mine !== run || !parts.rows.isConnected;
  const sortAgain = async () => {
    const mine = ++run, began = performance.now();
    document.body.dataset.state = "busy";
    const isOver = isStale(mine);
    await sortLines(isOver);
    await drawRows(isOver);
    end(isOver, began);
  };

  const search = async (isOver) => {
    const restricted = Object.values(state.choice).some((set) => set.size);
    const chosen = restricted ? X.count(state.choice, null).articles : null;
    const found = await X.search(state.word || state.q, state.word ? "word" : state.by, restricted ? (number) => chosen.has(number) : null, isOver);
    if (isOver()) return;
    lines = found;
    hits = new Map();
    for (const line of lines) hits.set(line.article, (hits.get(line.article) || 0) + 1);
    await sortLines(isOver);
    await drawRows(isOver);
    if (isOver()) return;
    result = X.count(state.choice, hits);
    drawFacets();
  };

  const mentionLines = () => {
    const { columns } = X.mentions;
    return Array.from(result.mentions, (row) => ({ article: columns.article[row], start: columns.start[row], length: columns.length[row], mention: row }));
  };

  // Lines come in the order of the texts; in any other their texts are wanted, of all of them.
  const sortLines = async (isOver) => {
    const key = SORTS[state.sort];
    if (state.show !== "kwic" || !lines.length) return;
    const inOrder = (a, b) => a.article - b.article || a.start - b.start;
    if (!key) { lines.sort(inOrder); return; }
    await X.fill(lines, isOver);
    if (isOver()) return;
    const keyed = lines.map((line) => [key(line), line]);
    keyed.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : inOrder(x, y)));
    lines = keyed.map(([, line]) => line);
  };

  // --- drawing
  const drawFacets = () => {
    const opened = new Set([...parts.facets.querySelectorAll("details[data-all]")].map((box) => box.dataset.facet));
    const focused = document.activeElement?.id;
    parts.facets.replaceChildren(...X.FACETS.map((facet) => facetBox(facet, opened.has(facet))));
    if (focused) document.getElementById(focused)?.focus();
  };
  const label = (facet, value) => X.show(
    facet === "entity" ? X.mentions.names[value] || value
      : X.named(facet, value));
  const facetBox = (facet, all) => {
    const values = result.counts[facet];
    const chosen = state.choice[facet];
    if (!values.length) return "";
    const top = [...values].sort((a, b) => chosen.has(b.value) - chosen.has(a.value)).slice(0, all ? 400 : MOST_VALUES);
    const box = h("details", { class: "facet", open: true, "data-facet": facet, "data-all": all || null },
      h("summary", {}, t(`facet.${facet}`)),
      h("ul", {}, top.map(({ value, count }, at) => h("li", {}, h("label", {},
        h("input", {
          type: "checkbox", id: `facet-${facet}-${X.mentions.texts[facet].indexOf(value)}`, checked: chosen.has(value),
          onchange: (event) => {
            if (event.target.checked) chosen.add(value); else chosen.delete(value);
            drawTools();
            update();
          },
        }),
        h("span", { class: "value" }, h("bdi", {}, X.clip(label(facet, value), 40))), h("span", { class: "number" }, X.number(count)))))));
    if (values.length > MOST_VALUES && !all) {
      box.append(h("button", { type: "button", class: "quiet", onclick: () => box.replaceWith(facetBox(facet, true)) },
        t("facet.all", X.number(values.length))));
    }
    return box;
  };

  const drawRows = async (isOver) => {
    const isKwic = state.show === "kwic";
    const articles = state.q ? hits : result.articles;
    const all = !state.q && !Object.values(state.choice).some((set) => set.size);
    const listed = isKwic ? lines : all ? X.articles.map((a) => a.number) : [...articles.keys()].sort((a, b) => a - b);
    const rows = listed.slice(0, shown);
    if (isKwic) await X.fill(rows, isOver);
    if (isOver()) return;
    parts.count.textContent = isKwic
      ? t("count.lines", X.number(listed.length), X.number(articles.size))
      : t("count.articles", X.number(listed.length));
    const button = listed.length > shown && h("button", {
      type: "button", class: "more", onclick: () => { const mine = run; shown += 5 * PAGE; drawRows(() => mine !== run); },
    }, t("more", X.number(listed.length - shown)));
    parts.rows.replaceChildren(
      rows.length ? (isKwic ? kwicTable(rows) : articleList(rows, articles, all)) : h("p", { class: "none" }, t("nothing")),
      button || "");
    if (button) X.nearing.observe(button);
  };
  // Who scrolls towards the end need not press the button.
  X.nearing = new IntersectionObserver((seen) => {
    for (const each of seen) if (each.isIntersecting && each.target.isConnected) each.target.click();
  }, { rootMargin: "400px" });

  const articleList = (numbers, counts, all) => h("ol", { class: "articles" }, numbers.map((number) => {
    const article = X.articles[number];
    return h("li", {},
      h("a", { href: X.address("article", number) }, h("bdi", { lang: article.lang }, X.clip(X.title(article), 120))),
      h("p", { class: "meta" },
        h("span", { class: "tag" }, X.word("lang", article.lang)),
        article.date && h("span", {}, article.date),
        h("span", {}, t("meta.counts", article.figures, article.entities, article.times)),
        article.verdict && article.findings && h("span", { class: `verdict ${article.verdict}` }, X.word("verdict", article.verdict)),
        !all && h("span", { class: "hits" }, t("meta.hits", X.number(counts.get(number) || 0)))));
  }));

  // The contexts stand close to the key: its column is as wide as the longest key that is shown.
  const widthOf = (text) => Array.from(text).reduce((sum, c) => sum + (c > "\u1100" ? 1 : 0.62), 0);
  const WIDTHS = [3, 5, 8, 13];
  const kwicTable = (rows) => h("table", { class: `kwic key-${WIDTHS.find((width) => rows.every((line) => widthOf(line.key) <= width)) || 13}` },
    h("caption", { class: "unseen" }, t("show.kwic")),
    h("thead", {}, h("tr", {}, ["article", "left", "key", "right"].map((name) => h("th", { scope: "col", class: `k-${name}` }, t(`kwic.${name}`))))),
    h("tbody", {}, rows.map((line) => {
      const article = X.articles[line.article];
      return h("tr", { lang: article.lang },
        h("td", { class: "k-article" }, h("span", { class: "tag" }, article.lang), " ", h("bdi", {}, X.clip(X.title(article), 24))),
        h("td", { class: "k-left" }, h("div", {}, h("bdi", {}, X.show(line.left)))),
        h("td", { class: "k-key" }, h("a", { href: X.address("article", line.article, { at: line.from, to: line.to }) }, h("bdi", {}, X.clip(line.key, 60)))),
        h("td", { class: "k-right" }, h("div", {}, h("bdi", {}, X.show(line.right)))));
    })));
})(EXPLORER);
