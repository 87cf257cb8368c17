"""A planner puts a place right by hand, in a real browser: on the card, with a click on the map, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.amendment_tables import read_amendments
from geo.amendments import Verdict
from tests.conftest import Visit

pytestmark = pytest.mark.browser

WUQING_STATION = "rail_station-wuqingzhan"


def test_a_click_on_the_map_moves_a_place_everywhere_and_can_be_taken_back(visit: Visit, app_url: str, tmp_path: Path) -> None:
    frame = visit.open(f"{app_url}?place={WUQING_STATION}&panel=place")
    page = visit.page
    page.get_by_text("地点不对？更正").click()
    page.locator("[data-testid=stExpander]", has_text="在图上定点").locator("summary").last.click()
    page.locator(".st-key-card_pick button").click()
    page.get_by_text("请在地图上点一下").wait_for()
    frame.locator(".leaflet-container.jjj-picking").click(position={"x": 100, "y": 500})
    page.wait_for_function("() => document.querySelector('.st-key-card_at input').value.includes(',')")
    lon, lat = map(float, page.locator(".st-key-card_at input").input_value().split(","))
    assert 116.5 < lon < 117.1 and 39.1 < lat < 39.6  # somewhere near: the popup may have moved the map
    assert int(page.locator(".st-key-card_metres input").input_value()) > 300  # a hand is no surer than some pixels of the map
    page.locator(".st-key-card_set button:not([disabled])").click()
    page.locator("[data-testid=stToast]", has_text="已更正：武清站").wait_for()

    page.locator(".st-key-page button", has_text="待定位").click()
    page.locator("[data-testid=stMain]").get_by_text(f"点位移至 {lon:.5f}, {lat:.5f}").first.wait_for()
    with page.expect_download() as download:
        page.locator(".st-key-download_amendments button").click()
    path = tmp_path / "corrections.csv"
    download.value.save_as(path)
    (amendment,), faults = read_amendments(path.read_bytes(), path.name)
    assert faults == () and (amendment.verdict, amendment.place_id, amendment.position) == (Verdict.MOVED, WUQING_STATION, (lon, lat))

    page.locator(".st-key-undo_all button").click()
    page.get_by_text("还没有更正").wait_for()
    page.locator(".st-key-amendments_file input[type=file]").set_input_files(str(path))
    page.get_by_text("已读入 1 条更正").wait_for()
    page.locator("[data-testid=stMain]").get_by_text(f"点位移至 {lon:.5f}, {lat:.5f}").first.wait_for()
    assert visit.blocked == [] and visit.errors == []


def test_a_name_said_to_mean_a_place_that_no_page_names_is_corrected_at_once(visit: Visit, app_url: str) -> None:
    visit.open(f"{app_url}?place=rail_station-tianjinxizhan&panel=place")
    page = visit.page
    page.get_by_text("地点不对？更正").click()
    page.locator(".st-key-card_find input").fill("天津北站")
    page.locator(".st-key-card_find input").press("Enter")
    page.get_by_role("button", name="天津北站").first.click()
    page.locator("[data-testid=stToast]", has_text="天津西站 指 天津北站").wait_for()
    page.wait_for_function("() => new URL(location.href).searchParams.get('place') === 'rail_station-tianjinbeizhan'")
    assert visit.errors == []


def test_a_bar_of_the_overview_shows_its_place_on_the_map(visit: Visit, app_url: str) -> None:
    visit.open(app_url)
    page = visit.page
    page.locator(".st-key-page button", has_text="概览").click()
    chart = page.locator(".st-key-overview_places canvas, .st-key-overview_places svg").first
    chart.wait_for()
    page.wait_for_timeout(1500)  # Vega draws after it is there
    box = chart.bounding_box()
    assert box is not None
    for step in range(3, 12):  # down the bars, until one is met that reaches so far to the right
        page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * step / 16)
        page.wait_for_timeout(1500)
        if "place=" in page.url:
            break
    assert "place=" in page.url
    page.locator('iframe[title*="st_folium"]').wait_for()
