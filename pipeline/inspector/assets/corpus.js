// The corpus: articles, mentions by facet, full-text and lemma search.
"use strict";
(function (X) {
  const KEYS = ["id", "lang", "title", "date", "source", "url", "edition", "sha", "characters",
    "entities", "figures", "times", "claims", "findings", "verdict"];
  X.openCorpus = () => {
    const corpus = X.get("corpus");
    X.articles = corpus.articles.map((row, number) => {
      const article = { number };
      KEYS.forEach((key, at) => { article[key] = row[at]; });
      return article;
    });
    X.byId = new Map(X.articles.map((article) => [article.id, article.number]));
    X.groups = corpus.editions;
  };
  X.title = (article) => X.show(article.title || article.source || article.id);
  X.site = (article) => {
    const host = /^[a-z]+:\/\/([^/]+)/.exec(article.url || "");
    return host ? host[1] : (article.source || "").split("/").slice(0, -1).join("/") || "—";
  };

  // --- facets: which mentions a choice leaves, and how many each further choice would
  X.FACETS = ["lang", "layer", "kind", "label", "unit", "entity", "metric", "verdict", "source", "site"];
  X.openMentions = async () => {
    if (X.mentions) return X.mentions;
    const chunk = await X.load("mentions");
    const total = chunk.columns.start.length;
    const columns = { article: new Uint32Array(total) };
    let at = 0;
    chunk.counts.forEach((count, article) => { columns.article.fill(article, at, at + count); at += count; });
    for (const [name, values] of Object.entries(chunk.columns)) columns[name] = Uint32Array.from(values);
    const texts = { ...chunk.texts, layer: chunk.layers, verdict: chunk.verdicts };
    // What belongs to an article belongs to its mentions.
    for (const [facet, read] of [["lang", (a) => a.lang], ["site", X.site]]) {
      const table = new Map();
      const ofArticle = X.articles.map((article) => {
        const value = read(article);
        if (!table.has(value)) table.set(value, table.size);
        return table.get(value);
      });
      texts[facet] = [...table.keys()];
      columns[facet] = Uint32Array.from(columns.article, (article) => ofArticle[article]);
    }
    X.mentions = { total, columns, texts, names: chunk.names, counts: chunk.counts };
    return X.mentions;
  };
  // A facet's value 0 means none where it has a table with an empty first text.
  const empty = (facet, value) => X.mentions.texts[facet][value] === "";

  // choice: {lang: Set(["ja"]), ...}; articles: Set of numbers or null for all.
  // {mentions: Uint32Array, counts: {facet: Uint32Array}, articles: Map(number -> mentions)}
  X.count = (choice, articles) => {
    const { total, columns, texts } = X.mentions;
    const facets = X.FACETS;
    const wanted = facets.map((facet) => {
      if (!choice[facet] || !choice[facet].size) return null;
      const flags = new Uint8Array(texts[facet].length);
      texts[facet].forEach((text, at) => { if (choice[facet].has(text)) flags[at] = 1; });
      return flags;
    });
    const verdictAt = facets.indexOf("verdict");
    let mask = 0;
    if (wanted[verdictAt]) wanted[verdictAt].forEach((flag, at) => { mask |= flag << at; });
    const counts = facets.map((facet) => new Uint32Array(texts[facet].length));
    const data = facets.map((facet) => columns[facet]);
    const found = new Uint32Array(total), perArticle = new Map();
    const within = articles ? Uint8Array.from(X.articles, (a) => (articles.has(a.number) ? 1 : 0)) : null;
    const active = facets.map((_, at) => at).filter((at) => wanted[at]);
    let length = 0;
    for (let row = 0; row < total; row++) {
      if (within && !within[columns.article[row]]) continue;
      let misses = 0, missed = -1;
      for (const at of active) {
        const passes = at === verdictAt ? data[at][row] & mask : wanted[at][data[at][row]];
        if (!passes) { misses++; missed = at; if (misses > 1) break; }
      }
      if (misses > 1) continue;
      for (let at = 0; at < facets.length; at++) {
        if (misses && at !== missed) continue;
        if (at === verdictAt) {
          for (let bit = 0; bit < counts[at].length; bit++) if (data[at][row] >> bit & 1) counts[at][bit]++;
        } else counts[at][data[at][row]]++;
      }
      if (!misses) {
        found[length++] = row;
        const article = columns.article[row];
        perArticle.set(article, (perArticle.get(article) || 0) + 1);
      }
    }
    const byFacet = {};
    facets.forEach((facet, at) => {
      byFacet[facet] = [...counts[at]]
        .map((count, value) => ({ value: texts[facet][value], count }))
        .filter((each, value) => (each.count || choice[facet]?.has(each.value)) && !empty(facet, value))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    });
    return { mentions: found.subarray(0, length), counts: byFacet, articles: perArticle };
  };

  // --- search: the same folding and the same pieces as pipeline/inspector/indexing.py
  X.fold = (text) => {
    let lower = text.toLowerCase();
    if (lower.length !== text.length) {
      lower = Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
    }
    return lower.replace(/[\uff01-\uff5e\u3000]/g, (c) => (c === "\u3000" ? " " : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
  };
  X.pieceOf = (key, pieces) => {
    let value = 0x811c9dc5;
    for (const point of Array.from(key)) value = Math.imul(value ^ point.codePointAt(0), 0x01000193) >>> 0;
    return value % pieces;
  };
  const postings = async (kind, key) => {
    const piece = await X.load(`${kind}-${X.pieceOf(key, X.get("corpus").pieces)}`);
    return Object.hasOwn(piece, key) ? piece[key] : [];
  };
  // Numbers of the articles that hold pairs of characters of a query; not all of them hold it whole.
  X.candidates = async (folded) => {
    const points = Array.from(folded);
    const keys = new Set();
    points.forEach((point, at) => {
      const next = points[at + 1];
      if (point.trim() && next && next.trim()) keys.add(point + next);
      else if (point.trim() && !(at && points[at - 1].trim())) keys.add(point);
    });
    if (!keys.size) return [];
    // Four pairs, spread over the query, leave few articles that have not the whole of it: each is a file to read.
    const all = [...keys], few = Math.min(4, all.length);
    const asked = Array.from({ length: few }, (_, at) => all[Math.floor(at * all.length / few)]);
    const lists = await Promise.all(asked.map((key) => postings("pairs", key)));
    lists.sort((a, b) => a.length - b.length);
    let kept = null;
    for (const steps of lists) {
      let number = 0;
      const here = steps.map((step) => (number += step));
      if (kept === null) kept = here;
      else { const set = new Set(here); kept = kept.filter((each) => set.has(each)); }
      if (!kept.length) break;
    }
    return kept;
  };
  const textsOf = async (number) => {
    const size = X.get("corpus").textsAChunk;
    const name = `texts-${Math.floor(number / size)}`;
    const texts = X.has(name) ? X.get(name) : await X.load(name);
    return texts[number % size];
  };
  X.textOf = textsOf;
  // Asks for texts that will be wanted soon, a few files ahead of who reads them.
  const AHEAD = 6;
  X.readAhead = (numbers) => {
    const size = X.get("corpus").textsAChunk;
    const names = [...new Set(numbers.map((number) => `texts-${Math.floor(number / size)}`))];
    let asked = 0;
    return (number) => {
      const now = names.indexOf(`texts-${Math.floor(number / size)}`);
      while (asked < Math.min(names.length, now + AHEAD)) X.load(names[asked++]);
    };
  };
  const foldedTexts = new Map();
  X.foldedOf = async (number) => {
    if (!foldedTexts.has(number)) foldedTexts.set(number, X.fold(await textsOf(number)));
    return foldedTexts.get(number);
  };
  const CONTEXT = 40;
  // A KWIC line; start and length in UTF-16 units of the text.
  X.line = (article, text, start, length) => ({
    article, start, length,
    left: text.slice(Math.max(0, start - CONTEXT), start).replace(/\s+/g, " "),
    key: text.slice(start, start + length).replace(/\s+/g, " "),
    right: text.slice(start + length, start + length + CONTEXT).replace(/\s+/g, " "),
  });
  // Hits as they are found: calls onLines(lines, articles) some times; isOver() ends it early.
  X.search = async (query, by, allowed, isOver, onLines) => {
    const folded = X.fold(query.trim());
    if (!folded) return;
    let work;
    if (by === "lemma") work = (await postings("lemmas", folded)).map(([number, ...spans]) => [number, spans]);
    else work = (await X.candidates(folded)).map((number) => [number, null]);
    if (allowed) work = work.filter(([number]) => allowed(number));
    const readAhead = X.readAhead(work.map(([number]) => number));
    let lines = [], articles = new Set(), began = performance.now(), isFirst = true;
    for (const [number, spans] of work) {
      readAhead(number);
      const text = await textsOf(number);
      if (isOver()) return;
      const at = X.units(text);
      if (spans) {
        for (let each = 0; each < spans.length; each += 2) {
          const start = at(spans[each]);
          lines.push(X.line(number, text, start, at(spans[each] + spans[each + 1]) - start));
        }
        articles.add(number);
      } else {
        const where = await X.foldedOf(number);
        for (let start = where.indexOf(folded); start >= 0; start = where.indexOf(folded, start + folded.length)) {
          lines.push(X.line(number, text, start, folded.length));
          articles.add(number);
        }
      }
      // The first lines as soon as a screen is full, the rest while they are being read.
      if (lines.length && (performance.now() - began > (isFirst ? 15 : 60) || (isFirst && lines.length >= 40))) {
        onLines(lines, articles, false);
        isFirst = false;
        lines = []; articles = new Set();
        await new Promise((done) => setTimeout(done));
        if (isOver()) return;
        began = performance.now();
      }
    }
    onLines(lines, articles, true);
  };
})(EXPLORER);
