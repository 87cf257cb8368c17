"""What is chosen, what a click does, what card, reader, search and files hold, and the page as its script draws it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from extract.model import ArticleKind, MentionKind, PassageRole, SourceText, Theme
from geo.atlas import Atlas, Reader
from geo.downloads import BOM, COLUMNS, geojson_by_theme, places_csv
from geo.facets import Index, look
from geo.layers import Feature, Shape, layer_of, make_features
from geo.model import PlaceKind
from geo.pinyin import Speller
from geo.search import PlaceSearch
from geo.ui import explorer, layers, state
from geo.ui.card import card_data
from geo.ui.clicks import act_on_click, on_article, on_panel, on_read
from geo.ui.filters import apply_choices, chip_label, choice_names, drawer_groups
from geo.ui.reader import article_data, article_labels
from geo.ui.reasons import say_reason
from geo.ui.searchbox import ask_gazetteer, names_of
from geo.ui.sources import key_of
from geo.ui.words import EXACTNESS, LAYERS, PANELS, SCREENS, SENSES, Language
from geo.view import Chip, Exactness, View, chips_of
from tests.conftest import ROOT
from tests.geo.test_view import FULL

WUQING, WUQING_STATION = "120114", "rail_station-wuqingzhan"
UNNAMED = "130432"
ATTACK = "</script><img src=x onerror=alert(1)>`${alert(2)}`\\';\"&"


@pytest.fixture(scope="module")
def features(atlas: Atlas) -> tuple[Feature, ...]:
    return make_features(atlas)


@pytest.fixture(scope="module")
def index(atlas: Atlas, features: tuple[Feature, ...]) -> Index:
    return Index(atlas, features)


def atlas_of(reader: Reader, text: str) -> Atlas:
    return Atlas((reader.read_page(SourceText("page.txt", text, "utf-8", "")),), reader.gazetteer)


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


def mention_of(atlas: Atlas, place: str) -> tuple[str, str]:
    """A mention of a place and its article, not the first article's."""
    found = next(
        r.mention for r in atlas.resolutions if r.place and r.place.id == place and r.mention.article_id != state.first_article(atlas)
    )
    return found.id, found.article_id


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


def test_a_click_on_a_sentence_opens_its_article_at_that_mention(atlas: Atlas, session: Any) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
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


def test_an_address_brings_the_whole_screen_back(atlas: Atlas, index: Index) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
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


def test_what_the_browser_sent_before_it_heard_of_a_turn_turns_nothing_back(atlas: Atlas, session: Any) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
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


# The card


def test_a_card_says_what_where_how_exact_why_and_every_sentence(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    card = card_data(atlas, index, features, WUQING_STATION, Language.ZH)
    facts = dict(card["facts"])
    assert (card["name"], card["path"], card["note"]) == ("武清站", "中国 › 天津市 › 天津市武清区", "")
    assert facts["类型"] == "火车站 · 已建成" and facts["精度"] == "点位准确 · 误差约 200 m" and "测绘数据" in facts["依据"]
    assert "OpenStreetMap" in facts["依据"] and "备注" not in facts  # what the gazetteer notes is for its editors
    assert facts["为何是这里"]
    lon, lat = atlas.places[WUQING_STATION].position or (0, 0)
    assert card["coordinates"] == f"{lon:.5f}, {lat:.5f}" and f"mlat={round(lat, 5)}&mlon={round(lon, 5)}" in card["osm"]
    feature = next(f for f in features if f.place.id == WUQING_STATION)
    assert [a["id"] for a in card["articles"]] and {a["id"] for a in card["articles"]} == set(feature.article_ids)
    for article in card["articles"]:
        for quote in article["quotes"]:
            surface = quote["mention"]
            assert quote["text"][slice(*quote["mark"])] == next(
                "".join(m.surface.split()) for p in atlas.pages for m in p.mentions if m.id == surface
            )
    assert sum(n for _, n in card["dates"]) == feature.mentions
    km = [float(n["km"]) for n in card["near"]]
    assert km == sorted(km) and WUQING_STATION not in {n["id"] for n in card["near"]}


def test_a_card_of_a_hidden_or_unnamed_place_says_so(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    hidden = card_data(atlas, index, (), WUQING_STATION, Language.ZH)
    assert "被当前筛选隐藏" in hidden["note"] and hidden["articles"]
    unnamed = card_data(atlas, index, features, UNNAMED, Language.ZH)
    assert "没有提到" in unnamed["note"] and unnamed["articles"] == [] and unnamed["dates"] == []
    assert card_data(atlas, index, features, "nowhere", Language.ZH)["empty"].startswith("在地图上点")


def test_the_card_of_a_unit_offers_to_narrow_the_map_to_it(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    for id, name in ((WUQING, "天津市武清区"), ("120000", "天津市"), ("130100", "河北省石家庄市")):
        narrow = card_data(atlas, index, features, id, Language.ZH)["narrow"]
        assert narrow == {"unit": id, "on": False, "text": f"只看{name}的地点"}
    assert card_data(atlas, index, features, WUQING, Language.EN, WUQING)["narrow"] == {
        "unit": "",
        "on": True,
        "text": "only 天津市武清区 is shown; show everywhere",
    }
    for other in (WUQING_STATION, UNNAMED):  # no unit; a unit that no filter offers, as the pages name nothing there
        assert card_data(atlas, index, features, other, Language.ZH)["narrow"] is None


def test_a_place_known_by_its_unit_has_no_coordinates_to_copy(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    card = card_data(atlas, index, features, "park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan", Language.ZH)
    assert (card["coordinates"], card["osm"]) == ("", "")
    assert card["near"]


# The search box


def test_names_are_found_by_characters_pinyin_and_initials(index: Index) -> None:
    rows = {r[0]: r for r in names_of(index, Speller(), Language.ZH)}
    assert len(rows) == len(index.features)
    assert rows[WUQING_STATION][1:3] == ["武清站", "火车站 · 天津市武清区"]
    assert {"武清站", "wuqingzhan", "wqz"} <= set(rows[WUQING_STATION][4].split(" "))


def test_the_gazetteer_answers_for_places_that_the_pages_do_not_name(atlas: Atlas) -> None:
    hits = ask_gazetteer(PlaceSearch(atlas.gazetteer), atlas, {}, "广平县", Language.ZH)
    assert hits[0]["id"] == UNNAMED
    assert not {h["id"] for h in hits} & set(atlas.places)
    assert ask_gazetteer(PlaceSearch(atlas.gazetteer), atlas, {}, "<img>`${}", Language.ZH) == []
    (named, *_) = ask_gazetteer(PlaceSearch(atlas.gazetteer), atlas, {"120114": 42}, "武清區", Language.ZH)
    assert (named["id"], named["count"]) == ("120114", 42)  # which the browser's own list has in other characters


# The reader


def test_the_readers_parts_joined_are_the_passages_text(atlas: Atlas) -> None:
    for article in atlas.articles.values():
        data = article_data(atlas, article, "", Language.ZH)
        passages = [p for p in article.passages if p.role is not PassageRole.BYLINE]
        assert [(p["role"], "".join(part["text"] for part in p["parts"])) for p in data["passages"]] == [(p.role, p.text) for p in passages]


def test_every_passage_has_the_line_of_the_stored_file_it_begins_on(atlas: Atlas) -> None:
    for page in atlas.pages:
        lines = page.source.text.split("\n")
        for article in page.articles:
            for passage in article_data(atlas, article, "", Language.ZH)["passages"]:
                text = "".join(part["text"] for part in passage["parts"])
                assert text[:4] in lines[passage["line"] - 1] or text[0] in lines[passage["line"] - 1]


def test_every_mention_of_an_article_is_marked_once_with_its_place(atlas: Atlas) -> None:
    for page in atlas.pages:
        places: dict[str, list[str]] = {}
        for r in page.resolutions:
            if r.place:
                places.setdefault(r.mention.id, []).append(r.place.id)
        for article in page.articles:
            data = article_data(atlas, article, "", Language.ZH)
            marked = [part for p in data["passages"] for part in p["parts"] if "mention" in part]
            expected = [m for m in page.mentions if m.article_id == article.id]
            assert sorted(part["mention"] for part in marked) == sorted(m.id for m in expected)
            assert {p["mention"]: p["text"] for p in marked} == {m.id: "".join(m.surface.split()) for m in expected}
            assert {p["mention"]: p["places"] for p in marked} == {m.id: places.get(m.id, []) for m in expected}
            assert {p["kind"] for p in marked} <= set(MentionKind)
            assert all(p["title"] for p in marked)


def test_the_list_of_articles_has_headline_date_and_places_once_each(atlas: Atlas, index: Index) -> None:
    labels = article_labels(index, Language.ZH)
    assert set(labels) == set(atlas.articles) and len(set(labels.values())) == len(labels)
    first = state.first_article(atlas)
    places = {r.place.id for r in atlas.resolutions if r.place and r.mention.article_id == first}
    assert labels[first].endswith(f" · {atlas.articles[first].published} · {len(places)} 处")


def test_the_reader_is_told_which_article_and_mention(atlas: Atlas) -> None:
    mention, id = mention_of(atlas, WUQING_STATION)
    data = article_data(atlas, atlas.articles[id], mention, Language.EN)
    assert (data["id"], data["chosen"]) == (id, mention)
    assert data["facts"].startswith(f"article · {atlas.articles[id].source}")


def test_hostile_text_reaches_reader_and_card_as_plain_text(reader: Reader) -> None:
    atlas = atlas_of(reader, f"## 武清站{ATTACK}开通\n\n本报讯(记者 李杨)记者昨日看到武清站客流不断。\n")
    (article,) = atlas.articles.values()
    parts = article_data(atlas, article, "", Language.ZH)["passages"][0]["parts"]
    assert [p["text"] for p in parts] == ["武清站", f"{ATTACK}开通"]
    features = make_features(atlas)
    card = card_data(atlas, Index(atlas, features), features, WUQING_STATION, Language.ZH)
    assert card["articles"][0]["title"] == f"武清站{ATTACK}开通"


# Files


def test_a_table_opens_in_excel_and_runs_no_formula(features: tuple[Feature, ...]) -> None:
    first = features[0]
    bad = replace(first, place=first.place._replace(name="=HYPERLINK(1)"), quotes=(replace(first.quotes[0], text='+1,"x"\n换行'),))
    text = places_csv([bad, *features])
    assert text.startswith(BOM)
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert tuple(rows[0]) == COLUMNS and len(rows) == len(features) + 2
    row = dict(zip(COLUMNS, rows[1], strict=True))
    assert (row["name"], row["sentence"]) == ("'=HYPERLINK(1)", '\'+1,"x"\n换行')
    station = next(dict(zip(COLUMNS, r, strict=True)) for r in rows if r[0] == WUQING_STATION)
    assert (station["kind"], station["exactness"], round(float(station["lon"]), 1)) == ("rail_station", "site", 117.0)


def test_geojson_by_theme_is_one_file_a_theme(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    with zipfile.ZipFile(io.BytesIO(geojson_by_theme(atlas, features))) as archive:
        assert set(archive.namelist()) == {f"{t}.geojson" for t in Theme}
        for theme in Theme:
            found = json.loads(archive.read(f"{theme}.geojson"))["features"]
            assert {f["id"] for f in found} == {f.place.id for f in layer_of(features, [theme])}
    assert geojson_by_theme(atlas, features) == geojson_by_theme(atlas, features)


# The page


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page of a visitor whose browser has drawn the map."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    app.session_state.drawn = True
    app.run()
    return app


def sent_to_map(app: AppTest) -> tuple[str, dict[str, Any]]:
    """The identity of the map's frame and what is sent to it."""
    (frame,) = [e.proto for e in app.main if e.type == "component_instance"]
    assert frame.component_name == "streamlit_folium.st_folium"
    return frame.id, dict(json.loads(frame.json_args))


def drawn(app: AppTest, key: str) -> dict[str, Any]:
    """What one of the page's own parts is sent."""
    (found,) = [json.loads(e.proto.json) for e in [*app.main, *app.sidebar] if e.type == "bidi_component" and e.key == key]
    return dict(found)


def summary(app: AppTest) -> str:
    return str(drawn(app, "chips")["groups"][0]["note"])


def test_the_page_runs_without_exception_and_has_its_parts(page: AppTest, atlas: Atlas) -> None:
    assert (list(page.exception), list(page.error)) == ([], [])
    assert len(page.selectbox(key="article_choice_0").options) == len(atlas.articles)
    assert [b.key for b in page.get("download_button")] == ["download_geojson", "download_by_theme", "download_csv"]
    assert [len(drawn(page, "themes")["groups"][0]["choices"]), len(drawn(page, "filters")["groups"])] == [9, 9]
    assert drawn(page, "reader")["id"] == state.first_article(atlas)


def test_what_is_not_seen_at_once_is_sent_when_the_map_stands(page: AppTest) -> None:
    first = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert list(first.exception) == []
    assert (len(first.get("download_button")), len(first.dataframe), len(first.get("file_uploader"))) == (0, 0, 0)
    assert [e.key for e in [*first.main, *first.sidebar] if e.type == "bidi_component"] == []
    assert (len(page.get("download_button")), len(page.dataframe), len(page.get("file_uploader"))) == (3, 1, 1)
    assert "wuqing" in drawn(page, "search")["names"]
    assert sent_to_map(first) == sent_to_map(page)


def test_what_the_map_returns_when_it_stands_brings_the_rest(monkeypatch: pytest.MonkeyPatch, page: AppTest) -> None:
    monkeypatch.setattr(explorer, "st_folium", lambda *_, **__: {"drawn": True})
    told = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert list(told.exception) == []
    assert (len(told.get("download_button")), drawn(told, "search")) == (3, drawn(page, "search"))


def test_the_page_says_how_much_it_shows_as_the_overview_does(page: AppTest, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    mentions = len({q.mention_id for f in features for q in f.quotes})
    articles = len({id for f in features for id in f.article_ids if atlas.articles[id].kind is ArticleKind.ARTICLE})
    undrawn = sum(f.shape is Shape.NONE for f in features)
    assert undrawn
    assert summary(page) == (
        f"{len(features)}/{len(features)} 个地点 · {mentions} 处提及 · {articles} 篇 · 5 个版面 · {undrawn} 个地点无坐标，未画出（金砖国家、欧美）"
    )


def test_a_filter_sends_the_same_map_other_features(features: tuple[Feature, ...], page: AppTest) -> None:
    before, all_features = sent_to_map(page)
    page.session_state.view = View(themes=frozenset({Theme.ECOLOGY}))
    page.run()
    after, ecology = sent_to_map(page)
    assert list(page.exception) == []
    assert after == before
    assert ecology["script"] == all_features["script"]
    assert ecology["feature_group"] != all_features["feature_group"]
    assert page.query_params["themes"] == "ecology"
    assert summary(page).startswith(f"{len(layer_of(features, [Theme.ECOLOGY]))}/{len(features)} 个地点")
    page.session_state.view = View(words="没有这样的话")
    page.run()
    assert (list(page.exception), [i.value for i in page.info]) == ([], ["没有符合条件的地点。去掉一个条件，或全部清除。"])
    assert sent_to_map(page)[0] == before
    page.session_state.view = View()
    page.run()
    assert sent_to_map(page)[1] == all_features
    assert "themes" not in page.query_params


def test_choosing_a_place_sends_the_map_no_new_drawing(atlas: Atlas, page: AppTest) -> None:
    before = sent_to_map(page)
    page.session_state.place, page.session_state.panel = WUQING_STATION, state.Panel.PLACE
    page.run()
    assert sent_to_map(page) == before
    assert drawn(page, "card")["name"] == "武清站"
    page.session_state.panel = state.Panel.ARTICLE
    page.run()


def test_a_link_opens_the_same_screen(atlas: Atlas, page: AppTest) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
    linked = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in {"article": article, "mention": mention, "place": WUQING_STATION, "themes": "rail"}.items():
        linked.query_params[key] = value
    linked.run()
    linked.session_state.drawn = True
    linked.run()
    assert list(linked.exception) == []
    assert linked.selectbox(key="article_choice_0").value == article
    assert linked.session_state.view == View(themes=frozenset({Theme.RAIL}))
    assert f'"focus":"{WUQING_STATION}"' in sent_to_map(linked)[1]["feature_group"]
    told = drawn(linked, "reader")
    assert (told["id"], told["chosen"]) == (article, mention)


def test_a_folder_that_is_missing_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: AppTest) -> None:
    monkeypatch.setenv("JJJ_PAGES", str(tmp_path / "nowhere"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert len(app.error) == 1 and "nowhere" in app.error[0].value  # at once
    app.session_state.drawn = True
    app.run()
    assert list(app.exception) == []
    assert len(app.error) == 1 and "nowhere" in app.error[0].value
    assert [i.value for i in app.info] == ["没有可读的版面。打开左侧抽屉，加入自己的版面。"]
