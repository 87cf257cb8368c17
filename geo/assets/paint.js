// Draws on a canvas. The same functions paint the map on the screen, the signs of its legend and the sheet for the printer.
window.JJJPaint = (() => {
  "use strict";
  const WORLD = 256; // Web Mercator's side at zoom 0, in pixels; all positions below are in this unit
  const EQUATOR_M = 40075016.686;
  const MOST_NORTHERN = 85.05;
  const FONT = '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  const HEAT_PX = 26;
  const HEAT_SHRINK = 2; // density is computed on a smaller canvas: it has no detail to lose
  const WIDEST = 34; // pixels; no symbol is wider
  const CROWDED = [0.8, 1.4, 2.2, 3.4]; // at the first, symbols just don't hide each other
  const SCREEN_PX = 600000, MOST_ON_SCREEN = 160;
  const DASH = { rail: [9, 5], road: [8, 5], water: [7, 5] };

  // Shapes in a box of 20 × 20, with what is cut out of them or marked on them.
  const path = (d) => new Path2D(d);
  const SHAPES = {
    ring: { body: path("M2 10a8 8 0 1 0 16 0a8 8 0 1 0-16 0z"), hole: path("M7 10a3 3 0 1 0 6 0a3 3 0 1 0-6 0z") },
    station: { body: path("M6 4h8a4 4 0 0 1 4 4v4a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"), mark: path("M5 10h10M8 7v6M12 7v6") },
    square: { body: path("M4 2.5h12a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1-1.5 1.5H4a1.5 1.5 0 0 1-1.5-1.5V4A1.5 1.5 0 0 1 4 2.5z"), mark: path("M6 14V9l4 2V9l4 2v3z") },
    diamond: { body: path("M10 1l9 9-9 9-9-9z") },
    triangle: { body: path("M10 1.5L19 17.5H1z") },
    hexagon: { body: path("M10 1l8 4.5v9L10 19l-8-4.5v-9z"), mark: path("M10 5v10M6 11c0 3 8 3 8 0") },
  };

  // -- geometry

  function project(lon, lat) {
    const sine = Math.sin((Math.max(-MOST_NORTHERN, Math.min(MOST_NORTHERN, lat)) * Math.PI) / 180);
    return [WORLD * (lon / 360 + 0.5), WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
  }

  const metresPerUnit = (y) => EQUATOR_M / WORLD / Math.cosh((0.5 - y / WORLD) * 2 * Math.PI);

  function ring(coordinates) {
    const xy = new Float64Array(coordinates.length * 2);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    coordinates.forEach(([lon, lat], i) => {
      const [x, y] = project(lon, lat);
      xy[2 * i] = x; xy[2 * i + 1] = y;
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    });
    return { xy, box };
  }

  const rings = (geometry) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flat().map(ring);

  const inSight = (box, view) =>
    box[2] * view.scale >= view.left && box[0] * view.scale <= view.left + view.width &&
    box[3] * view.scale >= view.top && box[1] * view.scale <= view.top + view.height;

  function trace(to, part, view) {
    const { xy } = part;
    let lastX = Infinity, lastY = Infinity;
    for (let i = 0; i < xy.length; i += 2) {
      const x = xy[i] * view.scale - view.left, y = xy[i + 1] * view.scale - view.top;
      if (i && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7 && i < xy.length - 2) continue;
      if (i) to.lineTo(x, y); else to.moveTo(x, y);
      lastX = x; lastY = y;
    }
  }

  function areaPath(parts, view) {
    const area = new Path2D();
    parts.forEach((part) => { if (inSight(part.box, view)) { trace(area, part, view); area.closePath(); } });
    return area;
  }

  // -- basemap

  function readBase(world, base) {
    const read = (features) => features.map((f) => ({ id: f.id, name: f.properties.name, label: project(...f.properties.label), parts: rings(f.geometry) }));
    const districts = read(base.districts), units = read(base.units);
    return {
      world: rings(world.geometry), land: read(base.land), districts, units,
      byId: new Map([...districts, ...units].map((u) => [u.id, u])),
    };
  }

  function land(ctx, view, base, ink) {
    ctx.fillStyle = ink.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    const paint = (parts, fill, line, weight) => {
      const area = areaPath(parts, view);
      if (fill) { ctx.fillStyle = fill; ctx.fill(area, "evenodd"); }
      ctx.strokeStyle = line; ctx.lineWidth = weight; ctx.stroke(area);
    };
    ctx.lineJoin = "round";
    paint(base.world, ink.world, ink.worldLine, 0.5);
    paint(base.land.flatMap((u) => u.parts), ink.land, ink.landLine, 0.8);
    paint(base.districts.flatMap((u) => u.parts), ink.unit, ink.unitLine, 0.7);
    paint(base.units.filter((u) => !u.id.endsWith("0000")).flatMap((u) => u.parts), null, ink.cityLine, 0.9);
    paint(base.units.filter((u) => u.id.endsWith("0000")).flatMap((u) => u.parts), null, ink.provinceLine, 1.3);
  }

  // -- symbols and lines

  const diameter = (count) => Math.min(WIDEST, 13 + 4 * Math.log2(1 + count));

  function symbol(ctx, shape, x, y, d, colour, ink, approximate) {
    const { body, hole, mark } = SHAPES[shape] || SHAPES.diamond;
    ctx.save();
    ctx.translate(x, y);
    if (approximate) {
      ctx.beginPath(); ctx.arc(0, 0, d * 0.72, 0, 2 * Math.PI);
      ctx.setLineDash([3, 2.5]); ctx.lineWidth = 1.3; ctx.strokeStyle = ink.casing; ctx.stroke(); ctx.setLineDash([]);
    }
    ctx.scale(d / 20, d / 20);
    ctx.translate(-10, -10);
    ctx.lineJoin = "round";
    const line = (width, style, what = body) => { ctx.lineWidth = (width * 20) / d; ctx.strokeStyle = style; ctx.stroke(what); };
    if (approximate) {
      line(4.6, ink.casing); line(3, colour);
      ctx.fillStyle = ink.paper; ctx.fill(body);
    } else {
      line(3.6, ink.casing); line(2, "#fff");
      ctx.fillStyle = colour; ctx.fill(body);
      if (mark) { ctx.lineWidth = 1.6; ctx.strokeStyle = "#fff"; ctx.stroke(mark); }
      if (hole) { ctx.fillStyle = "#fff"; ctx.fill(hole); }
    }
    ctx.restore();
  }

  function line(ctx, stroke, trail, colour, width, dashed, ink) {
    ctx.save();
    ctx.lineJoin = "round"; ctx.lineCap = dashed ? "butt" : "round";
    const draw = (w, style, dash) => { ctx.lineWidth = w; ctx.strokeStyle = style; ctx.setLineDash(dash); ctx.stroke(trail); };
    const dash = dashed ? DASH[stroke] : [];
    draw(width + 1.6, ink.casing, dash);
    draw(width, colour, dash);
    if (stroke === "rail" && !dashed) draw(1.2, "#fff", [5, 5]);
    if (stroke === "water") draw(Math.max(1, width / 3), "#fff", dash);
    ctx.restore();
  }

  function bubble(ctx, text, x, y, d, ink) { // how many places are known to lie in a unit, no more
    ctx.save();
    ctx.beginPath(); ctx.arc(x, y, d / 2 - 1, 0, 2 * Math.PI);
    ctx.fillStyle = ink.paper; ctx.fill();
    ctx.setLineDash([4, 3]); ctx.lineWidth = 1.8; ctx.strokeStyle = ink.quiet; ctx.stroke();
    write(ctx, text, x, y, `600 ${Math.max(9, Math.min(12, d / 2))}px ${FONT}`, ink.text);
    ctx.restore();
  }

  function badge(ctx, more, x, y, ink) { // how many places a symbol stands before
    const text = "+" + more, font = `600 10px ${FONT}`;
    ctx.save();
    ctx.font = font;
    const width = Math.max(15, ctx.measureText(text).width + 6);
    ctx.beginPath(); ctx.roundRect(x - width / 2, y - 7.5, width, 15, 7.5);
    ctx.fillStyle = ink.text; ctx.fill();
    write(ctx, text, x, y + 0.5, font, ink.paper);
    ctx.restore();
  }

  function write(ctx, text, x, y, font, colour, halo, align = "center") {
    ctx.font = font; ctx.textAlign = align; ctx.textBaseline = "middle";
    if (halo) { ctx.lineJoin = "round"; ctx.lineWidth = 3; ctx.strokeStyle = halo; ctx.strokeText(text, x, y); }
    ctx.fillStyle = colour; ctx.fillText(text, x, y);
  }

  function areaSign(ctx, area, ink) {
    ctx.save();
    ctx.fillStyle = ink.area; ctx.globalAlpha = 0.16; ctx.fill(area);
    ctx.globalAlpha = 0.8; ctx.strokeStyle = ink.quiet; ctx.lineWidth = 1.4; ctx.stroke(area);
    ctx.restore();
  }

  function classSign(ctx, area, colour, ink) {
    ctx.save();
    ctx.globalAlpha = 0.78; ctx.fillStyle = colour; ctx.fill(area, "evenodd");
    ctx.globalAlpha = 1; ctx.strokeStyle = ink.cityLine; ctx.lineWidth = 0.8; ctx.stroke(area);
    ctx.restore();
  }

  function zoneSign(ctx, area, colour, ink) {
    ctx.save();
    ctx.fillStyle = colour; ctx.globalAlpha = 0.14; ctx.fill(area);
    ctx.globalAlpha = 0.8; ctx.strokeStyle = ink.casing; ctx.lineWidth = 1; ctx.setLineDash([2, 3]); ctx.stroke(area);
    ctx.restore();
  }

  // -- density

  function ramp(colours) {
    const canvas = document.createElement("canvas");
    canvas.width = 256; canvas.height = 1;
    const ctx = canvas.getContext("2d"), gradient = ctx.createLinearGradient(0, 0, 256, 0);
    colours.forEach((c, i) => gradient.addColorStop(i / (colours.length - 1), c));
    ctx.fillStyle = gradient; ctx.fillRect(0, 0, 256, 1);
    return ctx.getImageData(0, 0, 256, 1).data;
  }

  function heat(ctx, view, points, colours) {
    const r = HEAT_PX / HEAT_SHRINK, cells = new Map();
    const near = points.map(([wx, wy, count]) => [(wx * view.scale - view.left) / HEAT_SHRINK, (wy * view.scale - view.top) / HEAT_SHRINK, count])
      .filter(([x, y]) => x > -r && y > -r && x < view.width / HEAT_SHRINK + r && y < view.height / HEAT_SHRINK + r);
    if (!near.length) return false;
    near.forEach(([x, y, count]) => { const key = Math.floor(x / r) + "," + Math.floor(y / r); cells.set(key, (cells.get(key) || 0) + count); });
    const most = Math.max(...cells.values());
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(view.width / HEAT_SHRINK); canvas.height = Math.ceil(view.height / HEAT_SHRINK);
    const grey = canvas.getContext("2d", { willReadFrequently: true });
    const stamp = document.createElement("canvas");
    stamp.width = stamp.height = 2 * r;
    const spot = stamp.getContext("2d"), gradient = spot.createRadialGradient(r, r, 0, r, r, r);
    gradient.addColorStop(0, "rgba(0,0,0,1)"); gradient.addColorStop(1, "rgba(0,0,0,0)");
    spot.fillStyle = gradient; spot.fillRect(0, 0, 2 * r, 2 * r);
    near.forEach(([x, y, count]) => { grey.globalAlpha = Math.max(0.06, Math.min(1, Math.sqrt(count / most))); grey.drawImage(stamp, x - r, y - r); });
    const image = grey.getImageData(0, 0, canvas.width, canvas.height), data = image.data, table = ramp(colours);
    for (let i = 3; i < data.length; i += 4) {
      if (!data[i]) continue;
      const at = data[i] * 4;
      data[i - 3] = table[at]; data[i - 2] = table[at + 1]; data[i - 1] = table[at + 2];
      data[i] = Math.min(200, data[i] * 2);
    }
    grey.putImageData(image, 0, 0);
    ctx.drawImage(canvas, 0, 0, canvas.width * HEAT_SHRINK, canvas.height * HEAT_SHRINK);
    return true;
  }

  // -- what stands before what

  // Symbols that would cover each other share one, the most named; all others stand alone. Points come most named first.
  // They are crowded when their middles are nearer than some share of their radii.
  function declutter(points, scale, share = CROWDED[0]) {
    const cells = new Map(), shown = [], size = WIDEST * share;
    const cell = (x, y) => x * 1e6 + y;
    points.forEach((p) => {
      const x = p.x * scale, y = p.y * scale, cx = Math.floor(x / size), cy = Math.floor(y / size);
      for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) {
        const host = (cells.get(cell(cx + dx, cy + dy)) || []).find((h) => Math.hypot(h.p.x * scale - x, h.p.y * scale - y) < (share * (h.d + p.d)) / 2);
        if (host) { host.hidden.push(p); return; }
      }
      const stands = { p, d: p.d, hidden: [] };
      shown.push(stands);
      const key = cell(cx, cy);
      if (cells.has(key)) cells.get(key).push(stands); else cells.set(key, [stands]);
    });
    return shown;
  }

  // Where there are very many, they keep farther apart, so that a screen never holds more than can be read.
  function spread(points, scale) {
    const middle = (key) => { const all = points.map((p) => p[key]).sort((a, b) => a - b), at = (q) => all[Math.floor(q * (all.length - 1))]; return (at(0.95) - at(0.05)) * scale; };
    const screens = points.length ? Math.max(1, (middle("x") * middle("y")) / SCREEN_PX) : 1;
    let shown = [];
    for (const share of CROWDED) {
      shown = declutter(points, scale, share);
      if (shown.length <= screens * MOST_ON_SCREEN) break;
    }
    return shown;
  }

  return { FONT, project, metresPerUnit, ring, readBase, areaPath, inSight, trace, land, diameter, symbol, line, bubble, badge, write, areaSign, classSign, zoneSign, heat, declutter, spread };
})();
