// The frame around the views: head, address, keys.
"use strict";
(function (X) {
  const { h, t } = X;
  const TABS = ["list", "vocabulary", "editions", "plots", "corrections", "blind"];
  const THEMES = ["auto", "light", "dark"];
  X.startLang();
  X.setTheme(X.kept("theme") || "auto");
  X.openCorpus();
  const app = document.getElementById("app");
  let last = null;

  const header = (view) => h("header", { class: "top" },
    h("a", { href: "#main", class: "skip", onclick: (event) => { event.preventDefault(); document.getElementById("main").focus(); } }, t("skip")),
    h("a", { href: "#/list", class: "brand" }, "TechFlow"),
    h("nav", { "aria-label": t("views") }, TABS.map((tab) => h("a", {
      href: tab === "list" && X.lastList ? X.lastList : X.address(tab), "aria-current": tab === (view === "article" ? (X.place().query.get("blind") ? "blind" : "list") : view) ? "page" : null,
    }, t(tab), tab === "corrections" && h("span", { class: "badge", id: "badge" }, String(X.correctionCount() || ""))))),
    h("div", { class: "settings" },
      h("select", { id: "lang", "aria-label": t("language"), onchange: (event) => { X.setLang(event.target.value); X.draw(); } },
        Object.keys(X.get("strings")).map((lang) => h("option", { value: lang, selected: lang === X.lang, lang }, X.get("strings")[lang]["own.name"]))),
      h("select", { id: "theme", "aria-label": t("theme"), onchange: (event) => { X.setTheme(event.target.value); X.redraw(); } },
        THEMES.map((theme) => h("option", { value: theme, selected: theme === document.documentElement.dataset.theme }, t(`theme.${theme}`)))),
      h("button", { type: "button", "aria-label": t("keys"), title: t("keys"), onclick: showKeys }, "?")));
  X.countCorrections = () => { const badge = document.getElementById("badge"); if (badge) badge.textContent = String(X.correctionCount() || ""); };

  X.draw = async () => {
    const place = X.place();
    const view = Object.hasOwn(X.views, place.view) ? place.view : "list";
    const main = h("main", { id: "main", tabindex: "-1", class: `view-${view}` });
    document.body.dataset.state = "busy";
    document.title = `TechFlow · ${t(view === "article" ? "article" : view)}`;
    app.replaceChildren(header(view), main, h("div", { id: "live", role: "status", class: "unseen" }));
    const mine = (last = {});
    try {
      await X.views[view](main, place);
    } catch (error) {
      main.append(h("p", { class: "wrong", role: "alert" }, t("failed", error.message)));
      throw error;
    } finally {
      if (mine === last) document.body.dataset.state = "ready";
    }
  };
  addEventListener("hashchange", () => { scrollTo(0, 0); X.draw(); });
  let pause;
  addEventListener("resize", () => { clearTimeout(pause); pause = setTimeout(X.redraw, 200); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => X.redraw());

  const showKeys = () => {
    const dialog = h("dialog", { class: "keys", "aria-label": t("keys") }, h("h2", {}, t("keys")),
      h("dl", { class: "fields" }, ["/", "j k", "n", "a", "r", "e", "+", "← →", "[ ]", "Esc", "?"].flatMap((key) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`key.${key}`))])),
      h("button", { type: "button", onclick: () => dialog.close() }, t("close")));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  const press = (key) => {
    const button = app.querySelector(`.panel [data-key="${key}"]`);
    if (button) { button.click(); return true; }
    return false;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const inArticle = X.place().view === "article", words = inArticle && X.place().query.get("words") === "1";
    const number = X.place().item;
    const turn = (by) => { if (X.articles[number + by]) X.go("article", number + by, { blind: X.place().query.get("blind") || "" }); };
    const act = {
      "/": () => { const box = document.getElementById("search") || document.getElementById("vocabulary-q"); if (box) box.focus(); else X.go("list"); },
      "?": showKeys,
      j: () => inArticle && !words && X.step(1),
      k: () => inArticle && !words && X.step(-1),
      ArrowRight: () => inArticle && (words ? X.open.goSentence(1) : X.step(1)),
      ArrowLeft: () => inArticle && (words ? X.open.goSentence(-1) : X.step(-1)),
      "[": () => inArticle && turn(-1),
      "]": () => inArticle && turn(1),
      Escape: () => inArticle && !words && (X.open.adding ? (X.open.adding = null, X.drawPanel()) : X.choose(null)),
      Enter: () => { if (event.target.spans) { X.choose(event.target.spans[0]); return true; } return false; },
      " ": () => { if (event.target.spans) { X.choose(event.target.spans[0]); return true; } return false; },
      n: () => inArticle && !words && !X.place().query.get("blind") && X.stepOpen(),
      a: () => press("a"), r: () => press("r"), e: () => press("e"), "+": () => press("+"),
    }[event.key];
    if (act && act() !== false) event.preventDefault();
  });
  X.draw();
})(EXPLORER);
