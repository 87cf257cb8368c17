// Draws groups of choices with a count beside each, and tells the app what is chosen. All labels are set as text.
const PENDING_MS = 5000; // so long a choice made here outlives what the app still says of the time before it
const TYPING_MS = 300;
const FEW = 8;

export default function draw(component) {
  const { data, parentElement } = component;
  const node = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text !== undefined) n.textContent = text; return n; };
  let box = parentElement.querySelector(".jjj-filters");
  if (!box) {
    box = node("div", "jjj-filters");
    box.memory = { seq: 0, heard: 0, visit: data.visit, chosen: {}, open: {}, typed: {} };
    parentElement.append(box);
  }
  const memory = box.memory;
  memory.latest = component;
  const drawn = JSON.stringify(data);
  if (memory.drawn === drawn) return;
  memory.drawn = drawn;
  const isAnew = data.visit !== memory.visit; // the server was started anew under the open page, and heard nothing of the last choice
  const again = isAnew && memory.seq > memory.heard ? memory.wanted : null;
  memory.visit = data.visit;
  memory.heard = isAnew ? memory.seq : Math.max(memory.heard, data.seq);
  const isPending = memory.seq > memory.heard && Date.now() - memory.seq < PENDING_MS;
  if (!isPending) memory.chosen = again || Object.fromEntries(data.groups.map((g) => [g.id, g.chosen]));
  const chosen = memory.chosen;
  const tell = () => {
    memory.seq = Math.max(Date.now(), memory.seq + 1);
    memory.wanted = { ...chosen };
    memory.latest.setStateValue("chosen", { seq: memory.seq, chosen: memory.wanted }); // what drew the nodes may be gone by now
    clearTimeout(memory.lapse); // a choice that was never heard, as the server was away, isn't shown as made
    memory.lapse = setTimeout(() => { if (memory.seq > memory.heard) { memory.drawn = null; draw(memory.latest); } }, PENDING_MS);
  };
  const choose = (id, value, on, single) => {
    const rest = (chosen[id] || []).filter((v) => v !== value);
    chosen[id] = on ? (single ? [value] : [...rest, value]) : rest;
    tell();
  };
  const focused = box.getRootNode().activeElement;
  const at = focused && box.contains(focused) ? { id: focused.dataset.at, from: focused.selectionStart, text: focused.value } : null;

  function toggles(group, to) {
    const row = node("div", "toggles");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", group.title);
    group.choices.forEach((c) => {
      const on = (chosen[group.id] || []).includes(c.id);
      const button = node("button", "toggle");
      button.type = "button";
      button.dataset.at = `${group.id}/${c.id}`;
      button.setAttribute("aria-pressed", String(on));
      if (c.colour) { const dot = node("i", "dot"); dot.style.background = c.colour; button.append(dot); }
      button.append(node("span", "", c.label), node("span", "count", String(c.count)));
      if (!c.count && !on) button.classList.add("none");
      button.addEventListener("click", () => { const now = button.getAttribute("aria-pressed") !== "true"; button.setAttribute("aria-pressed", String(now)); choose(group.id, c.id, now); });
      row.append(button);
    });
    to.append(row);
  }

  function list(group, to) {
    const area = node("div", "list");
    area.setAttribute("role", "group");
    area.setAttribute("aria-label", group.title);
    const rows = group.choices.map((c) => {
      const on = (chosen[group.id] || []).includes(c.id);
      const label = node("label", c.count || on ? "row" : "row none");
      const tick = node("input");
      tick.type = "checkbox";
      tick.checked = on;
      tick.dataset.at = `${group.id}/${c.id}`;
      tick.addEventListener("change", () => choose(group.id, c.id, tick.checked));
      label.append(tick, node("span", "label", c.label), node("span", "count", String(c.count)));
      label.title = c.label;
      area.append(label);
      return { label, text: c.label.toLowerCase(), on };
    });
    const find = node("input", "find");
    const show = () => {
      const text = find.value.trim().toLowerCase();
      memory.typed[group.id] = find.value;
      let shown = 0;
      rows.forEach((r) => { const hit = text ? r.text.includes(text) : r.on || shown < FEW || memory.open[group.id + "/all"]; r.label.hidden = !hit; if (hit) shown += 1; });
      more.hidden = Boolean(text) || shown === rows.length;
    };
    const more = node("button", "more", data.words.more.replace("{n}", group.choices.length - FEW));
    more.type = "button";
    more.addEventListener("click", () => { memory.open[group.id + "/all"] = true; show(); });
    if (rows.length > FEW) {
      find.type = "search";
      find.placeholder = data.words.find;
      find.setAttribute("aria-label", `${group.title} ${data.words.find}`);
      find.dataset.at = `${group.id}/find`;
      find.value = memory.typed[group.id] || "";
      find.addEventListener("input", show);
      to.append(find);
    }
    to.append(area, more);
    if (group.note) to.append(node("p", "note", group.note));
    show();
  }

  function tree(group, to) {
    const select = node("select");
    select.setAttribute("aria-label", group.title);
    select.dataset.at = group.id;
    group.choices.forEach((c) => { const o = node("option", "", `${"　".repeat(c.depth)}${c.label}（${c.count}）`); o.value = c.id; select.append(o); });
    select.value = (chosen[group.id] || [])[0] || "";
    select.addEventListener("change", () => { chosen[group.id] = select.value ? [select.value] : []; tell(); });
    to.append(select);
  }

  function dates(group, to) {
    const labels = group.choices.map((c) => c.id);
    const held = chosen[group.id] || [];
    const from = held.length ? Math.max(0, labels.indexOf(held[0])) : 0;
    const last = held.length ? Math.max(0, labels.indexOf(held.at(-1))) : labels.length - 1;
    const most = Math.max(1, ...group.choices.map((c) => c.count));
    const set = (a, b) => { chosen[group.id] = a === 0 && b === labels.length - 1 ? [] : labels.slice(a, b + 1); tell(); };
    const bars = node("div", "bars");
    bars.setAttribute("role", "group");
    bars.setAttribute("aria-label", group.title);
    group.choices.forEach((c, n) => {
      const bar = node("button", n >= from && n <= last ? "bar on" : "bar");
      bar.type = "button";
      bar.dataset.at = `${group.id}/${c.id}`;
      bar.title = `${c.label}：${c.count}`;
      bar.setAttribute("aria-label", `${c.label} ${c.count}`);
      bar.setAttribute("aria-pressed", String(n >= from && n <= last));
      const fill = node("i"); fill.style.height = `${Math.round((100 * c.count) / most)}%`;
      bar.append(fill);
      bar.addEventListener("click", () => {
        if (held.length === 1 && n !== from) set(Math.min(n, from), Math.max(n, from)); // the second click stretches the first
        else if (held.length === 1) set(0, labels.length - 1);
        else set(n, n);
      });
      bars.append(bar);
    });
    const ends = node("div", "ends");
    const end = (name, value, change) => {
      const select = node("select");
      select.setAttribute("aria-label", name);
      select.dataset.at = `${group.id}/${name}`;
      labels.forEach((l, n) => { const o = node("option", "", l); o.value = n; select.append(o); });
      select.value = value;
      select.addEventListener("change", () => change(Number(select.value)));
      ends.append(select);
    };
    end(data.words.since, from, (n) => set(n, Math.max(n, last)));
    ends.append(node("span", "", "–"));
    end(data.words.until, last, (n) => set(Math.min(from, n), n));
    to.append(bars, ends);
    if (group.note) to.append(node("p", "note", group.note));
  }

  function words(group, to) {
    const input = node("input", "find");
    input.type = "search";
    input.placeholder = group.note;
    input.setAttribute("aria-label", group.title);
    input.dataset.at = group.id;
    input.maxLength = 80;
    input.value = (chosen[group.id] || [])[0] || "";
    const send = () => {
      clearTimeout(memory.timer);
      const now = input.value.trim();
      if (now === ((chosen[group.id] || [])[0] || "")) return;
      chosen[group.id] = now ? [now] : [];
      tell();
    };
    input.addEventListener("input", () => { clearTimeout(memory.timer); memory.timer = setTimeout(send, TYPING_MS); });
    input.addEventListener("change", send);
    to.append(input);
  }

  function chips(group, to) {
    const row = node("div", "chips");
    group.choices.forEach((c) => {
      const chip = node("button", "chip");
      chip.type = "button";
      chip.dataset.at = `chip/${c.id}`;
      chip.setAttribute("aria-label", `${data.words.remove} ${c.label}`);
      chip.append(node("span", "", c.label), node("span", "cross", "×"));
      chip.addEventListener("click", () => { chip.disabled = true; chosen[group.id] = [c.id]; tell(); });
      row.append(chip);
    });
    if (group.choices.length) {
      const all = node("button", "reset", data.words.reset);
      all.type = "button";
      all.dataset.at = "reset";
      all.addEventListener("click", () => { all.disabled = true; chosen[group.id] = ["*"]; tell(); });
      row.append(all);
    }
    row.append(node("span", "summary", group.note));
    row.lastChild.setAttribute("role", "status");
    to.append(row);
  }

  function ticks(group, to, type) { // without counts: layers of the map, of which any or just one are on
    const area = node("div", "list");
    area.setAttribute("role", type === "radio" ? "radiogroup" : "group");
    area.setAttribute("aria-label", group.title);
    group.choices.forEach((c) => {
      const label = node("label", "row"), tick = node("input");
      tick.type = type;
      tick.name = `jjj-${group.id}`;
      tick.checked = (chosen[group.id] || []).includes(c.id);
      tick.dataset.at = `${group.id}/${c.id}`;
      tick.addEventListener("change", () => choose(group.id, c.id, tick.checked, type === "radio"));
      label.append(tick, node("span", "label", c.label));
      area.append(label);
    });
    to.append(area);
  }
  const switches = (group, to) => ticks(group, to, "checkbox");
  const options = (group, to) => ticks(group, to, "radio");

  const drawers = { toggles, list, tree, dates, words, chips, switches, options };
  const parts = data.groups.map((group) => {
    const part = node("section", "part");
    if (group.fold) {
      const fold = node("details");
      fold.open = memory.open[group.id] ?? Boolean((chosen[group.id] || []).length);
      fold.addEventListener("toggle", () => { memory.open[group.id] = fold.open; });
      fold.append(node("summary", "", group.title));
      drawers[group.type](group, fold);
      part.append(fold);
    } else {
      if (group.type !== "chips" && !group.bare) part.append(node("h3", "", group.title));
      drawers[group.type](group, part);
    }
    return part;
  });
  box.replaceChildren(...parts);
  if (at && at.id) { // a redrawing takes neither the focus nor what is being typed
    const again = [...box.querySelectorAll("[data-at]")].find((n) => n.dataset.at === at.id);
    if (again) {
      if (at.text !== undefined && again.type === "search") again.value = at.text;
      again.focus({ preventScroll: true });
      if (again.type === "search") again.setSelectionRange(at.from, at.from);
    }
  }
  if (again) tell();
}
