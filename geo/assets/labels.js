// Finds room for names: none covers another or a symbol.
window.JJJLabels = (() => {
  "use strict";
  const CELL = 64;
  const GAP = 3;
  const MOST = 140; // more names than a screen can be read by
  const widths = new Map();

  function measure(ctx, text, font) {
    const key = font + text;
    if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
    return widths.get(key);
  }

  class Room {
    constructor(width, height, [x, y]) { this.edge = { left: x, top: y, right: width - x, bottom: height - y }; this.cells = new Map(); }
    *keys(b) { for (let x = Math.floor(b.left / CELL); x <= Math.floor(b.right / CELL); x++) for (let y = Math.floor(b.top / CELL); y <= Math.floor(b.bottom / CELL); y++) yield x * 4096 + y; }
    isFree(b) {
      if (b.left < this.edge.left || b.top < this.edge.top || b.right > this.edge.right || b.bottom > this.edge.bottom) return false;
      for (const key of this.keys(b)) for (const o of this.cells.get(key) || []) if (o.left < b.right && o.right > b.left && o.top < b.bottom && o.bottom > b.top) return false;
      return true;
    }
    take(b) { for (const key of this.keys(b)) { if (this.cells.has(key)) this.cells.get(key).push(b); else this.cells.set(key, [b]); } }
  }

  const around = (x, y, r) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r });

  // Names, the most wanted first: {text, x, y, r, size, weight, colour, centred}. Returns those that have room, each with its box.
  function place(ctx, wanted, room, family) {
    const placed = [];
    for (const name of wanted) {
      if (placed.length >= MOST) break;
      const font = `${name.weight || 500} ${name.size}px ${family}`, width = measure(ctx, name.text, font), height = name.size + 3;
      const reach = (name.r || 0) + GAP;
      const spots = name.centred
        ? [[name.x - width / 2, name.y - height / 2]]
        : [[name.x + reach, name.y - height / 2], [name.x - reach - width, name.y - height / 2], [name.x - width / 2, name.y + reach - 1], [name.x - width / 2, name.y - reach - height + 1]];
      for (const [left, top] of spots) {
        const box = { left, top, right: left + width, bottom: top + height };
        if (!room.isFree(box)) continue;
        room.take(box);
        placed.push({ ...name, font, box });
        break;
      }
    }
    return placed;
  }

  return { Room, around, place };
})();
