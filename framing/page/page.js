"use strict";
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];

  // Tables: a button in every head.
  for (const table of all("table.sort")) {
    all("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => sort(table, head, column));
    });
  }

  function sort(table, head, column) {
    const up = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const key = (row) => {
      const cell = row.cells[column];
      if (cell.dataset.v === undefined) return cell.textContent;
      return cell.dataset.v === "" ? null : Number(cell.dataset.v);
    };
    const compare = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      return up * (typeof x === "number" ? x - y : x.localeCompare(y));
    };
    table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
    all("th", table).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up === 1 ? "ascending" : "descending");
  }

  // Articles: two at a time where there are many.
  const articles = all(".articles > article");
  const pickers = document.querySelector(".pickers");
  const picks = pickers ? all("select", pickers) : [];
  const everything = document.getElementById("show-all");

  function place() {
    const chosen = picks.map((pick) => pick.value);
    for (const article of articles) {
      article.hidden = !everything.checked && !chosen.includes(article.id);
      article.style.order = Math.max(0, chosen.indexOf(article.id));
    }
  }
  if (pickers) {
    pickers.hidden = false;
    picks[1].selectedIndex = picks[1].dataset.first;
    [...picks, everything].forEach((box) => box.addEventListener("change", place));
    addEventListener("beforeprint", place);
    place();
  }

  // Links: open what hides their target.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const fold = target.closest("details");
    if (fold) fold.open = true;
    const article = target.closest("article");
    if (article && article.hidden) {
      picks[0].value = article.id;
      place();
    }
    target.scrollIntoView({ block: fold ? "start" : "center" });
    const focus = fold ? fold.querySelector("summary") : article;
    if (focus) focus.focus({ preventScroll: true });
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  if (location.hash) reveal();

  // Paper: evidence and provenance unfold, and fold again afterwards.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((fold) => (fold.open = false)));

  // Theme: as the system, light, dark.
  const button = document.getElementById("theme");
  const themes = ["as the system", "light", "dark"];
  let theme = 0;
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = (theme + 1) % themes.length;
    button.textContent = "Theme: " + themes[theme];
    if (theme) document.documentElement.dataset.theme = themes[theme];
    else delete document.documentElement.dataset.theme;
  });
})();
