// Draws the atlas with Leaflet. Everything that pages say is set as text; nothing here builds markup from data.
window.JJJ = (() => {
  "use strict";
  const SHAPES = {
    ring: '<circle cx="10" cy="10" r="8"/><circle cx="10" cy="10" r="3" class="hole"/>',
    station: '<rect x="2" y="4" width="16" height="12" rx="4"/><path class="mark" d="M5 10h10M8 7v6M12 7v6"/>',
    square: '<rect x="2.5" y="2.5" width="15" height="15" rx="1.5"/><path class="mark" d="M6 14V9l4 2V9l4 2v3z"/>',
    diamond: '<path d="M10 1l9 9-9 9-9-9z"/>',
    triangle: '<path d="M10 1.5L19 17.5H1z"/>',
    hexagon: '<path d="M10 1l8 4.5v9L10 19l-8-4.5v-9z"/><path class="mark" d="M10 5v10M6 11c0 3 8 3 8 0"/>',
  };
  const SVG = "http://www.w3.org/2000/svg";
  const CROWDED = 0.8; // markers whose middles are nearer than this share of their radii would hide each other
  const POPUP_MARGIN_PX = 70;
  const REGION = [[36.0, 113.4], [42.7, 119.9]]; // latitude first, as Leaflet wants it
  const SETTLE_MS = 400;
  const LABEL_ZOOM = 9; // from here districts are named
  let map, words, group, markers = [], open = null, asked = null;

  const element = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  function symbol(shape, colour, size) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("width", size);
    svg.setAttribute("height", size);
    svg.innerHTML = SHAPES[shape] || SHAPES.diamond; // constants of this file
    svg.style.fill = colour;
    svg.style.stroke = "#fff";
    svg.style.strokeWidth = "1.6";
    svg.querySelectorAll(".hole").forEach((n) => { n.style.fill = "#fff"; n.style.stroke = "none"; });
    svg.querySelectorAll(".mark").forEach((n) => { n.style.fill = "none"; n.style.stroke = "#fff"; n.style.strokeWidth = "1.6"; });
    return svg;
  }

  // -- the built-in basemap

  async function basemap(url) {
    const pane = map.createPane("land");
    pane.style.zIndex = 150;
    const renderer = L.canvas({ pane: "land", padding: 0.5 });
    const style = (fill, line, weight) => ({ pane: "land", renderer, interactive: false, fillColor: fill, fillOpacity: 1, color: line, weight });
    const [world, base] = await Promise.all(["world.json", "basemap.json"].map((f) => fetch(`${url}/${f}`).then((r) => r.json())));
    L.geoJSON(world, { style: style("#eef0ee", "#c9d2d6", 0.5), interactive: false }).addTo(map);
    L.geoJSON(base.land, { style: style("#f1f2ee", "#b9c3c6", 0.8), interactive: false }).addTo(map);
    L.geoJSON(base.districts, { style: style("#fdfcf7", "#c3cbc4", 0.7), interactive: false }).addTo(map);
    labels(base.districts);
    map.getContainer().dataset.basemap = "drawn";
  }

  function labels(districts) {
    map.createPane("names").style.zIndex = 250;
    const name = (text, at, className) => L.marker([at[1], at[0]], {
      pane: "names", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "jjj-label " + className, html: element("span", text), iconSize: [120, 16] }),
    });
    const cities = L.layerGroup(words.cities.map((c) => name(c.name, c.at, c.sea ? "jjj-sea" : "jjj-city")));
    const units = L.layerGroup(districts.map((d) => name(d.properties.name, d.properties.label, "")));
    const choose = () => {
      const near = map.getZoom() >= LABEL_ZOOM;
      (near ? cities : units).remove();
      (near ? units : cities).addTo(map);
    };
    map.on("zoomend", choose);
    choose();
  }

  function legend() {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = element("details", null, "jjj-legend");
      box.open = map.getSize().x > 500;
      box.append(element("summary", words.legend));
      const row = (sign, text) => { const line = element("div"); const i = element("i"); i.append(sign); line.append(i, element("span", text)); box.append(line); };
      words.symbols.forEach((s) => row(symbol(s.shape, "#5f6b76", 13), s.text));
      const dashed = element("span", "n", "jjj-within");
      dashed.style.cssText = "width:14px;height:14px;font-size:8px;border-width:1px";
      row(dashed, words.within_only);
      const line = element("span"); line.style.cssText = "width:14px;border-top:3px dashed #5f6b76";
      row(line, words.schematic);
      box.append(element("hr"));
      words.themes_legend.forEach((t) => { const dot = element("span"); dot.style.cssText = "width:11px;height:11px;border-radius:50%;background:" + t.colour; row(dot, t.text); });
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  // -- popups

  const metres = (m) => (m >= 1000 ? `${(m / 1000).toFixed(m >= 10000 ? 0 : 1).replace(/\.0$/, "")} km` : `${m} m`);

  function exactness(p, how) {
    if (how === "line") return words.schematic_line.replace("{m}", metres(p.uncertainty_m));
    if (how === "within") return words.known_within.replace("{unit}", p.within || "");
    return words.exact_within.replace("{m}", metres(p.uncertainty_m)).replace("{basis}", words.basis[p.basis] || p.basis);
  }

  function card(p, how, heading = true) {
    const box = element("div", null, "jjj-card");
    box.dataset.place = p.id;
    if (heading) box.append(element("h3", p.name));
    const facts = [words.kinds[p.kind] || p.kind, p.within, p.status === "open" ? "" : words.status[p.status], exactness(p, how), words.mentions.replace("{n}", p.count)];
    box.append(element("p", facts.filter(Boolean).join(" · "), "jjj-facts"));
    p.quotes.forEach((q) => {
      const quote = element("blockquote");
      quote.append(q.text.slice(0, q.mark[0]), element("mark", q.text.slice(q.mark[0], q.mark[1])), q.text.slice(q.mark[1]));
      const button = element("button", `${words.open} 《${words.articleKinds[q.title] || q.title}》${q.published ? " " + q.published : ""}`);
      button.type = "button";
      button.dataset.mention = q.mention;
      button.addEventListener("click", () => tell({ place: p.id, article: q.article, mention: q.mention }));
      box.append(quote, button);
    });
    return box;
  }

  function unitCard(u) {
    const box = element("div");
    box.append(element("h3", u.name), element("p", words.unit_holds.replace("{n}", u.places.length), "jjj-facts"));
    u.places.forEach((p) => {
      const entry = element("details");
      entry.append(element("summary", `${p.name}（${p.count}）`), card(p, "within", false));
      entry.addEventListener("toggle", () => entry.open && tell({ place: p.id }));
      box.append(entry);
    });
    return box;
  }

  function popupSize() {
    const room = map.getSize().x - POPUP_MARGIN_PX;
    return { maxWidth: Math.min(340, room), minWidth: Math.min(240, room) };
  }

  function show(layer, content, at) {
    const box = element("div", null, "jjj-popup");
    box.append(content);
    layer.unbindPopup();
    layer.bindPopup(box, popupSize());
    layer.openPopup(at);
  }

  // A click is told to the app as the layer that was clicked: ids only, and the time, which makes each click new.
  const told = (what) => ({ type: "Feature", geometry: null, properties: { ...what, click: Date.now() } });
  const tell = (what) => group.fire("click", { latlng: map.getCenter(), layer: { toGeoJSON: () => told(what) } });

  // -- places

  const size = (count) => Math.min(34, 13 + 4 * Math.log2(1 + count));

  function draw(target, drawing) {
    group = target;
    markers = [];
    open = drawing.ask === asked ? "" : drawing.focus; // what was asked for once isn't opened again by a later drawing
    asked = drawing.ask;
    map.closePopup();
    let focused = null;
    drawing.units.forEach((u) => {
      const area = L.geoJSON({ type: "Feature", geometry: u.area, properties: {} }, { style: { color: "#5f6b76", weight: 1.4, dashArray: "4 4", fillColor: "#5f6b76", fillOpacity: 0.03 }, interactive: false });
      area.eachLayer((layer) => layer.addTo(target));
      const d = Math.round(size(u.places.length) + 6);
      const icon = L.divIcon({ className: "", html: element("div", u.places.length, "jjj-within"), iconSize: [d, d] });
      icon.options.html.style.cssText = `width:${d}px;height:${d}px`;
      const badge = L.marker([u.at[1], u.at[0]], { icon, zIndexOffset: -500, title: `${u.name}：${words.unit_holds.replace("{n}", u.places.length)}` });
      badge.toGeoJSON = () => told({});
      badge.on("click", () => show(badge, unitCard(u)));
      badge.addTo(target);
      const wanted = u.places.findIndex((p) => p.id === open);
      if (wanted >= 0) focused = () => { show(badge, unitCard(u)); const d = badge.getPopup().getContent().querySelectorAll("details")[wanted]; d.open = true; d.scrollIntoView({ block: "nearest" }); };
    });
    drawing.lines.forEach((p) => {
      const path = p.path.map(([x, y]) => [y, x]);
      L.polyline(path, { color: "#fff", weight: 6, opacity: 0.9, interactive: false }).addTo(target);
      const line = L.polyline(path, { color: p.colour, weight: 3 + Math.min(3, Math.log2(p.count)), dashArray: "8 4", className: "jjj-line" });
      line.bindTooltip(p.name, { sticky: true });
      line.toGeoJSON = () => told({ place: p.id });
      line.on("click", (e) => show(line, card(p, "line"), e.latlng));
      line.addTo(target);
      if (p.id === open) focused = () => show(line, card(p, "line"), line.getCenter());
    });
    drawing.points.sort((a, b) => b.count - a.count).forEach((p) => {
      const marker = L.marker([p.at[1], p.at[0]], { title: p.name, alt: p.name, keyboard: true, riseOnHover: true, zIndexOffset: p.count });
      marker.place = p;
      marker.hidden = [];
      marker.toGeoJSON = () => told({ place: p.id });
      marker.on("click", () => pickPoint(marker));
      markers.push(marker);
      if (p.id === open) focused = () => pickPoint(marker);
    });
    declutter();
    map.off("zoomend", declutter).on("zoomend", declutter);
    target.on("remove", () => map.off("zoomend", declutter));
    map.getContainer().dataset.places = String(drawing.points.length + drawing.lines.length + drawing.units.reduce((n, u) => n + u.places.length, 0));
    map.getContainer().dataset.drawn = String(Number(map.getContainer().dataset.drawn || 0) + 1);
    // st_folium adds the group and moves the map after this; a popup needs both done to find its room
    if (focused) setTimeout(() => { if (target === group) focused(); }, SETTLE_MS);
  }

  function pickPoint(marker, at) {
    const p = marker.place;
    const box = card(p, "point");
    if (marker.hidden.length) {
      const near = element("div", words.also_here, "jjj-near");
      marker.hidden.forEach((other) => {
        const button = element("button", other.place.name);
        button.type = "button";
        button.addEventListener("click", () => {
          map.closePopup();
          const popup = element("div", null, "jjj-popup");
          popup.append(card(other.place, "point"));
          L.popup(popupSize()).setLatLng(other.getLatLng()).setContent(popup).openOn(map);
          tell({ place: other.place.id });
        });
        near.append(button);
      });
      box.append(near);
    }
    if (!group.hasLayer(marker)) { // hidden behind another: its popup opens at its place all the same
      const popup = element("div", null, "jjj-popup");
      popup.append(box);
      L.popup(popupSize()).setLatLng(marker.getLatLng()).setContent(popup).openOn(map);
      return;
    }
    show(marker, box, at);
  }

  // Markers that would cover each other share one, the most named; all others stand alone.
  function declutter() {
    const shown = [];
    markers.forEach((marker) => {
      const here = map.latLngToLayerPoint(marker.getLatLng());
      const radius = size(marker.place.count) / 2;
      const host = shown.find((s) => here.distanceTo(s.here) < CROWDED * (s.radius + radius));
      marker.hidden = [];
      if (host) { host.marker.hidden.push(marker); if (group.hasLayer(marker)) group.removeLayer(marker); }
      else shown.push({ marker, here, radius });
    });
    shown.forEach(({ marker }) => {
      const p = marker.place, d = Math.round(size(p.count));
      const node = element("div", null, "jjj-marker");
      node.style.cssText = `width:${d}px;height:${d}px;position:relative`;
      node.dataset.place = p.id;
      node.append(symbol(p.symbol, p.colour, d));
      if (marker.hidden.length) node.append(element("span", "+" + marker.hidden.length, "jjj-badge"));
      marker.setIcon(L.divIcon({ className: "", html: node, iconSize: [d, d] }));
      if (!group.hasLayer(marker)) marker.addTo(group);
    });
  }

  function start(target, settings) {
    map = target;
    words = settings.words;
    map.fitBounds(REGION, { animate: false });
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(settings.vector ? words.attribution : words.attribution_places);
    if (settings.vector) basemap(settings.assets);
    legend();
    map.getContainer().setAttribute("aria-label", words.map);
  }

  return { start, draw };
})();
