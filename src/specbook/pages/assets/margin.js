// Shows what the checks find in a spec while it is written, each finding beside what it is about. All its texts stay texts.
(() => {
  "use strict";
  const folder = new URL(".", document.currentScript.src);
  const HIDDEN = "specbook-margin-hidden";
  let notes = [];  // each an element, and what it is about

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function isHidden(value) {
    try {
      if (value !== undefined) sessionStorage.setItem(HIDDEN, value);
      return sessionStorage.getItem(HIDDEN) === "true";
    } catch { return value || false; }
  }

  // Code stands between backticks, unless one of them stands alone.
  function prose(text) {
    const parts = text.split("`");
    return parts.length % 2 ? parts.map((part, number) => (number % 2 ? make("code", {}, part) : part)) : [text];
  }

  // Themes differ in how they mark the text of a page.
  const text = () => document.querySelector("article, [role=main]") || document.body;

  const steps = (key, number) => document.querySelectorAll(`[data-sb-steps="${CSS.escape(key)}"] li.sb-step`)[number];
  const written = (background, number) =>
    document.querySelectorAll(".sb-background")[background]?.querySelectorAll("li.sb-written")[number];

  function find(place) {
    if ("id" in place) return document.getElementById(place.id);
    if ("story" in place) return text().querySelector(".sb-story");
    return "background" in place ? written(place.background, place.step) : steps(place.steps, place.step);
  }

  function targets({ at, near }) {
    const found = at.map(find).filter(Boolean);
    return found.length ? found : [document.getElementById(near) || text().querySelector("h1")].filter(Boolean);
  }

  function asked(check, [sentence, why], { words, languages }) {
    const paragraphs = [sentence, ...why.split("\n\n")].filter(Boolean)
      .map((text) => make("p", { lang: languages.checks }, ...prose(text.replaceAll("\n", " "))));
    const command = make("code", {}, `specbook check --explain ${check}`);
    return make("details", { class: "sb-asked" }, make("summary", {}, make("code", {}, check)), ...paragraphs,
      make("p", {}, words.explain, " ", command));
  }

  const LOOKS = { error: "sb-failing", warning: "sb-changed", information: "sb-planned" };
  const badge = (severity, text) => make("span", { class: `sb-state ${LOOKS[severity]}` }, text);

  // What is said of a line is in the language of the book, or in English, whatever language the line is in.
  function note(finding, record) {
    const { lang, dir } = document.documentElement, language = record.languages.findings;
    const line = make("span", { class: "sb-place" }, record.words.line.replace("{line}", finding.line));
    const gist = make("span", { class: "sb-gist", lang: language }, ...prose(finding.message));
    const summary = make("summary", {}, badge(finding.severity, finding.said), " ", line, " ", gist);
    const whole = make("details", { class: "sb-told" }, summary, make("p", { lang: language }, ...prose(finding.message)),
      asked(finding.check, record.checks[finding.check], record));
    const look = `sb-finding sb-finding-${finding.severity}`;
    return make("div", { role: "note", class: look, lang: lang || "en", dir: dir || "ltr" }, whole);
  }

  const isNote = (element) => Boolean(element) && element.matches(".sb-finding");

  function put(element, target) {
    if (target.matches("li")) return target.append(element);
    let before = target.closest(".sb-table") || target;
    while (isNote(before.nextElementSibling)) before = before.nextElementSibling;
    return before.after(element);
  }

  // A folded scenario is known by its name, in what is seen of it; its heading is for the search.
  const seen = (target) => (target.matches(".sb-anchor") && target.closest("details")?.querySelector("summary .sb-name")) || target;

  // What is folded around a finding is opened; folded again, it says what is in there.
  function open(element, finding) {
    for (let around = element.parentElement.closest("details"); around; around = around.parentElement.closest("details")) {
      around.open = true;
      const states = around.querySelector(":scope > summary");
      const inside = badge(finding.severity, finding.said);
      inside.classList.add("sb-inside");
      if (![...states.querySelectorAll(".sb-inside")].some((one) => one.textContent === finding.said)) states.append(inside);
    }
  }

  function show(finding, record) {
    for (const target of targets(finding)) {
      const element = note(finding, record), about = seen(target);
      put(element, target);
      open(element, finding);
      about.classList.add("sb-found");
      for (const [event, pointed] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
        element.addEventListener(event, () => about.classList.toggle("sb-pointed", pointed));
      }
      notes.push({ element, about });
    }
  }

  // What was found, in a line at the head of the page, and a button to read the page as its readers do.
  function overview(record) {
    if (!record.counts.length) return record.read ? [make("p", { class: "sb-findings" }, record.words.nothing)] : [];
    const button = make("button", { type: "button", class: "sb-reset" });
    const apply = (hidden) => {
      document.body.classList.toggle("sb-unmarked", hidden);
      button.textContent = hidden ? record.words.show : record.words.hide;
      arrange();
    };
    button.addEventListener("click", () => apply(isHidden(!document.body.classList.contains("sb-unmarked"))));
    apply(isHidden());
    const counts = record.counts.flatMap(([severity, text]) => [badge(severity, text), " "]);
    return [make("p", { class: "sb-findings", role: "group", "aria-label": record.words.findings }, ...counts, button)];
  }

  // The column beside the text, which else holds the contents of the page.
  function column() {
    const side = document.querySelector(".md-sidebar--secondary"), box = side?.getBoundingClientRect();
    return box?.width && notes.length && !document.body.classList.contains("sb-unmarked") ? box : null;
  }

  let wasBeside;
  function arrange() {
    const box = column(), beside = Boolean(box);
    document.body.classList.toggle("sb-beside", beside);
    // Beside the text, there is room for all that is said; under a line, for a word.
    if (beside !== wasBeside) for (const { element } of notes) element.firstChild.open = beside;
    wasBeside = beside;
    for (const { element } of notes) element.style.cssText = beside ? `inline-size: ${box.width}px; left: 0; top: 0` : "";
    if (!beside) {
      text().style.minBlockSize = "";
      return;
    }
    const shown = notes.filter(({ element }) => element.checkVisibility()).map(({ element, about }) =>
      ({ element, from: element.getBoundingClientRect(), wanted: about.getBoundingClientRect().top }));
    let free = -Infinity;
    for (const { element, from, wanted } of shown.sort((one, other) => one.wanted - other.wanted)) {
      const top = Math.max(wanted, free);
      free = top + from.height + 6;
      element.style.left = `${box.left - from.left}px`;
      element.style.top = `${top - from.top}px`;
    }
    // What stands below the text stays clear of the last finding.
    text().style.minBlockSize = `${free - text().getBoundingClientRect().top}px`;
  }

  const observer = new ResizeObserver(() => arrange());

  async function fill() {
    observer.disconnect();
    observer.observe(text());
    const page = location.pathname, asked = encodeURIComponent(decodeURIComponent(page));
    const answer = await fetch(new URL(`margin.json?page=${asked}`, folder));
    const record = answer.ok ? await answer.json() : null;
    if (location.pathname !== page) return;  // the reader has gone on meanwhile
    for (const { element } of notes) element.remove();
    notes = [];
    wasBeside = undefined;
    document.body.classList.remove("sb-unmarked");
    if (!record) {
      arrange();
      return;
    }
    record.findings.forEach((one) => show(one, record));
    const head = text().querySelector(".sb-meta") || text().querySelector("h1");
    if (head) head.after(...overview(record));
    arrange();
    globalThis.specbookPlace.restore();
    arrange();
  }

  if (globalThis.document$) globalThis.document$.subscribe(fill);
  else fill();
  document.addEventListener("toggle", arrange, true);
  document.addEventListener("change", arrange);
  addEventListener("resize", arrange);
})();
