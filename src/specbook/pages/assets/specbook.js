// Fills in when the pages were tried, and opens what is folded around the place that an address names.
(() => {
  "use strict";
  const record = globalThis.specbookRun || { words: {}, runs: [], examples: {} };
  const words = record.words;
  const lang = document.documentElement.lang || "en";
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  });

  const day = (run) => format.format(new Date(run.date));

  function runsOfPage() {
    const used = new Set();
    for (const element of document.querySelectorAll("[data-sb-example]")) {
      const index = record.examples[element.dataset.sbExample];
      if (index !== undefined) used.add(index);
    }
    return [...used].sort((a, b) => a - b).map((index) => record.runs[index]);
  }

  function add(parent, name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
  }

  function fillChecked(element) {
    const runs = element.dataset.sbChecked === "all" ? record.runs : runsOfPage();
    if (!runs.length) return;
    const first = runs[0], last = runs[runs.length - 1];
    element.replaceChildren(`${words.checked} `);
    if (day(first) !== day(last)) {
      add(element, "time", day(first));
      element.append(` ${words.to} `);
    }
    add(element, "time", day(last));
    if (last.commit) {
      element.append(` ${words.at} `);
      add(element, "code", last.commit.slice(0, 7));
      if (last.dirty) element.append(`, ${words.dirty}`);
    }
    element.hidden = false;
  }

  function fillDate(element) {
    const last = record.runs[record.runs.length - 1];
    if (!last) return;
    element.replaceChildren(` ${words.on} `);
    add(element, "strong", day(last));
    element.hidden = false;
  }

  function fillSource(element) {
    const last = runsOfPage().at(-1);
    if (!last || !last.commit) return;
    const link = document.createElement("a");
    link.href = element.dataset.sbSource.replaceAll("{commit}", encodeURIComponent(last.commit));
    link.textContent = element.textContent;
    element.replaceChildren(link);
    element.removeAttribute("data-sb-source");
  }

  function openTarget() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* an address that is no text names no place */ }
    const target = id && document.getElementById(id);
    if (!target) return;
    let folded = false;
    for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) {
      folded ||= !around.open;
      around.open = true;
    }
    if (folded) target.scrollIntoView();
  }

  function fill() {
    document.querySelectorAll("[data-sb-checked]").forEach(fillChecked);
    document.querySelectorAll("[data-sb-date]").forEach(fillDate);
    document.querySelectorAll("[data-sb-source]").forEach(fillSource);
    openTarget();
  }

  if (globalThis.document$) globalThis.document$.subscribe(fill);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => document.querySelectorAll("details.sb-flow").forEach((one) => { one.open = true; }));
})();
