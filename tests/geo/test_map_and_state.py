"""What the map's frame is sent, what a click does, and the page as its script draws it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import folium
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit_folium import generate_js_hash, generate_leaflet_string

from extract.model import MentionKind, PassageRole, SourceText, Theme
from geo.atlas import Atlas, Reader
from geo.gazetteer import Gazetteer
from geo.layers import Feature, Shape, layer_of, make_features
from geo.map import POPUP_QUOTES, REGION_CENTRE, TILES, VECTOR, AtlasMap, feature_group, make_drawing
from geo.model import PlaceKind
from geo.style import THEME_COLOURS, Symbol, symbol_of
from geo.ui import state as view
from geo.ui.explorer import act_on_click
from geo.ui.reader import article_data
from geo.ui.words import Language, map_words
from tests.conftest import ROOT

WUQING_STATION = "rail_station-wuqingzhan"
ATTACK = "</script><img src=x onerror=alert(1)>`${alert(2)}`\\';\"&"
HOST = re.compile(r"(?:https?:|(?<![\w:])//)[^\s\"'`]*")


@pytest.fixture(scope="module")
def features(atlas: Atlas) -> tuple[Feature, ...]:
    return make_features(atlas)


@pytest.fixture(scope="module")
def drawing(atlas: Atlas, features: tuple[Feature, ...]) -> dict[str, Any]:
    return make_drawing(atlas, features)


def atlas_of(reader: Reader, text: str) -> Atlas:
    return Atlas((reader.read_page(SourceText("page.txt", text, "utf-8", "")),), reader.gazetteer)


def make_map(gazetteer: Gazetteer, language: Language = Language.ZH, basemap: str = VECTOR) -> AtlasMap:
    return AtlasMap("../leaflet", "../atlas", map_words(language, gazetteer), basemap)


def script_of(map: folium.Map) -> str:
    """The map's script as streamlit-folium sends it."""
    map.get_root().render()
    return str(generate_leaflet_string(map))


def group_script(gazetteer: Gazetteer, drawing: Mapping[str, Any]) -> str:
    """The script of a feature group that draws features on a map of its own."""
    group = feature_group(drawing)
    group.add_to(make_map(gazetteer))
    group.get_root().render()
    return str(generate_leaflet_string(group, base_id="places"))


def drawn_cards(drawing: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*drawing["points"], *drawing["lines"], *(card for unit in drawing["units"] for card in unit["places"])]


# The map


@pytest.mark.parametrize("language", list(Language))
def test_the_map_on_the_built_in_basemap_names_no_other_host(gazetteer: Gazetteer, language: Language) -> None:
    map = make_map(gazetteer, language)
    assert HOST.findall(script_of(map)) == []
    assert HOST.findall(map.get_root().render()) == []
    assert map.default_js == [("leaflet", "../leaflet/leaflet.js"), ("atlas", "../atlas/atlas.js")]
    assert map.default_css == [("leaflet_css", "../leaflet/leaflet.css"), ("atlas_css", "../atlas/atlas.css")]


def test_the_drawing_code_names_no_other_host() -> None:
    for path in (ROOT / "geo" / "assets").glob("*.[jc]s*"):
        if path.suffix in (".js", ".css"):
            assert set(re.findall(r"https?://[^\s\"'`]*", path.read_text(encoding="utf-8"))) <= {"http://www.w3.org/2000/svg"}


def test_a_tile_basemap_is_one_layer_of_its_provider(gazetteer: Gazetteer) -> None:
    map = make_map(gazetteer, basemap="osm")
    assert next(type(c) for c in map._children.values()) is folium.TileLayer
    assert "tile.openstreetmap.org" in script_of(map)
    assert '"vector": false' in script_of(map)


def test_the_vector_basemap_has_no_tile_layer(gazetteer: Gazetteer) -> None:
    assert not [c for c in make_map(gazetteer)._children.values() if isinstance(c, folium.TileLayer)]


def test_an_unknown_basemap_is_told_the_known_ones() -> None:
    with pytest.raises(ValueError, match=re.escape(f"Unknown basemap 'osmm'. Known: vector, {', '.join(TILES)}.")):
        AtlasMap("../leaflet", "../atlas", {}, "osmm")


def test_leaflet_gets_latitude_first(gazetteer: Gazetteer) -> None:
    lon, lat = REGION_CENTRE
    assert make_map(gazetteer).location == [lat, lon]


def test_drawing_other_features_leaves_the_map_itself_the_same(atlas: Atlas, gazetteer: Gazetteer, features: tuple[Feature, ...]) -> None:
    hashes, scripts = set(), set()
    for layer in (features, layer_of(features, [Theme.ECOLOGY]), ()):
        hashes.add(generate_js_hash(script_of(make_map(gazetteer)), "map"))
        scripts.add(group_script(gazetteer, make_drawing(atlas, layer)))
    assert (len(hashes), len(scripts)) == (1, 3)


def test_another_basemap_or_language_is_another_map(gazetteer: Gazetteer) -> None:
    maps = [make_map(gazetteer), make_map(gazetteer, basemap="osm"), make_map(gazetteer, Language.EN)]
    assert len({generate_js_hash(script_of(m), "map") for m in maps}) == 3


# What is drawn


def test_every_place_with_a_geometry_is_drawn_once(features: tuple[Feature, ...], drawing: dict[str, Any]) -> None:
    drawn = [card["id"] for card in drawn_cards(drawing)]
    assert sorted(drawn) == sorted(f.place.id for f in features if f.shape is not Shape.NONE)


def test_no_place_known_only_by_its_unit_is_a_point(atlas: Atlas, features: tuple[Feature, ...], drawing: dict[str, Any]) -> None:
    ids = {shape: {f.place.id for f in features if f.shape is shape} for shape in Shape}
    assert {p["id"] for p in drawing["points"]} == ids[Shape.POINT]
    assert {p["id"] for p in drawing["lines"]} == ids[Shape.LINE]
    assert {c["id"] for u in drawing["units"] for c in u["places"]} == ids[Shape.AREA]
    assert not any("at" in card or "path" in card for unit in drawing["units"] for card in unit["places"])
    for unit in drawing["units"]:
        assert all(atlas.gazetteer.lies_in(atlas.places[card["id"]], unit["id"]) for card in unit["places"])


def test_points_stand_where_the_gazetteer_has_them_longitude_first(atlas: Atlas, drawing: dict[str, Any]) -> None:
    for point in drawing["points"]:
        assert point["at"] == pytest.approx(list(atlas.places[point["id"]].position or ()), abs=5e-6)
    station = next(p for p in drawing["points"] if p["id"] == WUQING_STATION)
    assert (station["symbol"], station["uncertainty_m"], station["basis"]) == ("station", 200, "surveyed")


def test_units_come_largest_first_so_that_small_ones_lie_on_top(drawing: dict[str, Any]) -> None:
    sizes = [u["size"] for u in drawing["units"]]
    assert sizes == sorted(sizes, reverse=True)
    assert "120114" in {u["id"] for u in drawing["units"]}


def test_a_popup_has_up_to_three_different_sentences_with_their_names_marked(atlas: Atlas, drawing: dict[str, Any]) -> None:
    surfaces = {m.id: "".join(m.surface.split()) for page in atlas.pages for m in page.mentions}
    for card in drawn_cards(drawing):
        texts = [q["text"] for q in card["quotes"]]
        assert 1 <= len(texts) <= POPUP_QUOTES
        assert len(set(texts)) == len(texts)
        for quote in card["quotes"]:
            assert quote["text"][quote["mark"][0] : quote["mark"][1]] == surfaces[quote["mention"]]
            assert quote["article"] in atlas.articles and quote["title"]


def test_a_popups_first_sentences_are_from_different_articles(atlas: Atlas, features: tuple[Feature, ...], drawing: dict[str, Any]) -> None:
    articles = {f.place.id: len(f.article_ids) for f in features}
    (station,) = [c for c in drawn_cards(drawing) if c["id"] == WUQING_STATION]
    assert len({q["article"] for q in station["quotes"]}) == min(POPUP_QUOTES, articles[WUQING_STATION])


def test_focus_and_ask_are_handed_on(atlas: Atlas, features: tuple[Feature, ...], drawing: dict[str, Any]) -> None:
    assert (drawing["focus"], drawing["ask"]) == ("", 0)
    asked = make_drawing(atlas, features, WUQING_STATION, 7)
    assert (asked["focus"], asked["ask"]) == (WUQING_STATION, 7)
    assert {k: v for k, v in asked.items() if k not in ("focus", "ask")} == {k: v for k, v in drawing.items() if k not in ("focus", "ask")}


def test_nothing_to_draw_is_an_empty_drawing(atlas: Atlas) -> None:
    assert make_drawing(atlas, ()) == {"points": [], "lines": [], "units": [], "focus": "", "ask": 0}


def test_hostile_text_reaches_the_map_only_as_escaped_json(reader: Reader, gazetteer: Gazetteer) -> None:
    atlas = atlas_of(reader, f"## 武清站{ATTACK}开通\n\n本报讯(记者 李杨)记者昨日在廊坊北站看到{ATTACK}廊坊北站客流不断。\n")
    drawing = make_drawing(atlas, make_features(atlas))
    told = [text for p in drawing["points"] for q in p["quotes"] for text in (q["title"], q["text"])]
    assert len(told) == 4 and all(ATTACK in text for text in told)
    script = group_script(gazetteer, drawing)
    assert not set("<>&'") & set(script)
    begin = script.index("JJJ.draw(")
    sent, end = json.JSONDecoder().raw_decode(script, script.index("{", begin))
    assert sent == json.loads(json.dumps(drawing))
    around = script[:begin] + script[end:]
    assert not any(word in around for word in ("onerror", "alert", "`", "$", "script"))


def test_every_kind_has_a_symbol_and_every_theme_a_colour_of_its_own() -> None:
    assert {symbol_of(kind) for kind in PlaceKind} == set(Symbol)
    assert set(THEME_COLOURS) == {*Theme, None}
    assert len(set(THEME_COLOURS.values())) == len(THEME_COLOURS)


# What is chosen


@pytest.fixture
def session(atlas: Atlas) -> Iterator[Any]:
    """The session of a visitor who has just come."""
    st.session_state.clear()
    assert view.start_session(atlas, {}) == []
    yield st.session_state
    st.session_state.clear()


def mention_of(atlas: Atlas, place: str) -> tuple[str, str]:
    """A mention of a place and its article, not the first article's."""
    found = next(
        r.mention for r in atlas.resolutions if r.place and r.place.id == place and r.mention.article_id != view.first_article(atlas)
    )
    return found.id, found.article_id


def test_a_visitor_sees_all_themes_and_the_first_titled_article(atlas: Atlas, session: Any) -> None:
    assert (session.themes, session.lang) == (list(Theme), Language.ZH)
    assert (session.mention, session.focus, session.place, session.centre, session.zoom) == ("", "", "", None, None)
    assert session.article == view.first_article(atlas)
    assert atlas.articles[session.article].title


def test_a_click_on_a_place_chooses_it_and_leaves_the_map_where_it_is(atlas: Atlas, session: Any) -> None:
    before = session.article
    act_on_click(atlas, {"place": WUQING_STATION})
    assert (session.place, session.article, session.mention) == (WUQING_STATION, before, "")
    assert (session.centre, session.zoom, session.ask) == (None, None, 0)


def test_a_click_on_a_sentence_opens_its_article_at_that_mention(atlas: Atlas, session: Any) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
    act_on_click(atlas, {"place": WUQING_STATION, "mention": mention, "article": article})
    assert (session.place, session.article, session.mention) == (WUQING_STATION, article, mention)


@pytest.mark.parametrize(
    "told",
    [{}, {"place": "nowhere"}, {"place": None}, {"mention": "x@1-2"}, {"article": "x-1"}, {"mention": "x@1-2", "article": "x-1"}],
    ids=str,
)
def test_a_click_that_tells_of_nothing_known_changes_nothing(atlas: Atlas, session: Any, told: dict[str, Any]) -> None:
    before = dict(session)
    act_on_click(atlas, told)
    assert dict(session) == before


def test_a_chosen_place_is_centred_latitude_first_and_its_popup_asked_for(atlas: Atlas, session: Any) -> None:
    lon, lat = atlas.places[WUQING_STATION].position or (0, 0)
    view.choose_place(atlas, WUQING_STATION)
    assert (session.place, session.focus, session.ask) == (WUQING_STATION, WUQING_STATION, 1)
    assert (session.centre, session.zoom) == ((lat, lon), view.CLOSE_ZOOM)


def test_the_same_place_chosen_again_moves_the_map_there_again(atlas: Atlas, session: Any) -> None:
    centres = []
    for _ in range(3):
        view.choose_place(atlas, WUQING_STATION)
        centres.append(session.centre)
    assert centres[0] != centres[1] != centres[2]
    assert all(c == pytest.approx(centres[0], abs=1e-6) for c in centres)
    assert session.ask == 3


def test_a_place_known_only_by_its_unit_is_shown_with_the_unit_around_it(atlas: Atlas, session: Any) -> None:
    view.choose_place(atlas, "park-gaocunshuzhichuangxinyuan")
    lon, lat = atlas.gazetteer["120114"].position or (0, 0)
    assert (session.centre, session.zoom) == ((lat, lon), view.CLOSE_ZOOM - 3)


def test_a_link_opens_what_exists_and_what_does_not_is_named(atlas: Atlas) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
    st.session_state.clear()
    asked = {"lang": "en", "themes": "rail,nothing", "article": article, "mention": mention, "place": "nowhere"}
    assert view.start_session(atlas, asked) == [("themes", "nothing"), ("place", "nowhere")]
    state = st.session_state
    assert (state.lang, state.themes, state.article, state.mention, state.place) == (Language.EN, [Theme.RAIL], article, mention, "")
    assert view.start_session(atlas, {"lang": "zh"}) == []
    assert state.lang == Language.EN
    st.session_state.clear()


# The reader


def test_the_readers_parts_joined_are_the_passages_text(atlas: Atlas) -> None:
    for article in atlas.articles.values():
        data = article_data(atlas, article, "", Language.ZH)
        passages = [p for p in article.passages if p.role is not PassageRole.BYLINE]
        assert [(p["role"], "".join(part["text"] for part in p["parts"])) for p in data["passages"]] == [(p.role, p.text) for p in passages]


def test_every_mention_of_an_article_is_marked_once_with_its_place(atlas: Atlas) -> None:
    for page in atlas.pages:
        places = {r.mention.id: r.place.id for r in reversed(page.resolutions) if r.place}
        for article in page.articles:
            data = article_data(atlas, article, "", Language.ZH)
            marked = [part for p in data["passages"] for part in p["parts"] if "mention" in part]
            expected = [m for m in page.mentions if m.article_id == article.id]
            assert sorted(part["mention"] for part in marked) == sorted(m.id for m in expected)
            assert {p["mention"]: p["text"] for p in marked} == {m.id: "".join(m.surface.split()) for m in expected}
            assert {p["mention"]: p["place"] for p in marked} == {m.id: places.get(m.id) for m in expected}
            assert {p["kind"] for p in marked} <= set(MentionKind)
            assert all(p["title"] for p in marked)


def test_the_reader_is_told_which_article_and_mention(atlas: Atlas) -> None:
    mention, id = mention_of(atlas, WUQING_STATION)
    data = article_data(atlas, atlas.articles[id], mention, Language.EN)
    assert (data["id"], data["chosen"]) == (id, mention)
    assert data["facts"].startswith(f"article · {atlas.articles[id].source}")


def test_hostile_text_reaches_the_reader_as_plain_text(reader: Reader) -> None:
    atlas = atlas_of(reader, f"## 武清站{ATTACK}开通\n\n本报讯(记者 李杨)记者昨日看到武清站客流不断。\n")
    (article,) = atlas.articles.values()
    parts = article_data(atlas, article, "", Language.ZH)["passages"][0]["parts"]
    assert [p["text"] for p in parts] == ["武清站", f"{ATTACK}开通"]


# The page


@pytest.fixture(scope="module")
def page() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    return app


def sent_to_map(app: AppTest) -> tuple[str, dict[str, Any]]:
    """The identity of the map's frame and what is sent to it."""
    (frame,) = [e.proto for e in app.main if e.type == "component_instance"]
    assert frame.component_name == "streamlit_folium.st_folium"
    return frame.id, dict(json.loads(frame.json_args))


def test_the_page_runs_without_exception_and_has_its_widgets(page: AppTest, atlas: Atlas) -> None:
    assert (list(page.exception), list(page.error)) == ([], [])
    assert [(b.key, len(b.options)) for b in page.button_group] == [("themes", 9)]
    assert [s.key for s in page.main.selectbox] == ["article"]
    assert len(page.selectbox(key="article").options) == len(atlas.articles)
    assert [b.key for b in page.get("download_button")] == ["download_geojson"]
    assert [t.key for t in page.text_input] == ["search"]


def test_the_page_says_how_much_it_shows(page: AppTest, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    mentions = sum(len(p.mentions) for p in atlas.pages)
    (summary,) = [c.value for c in page.main.caption]
    assert summary.startswith("5 个版面 · ")
    assert summary.endswith(f" · {len(features)}/{len(features)} 个地点 · {mentions} 处提及")


def test_a_theme_toggle_sends_the_same_map_other_features(features: tuple[Feature, ...], page: AppTest) -> None:
    before, all_features = sent_to_map(page)
    page.button_group(key="themes").set_value([Theme.ECOLOGY]).run()
    after, ecology = sent_to_map(page)
    assert list(page.exception) == []
    assert after == before
    assert ecology["script"] == all_features["script"]
    assert ecology["feature_group"] != all_features["feature_group"]
    assert page.query_params["themes"] == "ecology"
    assert f" · {len(layer_of(features, [Theme.ECOLOGY]))}/{len(features)} 个地点" in page.main.caption[0].value
    page.button_group(key="themes").set_value([]).run()
    assert list(page.exception) == []
    assert f" · 0/{len(features)} 个地点" in page.main.caption[0].value
    assert sent_to_map(page)[0] == before
    page.button_group(key="themes").set_value(list(Theme)).run()
    assert "themes" not in page.query_params


def test_a_link_opens_the_same_view(atlas: Atlas, page: AppTest) -> None:
    mention, article = mention_of(atlas, WUQING_STATION)
    linked = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in {"article": article, "mention": mention, "place": WUQING_STATION, "themes": "rail"}.items():
        linked.query_params[key] = value
    linked.run()
    assert list(linked.exception) == []
    assert linked.selectbox(key="article").value == article
    assert linked.session_state.themes == [Theme.RAIL]
    lon, lat = atlas.places[WUQING_STATION].position or (0, 0)
    sent = sent_to_map(linked)[1]
    assert (sent["center"], sent["zoom"]) == ([lat, lon], view.CLOSE_ZOOM)
    assert f'"focus": "{WUQING_STATION}"' in sent["feature_group"]
    (text,) = [e.proto for e in linked.main if e.type == "bidi_component"]
    told = json.loads(text.json)
    assert (told["id"], told["chosen"]) == (article, mention)


def test_a_folder_that_is_missing_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: AppTest) -> None:
    monkeypatch.setenv("JJJ_PAGES", str(tmp_path / "nowhere"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert list(app.exception) == []
    assert len(app.error) == 1 and "nowhere" in app.error[0].value
