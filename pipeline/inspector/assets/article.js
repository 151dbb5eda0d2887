// One article: its text with every layer marked, a panel for what is chosen, a view of its words.
"use strict";
(function (X) {
  const { h, t } = X;
  const LAYERS = ["entity", "figure", "time", "claim", "finding", "issue"];
  const ID = { entity: "entity_id", figure: "figure_id", time: "time_id", claim: "claim_id", finding: "finding_id", issue: "issue_id" };
  X.idOf = (layer, record) => record[ID[layer]];
  let open = null;

  X.views.article = async (main, place) => {
    const article = X.articles[place.item];
    if (!article) { main.append(h("p", { class: "none" }, t("nothing"))); return; }
    const chunk = await X.load(`article-${article.number}`);
    const blind = place.query.get("blind") === "1";
    const text = chunk.text;
    open = {
      article, chunk, text, blind, at: X.units(text), chosen: null, place,
      layers: new Set((X.kept("layers") || LAYERS.join(" ")).split(" ")),
      claims: new Map(chunk.claims.map((claim) => [claim.figure_id, claim])),
      figures: new Map(chunk.figures.map((figure) => [figure.figure_id, figure])),
    };
    X.open = open;
    open.textBox = h("div", { class: "text", lang: article.lang, id: "text" });
    open.panel = h("aside", { class: "panel", "aria-label": t("panel") });
    const words = place.query.get("words") === "1" && !blind;
    main.append(head(article, chunk, words));
    if (words) {
      X.drawWords(main, open, Number(place.query.get("sentence") || 0));
    } else {
      main.append(h("div", { class: "article-view" }, h("div", { class: "reading" }, blind ? blindBar() : toggles(), open.textBox), open.panel));
      drawText();
      listen();
      const id = place.query.get("m"), from = place.query.get("at");
      const hit = from === null ? null : { from: Number(from), to: Number(place.query.get("to")) };
      X.choose(id ? spanById(id) : hit && spanOver(hit), true);
      if (hit) { open.cursor = hit.from; showHit(hit.from, hit.to); }
    }
    document.title = X.title(article);
  };

  const head = (article, chunk, words) => {
    const other = (number, key, sign) => X.articles[number] && !open.blind
      ? h("a", { href: X.address("article", number), class: "button", "aria-label": t(key), title: t(key) }, sign) : "";
    const group = X.groups.findIndex((each) => each.articles.includes(article.id));
    return h("header", { class: "article-head" },
      h("nav", { class: "tools", "aria-label": t("article") },
        open.blind ? h("a", { href: X.lastSample || "#/blind", class: "button" }, t("back.blind"))
          : h("a", { href: X.lastList || "#/list", class: "button" }, t("back")),
        other(article.number - 1, "previous", "‹"), other(article.number + 1, "next", "›"),
        !open.blind && h("div", { class: "switch", role: "group", "aria-label": t("show") },
          h("a", { href: X.address("article", article.number), class: "button", "aria-current": words ? null : "page" }, t("show.text")),
          h("a", { href: X.address("article", article.number, { words: 1 }), class: "button", "aria-current": words ? "page" : null }, t("show.words"))),
        !open.blind && X.get("corpus").vocabulary.some((each) => each.lang === article.lang)
          && h("a", { href: X.address("vocabulary", null, { lang: article.lang, table: "keyness", part: "article", value: article.id }), class: "button" }, t("vocabulary")),
        group >= 0 && !open.blind && h("a", { href: X.address("editions", group), class: "button" }, t("editions"))),
      h("h1", {}, h("bdi", { lang: article.lang }, X.clip(X.title(article), 200))),
      h("p", { class: "meta" },
        h("span", { class: "tag" }, X.word("lang", article.lang)), article.date && h("span", {}, article.date),
        h("span", {}, X.show(article.source || "")), h("code", {}, article.id),
        article.url && h("span", { class: "url" }, X.clip(article.url, 100))));
  };

  const toggles = () => h("div", { class: "toggles", role: "group", "aria-label": t("layers") }, LAYERS.map((layer) => h("button", {
    type: "button", class: `chip ${layer}`, "aria-pressed": String(open.layers.has(layer)),
    onclick: (event) => {
      if (open.layers.has(layer)) open.layers.delete(layer); else open.layers.add(layer);
      event.currentTarget.setAttribute("aria-pressed", String(open.layers.has(layer)));
      X.keep("layers", [...open.layers].join(" "));
      drawText();
      drawPanel();
    },
  }, t(`layer.${layer}`))));
  const blindBar = () => h("p", { class: "blind-bar" }, t("blind.here"));

  // --- spans: {layer, id, start, end, record} in code points; those added by hand too
  const spans = () => {
    const { chunk, layers, blind, article } = open;
    const found = [];
    const add = (layer, records) => {
      if (blind || !layers.has(layer)) return;
      for (const record of records) found.push({ layer, id: X.idOf(layer, record), start: record.start, end: record.end, record });
    };
    add("entity", chunk.entities); add("figure", chunk.figures); add("time", chunk.times);
    add("finding", chunk.findings); add("issue", chunk.issues);
    for (const one of X.correctionsOf(article.id, blind)) {
      if (one.verdict === "add") found.push({ layer: one.layer, id: X.keyOf(one), start: one.start, end: one.end, added: one });
    }
    return found.filter((span) => span.end > span.start);
  };
  const slots = () => {
    const { chosen, layers, claims } = open;
    if (!chosen || chosen.layer !== "figure" || !layers.has("claim")) return [];
    const claim = claims.get(chosen.id);
    return claim ? ["metric", "subject", "object", "source", "period"]
      .filter((slot) => claim[slot] && claim[slot].start !== null)
      .map((slot) => ({ slot, start: claim[slot].start, end: claim[slot].end })) : [];
  };
  const spanById = (id) => open.spans.find((span) => span.id === id && span.layer !== "finding")
    || open.spans.find((span) => span.id === id) || null;

  // What a hit stands in or covers: the shortest, so that of a figure in a name the figure is told.
  const spanOver = ({ from, to }) => [...open.spans]
    .filter((span) => open.at(span.start) < to && open.at(span.end) > from)
    .sort((a, b) => (a.end - a.start) - (b.end - b.start) || LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer))[0] || null;

  // The text in pieces between all borders of zones and spans; every piece knows where it begins.
  const drawText = () => {
    const { text, at, chunk } = open;
    open.spans = spans();
    const inner = slots();
    const marks = [
      ...open.spans.map((span) => ({ ...span, span, from: at(span.start), to: at(span.end) })),
      ...inner.map((slot) => ({ slot: slot.slot, from: at(slot.start), to: at(slot.end) })),
      // Where a correction moved a span to.
      ...X.correctionsOf(open.article.id, open.blind).filter(isMoved).map(({ after }) => ({ isMoved: true, from: at(after.start), to: at(after.end) })),
    ];
    const zones = chunk.zones.map(([start, end, kind]) => ({ from: at(start), to: at(end), kind }));
    const borders = new Set([0, text.length]);
    for (const each of [...marks, ...zones]) { borders.add(each.from); borders.add(each.to); }
    for (const found of text.matchAll(X.CONTROLS)) { borders.add(found.index); borders.add(found.index + 1); }
    const points = [...borders].filter((point) => point <= text.length).sort((a, b) => a - b);
    const opening = new Map();
    for (const mark of marks) { if (!opening.has(mark.from)) opening.set(mark.from, []); opening.get(mark.from).push(mark); }
    const fragment = document.createDocumentFragment();
    let active = [], zone = null, box = fragment;
    open.first = new Map();
    for (let index = 0; index + 1 < points.length; index++) {
      const from = points[index], to = points[index + 1];
      active = active.filter((mark) => mark.to > from).concat(opening.get(from) || []);
      const here = zones.find((each) => each.from <= from && from < each.to) || null;
      if (here !== zone) {
        zone = here;
        box = zone ? h("span", { class: `zone zone-${zone.kind}` }) : fragment;
        if (zone) fragment.append(box);
      }
      box.append(piece(text.slice(from, to), from, active));
    }
    open.textBox.replaceChildren(fragment);
    drawChosen();
  };
  const isMoved = ({ verdict, start, end, after }) => verdict === "change" && after.start !== undefined && (after.start !== start || after.end !== end);
  const piece = (string, from, active) => {
    const isControl = string.length === 1 && X.CONTROL.test(string);
    const element = h("span", { "data-start": from }, isControl ? `⟨${X.controlName(string)}⟩` : string);
    if (isControl) { element.className = "control"; element.dataset.control = "1"; }
    for (const mark of active) {
      if (mark.slot) { element.classList.add("slot", `slot-${mark.slot}`); element.title = t(`slot.${mark.slot}`); continue; }
      if (mark.isMoved) { element.classList.add("moved"); continue; }
      element.classList.add("mark", mark.layer);
      if (mark.layer === "finding") element.classList.add(mark.record.verdict);
      if (mark.added) element.classList.add("added");
      // That a check is wrong says nothing of the figure it stands on.
      const judged = mark.record && mark.layer !== "finding" && X.judgement(mark.layer, mark.record);
      if (judged) element.classList.add(`judged-${judged.verdict}`);
      if (!open.first.has(mark.span)) {
        open.first.set(mark.span, element);
        element.setAttribute("role", "button");
        element.setAttribute("tabindex", "-1");
      }
    }
    const inside = active.filter((mark) => mark.span).map((mark) => mark.span);
    // The shortest first: a click on a figure in a name takes the figure, a second click the name.
    element.spans = inside.sort((a, b) => (a.end - a.start) - (b.end - b.start) || LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer));
    return element;
  };

  // --- choosing
  const drawChosen = () => {
    for (const element of open.textBox.querySelectorAll(".chosen")) { element.classList.remove("chosen"); element.removeAttribute("aria-current"); }
    for (const element of open.textBox.querySelectorAll("[tabindex='0']")) element.setAttribute("tabindex", "-1");
    const { chosen } = open;
    if (chosen) {
      for (const element of open.textBox.querySelectorAll("[data-start]")) if (element.spans?.includes(chosen)) element.classList.add("chosen");
      open.first.get(chosen)?.setAttribute("aria-current", "true");
    }
    const stop = open.first.get(chosen) || open.first.get(ordered()[0]);
    stop?.setAttribute("tabindex", "0");
  };
  const ordered = () => [...open.spans].sort((a, b) => a.start - b.start || a.end - b.end);
  X.choose = (span, isQuiet) => {
    const id = span && span.id;
    open.chosen = span;
    drawText();
    open.chosen = span && (open.spans.find((each) => each.id === id && each.layer === span.layer) || null);
    drawChosen();
    drawPanel();
    const query = { blind: open.blind ? 1 : "", m: open.chosen ? open.chosen.id : "" };
    if (!isQuiet || id) X.note("article", open.article.number, query);
    if (open.chosen) reveal(open.first.get(open.chosen), !isQuiet);
  };
  const reveal = (element, focus) => {
    if (!element) return;
    if (focus) element.focus({ preventScroll: true });
    // On a phone the panel covers the lower half.
    const { top, bottom } = element.getBoundingClientRect();
    const isNarrow = !matchMedia("(min-width: 60rem)").matches;
    if (top < 60 || bottom > innerHeight * (isNarrow ? 0.42 : 0.9)) scrollBy(0, top - innerHeight * (isNarrow ? 0.2 : 0.4));
  };
  // A figure's card has its findings: no second stop at the same words.
  const stops = () => ordered().filter((span) => span.layer !== "finding" || !open.layers.has("figure"));
  const isJudged = (span) => Boolean(span.added || X.judgement(span.layer, span.record));
  X.step = (by) => {
    const all = stops();
    if (!all.length) return;
    let now = open.chosen ? all.indexOf(open.chosen) : by > 0 ? -1 : 0;
    // From a hit in which nothing is annotated on to what stands behind it.
    if (!open.chosen && open.cursor !== undefined) {
      const next = all.findIndex((span) => open.at(span.start) >= open.cursor);
      now = (next < 0 ? all.length : next) - (by > 0 ? 1 : 0);
    }
    X.choose(all[(now + by + all.length) % all.length]);
  };
  // Gold comes only of what was judged completely: to the next that is not.
  X.stepOpen = () => {
    const all = stops().filter((span) => span.layer !== "issue");
    const now = open.chosen ? open.chosen.start : -1;
    const left = all.filter((span) => !isJudged(span));
    const next = left.find((span) => span.start > now || (span.start === now && span !== open.chosen && all.indexOf(span) > all.indexOf(open.chosen))) || left[0];
    if (next) X.choose(next); else X.say(t("judged.all"));
  };
  // By layer, how many records were judged and how many there are.
  X.progress = () => ["entity", "figure", "time"].map((layer) => {
    const own = open.spans.filter((span) => span.layer === layer && span.record);
    return { layer, judged: own.filter(isJudged).length, all: own.length };
  }).filter((each) => each.all);
  X.refresh = () => { if (open && document.contains(open.textBox)) X.choose(open.chosen, true); };
  const drawPanel = () => {
    open.panel.classList.toggle("filled", Boolean(open.chosen || open.adding));
    open.panel.replaceChildren(...(open.adding ? [X.addForm(open, open.adding)]
      : open.chosen ? X.cards(open, open.chosen) : X.overview(open)));
  };
  X.drawPanel = drawPanel;
  const showHit = (from, to) => {
    const range = document.createRange();
    const [start, end] = [nodeAt(from), nodeAt(to)];
    if (!start || !end) return;
    range.setStart(...start); range.setEnd(...end);
    if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("hit", new Highlight(range));
    start[0].parentElement.scrollIntoView({ block: "center" });
  };
  const nodeAt = (unit) => {
    const all = [...open.textBox.querySelectorAll("[data-start]")];
    const holder = all.findLast((element) => Number(element.dataset.start) <= unit);
    return holder && holder.firstChild ? [holder.firstChild, Math.min(unit - Number(holder.dataset.start), holder.firstChild.length)] : null;
  };

  const listen = () => {
    open.textBox.addEventListener("click", (event) => {
      if (String(getSelection()).length) return;
      const inside = event.target.closest("[data-start]")?.spans || [];
      if (!inside.length) return;
      const next = inside.indexOf(open.chosen) + 1;
      open.adding = null;
      X.choose(inside[next % inside.length]);
    });
    const take = () => {
      const found = selected();
      if (!found || open.moveTo?.(found)) return;
      open.adding = found;
      drawPanel();
    };
    open.textBox.addEventListener("mouseup", () => setTimeout(take));
    open.textBox.addEventListener("touchend", () => setTimeout(take, 300));
  };
  // What is selected in the text, in code points; white space at its ends left out.
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const ends = [unitAt(range.startContainer, range.startOffset), unitAt(range.endContainer, range.endOffset)];
    if (ends.includes(null)) return null;
    let [from, to] = ends;
    while (from < to && !open.text[from].trim()) from++;
    while (to > from && !open.text[to - 1].trim()) to--;
    return from < to ? { start: X.points(open.text, from), end: X.points(open.text, to) } : null;
  };
  const unitAt = (node, offset) => {
    const element = (node.nodeType === 3 ? node.parentElement : node.childNodes[offset] || node.lastChild)?.closest?.("[data-start]");
    if (!element || !open.textBox.contains(element)) return node === open.textBox || open.textBox.contains(node) ? open.text.length : null;
    const start = Number(element.dataset.start);
    return start + (node.nodeType === 3 ? (element.dataset.control ? Number(offset > 1) : offset) : 0);
  };
})(EXPLORER);
