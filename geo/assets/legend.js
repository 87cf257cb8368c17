// The legend says what has been painted, no more and no less: painting notes each sign it uses in a set of keys.
window.JJJLegend = (() => {
  "use strict";
  const P = window.JJJPaint;
  const SIGN = [26, 18];
  const STROKES = ["rail", "road", "water"];
  const SIZES = [1, 5, 20, 100];

  // Rows in the order of reading: {key, text, size, paint} with a sign, {key, text} for a heading or a remark.
  function rows(seen, scene, settings) {
    const { words } = settings, ink = settings.inks[settings.night ? "night" : "day"], found = [];
    const row = (key, text, paint, size = SIGN) => { if (seen.has(key)) found.push({ key, text, paint, size }); };
    const [w, h] = SIGN, mid = [w / 2, h / 2];
    words.symbols.forEach((s) => row("symbol:" + s.shape, s.text, (ctx) => P.symbol(ctx, s.shape, ...mid, 14, ink.quiet, ink)));
    row("approximate", words.legend_approximate.replace("{km}", settings.approximate_km), (ctx) => P.symbol(ctx, "diamond", ...mid, 11, ink.quiet, ink, true));
    const sizes = SIZES.filter((n) => n === 1 || n <= scene.most).slice(-3);
    row("size", words.legend_size.replace("{n}", sizes.join("、")), (ctx) => {
      let x = 1;
      sizes.forEach((n) => { const d = P.diameter(n); ctx.beginPath(); ctx.arc(x + d / 2, 18, d / 2 - 0.5, 0, 2 * Math.PI); ctx.strokeStyle = ink.quiet; ctx.lineWidth = 1.4; ctx.stroke(); x += d + 2; });
    }, [sizes.reduce((sum, n) => sum + P.diameter(n) + 2, 0), 36]);
    row("more", words.legend_more, (ctx) => P.badge(ctx, "n", ...mid, ink));
    row("within", words.within_only, (ctx) => P.bubble(ctx, "n", ...mid, 17, ink));
    STROKES.forEach((stroke) => {
      row("line:" + stroke, words["line_" + stroke], (ctx) => P.line(ctx, stroke, straight(w, h), ink.quiet, 4, false, ink));
      row("dashed:" + stroke, words.unfinished.replace("{what}", words["line_" + stroke]), (ctx) => P.line(ctx, stroke, straight(w, h), ink.quiet, 4, true, ink));
    });
    if (STROKES.some((s) => seen.has("line:" + s) || seen.has("dashed:" + s))) found.push({ key: "schematic", text: words.schematic });
    row("area", words.area_unit, (ctx) => P.areaSign(ctx, box(w, h), ink));
    row("zone", words.area_zone, (ctx) => P.zoneSign(ctx, disc(w, h), ink.quiet, ink));
    const themes = [...words.themes_legend, { colour: words.no_theme_colour, text: words.no_theme }];
    themes.forEach((t) => row("theme:" + t.colour, t.text, (ctx) => { ctx.fillStyle = t.colour; ctx.strokeStyle = ink.casing; ctx.beginPath(); ctx.arc(...mid, 5.5, 0, 2 * Math.PI); ctx.fill(); ctx.stroke(); }));
    if (seen.has("choropleth")) found.push(...classes(scene.choropleth, settings, ink));
    if (seen.has("heat")) {
      found.push({ key: "heading:heat", text: words.heat, heading: true });
      row("heat", `${words.heat_low} → ${words.heat_high}`, (ctx) => { const g = ctx.createLinearGradient(0, 0, 60, 0); settings.heat.forEach((c, i) => g.addColorStop(i / (settings.heat.length - 1), c)); ctx.fillStyle = g; ctx.fillRect(0, 4, 60, 10); }, [60, h]);
    }
    return found;
  }

  function classes(choropleth, settings, ink) {
    const { words } = settings, [w, h] = SIGN;
    const swatch = (fill) => (ctx) => { ctx.fillStyle = ink.unit; ctx.fill(box(w, h)); P.classSign(ctx, box(w, h), fill, ink); };
    const out = [{ key: "heading:choropleth", text: words["choropleth_" + choropleth.level], heading: true }];
    choropleth.classes.forEach(([low, high], n) => out.push({ key: "class:" + n, text: low === high ? String(low) : `${low}–${high}`, paint: swatch(classColour(settings, choropleth, n)), size: SIGN }));
    out.push({ key: "class:none", text: words.class_none, paint: swatch(ink.unit), size: SIGN });
    if (choropleth.elsewhere) out.push({ key: "elsewhere", text: words.choropleth_elsewhere.replace("{n}", choropleth.elsewhere) });
    return out;
  }

  // The colours of fewer classes are spread over the whole ramp.
  function classColour(settings, choropleth, n) {
    const colours = settings.ramps[settings.night ? "night" : "day"], last = choropleth.classes.length - 1;
    return colours[last ? Math.round((n * (colours.length - 1)) / last) : 2];
  }

  const straight = (w, h) => { const p = new Path2D(); p.moveTo(1, h / 2); p.lineTo(w - 1, h / 2); return p; };
  const box = (w, h) => { const p = new Path2D(); p.rect(3, 3, w - 6, h - 6); return p; };
  const disc = (w, h) => { const p = new Path2D(); p.arc(w / 2, h / 2, h / 2 - 2, 0, 2 * Math.PI); return p; };

  function sign(row) {
    const canvas = document.createElement("canvas"), ratio = Math.max(2, window.devicePixelRatio || 1), [w, h] = row.size;
    canvas.width = w * ratio; canvas.height = h * ratio;
    canvas.style.cssText = `width:${w}px;height:${h}px`;
    canvas.setAttribute("aria-hidden", "true");
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    row.paint(ctx);
    return canvas;
  }

  // Puts rows into the page.
  function fill(body, found) {
    body.replaceChildren(...found.map((row) => {
      const line = document.createElement("div");
      line.dataset.key = row.key;
      line.className = row.heading ? "jjj-heading" : row.paint ? "jjj-row" : "jjj-remark";
      if (row.key.startsWith("theme:")) line.classList.add("jjj-half");
      if (row.paint) line.append(sign(row));
      line.append(Object.assign(document.createElement("span"), { textContent: row.text }));
      return line;
    }));
  }

  return { rows, fill, classColour };
})();
