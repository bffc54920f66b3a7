// Takes from a question what says nothing, and its question mark: the search would look for whatever begins with “a”.
(() => {
  "use strict";
  const words = (globalThis.specbookRun || { words: {} }).words;
  const idle = new Set((words.idle || "").split(" "));
  const post = globalThis.Worker && Worker.prototype.postMessage;

  function telling(question) {
    const asked = question.split(/\s+/).map((word) => word.replace(/(?<=\p{L})[?!.,;:؟…]+$/u, ""));
    const kept = asked.filter((word) => !idle.has(word.toLowerCase()));
    return (kept.some(Boolean) ? kept : asked).join(" ");
  }

  // What the theme sends to its search: a question is of type 2. Where it sends something else, nothing is changed.
  if (post) {
    Worker.prototype.postMessage = function (message, ...rest) {
      const asks = message && message.type === 2 && typeof message.data === "string" && !message.data.includes('"');
      return post.call(this, asks ? { ...message, data: telling(message.data) } : message, ...rest);
    };
  }
})();
