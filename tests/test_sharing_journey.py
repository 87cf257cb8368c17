"""What leaves the app: copied text, paper, pictures, and addresses that others open, also too late or with another atlas."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from geo.amendment_links import LONGEST, write_word
from geo.amendment_tables import write_amendments
from geo.amendments import Amendment, Verdict
from tests.conftest import Visit
from tests.test_journey import drawn, places, wait_for_drawing, wait_for_parameter

pytestmark = pytest.mark.browser

WUQING_STATION = "rail_station-wuqingzhan"
ARTICLE = "000_23a6a8bb32791a82-2"
MOVED = Amendment(Verdict.MOVED, "武清站", place_id=WUQING_STATION, position=(117.3, 39.5), uncertainty_m=150.0)
GONE = Amendment(Verdict.MOVED, "别处站", place_id="rail_station-biechu", position=(117.3, 39.5), uncertainty_m=150.0)


def clipboard(page: Any) -> str:
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def pdf_text(page: Any) -> str:
    return "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages).replace("\n", "")


def test_links_and_coordinates_are_copied_and_lead_back(visit: Visit, app_url: str, chromium: Any) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    frame = visit.open(f"{app_url}?place={WUQING_STATION}&themes=rail&lang=en")
    page = visit.page
    page.locator(".st-key-card h2", has_text="武清站").wait_for()
    page.locator(".st-key-card button", has_text="copy coordinates").click()
    page.locator(".st-key-card button", has_text="copied").first.wait_for()
    lon, lat = (float(x) for x in clipboard(page).split(", "))
    assert (lon, lat) == (pytest.approx(117.01, abs=0.02), pytest.approx(39.38, abs=0.02))

    page.locator(".st-key-card button", has_text="copy link to this place").click()
    page.wait_for_function("() => navigator.clipboard.readText().then((t) => t.startsWith('http'))")
    asked = parse_qs(urlsplit(clipboard(page)).query)
    assert (asked["place"], asked["themes"], asked["lang"]) == ([WUQING_STATION], ["rail"], ["en"])

    # the view is in the link at once, though the address follows a little later
    frame.evaluate("() => window.map.setView([39.4, 117.0], 10, { animate: false })")
    page.locator(".st-key-link button").click()
    page.locator(".st-key-link button", has_text="copied").wait_for()
    link = clipboard(page)
    assert parse_qs(urlsplit(link).query)["at"] == ["10,117,39.4"]
    shown = places(frame)
    other = Visit(chromium, 1280, 800)
    try:
        again = other.open(link)
        assert places(again) == shown and again.evaluate("() => window.map.getZoom()") == 10
        other.page.locator(".st-key-card h2", has_text="武清站").wait_for()
    finally:
        other.context.close()
    assert visit.errors == []


def test_where_the_clipboard_is_shut_the_link_is_offered_to_be_copied_by_hand(visit: Visit, app_url: str) -> None:
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    told: list[str] = []
    visit.page.on("dialog", lambda dialog: (told.append(dialog.default_value), dialog.dismiss()))
    visit.open(f"{app_url}?themes=rail")
    visit.page.locator(".st-key-link button").click()
    visit.page.wait_for_timeout(500)
    assert len(told) == 1 and "themes=rail" in told[0]


def test_an_embedded_map_fills_its_frame_with_the_whole_region(visit: Visit, app_url: str) -> None:
    frame = visit.open(f"{app_url}?embed=true")
    visit.page.wait_for_timeout(500)
    canvas, room = frame.locator(".leaflet-container").evaluate(
        "c => [c.querySelector('canvas.jjj-canvas').getBoundingClientRect(), c.getBoundingClientRect()].map((b) => [b.top, b.bottom])"
    )
    assert canvas[0] <= room[0] and canvas[1] >= room[1]  # nothing is left unpainted, which would look like sea
    for name in ("张家口市", "中关铁矿"):  # the region's north and south
        frame.locator(f'button[aria-label*="{name}"]').wait_for()
    assert visit.blocked == [] and visit.errors == []


def test_an_article_is_printed_alone_and_whole(visit: Visit, app_url: str) -> None:
    visit.page.add_init_script("window.print = () => { top.printed = document.documentElement.outerHTML }")
    visit.open(f"{app_url}?article={ARTICLE}")
    page = visit.page
    page.locator(".st-key-reader .bar button", has_text="打印").click()
    page.wait_for_function("() => window.printed")
    text = page.locator("article.jjj").inner_text()
    paper = visit.context.new_page()
    paper.set_content(page.evaluate("() => window.printed"))
    paper.emulate_media(media="print")
    printed = pdf_text(paper)
    assert paper.title() == "协同向新 唱响京津“双城记”"
    assert "协同向新" in printed and "2026-02-26" in printed and "打印" not in printed
    last = text.replace("\n", "").strip()[-8:]
    assert last in printed  # to its end, though the screen shows a part
    paper.close()

    # the browser's own command prints the page with the article's whole text, without bars and drawers
    page.emulate_media(media="print")
    assert page.locator("article.jjj").evaluate("n => n.scrollHeight <= n.clientHeight + 1")
    for hidden in (".st-key-reader .bar", ".st-key-themes", ".st-key-downloads", ".st-key-panelbar"):
        assert not page.locator(hidden).first.is_visible()


def test_the_map_is_printed_as_a_sheet_with_legend_scale_sources_and_date(visit: Visit, app_url: str) -> None:
    visit.page.add_init_script(
        "window.written = []; const write = CanvasRenderingContext2D.prototype.fillText; CanvasRenderingContext2D.prototype.fillText = function (t, ...r) { if (this.canvas.width === 2800) written.push(t); return write.call(this, t, ...r) };"
        "window.print = () => { const s = document.querySelector('img.jjj-sheet'); top.sheet = { src: s.src, alt: s.alt, width: s.naturalWidth, html: document.head.innerHTML } }"
    )
    frame = visit.open(f"{app_url}?themes=rail")
    page = visit.page
    frame.locator(".jjj-tools button", has_text="打印").click()
    page.wait_for_function("() => window.sheet")
    sheet = page.evaluate("() => window.sheet")
    assert (sheet["alt"], sheet["width"]) == ("京津冀地名地图", 2800)
    written = frame.evaluate("() => written")
    today = page.evaluate("() => new Date().toLocaleDateString('sv-SE')")
    assert {"图例", "京津冀地名地图", "主题：轨道"} <= set(written)
    assert any(t.endswith(" km") for t in written) and any("天地图" in t and today in t for t in written)
    assert frame.locator("img.jjj-sheet").count() == 0  # gone when it is printed

    # on paper there is the sheet and nothing else
    frame.evaluate(
        "src => { const i = new Image(); i.className = 'jjj-sheet'; i.src = src; document.body.append(i); return i.decode() }", sheet["src"]
    )
    page.emulate_media(media="print")
    assert frame.evaluate(
        "() => [...document.body.children].filter((n) => getComputedStyle(n).display !== 'none').map((n) => n.className)"
    ) == ["jjj-sheet"]
    paper = visit.context.new_page()
    paper.set_content(f"<img src='{sheet['src']}' style='width:100%'>")
    (only,) = PdfReader(io.BytesIO(paper.pdf(format="A4", landscape=True))).pages
    assert [i.image.size for i in only.images if i.image][:1] == [(2800, 1980)]
    paper.close()


def test_corrections_travel_in_the_address(visit: Visit, app_url: str, chromium: Any) -> None:
    frame = visit.open(f"{app_url}?place={WUQING_STATION}")
    page = visit.page
    page.locator(".st-key-card h2", has_text="武清站").wait_for()
    everything, before = places(frame), drawn(frame)
    page.get_by_text("地点不对？更正").click()
    page.locator(".st-key-card_none button").click()
    wait_for_drawing(frame, before)
    page.wait_for_function("() => new URL(location.href).searchParams.get('fix')")
    other = Visit(chromium, 1280, 800)
    try:
        again = other.open(page.url)
        assert places(again) == everything - 1
        other.page.locator('[data-testid="stAlert"]', has_text="已应用地址里的 1 条更正").wait_for()
        other.page.locator(".st-key-page button", has_text="待定位").click()
        other.page.locator(".st-key-undo_all button").click()
        other.page.get_by_text("还没有更正").wait_for()
        other.page.wait_for_function("() => !new URL(location.href).searchParams.get('fix')")
    finally:
        other.context.close()
    assert places(frame) == everything - 1 and visit.errors == []


def test_corrections_for_another_atlas_or_without_sense_are_told_and_left_out(visit: Visit, app_url: str, tmp_path: Path) -> None:
    frame = visit.open(f"{app_url}?fix={write_word([MOVED, GONE])}&place={WUQING_STATION}")
    page = visit.page
    page.locator('[data-testid="stAlert"]', has_text="已应用地址里的 1 条更正").wait_for()
    page.locator('[data-testid="stAlert"]', has_text="地址里有 1 条更正不适用于这些版面").wait_for()
    assert frame.evaluate(f"() => JJJ.drawn().points.some((p) => p.id === '{WUQING_STATION}')")
    page.locator(".st-key-card .path", has_text="宝坻").wait_for()  # moved, and so in another district

    # from a file likewise; so many don't fit into an address, which the copy button says
    many = [GONE, *(Amendment(Verdict.NOT_A_PLACE, f"无此名{n}") for n in range(30))]
    file = tmp_path / "others.csv"
    file.write_text(write_amendments(many), encoding="utf-8")
    page.locator(".st-key-page button", has_text="待定位").click()
    page.locator(".st-key-amendments_file input[type=file]").set_input_files(str(file))
    page.get_by_text("以下 31 条不适用于当前版面").wait_for()
    page.locator(".st-key-page button", has_text="地图").click()
    page.locator(".st-key-link small", has_text="32 条更正太长，不在链接里").wait_for()
    page.wait_for_function("() => !new URL(location.href).searchParams.get('fix')")

    frame = visit.open(f"{app_url}?fix={'A' * (LONGEST + 1)}")
    page.locator('[data-testid="stAlert"]', has_text="已忽略：fix=").wait_for()
    assert places(frame) > 150 and visit.errors == []


def test_a_link_to_a_place_or_article_that_is_gone_opens_the_map_and_says_so(visit: Visit, app_url: str) -> None:
    frame = visit.open(f"{app_url}?place=rail_station-biechu&panel=place&mention=gone-1&unit=999999")
    page = visit.page
    notice = page.locator('[data-testid="stAlert"]', has_text="链接里有 3 项不认识")
    notice.wait_for()
    assert "place=rail_station-biechu" in notice.inner_text()
    page.locator(".st-key-card .empty", has_text="在地图上点一个地点").wait_for()
    assert places(frame) > 150
    page.wait_for_function("() => !location.href.includes('biechu')")


def test_two_tabs_of_one_browser_have_their_own_place_filters_and_corrections(visit: Visit, app_url: str) -> None:
    first = visit.open(app_url)
    second = Visit.__new__(Visit)
    second.context, second.blocked, second.errors = visit.context, [], []
    second.page = second.new_page()
    other = second.open(f"{app_url}?place={WUQING_STATION}&themes=rail")
    everything, before = places(first), drawn(other)
    second.page.get_by_text("地点不对？更正").click()
    second.page.locator(".st-key-card_none button").click()
    wait_for_drawing(other, before)
    before = drawn(first)
    visit.page.locator(".st-key-themes button", has_text="生态").click()
    wait_for_drawing(first, before)
    wait_for_parameter(visit, "themes", "ecology")
    wait_for_parameter(second, "themes", "rail")
    assert "fix=" in second.page.url and "fix=" not in visit.page.url
    visit.page.locator(".st-key-chips .reset").click()
    first.wait_for_function(f"() => window.map.getContainer().dataset.places === '{everything}'")
