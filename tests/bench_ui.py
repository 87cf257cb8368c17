"""How fast the app is in headless Chromium, every outside host blocked: `make bench-ui`.

The server is warm: each page has been opened once before it is measured. Times of clicks are taken in the page itself, from the click to
the mutation that shows its effect. Machines differ; the bare page is measured in the same run, turn by turn with the app.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

from tests.conftest import Server, Visit, browser, serve

ROUNDS = 7
CLICKS = 24
VISITORS = 20
MAP = 'iframe[title*="st_folium"]'

AWAIT_DRAWING = """button => new Promise(done => {
  const box = document.querySelector('iframe[title*="st_folium"]').contentWindow.map.getContainer(), before = box.dataset.drawn, start = performance.now();
  new MutationObserver((_, o) => { if (box.dataset.drawn !== before) { o.disconnect(); done(performance.now() - start); } }).observe(box, { attributes: true });
  button.click();
})"""
AWAIT_CARD = """id => new Promise(done => {
  const frame = document.querySelector('iframe[title*="st_folium"]').contentWindow, start = performance.now();
  const find = (root) => { for (const n of root.querySelectorAll('*')) { if (n.matches('.jjj-place')) return n; const inner = n.shadowRoot && find(n.shadowRoot); if (inner) return inner; } return null; };
  const look = () => { const card = find(document.querySelector('.st-key-panel') || document); if (card && card.dataset.place === id) done(performance.now() - start); else setTimeout(look, 4); };
  frame.document.querySelector(`[data-place="${id}"]`).click();
  look();
})"""
AWAIT_LIST = """(input, text) => new Promise(done => {
  const list = input.nextElementSibling, start = performance.now();
  const look = () => { if (!list.hidden && list.querySelector('.hit')) done(performance.now() - start); else setTimeout(look, 4); };
  input.focus(); input.value = text; input.dispatchEvent(new Event('input'));
  look();
})"""


def line(what: str, value: str, most: str, is_met: bool) -> None:
    print(f"{what:<52} {value:>28}   at most {most:<14} {'ok' if is_met else 'MISSED'}", flush=True)


def spread(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


@contextmanager
def visiting(chromium: Any) -> Iterator[Visit]:
    """A fresh visitor at a laptop, without anything in the browser's cache."""
    visit = Visit(chromium, 1280, 800)
    try:
        yield visit
    finally:
        visit.context.close()


def seconds_to_open(chromium: Any, url: str, selector: str) -> float:
    with visiting(chromium) as visit:
        start = time.perf_counter()
        visit.page.goto(url)
        visit.page.frame_locator(MAP).locator(selector).first.wait_for(timeout=240_000)
        return time.perf_counter() - start


OURS, BARE = ".leaflet-container[data-drawn][data-basemap]", ".leaflet-marker-icon"


def measure_opening(chromium: Any, app: Server, bare: Server) -> None:
    seconds_to_open(chromium, app.url, OURS), seconds_to_open(chromium, bare.url, BARE)
    pairs = [(seconds_to_open(chromium, app.url, OURS), seconds_to_open(chromium, bare.url, BARE)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    line("open → map and markers drawn", f"{ours:.2f} s / {theirs:.2f} s = {ours / theirs:.2f}", "1.5 × bare", ours <= 1.5 * theirs)


def measure_filters(visit: Visit, clicks: int) -> list[float]:
    """Milliseconds from the click on a theme to the markers, on and off in turn."""
    times = []
    for n in range(clicks):
        button = visit.page.locator(".st-key-themes button").nth(n // 2 % 9)
        times.append(float(button.evaluate(AWAIT_DRAWING)))
        visit.page.wait_for_timeout(250)
    return times


def measure_clicks(visit: Visit, frame: Any, ids: Sequence[str]) -> list[float]:
    times = []
    for id in ids:
        times.append(float(visit.page.evaluate(AWAIT_CARD, id)))
        frame.evaluate("() => window.map.closePopup()")
        visit.page.wait_for_timeout(300)
    return times


def measure_keys(visit: Visit, words: Sequence[str]) -> list[float]:
    box = visit.page.locator(".st-key-search input")
    times = []
    for word in words:
        for end in range(1, len(word) + 1):
            times.append(float(box.evaluate(AWAIT_LIST, word[:end])))
            visit.page.wait_for_timeout(150)
    box.evaluate("i => { i.value = ''; i.dispatchEvent(new Event('input')); i.blur(); }")
    return times


def measure_use(chromium: Any, app: Server) -> None:
    with visiting(chromium) as visit:
        frame = visit.open(app.url)
        frame.evaluate("() => { window.same = window.map; window.map.setView([39.4, 116.9], 8, { animate: false }) }")
        visit.page.wait_for_timeout(1500)
        median, late = spread(measure_filters(visit, CLICKS))
        kept = frame.evaluate(
            "() => window.same === window.map && window.map.getZoom() === 8 && Math.abs(window.map.getCenter().lat - 39.4) < 1e-3"
        )
        line("filter → markers changed, median", f"{median:.0f} ms", "300 ms", median <= 300)
        line("filter → markers changed, 95th percentile", f"{late:.0f} ms", "600 ms", late <= 600)
        line("filter: no remount, zoom and pan kept", str(kept), "always", kept)
        ids = frame.evaluate("() => [...document.querySelectorAll('[data-place]')].map(n => n.dataset.place).slice(0, 12)")
        median, late = spread(measure_clicks(visit, frame, ids))
        line("marker click → card, median (95th percentile)", f"{median:.0f} ms ({late:.0f} ms)", "300 ms", median <= 300)
        median, late = spread(measure_keys(visit, ["wuqing", "天津市", "bjn"]))
        line("search key stroke → list, median (95th percentile)", f"{median:.0f} ms ({late:.0f} ms)", "150 ms", late <= 150)
        median, late = spread(measure_keys(visit, ["广平县", "阜平", "涞水"]))
        line("… where only the gazetteer knows the place", f"{median:.0f} ms ({late:.0f} ms)", "150 ms", median <= 150)


def measure_size(chromium: Any, made: Server) -> None:
    seconds_to_open(chromium, made.url, OURS)
    opened = statistics.median(seconds_to_open(chromium, made.url, OURS) for _ in range(3))
    line("10,000 places, 100,000 mentions: open", f"{opened:.2f} s", "4 s", opened <= 4)
    with visiting(chromium) as visit:
        socket, files = [0], [0]
        visit.page.on("websocket", lambda ws: ws.on("framereceived", lambda data: socket.__setitem__(0, socket[0] + len(data))))
        visit.page.on("response", lambda r: files.__setitem__(0, files[0] + _size(r)))
        frame = visit.open(made.url)
        visit.page.wait_for_timeout(1500)
        drawing = len(frame.evaluate("() => window.__GLOBAL_DATA__.last_feature_group").encode())
        weight = (drawing + files[0]) / 1e6
        line(
            "… page weight of the map (drawing + its files)",
            f"{drawing / 1e6:.2f} + {files[0] / 1e6:.2f} = {weight:.2f} MB",
            "3 MB",
            weight <= 3,
        )
        print(f"{'… all that came over the socket on opening':<52} {socket[0] / 1e6:>25.2f} MB")
        median, late = spread(measure_filters(visit, 12))
        line("… filter → markers changed, median (worst)", f"{median:.0f} ms ({late:.0f} ms)", "1000 ms", median <= 1000)


def _size(response: Any) -> int:
    """Bytes of a file that the map's frame loads; the component's own code is streamlit-folium's."""
    if "/component/" not in response.url or "streamlit_folium" in response.url:
        return 0
    try:
        return len(response.body())
    except Error:  # a response that is gone has no body to measure
        return 0


def measure_memory(chromium: Any, app: Server) -> None:
    def resident_mb() -> float:
        status = Path(f"/proc/{app.process.pid}/status").read_text(encoding="utf-8")
        return int(next(x for x in status.splitlines() if x.startswith("VmRSS")).split()[1]) / 1024

    visits = [Visit(chromium, 1280, 800)]
    try:
        visits[0].open(app.url)
        visits[0].page.wait_for_timeout(1500)
        one = resident_mb()
        line("server memory, 1 visitor", f"{one:.0f} MB", "350 MB", one <= 350)
        for _ in range(VISITORS - 1):
            visits.append(Visit(chromium, 1280, 800))
            visits[-1].open(app.url)
        many = resident_mb()
        line(f"server memory, {VISITORS} visitors", f"{many:.0f} MB", "550 MB", many <= 550)
    finally:
        for visit in visits:
            visit.context.close()


def main() -> None:
    """Print the measures."""
    with browser() as chromium:
        with serve() as app:
            measure_memory(chromium, app)
            with serve(app="tests/apps/bare.py") as bare:
                measure_opening(chromium, app, bare)
            measure_use(chromium, app)
        with serve(app="tests/apps/made.py") as made:
            measure_size(chromium, made)


if __name__ == "__main__":
    main()
