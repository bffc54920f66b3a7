// Fills in when the pages were tried, and opens what is folded around the place that an address names.
(() => {
  "use strict";
  const record = globalThis.specbookRun || { words: {}, runs: [], examples: {} };
  const words = record.words;
  const lang = document.documentElement.lang || "en";
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  });
  const decimal = new Intl.NumberFormat(lang, { useGrouping: false });

  const day = (run) => format.format(new Date(run.date));

  function node(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  // Says a text of the book, the names in its braces filled in: each language puts them where it likes.
  function filled(text, values) {
    const said = document.createDocumentFragment();
    text.split(/\{(\w+)\}/).forEach((part, index) => said.append(index % 2 ? values[part] : part));
    return said;
  }

  function runsOfPage() {
    const used = new Set();
    for (const element of document.querySelectorAll("[data-sb-example]")) {
      const index = record.examples[element.dataset.sbExample];
      if (index !== undefined) used.add(index);
    }
    return [...used].sort((a, b) => a - b).map((index) => record.runs[index]);
  }

  function fillChecked(element) {
    const runs = element.dataset.sbChecked === "all" ? record.runs : runsOfPage();
    if (!runs.length) return;
    const first = runs[0], last = runs[runs.length - 1];
    const times = [first, last].map((run) => node("time", day(run)));
    const once = day(first) === day(last);
    let checked = once ? filled(words.checked, { date: times[1] }) : filled(words.span, { first: times[0], last: times[1] });
    if (last.commit) {
      checked = filled(words.commit, { checked, commit: node("code", last.commit.slice(0, 7)) });
      if (last.dirty) checked = filled(words.dirty, { checked });
    }
    element.replaceChildren(checked);
    element.hidden = false;
  }

  function fillStates(element) {
    const states = (record.folders || {})[element.dataset.sbStates] || [];
    const badges = states.map(([state, text]) => Object.assign(node("span", text), { className: `sb-state sb-${state}` }));
    if (badges.length) element.replaceChildren(...badges.flatMap((badge) => [badge, " "]).slice(0, -1));
  }

  function fillShare(element) {
    const states = (record.folders || {})[element.dataset.sbShare] || [];
    if (states.length) element.textContent = ` · ${states[0][1]}`;
  }

  function fillDate(element) {
    const last = record.runs[record.runs.length - 1];
    if (!last) return;
    element.replaceChildren(filled(words.on, { date: node("strong", day(last)) }));
    element.hidden = false;
  }

  function fillSource(element) {
    const last = element.closest("[data-sb-newest]") ? record.runs.at(-1) : runsOfPage().at(-1);
    if (!last || !last.commit) return;
    const link = document.createElement("a");
    link.href = element.dataset.sbSource.replaceAll("{commit}", encodeURIComponent(last.commit));
    link.textContent = element.textContent;
    element.replaceChildren(link);
    element.removeAttribute("data-sb-source");
  }

  function fillDay(element) {
    element.textContent = day({ date: element.dateTime });
  }

  function fillTaken(element) {
    const run = record.runs[record.examples[element.dataset.sbTaken]];
    const date = (record.taken || {})[element.dataset.sbTaken] || (run && run.date);
    if (!date) return;
    element.replaceChildren(filled(words.taken, { date: node("time", day({ date })) }));
  }

  // Kept as long as the reader likes; a browser that keeps nothing begins with the how-to each time.
  function kept(value) {
    try {
      if (value) localStorage.setItem("specbook-reading", value);
      return localStorage.getItem("specbook-reading");
    } catch { return null; }
  }

  function fillReadings(element) {
    const choice = element.querySelector(`input[value="${CSS.escape(kept() || "")}"]`);
    if (choice) choice.checked = true;
    const open = (value) => document.querySelectorAll("details.sb-steps").forEach((one) => { one.open = value !== "howto"; });
    if (choice) open(choice.value);
    element.addEventListener("change", (event) => {
      kept(event.target.value);
      open(event.target.value);
    });
  }

  const cells = (row) => [...row.cells].filter((cell) => !cell.querySelector(".sb-state")).map((cell) =>
    cell.textContent.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("\n", "\\n"));

  const notes = (element) => [...element.querySelectorAll(":scope > .sb-note")].map((note) => note.textContent);

  function tableLines(table) {
    const lines = [...table.rows].filter((row) => !row.matches(".sb-why"));
    const rows = lines.map((row) => (row.matches(".sb-note-row") ? null : cells(row)));
    const written = rows.filter(Boolean), count = Math.min(...written.map((row) => row.length));
    const widths = written[0].slice(0, count).map((_, column) => Math.max(...written.map((row) => row[column].length)));
    const line = (row) => `| ${row.slice(0, count).map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
    return rows.flatMap((row, number) => (row ? [line(row)] : notes(lines[number].cells[0])));
  }

  function headLines(head) {
    const tags = head.querySelector(".sb-tags");
    const line = `${head.querySelector("b").textContent} ${head.querySelector(".sb-said").textContent}`.trimEnd();
    const about = head.dataset.sbAbout ? [...head.dataset.sbAbout.split("\n").map((one) => `  ${one.trim()}`), ""] : [];
    return [...notes(head), ...(tags ? [tags.textContent] : []), line, ...about];
  }

  function stepLines(step) {
    const lines = [...notes(step), step.querySelector(".sb-kw").textContent + step.querySelector(".sb-said").textContent];
    const table = step.querySelector(":scope > .sb-table table"), text = step.querySelector(":scope > [data-sb-quote]");
    if (table) lines.push(...tableLines(table).map((line) => `  ${line}`));
    if (text) {
      const quote = text.dataset.sbQuote, mark = text.dataset.sbEnd;
      const said = text.querySelector("code").textContent.replaceAll(mark, [...mark].map((one) => `\\${one}`).join(""));
      lines.push(...[quote, ...said.split("\n"), mark].map((line) => (line ? `  ${line}` : line)));
    }
    return lines;
  }

  function gherkin(block) {
    const lines = headLines(block.querySelector(".sb-head:not(.sb-rows-head)"));
    for (const step of block.querySelectorAll("li.sb-step:not(.sb-ground)")) {
      lines.push(...stepLines(step).map((line) => (line ? `  ${line}` : line)));
    }
    for (const one of block.querySelectorAll(".sb-rows-head")) {
      let next = one.nextElementSibling;
      while (next && !next.matches(".sb-rows, .sb-head")) next = next.nextElementSibling;
      const table = next && next.querySelector(":scope.sb-rows table");
      lines.push("", ...headLines(one).map((line) => (line ? `  ${line}` : line)));
      if (table) lines.push(...tableLines(table).map((line) => `    ${line}`));
    }
    return `${lines.join("\n")}\n`;
  }

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function addCopy(block) {
    const head = block.querySelector(".sb-head:not(.sb-rows-head)");
    if (!head || head.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sb-copy";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      await copy(gherkin(block));
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    });
    head.append(button);
  }

  function fillSteps(element) {
    const ran = (record.steps || {})[element.dataset.sbSteps], steps = element.querySelectorAll("li.sb-step");
    if (!ran || ran.length !== steps.length) return;
    steps.forEach((step, number) => {
      const [took, definition, status] = ran[number];
      const ended = status === "PASSED" ? "" : ` · ${words[status] || status.toLowerCase()}`;
      const line = document.createElement("span");
      line.className = "sb-ran";
      line.append(`${decimal.format(took)} ms${ended} `);
      if (record.definitions[definition]) line.append(node("code", record.definitions[definition]));
      step.querySelector(".sb-said").after(line);
    });
  }

  // The page for an address that leads nowhere: offers to search for what the address names.
  function fillSeek(element) {
    let parts = [];
    try { parts = decodeURIComponent(location.pathname).split("/"); } catch { /* an address that is no text names nothing */ }
    const named = parts.map((part) => part.replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim());
    const sought = named.filter((part) => part && part !== "index").at(-1);
    if (!sought) return;
    const link = node("a", words.seek.replace("{words}", () => sought));
    link.href = `${element.dataset.sbSeek}?q=${encodeURIComponent(sought)}`;
    element.replaceChildren(link);
    element.hidden = false;
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
    document.querySelectorAll("[data-sb-states]").forEach(fillStates);
    document.querySelectorAll("[data-sb-share]").forEach(fillShare);
    document.querySelectorAll("[data-sb-date]").forEach(fillDate);
    document.querySelectorAll("[data-sb-source]").forEach(fillSource);
    document.querySelectorAll("[data-sb-day]").forEach(fillDay);
    document.querySelectorAll("[data-sb-taken]").forEach(fillTaken);
    document.querySelectorAll(".sb-readings").forEach(fillReadings);
    document.querySelectorAll(".sb-use, .sb-flow:not(.sb-cases), .sb-outline").forEach(addCopy);
    document.querySelectorAll("[data-sb-steps]").forEach(fillSteps);
    document.querySelectorAll("[data-sb-seek]").forEach(fillSeek);
    openTarget();
  }

  if (globalThis.document$) globalThis.document$.subscribe(fill);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => document.querySelectorAll("article details:not(.sb-answer)").forEach((one) => { one.open = true; }));
})();
