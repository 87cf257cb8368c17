// The search box: lists the pages' places while one types, and asks the app for those that only the gazetteer knows.
const ASK_MS = 30;
const MOST = 8;
const ENOUGH = 4; // with so many of the pages' own places, one of them called as typed, the gazetteer isn't asked
const ROOM = 3; // for what only the gazetteer has, where none of the pages' own is called as typed

const plain = (text) => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]/gu, "");

function rank(entry, text) { // the less, the better; null for no match
  let best = null;
  entry.keys.forEach((key, n) => {
    const at = key === text ? 0 : key.startsWith(text) ? 1 : text.length > 1 && key.includes(text) ? 2 : null;
    if (at !== null && (best === null || at * 4 + Math.min(n, 3) < best)) best = at * 4 + Math.min(n, 3);
  });
  return best;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const node = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text !== undefined) n.textContent = text; return n; };
  let box = parentElement.querySelector(".jjj-search");
  if (!box) {
    box = node("div", "jjj-search");
    const input = node("input");
    input.type = "text";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.maxLength = 40; // as the app reads it
    for (const [k, v] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "jjj-hits", "aria-expanded": "false" })) input.setAttribute(k, v);
    const list = node("ul");
    list.id = "jjj-hits";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    box.append(input, list);
    box.memory = { active: -1, hits: [] };
    parentElement.append(box);
  }
  const [input, list] = box.children;
  const memory = box.memory;
  input.placeholder = data.words.hint;
  input.setAttribute("aria-label", data.words.label);
  list.setAttribute("aria-label", data.words.label);
  if (memory.source !== data.names) {
    memory.source = data.names;
    memory.entries = JSON.parse(data.names).map(([id, name, facts, count, keys]) => ({ id, name, facts, count, keys: keys.split(" ") }));
  }

  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); memory.active = -1; };
  // What was typed isn't asked for once a place is chosen: of two things told at once the app hears the last.
  const pick = (hit) => { close(); clearTimeout(memory.timer); input.value = ""; setTriggerValue("chosen", { place: hit.id, click: Date.now() }); };

  function show() {
    const text = plain(input.value);
    if (!text) { close(); return; }
    const found = [];
    memory.entries.forEach((entry) => { const r = rank(entry, text); if (r !== null) found.push([r, entry]); });
    found.sort((a, b) => a[0] - b[0] || b[1].count - a[1].count);
    const asks = found.length < ENOUGH || found[0][0] >= 4;
    const answer = memory.answer && plain(memory.answer.query) === text ? memory.answer : null;
    const known = new Set(found.map((f) => f[1].id));
    const answered = asks && answer ? answer.hits.filter((h) => !known.has(h.id)) : [];
    const elsewhere = answered.filter((h) => !h.count);
    const own = [...found.map((f) => f[1]), ...answered.filter((h) => h.count)].slice(0, MOST - Math.min(ROOM, elsewhere.length));
    memory.hits = [...own, ...elsewhere.slice(0, MOST - own.length)];
    const rows = [];
    memory.hits.forEach((hit, n) => {
      if (n === own.length) rows.push(Object.assign(node("li", "note", data.words.elsewhere), { role: "presentation" }));
      const row = node("li", n === memory.active ? "hit active" : "hit");
      row.id = `jjj-hit-${n}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(n === memory.active));
      row.dataset.place = hit.id;
      row.append(node("b", "", hit.name), node("span", "facts", hit.facts));
      if (hit.count) row.append(node("span", "count", String(hit.count)));
      row.addEventListener("mousedown", (e) => e.preventDefault());
      row.addEventListener("click", () => pick(hit));
      rows.push(row);
    });
    if (!memory.hits.length) rows.push(node("li", "note", answer ? data.words.none.replace("{q}", input.value.trim()) : data.words.looking));
    rows.filter((r) => r.className === "note").forEach((r) => r.setAttribute("role", "presentation"));
    list.replaceChildren(...rows);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (memory.active >= 0) input.setAttribute("aria-activedescendant", `jjj-hit-${memory.active}`);
    else input.removeAttribute("aria-activedescendant");
    if (asks && memory.asked !== text) {
      clearTimeout(memory.timer);
      memory.timer = setTimeout(() => { memory.asked = text; setTriggerValue("query", { text: input.value.trim(), click: Date.now() }); }, ASK_MS);
    }
    if (memory.enter === text && memory.hits.length) { memory.enter = null; pick(memory.hits[0]); }
  }

  input.oninput = () => { memory.active = -1; memory.enter = null; show(); };
  input.onfocus = () => { if (input.value) show(); };
  input.onblur = close;
  input.onkeydown = (e) => {
    if (e.isComposing) return;
    if (e.key === "Escape") { close(); return; }
    if (e.key === "Enter") {
      e.preventDefault();
      if (memory.hits.length && !list.hidden) pick(memory.hits[Math.max(0, memory.active)]);
      else memory.enter = plain(input.value);
      return;
    }
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    e.preventDefault();
    if (!memory.hits.length) return;
    memory.active = (memory.active + (e.key === "ArrowDown" ? 1 : -1) + memory.hits.length) % memory.hits.length;
    show();
  };
  const hear = (event) => { memory.answer = event.detail; if (box.getRootNode().activeElement === input && input.value) show(); };
  window.addEventListener("jjj-answer", hear);
  return () => window.removeEventListener("jjj-answer", hear);
}
