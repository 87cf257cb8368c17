// What is to be drawn, and the painting of it: on the map's canvas or on the printed sheet.
window.JJJScene = (() => {
  "use strict";
  const P = window.JJJPaint, Labels = window.JJJLabels, Legend = window.JJJLegend;
  const DISTRICT_NAMES_ZOOM = 9; // from here the basemap names districts
  const REACH_PX = 5; // how far beside a line or a symbol a click still means it
  const THIN_ZOOM = 8.5; // lines are thinner where the whole region is in sight
  const EDGE_PX = 40; // symbols whose middle is just outside are painted too

  function unpack(columns) {
    const keys = Object.keys(columns), first = columns[keys[0]];
    if (!first) return [];
    const value = keys.map((k) => (columns[k].of ? ((c) => (i) => c.of[c.at[i]])(columns[k]) : ((c) => (i) => c[i])(columns[k])));
    return Array.from({ length: (first.of ? first.at : first).length }, (_, i) => Object.fromEntries(keys.map((k, n) => [k, value[n](i)])));
  }

  function build(drawing) {
    const points = unpack(drawing.points).sort((a, b) => b.count - a.count);
    points.forEach((p) => { [p.x, p.y] = P.project(...p.at); p.d = P.diameter(p.count); });
    const lines = drawing.lines.map((l) => ({ ...l, part: P.ring(l.path), width: 3 + Math.min(3, Math.log2(l.count)) }));
    const units = drawing.units.map((u) => { const places = unpack(u.places); return { ...u, places, d: P.diameter(places.length) + 6 }; });
    const heat = drawing.heat.map(([lon, lat, count]) => [...P.project(lon, lat), count]);
    const places = new Map();
    points.forEach((p) => places.set(p.id, { how: "point", place: p }));
    lines.forEach((p) => places.set(p.id, { how: "line", place: p }));
    units.forEach((u) => u.places.forEach((p) => places.set(p.id, { how: "within", place: p, unit: u })));
    return { ...drawing, points, lines, units, heat, places, most: Math.max(0, ...points.slice(0, 1).map((p) => p.count)), shown: new Map() };
  }

  // Which symbols stand alone depends on the zoom only: panning changes nothing.
  function standing(scene, scale) {
    if (!scene.shown.has(scale)) { scene.shown.clear(); scene.shown.set(scale, P.spread(scene.points, scale)); }
    return scene.shown.get(scale);
  }

  function paint(ctx, view, scene, base, settings) {
    const ink = settings.inks[settings.night ? "night" : "day"], seen = new Set();
    const at = (p) => [p.x * view.scale - view.left, p.y * view.scale - view.top];
    const near = ([x, y], by = EDGE_PX) => x > -by && y > -by && x < view.width + by && y < view.height + by;
    if (base) {
      if (scene.choropleth) paintClasses(ctx, view, scene, base, settings, ink, seen);
      scene.areas.forEach((id) => {
        const parts = base.byId.get(id).parts.filter((p) => P.inSight(p.box, view));
        if (parts.length) { P.areaSign(ctx, P.areaPath(parts, view), ink); seen.add("area"); }
      });
    }
    const points = standing(scene, view.scale).map((s) => ({ ...s, at: at(s.p) })).filter((s) => near(s.at));
    scene.points.forEach((p) => {
      if (!p.zone) return;
      const r = (p.uncertainty_m / P.metresPerUnit(p.y)) * view.scale, [x, y] = at(p);
      if (r < p.d * 0.8 || !near([x, y], r)) return;
      const disc = new Path2D(); disc.arc(x, y, r, 0, 2 * Math.PI);
      P.zoneSign(ctx, disc, p.colour, ink);
      seen.add("zone").add("theme:" + p.colour);
    });
    if (scene.heat.length && P.heat(ctx, view, scene.heat, settings.heat)) seen.add("heat");
    const lines = scene.lines.filter((l) => P.inSight(l.part.box, view)).map((l) => {
      const trail = new Path2D();
      P.trace(trail, l.part, view);
      P.line(ctx, l.stroke, trail, l.colour, view.zoom < THIN_ZOOM ? l.width * 0.6 : l.width, l.dashed, ink);
      seen.add((l.dashed ? "dashed:" : "line:") + l.stroke).add("theme:" + l.colour);
      return { line: l, trail };
    });
    const bubbles = base ? paintBubbles(ctx, scene, base, points, at, near, view, ink, seen) : [];
    [...points].reverse().forEach((s) => {
      const [x, y] = s.at, p = s.p;
      P.symbol(ctx, p.symbol, x, y, p.d, p.colour, ink, p.approximate);
      seen.add("symbol:" + p.symbol).add("theme:" + p.colour).add("size");
      if (p.approximate) seen.add("approximate");
    });
    points.forEach((s) => { if (s.hidden.length) { P.badge(ctx, s.hidden.length, s.at[0] + s.d * 0.45, s.at[1] - s.d * 0.45, ink); seen.add("more"); } });
    const labels = paintNames(ctx, view, scene, base, settings, ink, points, lines, bubbles);
    return { seen, points, lines, bubbles, labels };
  }

  function paintClasses(ctx, view, scene, base, settings, ink, seen) {
    seen.add("choropleth");
    Object.keys(scene.choropleth.units).sort().forEach((id) => {
      const unit = base.byId.get(id);
      if (!unit || !unit.parts.some((p) => P.inSight(p.box, view))) return;
      const area = P.areaPath(unit.parts, view);
      P.classSign(ctx, area, Legend.classColour(settings, scene.choropleth, scene.choropleth.units[id][1]), ink);
    });
  }

  // The counts of places known by their unit only stand in the unit, beside the symbols if they would cover one.
  function paintBubbles(ctx, scene, base, points, at, near, view, ink, seen) {
    const units = scene.units.map((u) => ({ ...u, x: base.byId.get(u.id).label[0], y: base.byId.get(u.id).label[1] }));
    const taken = points.map((s) => ({ at: s.at, d: s.d }));
    return P.declutter(units, view.scale).map((s) => ({ ...s, at: at(s.p) })).filter((s) => near(s.at)).map((s) => {
      const [x, y] = s.at, d = s.d;
      const within = ([a, b]) => base.byId.get(s.p.id).parts.some((part) => encloses(part, (a + view.left) / view.scale, (b + view.top) / view.scale));
      const free = ([a, b]) => within([a, b]) && taken.every((o) => Math.hypot(o.at[0] - a, o.at[1] - b) >= (d + o.d) / 2);
      const spot = [[0, 0], [0, d], [0, -d], [d, 0], [-d, 0], [d, d], [-d, d], [d, -d], [-d, -d]].map(([a, b]) => [x + a, y + b]).find(free) || [x, y];
      taken.push({ at: spot, d });
      const units = [s.p, ...s.hidden], n = units.reduce((sum, u) => sum + u.places.length, 0);
      P.bubble(ctx, String(n), ...spot, s.d, ink);
      seen.add("within");
      return { units, n, d: s.d, at: spot };
    });
  }

  function paintNames(ctx, view, scene, base, settings, ink, points, lines, bubbles) {
    const room = new Labels.Room(view.width, view.height, view.inset || [0, 0]), wanted = [];
    [...points, ...bubbles].forEach((s) => room.take(Labels.around(...s.at, s.d / 2)));
    if (scene.labels) {
      points.forEach((s) => wanted.push({ text: s.p.label, x: s.at[0], y: s.at[1], r: s.d / 2 + (s.p.approximate ? 3 : 0), count: s.p.count, place: s.p.id }));
      lines.forEach(({ line }) => {
        const spot = middle(line.part.xy, view);
        if (spot) wanted.push({ text: line.name, x: spot[0], y: spot[1], r: line.width / 2, count: line.count, place: line.id });
      });
      wanted.sort((a, b) => b.count - a.count);
      wanted.forEach((n, i) => Object.assign(n, { size: i < 12 ? 13 : 12, weight: i < 12 ? 600 : 500, colour: ink.text }));
    }
    const placed = Labels.place(ctx, wanted, room, P.FONT), names = [];
    if (settings.vector && base) {
      const named = new Set(placed.map((n) => n.text));
      const add = (text, [wx, wy], style) => { if (![...named].some((n) => n.startsWith(text))) names.push({ text, x: wx * view.scale - view.left, y: wy * view.scale - view.top, centred: true, ...style }); };
      settings.words.cities.forEach((c) => add(c.name, P.project(...c.at), c.sea ? { size: 13, colour: ink.seaText } : { size: 13, weight: 600, colour: ink.faint }));
      if (view.zoom >= DISTRICT_NAMES_ZOOM) base.districts.forEach((u) => add(u.name, u.label, { size: 11, colour: ink.faint }));
    }
    placed.push(...Labels.place(ctx, names.filter((n) => n.x > 0 && n.y > 0 && n.x < view.width && n.y < view.height), room, P.FONT));
    placed.forEach((n) => P.write(ctx, n.text, n.box.left, (n.box.top + n.box.bottom) / 2, n.font, n.colour, ink.halo, "left"));
    return placed;
  }

  // The vertex in sight that is nearest to a line's middle.
  function middle(xy, view) {
    const n = xy.length / 2;
    for (let step = 0; step < n; step++) {
      const i = Math.floor(n / 2) + (step % 2 ? -1 : 1) * Math.ceil(step / 2);
      const spot = i >= 0 && i < n && [xy[2 * i] * view.scale - view.left, xy[2 * i + 1] * view.scale - view.top];
      if (spot && spot[0] > 40 && spot[1] > 40 && spot[0] < view.width - 40 && spot[1] < view.height - 40) return spot;
    }
    return null;
  }

  // -- what is where

  // What was painted at a pixel of its canvas: {how, …} or nothing.
  function find(painted, x, y, ctx) {
    let best = null, least = Infinity;
    painted.points.forEach((s) => {
      const far = Math.hypot(s.at[0] - x, s.at[1] - y) - s.d / 2;
      if (far < REACH_PX && far < least) { least = far; best = { how: "point", stands: s }; }
    });
    if (best) return best;
    const bubble = painted.bubbles.find((b) => Math.hypot(b.at[0] - x, b.at[1] - y) <= b.d / 2);
    if (bubble) return { how: "within", bubble };
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const hit = [...painted.lines].reverse().find(({ line, trail }) => { ctx.lineWidth = line.width + 2 * REACH_PX; return ctx.isPointInStroke(trail, x, y); });
    ctx.restore();
    return hit ? { how: "line", place: hit.line } : null;
  }

  // The counted unit at a position of the world, of a choropleth.
  function unitAt(scene, base, x, y) {
    if (!scene.choropleth || !base) return null;
    const ids = Object.keys(scene.choropleth.units).sort().reverse();
    const id = ids.find((i) => base.byId.has(i) && base.byId.get(i).parts.filter((p) => encloses(p, x, y)).length % 2);
    return id ? { id, name: base.byId.get(id).name, count: scene.choropleth.units[id][0] } : null;
  }

  function encloses({ xy, box }, x, y) {
    if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) return false;
    let inside = false;
    for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
      if (xy[i + 1] > y !== xy[j + 1] > y && x < ((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]) inside = !inside;
    }
    return inside;
  }

  return { build, paint, find, unitAt };
})();
