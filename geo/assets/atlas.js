// The map: listens to the reader's hand and keyboard, and has the scene painted anew when it changes.
window.JJJ = (() => {
  "use strict";
  const P = window.JJJPaint, Scene = window.JJJScene, Legend = window.JJJLegend, Popups = window.JJJPopups, { element, button } = Popups, { Canvas, Targets } = window.JJJStage;
  const REGION = [[36.0, 113.4], [42.7, 119.9]]; // latitude first, as Leaflet wants it
  const POPUP_MARGIN_PX = 70;
  const WIDE_PX = 900; // a legend that is open on a narrower map covers too much of it
  const NARROW_PX = 560;
  const HOME_ZOOM = 12, MOST_ZOOM = 17; // nearer than this the built-in basemap shows nothing
  const SETTLE_MS = 400; // st_folium moves the map after it has drawn; a popup needs both done to find its room
  const TARGETS = 60; // symbols that the keyboard reaches: more would be a tab key's journey without end
  const TILE_ERRORS = 3; // so many before a first tile mean that the host can't be reached
  const TILES_WAIT_MS = 8000; // a host that is shut off without an answer fails only after minutes
  const MEMORY = "jjj-view";
  const NOTHING = { points: {}, lines: [], units: [], areas: [], heat: [], choropleth: null };
  const PAGE = (() => { try { return String(window.parent.performance.timeOrigin); } catch { return String(performance.timeOrigin); } })();

  let armed = false; // whether the next click tells its position only
  let untouched = true; // whether the whole region is still what the map is to show
  let pin = null; // where a place was put by a click
  let map, settings, words, group, base = null, land, places, targets, painted = null, asked = null, opened = null, legendBody, legendText = "";
  let scene = Scene.build(NOTHING);

  const paintLand = (ctx, view) => base && P.land(ctx, view, base, ink());
  const ink = () => settings.inks[settings.night ? "night" : "day"];

  function paintPlaces(ctx, view) {
    painted = Scene.paint(ctx, view, scene, base, settings);
    const rows = Legend.rows(painted.seen, scene, settings), text = JSON.stringify(rows);
    if (legendBody && text !== legendText) { legendText = text; Legend.fill(legendBody, rows); }
    setTargets();
  }

  // -- what the keyboard reaches: the most named symbols in sight

  const within = (unit) => `within ${unit}`; // a unit may have a symbol of its own besides

  function setTargets() {
    const wanted = new Map();
    painted.points.filter((s) => places.isInSight(s)).slice(0, TARGETS).forEach((s) => wanted.set(s.p.id, { s, label: `${s.p.name}，${words.mentions.replace("{n}", s.p.count)}`, data: { place: s.p.id }, front: s.p.count, act: () => pickPoint(s.p, s.hidden) }));
    painted.bubbles.filter((b) => places.isInSight(b)).forEach((b) => { const units = b.units.map((u) => u.id).join(); wanted.set(within(b.units[0].id), { s: b, label: `${b.units.map((u) => u.name).join("、")}：${words.unit_holds.replace("{n}", b.n)}`, data: { units }, act: () => pickBubble(b) }); });
    targets.set(wanted);
  }

  // -- popups

  // Clicks and moves are told to the page around the frame, which has the same origin: ids and numbers only.
  // What is clicked before the page listens waits for it; of several clicks the last.
  const tell = (what) => { if (window.JJJHeard) window.parent.postMessage({ jjj: "pick", what }, window.location.origin); else window.JJJWaiting = what; };

  function tellView() {
    if (settings.apart) return;
    const { lng, lat } = map.getCenter();
    window.parent.postMessage({ jjj: "view", at: [Number(lng.toFixed(4)), Number(lat.toFixed(4))], zoom: Number(map.getZoom().toFixed(2)) }, window.location.origin);
  }

  // The page sends the map to a place that was chosen elsewhere; one that isn't drawn has its name there at least.
  function go({ place, name, at, zoom }) {
    if (at) { untouched = false; map.setView([at[1], at[0]], zoom, { animate: false }); }
    map.closePopup();
    if (scene.places.has(place)) open(place);
    else if (at && name) show(L.latLng(at[1], at[0]), element("h3", name), place, false);
  }

  function hear(said) {
    if (said.jjj === "go") go(said);
    if (said.jjj === "arm") { armed = said.on; map.getContainer().classList.toggle("jjj-picking", armed); if (armed) map.closePopup(); else unpin(); }
  }

  function unpin() { if (pin) pin.remove(); pin = null; }

  function putPin(latlng) {
    unpin();
    pin = L.circleMarker(latlng, { radius: 9, weight: 3, color: ink().pin, fill: false, interactive: false, className: "jjj-pin" }).addTo(map);
  }

  function show(latlng, content, id, byHand) {
    const room = map.getSize().x - POPUP_MARGIN_PX, box = element("div", null, "jjj-popup");
    box.append(content);
    box.tabIndex = -1;
    const buttons = map.getContainer().querySelector(".jjj-home");
    const top = map.getSize().x < NARROW_PX ? buttons.offsetTop + buttons.offsetHeight + 10 : 10; // where there is no room beside the buttons, below them
    L.popup({ maxWidth: Math.min(340, room), minWidth: Math.min(240, room), autoPanPaddingTopLeft: [10, top] }).setLatLng(latlng).setContent(box).openOn(map);
    opened = id;
    if (byHand) box.focus({ preventScroll: true });
    return box;
  }

  const latlngOf = (p) => L.latLng(p.at[1], p.at[0]);

  function pickPoint(p, hidden, byHand = true) {
    const choose = (other) => pickPoint(other, []);
    show(latlngOf(p), Popups.pointCard(p, hidden, words, tell, choose), p.id, byHand);
    if (byHand) tell({ place: p.id });
  }

  function pickLine(p, latlng, byHand = true) {
    show(latlng, Popups.card(p, "line", words, tell), p.id, byHand);
    if (byHand) tell({ place: p.id });
  }

  function pickBubble(bubble, id = "", byHand = true) {
    const box = show(places.spotOf(bubble), Popups.unitCard(bubble.units, words, tell, id), id || bubble.units[0].id, byHand);
    if (id) box.querySelectorAll("details[open]").forEach((d) => d.scrollIntoView({ block: "nearest" }));
  }

  // Opens the popup of a place that was asked for from outside the map.
  function open(id) {
    const found = scene.places.get(id);
    if (!found) return;
    if (found.how === "point") {
      const host = painted && painted.points.find((s) => s.p.id === id);
      pickPoint(found.place, host ? host.hidden : [], false);
    } else if (found.how === "line") {
      const { path } = found.place, [lon, lat] = path[Math.floor(path.length / 2)];
      pickLine(found.place, L.latLng(lat, lon), false);
    } else {
      const bubble = painted && painted.bubbles.find((b) => b.units.includes(found.unit) || b.units.some((u) => u.id === found.unit.id));
      if (bubble) pickBubble(bubble, id, false);
    }
  }

  // -- the pointer

  const hit = (e) => { const p = places.pixelOf(e); return painted && Scene.find(painted, p.x, p.y, places.context()); };
  const unitUnder = (e) => Scene.unitAt(scene, base, ...P.project(e.latlng.lng, e.latlng.lat));

  function click(e) {
    if (scene.pick || armed) { putPin(e.latlng); tell({ at: [Number(e.latlng.lng.toFixed(5)), Number(e.latlng.lat.toFixed(5))], zoom: map.getZoom() }); return; }
    const found = hit(e);
    if (found && found.how === "point") pickPoint(found.stands.p, found.stands.hidden);
    else if (found && found.how === "within") pickBubble(found.bubble);
    else if (found) pickLine(found.place, e.latlng);
    else {
      const unit = unitUnder(e);
      if (unit) { show(e.latlng, Popups.countCard(unit, words), unit.id, true); tell({ unit: unit.id }); }
    }
  }

  function follow() {
    const tooltip = L.tooltip({ direction: "top", offset: [0, -10], className: "jjj-tip" });
    let waiting = null, last = "";
    const look = (e) => {
      waiting = null;
      const found = hit(e), unit = found ? null : unitUnder(e);
      const text = found
        ? { point: () => found.stands.p.name, line: () => found.place.name, within: () => found.bubble.units.map((u) => u.name).join("、") }[found.how]()
        : unit ? `${unit.name}：${words.mentions.replace("{n}", unit.count)}` : "";
      map.getContainer().style.cursor = text ? "pointer" : "";
      if (!text) { tooltip.remove(); last = ""; return; }
      tooltip.setLatLng(e.latlng);
      if (text !== last) { tooltip.setContent(element("span", text)); last = text; }
      if (!map.hasLayer(tooltip)) tooltip.addTo(map);
    };
    map.on("mousemove", (e) => { if (!waiting) requestAnimationFrame(() => waiting && look(waiting)); waiting = e; });
    map.on("mouseout movestart", () => { waiting = null; tooltip.remove(); });
  }

  // -- drawing

  function draw(target, drawing) {
    group = target;
    const told = scene && scene.places.get(opened);
    scene = Scene.build(drawing);
    const container = map.getContainer(), isNew = drawing.ask !== asked;
    if (opened && !isNew && (!scene.places.has(opened) || scene.places.get(opened).count !== told?.count)) map.closePopup(); // what it says holds no more
    asked = drawing.ask;
    container.classList.toggle("jjj-picking", Boolean(drawing.pick) || armed);
    if (isNew && drawing.view) { untouched = false; map.setView([drawing.view.at[1], drawing.view.at[0]], drawing.view.zoom, { animate: false }); }
    places.paint();
    container.dataset.places = String(scene.places.size);
    container.dataset.drawn = String(Number(container.dataset.drawn || 0) + 1);
    remember();
    if (isNew) map.closePopup();
    if (isNew && drawing.focus) setTimeout(() => { if (target === group) open(drawing.focus); }, SETTLE_MS);
  }

  const isEmbedded = () => new URLSearchParams(window.parent.location.search).get("embed") === "true";

  function legend() {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = element("details", null, "jjj-legend");
      box.open = map.getSize().x > (isEmbedded() ? NARROW_PX : WIDE_PX);
      legendBody = element("div", null, "jjj-rows");
      box.append(element("summary", words.legend), legendBody);
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  // -- the sheet

  const today = () => new Date().toLocaleDateString("sv-SE"); // as ISO 8601 writes it

  // A report is on white paper, whatever the screen is.
  function sheet() {
    const at = map.getBounds(), corner = (c) => P.project(c.lng, c.lat);
    return window.JJJSheet.paint([...corner(at.getNorthWest()), ...corner(at.getSouthEast())], scene, base, { ...settings, night: false }, today());
  }

  function download() {
    sheet().canvas.toBlob((blob) => {
      const link = element("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${words.map}-${today()}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), SETTLE_MS);
    });
  }

  function print() {
    const image = element("img", null, "jjj-sheet");
    image.alt = words.map;
    image.onload = () => { document.body.append(image); window.print(); image.remove(); };
    image.src = sheet().canvas.toDataURL();
  }

  // -- back to everything that is drawn, for whoever has lost it from sight

  function everything() {
    const bounds = L.latLngBounds([]);
    scene.points.forEach((p) => bounds.extend(latlngOf(p)));
    scene.lines.forEach((l) => l.path.forEach(([lon, lat]) => bounds.extend([lat, lon])));
    const home = L.latLngBounds(REGION);
    return bounds.isValid() && home.intersects(bounds) ? L.latLngBounds([Math.max(bounds.getSouth(), home.getSouth()), Math.max(bounds.getWest(), home.getWest())], [Math.min(bounds.getNorth(), home.getNorth()), Math.min(bounds.getEast(), home.getEast())]) : home;
  }

  function home() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", null, "leaflet-bar jjj-home"), all = button("⤢", () => map.fitBounds(everything(), { padding: [24, 24], maxZoom: HOME_ZOOM }));
      all.title = words.everything;
      all.setAttribute("aria-label", words.everything);
      box.append(all);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function tools() {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const box = element("div", null, "jjj-tools");
      box.append(button(words.picture, download), button(words.print, print));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  // -- basemap

  function note(text) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => { const box = element("div", text, "jjj-note"); box.setAttribute("role", "status"); return box; };
    control.addTo(map);
  }

  // The built-in basemap lies under the tiles, so that the map is never grey; names and sources follow when it stands alone.
  function watchTiles() {
    const tiles = [];
    map.eachLayer((layer) => { if (layer instanceof L.TileLayer) tiles.push(layer); });
    let loaded = false, errors = 0;
    const fall = () => {
      if (loaded || settings.vector) return;
      settings.vector = true;
      tiles.forEach((layer) => layer.remove());
      map.getContainer().dataset.basemap = "fallback";
      attribute();
      note(words.tiles_failed);
      places.paint();
    };
    tiles.forEach((layer) => layer.on("tileload", () => { loaded = true; }).on("tileerror", () => { if (++errors >= TILE_ERRORS) fall(); }));
    if (tiles.length) setTimeout(fall, TILES_WAIT_MS);
  }

  function attribute() {
    map.attributionControl.removeAttribution(words.attribution_places);
    map.attributionControl.addAttribution(settings.vector ? words.attribution : words.attribution_places);
  }

  async function loadBase(url) {
    const [world, outlines] = await (window.JJJBase || Promise.all(["world.json", "basemap.json"].map((f) => fetch(`${url}/${f}`).then((r) => r.json()))));
    base = P.readBase(world, outlines);
    land.paint();
    places.paint();
    const { dataset } = map.getContainer();
    dataset.basemap = dataset.basemap || (settings.vector ? "vector" : "tiles");
    window.parent.postMessage({ jjj: "drawn" }, window.location.origin);
    tellApp({ drawn: true });
  }

  // What the component returns to the app, which sends the rest of the page when the first map of a visit stands.
  function tellApp(value) {
    if (window.parent.JJJTold) return;
    window.parent.JJJTold = true;
    window.parent.postMessage({ isStreamlitMessage: true, type: "streamlit:setComponentValue", dataType: "json", value }, window.location.origin);
  }

  // -- start; another basemap, theme or language makes another map, which goes on where the one before was

  function remember() {
    if (settings.apart) return;
    const { lat, lng } = map.getCenter();
    try { sessionStorage.setItem(MEMORY, JSON.stringify({ page: PAGE, lat, lng, zoom: map.getZoom(), asked })); } catch { /* without storage the map starts with the whole region */ }
  }

  function recall() {
    try { const kept = JSON.parse(sessionStorage.getItem(MEMORY)); return kept && kept.page === PAGE ? kept : null; } catch { return null; }
  }

  // The frame gets its height from the page's style after the map was made for another; the region stays in sight until a hand moves it.
  function keepSize(container) {
    ["pointerdown", "wheel", "keydown"].forEach((kind) => container.addEventListener(kind, () => { untouched = false; }, { capture: true, passive: true }));
    let last = map.getSize();
    new ResizeObserver(() => {
      const size = L.point(container.clientWidth, container.clientHeight);
      if (!size.x || !size.y || size.equals(last)) return;
      last = size;
      map.invalidateSize({ animate: false, pan: false });
      if (untouched && !settings.apart) map.fitBounds(REGION, { animate: false });
    }).observe(container);
  }

  function start(target, given) {
    map = target;
    settings = { ...given };
    words = settings.words;
    const kept = settings.apart ? null : recall(), container = map.getContainer();
    untouched = !kept;
    if (kept) { map.setView([kept.lat, kept.lng], kept.zoom, { animate: false }); asked = kept.asked; } else map.fitBounds(REGION, { animate: false });
    keepSize(container);
    container.classList.toggle("jjj-dark", settings.dark);
    container.style.background = ink().sea;
    container.setAttribute("aria-label", words.map);
    container.setAttribute("role", "region");
    if (settings.vector) map.setMaxZoom(MOST_ZOOM);
    map.attributionControl.setPrefix(false);
    attribute();
    map.createPane("land").style.zIndex = 150;
    land = new Canvas(paintLand, { pane: "land", padding: 0.2 }).addTo(map);
    places = new Canvas(paintPlaces, { pane: "overlayPane", padding: 0.2 });
    targets = new Targets(places);
    L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    legend();
    home();
    tools();
    places.addTo(map);
    follow();
    map.on("click", click).on("moveend", remember).on("moveend", tellView);
    window.addEventListener("message", (e) => { if (e.origin === window.location.origin && e.source === window.parent && e.data) hear(e.data); });
    container.addEventListener("keydown", (e) => { if (e.key === "Escape") map.closePopup(); }); // Leaflet itself listens only while the focus is on the map, not in it
    map.on("popupclose", () => {
      const node = targets.node(opened) || targets.node(within(opened));
      if (node && (document.activeElement === document.body || document.activeElement.closest(".jjj-popup"))) node.focus({ preventScroll: true });
      opened = null;
    });
    watchTiles();
    loadBase(settings.assets);
  }

  // What is on the map now, for whoever tests it.
  const drawn = () => ({
    seen: [...painted.seen].sort(),
    points: painted.points.map((s) => ({ id: s.p.id, at: s.at, d: s.d, hidden: s.hidden.length })),
    lines: painted.lines.map(({ line }) => ({ id: line.id, dashed: line.dashed, stroke: line.stroke })),
    bubbles: painted.bubbles.map((b) => ({ units: b.units.map((u) => u.id), n: b.n, at: b.at, d: b.d })),
    labels: painted.labels.map((n) => ({ text: n.text, place: n.place || "", box: n.box })),
    legend: legendBody ? [...legendBody.children].map((r) => ({ key: r.dataset.key, text: r.textContent })) : [],
  });

  return { start, draw, drawn, sheet };
})();
