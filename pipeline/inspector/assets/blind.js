// Blind samples: articles drawn by lot, to be annotated from nothing. What a program proposes sways who sees it.
"use strict";
(function (X) {
  const { h, t } = X;
  const LAYERS = ["entity", "figure", "time"];
  // Drawn by a number both annotators give: they get the same articles, whatever their browsers.
  const sample = (size, seed) => {
    let state = seed >>> 0;
    const next = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let value = Math.imul(state ^ (state >>> 15), 1 | state);
      value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
      return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
    };
    const numbers = X.articles.map((article) => article.number);
    for (let at = 0; at < Math.min(size, numbers.length); at++) {
      const other = at + Math.floor(next() * (numbers.length - at));
      [numbers[at], numbers[other]] = [numbers[other], numbers[at]];
    }
    return numbers.slice(0, size);
  };
  const doneKey = (article) => X.keyOf({ article_id: article.id, layer: null, verdict: "done", start: 0, end: 0, blind: true });
  const doneOf = (article) => X.correctionsOf(article.id, true).find((one) => one.verdict === "done");

  X.views.blind = async (main, place) => {
    const size = Number(place.query.get("size") || 10), seed = Number(place.query.get("seed") || 1);
    X.lastSample = location.hash;
    const ask = (name, value) => h("input", { type: "number", id: `blind-${name}`, name, min: 1, value });
    const form = h("form", { class: "tools" }, h("label", { for: "blind-size" }, t("blind.size")), ask("size", size), h("label", { for: "blind-seed" }, t("blind.seed")), ask("seed", seed), h("button", { type: "submit" }, t("blind.draw")));
    form.addEventListener("submit", (event) => { event.preventDefault(); X.go("blind", null, { size: form.elements.size.value, seed: form.elements.seed.value }); });
    main.append(h("h1", {}, t("blind")), h("p", {}, t("blind.about")), form, h("ol", { class: "articles" }, sample(size, seed).map((number) => {
      const article = X.articles[number];
      const own = X.correctionsOf(article.id, true).filter((one) => one.verdict === "add").length;
      return h("li", {}, h("a", { href: X.address("article", number, { blind: 1 }) }, h("bdi", { lang: article.lang }, X.clip(X.title(article), 100))),
        h("p", { class: "meta" }, h("span", { class: "tag" }, X.word("lang", article.lang)), h("span", {}, t("blind.own", own)), doneOf(article) && h("span", { class: "verdict holds" }, t("blind.done"))));
    })));
  };

  X.blindPanel = (open) => {
    const own = X.correctionsOf(open.article.id, true).filter((one) => one.verdict === "add").sort((a, b) => a.start - b.start);
    const done = doneOf(open.article);
    const boxes = LAYERS.map((layer) => h("label", {}, h("input", { type: "checkbox", value: layer, checked: done ? done.after.layers.includes(layer) : own.some((one) => one.layer === layer) }), " ", t(`layer.${layer}`)));
    const finish = h("button", { type: "button", class: "main", "aria-pressed": String(Boolean(done)), onclick: () => {
      if (done) X.removeCorrection(doneKey(open.article));
      else {
        const layers = boxes.map((box) => box.querySelector("input")).filter((box) => box.checked).map((box) => box.value);
        if (!layers.length) { X.say(t("blind.which")); return; }
        X.putCorrection({
          article_id: open.article.id, content_sha256: open.article.sha, layer: null, record_id: null, start: 0, end: 0, quote: "",
          verdict: "done", before: null, after: { layers }, comment: null, annotator: X.kept("annotator") || null, blind: true,
        });
      }
      X.drawPanel();
    } }, done ? t("blind.reopen") : t("blind.finish"));
    return h("section", { class: "card" }, h("h2", {}, t("blind")), h("p", { class: "how" }, t("blind.how")),
      h("ul", { class: "own" }, own.map((one) => h("li", {}, h("button", { type: "button", class: "jump", onclick: () => X.choose(open.spans.find((span) => span.id === X.keyOf(one))) },
        h("span", { class: `chip-name ${one.layer}` }, t(`layer.${one.layer}`)), " ", h("bdi", {}, X.clip(one.quote, 60)))))),
      h("fieldset", {}, h("legend", {}, t("blind.which")), boxes), finish);
  };
})(EXPLORER);
