// Shows the team what the last runs changed: what is new, fixed and broken, and how it went before.
(() => {
  "use strict";
  const record = globalThis.specbookTeam || { words: {}, runs: [], trend: {}, news: {}, slowest: { examples: [] }, flaky: { examples: [] } };
  const words = record.words;
  const lang = document.documentElement.lang || "en";
  const locale = lang === "en" ? "en-GB" : lang, days = { day: "numeric", month: "short", timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(locale, days);
  const format = new Intl.DateTimeFormat(locale, { ...days, hour: "2-digit", minute: "2-digit" });

  const said = (word, values) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const MARKS = { broken: "✖", fixed: "✔", new: "+", flaky: "⇄" };
  const badge = (word, count) =>
    make("span", { class: `sb-state sb-news-${word}` }, `${MARKS[word]} ${words[word]}${count > 1 ? `: ${count}` : ""}`);

  const root = () => document.querySelector("[data-sb-root]").dataset.sbRoot;

  function list(word, examples, count) {
    const items = examples.map(([name, href, why]) =>
      make("li", {}, make("a", { href: root() + href }, name), ...(why ? [" — ", why] : [])));
    if (count > items.length) items.push(make("li", {}, said("more", { count: count - items.length })));
    return [make("p", { class: "sb-news-head" }, badge(word, count)), make("ul", {}, ...items)];
  }

  function newest() {
    const last = record.runs.at(-1);
    if (record.runs.length < 2) return [make("p", {}, last ? words.first : words.none)];
    const found = Object.entries(last.news).filter(([, count]) => count);
    const parts = found.flatMap(([word, count]) => list(word, record.news[word], count));
    return parts.length ? parts : [make("p", {}, words.nothing)];
  }

  function flaky() {
    const { count, examples } = record.flaky;
    if (!examples.length) return [];
    const [head, items] = list("flaky", examples, count);
    head.append(" ", make("small", {}, words.unsteady));
    return [head, items];
  }

  function fillNews(element) {
    element.replaceChildren(...newest(), ...flaky());
  }

  function changes(run, first) {
    const found = Object.entries(run.news).filter(([, count]) => count && !first);
    return found.flatMap(([word, count]) => [badge(word, count), " "]);
  }

  function row(run, first) {
    const [count, total] = run.counts;
    const commit = run.commit ? make("code", {}, run.commit.slice(0, 7)) : "";
    return make("tr", {},
      make("td", {}, make("time", { datetime: run.date }, format.format(new Date(run.date)))),
      make("td", {}, commit, run.dirty ? ` ${words.dirty}` : ""),
      make("td", {}, said("of", { count, total })),
      make("td", {}, ...changes(run, first)));
  }

  function fillRuns(element) {
    if (!record.runs.length) {
      element.replaceChildren(make("p", {}, words.none));
      return;
    }
    const heads = [words.run, words.commit, words.verified, words.changes];
    const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text))));
    const rows = record.runs.map((run, number) => row(run, number === 0)).reverse();
    const table = make("table", {}, head, make("tbody", {}, ...rows));
    element.replaceChildren(make("div", { class: "sb-table", tabindex: "0" }, table));
  }

  // A line from left to right, oldest run first; the words beside it say the same.
  function line(points) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    const step = 80 / Math.max(1, points.length - 1);
    const drawn = points.map(([count, total], x) => `${(x * step).toFixed(1)},${(15 - 13 * (count / total)).toFixed(1)}`);
    path.setAttribute("points", drawn.join(" "));
    svg.append(path);
    svg.setAttribute("class", "sb-spark");
    svg.setAttribute("viewBox", "-1 0 82 17");
    svg.setAttribute("aria-hidden", "true");
    return svg;
  }

  function fillTrend(element) {
    const counts = record.trend[element.dataset.sbTrend] || [];
    const first = counts.findIndex(([, total]) => total), points = counts.filter(([, total]) => total);
    if (points.length < 2) return;
    const change = points.at(-1)[0] - points[0][0], date = day.format(new Date(record.runs[first].date));
    const word = change ? (change > 0 ? "up" : "down") : "same";
    element.replaceChildren(line(points), make("small", {}, said(word, { count: Math.abs(change), date })));
  }

  const percent = new Intl.NumberFormat(lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const second = new Intl.NumberFormat(lang, { style: "unit", unit: "second", maximumSignificantDigits: 3 });

  function timeRow([name, href, took]) {
    const all = record.slowest.total, share = all ? percent.format(took / all) : "";
    return make("tr", {},
      make("td", {}, make("a", { href: root() + href }, name)),
      make("td", {}, second.format(took / 1000)),
      make("td", {}, share));
  }

  function fillSlowest(element) {
    const examples = record.slowest.examples;
    if (!examples.length) {
      element.replaceChildren(make("p", {}, words.untimed));
      return;
    }
    const heads = [words.scenario, words.took, words.share].map((text) => make("th", { scope: "col" }, text));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...examples.map(timeRow)));
    element.replaceChildren(make("div", { class: "sb-table", tabindex: "0" }, table));
  }

  function fill() {
    document.querySelectorAll("[data-sb-times]").forEach(fillSlowest);
    document.querySelectorAll("[data-sb-news]").forEach(fillNews);
    document.querySelectorAll("[data-sb-runs]").forEach(fillRuns);
    document.querySelectorAll("[data-sb-trend]").forEach(fillTrend);
  }

  fill();
})();
