// Draws the diagrams of a page. Their text stays where there is no script, and where it is no diagram.
(() => {
  "use strict";
  const library = new URL("vendor/mermaid-11.17.2/mermaid.min.js", document.currentScript.src).href;
  const words = (globalThis.specbookRun || { words: {} }).words;

  // A room of its own, which may run the library and nothing else, and may fetch nothing: whatever a diagram says.
  function openRoom() {
    const frame = document.createElement("iframe");
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join("");
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'`;
    const source = library.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">`
      + `<body><script nonce="${nonce}" src="${source}"></script>`;
    frame.className = "sb-drawing-room";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    return new Promise((open) => {
      frame.addEventListener("load", () => open(frame), { once: true });
      document.body.append(frame);
    });
  }

  const light = {
    background: "#ffffff", primaryColor: "#eceffb", primaryBorderColor: "#5c6bc0", primaryTextColor: "#24262b",
    secondaryColor: "#f4f4f6", tertiaryColor: "#f7f7f9", lineColor: "#5f6368", noteBkgColor: "#f4f4f6",
    noteBorderColor: "#9aa0a6", edgeLabelBackground: "#ffffff",
  };
  const dark = {
    darkMode: true, background: "#1e2129", primaryColor: "#2b3150", primaryBorderColor: "#7986cb",
    primaryTextColor: "#e6e7ea", secondaryColor: "#32353f", tertiaryColor: "#272a33", lineColor: "#a9adb8",
    noteBkgColor: "#32353f", noteTextColor: "#e6e7ea", noteBorderColor: "#7d818c", edgeLabelBackground: "#1e2129",
  };

  function settings(themeVariables) {
    const { fontFamily } = getComputedStyle(document.querySelector("article") || document.body);
    return {
      startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, htmlLabels: false,
      flowchart: { htmlLabels: false }, theme: "base", themeVariables, fontFamily,
      secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges", "themeCSS"],
    };
  }

  // A label has a part for each of its lines.
  const said = (label) => (label.children.length ? [...label.children] : [label])
    .map((line) => line.textContent.trim()).join(" ").trim();

  // As an image, a drawing runs nothing and fetches nothing.
  function picture(drawing, scheme) {
    const svg = new DOMParser().parseFromString(drawing, "text/html").querySelector("svg");
    const box = svg.viewBox.baseVal, image = document.createElement("img");
    const named = svg.querySelector(":scope > title");
    const labels = [...svg.querySelectorAll("text")].map(said).filter(Boolean);
    image.width = Math.ceil(box.width);
    image.height = Math.ceil(box.height);
    svg.setAttribute("width", box.width);
    svg.setAttribute("height", box.height);
    image.alt = `${words.diagram}: ${named ? named.textContent : [...new Set(labels)].join(", ")}`;
    image.dataset.sbScheme = scheme;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    return image;
  }

  async function pictures(mermaid, text, number) {
    const drawn = [];
    for (const [scheme, colours] of Object.entries({ light, dark })) {
      mermaid.initialize(settings(colours));
      drawn.push(picture((await mermaid.render(`sb-${scheme}-${number}`, text)).svg, scheme));
    }
    return drawn;
  }

  async function draw() {
    const texts = [...document.querySelectorAll("pre.sb-diagram:not([data-sb-tried])")];
    for (const text of texts) text.dataset.sbTried = "";
    if (!texts.length) return;
    const room = await openRoom();
    const { mermaid } = room.contentWindow;
    for (const [number, text] of mermaid ? texts.entries() : []) {
      const drawing = document.createElement("div");
      drawing.className = "sb-drawing";
      try {
        drawing.append(...await pictures(mermaid, text.textContent, number));
        text.replaceWith(drawing);
      } catch { /* what is no diagram is read as it is written */ }
    }
    room.remove();
    dispatchEvent(new Event("resize")); // what is wider than the page can be reached with the keyboard
  }

  if (globalThis.document$) globalThis.document$.subscribe(draw);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
  else draw();
})();
