// The small map beside an article: its places only. The page around the frame, of the same origin, says what to draw and hears what is clicked.
(() => {
  "use strict";
  const P = window.JJJPaint, Scene = window.JJJScene, { Canvas, Targets } = window.JJJStage;
  const NEAR_ZOOM = 9, NEAREST_ZOOM = 11; // around a place that was chosen; where one place is all there is
  const EDGE_PX = 22, HERE_PX = 30;
  const SMALLER = 0.75; // symbols, where a map has the size of a hand
  const WIDE = ["country", "region", "province"];
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  let data = null, scene = null, base = null, painted = null, ring = null;
  // A finger that scrolls the page past the map must not be held by it.
  const map = L.map("map", { attributionControl: false, zoomSnap: 0.25, minZoom: 2, maxZoom: 16, scrollWheelZoom: false, dragging: !window.matchMedia("(pointer: coarse)").matches });
  const ink = () => data.inks[data.dark ? "night" : "day"];
  const settings = () => ({ inks: data.inks, night: data.dark, vector: true, words: data.words });
  const tell = (what) => window.parent.postMessage(what, window.location.origin);
  const pick = (ids) => tell({ jjj: "mini-pick", places: ids });

  map.createPane("land").style.zIndex = 150;
  const land = new Canvas((ctx, view) => { if (base && data) P.land(ctx, view, base, ink()); }, { pane: "land", padding: 0.1 });
  const places = new Canvas(paint, { pane: "overlayPane", padding: 0.1 });
  const targets = new Targets(places);

  function paint(ctx, view) {
    if (!scene) return;
    painted = Scene.paint(ctx, view, scene, base, settings());
    const wanted = new Map();
    painted.points.forEach((s) => wanted.set(s.p.id, { s, label: s.p.name, data: { place: s.p.id }, front: s.p.count, act: () => pick([s.p, ...s.hidden].map((p) => p.id)) }));
    painted.bubbles.forEach((b) => { const held = b.units.flatMap((u) => u.places); wanted.set(`within ${b.units[0].id}`, { s: b, label: held.map((p) => p.name).join("、"), data: { units: b.units[0].id }, act: () => pick(held.map((p) => p.id)) }); });
    targets.set(wanted);
    map.getContainer().dataset.drawn = `${painted.points.length}/${painted.lines.length}/${painted.bubbles.length}`;
  }

  function fit() {
    const [west, south, east, north] = data.extent;
    map.fitBounds([[south, west], [north, east]], { padding: [EDGE_PX, EDGE_PX], maxZoom: NEAREST_ZOOM, animate: false });
  }

  // Where a place is drawn, if it is.
  function spotOf(id) {
    const found = scene && scene.places.get(id);
    if (!found) return null;
    const { how, place, unit } = found;
    if (how === "point") return { at: L.latLng(place.at[1], place.at[0]), wide: WIDE.includes(place.kind) };
    if (how === "line") { const [lon, lat] = place.path[Math.floor(place.path.length / 2)]; return { at: L.latLng(lat, lon), wide: true }; }
    const bubble = painted && painted.bubbles.find((b) => b.units.some((u) => u.id === unit.id));
    return bubble ? { at: places.spotOf(bubble), wide: false } : null;
  }

  function showHere(id) {
    if (ring) { ring.remove(); ring = null; }
    const spot = id && spotOf(id);
    map.getContainer().dataset.here = spot ? id : "";
    if (!spot) return;
    ring = L.marker(spot.at, { keyboard: false, interactive: false, icon: L.divIcon({ className: "jjj-here", iconSize: [HERE_PX, HERE_PX] }) }).addTo(map);
    map.setView(spot.at, spot.wide ? map.getZoom() : Math.max(map.getZoom(), NEAR_ZOOM), { animate: !still });
  }

  function hear(said) {
    if (said.jjj === "mini-draw") {
      data = said.map;
      scene = Scene.build(data.drawing);
      scene.points.forEach((p) => { p.d *= SMALLER; });
      const container = map.getContainer();
      container.classList.toggle("jjj-dark", data.dark);
      container.style.background = ink().sea;
      container.setAttribute("role", "region");
      container.setAttribute("aria-label", data.words.mini);
      document.title = data.words.mini;
      document.documentElement.lang = data.words.lang;
      document.querySelector(".jjj-tools button").textContent = data.words.whole;
      showHere("");
      fit();
      if (!map.hasLayer(land)) { land.addTo(map); places.addTo(map); } else { land.paint(); places.paint(); }
    }
    if (data && said.jjj === "mini-here") showHere(said.place);
  }

  map.on("click", (e) => {
    const p = places._bounds && places.pixelOf(e), found = painted && Scene.find(painted, p.x, p.y, places.context());
    if (found && found.how === "line") pick([found.place.id]); // all else has a button
  });
  window.addEventListener("message", (e) => { if (e.origin === window.location.origin && e.source === window.parent && e.data) hear(e.data); });

  const tools = L.control({ position: "topright" });
  tools.onAdd = () => {
    const box = document.createElement("div"), whole = document.createElement("button");
    box.className = "jjj-tools";
    whole.type = "button";
    whole.addEventListener("click", () => { showHere(""); fit(); });
    box.append(whole);
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  tools.addTo(map);
  map.setView([39.2, 116.6], 7);
  Promise.all(["world.json", "basemap.json"].map((f) => fetch(f).then((r) => r.json()))).then(([world, outlines]) => { base = P.readBase(world, outlines); tell({ jjj: "mini-ready" }); });
})();
