// Plots, drawn by uPlot (MIT; assets/uplot.LICENSE.txt); below each a table says the same in words.
"use strict";
(function (X) {
  const { h, t } = X;
  const DAY = 86400;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const PALETTE = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"];
  let drawn = [];
  const axis = (more) => ({ stroke: colour("--ink"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") }, font: "12px system-ui", ...more });
  const widthOf = (box) => Math.max(260, box.clientWidth);

  X.views.plots = async (main, place) => {
    drawn = [];
    await X.openMentions();
    const plots = await X.load("plots");
    const boxes = ["entity", "kinds", "checks"].map((name) => h("section", { class: "plot", "aria-labelledby": `plot-${name}` }, h("h2", { id: `plot-${name}` }, t(`plot.${name}`))));
    main.append(h("div", { class: "plots" }, boxes));
    entityPlot(boxes[0], plots, place);
    const kinds = new Map();
    X.mentions.columns.kind.forEach((kind, row) => {
      if (X.mentions.columns.layer[row] === 1) kinds.set(kind, (kinds.get(kind) || 0) + 1);
    });
    bars(boxes[1], [...kinds].map(([kind, count]) => [X.word("kind", X.mentions.texts.kind[kind]), { all: count }]), ["all"]);
    const checks = new Map();
    for (const [check, verdict, count] of plots.checks) {
      if (!checks.has(check)) checks.set(check, {});
      checks.get(check)[verdict] = count;
    }
    bars(boxes[2], [...checks].map(([check, counts]) => [X.word("check", check), counts]), X.mentions.texts.verdict);
  };
  X.redraw = () => { for (const draw of drawn) draw(); };

  // --- figures of an entity over time, one series a metric
  const entityPlot = (box, plots, place) => {
    const { columns, texts, names } = X.mentions;
    const points = plots.points.map(([row, day, low, high, unit]) => ({
      row, time: Date.parse(day) / 1000, day, low, high, unit, entity: texts.entity[columns.entity[row]], metric: texts.metric[columns.metric[row]] || "—",
    }));
    const groups = new Map();
    for (const point of points) {
      if (!groups.has(point.entity)) groups.set(point.entity, []);
      groups.get(point.entity).push(point);
    }
    const entities = [...groups].sort((a, b) => b[1].length - a[1].length).slice(0, 300);
    if (!entities.length) { box.append(h("p", { class: "none" }, t("nothing"))); return; }
    const name = (entity) => names[entity] || entity;
    let entity = groups.has(place.query.get("entity")) ? place.query.get("entity") : entities[0][0];
    let unit = null;
    const body = h("div", {}), units = h("select", { "aria-label": t("facet.unit"), onchange: (event) => { unit = event.target.value; draw(); } });
    const pick = h("select", { "aria-label": t("facet.entity"), onchange: (event) => { entity = event.target.value; unit = null; note(); draw(); } },
      entities.map(([each, own]) => h("option", { value: each, selected: each === entity }, `${X.clip(name(each), 40)} (${own.length})`)));
    const note = () => X.note("plots", null, { entity });
    box.append(h("div", { class: "tools" }, pick, units), body);
    const draw = () => {
      const own = groups.get(entity);
      const count = new Map();
      for (const point of own) count.set(point.unit || "", (count.get(point.unit || "") || 0) + 1);
      const choices = [...count].sort((a, b) => b[1] - a[1]).map(([each]) => each);
      if (!choices.includes(unit)) unit = choices[0];
      units.replaceChildren(...choices.map((each) => h("option", { value: each, selected: each === unit }, X.unit(each) || "—")));
      const chosen = own.filter((point) => (point.unit || "") === unit).sort((a, b) => a.time - b.time);
      const metrics = [...new Set(chosen.map((point) => point.metric))].slice(0, PALETTE.length);
      scatter(body, chosen.filter((point) => metrics.includes(point.metric)), metrics, unit);
    };
    draw();
    drawn.push(draw);
  };
  // Of a logarithmic axis only the powers of ten: all its lines would hide the points.
  const powers = (_, splits) => splits.map((each) => (Math.abs(Math.log10(each) - Math.round(Math.log10(each))) < 1e-9 ? each : null));
  const middle = (point) => (Number(point.low) + Number(point.high)) / 2;
  const scatter = (body, points, metrics, unit) => {
    const plot = h("div", { class: "canvas", role: "img", "aria-label": t("plot.entity") });
    const rows = h("tbody", {}, points.slice(0, 500).map((point) => {
      const article = X.mentions.columns.article[point.row];
      const start = X.mentions.columns.start[point.row];
      return h("tr", {}, h("td", {}, point.day), h("td", {}, X.word("metric", point.metric)),
        h("td", { class: "number" }, point.low === point.high ? X.exact(point.low) : `${X.exact(point.low)} – ${X.exact(point.high)}`, ` ${X.unit(unit)}`),
        h("td", {}, h("a", { href: "#", onclick: async (event) => {
          event.preventDefault();
          const chunk = await X.load(`article-${article}`);
          const figure = chunk.figures.find((each) => each.start === start);
          X.go("article", article, { m: figure ? figure.figure_id : "" });
        } }, h("bdi", {}, X.clip(X.title(X.articles[article]), 40)))));
    }));
    body.replaceChildren(plot, h("details", {}, h("summary", {}, t("plot.table")), h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, ["day", "metric", "value", "article"].map((each) => h("th", { scope: "col" }, t(`plot.${each}`))))), rows)));
    const times = [...new Set(points.map((point) => point.time))].sort((a, b) => a - b);
    // A day may have several figures of a metric: one series for each further one.
    const series = [], data = [times];
    metrics.forEach((metric, number) => {
      const byTime = new Map();
      for (const point of points.filter((each) => each.metric === metric)) {
        if (!byTime.has(point.time)) byTime.set(point.time, []);
        byTime.get(point.time).push(middle(point));
      }
      const depth = Math.max(...[...byTime.values()].map((list) => list.length));
      for (let layer = 0; layer < depth; layer++) {
        data.push(times.map((time) => byTime.get(time)?.[layer] ?? null));
        const ink = colour(PALETTE[number]);
        series.push({ label: X.word("metric", metric), stroke: ink, paths: () => null, points: { show: true, size: 9, fill: ink, width: 1 }, metric, layer });
      }
    });
    const values = data.slice(1).flat().filter((value) => value > 0);
    const isWide = values.length > 1 && Math.max(...values) / Math.min(...values) > 200;
    const shownUnit = (value) => (value === null ? "" : Intl.NumberFormat(X.lang, { notation: "compact", maximumFractionDigits: 2 }).format(value));
    new uPlot({
      width: widthOf(body), height: 300, legend: { show: false }, cursor: { drag: { x: false, y: false } },
      scales: { x: { time: true, range: (_, low, high) => [low - 30 * DAY, high + 30 * DAY] }, y: isWide ? { distr: 3 } : { range: (_, low, high) => [Math.min(0, low), high * 1.1 || 1] } },
      axes: [axis({ space: 90, values: (_, splits) => splits.map((each) => new Date(each * 1000).toISOString().slice(0, splits[1] - splits[0] < 28 * DAY ? 10 : 7)) }),
        axis({ size: 70, ...(isWide ? { grid: { stroke: colour("--line"), width: 1, filter: powers }, ticks: { stroke: colour("--line"), filter: powers } } : {}), values: (_, splits) => splits.map((each) => (each === null ? "" : shownUnit(each))) })],
      series: [{}, ...series],
    }, data, plot);
    body.prepend(h("ul", { class: "legend" }, metrics.map((metric, number) => h("li", {}, h("span", { class: `dot d${number + 1}` }), X.word("metric", metric)))));
  };

  // --- counts as bars, piled up where there are several
  const bars = (box, rows, keys) => {
    if (!rows.length) { box.append(h("p", { class: "none" }, t("nothing"))); return; }
    const sum = (row) => keys.reduce((total, key) => total + (row[1][key] || 0), 0);
    rows.sort((a, b) => sum(b) - sum(a));
    const plot = h("div", { class: "canvas", role: "img", "aria-label": box.firstChild.textContent });
    const inks = keys.length === 1 ? ["--c1"] : ["--bad", "--doubt", "--good", "--soft-ink"];
    if (keys.length > 1) box.append(h("ul", { class: "legend" }, keys.map((key) => h("li", {}, h("span", { class: `dot v-${key}` }), X.word("verdict", key)))));
    box.append(plot, h("details", {}, h("summary", {}, t("plot.table")), h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, ""), keys.map((key) => h("th", { scope: "col", class: "number" }, key === "all" ? t("plot.count") : X.word("verdict", key))))),
      h("tbody", {}, rows.map(([label, counts]) => h("tr", {}, h("th", { scope: "row" }, label), keys.map((key) => h("td", { class: "number" }, X.number(counts[key] || 0)))))))));
    const draw = () => {
      plot.replaceChildren();
      const totals = rows.map(() => 0);
      const piled = keys.map((key) => rows.map((row, at) => (totals[at] += row[1][key] || 0)));
      const order = keys.map((_, at) => at).reverse();
      const longest = Math.max(...rows.map(([label]) => Array.from(label).reduce((size, c) => size + (c > "\u1100" ? 12 : 7), 0)));
      new uPlot({
        width: widthOf(box), height: 240 + longest * 0.7, legend: { show: false }, cursor: { show: false }, padding: [null, Math.min(80, longest * 0.6), null, null],
        scales: { x: { time: false, range: [-0.6, rows.length - 0.4] }, y: { range: (_, low, high) => [0, high * 1.08] } },
        axes: [axis({ rotate: -45, size: longest * 0.75 + 20, splits: () => rows.map((_, at) => at), values: () => rows.map(([label]) => label), grid: { show: false } }), axis({ size: 60 })],
        series: [{}, ...order.map((at) => ({ fill: colour(inks[at]), stroke: colour(inks[at]), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.7, 60] }) }))],
      }, [rows.map((_, at) => at), ...order.map((at) => piled[at])], plot);
    };
    draw();
    drawn.push(draw);
  };
})(EXPLORER);
