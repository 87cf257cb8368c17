"""The drawing code in a real browser, on a page of its own: what is painted, what the legend says of it, and the printed sheet."""

from __future__ import annotations

import http.server
import io
import json
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from xstatic.pkg import leaflet

from extract.model import Theme
from geo.atlas import Atlas
from geo.drawing import DrawingOptions, MapView, make_drawing, packed
from geo.gazetteer import Gazetteer
from geo.layers import Feature, Shape, layer_of
from geo.map import VECTOR, AtlasMap, feature_group
from geo.ui.words import Language, map_words
from geo.units import Level
from tests.conftest import ROOT, Visit
from tests.geo.test_drawing import make_many

pytestmark = pytest.mark.browser

WUQING_STATION = "rail_station-wuqingzhan"
DRAWN = "() => window.JJJ.drawn()"


class _Files(http.server.SimpleHTTPRequestHandler):
    """Leaflet, the drawing code and the pages that the tests make."""

    pages: dict[str, bytes]

    def do_GET(self) -> None:
        page = self.pages.get(self.path)
        if page is None:
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        return self.copyfile(io.BytesIO(page), self.wfile)

    def translate_path(self, path: str) -> str:
        folder, _, name = path.lstrip("/").partition("/")
        return f"{leaflet.BASE_DIR}/{name}" if folder == "leaflet" else str(ROOT / "geo" / "assets" / name)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, dict[str, bytes]]]:
    pages: dict[str, bytes] = {}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Files", (_Files,), {"pages": pages}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


Show = Callable[..., Any]


@pytest.fixture
def show(served: tuple[str, dict[str, bytes]], gazetteer: Gazetteer) -> Show:
    """Opens a page with a map and a drawing, and waits until both are there."""
    url, pages = served

    def open_page(visit: Visit, drawing: dict[str, Any], basemap: str = VECTOR, dark: bool = False) -> Any:
        map = AtlasMap("/leaflet", "/assets", map_words(Language.ZH, gazetteer), basemap, dark)
        group = feature_group(drawing).add_to(map)
        (draw,) = group._children.values()
        page = map.get_root().render().replace("JJJ.start(", "JJJ.start(window.map = ")
        script = f"<script>JJJ.draw({group.get_name()}, {draw.drawing});</script>"  # as st_folium adds it
        pages["/"] = page.replace("</html>", f"{script}</html>").encode()
        visit.page.goto(url)
        visit.page.locator(".leaflet-container[data-drawn][data-basemap]").wait_for(timeout=20_000)
        return visit.page

    return open_page


def redraw(page: Any, drawing: dict[str, Any]) -> None:
    page.evaluate("drawing => JJJ.draw(L.featureGroup(), drawing)", packed(drawing))


def overlaps(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]


def test_the_legend_names_what_is_drawn_and_names_have_room_at_every_zoom(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    page = show(visit, make_drawing(atlas, features))
    container = page.locator(".leaflet-container")
    assert container.get_attribute("data-places") == str(sum(f.shape is not Shape.NONE for f in features))
    for zoom in (7, 9, 11, 13):
        page.evaluate("zoom => map.setView([39.2, 117.1], zoom, { animate: false })", zoom)
        drawn = page.evaluate(DRAWN)
        keys = {row["key"] for row in drawn["legend"]}
        assert keys - {"schematic"} == set(drawn["seen"]) and ("schematic" in keys) == bool(drawn["lines"])
        assert {f"{'dashed' if x['dashed'] else 'line'}:{x['stroke']}" for x in drawn["lines"]} == {
            k for k in keys if k[:5] in ("line:", "dashe")
        }
        assert ("more" in keys) == any(p["hidden"] for p in drawn["points"]) and ("within" in keys) == bool(drawn["bubbles"])
        boxes = [n["box"] for n in drawn["labels"]]
        assert len(boxes) >= 4 and not any(overlaps(a, b) for i, a in enumerate(boxes) for b in boxes[:i])
        symbols = [
            {
                "left": s["at"][0] - s["d"] / 2,
                "right": s["at"][0] + s["d"] / 2,
                "top": s["at"][1] - s["d"] / 2,
                "bottom": s["at"][1] + s["d"] / 2,
            }
            for s in drawn["points"]
        ]
        assert not any(overlaps(box, s) for box in boxes for s in symbols)

    # nothing on the map, nothing in the legend
    redraw(page, make_drawing(atlas, ()))
    drawn = page.evaluate(DRAWN)
    assert (drawn["legend"], drawn["points"], drawn["seen"]) == ([], [], [])
    assert visit.blocked == [] and visit.errors == []


def test_what_is_planned_is_painted_with_gaps(visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    page = show(visit, make_drawing(atlas, (), options=DrawingOptions()))
    count = """dashed => {
      const canvas = document.createElement("canvas"); canvas.width = 200; canvas.height = 20;
      const ctx = canvas.getContext("2d"), trail = new Path2D();
      trail.moveTo(0, 10); trail.lineTo(200, 10);
      JJJPaint.line(ctx, "rail", trail, "#0072b2", 4, dashed, { casing: "#000000" });
      const row = ctx.getImageData(0, 10, 200, 1).data;
      return Array.from({ length: 200 }, (_, x) => row[4 * x + 3] > 0).filter(Boolean).length;
    }"""
    assert page.evaluate(count, False) == 200
    assert 80 <= page.evaluate(count, True) <= 160


def test_a_filter_repaints_the_same_map_where_it_is(visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    page = show(visit, make_drawing(atlas, features))
    page.evaluate(
        "() => { window.canvases = [...document.querySelectorAll('.jjj-canvas')]; map.setView([39.378, 117.003], 12, { animate: false }) }"
    )
    station = page.locator(f"button[data-place='{WUQING_STATION}']")
    before = station.element_handle()
    redraw(page, make_drawing(atlas, layer_of(features, [Theme.RAIL])))
    assert page.evaluate("button => button.isConnected", before)
    assert page.evaluate(
        "() => [map.getZoom(), canvases.every((c) => c.isConnected), document.querySelectorAll('.jjj-canvas').length]"
    ) == [12, True, 2]
    redraw(page, make_drawing(atlas, layer_of(features, [Theme.ECOLOGY])))
    assert station.count() == 0

    # sent somewhere once, and not again by a drawing with the same number
    redraw(page, make_drawing(atlas, features, WUQING_STATION, 5, view=MapView((117.0, 39.4), 10)))
    page.locator(".jjj-popup", has_text="武清站").wait_for()
    page.evaluate("() => map.setView([40, 116], 8, { animate: false })")
    redraw(page, make_drawing(atlas, features, WUQING_STATION, 5, view=MapView((117.0, 39.4), 10)))
    assert page.evaluate("() => map.getZoom()") == 8
    assert visit.errors == []


def test_the_keyboard_reaches_the_symbols_and_comes_back_to_them(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    page = show(visit, make_drawing(atlas, features))
    page.evaluate("() => map.setView([39.378, 117.003], 14, { animate: false })")
    station = page.locator(f"button[data-place='{WUQING_STATION}']")
    assert (station.get_attribute("aria-label") or "").startswith("武清站，提及")
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Tab")
    while page.evaluate("() => document.activeElement.dataset.place") != WUQING_STATION:
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement !== document.body")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator(".jjj-popup", has_text="武清站").wait_for()
    assert page.evaluate("() => document.activeElement.className") == "jjj-popup"
    page.keyboard.press("Escape")
    page.locator(".jjj-popup").wait_for(state="detached")
    assert page.evaluate("() => document.activeElement.dataset.place") == WUQING_STATION


def test_a_unit_and_the_count_of_what_lies_in_it_are_both_reached(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    page = show(visit, make_drawing(atlas, features))
    page.evaluate("() => map.setView([39.2, 117.1], 8, { animate: false })")
    drawn = page.evaluate(DRAWN)
    both = {p["id"] for p in drawn["points"]} & {u for b in drawn["bubbles"] for u in b["units"]}
    assert "120000" in both
    for unit in both:
        assert page.locator(f"button[data-place='{unit}']").count() == 1
        assert page.locator(f"button[data-units*='{unit}']").count() == 1


def test_a_choropleth_and_a_heat_have_legends_with_their_classes(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    drawing = make_drawing(atlas, features, options=DrawingOptions(points=False, lines=False, areas=False, choropleth=Level.DISTRICT))
    page = show(visit, drawing, dark=True)
    legend = page.evaluate(DRAWN)["legend"]
    classes = [f"{low}" if low == high else f"{low}–{high}" for low, high in drawing["choropleth"]["classes"]]
    assert [row["text"] for row in legend if row["key"].startswith("class:")] == [*classes, "未提及"]
    page.evaluate("() => map.setView([39.5, 117.0], 10, { animate: false })")
    box = page.locator(".leaflet-container").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    popup = page.locator(".jjj-popup")
    popup.wait_for()
    assert "武清区" in popup.inner_text() and f"提及 {drawing['choropleth']['units']['120114'][0]} 次" in popup.inner_text()
    redraw(page, make_drawing(atlas, features, options=DrawingOptions(points=False, lines=False, areas=False, heat=True)))
    assert page.evaluate(DRAWN)["seen"] == ["heat"]


@pytest.mark.parametrize("basemap", ["osm", "carto-dark"])
def test_a_tile_host_that_cannot_be_reached_leaves_the_built_in_map_and_a_note(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...], basemap: str
) -> None:
    page = show(visit, make_drawing(atlas, features), basemap)
    page.locator(".leaflet-container[data-basemap=fallback]").wait_for()
    assert page.locator(".jjj-note[role=status]").inner_text() == "底图服务器连不上，已改用内置底图。"
    assert visit.blocked and page.locator(".leaflet-tile").count() == 0
    colours = page.evaluate(
        "() => { const c = document.querySelector('.jjj-canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, s = new Set(); for (let i = 0; i < d.length; i += 4000) s.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2] + ',' + d[i + 3]); return s.size }"
    )
    assert colours >= 4
    assert "Natural Earth" in page.locator(".leaflet-control-attribution").inner_text()


def test_the_sheet_is_a_picture_with_legend_scale_sources_and_date(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    page = show(visit, make_drawing(atlas, features, options=DrawingOptions(caption="主题：轨道", choropleth=Level.CITY)), dark=True)
    page.evaluate(
        "() => { window.written = []; const write = CanvasRenderingContext2D.prototype.fillText; CanvasRenderingContext2D.prototype.fillText = function (t, ...r) { written.push(t); return write.call(this, t, ...r) } }"
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="存为图片").click()
    data = download.value.path().read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", data[16:24]) == (2800, 1980)
    assert len(data) > 150_000
    written = page.evaluate("() => written")
    today = page.evaluate("() => new Date().toLocaleDateString('sv-SE')")
    assert {"图例", "主题：轨道", "京津冀地名地图", "N"} <= set(written)
    assert any("天地图" in t and today in t for t in written) and any(t.endswith(" km") for t in written)
    assert visit.blocked == [] and visit.errors == []


def test_hostile_words_stay_words(visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    attack = "<img src=x onerror=window.hacked=1>`${window.hacked=1}`"
    drawing = json.loads(json.dumps(make_drawing(atlas, features)))
    station = next(p for p in drawing["points"] if p["id"] == WUQING_STATION)
    station |= {"name": attack, "label": attack, "within": attack}
    page = show(visit, drawing)
    page.evaluate("() => map.setView([39.378, 117.003], 14, { animate: false })")
    page.locator(f"button[data-place='{WUQING_STATION}']").click()
    popup = page.locator(".jjj-popup")
    popup.wait_for()
    assert popup.locator("h3").inner_text() == attack
    assert page.locator("img[src=x]").count() == 0 and page.evaluate("() => window.hacked") is None


def test_ten_thousand_places_are_drawn_within_a_second(visit: Visit, show: Show, atlas: Atlas) -> None:
    page = show(visit, make_drawing(atlas, ()))
    drawing = packed(make_drawing(atlas, make_many(atlas, 10_000)))
    times = page.evaluate(
        "drawing => [7, 9, 11].map((zoom) => { map.setView([39.2, 116.6], zoom, { animate: false }); const t = performance.now(); JJJ.draw(L.featureGroup(), drawing); return performance.now() - t })",
        drawing,
    )
    assert page.locator(".leaflet-container").get_attribute("data-places") == "10000"
    assert max(times) <= 1000, times


def test_who_has_lost_the_places_from_sight_has_them_back_with_one_click(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    page = show(visit, make_drawing(atlas, features))
    for _ in range(30):
        page.evaluate("() => map.zoomIn(2, { animate: false })")
    assert page.evaluate("() => map.getZoom()") <= 17  # the built-in basemap has nothing to show nearer
    page.evaluate("() => map.setView([36.5, 121.5], 15, { animate: false })")
    assert page.evaluate(DRAWN)["points"] == []
    page.get_by_role("button", name="看全部").click()
    page.wait_for_function("() => JJJ.drawn().points.length > 20")
    assert visit.blocked == [] and visit.errors == []


def test_a_phone_has_the_map_and_a_closed_legend(phone: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    page = show(phone, make_drawing(atlas, features))
    assert page.locator(".jjj-legend").get_attribute("open") is None
    drawn = page.evaluate(DRAWN)
    assert len(drawn["labels"]) >= 5
    page.locator(".jjj-legend summary").click()
    assert page.locator(".jjj-row[data-key=size]").is_visible()
    page.locator(".jjj-marker[data-place]").first.click()
    title = page.locator(".jjj-popup h3")
    title.wait_for()
    assert not overlaps(*(n.evaluate("n => n.getBoundingClientRect().toJSON()") for n in (title, page.locator(".jjj-home"))))


def test_the_map_speaks_the_language_of_the_page(visit: Visit, show: Show, atlas: Atlas) -> None:
    page = show(visit, make_drawing(atlas, ()))
    assert page.locator(".leaflet-control-zoom a").evaluate_all("links => links.map((a) => a.title)") == ["放大", "缩小"]


def test_the_browser_s_own_printing_has_the_map_and_the_map_s_own_the_sheet_only(
    visit: Visit, show: Show, atlas: Atlas, features: tuple[Feature, ...]
) -> None:
    page = show(visit, make_drawing(atlas, features))
    page.emulate_media(media="print")
    assert page.locator(".leaflet-container").is_visible()
    page.evaluate(
        "() => { window.print = () => { window.printed = [...document.body.children].filter((n) => n.offsetHeight).map((n) => n.className) } }"
    )
    page.evaluate("() => [...document.querySelectorAll('.jjj-tools button')].at(-1).click()")
    page.wait_for_function("() => window.printed")
    assert page.evaluate("() => printed") == ["jjj-sheet"]
