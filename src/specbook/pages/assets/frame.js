// Gives the parts of the theme's frame the names that a screen reader tells them apart by.
(() => {
  "use strict";
  const words = (globalThis.specbookRun || { words: {} }).words;

  // The theme puts a button on each block of code when it comes to it; a part of the page that is one button is no landmark.
  function quiet() {
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
  }

  // Where tabs show a section's name, the theme leaves the section's list to point at a label that is not there.
  function label(nav) {
    const title = nav.querySelector(":scope > .md-nav__title");
    if (document.getElementById(nav.getAttribute("aria-labelledby")) || !title) return;
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", title.textContent.trim());
  }

  // What is wider than its box must be reachable with the keyboard, to be moved by its arrows.
  function reach() {
    for (const box of document.querySelectorAll(".sb-table, .sb-drawing, .md-typeset__scrollwrap")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  }

  // The theme escapes names once too often there; what the link says to eyes is what it is called.
  function rename(link) {
    link.setAttribute("aria-label", link.textContent.trim().replace(/\s+/g, " "));
  }

  function fill() {
    const field = document.querySelector(".md-search__input");
    const search = field && field.closest("[role=dialog]");
    if (search) search.setAttribute("aria-label", field.getAttribute("aria-label") || field.placeholder);
    for (const path of document.querySelectorAll("nav.md-path")) path.setAttribute("aria-label", words.here);
    document.querySelectorAll("nav.md-nav[aria-labelledby]").forEach(label);
    document.querySelectorAll("a.md-footer__link").forEach(rename);
    quiet();
    reach();
    const article = document.querySelector("article");
    if (article) new MutationObserver(quiet).observe(article, { childList: true, subtree: true });
  }

  if (globalThis.document$) globalThis.document$.subscribe(fill);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
  document.addEventListener("toggle", reach, true);
  document.addEventListener("change", reach);
  addEventListener("resize", reach);
})();
