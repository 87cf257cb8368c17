// Draws an article and, in a frame, the small map of its places. Everything that pages say is set as text; nothing here builds markup
// from data.
const NARROW_PX = 640;
const MINI_OFF = "jjj-mini-off";
const WAIT_MS = 250, MOST_WAITS = 40; // the small map comes after the large one, which a visitor waits for

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const node = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text) n.textContent = text; return n; };
  let bar = parentElement.querySelector(".bar");
  let box = parentElement.querySelector(".jjj");
  if (!box) {
    bar = node("div", "bar");
    bar.setAttribute("role", "toolbar");
    box = node("article", "jjj");
    parentElement.append(bar, node("div", "mini"), box);
  }
  const mini = parentElement.querySelector(".mini");
  const tell = (what) => setTriggerValue("picked", { ...what, click: Date.now() });
  const stop = listenToMap();
  const state = JSON.stringify(data);
  if (box.state === state) return stop;
  const same = box.dataset.article === data.id;
  const at = box.scrollTop;
  box.replaceChildren();
  box.state = state;
  box.dataset.article = data.id;
  box.tabIndex = 0;
  data.passages.forEach((p) => {
    const tag = { title: "h2", crosshead: "h3", body: "p", repeat: "p" }[p.role] || "div";
    const line = node(tag, p.role);
    line.dataset.line = p.line;
    line.dataset.label = data.words.line.replace("{n}", p.line);
    p.parts.forEach((part) => {
      if (!part.mention) { line.append(part.text); return; }
      const mark = node("mark", part.kind, part.text);
      mark.style.setProperty("--c", part.colour);
      mark.title = part.title;
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.dataset.mention = part.mention;
      mark.places = part.places;
      if (part.places.length) mark.dataset.place = part.places[0];
      if (part.mention === data.chosen) mark.classList.add("chosen");
      const pick = () => choose(mark, part.places[0]);
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
  const fold = button(data.words.mini, data.words.mini, () => { setOff(!isOff()); showMini(); }, !isOff());
  bar.replaceChildren(
    button("‹", data.words.previous, () => step(-1)),
    node("span", "", `${now < 0 ? "–" : now + 1} / ${marks.length}`),
    button("›", data.words.next, () => step(1)),
    button(data.only ? data.words.all : data.words.only, data.only ? data.words.all : data.words.only, () => tell({ only: !data.only }), data.only),
    ...(data.map ? [fold] : []),
    button(data.words.print, data.words.print, print),
  );
  showMini();
  if (held >= 0 && bar.children[held]) bar.children[held].focus({ preventScroll: true });
  if (window.JJJRead && !same && window.innerWidth <= NARROW_PX) bar.scrollIntoView({ block: "start", behavior: "smooth" }); // on a phone it is a screen below the map
  window.JJJRead = true;
  if (chosen) scrollTo(chosen);
  else box.scrollTop = same ? at : 0;
  return stop;

  function scrollTo(mark) { box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3; }

  function choose(mark, place) {
    if (place) say({ jjj: "mini-here", place });
    tell({ place, mention: mark.dataset.mention });
  }

  // -- the small map: folded away for good if a reader doesn't want it

  function isOff() { try { return Boolean(localStorage.getItem(MINI_OFF)); } catch { return Boolean(mini.off); } }
  function setOff(off) { mini.off = off; try { if (off) localStorage.setItem(MINI_OFF, "1"); else localStorage.removeItem(MINI_OFF); } catch { /* without storage it is remembered while the page is open */ } }
  function say(what) { mini.firstChild?.contentWindow?.postMessage(what, window.location.origin); }

  function showMini() {
    const isShown = Boolean(data.map) && !isOff();
    mini.hidden = !isShown;
    fold.setAttribute("aria-pressed", String(isShown));
    if (!isShown) mini.replaceChildren();
    else if (!mini.firstChild) openMini(0);
    else if (mini.ready) drawMini();
  }

  function openMini(waits) {
    const large = document.querySelector('iframe[title*="st_folium"]');
    const isDrawn = !large || large.contentDocument?.querySelector(".leaflet-container[data-drawn][data-basemap]");
    clearTimeout(mini.timer);
    if (!isDrawn && waits < MOST_WAITS) { mini.timer = setTimeout(() => openMini(waits + 1), WAIT_MS); return; }
    if (!mini.isConnected || mini.hidden || mini.firstChild) return;
    mini.ready = false;
    mini.drawn = null;
    const frame = node("iframe");
    frame.title = data.words.mini;
    frame.src = data.map.url;
    mini.append(frame);
  }

  function drawMini() {
    const drawing = JSON.stringify(data.map);
    if (mini.drawn !== drawing) { mini.drawn = drawing; say({ jjj: "mini-draw", map: data.map }); }
    const place = box.querySelector("mark.chosen")?.places[0];
    if (place) say({ jjj: "mini-here", place });
  }

  function listenToMap() {
    const hear = (e) => {
      if (e.origin !== window.location.origin || !mini.firstChild || e.source !== mini.firstChild.contentWindow) return;
      if (e.data.jjj === "mini-ready") { mini.ready = true; drawMini(); }
      if (e.data.jjj === "mini-pick") {
        const found = e.data.places.map((id) => [[...box.querySelectorAll("mark")].find((m) => m.places.includes(id)), id]).find(([m]) => m);
        if (found) { scrollTo(found[0]); choose(...found); }
      }
    };
    window.removeEventListener("message", mini.hear);
    window.addEventListener("message", mini.hear = hear);
    return () => { clearTimeout(mini.timer); window.removeEventListener("message", hear); };
  }

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
