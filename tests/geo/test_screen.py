"""What is chosen, what a click does, and what an address brings back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st

from extract.model import MentionKind, Theme
from geo.atlas import Atlas
from geo.facets import Index, look
from geo.model import PlaceKind
from geo.ui import layers, state
from geo.ui.clicks import act_on_click, on_article, on_panel, on_read
from geo.ui.filters import apply_choices, chip_label, choice_names, drawer_groups
from geo.ui.reasons import say_reason
from geo.ui.sources import key_of
from geo.ui.words import EXACTNESS, LAYERS, PANELS, SCREENS, SENSES, Language
from geo.view import Chip, Exactness, View, chips_of
from tests.geo.test_view import FULL

WUQING, WUQING_STATION = "120114", "rail_station-wuqingzhan"


def start(atlas: Atlas, index: Index, **asked: str) -> list[tuple[str, str]]:
    """Begin a session with an address; what of it was ignored."""
    st.session_state.clear()
    ignored = state.start_session(atlas, asked, index.units, layers.known_basemaps(), layers.KNOWN)
    return [(i.parameter, i.value) for i in ignored]


@pytest.fixture
def session(atlas: Atlas, index: Index) -> Iterator[Any]:
    """The session of a visitor who has just come."""
    assert start(atlas, index) == []
    yield st.session_state
    st.session_state.clear()


# What is chosen


def test_a_visitor_sees_everything_and_the_first_titled_article(atlas: Atlas, session: Any) -> None:
    assert (session.view, session.lang, session.page, session.panel) == (View(), "zh", "map", "article")
    assert (session.mention, session.place, session.go, session.at, session.opening) == ("", "", None, "", None)
    assert session.article == state.first_article(atlas)
    assert atlas.articles[session.article].title
    assert state.address_of() == {"article": session.article}


def test_a_click_on_a_place_shows_its_card_and_leaves_the_map_where_it_is(atlas: Atlas, session: Any) -> None:
    before = session.article
    act_on_click(atlas, {"place": WUQING_STATION})
    assert (session.place, session.panel, session.article, session.mention) == (WUQING_STATION, "place", before, "")
    assert (session.go, session.ask) == (None, 0)


def test_a_click_on_a_sentence_opens_its_article_at_that_mention(atlas: Atlas, session: Any, station_mention: tuple[str, str]) -> None:
    mention, article = station_mention
    act_on_click(atlas, {"place": WUQING_STATION, "mention": mention, "article": article})
    assert (session.place, session.panel, session.article, session.mention) == (WUQING_STATION, "article", article, mention)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"place": "nowhere"},
        {"place": None},
        {"place": ["a"] and "x"},
        {"mention": "x@1-2"},
        {"article": "x-1"},
        {"mention": "x@1-2", "article": "x-1"},
    ],
    ids=str,
)
def test_a_click_that_tells_of_nothing_known_changes_nothing(atlas: Atlas, session: Any, told: dict[str, Any]) -> None:
    before = dict(session)
    act_on_click(atlas, told)
    assert dict(session) == before


def test_a_chosen_place_sends_the_map_there_each_time(atlas: Atlas, session: Any) -> None:
    for times in (1, 2, 3):
        state.choose_place(atlas, WUQING_STATION)
        assert session.ask == times
    assert session.go == state.Go(WUQING_STATION, "武清站", atlas.places[WUQING_STATION].position, state.CLOSE_ZOOM)


def test_a_place_known_only_by_its_unit_is_shown_with_the_unit_around_it(atlas: Atlas, session: Any) -> None:
    state.choose_place(atlas, "park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan")
    assert (session.go.at, session.go.zoom) == (atlas.gazetteer[WUQING].position, state.CLOSE_ZOOM - 3)


# Addresses


def test_an_address_brings_the_whole_screen_back(atlas: Atlas, index: Index, station_mention: tuple[str, str]) -> None:
    mention, article = station_mention
    start(atlas, index)
    session = st.session_state
    session.view, session.lang, session.basemap, session.layers = FULL, Language.EN, "osm", ["points", "heat", "by_city"]
    session.article, session.mention, session.at = article, mention, "9.5,116.9,39.4"
    state.choose_place(atlas, WUQING_STATION)
    session.panel = state.Panel.PLACE
    address = state.address_of()
    assert start(atlas, index, **address) == []
    assert state.address_of() == address
    assert (session.view, session.lang, session.basemap, session.layers) == (FULL, "en", "osm", ["points", "heat", "by_city"])
    assert (session.place, session.article, session.mention, session.panel) == (WUQING_STATION, article, mention, "place")
    assert session.opening == state.Go(WUQING_STATION, "", (116.9, 39.4), 9.5)
    st.session_state.clear()


def test_an_address_without_a_view_opens_the_map_at_its_place(atlas: Atlas, index: Index) -> None:
    start(atlas, index, place=WUQING_STATION)
    assert st.session_state.opening == state.Go(WUQING_STATION, "武清站", atlas.places[WUQING_STATION].position, state.CLOSE_ZOOM)
    assert st.session_state.panel == "place"
    st.session_state.clear()


def test_what_an_address_asks_for_in_vain_is_ignored_and_told(atlas: Atlas, index: Index) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    asked = {"lang": "xx", "page": hostile, "panel": "`", "basemap": "gaode", "layers": "points,nothing", "place": "nowhere"}
    asked |= {"article": "x-1", "mention": "x@1-2", "at": "99,999,99", "themes": "rail,nothing", "evil" * 50: "1" * 5000}
    told = dict(start(atlas, index, **asked))
    assert {k: told[k] for k in ("lang", "page", "panel", "basemap", "place", "article", "mention", "at")} == {
        k: asked[k][:40] for k in ("lang", "page", "panel", "basemap", "place", "article", "mention", "at")
    }
    assert (told["layers"], told["themes"], told[("evil" * 50)[:40]]) == ("nothing", "nothing", "1" * 40)
    session = st.session_state
    assert (session.view, session.layers, session.lang, session.place) == (View(themes=frozenset({Theme.RAIL})), ["points"], "zh", "")
    assert start(atlas, index, layers="a,b") == [("layers", "a"), ("layers", "b")] and session.layers is None  # not a map without anything
    start(atlas, index, **asked)
    assert start.__name__ and state.start_session(atlas, {"lang": "en"}, (), (), ()) == ()
    assert session.lang == "zh"
    st.session_state.clear()


@pytest.mark.parametrize(
    "at", ["", "9", "9,116.9", "9,116.9,39.4,1", "99,116,39", "9,1e9,39", "9,116.9,86", "-1,116,39", "9,nan,39", "٩,116,39"]
)
def test_a_view_of_the_map_that_is_none_is_not_gone_to(at: str) -> None:
    assert state.position_of(at) is None


def test_every_reason_is_said_in_english_too(atlas: Atlas) -> None:
    for reason in {r.reason for r in atlas.resolutions}:
        said = say_reason(reason, Language.EN)
        for name in sorted({p.name for p in atlas.places.values()} | set(atlas.gazetteer.by_name), key=len, reverse=True):
            said = said.replace(name, "")
        assert say_reason(reason, Language.ZH) == reason and not any("\u4e00" <= c <= "\u9fff" for c in said)


def test_what_the_browser_sent_before_it_heard_of_a_turn_turns_nothing_back(
    atlas: Atlas, session: Any, station_mention: tuple[str, str]
) -> None:
    mention, article = station_mention
    act_on_click(atlas, {"place": WUQING_STATION})
    late = {"panel": state.turned("panel_choice"), "article": state.turned("article_choice")}
    session[late["panel"]], session[late["article"]] = state.Panel.PLACE, session.article
    act_on_click(atlas, {"mention": mention, "article": article})
    on_panel(late["panel"])
    on_article(late["article"])
    assert (session.panel, session.article, session.mention) == ("article", article, mention)
    session[state.turned("panel_choice")] = state.Panel.PLACE
    on_panel(state.turned("panel_choice"))
    assert session.panel == "place"


def test_a_map_of_one_article_goes_on_to_the_next_that_is_read(atlas: Atlas, index: Index) -> None:
    start(atlas, index)
    session = st.session_state
    first, second = session.article, next(id for id in atlas.articles if id != session.article)
    session.article_choice_0 = second
    on_article("article_choice_0")
    assert (session.article, session.view) == (second, View())
    on_read(atlas, {"only": True})
    session.article_choice_0 = first
    on_article("article_choice_0")
    assert (session.article, session.view, session.whole) == (first, View(articles=frozenset({first})), True)
    st.session_state.clear()


# Filters on the screen


def test_every_choice_has_a_name_and_every_chip_says_its_facet(index: Index) -> None:
    for language in Language:
        names = choice_names(language)
        for facet, of in (("themes", Theme), ("kinds", PlaceKind), ("senses", MentionKind), ("exactness", Exactness)):
            assert set(names[facet]) == set(of)
        labels = [chip_label(c, index, language) for c in chips_of(FULL)]
        assert len(set(labels)) == len(labels) and all("：" in x for x in labels)
    assert "facet" not in "".join(labels)
    assert chip_label(Chip("unit", WUQING), index, Language.ZH) == "所在省、市、区县：天津市武清区"
    assert all(set(x[Language.ZH]) == set(x[Language.EN]) for x in (EXACTNESS, SENSES, LAYERS, SCREENS, PANELS))


def test_what_the_drawer_says_is_chosen_is_taken_back_as_the_same_view(index: Index, session: Any) -> None:
    view = replace(FULL, since="2025", until="2026", articles=frozenset(index.article_ids[:2]))
    groups = drawer_groups(look(index, view), index, view, Language.ZH)
    session.view = View(themes=view.themes)
    apply_choices({g["id"]: g["chosen"] for g in groups})
    assert session.view == view
    apply_choices({g["id"]: [] for g in groups})
    assert session.view == View(themes=view.themes)


def test_choices_that_no_facet_has_are_left_out(session: Any) -> None:
    apply_choices({"kinds": ["<script>", "park"], "nothing": ["x"], "dates": ["x", "2026-02-26", "2026"], "words": ["  a\x00b  "]})
    assert session.view == View(kinds=frozenset({PlaceKind.PARK}), since="2026", until="2026", words="a b")


def test_units_stand_below_what_they_lie_in(index: Index) -> None:
    (tree,) = [g for g in drawer_groups(look(index, View()), index, View(), Language.ZH) if g["id"] == "unit"]
    rows = [(c["label"], c["depth"]) for c in tree["choices"]]
    at = rows.index(("天津市武清区", 1))
    assert next(label for label, depth in reversed(rows[:at]) if depth == 0) == "天津市"
    assert rows[0] == ("全部地区", 0)


def test_the_same_text_under_another_name_is_another_atlas(atlas: Atlas) -> None:
    page = atlas.pages[0]
    renamed = replace(page, source=replace(page.source, name="别人的上传.txt"))
    assert key_of(replace(atlas, pages=(renamed, *atlas.pages[1:]))) != key_of(atlas)  # else one visitor is shown another's file name
