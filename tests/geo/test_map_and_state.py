"""What the map's frame is sent, what a click does, and the page as its script draws it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import folium
import pytest
from shapely.geometry import Point, shape
from streamlit_folium import generate_js_hash, generate_leaflet_string

from extract.model import SourceText, Theme
from geo.atlas import Atlas, Reader
from geo.drawing import packed
from geo.gazetteer import Gazetteer
from geo.layers import Feature, Shape, layer_of, make_features
from geo.map import BASE_FILES, POPUP_QUOTES, REGION_CENTRE, SCRIPTS, TILES, VECTOR, AtlasMap, feature_group, make_drawing
from geo.model import PlaceKind
from geo.style import THEME_COLOURS, Symbol, symbol_of
from geo.ui.assets import CODE_URL, joined_code
from geo.ui.words import Language, map_words
from tests.conftest import ROOT

WUQING_STATION = "rail_station-wuqingzhan"
ATTACK = "</script><img src=x onerror=alert(1)>`${alert(2)}`\\';\"&"
HOST = re.compile(r"(?:https?:|(?<![\w:])//)[^\s\"'`]*")


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
    assert map.default_js == [("leaflet", "../leaflet/leaflet.js"), *((part, f"../atlas/{part}.js") for part in SCRIPTS)]
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
    ids = [u["id"] for u in drawing["units"]]
    levels = [2 * i.endswith("0000") + i.endswith("00") for i in ids]
    assert levels == sorted(levels, reverse=True) and len(set(ids)) == len(ids)
    assert "120114" in ids


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
    drawing = make_drawing(atlas, ())
    assert [drawing[k] for k in ("points", "lines", "units", "areas", "heat", "choropleth")] == [[], [], [], [], [], None]
    assert (drawing["focus"], drawing["ask"], drawing["view"]) == ("", 0, None)


def test_hostile_text_reaches_the_map_only_as_escaped_json(reader: Reader, gazetteer: Gazetteer) -> None:
    atlas = atlas_of(reader, f"## 武清站{ATTACK}开通\n\n本报讯(记者 李杨)记者昨日在廊坊北站看到{ATTACK}廊坊北站客流不断。\n")
    drawing = make_drawing(atlas, make_features(atlas))
    told = [text for p in drawing["points"] for q in p["quotes"] for text in (q["title"], q["text"])]
    assert len(told) == 4 and all(ATTACK in text for text in told)
    script = group_script(gazetteer, drawing)
    assert not set("<>&'") & set(script)
    begin = script.index("JJJ.draw(")
    sent, end = json.JSONDecoder().raw_decode(script, script.index("{", begin))
    assert sent == json.loads(json.dumps(packed(drawing)))
    around = script[:begin] + script[end:]
    assert not any(word in around for word in ("onerror", "alert", "`", "$", "script"))


def test_every_kind_has_a_symbol_and_every_theme_a_colour_of_its_own() -> None:
    assert {symbol_of(kind) for kind in PlaceKind} == set(Symbol)
    assert set(THEME_COLOURS) == {*Theme, None}
    assert len(set(THEME_COLOURS.values())) == len(THEME_COLOURS)


@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [(117.95, 39.1, False), (119.4, 39.7, False), (117.72, 38.5, False), (118.6, 39.3, True), (121.0, 41.0, True), (127.0, 37.5, True)],
)
def test_the_sea_off_the_coast_is_no_land_on_the_built_in_map(lon: float, lat: float, is_land: bool) -> None:
    world, outlines = (json.loads((ROOT / "geo" / "assets" / name).read_text(encoding="utf-8")) for name in BASE_FILES)
    land = [shape(f["geometry"]) for f in (world, *outlines["land"], *outlines["units"])]
    assert any(area.contains(Point(lon, lat)) for area in land) is is_land


def test_the_app_sends_leaflet_and_the_drawing_code_as_one_script(gazetteer: Gazetteer) -> None:
    map = AtlasMap("../leaflet", "../atlas", {}, code_url=CODE_URL)
    assert map.default_js == [("atlas", CODE_URL)]
    code = joined_code()
    starts = [code.index((ROOT / "geo" / "assets" / f"{part}.js").read_text(encoding="utf-8")) for part in SCRIPTS]
    assert starts == sorted(starts) and 0 < code.index("Leaflet 1.9") < starts[0]
    assert code.startswith('window.JJJBase=Promise.all([fetch("../geo.ui.assets.atlas/world.json")')
