"""The pages of open names, corrections and numbers as their scripts draw them: empty, filled, and after a click."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from extract.model import Theme
from geo.amendment_tables import write_amendments
from geo.amendments import Amendment, Verdict
from geo.atlas import Atlas
from geo.gazetteer import Gazetteer
from geo.model import Basis, Place, PlaceKind, Status
from geo.search import PlaceSearch
from geo.ui.overview import filters_of
from geo.ui.point import parse_position
from geo.ui.words import Language
from geo.ui.words_pages import LEVELS, LIKENESS, PAGE_TEXTS, SCOPES, VERDICTS, plain
from geo.units import Level
from tests.conftest import ROOT
from tests.geo.handmade import make_article, make_atlas

ATTACK = "<img src=x onerror=alert(1)>**`${1}`**[x](http://evil.example)站"
WUQING = "rail_station-wuqingzhan"
SCHOOL = Place("unlisted-1", "武清新学校", (), (), PlaceKind.SCHOOL, "120114", None, 0.0, Basis.DISTRICT, "page", Status.OPEN)
SCHOOL_AT = "117.05, 39.4"
FIRST = make_article(1, f"武清区的武青站客流增长。新城中村居民已搬迁。{ATTACK}开通。", "2025", [Theme.RAIL])
SECOND = make_article(2, "滨海新区的武青站专线开通。武清站扩建。", "2026-02-26", [Theme.TRADE])


@pytest.fixture(scope="module")
def made(gazetteer: Gazetteer) -> Atlas:
    first = [("武清区", "120114"), ("武青站", ""), ("新城中村", ""), (ATTACK, "")]
    return make_atlas(gazetteer, [(FIRST, first), (SECOND, [("滨海新区", "120116"), ("武青站", ""), ("武清站", WUQING)])])


@pytest.fixture(scope="module")
def find(gazetteer: Gazetteer) -> Callable[[str], Any]:
    return PlaceSearch(gazetteer).find


def page(which, atlas, find, language, told):  # type: ignore[no-untyped-def]  # runs as a script of its own, where `Any` isn't known
    """What the app's script does around a page."""
    from geo.ui import amend, corrections, overview, unresolved
    from geo.ui.words import Language

    amended, unfit, _ = amend.amended_atlas(atlas, [str(id(atlas))])
    told.append(amended)
    if which == "open":
        unresolved.show(amended, Language(language), find)
    elif which == "corrections":
        corrections.show_amendments(atlas, unfit, Language(language))
    elif which == "overview":
        overview.show(amended, Language(language), told.append)
    else:
        target = amend.target_of_place(
            amended, which, next((r.mention.id for r in amended.resolutions if r.place and r.place.id == which), "")
        )
        if target is not None:
            amend.show_amend(amended, target, Language(language), find, "card")


def run_page(
    which: str, atlas: Atlas, find: Any = None, language: str = "zh", secrets: Any = None, **state: Any
) -> tuple[AppTest, list[Any]]:
    told: list[Any] = []
    app = AppTest.from_function(page, args=(which, atlas, find, language, told), default_timeout=30)
    if secrets is not None:
        app.secrets = secrets
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception
    return app, told


def texts_of(app: AppTest) -> str:
    shown = [*app.markdown, *app.caption, *app.info, *app.success, *app.warning, *app.error, *app.subheader]
    return "\n".join([str(e.value) for e in shown] + [str(b.label) for b in app.button])


# Open names


def test_the_to_do_list_counts_names_and_one_click_on_a_candidate_settles_one(made: Atlas, find: Any) -> None:
    app, told = run_page("open", made, find)
    assert "武青站" in texts_of(app) and "2 处提及 · 2 篇" in texts_of(app) and "没有地点（3）" in str(app)
    app.button(key=f"open_武青站_near_{WUQING}").click().run()
    assert not app.exception
    assert app.session_state.amendments == (Amendment(Verdict.PLACE, "武青站", place_id=WUQING),)
    assert "武青站" not in texts_of(app) and app.toast[0].value.startswith("已更正：武青站 指 武清站")
    assert [r.place.id for r in told[-1].resolutions if r.toponym.name == "武青站"] == [WUQING, WUQING]


def test_a_name_gets_a_point_that_was_typed_in_one_article_only(made: Atlas, find: Any) -> None:
    app, told = run_page("open", made, find)
    app.text_input(key="open_武青站_at").set_value("39.4, 117.05").run()
    assert "经纬度似乎写反了" in texts_of(app) and app.button(key="open_武青站_set").disabled
    app.text_input(key="open_武青站_at").set_value(SCHOOL_AT).run()
    app.segmented_control(key="open_武青站_scope").set_value("article").run()
    app.text_input(key="open_武青站_note").set_value("现场核实").run()
    app.button(key="open_武青站_set").click().run()
    (amendment,) = app.session_state.amendments
    assert (amendment.verdict, amendment.position, amendment.article_id, amendment.note) == (
        Verdict.POINT,
        (117.05, 39.4),
        "page-1",
        "现场核实",
    )
    assert sum(r.place is None for r in told[-1].resolutions if r.toponym.name == "武青站") == 1


def test_a_hostile_name_is_text_and_can_be_called_no_place(made: Atlas, find: Any) -> None:
    app, told = run_page("open", made, find, open_name=f"open_{ATTACK}")
    shown = [m.value for m in app.markdown if "onerror" in m.value]
    assert shown and all("<img" not in m.replace("\\<", "") and "](http" not in m for m in shown)
    html = [h.proto.body for h in app.get("html")]
    assert any("&lt;img" in h for h in html) and not any("<img" in h for h in html)
    app.button(key=f"open_{ATTACK}_none").click().run()
    assert not app.exception and all(r.toponym.name != ATTACK for r in told[-1].resolutions)


def test_the_gazetteers_search_offers_places(made: Atlas, find: Any) -> None:
    app, _ = run_page("open", made, find)
    app.text_input(key="open_武青站_find").set_value("baodi").run()
    app.button(key="open_武青站_hit_120115").click().run()
    assert app.session_state.amendments[0].place_id == "120115"
    app, _ = run_page("open", made, find)
    app.text_input(key="open_武青站_find").set_value("龘龘龘").run()
    assert "地名表中没有“龘龘龘”" in texts_of(app)


def test_a_point_for_one_mention_moves_no_place_for_all_pages(made: Atlas, find: Any) -> None:
    app, _ = run_page(WUQING, made, find)
    assert app.radio(key="card_verdict").value is Verdict.MOVED
    app.segmented_control(key="card_scope").set_value("mention").run()
    assert "card_verdict" not in {r.key for r in app.radio}
    app.text_input(key="card_at").set_value(SCHOOL_AT).run()
    app.button(key="card_set").click().run()
    (amendment,) = app.session_state.amendments
    assert amendment.verdict is Verdict.POINT and amendment.mention_id


def test_the_click_on_the_small_map_becomes_the_point(made: Atlas, find: Any) -> None:
    app, _ = run_page("open", made, find)
    app.button(key="open_武青站_pick").click().run()
    assert not app.exception and "请在地图上点一下" in texts_of(app) and app.session_state.amend_picking == "open_武青站"


def test_the_group_of_places_known_by_their_unit_stays_chosen_while_it_shrinks(gazetteer: Gazetteer, find: Any) -> None:
    schools = [SCHOOL._replace(id=f"unlisted-{n}", name=n) for n in ("武清新学校", "武清旧学校")]
    atlas = make_atlas(gazetteer, [(make_article(1, "武清新学校与武清旧学校开学。"), [(s.name, s) for s in schools])])
    app, _ = run_page("open", atlas, find)
    app.segmented_control(key="open_group").set_value("in_unit").run()
    assert "位于 天津市武清区" in texts_of(app)
    app.button(key="open_unlisted-武清新学校_none").click().run()
    assert "武清旧学校" in texts_of(app) and "武清新学校" not in texts_of(app) and "只知区划（1）" in str(app)


def test_without_pages_or_open_names_the_page_says_so(gazetteer: Gazetteer, made: Atlas, find: Any) -> None:
    app, _ = run_page("open", Atlas((), gazetteer), find)
    assert "请先加入版面" in texts_of(app)
    settled = [Amendment(Verdict.NOT_A_PLACE, n) for n in ("武青站", "新城中村", ATTACK)]
    app, _ = run_page("open", made, find, amendments=tuple(settled), language="en")
    assert "Every name on these pages has a place." in texts_of(app)


# The card


def test_the_card_moves_a_place_or_gives_the_name_another(made: Atlas, find: Any) -> None:
    app, told = run_page(WUQING, made, find)
    assert app.radio(key="card_verdict").value is Verdict.MOVED
    app.text_input(key="card_at").set_value(SCHOOL_AT).run()
    app.button(key="card_set").click().run()
    assert told[-1].places[WUQING].position == (117.05, 39.4) and told[-1].gazetteer[WUQING].position == (117.05, 39.4)
    app, told = run_page(WUQING, made, find)
    app.segmented_control(key="card_scope").set_value("mention").run()
    app.button(key="card_none").click().run()
    assert not app.exception and WUQING not in told[-1].places and app.session_state.amendments[0].mention_id


def test_what_was_typed_for_one_place_is_not_said_of_the_next(made: Atlas) -> None:
    app, _ = run_page(WUQING, made)
    app.text_input(key="card_at").set_value(SCHOOL_AT).run()
    app.button(key="card_pick").click().run()
    app.session_state["card_subject"] = "another place"
    app.run()
    assert app.text_input(key="card_at").value == "" and app.session_state.amend_picking == "" and not app.exception


# Corrections


def test_corrections_are_listed_undone_and_kept_where_they_fit_nothing(made: Atlas) -> None:
    fits, foreign = Amendment(Verdict.PLACE, "武青站", place_id=WUQING), Amendment(Verdict.NOT_A_PLACE, "别处的名称")
    app, told = run_page("corrections", made, amendments=(fits, foreign))
    assert (
        "1 条更正" in texts_of(app)
        and "指 武清站" in texts_of(app)
        and "以下 1 条不适用" in texts_of(app)
        and "别处的名称" in texts_of(app)
    )
    assert len(app.get("download_button")) == 2
    alike = [Amendment(Verdict.NOT_A_PLACE, "甲_"), Amendment(Verdict.NOT_A_PLACE, "甲", article_id="_")]
    assert not run_page("corrections", made, amendments=alike)[0].exception
    next(b for b in app.button if b.key.startswith("undo_武青站")).click().run()
    assert app.session_state.amendments == (foreign,) and told[-1] is made
    app.button(key="undo_all").click().run()
    assert app.session_state.amendments == () and "还没有更正" in texts_of(app)


def test_a_file_of_corrections_joins_those_that_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from geo.ui import corrections

    old, other = Amendment(Verdict.NOT_A_PLACE, "武青站"), Amendment(Verdict.NOT_A_PLACE, "新城中村")
    new = Amendment(Verdict.PLACE, "武青站", place_id=WUQING)
    monkeypatch.setattr(st, "session_state", _State(amendments=(old, other)))
    data = (write_amendments([new]) + "nonsense,x,,,,,,,,\n").encode()
    assert corrections.take_upload(data, "mine.csv")[0] == 1
    assert st.session_state.amendments == (other, new)
    assert corrections.take_upload(data, "mine.csv")[1][0].startswith("mine.csv:3: verdict 'nonsense' is unknown")


class _State(dict[str, Any]):
    """The session's state outside of a session."""

    def __getattr__(self, name: str) -> Any:
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


# Numbers


def test_the_overview_counts_and_compares(made: Atlas) -> None:
    app, _ = run_page("overview", made)
    assert [m.value for m in app.metric] == ["1", "2", "3", "7", "4"]
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 4
    assert "另有" not in texts_of(app)
    app.segmented_control(key="overview_level").set_value(Level.CITY).run()
    app.segmented_control(key="overview_what").set_value("change_themes").run()
    app.toggle(key="overview_with_units").set_value(True).run()
    assert not app.exception
    app.selectbox(key="overview_after").set_value("2025").run()
    assert "请选两个不同的时期" in texts_of(app)


def test_the_overview_without_pages_or_with_one_period_says_so(gazetteer: Gazetteer) -> None:
    app, _ = run_page("overview", Atlas((), gazetteer))
    assert "请先加入版面" in texts_of(app)
    app, _ = run_page("overview", make_atlas(gazetteer, [(SECOND, [("武清站", WUQING)])]), language="en")
    assert "nothing to compare" in texts_of(app)


def test_a_click_on_a_chart_tells_ids_themes_and_dates_only() -> None:
    assert filters_of({"selection": {"pick": [{"unit": "120114", "theme": "rail"}]}}) == {"unit": "120114", "theme": "rail"}
    assert filters_of({"selection": {"pick": [{"place": WUQING, "since": "2026", "until": "2026", "x": "y"}]}}) == {
        "place": WUQING,
        "since": "2026",
        "until": "2026",
    }
    for nothing in (None, {}, {"selection": {}}, {"selection": {"pick": []}}, {"selection": {"pick": {}}}, {"selection": {"pick": ["x"]}}):
        assert filters_of(nothing) == {}


# Geocoder


def test_without_settings_no_connection_is_opened_and_no_button_asks(made: Atlas, find: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []

    def refuse(*args: Any, **_: Any) -> Any:
        opened.append(args)
        raise OSError("no connection in this test")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    app, _ = run_page("open", made, find)
    for key in ("pick", f"near_{WUQING}"):
        app.button(key=f"open_武青站_{key}").click().run()
    assert not app.exception and opened == []
    assert not any("在线" in b.label for b in app.button)


# Texts


def test_every_text_of_the_pages_is_there_in_both_languages() -> None:
    assert PAGE_TEXTS[Language.ZH].keys() == PAGE_TEXTS[Language.EN].keys()
    for table in (VERDICTS, SCOPES, LEVELS, LIKENESS):
        assert table[Language.ZH].keys() == table[Language.EN].keys()  # type: ignore[attr-defined]
    for name, text in PAGE_TEXTS[Language.ZH].items():
        assert {p.split("}")[0] for p in text.split("{")[1:]} == {p.split("}")[0] for p in PAGE_TEXTS[Language.EN][name].split("{")[1:]}, (
            name
        )


def test_labels_hold_no_markdown_of_the_pages() -> None:
    assert plain("*a* [b](c)\n:red[d] $e$") == r"\*a\* \[b\]\(c\) \:red\[d\] \$e\$"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        *[(text, (117.05, 39.4)) for text in ("117.05, 39.4", "117.05，39.4", " 117.05 39.4 ", "117.05;39.4")],
        *[(text, None) for text in ("39.4, 117.05", "x", "", "117", "nan, nan", "117, 39, 1")],
    ],
)
def test_positions_are_read_longitude_first(text: str, position: tuple[float, float] | None) -> None:
    assert parse_position(text) == position


def test_the_map_loads_no_library_that_only_other_pages_and_files_need() -> None:
    code = "import sys, geo.ui.explorer; print(*{'geopandas', 'pyproj', 'pyogrio', 'altair', 'geopy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert told.stdout.strip() == ""
