// The list: facets at the side, articles or KWIC lines, search.
"use strict";
(function (X) {
  const { h, t } = X;
  const PAGE = 100, MOST_LINES = 20000, MOST_VALUES = 8;
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
      choice, q: query.get("q") || "", by: query.get("by") || "text",
      show: query.get("show") || (query.get("q") ? "kwic" : "articles"), sort: query.get("sort") || "order",
    };
  };
  const noteState = () => {
    const query = { q: state.q, by: state.by === "text" ? "" : state.by, sort: state.sort === "order" ? "" : state.sort };
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
      choose("by", ["text", "lemma"], state.by, (value) => { state.by = value; if (state.q) update(); }),
      h("button", { type: "submit" }, t("search")));
    const ask = () => {
      if (box.value.trim() === state.q) return;
      const had = state.q;
      state.q = box.value.trim();
      if (!had && state.q) state.show = "kwic";
      if (had && !state.q) state.show = "articles";
      parts.tools.replaceWith(parts.tools = tools());
      update();
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
    let pause;
    box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 250); });
    parts.tools = tools();
    return h("div", {}, form, parts.tools);
  };
  const tools = () => h("div", { class: "tools" },
    h("div", { class: "switch", role: "group", "aria-label": t("show") }, ["articles", "kwic"].map((show) => h("button", {
      type: "button", "aria-pressed": String(state.show === show),
      onclick: () => { state.show = show; parts.tools.replaceWith(parts.tools = tools()); update(); },
    }, t(`show.${show}`)))),
    state.show === "kwic" && h("label", {}, t("sort"), " ", choose("sort", Object.keys(SORTS), state.sort, (value) => {
      state.sort = value; noteState(); sortLines(); shown = PAGE; drawRows();
    })),
    Object.values(state.choice).some((set) => set.size) && h("button", {
      type: "button", class: "quiet", onclick: () => {
        for (const set of Object.values(state.choice)) set.clear();
        parts.tools.replaceWith(parts.tools = tools());
        update();
      },
    }, t("facets.clear")));

  // --- what the choice and the query leave
  const update = async () => {
    const mine = ++run;
    document.body.dataset.state = "busy";
    const began = performance.now();
    noteState();
    shown = PAGE; lines = []; hits = null;
    const isOver = () => mine !== run;
    if (state.q) {
      await search(isOver, began);
    } else {
      result = X.count(state.choice, null);
      drawFacets();
      if (state.show === "kwic") await mentionLines(isOver);
      else drawRows();
    }
    if (!isOver()) X.took = { whole: performance.now() - began, lines: lines.length };
    if (!isOver()) document.body.dataset.state = "ready";
  };

  const search = async (isOver, began) => {
    hits = new Map();
    const restricted = Object.values(state.choice).some((set) => set.size);
    const chosen = restricted ? X.count(state.choice, null).articles : null;
    let first = true;
    await X.search(state.q, state.by, restricted ? (number) => chosen.has(number) : null, isOver, (found, articles, isEnd) => {
      for (const line of found) { lines.push(line); hits.set(line.article, (hits.get(line.article) || 0) + 1); }
      if (!first || isEnd) return;
      first = false;
      drawRows(true);
      X.firstTook = performance.now() - began;
    });
    if (isOver()) return;
    sortLines();
    drawRows();
    if (first) X.firstTook = performance.now() - began;
    result = X.count(state.choice, new Set(hits.keys()));
    drawFacets();
  };

  const mentionLines = async (isOver) => {
    const { columns } = X.mentions;
    let number = -1, text = "", at = null, drawn = performance.now();
    const rows = result.mentions.subarray(0, MOST_LINES);
    const readAhead = X.readAhead([...new Set(Array.from(rows, (row) => columns.article[row]))]);
    for (const row of rows) {
      if (columns.article[row] !== number) {
        number = columns.article[row];
        readAhead(number);
        text = await X.textOf(number);
        if (isOver()) return;
        at = X.units(text);
        if (performance.now() - drawn > 50) {
          if (lines.length >= PAGE) drawRows(true);
          await new Promise((done) => setTimeout(done));
          drawn = performance.now();
        }
      }
      const start = at(columns.start[row]);
      lines.push({ ...X.line(number, text, start, at(columns.start[row] + columns.length[row]) - start), mention: row });
    }
    sortLines();
    drawRows();
  };

  const sortLines = () => {
    const key = SORTS[state.sort];
    const inOrder = (a, b) => a.article - b.article || a.start - b.start;
    if (!key) { lines.sort(inOrder); return; }
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
      : facet === "lang" ? X.word("lang", value) : X.word(facet, value));
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
            parts.tools.replaceWith(parts.tools = tools());
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

  const drawRows = (isMore) => {
    const isKwic = state.show === "kwic";
    const articles = state.q ? hits : result.articles;
    const rows = isKwic ? lines : [...articles.keys()].sort((a, b) => a - b);
    const all = !state.q && !Object.values(state.choice).some((set) => set.size);
    const listed = isKwic ? rows : all ? X.articles.map((a) => a.number) : rows;
    const more = isMore ? "…" : "";
    parts.count.textContent = isKwic
      ? t("count.lines", X.number(listed.length) + more, X.number(articles.size))
      : t("count.articles", X.number(listed.length) + more);
    const button = listed.length > shown && h("button", {
      type: "button", class: "more", onclick: () => { shown += 5 * PAGE; drawRows(isMore); },
    }, t("more", X.number(listed.length - shown)));
    parts.rows.replaceChildren(
      listed.length ? (isKwic ? kwicTable(listed.slice(0, shown)) : articleList(listed.slice(0, shown), articles, all)) : h("p", { class: "none" }, t("nothing")),
      button || "");
  };

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

  const kwicTable = (rows) => h("table", { class: "kwic" },
    h("caption", { class: "unseen" }, t("show.kwic")),
    h("thead", {}, h("tr", {}, ["article", "left", "key", "right"].map((name) => h("th", { scope: "col", class: `k-${name}` }, t(`kwic.${name}`))))),
    h("tbody", {}, rows.map((line) => {
      const article = X.articles[line.article];
      return h("tr", { lang: article.lang },
        h("td", { class: "k-article" }, h("span", { class: "tag" }, article.lang), " ", h("bdi", {}, X.clip(X.title(article), 24))),
        h("td", { class: "k-left" }, h("div", {}, h("bdi", {}, X.show(line.left)))),
        h("td", { class: "k-key" }, h("a", { href: X.address("article", line.article, { at: line.start, to: line.start + line.length }) }, h("bdi", {}, X.clip(line.key, 60)))),
        h("td", { class: "k-right" }, h("div", {}, h("bdi", {}, X.show(line.right)))));
    })));
})(EXPLORER);
