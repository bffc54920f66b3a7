// Lets a reader choose by state, kind, tag and persona; what is chosen stands in the address, to be shared and gone back to.
(() => {
  "use strict";
  const record = globalThis.specbookScenarios, place = document.querySelector("[data-sb-filter]");
  if (!record || !place || place.childElementCount) return;
  const words = record.words, root = place.dataset.sbFrom;
  const NAMES = ["state", "kind", "tag", "persona"];
  const SHOWN = 100;  // a browser is slow with thousands, and nobody reads them

  const said = (word, values) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // Every scenario with its feature, and the numbers of all that it can be chosen by.
  const scenarios = record.features.flatMap(([href, title, capability, persona, language, all]) =>
    all.map(([name, anchor, rule, kind, states, tags]) => ({
      href, title, capability, language, name, anchor, rule, states,
      state: states.map(([number]) => number), kind: [kind], tag: tags, persona: persona < 0 ? [] : [persona],
    })));

  const absolute = (href) => new URL(root + href, document.baseURI).href.split("#")[0];

  // The cards of features, each with its scenarios: a card fits where one of them fits all that is chosen.
  function cards() {
    const byPage = new Map();
    for (const one of scenarios) {
      const page = absolute(one.href);
      byPage.set(page, byPage.get(page) || []).get(page).push(one);
    }
    let list = place;
    while (!list.matches(".sb-cards")) list = list.nextElementSibling;
    return [...list.querySelectorAll(".sb-card")].map((card) =>
      ({ element: card.closest("p"), scenarios: byPage.get(card.href.split("#")[0]) || [] }));
  }

  const ofFeatures = place.dataset.sbFilter === "features";
  const items = ofFeatures ? cards() : scenarios.map((one) => ({ scenarios: [one] }));
  const fits = (item, chosen) => !chosen.length ||
    item.scenarios.some((one) => chosen.every(([name, number]) => one[name].includes(number)));

  // What every item has, or none, is no choice.
  const choices = (name) => record[name].map(([value, text], number) => {
    const count = items.filter((item) => fits(item, [[name, number]])).length;
    return { value, text, number, splits: count > 0 && count < items.length };
  }).filter((one) => one.splits);

  const selects = new Map();
  const live = make("p", { role: "status", class: "sb-left" }), reset = make("button", { type: "button", class: "sb-reset" }, words.reset);
  let shown = SHOWN;

  function fromAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const [name, { select }] of selects) {
      const value = asked.get(name) || "";
      select.value = [...select.options].some((one) => one.value === value) ? value : "";
    }
  }

  function toAddress() {
    const asked = new URLSearchParams();
    for (const [name, { select }] of selects) if (select.value) asked.set(name, select.value);
    const hash = asked.toString();
    history.pushState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
  }

  function badge([number, count], _, all) {
    const [value, text, mark] = record.state[number];
    return make("span", { class: `sb-state sb-${value}` }, `${mark} ${text}${all.length > 1 ? `: ${count}` : ""}`);
  }

  function row(one) {
    const link = make("a", { href: `${root}${one.href}#${one.anchor}` }, one.name);
    const cell = make("td", {}, link, make("small", {}, [one.title, one.rule].filter(Boolean).join(" › ")));
    if (one.language) for (const part of cell.children) Object.assign(part, { lang: one.language, dir: "auto" });
    const [href, title] = record.capabilities[one.capability];
    return make("tr", {}, cell, make("td", {}, make("a", { href: root + href }, title)), make("td", {}, record.kind[one.kind[0]][1]),
      make("td", {}, ...one.states.map(badge)));
  }

  const body = make("tbody", {}), more = make("button", { type: "button", class: "sb-reset" });

  function show() {
    const chosen = [...selects].filter(([, { select }]) => select.value)
      .map(([name, { select, numbers }]) => [name, numbers.get(select.value)]);
    const left = items.filter((item) => fits(item, chosen));
    if (ofFeatures) for (const item of items) item.element.hidden = !left.includes(item);
    else body.replaceChildren(...left.slice(0, shown).map((item) => row(item.scenarios[0])));
    more.hidden = ofFeatures || left.length <= shown;
    more.textContent = said("more", { count: Math.min(SHOWN, left.length - shown) });
    reset.hidden = !chosen.length;
    live.textContent = said(ofFeatures ? "features" : "scenarios", { count: left.length, total: items.length });
  }

  function form() {
    const parts = NAMES.map((name) => [name, choices(name)]).filter(([, all]) => all.length).map(([name, all]) => {
      const options = [["", words.all], ...all.map((one) => [one.value, one.text])];
      const id = `sb-choose-${name}`, select = make("select", { id }, ...options.map(([value, text]) => make("option", { value }, text)));
      selects.set(name, { select, numbers: new Map(all.map((one) => [one.value, one.number])) });
      return make("div", {}, make("label", { for: id }, words[name]), select);
    });
    const made = make("form", { "aria-label": words.filter }, ...parts, reset);
    made.addEventListener("submit", (event) => event.preventDefault());
    made.addEventListener("change", () => { shown = SHOWN; toAddress(); show(); });
    return made;
  }

  function table() {
    const heads = [words.scenario, words.capability, words.kind, words.state].map((text) => make("th", { scope: "col" }, text));
    const made = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body);
    return make("div", { class: "sb-table sb-scenarios", tabindex: "0" }, made);
  }

  const made = form();
  if (ofFeatures && !selects.size) return;
  place.append(...(selects.size ? [made] : []), live, ...(ofFeatures ? [] : [table(), more]));
  reset.addEventListener("click", () => {
    for (const { select } of selects.values()) select.value = "";
    shown = SHOWN;
    toAddress();
    show();
    selects.values().next().value.select.focus();
  });
  more.addEventListener("click", () => {
    const first = shown;
    shown += SHOWN;
    show();
    body.rows[first].querySelector("a").focus();
  });
  // An address that names a place on the page leaves what is chosen as it is.
  addEventListener("hashchange", () => {
    if (!place.isConnected || (location.hash.length > 1 && !location.hash.includes("="))) return;
    fromAddress();
    show();
  });
  // Paper shows all that is chosen: there is nothing to press on it.
  addEventListener("beforeprint", () => { shown = items.length; show(); });
  fromAddress();
  show();
  // Whoever is sent a link sees what was chosen, not the top of a long page.
  if (!reset.hidden) place.previousElementSibling.scrollIntoView();
})();
