"""What a table of a user's own may be, and the places that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas
import pytest
import shapely

from geo.gazetteer import load_gazetteer
from geo.model import Basis, Place, PlaceKind, Status
from geo.user_gazetteer import read_user_gazetteer
from tests.geo.user_tables import IN_WUQING, WUQING, faults_of, feature, point, write, write_features


@pytest.fixture(scope="module")
def known() -> Mapping[str, Place]:
    return load_gazetteer().places


# What a file may be


def test_a_csv_row_with_all_columns_is_the_place_it_says(tmp_path: Path, known: Mapping[str, Place]) -> None:
    header = "id,name,aliases,kind,parent,lon,lat,uncertainty_m,basis,source,status,since,until,path,note,crs"
    row = "mall-a,武清甲商场,甲商场|?甲,mall,天津市武清区,117.05,39.38,150,surveyed,site visit,planned,2026-05,2030,,by the canal,WGS84"
    assert read_user_gazetteer(write(tmp_path, "mine.csv", f"{header}\n{row}\n"), known) == (
        Place(
            id="mall-a",
            name="武清甲商场",
            aliases=("甲商场",),
            loose_aliases=("甲",),
            kind=PlaceKind.MALL,
            parent=WUQING,
            position=IN_WUQING,
            uncertainty_m=150,
            basis=Basis.SURVEYED,
            source="site visit",
            status=Status.PLANNED,
            since="2026-05",
            until="2030",
            note="by the canal",
        ),
    )


def test_name_and_kind_are_enough_and_the_id_is_the_name_in_pinyin(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (place,) = read_user_gazetteer(write(tmp_path, "mine.csv", "name,kind\n乐亭第2商场,mall\n"), known)
    assert (place.id, place.position, place.basis, place.source) == ("user-laotingdi2shangchang", None, Basis.DISTRICT, "user")


def test_a_property_that_is_deep_or_half_a_character_or_no_day_is_told_or_left(tmp_path: Path, known: Mapping[str, Place]) -> None:
    deep = "[" * 500 + "]" * 500
    feature = '{"type": "Feature", "geometry": null, "properties": {"name": "%s", "kind": "mall", "x": %s, "since": "%s"}}'
    document = '{"type": "FeatureCollection", "features": [%s]}'
    (place,) = read_user_gazetteer(write(tmp_path, "deep.geojson", document % (feature % ("甲商场", deep, "2015-02"))), known)
    assert place.since == "2015-02"
    (fault,) = faults_of(write(tmp_path, "half.geojson", document % (feature % ("甲\\ud800", "1", "2015"))), known)
    assert "half.geojson:1" in fault and "half of a character. Expected plain text." in fault
    (fault,) = faults_of(write(tmp_path, "day.geojson", document % (feature % ("甲商场", "1", "2015-02-30"))), known)
    assert fault == "day.geojson:1 mall \"甲商场\": since '2015-02-30'. Expected YYYY, YYYY-MM or YYYY-MM-DD."
    (fault,) = faults_of(write(tmp_path, "two.csv", 'name,kind\n"甲\n商场",mall\n'), known)
    assert "holds a line end" in fault
    (fault,) = faults_of(write(tmp_path, "twice.csv", "name,kind,name\n甲商场,mall,乙商场\n"), known)
    assert fault == "twice.csv:1 has the column name twice. Expected each once."
    (fault,) = faults_of(write(tmp_path, "crs.csv", "name,kind,lon,lat,crs\n甲商场,mall,117,39,EPSG:" + "1" * 5000 + "\n"), known)
    assert "is unknown" in fault


def test_names_that_sound_alike_get_ids_of_their_own(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = "id,name,kind\n,李庄,town\n,里庄,town\nuser-lizhuang-3,厉庄,town\n,礼庄,town\n,！,town\n"
    places = read_user_gazetteer(write(tmp_path, "mine.csv", text), known)
    assert [p.id for p in places] == ["user-lizhuang", "user-lizhuang-2", "user-lizhuang-3", "user-lizhuang-4", "user-place"]


def test_a_point_without_uncertainty_is_said_to_be_right_within_a_kilometre(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (place,) = read_user_gazetteer(write(tmp_path, "mine.csv", "name,kind,lon,lat\n商场,mall,117.05,39.38\n"), known, "WGS84")
    assert (place.uncertainty_m, place.basis) == (1000, Basis.EDITORIAL)


def test_the_same_id_goes_in_the_place_of_the_built_in_one(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = "id,name,kind,parent,lon,lat,crs\n120114,天津市武清区,district,天津市,117.05,39.38,WGS84\nmall-a,甲商场,mall,120114,,,\n"
    gazetteer = load_gazetteer(read_user_gazetteer(write(tmp_path, "mine.csv", text), known))
    assert len(gazetteer) == len(known) + 1
    assert gazetteer[WUQING].position == IN_WUQING
    assert gazetteer.lies_in(gazetteer["mall-a"], "120000")


def test_a_parent_may_be_another_row_by_name_without_an_id(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = "name,kind,parent\n甲商场,mall,甲新城\n甲新城,neighbourhood,天津市武清区\n"
    mall, town = read_user_gazetteer(write(tmp_path, "mine.csv", text), known)
    assert (mall.parent, town.parent) == ("user-jiaxincheng", WUQING)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bom.csv", "\ufeffname,kind,lon,lat,crs\r\n甲商场,mall,117.05,39.38,WGS84\r\n"),
        ("semicolons.csv", "\ufeffname;kind;lon;lat;crs\r\n甲商场;mall;117.05;39.38;WGS84\r\n;;;;\r\n"),
        ("decimal commas.csv", "name;kind;lon;lat;crs\n甲商场;mall;117,05;39,38;WGS84\n"),
        ("quoted decimal commas.csv", 'name,kind,lon,lat,crs\n甲商场,mall,"117,05","39,38",WGS84\n'),
        ("tabs.tsv", "name\tkind\tlon\tlat\tcrs\n甲商场\tmall\t117.05\t39.38\tWGS84\n"),
        ("old Mac.csv", "name,kind,lon,lat,crs\r甲商场,mall,117.05,39.38,WGS84\r"),
        ("UPPER.CSV", "name,kind,lon,lat,crs\n甲商场,mall,117.05,39.38,WGS84"),
    ],
)
def test_tables_read_however_a_spreadsheet_saves_them(tmp_path: Path, known: Mapping[str, Place], name: str, text: str) -> None:
    (place,) = read_user_gazetteer(write(tmp_path, name, text), known)
    assert (place.name, place.kind, place.position) == ("甲商场", PlaceKind.MALL, IN_WUQING)


def test_a_line_separator_inside_a_cell_ends_no_row(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (place,) = read_user_gazetteer(write(tmp_path, "mine.csv", "name,kind,note\n甲商场,mall,one\u2028two\n"), known)
    assert place.note == "one\u2028two"


def test_geojson_points_and_lines_are_places_in_wgs84(tmp_path: Path, known: Mapping[str, Place]) -> None:
    line = {"type": "LineString", "coordinates": [[117.0, 39.3, 12.5], [117.1, 39.4, 12.5]]}
    path = write_features(
        tmp_path,
        feature(
            point(*IN_WUQING), id="mall-a", name="甲商场", kind="mall", parent=120114, aliases=["甲", "? 乙"], since=2023, uncertainty_m=200
        ),
        feature(line, id="road-a", name="甲路", kind="road", parent="天津市武清区"),
        feature(None, name="乙商场", kind="mall", parent=None),
    )
    mall, road, unlocated = read_user_gazetteer(path, known)
    assert (mall.position, mall.parent, mall.aliases, mall.loose_aliases) == (IN_WUQING, WUQING, ("甲",), ("乙",))
    assert (mall.since, mall.uncertainty_m) == ("2023", 200)
    assert (road.position, road.path, road.basis) == (None, ((117.0, 39.3), (117.1, 39.4)), Basis.LINE)
    assert (unlocated.id, unlocated.position, unlocated.parent) == ("user-yishangchang", None, "")


def test_a_multi_geometry_of_one_part_is_that_part(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = write_features(
        tmp_path,
        feature({"type": "MultiPoint", "coordinates": [[117.05, 39.38]]}, name="甲商场", kind="mall"),
        feature({"type": "MultiLineString", "coordinates": [[[117.0, 39.3], [117.1, 39.4]]]}, name="甲路", kind="road"),
    )
    mall, road = read_user_gazetteer(path, known)
    assert (mall.position, road.path) == (IN_WUQING, ((117.0, 39.3), (117.1, 39.4)))


def test_linked_places_give_name_kind_place_parent_and_time(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = write_features(
        tmp_path,
        {
            "@id": "http://example.org/places/7",
            "type": "Feature",
            "properties": {"title": "Abandoned mall (Wuqing)", "note": "closed"},
            "names": [
                {"toponym": "Jia Mall", "lang": "en", "citations": []},
                {"toponym": "甲商场", "lang": "zh-Hans"},
                {"toponym": "甲购物中心", "lang": "zh"},
            ],
            "types": [{"identifier": "aat:300005264", "label": "shopping centers", "sourceLabels": [{"label": "mall", "lang": "en"}]}],
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [
                    point(117.0, 39.3) | {"when": {"timespans": [{"start": {"in": "1998"}, "end": {"in": "2004"}}]}},
                    point(*IN_WUQING) | {"when": {"timespans": [{"start": {"in": "2004"}}]}},
                ],
            },
            "relations": [
                {"relationType": "gvp:tgn3000_related_to", "relationTo": "110000"},
                {"relationType": "gvp:broaderPartitive", "relationTo": "120114", "label": "part of Wuqing"},
            ],
            "when": {"timespans": [{"start": {"in": "1998~"}, "end": {"latest": "2019-03"}}]},
        },
        name="mine.lpf.json",
    )
    (place,) = read_user_gazetteer(path, known)
    assert (place.id, place.name, place.aliases) == ("http://example.org/places/7", "甲商场", ("甲购物中心", "Jia Mall"))
    assert (place.kind, place.parent, place.position) == (PlaceKind.MALL, WUQING, IN_WUQING)
    assert (place.since, place.until, place.note) == ("1998", "2019-03", "closed")


def test_a_linked_place_of_unknown_location_has_no_point(tmp_path: Path, known: Mapping[str, Place]) -> None:
    place = feature({"type": "GeometryCollection", "geometries": ["null"]}, title="甲") | {
        "names": [{"toponym": "甲商场"}],
        "types": [{"label": "mall"}],
    }
    assert read_user_gazetteer(write_features(tmp_path, place), known)[0].position is None


def test_geopackage_layers_of_points_and_lines_are_reprojected(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = tmp_path / "mine.gpkg"
    malls = {"name": ["甲商场", "乙商场"], "kind": ["mall", "mall"], "parent": [WUQING, None], "uncertainty_m": [150.0, None]}
    frame = geopandas.GeoDataFrame(malls, geometry=[shapely.Point(IN_WUQING), None], crs=4326)
    frame.to_crs(4548).to_file(path, layer="malls")
    roads = geopandas.GeoDataFrame(
        {"name": ["甲路"], "kind": ["road"]}, geometry=[shapely.LineString([(117.0, 39.3), (117.1, 39.4)])], crs=4490
    )
    roads.to_file(path, layer="roads")
    first, second, road = read_user_gazetteer(path, known)
    assert first.position == pytest.approx(IN_WUQING, abs=1e-9)
    assert (first.parent, first.uncertainty_m) == (WUQING, 150)
    assert (second.position, second.parent) == (None, "")
    assert road.path == ((117.0, 39.3), (117.1, 39.4))
