// Draws an article. Everything that pages say is set as text; nothing here builds markup from data.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const node = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text) n.textContent = text; return n; };
  let box = parentElement.querySelector(".jjj");
  if (!box) { box = node("article", "jjj"); parentElement.append(box); }
  const state = JSON.stringify(data);
  if (box.dataset.state === state) return;
  const same = box.dataset.article === data.id;
  const at = box.scrollTop;
  box.replaceChildren();
  box.dataset.state = state;
  box.dataset.article = data.id;
  box.tabIndex = 0;
  data.passages.forEach((p) => {
    const tag = { title: "h2", crosshead: "h3", body: "p", repeat: "p" }[p.role] || "div";
    const line = node(tag, p.role);
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
      const tell = () => setTriggerValue("picked", { place: part.place, mention: part.mention, click: Date.now() });
      mark.addEventListener("click", tell);
      mark.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); tell(); } });
      line.append(mark);
    });
    box.append(line);
    if (p.role === "title" && !box.querySelector(".facts")) box.append(node("div", "facts", data.facts));
  });
  if (!box.querySelector(".facts")) box.prepend(node("div", "facts", data.facts));
  const chosen = box.querySelector("mark.chosen");
  if (chosen) box.scrollTop = chosen.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - box.clientHeight / 3;
  else box.scrollTop = same ? at : 0;
}
