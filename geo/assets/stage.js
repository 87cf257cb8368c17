// What a map is painted on and reached by: a canvas that follows it, and buttons over the symbols, for the pointer and the keyboard.
window.JJJStage = (() => {
  "use strict";

  // Painted anew when the map has come to rest, in one go, so that nothing flickers.
  const Canvas = L.Renderer.extend({
    initialize(paint, options) { L.Renderer.prototype.initialize.call(this, options); this._paint = paint; },
    _initContainer() { this._container = document.createElement("canvas"); this._container.className = "jjj-canvas"; this._container.setAttribute("aria-hidden", "true"); },
    _destroyContainer() { this._container.remove(); },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.paint();
    },
    paint() {
      const canvas = this._container, size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1, origin = this._map.getPixelOrigin();
      L.DomUtil.setPosition(canvas, this._bounds.min);
      if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
        canvas.width = Math.round(size.x * ratio); canvas.height = Math.round(size.y * ratio);
        canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
      }
      const ctx = canvas.getContext("2d"), zoom = this._map.getZoom();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, size.x, size.y);
      this.view = { scale: 2 ** zoom, zoom, left: origin.x + this._bounds.min.x, top: origin.y + this._bounds.min.y, width: size.x, height: size.y };
      this.view.inset = [size.x, size.y].map((v) => (v * this.options.padding) / (1 + 2 * this.options.padding)); // no name is cut by the map's edge
      this._paint(ctx, this.view);
    },
    spotOf(s) { return this._map.layerPointToLatLng(L.point(...s.at).add(this._bounds.min)); },
    isInSight(s) { const p = this._map.latLngToContainerPoint(this.spotOf(s)), size = this._map.getSize(); return p.x > 0 && p.y > 0 && p.x < size.x && p.y < size.y; },
    context() { return this._container.getContext("2d"); },
    pixelOf(e) { return e.layerPoint.subtract(this._bounds.min); },
  });

  // Buttons over symbols, changed only where the symbols did. Wanted: key to {s, label, act, data, front}.
  class Targets {
    constructor(canvas) { this.canvas = canvas; this.known = new Map(); }

    node(key) { return this.known.get(key)?.node; }

    set(wanted) {
      const { canvas, known } = this;
      known.forEach((t, key) => { const w = wanted.get(key); if (!w || w.label !== t.label || w.s.d !== t.d) { t.marker.remove(); known.delete(key); } });
      wanted.forEach(({ s, label, act, data, front }, key) => {
        const spot = canvas.spotOf(s), there = known.get(key);
        if (there) { there.act = act; if (!there.marker.getLatLng().equals(spot)) there.marker.setLatLng(spot); return; }
        const node = document.createElement("button"), side = Math.round(s.d);
        node.type = "button";
        node.className = "jjj-marker";
        node.setAttribute("aria-label", label);
        Object.assign(node.dataset, data);
        node.style.cssText = `width:${side}px;height:${side}px`;
        const marker = L.marker(spot, { keyboard: false, icon: L.divIcon({ className: "", html: node, iconSize: [side, side] }), zIndexOffset: front || 0 });
        const target = { marker, label, d: s.d, act, node };
        marker.on("click", () => target.act());
        known.set(key, target);
        marker.addTo(canvas._map);
      });
    }
  }

  return { Canvas, Targets };
})();
