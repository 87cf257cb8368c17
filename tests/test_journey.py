"""A planner's way through the app, in a real browser with every host but this machine blocked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from tests.conftest import Visit

pytestmark = pytest.mark.browser

WUQING_STATION = "rail_station-wuqingzhan"


def wait_for_drawing(frame: Any, before: str) -> None:
    frame.wait_for_function(f"() => window.map.getContainer().dataset.drawn !== '{before}'", timeout=20_000)


def drawn(frame: Any) -> str:
    return str(frame.evaluate("() => window.map.getContainer().dataset.drawn"))


def test_a_planner_goes_from_the_map_to_the_sentence_and_takes_the_layer_home(visit: Visit, app_url: str, tmp_path: Path) -> None:
    frame = visit.open(app_url)
    page = visit.page
    assert int(frame.evaluate("() => window.map.getContainer().dataset.places")) >= 150
    bounds = frame.evaluate("() => { const b = window.map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] }")
    assert bounds[0] < 113.5 and bounds[1] < 36.1 and bounds[2] > 119.8 and bounds[3] > 42.6

    # a theme toggle changes the markers and neither the map nor the view
    frame.evaluate("() => { window.same = window.map; window.map.setView([39.4, 116.9], 9, { animate: false }) }")
    all_places = frame.evaluate("() => window.map.getContainer().dataset.places")
    before = drawn(frame)
    page.locator(".st-key-themes button", has_text="产业").click()
    wait_for_drawing(frame, before)
    state = frame.evaluate(
        "() => [window.map.getContainer().dataset.places, window.same === window.map, window.map.getZoom(), window.map.getCenter().lat]"
    )
    assert state[0] != all_places and state[1:] == [True, 9, pytest.approx(39.4, abs=1e-3)]
    before = drawn(frame)
    page.locator(".st-key-themes button", has_text="产业").click()
    wait_for_drawing(frame, before)

    # a marker's popup has the sentences, each with its headline
    frame.evaluate("() => { window.map.setView([39.378, 117.003], 14, { animate: false }) }")
    frame.locator(f'[data-place="{WUQING_STATION}"]').first.click()
    popup = frame.locator(".jjj-popup")
    popup.wait_for()
    text = popup.inner_text()
    assert "武清站" in text and "2025年,武清站每日停靠车次最高可达70列" in text and "《协同向新 唱响京津“双城记”》" in text
    assert "误差约 200 m" in text
    page.wait_for_url(f"**place={WUQING_STATION}*")

    # its control opens the reader at that mention
    popup.locator("button", has_text="抢占").first.click()
    chosen = page.locator("mark.chosen")
    chosen.wait_for()
    assert chosen.inner_text() in ("武清站", "京津城际武清站")
    assert chosen.evaluate(
        "m => { const b = m.closest('article').getBoundingClientRect(), r = m.getBoundingClientRect(); return r.top >= b.top && r.bottom <= b.bottom }"
    )
    assert page.locator("article h2").inner_text() == "抢占“桥头堡” 当好“主力军”"
    assert page.locator("article mark").count() > 50

    # a click on a place in the reader centres the map, which is still the same map
    page.locator("article mark", has_text="佛罗伦萨小镇").first.click()
    frame.wait_for_function("() => Math.abs(window.map.getCenter().lng - 117.0) < 0.2 && window.same === window.map")

    # what is shown goes home as GeoJSON that GDAL reads
    with page.expect_download() as download:
        page.locator(".st-key-download_geojson button").click()
    path = tmp_path / "layer.geojson"
    download.value.save_as(path)
    layer = pyogrio.read_dataframe(path)
    assert len(layer) == int(all_places) + sum(f["geometry"] is None for f in json.loads(path.read_text(encoding="utf-8"))["features"])
    assert layer.crs.to_epsg() == 4326
    station = layer[layer["name"] == "武清站"].geometry.iloc[0]
    assert (station.x, station.y) == (pytest.approx(117.01, abs=0.02), pytest.approx(39.38, abs=0.02))

    assert visit.blocked == []
    assert visit.errors == []


def test_a_pasted_link_opens_the_same_view(visit: Visit, app_url: str) -> None:
    link = f"{app_url}?themes=rail,ecology&article=003_7cb799a000531fba-1&place={WUQING_STATION}"
    frame = visit.open(link)
    page = visit.page
    page.locator("article h2", has_text="抢占").wait_for()
    pressed = page.locator(
        '.st-key-themes button[data-testid*="Active"], .st-key-themes button[aria-pressed="true"], .st-key-themes button[aria-checked="true"]'
    )
    assert {t.strip() for t in pressed.all_inner_texts()} == {"轨道", "生态"}
    popup = frame.locator(".jjj-popup")
    popup.wait_for()
    assert "武清站" in popup.inner_text()
    assert frame.evaluate("() => window.map.getCenter().lng") == pytest.approx(117.01, abs=0.1)


def test_every_part_has_the_name_that_people_hang_on(visit: Visit, app_url: str) -> None:
    visit.open(app_url)
    for key in ("map", "themes", "article", "reader", "places", "download_geojson"):
        visit.page.locator(f".st-key-{key}").first.wait_for(state="attached")


def test_a_search_in_pinyin_goes_to_the_place(visit: Visit, app_url: str) -> None:
    frame = visit.open(app_url)
    box = visit.page.locator(".st-key-search input")
    box.fill("wuqingzhan")
    box.press("Enter")
    frame.locator(".jjj-popup", has_text="武清站").wait_for()
    visit.page.wait_for_url(f"**place={WUQING_STATION}*")


def test_a_row_of_the_table_and_english_labels(visit: Visit, app_url: str) -> None:
    visit.open(f"{app_url}?lang=en")
    page = visit.page
    assert page.locator("h1").inner_text() == "Jing-Jin-Ji Atlas"
    assert page.locator(".st-key-themes button", has_text="Rail").count() == 1
    page.locator(".st-key-places [data-testid='stDataFrame']").wait_for()


def test_markup_in_a_page_stays_text(visit: Visit, app_url: str, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    attack = "<img src=x onerror=window.parent.hacked=1>`${window.hacked=1}`</script><script>window.hacked=1</script>"
    hostile.write_text(f"## 武清站{attack}开通\n\n本报讯(记者 李杨)记者昨日在廊坊北站看到{attack}廊坊北站客流不断。\n", encoding="utf-8")
    frame = visit.open(app_url)
    page = visit.page
    page.locator('[data-testid="stExpandSidebarButton"]').click()
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
    assert page.evaluate("() => window.hacked") is None
    assert frame.evaluate("() => window.hacked") is None
    assert page.locator("article img").count() == 0 and frame.locator(".jjj-popup img").count() == 0
    assert visit.errors == []


def test_the_page_fits_a_phone(phone: Visit, app_url: str) -> None:
    phone.open(app_url)
    page = phone.page
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("article h2").wait_for()


def test_an_unreadable_upload_is_said_and_the_rest_stays(visit: Visit, app_url: str, tmp_path: Path) -> None:
    empty, gbk = tmp_path / "empty.txt", tmp_path / "gbk.txt"
    empty.write_bytes(b"")
    gbk.write_bytes(("本报讯(记者 李杨)记者近日从天津市武清区获悉,京津城际武清站客流持续增长,区内企业复工达产。" * 6).encode("gbk"))
    frame = visit.open(app_url)
    page = visit.page
    page.locator('[data-testid="stExpandSidebarButton"]').click()
    before = drawn(frame)
    page.locator(".st-key-upload input[type=file]").set_input_files([str(empty), str(gbk)])
    wait_for_drawing(frame, before)
    page.get_by_text("empty.txt: the file is empty").wait_for()
    page.get_by_text("gbk.txt 按 gb18030 读取").wait_for()
