// The vocabulary: words by frequency, what they are made of, and what sets a part of the corpus apart.
// Counts come an article at a time and are added up here for whatever part is asked for.
"use strict";
(function (X) {
  const { h, t } = X;
  const PAGE = 100, MOST_CLASSES = 12;
  const TABLES = ["words", "composition", "keyness"];
  const ASPECTS = ["class", "detail", "goshu"];
  const PARTS = ["all", "month", "site", "article"];
  let state, parts, language, words, shown, run = 0;

  // --- the words of a language, and the counts of its articles: read once
  const read = new Map();
  const open = async (at) => {
    if (read.has(at)) return read.get(at);
    const [table, counts] = await Promise.all([X.load(`vocabulary-${at}`), X.load(`counts-${at}`)]);
    const made = table.lemma.map((lemma, number) => {
      const text = (column) => column.of[column.at[number]];
      const tag = text(table.class);
      return {
        number, lemma, reading: table.reading[number], detail: tag, class: tag.split("-")[0], goshu: text(table.goshu),
        all: table.count[number], spread: { articles: table.articles[number], d: table.d[number], dp: table.dp[number] },
      };
    });
    const articles = counts.map(([number, size, packed]) => ({ number, size, packed, article: X.articles[number] }));
    read.set(at, { words: made, articles, size: X.get("corpus").vocabulary[at].words });
    return read.get(at);
  };
  // How often each word stands in some articles, and in how many of them.
  const addUp = (articles) => {
    const counts = new Uint32Array(words.words.length), range = new Uint32Array(words.words.length);
    let size = 0;
    for (const { packed, size: own } of articles) {
      const numbers = X.unpack(packed);
      size += own;
      for (let at = 0, place = 0; at < numbers.length; at += 2) {
        place += numbers[at];
        counts[place] += numbers[at + 1];
        range[place]++;
      }
    }
    return { counts, range, size };
  };

  // --- what is asked for, kept in the address
  const readState = (query) => {
    const sizes = X.get("corpus").vocabulary;
    const lang = sizes.findIndex((each) => each.lang === (query.get("lang") || X.lang));
    const one = (name, choices) => (choices.includes(query.get(name)) ? query.get(name) : choices[0]);
    return {
      at: Math.max(0, lang), table: one("table", TABLES), aspect: one("aspect", ASPECTS), q: query.get("q") || "",
      class: query.get("class") || "", goshu: query.get("goshu") || "", part: one("part", PARTS), value: query.get("value") || "",
      against: query.get("against") || "", sort: query.get("sort") || "",
    };
  };
  const note = () => {
    const { at, table, aspect, part, ...rest } = state;
    const shownOf = (value, usual) => (value === usual ? "" : value);
    X.note("vocabulary", null, {
      lang: X.get("corpus").vocabulary[at].lang, table: shownOf(table, "words"), aspect: shownOf(aspect, "class"), part: shownOf(part, "all"), ...rest,
    });
  };

  // --- parts of the corpus: months, places it comes from, single articles
  const partOf = {
    month: (article) => (article.date || "").slice(0, 7) || "—",
    site: X.site,
    article: (article) => article.id,
  };
  const valuesOf = (part) => {
    const found = new Map();
    for (const { article } of words.articles) {
      const value = partOf[part](article);
      found.set(value, (found.get(value) || 0) + 1);
    }
    return part === "article" ? [...found.keys()] : [...found.keys()].sort();
  };
  const labelOf = (part, value) => (part === "article" ? X.clip(X.title(X.articles[X.byId.get(value)]), 60) : X.show(value));
  const chosen = () => (state.part === "all" ? words.articles : words.articles.filter(({ article }) => partOf[state.part](article) === state.value));
  const others = () => words.articles.filter(({ article }) => {
    const value = partOf[state.part](article);
    return state.against ? value === state.against : value !== state.value;
  });
  const settle = () => {
    if (state.part === "all") {
      // A part is needed to set it apart from the rest: begin with the smallest that has several.
      if (state.table === "keyness") state.part = PARTS.find((part) => part !== "all" && valuesOf(part).length > 1) || "article";
      else { state.value = ""; state.against = ""; return; }
    }
    const values = valuesOf(state.part);
    if (!values.includes(state.value)) state.value = values[0];
    if (state.against === state.value || !values.includes(state.against)) state.against = "";
  };

  X.views.vocabulary = async (main, place) => {
    if (!X.get("corpus").vocabulary.length) { main.append(h("p", { class: "none" }, t("nothing"))); return; }
    state = readState(place.query);
    parts = { tools: h("div", {}), body: h("div", { class: "vocabulary" }), count: h("p", { class: "count", role: "status" }) };
    main.append(h("h1", { class: "unseen" }, t("vocabulary")), parts.tools, parts.count, parts.body);
    await update();
  };
  const update = async () => {
    const mine = ++run;
    document.body.dataset.state = "busy";
    language = X.get("corpus").vocabulary[state.at];
    words = await open(state.at);
    if (mine !== run || !parts.body.isConnected) return;
    shown = PAGE;
    settle();
    note();
    drawTools();
    draw();
    document.body.dataset.state = "ready";
  };
  const set = (changes) => { Object.assign(state, changes); update(); };

  // --- tools
  const pick = (name, values, value, label, onChange) => h("label", { class: "picker" }, h("span", {}, t(`vocabulary.${name}`)),
    h("select", { id: `vocabulary-${name}`, onchange: (event) => onChange(event.target.value) },
      values.map((each) => h("option", { value: each, selected: each === value }, label(each)))));
  const unique = (name) => [...new Set(words.words.map((word) => word[name]))].filter(Boolean).sort();
  const drawTools = () => {
    const focused = document.activeElement?.id;
    const sizes = X.get("corpus").vocabulary;
    const any = t("vocabulary.any");
    const isList = state.table !== "composition";
    const box = h("input", { type: "search", id: "vocabulary-q", value: state.q, placeholder: t("vocabulary.filter"), "aria-label": t("vocabulary.filter") });
    let pause;
    box.addEventListener("input", () => {
      state.q = box.value.trim();
      clearTimeout(pause);
      // Who has gone elsewhere meanwhile keeps that address.
      pause = setTimeout(() => { if (box.isConnected) { shown = PAGE; note(); draw(); } }, 150);
    });
    const filters = ["class", "goshu"].map((name) => [name, unique(name)]).filter(([, values]) => values.length);
    parts.tools.replaceChildren(
      h("div", { class: "tools" },
        pick("lang", sizes.map((each) => each.lang), language.lang, (each) => X.word("lang", each), (lang) => set({ at: sizes.findIndex((each) => each.lang === lang), class: "", goshu: "", value: "", against: "" })),
        h("div", { class: "switch", role: "group", "aria-label": t("show") }, TABLES.map((table) => h("button", {
          type: "button", "aria-pressed": String(state.table === table), onclick: () => set({ table, sort: "" }),
        }, t(`vocabulary.${table}`)))),
        pick("part", PARTS.filter((part) => part !== "all" || state.table !== "keyness"), state.part, (part) => t(`part.${part}`), (part) => set({ part, value: "", against: "" })),
        state.part !== "all" && pick("value", valuesOf(state.part), state.value, (value) => labelOf(state.part, value), (value) => set({ value })),
        state.table === "keyness" && pick("against", ["", ...valuesOf(state.part).filter((value) => value !== state.value)], state.against,
          (value) => (value ? labelOf(state.part, value) : t("vocabulary.rest")), (against) => set({ against }))),
      h("div", { class: "tools" },
        isList && box,
        isList && filters.map(([name, values]) => pick(name, ["", ...values], state[name], (value) => (!value ? any : name === "goshu" ? X.word("goshu", value) : value), (value) => set({ [name]: value }))),
        state.table === "composition" && filters.length > 0 && pick("aspect", ASPECTS.filter((aspect) => unique(aspect).length), state.aspect, (aspect) => t(`aspect.${aspect}`), (aspect) => set({ aspect, sort: "" }))));
    if (focused) document.getElementById(focused)?.focus();
  };

  // --- tables: columns {name, label, of(row), cell(row)}; a click on a head sorts by it, a second one the other way
  const compare = (a, b) => (typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);
  const isNumber = (value) => typeof value === "number";
  const table = (name, columns, rows, usual) => {
    const [, sign, wanted] = /^(-?)(.*)$/.exec(state.sort || usual);
    const by = columns.find((column) => column.name === wanted) || columns[0];
    const sorted = [...rows].sort((a, b) => (sign ? compare(by.of(b), by.of(a)) : compare(by.of(a), by.of(b))));
    const head = (column) => {
      const isBy = column === by;
      return h("th", { scope: "col", class: isNumber(rows.length ? column.of(rows[0]) : 0) ? "number" : null, "aria-sort": isBy ? (sign ? "descending" : "ascending") : null },
        h("button", { type: "button", class: "head", id: `sort-${column.name}`, title: column.about || null, onclick: () => {
          // Numbers begin with the largest, words with the first.
          const down = isBy ? !sign : rows.length && isNumber(column.of(rows[0]));
          state.sort = (down ? "-" : "") + column.name;
          shown = PAGE;
          note();
          draw();
          document.getElementById(`sort-${column.name}`)?.focus();
        } }, column.label, isBy ? h("span", { "aria-hidden": "true" }, sign ? " ▾" : " ▴") : ""));
    };
    const made = h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": name }, h("table", { class: "plain frequencies" },
      h("thead", {}, h("tr", {}, columns.map(head))),
      h("tbody", {}, sorted.slice(0, shown).map((row) => h("tr", {}, columns.map((column) => {
        const value = column.of(row);
        return h("td", { class: isNumber(value) ? "number" : null }, column.cell ? column.cell(row) : isNumber(value) ? X.number(value) : h("bdi", {}, X.show(value)));
      }))))));
    const more = sorted.length > shown && h("button", { type: "button", class: "more", onclick: () => { shown += 5 * PAGE; draw(); } }, t("more", X.number(sorted.length - shown)));
    if (more) X.nearing.observe(more);
    return [made, more || ""];
  };
  const fixed = (value, digits) => (Number.isFinite(value) ? value.toLocaleString(X.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }) : "");
  const decimal = (name, of, digits) => ({ name, label: t(`vocabulary.${name}`), about: t(`about.${name}`), of, cell: (row) => fixed(of(row), digits) });
  const number = (name, of) => ({ name, label: t(`vocabulary.${name}`), of });
  const perMillion = (count, size) => (size ? count * 1e6 / size : 0);
  // The words of the list stand in KWIC lines: those of this row, and no others that are written alike.
  const keyOf = (word) => [language.lang, word.lemma, word.reading, word.detail, word.goshu].join("\t");
  const wordColumns = () => {
    const has = (name) => words.words.some((word) => word[name]);
    return [
      { name: "lemma", label: t("vocabulary.lemma"), of: ({ word }) => word.lemma, cell: ({ word }) => h("a", { href: X.address("list", null, { q: word.lemma, by: "lemma", word: keyOf(word), show: "kwic" }), lang: language.lang }, h("bdi", {}, X.clip(word.lemma, 40))) },
      has("reading") && { name: "reading", label: t("word.reading"), of: ({ word }) => word.reading },
      has("class") && { name: "class", label: t("word.tag"), of: ({ word }) => word.detail, cell: ({ word }) => h("bdi", { lang: language.lang }, X.show(word.detail)) },
      has("goshu") && { name: "goshu", label: t("word.origin"), of: ({ word }) => word.goshu, cell: ({ word }) => X.word("goshu", word.goshu) },
    ].filter(Boolean);
  };
  // Readings are in katakana; who types hiragana means them too.
  const kana = (text) => text.replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
  const isWanted = () => {
    const query = X.fold(state.q), reading = kana(query);
    return (word) => (!state.class || word.class === state.class) && (!state.goshu || word.goshu === state.goshu)
      && (!query || X.fold(word.lemma).includes(query) || (word.reading && word.reading.includes(reading)));
  };

  const draw = () => {
    parts.body.replaceChildren(...{ words: wordTable, composition: compositionTables, keyness: keynessTable }[state.table]().flat(Infinity));
  };
  const told = (rows, size) => { parts.count.textContent = t("vocabulary.total", X.number(rows), X.number(size)); };
  const wordTable = () => {
    const isAll = state.part === "all", sums = isAll ? null : addUp(chosen());
    const size = isAll ? words.size : sums.size;
    const wanted = isWanted();
    const rows = words.words.filter(wanted).map((word) => ({ word, count: isAll ? word.all : sums.counts[word.number], articles: isAll ? word.spread.articles : sums.range[word.number] })).filter((row) => row.count);
    told(rows.length, rows.reduce((total, row) => total + row.count, 0));
    return table(t("vocabulary.words"), [
      ...wordColumns(),
      number("count", (row) => row.count), decimal("million", (row) => perMillion(row.count, size), 1), number("articles", (row) => row.articles),
      ...(isAll ? [decimal("d", ({ word }) => (word.spread.d === "" ? NaN : Number(word.spread.d)), 3), decimal("dp", ({ word }) => Number(word.spread.dp), 3)] : []),
    ], rows, "-count");
  };

  // Sources of the two: see pipeline/exporters/vocabulary/measures.py, which the tests compare.
  X.logLikelihood = (count, size, other, otherSize) => {
    const both = count + other, sizes = size + otherSize;
    return 2 * [[count, size * both / sizes], [other, otherSize * both / sizes]].reduce((sum, [seen, expected]) => sum + (seen ? seen * Math.log(seen / expected) : 0), 0);
  };
  X.logRatio = (count, size, other, otherSize) => Math.log2(((count || 0.5) / size) / ((other || 0.5) / otherSize));
  const keynessTable = () => {
    const one = addUp(chosen()), other = addUp(others());
    if (!one.size || !other.size) { parts.count.textContent = ""; return [h("p", { class: "none" }, t("vocabulary.alone"))]; }
    const wanted = isWanted();
    const rows = words.words.filter(wanted).map((word) => {
      const counts = [one.counts[word.number], one.size, other.counts[word.number], other.size];
      return { word, count: counts[0], other: counts[2], g2: counts[0] + counts[2] ? X.logLikelihood(...counts) : 0, ratio: X.logRatio(...counts) };
    }).filter((row) => row.count + row.other);
    told(rows.filter((row) => row.count).length, rows.reduce((total, row) => total + row.count, 0));
    return table(t("vocabulary.keyness"), [
      ...wordColumns(),
      number("count", (row) => row.count), decimal("million", (row) => perMillion(row.count, one.size), 1),
      number("other", (row) => row.other), decimal("other_million", (row) => perMillion(row.other, other.size), 1),
      decimal("g2", (row) => row.g2, 2), decimal("ratio", (row) => row.ratio, 2),
    ], rows, "-g2");
  };

  // --- what the words are made of: of the part, and of each of its articles
  const compositionTables = () => {
    const articles = chosen(), sums = addUp(articles);
    const aspect = unique(state.aspect).length ? state.aspect : null;
    parts.count.textContent = t("vocabulary.made", X.number(sums.size), X.number(sums.counts.reduce((total, count) => total + Boolean(count), 0)), X.number(articles.length));
    const byValue = (counts) => {
      const found = new Map();
      words.words.forEach((word) => {
        const count = counts[word.number];
        if (!count) return;
        const own = found.get(word[aspect]) || { value: word[aspect], words: 0, types: 0 };
        own.words += count; own.types++;
        found.set(word[aspect], own);
      });
      return found;
    };
    const label = (value) => (!value ? t("vocabulary.none") : aspect === "goshu" ? X.word("goshu", value) : value);
    const whole = aspect ? [...byValue(sums.counts).values()].sort((a, b) => b.words - a.words || compare(a.value, b.value)) : [];
    const share = (own, size) => (size ? own / size : 0);
    const percent = (value) => value.toLocaleString(X.lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const made = aspect ? h("table", { class: "plain composition" },
      h("thead", {}, h("tr", {}, [t(`aspect.${aspect}`), t("vocabulary.count_words"), t("vocabulary.share"), t("vocabulary.types")].map((name, at) => h("th", { scope: "col", class: at ? "number" : null }, name)), h("td", {}))),
      h("tbody", {}, whole.map((row) => h("tr", {}, h("th", { scope: "row", lang: language.lang }, label(row.value)), h("td", { class: "number" }, X.number(row.words)), h("td", { class: "number" }, percent(share(row.words, sums.size))),
        h("td", { class: "number" }, X.number(row.types)), h("td", { class: "meter" }, bar(share(row.words, whole[0].words))))))) : h("p", { class: "how" }, t("vocabulary.unclassed"));
    const columns = whole.slice(0, MOST_CLASSES).map((row) => row.value);
    const rows = articles.map((each) => {
      const own = addUp([each]), found = aspect ? byValue(own.counts) : new Map();
      const types = own.counts.reduce((total, count) => total + Boolean(count), 0);
      return { ...each, types, shares: columns.map((value) => share(found.get(value)?.words || 0, own.size)) };
    });
    return [h("section", {}, h("h2", {}, t("vocabulary.whole")), made), h("section", {}, h("h2", {}, t("vocabulary.by_article")), table(t("vocabulary.by_article"), [
      { name: "title", label: t("kwic.article"), of: (row) => X.title(row.article), cell: (row) => h("a", { href: X.address("article", row.number), lang: row.article.lang }, h("bdi", {}, X.clip(X.title(row.article), 40))) },
      { name: "date", label: t("plot.day"), of: (row) => row.article.date || "" },
      number("count_words", (row) => row.size), number("types", (row) => row.types),
      ...columns.map((value, at) => ({ name: `share-${at}`, label: label(value), of: (row) => row.shares[at], cell: (row) => percent(row.shares[at]) })),
    ], rows, "title"))];
  };
  // No style attribute: the policy of the page allows none.
  const bar = (part) => h("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, h("path", { d: `M0,1 H${(100 * part).toFixed(1)} V9 H0 z` }));
})(EXPLORER);
