// The words of an article, sentence by sentence: a table of what is known of each, and the tree as arcs.
"use strict";
(function (X) {
  const { h, t } = X;
  const COLUMNS = ["surface", "lemma", "reading", "tag", "pos", "inflection", "origin", "phrase", "head", "dep"];
  const LONGEST = 16;

  X.drawWords = (main, open, number) => {
    const { chunk } = open;
    const count = chunk.sentences.length;
    if (!count) { main.append(h("p", { class: "none" }, t("nothing"))); return; }
    const sentence = Math.min(Math.max(0, number), count - 1);
    const body = h("div", { class: "words" });
    const pick = h("select", { "aria-label": t("sentence"), onchange: (event) => go(Number(event.target.value)) },
      chunk.sentences.map(([start, end], at) => h("option", { value: at, selected: at === sentence },
        `${at + 1}. ${X.clip(open.text.slice(open.at(start), open.at(end)), 40)}`)));
    const go = (to) => {
      const at = (to + count) % count;
      X.note("article", open.article.number, { words: 1, sentence: at });
      pick.value = at;
      draw(body, open, at);
    };
    open.goSentence = (by) => go(Number(pick.value) + by);
    main.append(h("div", { class: "tools one-line" },
      h("button", { type: "button", "aria-label": t("previous.sentence"), onclick: () => open.goSentence(-1) }, "‹"), pick,
      h("button", { type: "button", "aria-label": t("next.sentence"), onclick: () => open.goSentence(1) }, "›")), body);
    draw(body, open, sentence);
  };

  const wordsOf = (open, sentence) => {
    const { tokens } = open.chunk;
    const words = [];
    let phrase = 0;
    tokens.sentence.forEach((each, at) => {
      if (each !== sentence) return;
      if (tokens.opens[at]) phrase++;
      const text = (name) => tokens[name].of[tokens[name].at[at]];
      words.push({
        at, phrase, surface: open.text.slice(open.at(tokens.span[at][0]), open.at(tokens.span[at][1])),
        lemma: text("lemma"), reading: text("reading"), tag: text("tag"), pos: text("pos"),
        inflection: text("inflection"), origin: text("origin"), dep: text("dep"), head: tokens.head[at],
      });
    });
    return words;
  };

  const draw = (body, open, sentence) => {
    const [start, end] = open.chunk.sentences[sentence];
    const words = wordsOf(open, sentence);
    const first = words.length ? words[0].at : 0;
    const known = COLUMNS.filter((name) => name === "surface" || words.some((word) => word[name] !== "" && word[name] !== null && word[name] !== 0));
    const cell = (word, name) => (name === "head" ? (word.head === null ? "" : word.head === word.at ? "—" : String(word.head - first + 1)) : name === "phrase" ? String(word.phrase || "") : word[name]);
    const shownIn = (word, name) => (name === "lemma" && /[\p{L}\p{N}]/u.test(word.lemma)
      ? h("a", { href: X.address("list", null, { q: word.lemma, by: "lemma", show: "kwic" }) }, h("bdi", {}, X.clip(word.lemma, 80)))
      : h("bdi", {}, X.clip(name === "origin" ? X.word("goshu", word.origin) : cell(word, name), 80)));
    body.replaceChildren(
      h("p", { class: "sentence", lang: open.article.lang }, h("bdi", {}, X.show(open.text.slice(open.at(start), open.at(end))))),
      words.some((word) => word.head !== null) ? h("div", { class: "tree", tabindex: 0, role: "img", "aria-label": t("tree") }, arcs(words, first)) : h("p", { class: "how" }, t("no.tree")),
      h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": t("show.words") }, h("table", { class: "tokens", lang: open.article.lang },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "#"), known.map((name) => h("th", { scope: "col" }, t(`word.${name}`))))),
        h("tbody", {}, words.map((word, at) => h("tr", { class: word.phrase % 2 ? "odd" : "even" },
          h("td", { class: "number" }, String(at + 1)), known.map((name) => h("td", { class: `w-${name}` }, shownIn(word, name)))))))));
  };

  // Like displaCy: words in a row, an arc from head to dependent, the wider the higher.
  const arcs = (words, first) => {
    const width = (text) => Array.from(text).reduce((sum, c) => sum + (/[\u1100-\uffdc]/.test(c) ? 17 : 10), 0);
    let x = 20;
    const places = words.map((word) => {
      const text = X.clip(word.surface, LONGEST);
      const room = Math.max(width(text), width(word.pos) * 0.75, 34) + 16;
      const place = { text, x: x + room / 2 };
      x += room;
      return place;
    });
    const links = words
      .map((word, at) => ({ at, head: word.head === null ? at : word.head - first, dep: word.dep }))
      .filter((link) => link.head !== link.at && words[link.head])
      .map((link) => ({ ...link, from: Math.min(link.at, link.head), to: Math.max(link.at, link.head) }))
      .sort((a, b) => (a.to - a.from) - (b.to - b.from));
    // An arc lies over all that it spans; those that do not touch share a height.
    const tops = new Array(words.length).fill(0);
    for (const link of links) {
      link.level = 1 + Math.max(0, ...tops.slice(link.from, link.to));
      tops.fill(link.level, link.from, link.to);
    }
    const step = 22, highest = Math.max(1, ...links.map((link) => link.level));
    const ground = highest * step + 30;
    const svg = h("svg", { viewBox: `0 0 ${x + 20} ${ground + 52}`, width: x + 20, height: ground + 52, "aria-hidden": "true" });
    for (const link of links) {
      const side = link.at > link.head ? 1 : -1;
      const from = places[link.head].x + side * 5, to = places[link.at].x - side * 5;
      const top = ground - link.level * step;
      const bend = Math.min(18, Math.abs(to - from) / 2) * side;
      svg.append(
        h("path", { class: "arc", d: `M${from},${ground} V${top + 10} Q${from},${top} ${from + bend},${top} H${to - bend} Q${to},${top} ${to},${top + 10} V${ground}` }),
        h("path", { class: "tip", d: `M${to},${ground + 3} l-4,-7 h8 z` }),
        h("text", { class: "dep", x: (from + to) / 2, y: top - 3 }, link.dep));
    }
    words.forEach((word, at) => {
      svg.append(h("text", { class: word.head === word.at ? "word root" : "word", x: places[at].x, y: ground + 24 }, places[at].text),
        h("text", { class: "pos", x: places[at].x, y: ground + 42 }, word.pos));
    });
    return svg;
  };
})(EXPLORER);
