// Draws an article. Everything that pages say is set as text; nothing here builds markup from data.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const node = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text) n.textContent = text; return n; };
  let bar = parentElement.querySelector(".bar");
  let box = parentElement.querySelector(".jjj");
  if (!box) {
    bar = node("div", "bar");
    bar.setAttribute("role", "toolbar");
    box = node("article", "jjj");
    parentElement.append(bar, box);
  }
  const state = JSON.stringify(data);
  if (box.state === state) return;
  const same = box.dataset.article === data.id;
  const at = box.scrollTop;
  box.replaceChildren();
  box.state = state;
  box.dataset.article = data.id;
  box.tabIndex = 0;
  const tell = (what) => setTriggerValue("picked", { ...what, click: Date.now() });
  data.passages.forEach((p) => {
    const tag = { title: "h2", crosshead: "h3", body: "p", repeat: "p" }[p.role] || "div";
    const line = node(tag, p.role);
    line.dataset.line = p.line;
    line.dataset.label = data.words.line.replace("{n}", p.line);
    p.parts.forEach((part) => {
      if (!part.place && !part.mention) { line.append(part.text); return; }
      const mark = node("mark", part.kind, part.text);
      mark.style.setProperty("--c", part.colour);
      mark.title = part.title;
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.dataset.mention = part.mention;
      if (part.place) mark.dataset.place = part.place;
      if (part.mention === data.chosen) mark.classList.add("chosen");
      const pick = () => tell({ place: part.place, mention: part.mention });
      mark.addEventListener("click", pick);
      mark.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); pick(); } });
      line.append(mark);
    });
    box.append(line);
    if (p.role === "title" && !box.querySelector(".facts")) box.append(node("div", "facts", data.facts));
  });
  if (!box.querySelector(".facts")) box.prepend(node("div", "facts", data.facts));

  const marks = [...box.querySelectorAll("mark")];
  const chosen = box.querySelector("mark.chosen");
  const now = marks.indexOf(chosen);
  const step = (by) => { const m = marks[(now < 0 && by < 0 ? 0 : now) + by < 0 ? marks.length - 1 : (now + by) % marks.length]; if (m) m.click(); };
  const button = (text, label, act, pressed) => {
    const b = node("button", "", text);
    b.type = "button";
    b.title = label;
    b.setAttribute("aria-label", label);
    if (pressed !== undefined) b.setAttribute("aria-pressed", String(pressed));
    b.addEventListener("click", act);
    return b;
  };
  const focused = bar.getRootNode().activeElement;
  const held = [...bar.children].indexOf(focused);
  bar.replaceChildren(
    button("‹", data.words.previous, () => step(-1)),
    node("span", "", `${now < 0 ? "–" : now + 1} / ${marks.length}`),
    button("›", data.words.next, () => step(1)),
    button(data.only ? data.words.all : data.words.only, data.only ? data.words.all : data.words.only, () => tell({ only: !data.only }), data.only),
    button(data.words.print, data.words.print, print),
  );
  if (held >= 0 && bar.children[held]) bar.children[held].focus({ preventScroll: true });
  if (chosen) box.scrollTop = chosen.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - box.clientHeight / 3;
  else box.scrollTop = same ? at : 0;

  function print() { // the article alone, without the page around it
    const frame = document.createElement("iframe");
    frame.title = data.words.print;
    frame.style.cssText = "position:fixed;width:0;height:0;border:0";
    document.body.append(frame);
    const paper = frame.contentDocument;
    const style = paper.createElement("style");
    style.textContent = 'body{font:12pt/1.7 "Noto Serif SC","Noto Serif CJK SC","Songti SC",serif;margin:1.5cm;color:#000}mark{background:none;border-bottom:2px solid var(--c)}p{text-indent:2em}.facts,.kicker{font-size:10pt}';
    paper.head.append(style);
    paper.title = data.passages.find((p) => p.role === "title")?.parts.map((p) => p.text).join("") || data.id;
    paper.body.append(...[...box.children].map((n) => paper.importNode(n, true)));
    frame.contentWindow.focus();
    frame.contentWindow.print();
    setTimeout(() => frame.remove(), 60000);
  }
}
