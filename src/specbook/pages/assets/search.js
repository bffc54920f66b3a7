// Takes from a question what says nothing, and puts test cases behind guides among its answers. It runs before the theme.
(() => {
  "use strict";
  const SETUP = 0, QUESTION = 2, ANSWER = 3;  // the kinds of messages between the theme and its search
  const CASE = "\u2063";  // what the text of a test case begins with, which nobody sees
  let idle;

  // The search would look for whatever begins with “a”; and no word is written with a question mark.
  function telling(question) {
    idle = idle || new Set((globalThis.specbookRun || { words: { idle: "" } }).words.idle.split(" "));
    const words = question.split(/\s+/).map((word) => word.replace(/(?<=\p{L})[?!.,;:؟…]+$/u, ""));
    const kept = words.filter((word) => !idle.has(word.toLowerCase()));
    return (kept.some(Boolean) ? kept : words).join(" ");
  }

  const marked = (doc) => doc.text.startsWith(CASE) ? { ...doc, text: doc.text.slice(CASE.length).trimStart(), isCase: true } : doc;

  // How many of the words an answer holds, and how many of them in its name, where the search has marked them.
  const held = ({ terms }) => Object.values(terms).filter(Boolean).length;
  const named = ({ title }) => new Set([...title.toLowerCase().matchAll(/<mark[^>]*>([^<]*)/g)].map(([, word]) => word)).size;
  const best = (group) => Math.max(...group.map(({ score }) => score));

  // No test case comes before a guide that holds as many of the words, and as many in its name.
  function putGuidesFirst(groups) {
    const found = groups.flat().filter(held).map((one) => ({ one, held: held(one), named: Math.min(held(one), named(one)) }));
    const least = new Map();  // the least score of the guides that hold so many, and so many in their names
    for (const guide of found.filter(({ one }) => !one.isCase)) {
      const key = `${guide.held} ${guide.named}`, known = least.get(key);
      least.set(key, { ...guide, score: Math.min(guide.one.score, known ? known.score : Infinity) });
    }
    for (const { one, ...holds } of found.filter(({ one }) => one.isCase)) {
      const before = [...least.values()].filter((guide) => guide.held >= holds.held && guide.named >= holds.named);
      const most = Math.min(...before.map(({ score }) => score));
      if (one.score >= most) one.score = most * (1 - 1 / (2 + one.score));  // among test cases, the order stays
    }
    for (const group of groups) group.sort((one, other) => other.score - one.score);
    groups.sort((one, other) => best(other) - best(one));
  }

  // Where the theme sends something else, nothing is changed.
  function asked(message) {
    if (message?.type === QUESTION && typeof message.data === "string" && !message.data.includes('"')) {
      return { ...message, data: telling(message.data) };
    }
    if (message?.type === SETUP && Array.isArray(message.data?.docs)) {
      return { ...message, data: { ...message.data, docs: message.data.docs.map(marked) } };
    }
    return message;
  }

  function answered({ data }) {
    if (data?.type === ANSWER && Array.isArray(data.data?.items)) putGuidesFirst(data.data.items);
  }

  if (globalThis.Worker) {
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", answered);  // before the theme itself listens
      }

      postMessage(message, ...rest) {
        super.postMessage(asked(message), ...rest);
      }
    };
  }
})();
