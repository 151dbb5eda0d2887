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
  // Numbers of the index, 5 bits a digit; the last digit of a number is of the second half.
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUES = new Uint8Array(128);
  Array.from(DIGITS).forEach((digit, at) => { VALUES[digit.charCodeAt(0)] = at; });
  X.unpack = (packed) => {
    const numbers = new Uint32Array(packed.length);
    let length = 0, value = 0;
    for (let at = 0; at < packed.length; at++) {
      const digit = VALUES[packed.charCodeAt(at)];
      value = value * 32 + (digit & 31);
      if (digit & 32) { numbers[length++] = value; value = 0; }
    }
    return numbers.subarray(0, length);
  };
  // onArticle(number, at, end, numbers): what a key has of an article is numbers[at] up to end.
  const unpack = (packed, onArticle) => {
    const numbers = X.unpack(packed);
    let article = 0;
    for (let at = 0; at < numbers.length;) {
      article += numbers[at];
      const end = at + 2 + numbers[at + 1];
      onArticle(article, at + 2, end, numbers);
      at = end;
    }
  };
  const piece = (kind, key) => X.load(`${kind}-${X.pieceOf(key, X.get("corpus").pieces)}`);
  // A place as one number: article and offset in code points.
  const WIDTH = 2 ** 26;
  const unpackPlaces = (packed, back) => {
    const places = [];
    unpack(packed, (article, at, end, numbers) => {
      let offset = article * WIDTH - back;
      for (; at < end; at++) places.push(offset += numbers[at]);
    });
    return places;
  };
  // White space as Python knows it; no key of the index begins with it.
  const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
  // Keys that cover a query, two characters each where they can. isWhole: they leave nothing uncovered.
  const keysOf = (points) => {
    const keys = [];
    let isWhole = true;
    for (let at = 0; at < points.length;) {
      const isLast = at + 1 === points.length;
      const from = isLast && at && !BLANK.test(points[at - 1]) ? at - 1 : at;
      if (BLANK.test(points[from])) { isWhole = false; at++; continue; }
      keys.push({ key: points.slice(from, from + 2).join(""), from });
      at += 2;
    }
    return { keys, isWhole };
  };
  const MOST_KEYS = 6;
  const askedOf = (points) => {
    const { keys, isWhole } = keysOf(points);
    const few = Math.min(MOST_KEYS, keys.length);
    const asked = Array.from({ length: few }, (_, at) => keys[Math.floor(at * keys.length / few)]);
    return { asked, isWhole: isWhole && few === keys.length };
  };
  // Reads what a query that is being typed will want.
  X.warm = (query) => { for (const { key } of askedOf(Array.from(X.fold(query.trim()))).asked) piece("pairs", key); };
  // Every place a query can stand at; isWhole: it does stand there, else the texts have to be asked.
  const placesOf = async (points) => {
    const { asked, isWhole } = askedOf(points);
    const lists = await Promise.all(asked.map(async ({ key, from }) => {
      const held = await piece("pairs", key);
      return { packed: Object.hasOwn(held, key) ? held[key] : "", from };
    }));
    lists.sort((a, b) => a.packed.length - b.packed.length);
    let places = null;
    for (const { packed, from } of lists) {
      const here = unpackPlaces(packed, from);
      places = places === null ? here : meet(places, here);
      if (!places.length) break;
    }
    return { places: places || [], isWhole };
  };
  // What two ascending lists share.
  const meet = (one, other) => {
    const shared = [];
    for (let a = 0, b = 0; a < one.length && b < other.length;) {
      if (one[a] < other[b]) a++;
      else if (one[a] > other[b]) b++;
      else { shared.push(one[a]); a++; b++; }
    }
    return shared;
  };
  const textsOf = async (number) => {
    const size = X.get("corpus").textsAChunk;
    const name = `texts-${Math.floor(number / size)}`;
    const texts = X.has(name) ? X.get(name) : await X.load(name);
    return texts[number % size];
  };
  X.textOf = textsOf;
  const CONTEXT = 40;
  // A hit or a mention as a KWIC line: what stands around it, and where it is in UTF-16 units.
  const fill = (line, text, at) => {
    const from = at(line.start), to = at(line.start + line.length);
    line.from = from; line.to = to;
    line.left = text.slice(Math.max(0, from - CONTEXT), from).replace(/\s+/g, " ");
    line.key = text.slice(from, to).replace(/\s+/g, " ");
    line.right = text.slice(to, to + CONTEXT).replace(/\s+/g, " ");
  };
  // Texts for lines that have none yet; a few files ahead are asked for while one is used.
  const AHEAD = 6;
  X.fill = async (lines, isOver) => {
    const size = X.get("corpus").textsAChunk;
    const empty = lines.filter((line) => line.key === undefined);
    const names = [...new Set(empty.map((line) => `texts-${Math.floor(line.article / size)}`))];
    let asked = 0, began = performance.now(), number = -1, text, at;
    const ask = (now) => { while (asked < Math.min(names.length, now + AHEAD)) X.load(names[asked++]); };
    const places = new Map(names.map((name, now) => [name, now]));
    for (const line of empty) {
      if (line.article !== number) {
        number = line.article;
        ask(places.get(`texts-${Math.floor(number / size)}`));
        text = await textsOf(number);
        if (isOver()) return;
        at = X.units(text);
        if (performance.now() - began > 50) {
          await new Promise((done) => setTimeout(done));
          if (isOver()) return;
          began = performance.now();
        }
      }
      fill(line, text, at);
    }
  };
  // Every place a query stands at, in order: {article, start, length} in code points. By "word" it is
  // the key of a row of the vocabulary, as pipeline/inspector/indexing.py makes it.
  X.search = async (query, by, allowed, isOver) => {
    const points = Array.from(X.fold(query.trim()));
    if (!points.length) return [];
    const found = by === "text" ? await textPlaces(points, isOver) : await lemmaPlaces(by === "word" ? query : points.join(""));
    return allowed ? found.filter((line) => allowed(line.article)) : found;
  };
  const lemmaPlaces = async (key) => {
    const held = await piece("lemmas", key), lines = [];
    if (!Object.hasOwn(held, key)) return lines;
    unpack(held[key], (article, at, end, numbers) => {
      let start = 0;
      for (; at < end; at += 2) lines.push({ article, start: start += numbers[at], length: numbers[at + 1] });
    });
    return lines;
  };
  const textPlaces = async (points, isOver) => {
    const { places, isWhole } = await placesOf(points);
    let lines = Array.from(places, (place) => ({ article: Math.floor(place / WIDTH), start: place % WIDTH, length: points.length }));
    if (!isWhole) {
      const folded = points.join("");
      await X.fill(lines, isOver);
      lines = isOver() ? [] : (await Promise.all(lines.map(async (line) => [line, await textsOf(line.article)])))
        .filter(([line, text]) => X.fold(text.slice(line.from, line.to)) === folded).map(([line]) => line);
    }
    // Those that lie over the one before are no others.
    let last = null;
    return lines.filter((line) => {
      if (last && line.article === last.article && line.start < last.start + last.length) return false;
      last = line;
      return true;
    });
  };
})(EXPLORER);
