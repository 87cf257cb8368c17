// Draws what is known of a place. Everything that pages say is set as text; nothing here builds markup from data.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const node = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text !== undefined) n.textContent = text; return n; };
  let box = parentElement.querySelector(".jjj-place");
  if (!box) { box = node("section", "jjj-place"); parentElement.append(box); }
  const state = JSON.stringify(data);
  if (box.state === state) return;
  const isSame = box.dataset.place === data.id;
  const at = box.scrollTop;
  box.state = state;
  box.dataset.place = data.id;
  box.tabIndex = 0;
  box.setAttribute("aria-label", data.name || data.empty);
  const words = data.words;
  const tell = (what) => setTriggerValue("picked", { ...what, click: Date.now() });
  const button = (text, className, act) => { const b = node("button", className, text); b.type = "button"; b.addEventListener("click", () => act(b)); return b; };
  const copy = (text, label) => button(label, "act", async (b) => {
    try { await navigator.clipboard.writeText(text); b.textContent = words.copied; } catch { window.prompt(label, text); }
    setTimeout(() => { b.textContent = label; }, 2000);
  });
  const parts = [];
  if (!data.id) parts.push(node("p", "empty", data.empty));
  else {
    const title = node("h2", "", data.name);
    if (data.colour) title.style.setProperty("--c", data.colour);
    parts.push(title, node("p", "path", data.path));
    if (data.note) parts.push(node("p", "warning", data.note));
    const facts = node("dl");
    data.facts.forEach(([name, value]) => facts.append(node("dt", "", name), node("dd", "", value)));
    parts.push(facts);
    const acts = node("div", "acts");
    if (data.narrow) {
      const narrow = button(data.narrow.text, "act narrow", () => tell({ unit: data.narrow.unit }));
      narrow.setAttribute("aria-pressed", String(data.narrow.on));
      acts.append(narrow);
    }
    if (data.coordinates) acts.append(node("small", "", data.coordinates), copy(data.coordinates, words.copy_point));
    const link = new URL(window.location.href);
    link.searchParams.set("place", data.id);
    acts.append(copy(link.href, words.copy_link));
    if (data.osm) {
      const osm = node("a", "act", words.osm);
      osm.href = data.osm; osm.target = "_blank"; osm.rel = "noopener noreferrer";
      acts.append(osm);
    }
    parts.push(acts);
    if (data.dates.length > 1) {
      const most = Math.max(...data.dates.map((d) => d[1]), 1);
      const bars = node("div", "bars");
      bars.setAttribute("role", "img");
      bars.setAttribute("aria-label", `${words.timeline}：${data.dates.map((d) => `${d[0]} ${d[1]}`).join("，")}`);
      data.dates.forEach(([label, count]) => {
        const bar = node("span", "bar"), fill = node("i");
        bar.title = `${label}：${count}`;
        fill.style.height = `${Math.round((100 * count) / most)}%`;
        bar.append(fill, node("small", "", data.dates.length <= 6 ? label : ""));
        bars.append(bar);
      });
      parts.push(node("h3", "", words.timeline), bars);
      if (data.dates.length > 6) { const ends = node("div", "ends"); ends.append(node("small", "", data.dates[0][0]), node("small", "", data.dates.at(-1)[0])); parts.push(ends); }
    }
    if (data.articles.length) parts.push(node("h3", "", words.sentences));
    data.articles.forEach((a) => {
      const group = node("details");
      group.open = a.open;
      const head = node("summary");
      head.append(node("span", "title", a.title), node("small", "", a.facts));
      group.append(head);
      a.quotes.forEach((q) => {
        const quote = node("button", "quote");
        quote.type = "button";
        quote.dataset.mention = q.mention;
        quote.title = words.open;
        quote.append(q.text.slice(0, q.mark[0]), node("mark", q.kind, q.text.slice(q.mark[0], q.mark[1])), q.text.slice(q.mark[1]));
        quote.addEventListener("click", () => tell({ article: a.id, mention: q.mention }));
        group.append(quote);
      });
      if (a.more) group.append(node("p", "note", a.more));
      parts.push(group);
    });
    if (data.more) parts.push(node("p", "note", data.more));
    if (data.near.length) {
      const near = node("div", "acts");
      data.near.forEach((n) => near.append(button(`${n.name} ${n.km} km`, "act", () => tell({ place: n.id }))));
      parts.push(node("h3", "", words.near), near);
    }
  }
  box.replaceChildren(...parts);
  box.scrollTop = isSame ? at : 0;
}
