"""What of the features is drawn, how they look, and how mentions are counted by unit."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from extract.model import MentionKind, Theme
from geo.atlas import Atlas
from geo.choropleth import count_mentions, quantile_classes
from geo.drawing import RICH_FEATURES, DrawingOptions, MapView, make_drawing, pack, packed
from geo.gazetteer import Gazetteer
from geo.layers import Feature, Shape
from geo.map import TIANDITU, TILES, AtlasMap, basemaps
from geo.model import ADMIN_KINDS, PlaceKind, Position, Status
from geo.quotes import Quote
from geo.style import APPROXIMATE_M, HEAT, INKS, RAMPS, Stroke, is_approximate, stroke_of
from geo.ui.map_words import MAP_WORDS
from geo.units import Level, unit_of
from tests.conftest import ROOT


def feature_of(features: tuple[Feature, ...], kind: PlaceKind) -> Feature:
    return next(f for f in features if f.place.kind is kind and f.shape is Shape.POINT)


# Options


def test_a_layer_that_is_off_sends_nothing(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    off = make_drawing(atlas, features, options=DrawingOptions(points=False, lines=False, areas=False, labels=False))
    assert [off[k] for k in ("points", "lines", "units", "areas", "heat", "labels")] == [[], [], [], [], [], False]
    heat = make_drawing(atlas, features, options=DrawingOptions(points=False, heat=True))
    assert heat["points"] == [] and len(heat["heat"]) == sum(f.shape is Shape.POINT for f in features)


def test_areas_are_the_cities_and_districts_that_are_named(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    areas = make_drawing(atlas, features)["areas"]
    assert "120114" in areas and not any(a.endswith("0000") for a in areas)
    assert set(areas) == {
        f.place.id for f in features if f.place.kind in (PlaceKind.CITY, PlaceKind.DISTRICT) and f.place.id.startswith(("11", "12", "13"))
    }


def test_what_is_planned_or_being_built_is_dashed_and_nothing_else(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    lines = {line["id"]: line for line in make_drawing(atlas, features)["lines"]}
    expected = {f.place.id: f.place.status in (Status.PLANNED, Status.UNDER_CONSTRUCTION) for f in features if f.shape is Shape.LINE}
    assert {id: line["dashed"] for id, line in lines.items()} == expected and len(set(expected.values())) == 2
    assert {line["stroke"] for line in lines.values()} == set(Stroke)


def test_a_point_far_off_is_approximate_and_a_units_seat_never_is(features: tuple[Feature, ...]) -> None:
    park, city = feature_of(features, PlaceKind.PARK), feature_of(features, PlaceKind.CITY)
    assert not is_approximate(replace(park, uncertainty_m=APPROXIMATE_M))
    assert is_approximate(replace(park, uncertainty_m=APPROXIMATE_M + 1))
    assert not is_approximate(replace(city, uncertainty_m=10 * APPROXIMATE_M))
    assert not any(is_approximate(f) for f in features if f.place.kind in ADMIN_KINDS - {PlaceKind.REGION})
    assert is_approximate(feature_of(features, PlaceKind.REGION))  # 京津冀 has no seat


def test_the_map_goes_where_it_is_sent_longitude_first(atlas: Atlas) -> None:
    centre: Position = (117.0, 39.4)
    assert make_drawing(atlas, (), view=MapView(centre, 10))["view"] == {"at": [117.0, 39.4], "zoom": 10}


def test_labels_leave_out_the_units_they_start_with(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    labels = {p["id"]: p["label"] for p in make_drawing(atlas, features)["points"]}
    assert (labels["120114"], labels["110000"], labels["rail_station-wuqingzhan"]) == ("武清区", "北京市", "武清站")


# Size


def test_columns_give_the_records_back() -> None:
    records = [{"id": i, "kind": "a" if i % 2 else "b", "at": [i, i]} for i in range(10)]
    columns = pack(records)
    assert columns["kind"] == {"of": ["b", "a"], "at": [0, 1] * 5}
    assert columns["id"] == list(range(10)) and columns["at"][3] == [3, 3]
    assert pack([]) == {}


def test_ten_thousand_places_weigh_less_than_three_megabytes(atlas: Atlas) -> None:
    drawing = make_drawing(atlas, make_many(atlas, 10_000), options=DrawingOptions(choropleth=Level.DISTRICT, heat=True))
    assets = sum(p.stat().st_size for p in (ROOT / "geo" / "assets").iterdir())
    weight = len(json.dumps(packed(drawing), ensure_ascii=False, separators=(",", ":")).encode())
    assert len(drawing["points"]) == 10_000
    assert weight + assets <= 3_000_000
    assert sum(bool(p["quotes"]) for p in drawing["points"]) == RICH_FEATURES


def make_many(atlas: Atlas, n: int) -> tuple[Feature, ...]:
    """Places with points all over the region, most named first."""
    place = atlas.places["rail_station-wuqingzhan"]
    article = next(iter(atlas.articles))
    kinds = (PlaceKind.PARK, PlaceKind.FACTORY, PlaceKind.RAIL_STATION, PlaceKind.MOUNTAIN, PlaceKind.PORT)
    quotes = [
        tuple(Quote(f"{article}@{i}-{i + 4}", article, f"第{i}句说到了这里。", (0, 2), MentionKind.LITERAL) for i in range(m))
        for m in range(1, 22)
    ]
    made = []
    for i in range(n):
        at = (113.6 + (i * 7919 % 10007) / 10007 * 6, 36.2 + (i * 104729 % 10009) / 10009 * 6.2)
        here = place._replace(
            id=f"made-di{i}haodidian",
            name=f"第{i}号地点",
            kind=kinds[i % 5],
            position=at,
            parent=("120114", "110105", "130608")[i % 3],
        )
        made.append(
            Feature(here, Shape.POINT, at, 200.0 + i % 7 * 600, "天津市武清区", (list(Theme)[i % 9],), quotes[max(0, 20 - i // 20)])
        )
    return tuple(made)


# Counts by unit


def test_every_mention_is_counted_in_one_unit_or_elsewhere(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    for level in (Level.DISTRICT, Level.CITY):
        made = count_mentions(atlas.gazetteer, features, level)
        assert sum(n for _, n in made.counts) + made.elsewhere == sum(f.mentions for f in features)
        assert all(made.classes[made.class_of(n)][0] <= n <= made.classes[made.class_of(n)][1] for _, n in made.counts)


@pytest.mark.parametrize(
    ("place", "district", "city"),
    [
        ("rail_station-wuqingzhan", "120114", "120000"),
        ("120114", "120114", "120000"),
        ("130638", "130638", "133100"),
        ("133100", None, "133100"),
        ("130600", None, "130600"),
        ("130000", None, None),
        ("110101", "110101", "110000"),
    ],
)
def test_a_place_counts_in_its_district_and_in_its_city(gazetteer: Gazetteer, place: str, district: str | None, city: str | None) -> None:
    assert unit_of(gazetteer, gazetteer[place], Level.DISTRICT) == district
    assert unit_of(gazetteer, gazetteer[place], Level.CITY) == city


def test_classes_never_split_a_count_and_hold_about_equally_many() -> None:
    assert quantile_classes([]) == ()
    assert quantile_classes([4, 4, 4]) == ((4, 4),)
    assert quantile_classes(list(range(1, 11))) == ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10))
    skewed = quantile_classes([1] * 30 + [2, 2, 3, 5, 8, 13, 40, 115])
    assert skewed[0] == (1, 1) and skewed[-1][1] == 115
    assert all(low <= top for low, top in skewed) and all(a[1] < b[0] for a, b in pairwise(skewed))


def test_the_basemap_has_an_outline_for_every_unit_with_an_area(gazetteer: Gazetteer) -> None:
    base = json.loads((ROOT / "geo" / "assets" / "basemap.json").read_text(encoding="utf-8"))
    assert {u["id"] for u in (*base["districts"], *base["units"])} == set(gazetteer.boundaries.ids)


# Basemaps


def test_tianditu_is_offered_with_its_key_only() -> None:
    assert basemaps() == TILES and TIANDITU not in basemaps("")
    map = AtlasMap("../leaflet", "../atlas", {}, TIANDITU, tianditu_key="abc123")
    assert map.get_root().render().count("tianditu.gov.cn") == 2
    with pytest.raises(ValueError, match=re.escape("Unknown basemap 'tianditu'")):
        AtlasMap("../leaflet", "../atlas", {}, TIANDITU)


@pytest.mark.parametrize("key", ["a b", "a&b", '"><script>'])
def test_a_key_that_can_be_none_is_not_put_into_an_address(key: str) -> None:
    assert basemaps(key) == TILES


def test_no_tile_server_is_asked_with_a_placeholder_for_a_key() -> None:
    assert not [t for t in TILES.values() for url in t.urls if "key" in url or "<" in url]


# Colours


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Contrast by WCAG 2.2."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("time", list(INKS))
def test_what_lies_on_the_basemap_can_be_told_from_it(time: str) -> None:
    ink = INKS[time]
    for ground in ("land", "unit", "world", "paper"):
        assert contrast(ink["text"], ink[ground]) >= 4.5 and contrast(ink["faint"], ink[ground]) >= 4.5
        assert contrast(ink["casing"], ink[ground]) >= 3 and contrast(ink["quiet"], ink[ground]) >= 3
    assert contrast(ink["seaText"], ink["sea"]) >= 4.5
    assert contrast(ink["casing"], ink["sea"]) >= 3


@pytest.mark.parametrize("colours", [RAMPS["day"], RAMPS["night"][::-1]], ids=["day", "night"])
def test_classes_darken_or_brighten_step_by_step(colours: tuple[str, ...]) -> None:
    lightness = [luminance(c) for c in colours]
    assert lightness == sorted(lightness, reverse=True) and len(HEAT) == len(set(HEAT)) == 5


def test_every_kind_of_line_has_a_style() -> None:
    assert {stroke_of(k) for k in PlaceKind} == set(Stroke)


def test_the_map_says_the_same_things_in_both_languages() -> None:
    def holes(words: Any) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in words.items()}

    assert holes(MAP_WORDS["zh"]) == holes(MAP_WORDS["en"])
