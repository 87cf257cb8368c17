// The map as a picture for a report: with legend, scale bar, sources and date, painted anew and sharp enough for A4.
window.JJJSheet = (() => {
  "use strict";
  const P = window.JJJPaint, Scene = window.JJJScene, Legend = window.JJJLegend;
  const WIDTH = 1400, HEIGHT = 990, RATIO = 2; // A4 across, about 240 dots an inch
  const MARGIN = 24, HEAD = 56, FOOT = 44, SIDE = 250;
  const LINE = 17;

  function paint(bounds, scene, base, settings, when) {
    const { words } = settings, ink = settings.inks[settings.night ? "night" : "day"];
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH * RATIO; canvas.height = HEIGHT * RATIO;
    const ctx = canvas.getContext("2d");
    ctx.scale(RATIO, RATIO);
    ctx.fillStyle = ink.paper; ctx.fillRect(0, 0, WIDTH, HEIGHT);
    const frame = { x: MARGIN, y: HEAD, width: WIDTH - 3 * MARGIN - SIDE, height: HEIGHT - HEAD - FOOT };
    const view = viewOf(bounds, frame);
    ctx.save();
    ctx.translate(frame.x, frame.y);
    ctx.beginPath(); ctx.rect(0, 0, frame.width, frame.height); ctx.clip();
    P.land(ctx, view, base, ink);
    const painted = Scene.paint(ctx, view, scene, base, { ...settings, vector: true });
    scaleBar(ctx, view, ink);
    north(ctx, view, ink);
    ctx.restore();
    ctx.strokeStyle = ink.quiet; ctx.lineWidth = 1; ctx.strokeRect(frame.x, frame.y, frame.width, frame.height);
    P.write(ctx, words.map, MARGIN, HEAD / 2, `600 22px ${P.FONT}`, ink.text, null, "left");
    if (scene.caption) fit(ctx, scene.caption, WIDTH - MARGIN, HEAD / 2 + 4, 13, ink.faint, "right", WIDTH - 440);
    paintLegend(ctx, Legend.rows(painted.seen, scene, settings), WIDTH - MARGIN - SIDE, HEAD, ink, words);
    fit(ctx, `${words.attribution} · ${words.made.replace("{date}", when)}`, MARGIN, HEIGHT - FOOT / 2, 11, ink.faint, "left", WIDTH - 2 * MARGIN);
    return { canvas, painted };
  }

  // The view of a frame that shows all of some bounds: [west, north, east, south] in the world's units.
  function viewOf([west, north, east, south], { width, height }) {
    const scale = Math.min(width / (east - west), height / (south - north));
    return { scale, width, height, left: ((west + east) / 2) * scale - width / 2, top: ((north + south) / 2) * scale - height / 2, zoom: Math.log2(scale) };
  }

  function scaleBar(ctx, view, ink) {
    const metres = P.metresPerUnit((view.top + view.height / 2) / view.scale) / view.scale;
    const most = metres * 160, power = 10 ** Math.floor(Math.log10(most));
    const length = [5, 2, 1].find((n) => n * power <= most) * power, width = length / metres;
    const x = 16, y = view.height - 18;
    ctx.save();
    ctx.fillStyle = ink.paper; ctx.globalAlpha = 0.85; ctx.fillRect(x - 8, y - 22, width + 16, 32); ctx.globalAlpha = 1;
    ctx.strokeStyle = ink.text; ctx.lineWidth = 2;
    ctx.beginPath(); ctx.moveTo(x, y - 5); ctx.lineTo(x, y); ctx.lineTo(x + width, y); ctx.lineTo(x + width, y - 5); ctx.stroke();
    P.write(ctx, length >= 1000 ? `${length / 1000} km` : `${length} m`, x + width / 2, y - 11, `12px ${P.FONT}`, ink.text);
    ctx.restore();
  }

  function north(ctx, view, ink) {
    const x = view.width - 26, y = 18;
    ctx.save();
    ctx.beginPath(); ctx.moveTo(x, y); ctx.lineTo(x + 8, y + 24); ctx.lineTo(x, y + 18); ctx.lineTo(x - 8, y + 24); ctx.closePath();
    ctx.fillStyle = ink.text; ctx.strokeStyle = ink.halo; ctx.lineWidth = 2; ctx.stroke(); ctx.fill();
    P.write(ctx, "N", x, y + 34, `600 13px ${P.FONT}`, ink.text, ink.halo);
    ctx.restore();
  }

  function paintLegend(ctx, rows, x, top, ink, words) {
    let y = top + 10;
    P.write(ctx, words.legend, x, y, `600 15px ${P.FONT}`, ink.text, null, "left");
    y += 22;
    rows.forEach((row) => {
      if (row.heading) y += 8;
      const indent = row.paint ? row.size[0] + 8 : 0, height = row.paint ? row.size[1] : LINE;
      if (row.paint) { ctx.save(); ctx.translate(x, y); row.paint(ctx); ctx.restore(); }
      const font = `${row.heading ? "600 " : ""}12px ${P.FONT}`, lines = wrap(ctx, row.text, font, SIDE - indent);
      lines.forEach((text, i) => P.write(ctx, text, x + indent, y + (lines.length > 1 ? 0 : (height - LINE) / 2) + LINE / 2 + i * LINE, font, ink.text, null, "left"));
      y += Math.max(height, lines.length * LINE) + 4;
    });
  }

  function wrap(ctx, text, font, width) {
    ctx.font = font;
    const lines = [""];
    for (const part of text.match(/[\u2e80-\uffef]|[^\u2e80-\uffef\s]+\s*|\s+/g) || []) {
      if (ctx.measureText(lines.at(-1) + part).width > width && lines.at(-1)) lines.push("");
      lines[lines.length - 1] += part;
    }
    return lines;
  }

  function fit(ctx, text, x, y, size, colour, align, width) {
    ctx.font = `${size}px ${P.FONT}`;
    let shown = text;
    while (shown.length > 1 && ctx.measureText(shown).width > width) shown = shown.slice(0, -2) + "…";
    P.write(ctx, shown, x, y, ctx.font, colour, null, align);
  }

  return { paint };
})();
