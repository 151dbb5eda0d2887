// Corrections: kept in this browser until they are downloaded as corrections.jsonl.
"use strict";
(function (X) {
  const { h, t } = X;
  const FIELDS = {
    entity: ["label", "code"],
    figure: ["kind", "value", "low", "high", "unit", "modifier", "per"],
    time: ["type", "timex", "modifier"],
    claim: ["metric", "subject", "period", "modality", "change", "direction"],
    finding: ["verdict"],
  };
  const CHOICES = {
    label: ["PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "CRYPTO", "EVENT", "WORK", "TECH", "LAW", "DISEASE"],
    kind: ["money", "percent", "count", "multiple", "rank", "measure", "rate", "number"],
    modifier: ["", "approx", "more_than", "less_than", "at_least", "at_most", "nearly", "just_over"],
    "time.modifier": ["", "before", "after", "on_or_before", "on_or_after", "start", "mid", "end", "approx", "more_than", "less_than", "at_least", "at_most"],
    type: ["DATE", "TIME", "DURATION", "SET"],
    modality: ["fact", "forecast", "hypothetical", "reported", "offer", "negated"],
    change: ["level", "delta", "share"],
    direction: ["", "rise", "fall"],
    verdict: ["holds", "doubtful", "contradicted", "not_checkable"],
  };
  let all = null;
  const read = () => {
    if (all) return all;
    all = new Map();
    try { for (const one of JSON.parse(X.kept("corrections") || "[]")) all.set(X.keyOf(one), one); } catch { all = new Map(); }
    return all;
  };
  const save = () => { X.keep("corrections", JSON.stringify([...all.values()])); X.countCorrections(); };
  // One correction a record, one a span that was added; a later one replaces an earlier one.
  X.keyOf = (one) => [one.blind ? "blind" : "seen", one.article_id, one.layer, one.record_id || `${one.verdict}:${one.start}-${one.end}`].join("|");
  X.correctionsOf = (articleId, blind) => [...read().values()].filter((one) => one.article_id === articleId && Boolean(one.blind) === Boolean(blind));
  X.judgement = (layer, record) => read().get(X.keyOf({ article_id: X.open.article.id, layer, record_id: X.idOf(layer, record) }));
  X.correctionCount = () => read().size;
  const put = (one) => { read().set(X.keyOf(one), one); save(); X.say(t("corrected", X.word("judged", one.verdict))); };
  const remove = (key) => { read().delete(key); save(); };
  X.putCorrection = put;
  X.removeCorrection = remove;

  // What of a record can be right or wrong, as plain values; amounts are texts, exact to the digit.
  const plain = (layer, record) => {
    const read = layer === "claim"
      ? (name) => ({ metric: record.metric.code, subject: record.subject && (record.subject.code || record.subject.name), period: record.period && record.period.timex })[name] ?? record[name]
      : (name) => record[name];
    return Object.fromEntries(FIELDS[layer].map((name) => [name, read(name) ?? null]));
  };
  const placeOf = (open, layer, record) => (layer === "claim" ? open.figures.get(record.figure_id) : record);
  const make = (open, layer, start, end, more) => ({
    article_id: open.article.id, content_sha256: open.article.sha, layer, record_id: null, start, end,
    quote: open.text.slice(open.at(start), open.at(end)), verdict: "add", before: null, after: null, comment: null,
    annotator: X.kept("annotator") || null, blind: open.blind, ...more,
  });
  const ofRecord = (open, layer, record, more) => {
    const place = placeOf(open, layer, record);
    const before = plain(layer, record);
    return make(open, layer, place.start, place.end, {
      record_id: X.idOf(layer, record), before: layer === "finding" ? { check: record.check, ...before } : before, blind: false, ...more,
    });
  };

  // --- judging a record
  X.judgeForm = (open, layer, record) => {
    const now = X.judgement(layer, record);
    const box = h("div", { class: "judge", "data-layer": layer });
    const judge = (verdict) => {
      const comment = now ? now.comment : null;
      if (now && now.verdict === verdict) remove(X.keyOf(now));
      else put(ofRecord(open, layer, record, { verdict, comment }));
      X.refresh();
    };
    const button = (verdict, key) => h("button", {
      type: "button", class: `judge-${verdict}`, "aria-pressed": String(now?.verdict === verdict), title: key && t("key", key), "data-key": key, onclick: () => judge(verdict),
    }, t(`judge.${verdict}`));
    const edit = h("button", { type: "button", "aria-expanded": "false", "aria-pressed": String(now?.verdict === "change"), "data-key": "e", onclick: () => {
      const isOpen = edit.getAttribute("aria-expanded") === "true";
      edit.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) box.querySelector("form").remove();
      else { box.append(editForm(open, layer, record, now)); box.querySelector("form select, form input").focus(); }
    } }, t("judge.change"));
    box.append(h("div", { class: "judge-buttons", role: "group", "aria-label": t("judge") }, button("accept", "a"), button("reject", "r"), edit));
    if (now && (now.comment || now.verdict === "change" || now.verdict === "comment")) box.append(summary(now));
    return box;
  };
  const summary = (one) => h("p", { class: "correction" }, one.after && h("bdi", {}, afterText(one)), one.comment && h("span", { class: "comment" }, X.show(one.comment)));
  // What a correction says a record should be, in words: of a single value not its bounds too.
  const afterText = (one) => {
    const after = one.after || {}, hidden = ["quote", "start", "end", ...(after.value ? ["low", "high"] : [])];
    const told = Object.entries(after)
      .filter(([name, value]) => !hidden.includes(name) && (one.before ? one.before[name] !== value : value !== null))
      .map(([name, value]) => (name === "layers" ? value.map((layer) => t(`layer.${layer}`)).join(" · ")
        : `${t(`field.${name}`)}: ${value === null ? "—" : AMOUNTS.has(name) ? X.exact(value) : X.named(name, value)}`));
    if (after.quote !== undefined && after.quote !== one.quote) told.unshift(`→ ${X.clip(after.quote, 60)}`);
    return X.show(told.join("; "));
  };
  const AMOUNTS = new Set(["value", "low", "high"]);

  const choicesOf = (layer, name) => CHOICES[`${layer}.${name}`] || CHOICES[name];
  const input = (layer, name, value, suggestions) => {
    const id = `edit-${name}`, choices = choicesOf(layer, name);
    const control = choices
      ? h("select", { name, id }, (choices.includes(value || "") ? choices : [...choices, value]).map((each) => h("option", { value: each, selected: each === (value || "") }, each ? X.word(name, each) : "—")))
      : h("input", { name, id, value: value ?? "", autocomplete: "off", list: suggestions ? `${id}-list` : null });
    return [h("label", { for: id }, t(`field.${name}`)), control, suggestions && h("datalist", { id: `${id}-list` }, suggestions.slice(0, 500).map((each) => h("option", { value: each, label: X.named(name, each) })))];
  };
  // A single value is its own low and high; they can be written where there is none.
  const boundsFollow = (box) => {
    const [value, low, high] = ["value", "low", "high"].map((name) => box.querySelector(`[name=${name}]`));
    if (!value) return;
    const follow = () => {
      for (const bound of [low, high]) {
        bound.disabled = value.value.trim() !== "";
        if (bound.disabled) bound.value = value.value;
      }
    };
    value.addEventListener("input", follow);
    follow();
  };
  const known = (facet) => (X.mentions ? X.mentions.texts[facet].filter(Boolean) : []);
  const suggestionsFor = (name) => ({ unit: known("unit"), code: null, metric: known("metric") })[name] || null;
  const valuesOf = (form, layer) => {
    const values = {};
    for (const name of FIELDS[layer]) values[name] = form.elements[name].value.trim() || null;
    if (layer === "figure") {
      // A single value is its own low and high; a range has no value.
      if (values.value !== null) { values.low = values.value; values.high = values.value; }
    }
    return values;
  };
  const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
  const wrong = (layer, values) => layer === "figure" && ["value", "low", "high"].some((name) => values[name] !== null && !NUMBER.test(values[name]));

  const editForm = (open, layer, record, now) => {
    const place = placeOf(open, layer, record);
    const start = now?.after?.start ?? place.start, end = now?.after?.end ?? place.end;
    const values = { ...plain(layer, record), ...(now?.after || {}) };
    const movable = layer !== "claim" && layer !== "finding";
    const complaint = h("p", { class: "wrong", role: "alert" });
    const form = h("form", { class: "edit" }, FIELDS[layer].map((name) => input(layer, name, values[name], suggestionsFor(name))),
      movable && spanInputs(open, start, end),
      h("label", { for: "edit-comment" }, t("comment")), h("input", { name: "comment", id: "edit-comment", value: now?.comment || "" }), complaint,
      h("button", { type: "submit" }, t("save")));
    boundsFollow(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const after = valuesOf(form, layer);
      if (wrong(layer, after)) { complaint.textContent = t("wrong.number"); return; }
      if (movable) {
        after.start = Number(form.elements.start.value); after.end = Number(form.elements.end.value);
        if (!(after.start < after.end)) { complaint.textContent = t("wrong.span"); return; }
        after.quote = X.slice(open.text, after.start, after.end);
      }
      const before = plain(layer, record);
      const isSame = FIELDS[layer].every((name) => before[name] === after[name]) && (!movable || (after.start === place.start && after.end === place.end));
      const comment = form.elements.comment.value.trim() || null;
      if (isSame && comment) put(ofRecord(open, layer, record, { verdict: now && now.verdict !== "change" ? now.verdict : "comment", comment }));
      else if (!isSame) put(ofRecord(open, layer, record, { verdict: "change", after, comment }));
      X.refresh();
    });
    return form;
  };
  const spanInputs = (open, start, end) => {
    const shown = h("output", { class: "span-shown", lang: open.article.lang });
    const length = Array.from(open.text).length;
    const box = (name, value) => h("input", { type: "number", name, id: `edit-${name}`, value, min: 0, max: length, oninput: () => draw() });
    const inputs = [box("start", start), box("end", end)];
    const draw = () => { shown.textContent = X.clip(X.slice(open.text, Number(inputs[0].value), Number(inputs[1].value)), 80); };
    draw();
    // Words that are selected in the text while the form is open become the span.
    open.moveTo = (place) => {
      if (!shown.isConnected) return false;
      [inputs[0].value, inputs[1].value] = [place.start, place.end];
      draw();
      return true;
    };
    return [h("label", { for: "edit-start" }, t("field.start")), inputs[0], h("label", { for: "edit-end" }, t("field.end")), inputs[1], h("span", {}, t("span")), shown,
      h("p", { class: "how hint" }, t("span.how"))];
  };

  // --- adding what was missed
  X.addButton = (open) => h("button", { type: "button", class: "add", "data-key": "+", onclick: () => { open.adding = { start: null }; X.drawPanel(); open.panel.querySelector("input").focus(); } }, t("add"));
  X.addForm = (open, place) => {
    const close = () => { open.adding = null; X.drawPanel(); };
    const quote = h("input", { name: "quote", id: "add-quote", required: true, autocomplete: "off", lang: open.article.lang, value: place.start === null ? "" : X.slice(open.text, place.start, place.end) });
    const which = h("input", { type: "number", name: "which", id: "add-which", min: 1, value: place.start === null ? 1 : occurrence(open.text, quote.value, open.at(place.start)) });
    const layer = h("select", { name: "layer", id: "add-layer", onchange: () => drawFields() }, ["entity", "figure", "time"].map((each) => h("option", { value: each, selected: each === (X.lastLayer || "entity") }, t(`layer.${each}`))));
    const rest = h("div", { class: "edit inner" });
    const drawFields = () => { X.lastLayer = layer.value; rest.replaceChildren(...FIELDS[layer.value].flatMap((name) => input(layer.value, name, choicesOf(layer.value, name)?.[0] || "", suggestionsFor(name))).filter(Boolean)); boundsFollow(rest); };
    drawFields();
    const complaint = h("p", { class: "wrong", role: "alert" });
    const form = h("form", { class: "edit add-form" },
      h("label", { for: "add-quote" }, t("quote")), quote, h("label", { for: "add-which" }, t("which")), which,
      h("label", { for: "add-layer" }, t("layer")), layer, rest,
      h("label", { for: "edit-comment" }, t("comment")), h("input", { name: "comment", id: "edit-comment" }), complaint,
      h("div", { class: "buttons" }, h("button", { type: "submit" }, t("save")), h("button", { type: "button", class: "quiet", onclick: close }, t("cancel"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const from = nth(open.text, quote.value, Number(which.value));
      if (from < 0) { complaint.textContent = t("wrong.quote"); return; }
      const after = valuesOf(form, layer.value);
      if (wrong(layer.value, after)) { complaint.textContent = t("wrong.number"); return; }
      // What was left open is not said to be nothing: only what is filled in is held against records.
      for (const name of Object.keys(after)) if (after[name] === null) delete after[name];
      const start = X.points(open.text, from), end = start + Array.from(quote.value).length;
      const made = make(open, layer.value, start, end, { after, comment: form.elements.comment.value.trim() || null });
      put(made);
      open.adding = null;
      getSelection().removeAllRanges();
      // Annotating blind one adds the next; else the keys go on from here.
      X.choose(open.blind ? null : { layer: made.layer, id: X.keyOf(made) });
    });
    return h("section", { class: "card", "aria-label": t("add") }, h("h2", {}, t("add")), form);
  };
  const nth = (text, quote, which) => {
    let at = -1;
    for (let count = 0; quote && count < Math.max(1, which); count++) {
      at = text.indexOf(quote, at + 1);
      if (at < 0) return -1;
    }
    return at;
  };
  const occurrence = (text, quote, unit) => {
    let count = 1;
    for (let at = text.indexOf(quote); at >= 0 && at < unit; at = text.indexOf(quote, at + 1)) count++;
    return count;
  };
  X.addedCard = (open, one) => h("div", {}, h("dl", { class: "fields" }, Object.entries(one.after).flatMap(([name, value]) => [h("dt", {}, t(`field.${name}`)), h("dd", {}, h("bdi", {}, X.clip(X.named(name, value), 80)))])),
    one.comment && h("p", { class: "comment" }, X.show(one.comment)),
    h("button", { type: "button", onclick: () => { remove(X.keyOf(one)); X.choose(null); } }, t("remove")));

  // --- all of them: look through, download, take in again
  const lines = () => [...read().values()]
    .sort((a, b) => (a.article_id < b.article_id ? -1 : a.article_id > b.article_id ? 1 : a.start - b.start || a.end - b.end || (X.keyOf(a) < X.keyOf(b) ? -1 : 1)))
    .map((one) => JSON.stringify(one));
  X.views.corrections = async (main) => {
    const articles = [...read().values()];
    const who = h("input", { id: "annotator", value: X.kept("annotator") || "", autocomplete: "off", onchange: (event) => {
      X.keep("annotator", event.target.value.trim());
      for (const one of read().values()) one.annotator = event.target.value.trim() || null;
      save();
    } });
    const file = h("input", { type: "file", id: "import", class: "unseen", accept: ".jsonl", onchange: async (event) => { await takeIn(await event.target.files[0].text()); X.draw(); } });
    main.append(h("h1", {}, t("corrections")), h("p", {}, t("corrections.about")),
      h("div", { class: "tools" }, h("label", { for: "annotator" }, t("annotator")), who,
        h("button", { type: "button", class: "main", id: "download", disabled: !articles.length, onclick: download }, t("download")),
        h("label", { class: "button file" }, t("import"), file),
        h("button", { type: "button", class: "quiet", disabled: !articles.length, onclick: () => { if (confirm(t("forget.sure"))) { read().clear(); save(); X.draw(); } } }, t("forget"))),
      h("p", { class: "count", role: "status" }, t("corrections.count", articles.length)),
      articles.length ? h("ol", { class: "articles" }, articles.map((one) => {
        const number = X.byId.get(one.article_id);
        return h("li", {}, h("a", { href: number === undefined ? null : X.address("article", number, one.blind ? { blind: 1 } : { m: one.record_id || X.keyOf(one) }) },
          h("bdi", {}, X.clip(one.quote || one.article_id, 60))), h("p", { class: "meta" },
          h("span", { class: "tag" }, one.layer ? t(`layer.${one.layer}`) : ""), h("span", { class: `judged ${one.verdict}` }, t(`judged.${one.verdict}`)),
          number !== undefined && h("bdi", { lang: X.articles[number].lang }, X.clip(X.title(X.articles[number]), 40)),
          one.blind && h("span", { class: "tag" }, t("blind")), h("bdi", {}, afterText(one)), one.comment && h("span", { class: "comment" }, X.show(one.comment)),
          h("button", { type: "button", class: "quiet", onclick: () => { remove(X.keyOf(one)); X.draw(); } }, t("remove"))));
      })) : "");
  };
  const download = () => {
    const url = URL.createObjectURL(new Blob([lines().map((line) => `${line}\n`).join("")], { type: "application/x-ndjson" }));
    const link = h("a", { href: url, download: "corrections.jsonl" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  const isCorrection = (one) => {
    if (one === null || typeof one !== "object" || ![one.start, one.end].every(Number.isInteger)) return false;
    if (one.verdict === "done") return Array.isArray(one.after?.layers);
    const isKnown = ["accept", "reject", "change", "add", "comment"].includes(one.verdict) && Object.hasOwn(FIELDS, one.layer);
    return isKnown && (!["change", "add"].includes(one.verdict) || (one.after !== null && typeof one.after === "object"));
  };
  const takeIn = async (text) => {
    let taken = 0, refused = 0;
    for (const line of text.split("\n").filter((each) => each.trim())) {
      let one = null;
      try { one = JSON.parse(line); } catch { refused++; continue; }
      if (!isCorrection(one)) { refused++; continue; }
      const number = X.byId.get(one.article_id);
      // Only what still stands where it says it does, in the text it was said of.
      const isHere = number !== undefined && X.articles[number].sha === one.content_sha256
        && (one.verdict === "done" || X.slice(await X.textOf(number), one.start, one.end) === one.quote);
      if (isHere) { read().set(X.keyOf(one), one); taken++; } else refused++;
    }
    save();
    X.say(t("imported", taken, refused));
  };
})(EXPLORER);
