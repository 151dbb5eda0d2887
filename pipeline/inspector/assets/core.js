// What every view uses: chunks of data, elements, words of the interface, settings, the address.
// Nothing here or elsewhere makes HTML of a text: elements are built, texts go into textContent.
"use strict";
const EXPLORER = {};
(function (X) {
  // --- chunks: a script calls take(name, json); load(name) gives a promise of what it held.
  const raw = new Map(), ready = new Map(), waiting = new Map();
  X.take = (name, json) => { raw.set(name, json); };
  X.has = (name) => raw.has(name) || ready.has(name);
  X.get = (name) => {
    if (!ready.has(name)) {
      ready.set(name, JSON.parse(raw.get(name)));
      raw.delete(name);
    }
    return ready.get(name);
  };
  X.load = (name) => {
    if (X.has(name)) return Promise.resolve(X.get(name));
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.onload = () => { script.remove(); X.has(name) ? done(X.get(name)) : fail(new Error(name)); };
        script.onerror = () => { script.remove(); waiting.delete(name); fail(new Error(`data/${name}.js`)); };
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  };

  // --- elements: h("p", {class: "x", onclick: f}, "text", child)
  const SVG = new Set(["svg", "path", "text", "g", "tspan"]);
  X.h = (tag, attributes, ...children) => {
    const element = SVG.has(tag)
      ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "value") element.value = value;
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  };
  // Marks that turn the direction of writing would let a text reorder what stands beside it.
  const CONTROLS = { "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE",
    "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI" };
  X.CONTROL = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;
  X.CONTROLS = new RegExp(X.CONTROL, "g");
  X.controlName = (character) => CONTROLS[character];
  X.show = (text) => String(text).replace(X.CONTROLS, (c) => `⟨${CONTROLS[c]}⟩`);
  X.clip = (text, longest) => {
    const points = Array.from(X.show(text));
    return points.length > longest ? points.slice(0, longest).join("") + "…" : points.join("");
  };

  // --- offsets: records count code points, JavaScript counts UTF-16 units.
  X.units = (text) => {
    if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
    const map = [0];
    for (const point of Array.from(text)) map.push(map[map.length - 1] + point.length);
    return (offset) => map[Math.min(offset, map.length - 1)];
  };
  X.points = (text, unit) => Array.from(text.slice(0, unit)).length;
  X.slice = (text, start, end) => { const at = X.units(text); return text.slice(at(start), at(end)); };

  // --- settings, kept in the browser where it lets us
  const memory = {};
  X.keep = (name, value) => {
    memory[name] = value;
    try { localStorage.setItem(`techflow.${name}`, value); } catch { memory.lost = true; }
  };
  X.kept = (name) => {
    if (name in memory) return memory[name];
    try { return localStorage.getItem(`techflow.${name}`); } catch { return null; }
  };
  X.forget = (name) => { delete memory[name]; try { localStorage.removeItem(`techflow.${name}`); } catch { /* kept nowhere */ } };

  // --- words: t("count.lines", 3, 2) out of strings.json, {0} is the first further argument,
  // {0|line|lines} a word for one of it, and one for any other number.
  X.t = (key, ...values) => {
    const words = X.get("strings");
    const found = (words[X.lang] || {})[key] ?? words.en[key];
    if (found === undefined) return key;
    return found.replace(/\{(\d)(?:\|(.*?)\|(.*?))?\}/g, (_, at, one, many) => (one === undefined ? values[at] : String(values[at]) === "1" ? one : many));
  };
  // A value of the records in words where there are some: money -> 金額; else as it is.
  X.word = (group, value) => {
    const words = X.get("strings");
    return (words[X.lang] || {})[`${group}.${value}`] ?? value;
  };
  // A unit of an amount: megawatt, hash/second, 3_person (of three people).
  X.unit = (code) => (code || "").split("/").map((part) => {
    const [, many, unit] = /^(?:(\d+)_)?(.*)$/.exec(part);
    return (many ? `${many} ` : "") + X.word("unit", unit);
  }).join("/");
  // The name of a value in a field of a record.
  X.named = (field, value) => (field === "unit" || field === "per" ? X.unit(value) : X.word(field, value));
  X.setLang = (lang) => { X.lang = lang; X.keep("lang", lang); document.documentElement.lang = lang; };
  X.startLang = () => {
    const wanted = [X.kept("lang"), ...navigator.languages.map((each) => each.slice(0, 2))];
    X.setLang(wanted.find((each) => each in X.get("strings")) || "en");
  };
  X.setTheme = (theme) => { X.keep("theme", theme); document.documentElement.dataset.theme = theme; };
  X.number = (value) => Number(value).toLocaleString(X.lang);
  // An exact number as text, with separators: no digit is lost on the way through a float.
  X.exact = (value) => {
    if (value === null || value === undefined) return "";
    const [whole, part] = String(value).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  };

  // --- the address: #/article/3?m=...; views read it and write it, the back button works
  X.place = () => {
    const [path, query] = (location.hash.slice(1) || "/list").split("?");
    const [, view, item] = path.split("/");
    return { view: view || "list", item: item === undefined ? null : Number(item), query: new URLSearchParams(query || "") };
  };
  X.address = (view, item, query) => {
    const pairs = Object.entries(query || {}).flatMap(([name, value]) => [].concat(value).map((each) => [name, each]));
    const kept = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
    const text = new URLSearchParams(kept).toString();
    return `#/${view}${item === null || item === undefined ? "" : `/${item}`}${text ? `?${text}` : ""}`;
  };
  X.go = (view, item, query) => { location.hash = X.address(view, item, query).slice(1); };
  // Changes the address without a new view, which would lose the place in the page.
  X.note = (view, item, query) => { history.replaceState(null, "", X.address(view, item, query)); };
  X.say = (text) => { document.getElementById("live").textContent = text; };
  X.views = {};
})(EXPLORER);
