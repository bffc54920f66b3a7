// Remembers in this browser which pages of a reading path were read to their end, and shows the path that is followed.
(() => {
  "use strict";
  const words = (globalThis.specbookRun || { words: {} }).words;
  const scope = globalThis.__md_scope ? globalThis.__md_scope.pathname : "/";
  const key = (name) => `specbook.${scope}.${name}`;

  // Where a browser keeps nothing, every path is shown and nothing is ticked off.
  function recall(name) {
    try { return JSON.parse(localStorage.getItem(key(name))) || []; } catch { return []; }
  }

  function keep(name, value) {
    try { localStorage.setItem(key(name), JSON.stringify(value)); } catch { /* it is not kept */ }
  }

  function noteRead(nav) {
    const stops = nav.dataset.sbStops.split(" ");
    keep("read", [...new Set([...recall("read"), ...stops])]);
  }

  function followed(navs) {
    const [path] = recall("path");
    const known = navs.some((nav) => nav.dataset.sbPath === path);
    for (const nav of navs) nav.hidden = known && nav.dataset.sbPath !== path;
    return navs.filter((nav) => !nav.hidden);
  }

  function watch(navs) {
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) noteRead(entry.target);
    });
    for (const nav of followed(navs)) {
      observer.observe(nav);
      nav.addEventListener("click", () => keep("path", [nav.dataset.sbPath]));
    }
  }

  function showProgress(element) {
    const path = element.dataset.sbProgress, total = Number(element.dataset.sbTotal);
    keep("path", [path]);
    const read = recall("read");
    let count = 0;
    for (const link of document.querySelectorAll("[data-sb-stop]")) {
      if (!read.includes(link.dataset.sbStop)) continue;
      count += 1;
      const mark = document.createElement("span");
      mark.className = "sb-read";
      mark.textContent = `✔ ${words.read}`;
      link.after(" ", mark);
    }
    if (!count) return;
    element.textContent = words.progress.replace("{count}", count).replace("{total}", total);
    element.hidden = false;
  }

  function fill() {
    watch([...document.querySelectorAll("nav.sb-path")]);
    document.querySelectorAll("[data-sb-progress]").forEach(showProgress);
  }

  if (globalThis.document$) globalThis.document$.subscribe(fill);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
})();
