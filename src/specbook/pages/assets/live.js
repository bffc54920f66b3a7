// Keeps a reader's place when a served page is loaded again: what they folded and opened, and where they had scrolled to.
(() => {
  "use strict";
  const page = location.pathname, key = `specbook-place:${page}`;

  function recall() {
    try { return JSON.parse(sessionStorage.getItem(key)) || {}; } catch { return {}; }
  }

  // Where a browser keeps nothing, the page begins at its top.
  function keep(place) {
    try { sessionStorage.setItem(key, JSON.stringify({ ...recall(), ...place })); } catch { /* it is not kept */ }
  }

  // What is folded has no name of its own; the first thing with an anchor in it does, or its place among all.
  const folded = () => [...document.querySelectorAll("details:not(nav details, [role=note] details)")].map((element, number) => {
    const named = element.querySelector("[id]");
    return [`${element.className}|${named ? named.id : number}`, element];
  });

  // Themes differ in how they mark the text of a page.
  const text = () => document.querySelector("article, [role=main]") || document.body;
  const anchors = () => [...text().querySelectorAll("[id]")].filter((one) => one.getClientRects().length);

  // The last part that begins above the middle of the window, and how far it is from the top.
  function place() {
    const above = anchors().map((one) => [one.id, one.getBoundingClientRect().top]).filter(([, top]) => top < innerHeight / 2);
    return { anchor: above.at(-1), y: scrollY };
  }

  function restore() {
    const { choices = {}, anchor, y } = recall();
    for (const [name, element] of folded()) if (name in choices) element.open = choices[name];
    const part = anchor && document.getElementById(anchor[0]);
    if (part) scrollBy({ top: part.getBoundingClientRect().top - anchor[1], behavior: "instant" });
    else if (y) scrollTo({ top: y, behavior: "instant" });
  }

  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    const found = summary && folded().find(([, element]) => element === summary.parentElement);
    if (found) keep({ choices: { ...recall().choices, [found[0]]: !found[1].open } });
  });
  // A page that is too short to be scrolled, as that of a spec that cannot be read, has no place to keep.
  addEventListener("pagehide", () => {
    if (location.pathname !== page || document.documentElement.scrollHeight <= innerHeight) return;
    history.scrollRestoration = "manual";
    keep(place());
  });

  const again = performance.getEntriesByType("navigation").some(({ type }) => type !== "navigate");
  globalThis.specbookPlace = { restore: again ? restore : () => {} };
  if (document.readyState === "complete") globalThis.specbookPlace.restore();
  else addEventListener("load", globalThis.specbookPlace.restore);
})();
