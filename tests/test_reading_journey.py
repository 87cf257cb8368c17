"""A planner reads: the small map beside the article, the unit that a colour stands for, and what comes out of the printer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Visit
from tests.test_journey import click_until_seen, drawn, places, shoot, wait_for_drawing, wait_for_parameter

pytestmark = pytest.mark.browser

WUQING, WUQING_STATION = "120114", "rail_station-wuqingzhan"
ARTICLE = "000_23a6a8bb32791a82-2"


def small_map(visit: Visit) -> Any:
    """The small map's frame, drawn."""
    visit.page.frame_locator(".st-key-reader iframe").locator("#map[data-drawn]").wait_for(timeout=30_000)
    return next(f for f in visit.page.frames if f.url.endswith("mini.html"))


@pytest.mark.parametrize("width", [1440, 390])
def test_words_of_an_article_and_markers_of_its_small_map_lead_to_each_other(chromium: Any, app_url: str, width: int) -> None:
    visit = Visit(chromium, width, 844)
    try:
        frame = visit.open(f"{app_url}?article={ARTICLE}")
        page, mini = visit.page, small_map(visit)
        assert page.locator(".st-key-reader .mini iframe").count() == 1 and len(mini.query_selector_all(".leaflet-container")) == 1
        for id in ("110000", "120000"):
            assert mini.query_selector(f'button[data-place="{id}"]') is not None

        # a word centres the small map on its place, and the large one too
        page.locator("article mark", has_text="天津").first.click()
        mini.wait_for_function("() => document.querySelector('#map').dataset.here === '120000'")
        mini.wait_for_function(
            "() => { const m = document.querySelector('#map').getBoundingClientRect(), r = document.querySelector('.jjj-here').getBoundingClientRect(); return Math.hypot(r.left + r.width / 2 - m.width / 2, r.top + r.height / 2 - m.height / 2) < 3 }"
        )
        frame.wait_for_function("() => Math.abs(window.map.getCenter().lng - 117.2) < 0.4")

        # a marker leads to the first mention of its place
        mini.locator(".jjj-tools button").click()
        mini.locator('button[data-place="110000"]').dispatch_event("click")
        chosen = page.locator("article mark.chosen[data-place='110000']")
        chosen.wait_for()
        marks = page.locator("article mark").evaluate_all("marks => marks.findIndex((m) => m.places.includes('110000'))")
        assert page.locator("article mark").nth(marks).evaluate("m => m.classList.contains('chosen')")
        assert chosen.evaluate(
            "m => { const b = m.closest('article').getBoundingClientRect(), r = m.getBoundingClientRect(); return r.top >= b.top && r.bottom <= b.bottom }"
        )
        shoot(visit, f"small-map-{width}")

        # folded away it stays away, and the text has its room
        height = page.locator("article").evaluate("n => n.clientHeight")
        toggle = page.locator(".st-key-reader .bar button", has_text="本篇小地图")
        toggle.click()
        page.locator(".st-key-reader .mini").wait_for(state="hidden")
        assert toggle.get_attribute("aria-pressed") == "false"
        assert page.locator("article").evaluate("n => n.clientHeight") >= height + (100 if width > 640 else 0)
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
        assert (visit.blocked, visit.errors) == ([], [])
    finally:
        visit.context.close()


def test_the_small_map_follows_the_theme_and_the_article(chromium: Any, app_url: str) -> None:
    visit = Visit(chromium, 1360, 768)
    visit.page.emulate_media(color_scheme="dark")
    try:
        visit.open(f"{app_url}?article={ARTICLE}&mention=")
        mini = small_map(visit)
        assert mini.evaluate("() => document.querySelector('#map').classList.contains('jjj-dark')")
        before = mini.evaluate("() => document.querySelector('#map').dataset.drawn")
        box = visit.page.locator(".st-key-article input")
        box.fill("重点项目")
        box.press("Enter")
        mini.wait_for_function(f"() => document.querySelector('#map').dataset.drawn !== '{before}'")
        visit.page.locator(".st-key-panelbar button", has_text="地点").click()
        visit.page.locator(".st-key-reader .mini").wait_for(state="detached")  # none where no article is open
        assert visit.errors == []
    finally:
        visit.context.close()


def test_a_unit_that_is_clicked_in_the_colours_narrows_the_map_from_its_card(visit: Visit, app_url: str) -> None:
    frame = visit.open(f"{app_url}?layers=by_district&at=10,117.05,39.5")
    page = visit.page
    everything = places(frame)
    frame.evaluate("() => { window.same = window.map }")
    box = page.locator(".st-key-map iframe").bounding_box()
    only = page.locator(".st-key-card .narrow", has_text="只看天津市武清区的地点")
    for _ in range(3):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(1000)
        if only.count():
            break
    before = drawn(frame)
    only.click()
    wait_for_drawing(frame, before)
    wait_for_parameter(visit, "unit", WUQING)
    page.locator(".st-key-chips .chip", has_text="天津市武清区").wait_for()
    assert 0 <= places(frame) <= everything and frame.evaluate("() => window.same === window.map && window.map.getZoom()") == 10
    back = page.locator(".st-key-card .narrow[aria-pressed=true]")
    click_until_seen(back, page.locator(".st-key-card .narrow[aria-pressed=false]"))
    page.locator(".st-key-chips .chip").wait_for(state="detached")
    assert visit.errors == []


def test_on_a_tablet_title_search_and_pages_stand_beside_each_other(visit: Visit, app_url: str) -> None:
    visit.page.set_viewport_size({"width": 768, "height": 1024})
    visit.open(app_url)
    visit.page.locator(".st-key-search input").wait_for()
    title, search, pages = (visit.page.locator(s).first.bounding_box() for s in ("h1", ".st-key-search", ".st-key-page"))
    assert title["x"] + title["width"] <= search["x"] and search["x"] + search["width"] <= pages["x"]
    assert pages["x"] + pages["width"] <= 768 and visit.page.locator("h1").evaluate("h => h.scrollWidth <= h.clientWidth")
