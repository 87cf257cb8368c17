"""Places to features and GeoJSON, checked by an RFC 7946 model, by shapely and by GDAL."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from geojson_pydantic import FeatureCollection
from shapely.geometry import LinearRing, Point

from extract.model import MentionKind, SourceText, Theme
from geo.atlas import Atlas, Reader
from geo.geojson import MOST_QUOTES, dumps, rounded
from geo.layers import Feature, Shape, layer_of, make_features
from geo.model import Basis, PlaceKind
from geo.quotes import LONGEST_QUOTE

WUQING_STATION = "rail_station-wuqingzhan"


@pytest.fixture(scope="module")
def text(atlas: Atlas, features: tuple[Feature, ...]) -> str:
    return dumps(atlas, features)


@pytest.fixture(scope="module")
def document(text: str) -> dict[str, Any]:
    return dict(json.loads(text))


def atlas_of(reader: Reader, text: str) -> Atlas:
    return Atlas((reader.read_page(SourceText("page.txt", text, "utf-8", "")),), reader.gazetteer)


def without_breaks(surface: str) -> str:
    return "".join(surface.split())


def positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    """All positions of a geometry's coordinates, however deep."""
    if isinstance(coordinates[0], list):
        for part in coordinates:
            yield from positions(part)
    else:
        yield coordinates[0], coordinates[1]


# Features


def test_the_five_pages_name_at_least_150_places(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    assert len(features) >= 150
    assert len({f.place.id for f in features}) == len(features) == len(atlas.places)


def test_every_mention_with_a_place_is_a_quote_of_that_place(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    told = {(r.place.id, r.mention.id) for r in atlas.resolutions if r.place}
    assert sorted((f.place.id, q.mention_id) for f in features for q in f.quotes) == sorted(told)


def test_features_come_most_named_first(features: tuple[Feature, ...]) -> None:
    order = [(-f.mentions, f.place.id) for f in features]
    assert order == sorted(order)


def test_a_quote_holds_the_name_where_its_mark_says(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    mentions = {m.id: m for page in atlas.pages for m in page.mentions}
    for feature in features:
        for quote in feature.quotes:
            start, end = quote.mark
            assert quote.text[start:end] == without_breaks(mentions[quote.mention_id].surface)
            assert len(quote.text) <= LONGEST_QUOTE
            assert quote.text in atlas.articles[quote.article_id].passages[mentions[quote.mention_id].passage].text


def test_a_long_sentence_is_cut_around_the_name_it_is_quoted_for(reader: Reader) -> None:
    filler = "这里的各项工作有序推进，" * 30
    atlas = atlas_of(reader, f"本报讯(记者 李杨)天津市{filler}列车停靠武清站，{filler}再到北京南站。\n")
    quotes = {f.place.name: f.quotes[0] for f in make_features(atlas)}
    assert {name: q.text[q.mark[0] : q.mark[1]] for name, q in quotes.items()} == {n: n for n in ("天津市", "武清站", "北京南站")}
    assert [len(quotes[n].text) for n in ("天津市", "武清站")] == [LONGEST_QUOTE, LONGEST_QUOTE]
    assert quotes["北京南站"].text.endswith("再到北京南站。")


def test_literal_mentions_are_quoted_before_borrowed_names(features: tuple[Feature, ...]) -> None:
    for feature in features:
        kinds = [q.kind is MentionKind.ASSOCIATIVE for q in feature.quotes]
        assert kinds == sorted(kinds)


def test_a_name_for_two_places_is_a_quote_of_both(reader: Reader) -> None:
    found = make_features(atlas_of(reader, "本报讯(记者 李杨)京津两地携手。\n"))
    assert [(f.place.id, f.mentions) for f in found] == [("110000", 1), ("120000", 1)]
    assert found[0].quotes[0].mention_id == found[1].quotes[0].mention_id


# Layers


def test_a_layer_has_the_features_of_its_theme_and_no_others(features: tuple[Feature, ...]) -> None:
    for theme in Theme:
        layer = layer_of(features, [theme])
        assert [f.place.id for f in layer] == [f.place.id for f in features if theme in f.themes]
    rail = {f.place.id for f in layer_of(features, [Theme.RAIL])}
    assert {WUQING_STATION, "railway-jingjinchengjitielu"} <= rail
    assert rail < {f.place.id for f in features}


def test_several_themes_give_all_places_of_any_of_them_and_none_gives_none(features: tuple[Feature, ...]) -> None:
    both = layer_of(features, [Theme.RAIL, Theme.ECOLOGY])
    one = {f.place.id for f in layer_of(features, [Theme.RAIL])} | {f.place.id for f in layer_of(features, [Theme.ECOLOGY])}
    assert {f.place.id for f in both} == one
    assert len(both) == len(one)
    assert layer_of(features, []) == ()


def test_the_first_theme_is_the_one_that_gives_the_colour(features: tuple[Feature, ...]) -> None:
    assert all(f.theme is (f.themes[0] if f.themes else None) for f in features)
    assert all(len(set(f.themes)) == len(f.themes) for f in features)


# Shapes


def test_a_place_known_only_by_its_district_is_an_area_and_never_a_point(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    unlocated = [f for f in features if f.place.position is None and not f.place.path]
    assert "park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan" in {f.place.id for f in unlocated}
    for feature in unlocated:
        area = atlas.gazetteer.area_of(feature.place)
        assert feature.shape is (Shape.NONE if area is None else Shape.AREA)
    known_by_unit = {f.place.id for f in features if f.place.basis is Basis.DISTRICT and not f.place.path}
    assert known_by_unit <= {f.place.id for f in unlocated}


def test_an_area_place_has_the_outline_of_the_unit_it_lies_in(atlas: Atlas, document: dict[str, Any]) -> None:
    geometry = next(
        f["geometry"] for f in document["features"] if f["id"] == "park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan"
    )
    assert geometry["type"] in ("Polygon", "MultiPolygon")
    area = atlas.gazetteer.boundaries.area("120114")
    assert area is not None
    assert geometry == json.loads(json.dumps(rounded(area)))


def test_a_railway_is_a_line_and_a_station_a_point_of_its_own(atlas: Atlas, document: dict[str, Any]) -> None:
    by_id = {f["id"]: f for f in document["features"]}
    railway, station = by_id["railway-jingjinchengjitielu"], by_id[WUQING_STATION]
    assert (railway["geometry"]["type"], railway["properties"]["shape"], railway["properties"]["schematic"]) == ("LineString", "line", True)
    path = [[round(v, 6) for v in p] for p in atlas.gazetteer["railway-jingjinchengjitielu"].path]
    assert railway["geometry"]["coordinates"] == path
    assert station["properties"]["schematic"] is False
    assert station["geometry"] == {"type": "Point", "coordinates": [pytest.approx(117.0099, abs=1e-3), pytest.approx(39.3711, abs=1e-3)]}


def test_geometry_and_shape_agree(document: dict[str, Any]) -> None:
    types = {"point": {"Point"}, "line": {"LineString"}, "area": {"Polygon", "MultiPolygon"}, "none": {None}}
    for feature in document["features"]:
        assert (feature["geometry"] or {"type": None})["type"] in types[feature["properties"]["shape"]]


# GeoJSON


def test_the_geojson_is_what_rfc_7946_describes(text: str, features: tuple[Feature, ...]) -> None:
    model = FeatureCollection.model_validate_json(text)
    assert len(model.features) == len(features)
    assert model.bbox is not None and len(model.bbox) == 4


def test_there_is_no_crs_member(document: dict[str, Any]) -> None:
    assert set(document) == {"type", "bbox", "features"}
    assert all(set(f) == {"type", "id", "geometry", "properties"} for f in document["features"])


def test_the_bbox_is_that_of_all_positions_west_south_east_north(document: dict[str, Any]) -> None:
    found = [p for f in document["features"] if f["geometry"] for p in positions(f["geometry"]["coordinates"])]
    lons, lats = zip(*found, strict=True)
    assert document["bbox"] == [min(lons), min(lats), max(lons), max(lats)]
    assert max(map(abs, lons)) <= 180 and max(map(abs, lats)) <= 90


def test_outer_rings_go_counter_clockwise_and_are_closed(document: dict[str, Any]) -> None:
    counted = 0
    for feature in document["features"]:
        geometry = feature["geometry"] or {"type": ""}
        polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(geometry["type"], [])
        for outer, *holes in polygons:
            assert LinearRing(outer).is_ccw
            assert not any(LinearRing(hole).is_ccw for hole in holes)
            assert all(ring[0] == ring[-1] for ring in (outer, *holes))
            counted += 1
    assert counted >= sum(f["properties"]["shape"] == "area" for f in document["features"])


def test_coordinates_have_at_most_six_decimals(text: str) -> None:
    document = json.loads(text, parse_float=str)
    for feature in document["features"]:
        for position in positions(feature["geometry"]["coordinates"]) if feature["geometry"] else ():
            assert all(re.fullmatch(r"-?\d{1,3}(\.\d{1,6})?", str(v)) for v in position)


def test_more_than_six_decimals_are_rounded_away() -> None:
    assert rounded(Point(117.12345678, 39.00000049)) == {"type": "Point", "coordinates": [117.123457, 39.0]}


def test_ids_are_unique_and_those_of_the_places(document: dict[str, Any], features: tuple[Feature, ...]) -> None:
    ids = [f["id"] for f in document["features"]]
    assert len(set(ids)) == len(ids)
    assert ids == [f.place.id for f in features]


def test_places_without_a_geometry_are_kept(document: dict[str, Any], features: tuple[Feature, ...]) -> None:
    bare = {f["id"] for f in document["features"] if f["geometry"] is None}
    assert bare == {f.place.id for f in features if f.shape is Shape.NONE}
    assert "region-oumei" in bare


def test_properties_say_how_exact_a_place_is_and_who_says_so(atlas: Atlas, document: dict[str, Any]) -> None:
    station = next(f["properties"] for f in document["features"] if f["id"] == WUQING_STATION)
    assert {k: station[k] for k in ("name", "kind", "within", "shape", "uncertainty_m", "basis", "source", "status")} == {
        "name": "武清站",
        "kind": "rail_station",
        "within": "天津市武清区",
        "shape": "point",
        "uncertainty_m": 200,
        "basis": "surveyed",
        "source": "openstreetmap",
        "status": "open",
    }
    assert station["mentions"] == len(station["quotes"])
    assert [a["id"] for a in station["articles"]] == list(dict.fromkeys(q["article"] for q in station["quotes"]))
    for article in station["articles"]:
        assert article["title"] == atlas.articles[article["id"]].title
    assert all(len(f["properties"]["quotes"]) == min(MOST_QUOTES, f["properties"]["mentions"]) for f in document["features"])


def test_gdal_reads_as_many_places_in_wgs_84(text: str, document: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "layer.geojson"
    path.write_text(text, encoding="utf-8")
    frame = pyogrio.read_dataframe(path)
    assert len(frame) == len(document["features"])
    assert frame.crs.to_epsg() == 4326
    assert list(frame["id"]) == [f["id"] for f in document["features"]]
    assert list(frame["name"]) == [f["properties"]["name"] for f in document["features"]]
    assert int(frame.geometry.isna().sum()) == sum(f["geometry"] is None for f in document["features"])
    assert bool(frame.geometry.dropna().is_valid.all())
    counted = Counter(f["geometry"]["type"] for f in document["features"] if f["geometry"])
    assert Counter(frame.geometry.geom_type.dropna()) == counted
    assert frame.geometry.total_bounds == pytest.approx(document["bbox"], abs=1e-9)


def test_one_layer_is_written_by_itself(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    ecology = layer_of(features, [Theme.ECOLOGY])
    layer = json.loads(dumps(atlas, ecology))
    assert [f["id"] for f in layer["features"]] == [f.place.id for f in ecology]
    assert all("ecology" in f["properties"]["themes"] for f in layer["features"])
    assert "canal-yinluanrujingongcheng" in {f["id"] for f in layer["features"]}
    FeatureCollection.model_validate_json(json.dumps(layer))


def test_no_features_are_an_empty_collection_without_a_bbox(atlas: Atlas) -> None:
    assert json.loads(dumps(atlas, ())) == {"type": "FeatureCollection", "features": []}
    FeatureCollection.model_validate_json(dumps(atlas, ()))


def test_lines_and_stations_of_railways_and_metros_are_in_the_rail_layer(atlas: Atlas) -> None:
    features = make_features(atlas)
    rail = {f.place.id for f in layer_of(features, [Theme.RAIL])}
    kinds = ("railway", "metro_line", "rail_station", "metro_station")
    assert [f.place.name for f in features if f.place.kind in kinds and f.place.id not in rail] == []


def test_a_railway_has_the_colour_of_rail_whatever_is_told_of_it(features: tuple[Feature, ...]) -> None:
    lines = [f for f in features if f.place.kind is PlaceKind.RAILWAY]
    assert lines
    assert all(f.themes[0] is Theme.RAIL for f in lines)
