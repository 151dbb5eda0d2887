// The editions of an article side by side, figure by figure.
"use strict";
(function (X) {
  const { h, t } = X;
  const SIGNS = { severe: "✗", minor: "~", none: "✓" };
  X.views.editions = async (main, place) => {
    if (!X.groups.length) { main.append(h("p", { class: "none" }, t("editions.none"))); return; }
    if (place.item === null) { main.append(list()); return; }
    const group = X.groups[place.item];
    if (!group) { main.append(h("p", { class: "none" }, t("nothing"))); return; }
    const rows = await X.load(`editions-${place.item}`);
    const only = place.query.get("only") || "all";
    main.append(h("div", { class: "tools" }, h("a", { href: "#/editions", class: "button" }, t("back")),
      h("div", { class: "switch", role: "group", "aria-label": t("show") }, ["all", "severe", "minor"].map((each) => h("a", {
        class: "button", href: X.address("editions", place.item, { only: each === "all" ? "" : each }), "aria-current": each === only ? "page" : null,
      }, t(`only.${each}`))))));
    main.append(h("h1", {}, h("bdi", {}, X.clip(group.of, 80))), h("p", { class: "count" }, t("editions.counts", group.severe, group.minor, group.rows)));
    const kept = rows.filter((row) => only === "all" || row.severity === only);
    const texts = new Map();
    for (const id of group.articles) if (X.byId.has(id)) texts.set(id, await X.textOf(X.byId.get(id)));
    main.append(h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": t("editions") }, table(group, kept, texts)));
  };
  const list = () => h("ol", { class: "articles" }, X.groups.map((group, at) => h("li", {},
    h("a", { href: X.address("editions", at) }, h("bdi", {}, X.clip(group.of, 80))),
    h("p", { class: "meta" }, group.articles.filter((id) => X.byId.has(id)).map((id) => {
      const article = X.articles[X.byId.get(id)];
      return h("span", { class: "pair" }, h("span", { class: "tag" }, X.word("lang", article.lang)), h("bdi", { lang: article.lang }, X.clip(X.title(article), 60)));
    }), h("span", { class: group.severe ? "verdict contradicted" : "verdict holds" }, t("editions.counts", group.severe, group.minor, group.rows))))));
  const table = (group, rows, texts) => h("table", { class: "editions" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, h("span", { class: "unseen" }, t("severity"))),
      group.articles.map((id) => {
        const article = X.articles[X.byId.get(id)];
        return h("th", { scope: "col" }, article ? h("a", { href: X.address("article", article.number) }, X.word("lang", article.lang)) : X.clip(id, 40));
      }), h("th", { scope: "col" }, t("differs")))),
    h("tbody", {}, rows.map((row) => h("tr", { class: row.severity },
      h("th", { scope: "row", class: "sign" }, h("span", { title: X.word("severity", row.severity), role: "img", "aria-label": X.word("severity", row.severity) }, SIGNS[row.severity])),
      row.cells.map((cell) => h("td", { class: row.outliers.includes(cell.article_id) ? "outlier" : null, lang: cell.lang }, cellOf(cell, texts.get(cell.article_id)))),
      h("td", { class: "differs" }, row.classes.length ? h("p", {}, row.classes.map((each) => h("span", { class: "tag" }, X.word("class", each)))) : "",
        row.slip && h("p", { class: "how" }, slipOf(row.slip)))))));
  // The record says it in English: x10^1: one zero too many ...
  const slipOf = (slip) => {
    const [, power] = /^x10\^(-?\d+)/.exec(slip) || [];
    if (power === undefined) return X.show(slip);
    const name = X.word("slip", power);
    return ["×10", h("sup", {}, power.replace("-", "−")), name === power ? "" : `: ${name}`];
  };
  const cellOf = (cell, text) => {
    const id = cell.figure_id || cell.time_id;
    if (!id) return h("span", { class: "missing" }, t("missing"));
    const start = Number(cell.start), end = Number(cell.end);
    const around = text === undefined ? ["", ""] : [
      Array.from(X.slice(text, Math.max(0, start - 20), start)).join("").replace(/^[^]*\n/, ""),
      X.slice(text, end, end + 20).replace(/\n[^]*$/, "")];
    return h("a", { href: X.address("article", X.byId.get(cell.article_id), { m: id }) },
      h("bdi", { class: "context" }, X.show(around[0])), h("strong", {}, h("bdi", {}, X.clip(cell.surface, 60))), h("bdi", { class: "context" }, X.show(around[1])));
  };
})(EXPLORER);
