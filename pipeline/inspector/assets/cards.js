// The panel beside an article: what is chosen with all its fields, or what there is to look at.
"use strict";
(function (X) {
  const { h, t } = X;
  const HIDDEN = new Set(["start", "end", "entity_id", "figure_id", "time_id", "claim_id", "finding_id", "issue_id", "figure_ids",
    "article_ids", "repairs", "normalized", "computed", "message", "message_en", "antecedents"]);
  const NUMBERS = new Set(["value", "low", "high", "rate"]);
  const field = (name, value) => (value === null || value === undefined || value === "" ? "" : [
    h("dt", {}, t(`field.${name}`)),
    h("dd", {}, h("bdi", {}, NUMBERS.has(name) ? X.exact(value) : X.clip(X.named(name, value), 300)))]);
  // A single value says its bounds itself.
  const isIdle = (record, name) => (name === "low" || name === "high") && record.value !== null && record[name] === record.value;
  const fields = (record) => h("dl", { class: "fields" }, Object.entries(record)
    .filter(([name]) => !isIdle(record, name)).filter(([name, value]) => !HIDDEN.has(name) && typeof value !== "object").flatMap(([name, value]) => field(name, value)));
  const quote = (open, start, end) => {
    const whole = open.text.slice(open.at(start), open.at(end));
    return h("bdi", { lang: open.article.lang }, X.clip(whole, 120));
  };
  const jump = (open, layer, record, ...content) => h("button", {
    type: "button", class: "jump", onclick: () => {
      const id = X.idOf(layer, record);
      if (!open.layers.has(layer)) { open.layers.add(layer); X.refresh(); }
      const span = open.spans.find((each) => each.id === id);
      if (span) X.choose(span);
    },
  }, content);

  X.cards = (open, span) => {
    const { layer } = span;
    const made = [h("div", { class: "panel-head" },
      h("h2", {}, h("span", { class: `chip-name ${layer}` }, t(`layer.${layer}`)), " ", quote(open, span.start, span.end)),
      h("button", { type: "button", class: "quiet close", "aria-label": t("close"), onclick: () => { X.choose(null); } }, "×"))];
    if (span.added) return [...made, X.addedCard(open, span.added)];
    const { record } = span;
    if (layer === "finding") made.push(findingCard(open, record));
    else if (layer === "issue") made.push(h("p", {}, X.show(record.message)), fields(record));
    else made.push(fields(record));
    if (layer !== "issue") made.push(X.judgeForm(open, layer, record));
    if (layer === "figure") made.push(...figureCards(open, record));
    if (layer === "entity" && record.antecedents?.length) {
      made.push(h("section", { class: "card" }, h("h3", {}, t("antecedents")), h("p", {}, record.antecedents.map((id) => {
        const other = open.chunk.entities.find((each) => each.entity_id === id);
        return other ? jump(open, "entity", other, quote(open, other.start, other.end)) : "";
      }))));
    }
    return made;
  };
  const ORDER = ["contradicted", "doubtful", "not_checkable", "holds"];
  const byGravity = (findings) => [...findings].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || a.start - b.start);
  const figureCards = (open, record) => {
    const made = [];
    const findings = open.chunk.findings.filter((each) => each.figure_ids.includes(record.figure_id));
    for (const finding of byGravity(findings)) {
      made.push(h("section", { class: `card ${finding.verdict}` }, findingCard(open, finding), X.judgeForm(open, "finding", finding)));
    }
    const claim = open.claims.get(record.figure_id);
    if (claim && open.layers.has("claim")) {
      made.push(h("section", { class: "card claim" }, h("h3", {}, t("layer.claim")), claimFields(open, claim), X.judgeForm(open, "claim", claim)));
    }
    if (record.normalized) {
      made.push(h("details", { class: "card", open: true }, h("summary", {}, t("normalized")), fields(record.normalized)));
    }
    return made;
  };
  const slotText = (slot, value) => (slot === "metric" && value.code ? X.word("metric", value.code) : value.name || value.timex || value.code || value.surface || "—");
  const sure = (claim, slot) => (claim.confidence?.[slot]
    ? [" ", h("span", { class: "how", title: t("confidence") }, `${claim.confidence[slot]} %`)] : "");
  const claimFields = (open, claim) => h("dl", { class: "fields" },
    ["metric", "subject", "object", "source", "period"].filter((slot) => claim[slot]).map((slot) => [
      h("dt", { class: `slot-name slot-${slot}` }, t(`slot.${slot}`)),
      h("dd", {}, h("bdi", {}, X.clip(slotText(slot, claim[slot]), 80)), " ", h("span", { class: "how" }, X.word("how", claim[slot].how)), sure(claim, slot))]),
    ["modality", "change", "direction"].flatMap((name) => field(name, claim[name])));

  const bounds = ({ low, high }) => (low === high ? X.exact(low) : [low, high].map((each) => (each === null ? "…" : X.exact(each))).join(" – "));
  // A figure of another article: its words are read there, and a click leads to it.
  const elsewhere = (id) => {
    const [, article, start, end] = /^(.*):figure:(\d+)-(\d+):/.exec(id) || [];
    const number = X.byId.get(article);
    if (number === undefined) return h("code", {}, X.clip(id, 60));
    const other = X.articles[number], words = h("bdi", { lang: other.lang }, "…");
    X.textOf(number).then((text) => { words.textContent = X.clip(X.slice(text, Number(start), Number(end)), 60); });
    return h("span", { class: "pair" }, h("span", { class: "tag" }, X.word("lang", other.lang)),
      h("a", { href: X.address("article", number, { m: id }), title: X.title(other) }, words));
  };
  const findingCard = (open, finding) => h("div", { class: "finding-card" },
    h("p", {}, h("span", { class: `verdict ${finding.verdict}` }, X.word("verdict", finding.verdict)), " ", h("span", { class: "check" }, X.word("check", finding.check))),
    h("p", { class: "message" }, h("bdi", {}, X.show(X.lang === "en" ? finding.message_en : finding.message))),
    finding.expression && h("p", { class: "arithmetic" }, h("span", { class: "dt" }, t("arithmetic")), h("code", {}, X.show(finding.expression)),
      finding.computed && h("code", {}, ` = ${bounds(finding.computed)} ${X.unit(finding.computed.unit)}`)),
    finding.figure_ids.length > 1 && h("p", {}, h("span", { class: "dt" }, t("against")), finding.figure_ids.slice(1).map((id) => {
      const figure = open.figures.get(id);
      return [figure ? jump(open, "figure", figure, quote(open, figure.start, figure.end)) : elsewhere(id), " "];
    })),
    finding.repairs.length > 0 && h("div", {}, h("span", { class: "dt" }, t("repairs")),
      h("ol", { class: "repairs" }, finding.repairs.map((repair) => h("li", {}, h("bdi", {}, X.show(repair.surface)), " ",
        h("span", { class: "how" }, `${X.exact(repair.value)} ${X.unit(repair.unit)}`))))));

  // --- nothing chosen: what to look at first
  X.overview = (open) => {
    const { chunk } = open;
    if (open.blind) return [X.addButton(open), X.blindPanel(open)];
    const findings = byGravity(chunk.findings);
    const claims = chunk.claims.filter((claim) => claim.metric.code && claim.subject);
    const section = (name, count, isOpen, ...content) => (count
      ? h("details", { class: "card", open: isOpen }, h("summary", {}, `${t(name)} (${count})`), content) : "");
    const progress = X.progress();
    return [
      X.addButton(open),
      progress.some((each) => each.judged) && h("p", { class: "how progress" }, progress.map((each) => h("span", { class: "tag" }, `${t(`layer.${each.layer}`)} ${each.judged} / ${each.all}`)), " ",
        h("button", { type: "button", class: "quiet", "data-key": "n", title: t("key", "n"), onclick: () => X.stepOpen() }, t("judged.next"))),
      open.layers.has("finding") && section("layer.finding", findings.length, true, findings.map((finding) => h("div", { class: `row ${finding.verdict}` },
        jump(open, "finding", finding, h("span", { class: `verdict ${finding.verdict}` }, X.word("verdict", finding.verdict)), " ", quote(open, finding.start, finding.end)),
        h("p", { class: "message" }, h("bdi", {}, X.show(X.lang === "en" ? finding.message_en : finding.message)))))) || "",
      open.layers.has("claim") && section("layer.claim", claims.length, true, claims.map((claim) => {
        const figure = open.figures.get(claim.figure_id);
        return h("div", { class: "row" }, jump(open, "figure", figure, quote(open, figure.start, figure.end)), h("p", { class: "message" },
          h("bdi", {}, X.clip(slotText("subject", claim.subject), 40)), " · ", X.word("metric", claim.metric.code),
          claim.period ? ` · ${claim.period.timex}` : "", claim.modality === "fact" ? "" : ` · ${X.word("modality", claim.modality)}`));
      })) || "",
      open.layers.has("issue") && section("layer.issue", chunk.issues.length, false, chunk.issues.map((issue) => h("div", { class: "row" },
        jump(open, "issue", issue, quote(open, issue.start, issue.end)), h("p", { class: "message" }, h("span", { class: "tag" }, X.word("code", issue.code)), " ", X.show(issue.message))))) || "",
      h("p", { class: "how" }, t("keys.article")),
    ].filter(Boolean);
  };
})(EXPLORER);
