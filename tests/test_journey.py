"""A planner's ways through the app, in a real browser with every host but this machine blocked."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyogrio
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, TimeoutError

from tests.conftest import SEEDS, Visit, serve

pytestmark = pytest.mark.browser

WUQING, WUQING_STATION = "120114", "rail_station-wuqingzhan"
SHOTS = os.environ.get("JJJ_SHOTS", "")
"""Folder for screenshots of the journeys, if they are to be kept."""


def shoot(visit: Visit, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        visit.page.screenshot(path=f"{SHOTS}/{name}.png")


def drawn(frame: Any) -> str:
    return str(frame.evaluate("() => window.map.getContainer().dataset.drawn"))


def places(frame: Any) -> int:
    return int(frame.evaluate("() => window.map.getContainer().dataset.places"))


def wait_for_drawing(frame: Any, before: str) -> None:
    frame.wait_for_function(f"() => window.map.getContainer().dataset.drawn !== '{before}'", timeout=20_000)


def wait_for_parameter(visit: Visit, name: str, value: str) -> None:
    visit.page.wait_for_function(
        f"() => new URL(location.href).searchParams.get({json.dumps(name)}) === {json.dumps(value)}", timeout=20_000
    )


def click_until_seen(target: Locator, seen: Locator) -> None:
    """Click what a rerun may be replacing at this very moment, as a visitor would: again when nothing happens."""
    for _ in range(3):
        target.click()
        try:
            seen.wait_for(timeout=12_000)
        except TimeoutError:
            continue
        return
    seen.wait_for(timeout=1)


def open_drawer(visit: Visit) -> None:
    visit.page.locator('[data-testid="stExpandSidebarButton"]').click()
    visit.page.locator(".st-key-filters select").first.wait_for()


def test_the_map_tells_once_that_it_stands_and_the_rest_of_the_page_comes(visit: Visit, app_url: str) -> None:
    listener = "addEventListener('message', e => { if (e.data?.value?.drawn) window.tellings = (window.tellings || 0) + 1; })"
    visit.page.add_init_script(listener)
    frame = visit.open(app_url)
    visit.page.locator(".st-key-chips .summary").wait_for()
    frame.evaluate("() => window.location.reload()")  # as another basemap or language makes the map anew
    visit.page.wait_for_timeout(1_000)
    visit.page.frame_locator('iframe[title*="st_folium"]').locator(".leaflet-container[data-drawn][data-basemap]").wait_for()
    assert visit.page.evaluate("() => window.tellings") == 1


def test_a_planner_goes_from_the_map_to_the_sentence_and_takes_the_layer_home(visit: Visit, app_url: str, tmp_path: Path) -> None:
    frame = visit.open(app_url)
    page = visit.page
    everything = places(frame)
    assert everything >= 150
    bounds = frame.evaluate("() => { const b = window.map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] }")
    assert bounds[0] < 113.5 and bounds[1] < 36.1 and bounds[2] > 119.8 and bounds[3] > 42.6
    shoot(visit, "first")

    # a theme changes the markers and neither the map nor the view; its chip says so and takes it back
    frame.evaluate("() => { window.same = window.map; window.map.setView([39.4, 116.9], 9, { animate: false }) }")
    before = drawn(frame)
    page.locator(".st-key-themes button", has_text="产业").click()
    wait_for_drawing(frame, before)
    now = frame.evaluate("() => [window.same === window.map, window.map.getZoom(), window.map.getCenter().lat]")
    assert places(frame) < everything and now == [True, 9, pytest.approx(39.4, abs=1e-3)]
    chip = page.locator(".st-key-chips .chip", has_text="主题：产业")
    chip.wait_for()
    shown, named = page.locator(".st-key-chips .summary").inner_text().split(" ")[0].split("/")
    assert 60 < int(shown) < int(named) >= 170
    before = drawn(frame)
    chip.click()
    wait_for_drawing(frame, before)
    assert places(frame) == everything

    # a click on a marker shows a popup and, beside the map, the card
    frame.evaluate("() => { window.map.setView([39.378, 117.003], 14, { animate: false }) }")
    frame.locator(f'[data-place="{WUQING_STATION}"]').first.click()
    popup = frame.locator(".jjj-popup")
    popup.wait_for()
    assert "武清站" in popup.inner_text() and "误差约 200 m" in popup.inner_text()
    card = page.locator(".st-key-card .jjj-place")
    card.locator("h2", has_text="武清站").wait_for()
    text = card.inner_text()
    assert "中国 › 天津市 › 天津市武清区" in text and "点位准确 · 误差约 200 m" in text
    assert "2025年,武清站每日停靠车次最高可达70列" in text
    wait_for_parameter(visit, "place", WUQING_STATION)
    shoot(visit, "card")

    # a sentence of the card opens the reader at that mention
    chosen = page.locator("mark.chosen")
    click_until_seen(card.locator(".quote", has_text="武清站每日停靠车次").first, chosen)
    assert chosen.inner_text() in ("武清站", "京津城际武清站")
    assert chosen.evaluate(
        "m => { const b = m.closest('article').getBoundingClientRect(), r = m.getBoundingClientRect(); return r.top >= b.top && r.bottom <= b.bottom }"
    )
    assert page.locator("article mark").count() > 20
    first = chosen.get_attribute("data-mention")
    page.locator(".st-key-reader .bar button", has_text="›").click()
    page.wait_for_function(f"() => !location.href.includes({json.dumps(first)}) && location.href.includes('mention=')")

    # a click on a place in the reader centres the map, which is still the same map; the article alone is one more click
    page.locator("article mark", has_text="天津").first.click()
    frame.wait_for_function("() => Math.abs(window.map.getCenter().lng - 117.2) < 0.4 && window.same === window.map")
    before = drawn(frame)
    page.locator(".st-key-reader button", has_text="地图只看这篇").click()
    wait_for_drawing(frame, before)
    assert places(frame) < everything
    page.locator(".st-key-chips .reset").click()
    page.locator(".st-key-chips .chip").wait_for(state="detached")
    frame.wait_for_function(f"() => window.map.getContainer().dataset.places === '{everything}'")

    # what is shown goes home as GeoJSON that GDAL reads, and as a table
    with page.expect_download() as download:
        page.locator(".st-key-download_geojson button").click()
    path = tmp_path / "layer.geojson"
    download.value.save_as(path)
    layer = pyogrio.read_dataframe(path)
    assert len(layer) == int(named) and layer.crs.to_epsg() == 4326
    station = layer[layer["name"] == "武清站"].geometry.iloc[0]
    assert (station.x, station.y) == (pytest.approx(117.01, abs=0.02), pytest.approx(39.38, abs=0.02))
    with page.expect_download() as download:
        page.locator(".st-key-download_csv button").click()
    download.value.save_as(tmp_path / "places.csv")
    with (tmp_path / "places.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["地名"]: row for row in csv.DictReader(file)}
    assert len(rows) == int(named) and (rows["武清站"]["类型"], rows["武清站"]["精度"]) == ("火车站", "点位准确")
    assert (visit.blocked, visit.errors) == ([], [])


SLOW_ANSWERS = """
const listen = WebSocket.prototype.addEventListener;
WebSocket.prototype.addEventListener = function (type, hear, ...rest) {
  return listen.call(this, type, type === "message" ? (e) => setTimeout(() => hear(e), window.answersTake || 0) : hear, ...rest);
};
"""
"""Lets a page wait for what the server says, as on a slow line."""


def test_a_sentence_stays_open_though_the_map_tells_before_the_answer_comes_where_it_was_moved_to(visit: Visit, app_url: str) -> None:
    visit.page.add_init_script(SLOW_ANSWERS)
    frame = visit.open(app_url + f"?place={WUQING_STATION}")
    quote = visit.page.locator(".st-key-card .quote", has_text="武清站每日停靠车次").first
    quote.wait_for()
    visit.page.wait_for_timeout(1_000)  # what the opening itself tells is past
    visit.page.evaluate("() => { window.answersTake = 1500 }")
    frame.evaluate("() => window.map.panBy([40, 0], { animate: false })")
    quote.click()
    visit.page.locator("mark.chosen").wait_for()
    visit.page.wait_for_timeout(3_000)
    assert visit.page.locator("mark.chosen").inner_text() in ("武清站", "京津城际武清站")
    assert "panel=place" not in visit.page.url and "at=" in visit.page.url


def test_a_click_as_soon_as_the_map_stands_is_not_lost(chromium: Any, app_url: str) -> None:
    for _ in range(3):
        early = Visit(chromium, 1280, 800)
        try:
            frame = early.open(app_url)
            frame.evaluate("() => document.querySelector('.jjj-marker[data-place]').click()")
            early.page.locator(".st-key-card .jjj-place h2").wait_for()
            early.page.locator(".st-key-download_geojson").wait_for(state="attached")  # nor is what waited for the map
        finally:
            early.context.close()


def test_filters_of_the_drawer_combine_and_a_pasted_link_brings_them_back(visit: Visit, app_url: str, chromium: Any) -> None:
    frame = visit.open(app_url)
    page = visit.page
    open_drawer(visit)
    before = drawn(frame)
    page.locator(".st-key-filters select").nth(2).select_option(WUQING)
    wait_for_drawing(frame, before)
    before, in_wuqing = drawn(frame), places(frame)
    page.locator(".st-key-filters summary", has_text="地点类型").click()
    page.locator(".st-key-filters .row", has_text="园区").click()
    wait_for_drawing(frame, before)
    assert 0 < places(frame) < in_wuqing
    before = drawn(frame)
    words = page.locator(".st-key-filters section input[type=search]").first
    words.fill("园")
    wait_for_drawing(frame, before)
    left = places(frame)
    page.locator(".st-key-chips .chip").nth(2).wait_for()
    page.wait_for_timeout(1000)  # the drawer is drawn anew once more when the map has been
    assert words.evaluate("n => n.getRootNode().activeElement === n")  # typing goes on after the redrawing
    frame.evaluate("() => window.map.setView([39.4, 117.0], 10, { animate: false })")
    page.wait_for_function("() => (new URL(location.href).searchParams.get('at') || '').startsWith('10,117,39.4')")
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["unit"], asked["kinds"], asked["words"]) == ([WUQING], ["park"], ["园"])
    shoot(visit, "drawer")

    other = Visit(chromium, 1280, 800)
    try:
        again = other.open(page.url)
        assert places(again) == left
        assert again.evaluate("() => [window.map.getZoom(), window.map.getCenter().lng]") == [10, pytest.approx(117.0, abs=1e-3)]
        other.page.locator(".st-key-chips .chip").nth(2).wait_for()
        # two tabs don't meddle with each other
        before = drawn(again)
        other.page.locator(".st-key-chips .reset").click()
        wait_for_drawing(again, before)
        assert places(frame) == left
    finally:
        other.context.close()


def test_a_hostile_link_opens_the_map_and_says_what_it_ignored(visit: Visit, app_url: str) -> None:
    attack = "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E%60%24%7Bwindow.hacked%3D1%7D"
    frame = visit.open(f"{app_url}?themes=rail,{attack}&place={attack}&article=gone-1&at=9999,0,0&words={attack}&{attack}=1&lang={attack}")
    page = visit.page
    page.locator('[data-testid="stAlert"]', has_text="已忽略").wait_for()
    assert places(frame) == 0
    page.get_by_text("没有符合条件的地点").wait_for()
    page.locator(".st-key-chips .reset").click()
    frame.wait_for_function("() => Number(window.map.getContainer().dataset.places) > 150")
    assert page.evaluate("() => window.hacked") is None and frame.evaluate("() => window.hacked") is None
    assert visit.errors == []


def test_every_part_has_the_name_that_people_hang_on(visit: Visit, app_url: str) -> None:
    visit.open(app_url)
    for key in ("map", "themes", "chips", "filters", "search", "page", "article", "reader", "places", "link", "download_geojson", "upload"):
        visit.page.locator(f".st-key-{key}").first.wait_for(state="attached")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_drawers_button_covers_no_part_of_the_title(chromium: Any, app_url: str, size: tuple[int, int]) -> None:
    visit = Visit(chromium, *size)
    visit.open(app_url)
    button = visit.page.locator('[data-testid="stExpandSidebarButton"]')
    button.wait_for()
    title, left = visit.page.locator("h1 span").first.bounding_box(), button.bounding_box()
    assert title["x"] >= left["x"] + left["width"]
    visit.context.close()


def test_search_lists_while_one_types_and_knows_what_only_the_gazetteer_has(visit: Visit, app_url: str) -> None:
    frame = visit.open(app_url)
    box = visit.page.locator(".st-key-search input")
    box.press_sequentially("wqz")
    first = visit.page.locator(".st-key-search .hit").first
    first.wait_for()
    assert first.get_attribute("data-place") == WUQING_STATION
    box.press("ArrowDown")
    box.press("Enter")
    frame.locator(".jjj-popup", has_text="武清站").wait_for()
    visit.page.locator(".st-key-card h2", has_text="武清站").wait_for()
    wait_for_parameter(visit, "place", WUQING_STATION)
    assert frame.evaluate("() => window.map.getCenter().lng") == pytest.approx(117.01, abs=0.1)

    box.press_sequentially("广平县")
    visit.page.locator(".st-key-search .note", has_text="地名表里有").wait_for()
    visit.page.locator(".st-key-search .hit", has_text="广平县").first.click()
    visit.page.locator(".st-key-card .warning", has_text="没有提到这个地点").wait_for()
    frame.wait_for_function("() => window.map.getCenter().lat < 37.2")
    box.press_sequentially("zzzzzzzz")
    visit.page.locator(".st-key-search .note", has_text="没有叫").wait_for()


def test_english_labels_and_the_other_pages(visit: Visit, app_url: str) -> None:
    frame = visit.open(f"{app_url}?lang=en")
    page = visit.page
    assert page.locator("h1").inner_text() == "Jing-Jin-Ji Atlas"
    page.locator(".st-key-themes button", has_text="Rail").wait_for()
    page.locator(".st-key-places [data-testid='stDataFrame']").wait_for()
    frame.evaluate("() => window.map.setView([39.4, 117.0], 10, { animate: false })")
    page.locator(".st-key-page button", has_text="Overview").click()
    page.locator("canvas, .vega-embed").first.wait_for()
    shoot(visit, "overview")
    page.locator(".st-key-page button", has_text="Unresolved").click()
    page.get_by_text("中国农业大学农业合成生物与生物制造科技园").first.wait_for()
    shoot(visit, "unresolved")
    page.locator(".st-key-page button", has_text="Map").click()
    page.frame_locator('iframe[title*="st_folium"]').locator(".leaflet-container[data-drawn][data-basemap]").wait_for(timeout=30_000)
    again = next(f for f in page.frames if "st_folium" in f.url)
    assert again.evaluate("() => window.map.getZoom()") == 10  # back where one was
    assert visit.errors == []


def test_a_correction_is_applied_everywhere_at_once_and_undone(visit: Visit, app_url: str) -> None:
    frame = visit.open(f"{app_url}?place={WUQING_STATION}")
    page = visit.page
    page.locator(".st-key-card h2", has_text="武清站").wait_for()
    page.get_by_text("地点不对？更正").click()
    before, everything = drawn(frame), places(frame)
    page.locator(".st-key-card_none button").click()
    wait_for_drawing(frame, before)
    assert places(frame) == everything - 1
    page.locator(".st-key-page button", has_text="待定位").click()
    page.locator('[class*="st-key-undo_"] button').first.click()
    page.locator(".st-key-page button", has_text="地图").click()
    page.frame_locator('iframe[title*="st_folium"]').locator(f'.leaflet-container[data-places="{everything}"]').wait_for(timeout=30_000)


def test_markup_in_a_page_stays_text(visit: Visit, app_url: str, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    attack = "<img src=x onerror=window.parent.hacked=1>`${window.hacked=1}`</script><script>window.hacked=1</script>"
    hostile.write_text(f"## 武清站{attack}开通\n\n本报讯(记者 李杨)记者昨日在廊坊北站看到{attack}廊坊北站客流不断。\n", encoding="utf-8")
    frame = visit.open(app_url)
    page = visit.page
    open_drawer(visit)
    before = drawn(frame)
    page.locator(".st-key-upload input[type=file]").set_input_files(str(hostile))
    wait_for_drawing(frame, before)
    box = page.locator(".st-key-article input")
    box.fill("武清站<img")
    box.press("Enter")
    page.locator("article h2", has_text="<img src=x").wait_for()
    frame.evaluate("() => { window.map.setView([39.378, 117.003], 14, { animate: false }) }")
    frame.locator(f'[data-place="{WUQING_STATION}"]').first.click()
    frame.locator(".jjj-popup").wait_for()
    page.locator(".st-key-card summary", has_text="<img src=x").wait_for()
    assert page.evaluate("() => window.hacked") is None
    assert frame.evaluate("() => window.hacked") is None
    assert page.locator("article img, .jjj-place img").count() == 0 and frame.locator(".jjj-popup img").count() == 0
    assert visit.errors == []


def test_on_a_phone_the_map_comes_first_and_filters_are_in_a_drawer(phone: Visit, app_url: str) -> None:
    frame = phone.open(app_url)
    page = phone.page
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    top = page.locator(".st-key-map iframe").bounding_box()
    assert top["y"] < 260 and top["y"] + top["height"] < 844
    assert frame.evaluate("() => document.querySelector('#map_div').clientHeight <= window.innerHeight")
    shoot(phone, "phone")
    frame.locator(".jjj-marker[data-place]").first.click()
    page.locator(".st-key-card h2").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    shoot(phone, "phone-card")
    open_drawer(phone)
    page.locator(".st-key-filters select").nth(2).select_option(WUQING)
    page.locator('[data-testid="stSidebarCollapseButton"] button').click()
    page.locator(".st-key-chips .chip", has_text="天津市武清区").wait_for()


def test_a_place_looked_for_on_another_screen_is_shown_on_the_map(visit: Visit, app_url: str) -> None:
    page = visit.page
    page.goto(f"{app_url}?page=overview")
    box = page.locator(".st-key-search input")
    box.fill("武清站")
    page.locator(".st-key-search .hit").first.wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")
    box.press("Enter")
    page.frame_locator('iframe[title*="st_folium"]').locator(".jjj-popup", has_text="武清站").wait_for(timeout=30_000)
    page.locator(".st-key-card h2", has_text="武清站").wait_for()


def test_a_place_chosen_as_soon_as_it_is_listed_is_not_lost_to_the_question_that_typing_asks(visit: Visit, app_url: str) -> None:
    page = visit.page
    page.goto(f"{app_url}?page=overview")
    box = page.locator(".st-key-search input")
    box.wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")
    box.evaluate("""n => {
        n.focus();
        n.value = "武清站";
        n.dispatchEvent(new Event("input", { bubbles: true }));
        n.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    }""")
    page.locator(".st-key-card h2", has_text="武清站").wait_for(timeout=30_000)


def test_a_closed_drawer_is_not_reached_with_the_keyboard(visit: Visit, app_url: str) -> None:
    visit.open(app_url)
    visit.page.locator(".st-key-chips .summary").wait_for()
    visit.page.locator(".st-key-filters select").first.wait_for(state="hidden")
    for _ in range(6):
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("() => !document.activeElement.closest('[data-testid=\"stSidebar\"] .st-key-filters')")
    open_drawer(visit)


def test_an_embedded_map_is_the_map_with_its_legend_alone(visit: Visit, app_url: str) -> None:
    visit.page.set_viewport_size({"width": 800, "height": 600})
    frame = visit.open(f"{app_url}?embed=true&themes=rail")
    assert 0 < places(frame) < 60
    assert visit.page.locator(".st-key-themes, .st-key-reader, .st-key-places, h1").count() == 0
    frame.locator(".jjj-legend[open]").wait_for()
    box = visit.page.locator(".st-key-map iframe").bounding_box()
    assert box["y"] + box["height"] <= 600 and frame.evaluate("() => document.querySelector('#map_div').clientHeight <= window.innerHeight")


@pytest.mark.parametrize(
    ("where", "scheme"),
    [
        ("", "light"),
        ("", "dark"),
        ("?lang=en&panel=place&place=" + WUQING_STATION, "light"),
        ("?panel=place&place=" + WUQING, "dark"),
        ("?page=overview", "light"),
        ("?page=unresolved", "light"),
    ],
)
def test_axe_finds_no_serious_fault(visit: Visit, app_url: str, where: str, scheme: str) -> None:
    page = visit.page
    page.emulate_media(color_scheme=scheme)
    page.goto(app_url + where)
    page.locator(".st-key-search input").wait_for()
    if "page=" not in where:
        page.frame_locator('iframe[title*="st_folium"]').locator(".leaflet-container[data-drawn][data-basemap]").wait_for()
        open_drawer(visit)
    page.wait_for_timeout(1500)
    page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")  # what is being redrawn is pale
    dark = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).colorScheme")
    assert dark == scheme  # page and map are dark or light together
    frames = [page, *(f for f in page.frames if "st_folium" in f.url or f.url.endswith("mini.html"))]
    for frame in frames[1:]:
        assert frame.evaluate("() => document.querySelector('.leaflet-container').classList.contains('jjj-dark')") == (scheme == "dark")
    found = [v for f in frames for v in Axe().run(f).response["violations"]]
    serious = {v["id"]: [n["target"] for n in v["nodes"]] for v in found if v["impact"] in ("serious", "critical")}
    assert serious == {}


def test_a_server_started_anew_under_an_open_tab_shows_the_same_screen(visit: Visit) -> None:
    with serve() as first:
        frame = visit.open(f"{first.url}?unit={WUQING}&lang=en")
        before = places(frame)
        for part in (".st-key-themes button", ".st-key-chips .summary", ".st-key-reader mark", ".st-key-places canvas"):
            visit.page.locator(part).first.wait_for()  # code the browser asks of a server that has gone is lost until the page is reloaded
        first.stop()
        visit.page.locator('[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])').wait_for(state="attached")
        with serve(first.port):
            visit.page.locator('[data-test-connection-state="CONNECTED"]').wait_for(state="attached", timeout=60_000)
            visit.page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached", timeout=60_000)
            visit.page.locator(".st-key-themes button", has_text="Rail").click()
            visit.page.locator(".st-key-chips .chip", has_text="Rail").wait_for(timeout=60_000)
            assert visit.page.locator(".st-key-chips .chip").count() == 2
            again = next(f for f in visit.page.frames if "st_folium" in f.url)
            again.wait_for_function(f"() => Number(window.map.getContainer().dataset.places) < {before}")
            assert visit.errors == []


def test_an_unreadable_upload_is_said_and_the_rest_stays(visit: Visit, app_url: str, tmp_path: Path) -> None:
    empty, gbk, again = tmp_path / "empty.txt", tmp_path / "gbk.txt", tmp_path / "again.txt"
    empty.write_bytes(b"")
    known = sorted(SEEDS.glob("*.txt"))[0]
    again.write_bytes(known.read_bytes())
    gbk.write_bytes(("本报讯(记者 李杨)记者近日从天津市武清区获悉,京津城际武清站客流持续增长,区内企业复工达产。" * 6).encode("gbk"))
    frame = visit.open(app_url)
    page = visit.page
    open_drawer(visit)
    before = drawn(frame)
    page.locator(".st-key-upload input[type=file]").set_input_files([str(empty), str(gbk), str(again)])
    wait_for_drawing(frame, before)
    page.get_by_text("empty.txt 是空文件").wait_for()
    page.get_by_text("gbk.txt 按 gb18030 读取").wait_for()
    page.get_by_text(f"again.txt 与已有的 {known.name} 内容相同").wait_for()
    page.locator(".st-key-link small", has_text="链接里没有您上传的版面").wait_for()
