"""What is said of a table of a user's own: of its CRS, of points that lie elsewhere, of what can't be read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import geopandas
import pytest
import shapely

from geo.boundaries import Boundaries
from geo.datum import wgs84_to_bd09, wgs84_to_gcj02
from geo.gazetteer import load_gazetteer
from geo.model import Place, Position
from geo.user_gazetteer import read_user_gazetteer
from tests.geo.user_tables import IN_WUQING, STATE_CRS, WUQING, faults_of, feature, point, write, write_features


@pytest.fixture(scope="module")
def known() -> Mapping[str, Place]:
    return load_gazetteer().places


@pytest.fixture(scope="module")
def near_border() -> Position:
    """A point some 170 m within the eastern border of 武清, over which GCJ-02 and BD-09 carry it."""
    area = Boundaries().area(WUQING)
    assert area is not None
    crossing = shapely.intersection(area, shapely.LineString([(116, 39.4), (118, 39.4)]))
    return float(crossing.bounds[2]) - 0.002, 39.4


# Which CRS it is in


def test_gcj02_and_bd09_points_come_to_wgs84(tmp_path: Path, known: Mapping[str, Place]) -> None:
    gcj02, bd09 = wgs84_to_gcj02(*IN_WUQING), wgs84_to_bd09(*IN_WUQING)
    text = f"name,kind,lon,lat,crs\n甲商场,mall,{gcj02[0]},{gcj02[1]},GCJ-02\n乙商场,mall,{bd09[0]},{bd09[1]},BD-09\n"
    places = read_user_gazetteer(write(tmp_path, "mine.csv", text), known)
    assert [p.position for p in places] == [pytest.approx(IN_WUQING, abs=1e-8)] * 2


def test_the_vertices_of_a_line_come_to_wgs84_and_stops_by_name_stay(tmp_path: Path, known: Mapping[str, Place]) -> None:
    lon, lat = wgs84_to_gcj02(*IN_WUQING)
    text = f"name,kind,path,crs\n甲路,road,{lon} {lat};北京南站,GCJ-02\n"
    (road,) = read_user_gazetteer(write(tmp_path, "mine.csv", text), known)
    south = next(p for p in known.values() if p.name == "北京南站")
    assert road.path[0] == pytest.approx(IN_WUQING, abs=1e-8)
    assert road.path[1:] == (south.position,)


def test_a_crs_given_with_the_file_goes_before_what_the_file_says(tmp_path: Path, known: Mapping[str, Place]) -> None:
    shifted = wgs84_to_gcj02(*IN_WUQING)
    geojson = write_features(tmp_path, feature(point(*shifted), name="甲商场", kind="mall", crs="BD-09"))
    table = write(tmp_path, "mine.csv", f"name,kind,lon,lat,crs\n甲商场,mall,{shifted[0]},{shifted[1]},WGS84\n")
    package = tmp_path / "mine.gpkg"
    geopandas.GeoDataFrame({"name": ["甲商场"], "kind": ["mall"]}, geometry=[shapely.Point(shifted)], crs=4326).to_file(package)
    for path in (geojson, table, package):
        (place,) = read_user_gazetteer(path, known, "GCJ-02")
        assert place.position == pytest.approx(IN_WUQING, abs=1e-8)


def test_a_crs_column_of_a_geopackage_goes_before_its_layers(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = tmp_path / "mine.gpkg"
    columns = {"name": ["甲商场", "乙商场"], "kind": ["mall", "mall"], "crs": ["GCJ-02", None]}
    points = [shapely.Point(wgs84_to_gcj02(*IN_WUQING)), shapely.Point(IN_WUQING)]
    geopandas.GeoDataFrame(columns, geometry=points, crs=4326).to_file(path)
    places = read_user_gazetteer(path, known)
    assert [p.position for p in places] == [pytest.approx(IN_WUQING, abs=1e-8)] * 2


def test_the_crs_member_of_older_geojson_counts(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (x, y), *_ = geopandas.GeoSeries([shapely.Point(IN_WUQING)], crs=4326).to_crs(4548).get_coordinates().to_numpy().tolist()
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}}
    (place,) = read_user_gazetteer(write_features(tmp_path, feature(point(x, y), name="甲商场", kind="mall"), crs=member), known)
    assert place.position == pytest.approx(IN_WUQING, abs=1e-9)


def test_a_csv_with_coordinates_that_says_no_crs_is_told_once_and_why(tmp_path: Path, known: Mapping[str, Place]) -> None:
    rows = "".join(f"商场{i},mall,117.05,39.38\n" for i in range(8))
    assert faults_of(write(tmp_path, "mine.csv", f"name,kind,lon,lat\n{rows}甲,mall,,\n"), known) == (
        f"mine.csv:2, 3, 4, 5, 6 and 3 more: {STATE_CRS}",
    )


def test_a_csv_without_coordinates_needs_no_crs(tmp_path: Path, known: Mapping[str, Place]) -> None:
    assert len(read_user_gazetteer(write(tmp_path, "mine.csv", "name,kind,lon,lat\n甲商场,mall,,\n"), known)) == 1


def test_a_geopackage_layer_without_a_crs_is_asked_for_it(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = tmp_path / "mine.gpkg"
    frame = geopandas.GeoDataFrame({"name": ["甲商场"], "kind": ["mall"]}, geometry=[shapely.Point(IN_WUQING)])
    with pytest.warns(UserWarning, match="'crs' was not provided"):
        frame.to_file(path, layer="malls")
    assert faults_of(path, known) == (f"mine.gpkg/malls:1: {STATE_CRS}",)
    assert read_user_gazetteer(path, known, "WGS84")[0].position == IN_WUQING


def test_an_unknown_crs_is_named_with_its_rows(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = "name,kind,lon,lat,crs\n甲,mall,117.05,39.38,GCJ2\n乙,mall,117.05,39.38,GCJ2\n丙,mall,500000,4360000,EPSG:99\n"
    assert faults_of(write(tmp_path, "mine.csv", text), known) == (
        "mine.csv:2, 3: crs 'GCJ2' is unknown. Known: WGS84, CGCS2000, GCJ-02, BD-09 and codes such as EPSG:4548. Did you mean 'GCJ-02'?",
        "mine.csv:4: crs 'EPSG:99' is no code of EPSG's. Expected one such as EPSG:4548, or WGS84, GCJ-02, BD-09.",
    )


# Points that don't lie where they are said to


def test_a_point_outside_its_parent_is_a_fault_that_says_how_far(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (fault,) = faults_of(write(tmp_path, "mine.csv", "name,kind,parent,lon,lat\n甲商场,mall,天津市武清区,118,39.4\n"), known, "WGS84")
    assert fault.startswith('mine.csv:2 mall "甲商场": lon=118.0, lat=39.4 (WGS84) lies 5')
    assert " km outside 天津市武清区 (116.78–117.33 E, 39.12–39.71 N). " in fault
    assert fault.endswith("Correct the point or the parent, or begin the note with “outside parent:” and why.")


def test_a_point_outside_its_parent_is_accepted_when_its_note_says_so(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = "name,kind,parent,lon,lat,note\n甲码头,port,天津市滨海新区,118.2,38.9,outside parent: at sea\n"
    (place,) = read_user_gazetteer(write(tmp_path, "mine.csv", text), known, "WGS84")
    assert place.position == (118.2, 38.9)


def test_a_parent_without_a_boundary_is_held_by_the_next_one_that_has_one(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = "id,name,kind,parent,lon,lat\na,甲商场,mall,甲新城,118,39.4\nb,甲新城,neighbourhood,120114,,\n"
    (fault,) = faults_of(write(tmp_path, "mine.csv", text), known, "WGS84")
    assert "outside 天津市武清区" in fault


def test_a_line_that_nowhere_touches_its_parent_is_a_fault(tmp_path: Path, known: Mapping[str, Place]) -> None:
    far = {"type": "LineString", "coordinates": [[115.0, 38.0], [115.1, 38.1]]}
    through = {"type": "LineString", "coordinates": [[116.0, 39.4], [118.0, 39.4]]}
    path = write_features(
        tmp_path, feature(far, name="甲路", kind="road", parent=WUQING), feature(through, name="乙路", kind="road", parent=WUQING)
    )
    (fault,) = faults_of(path, known)
    assert fault.startswith('mine.geojson:2 road "甲路": all of its line lies ')


def test_swapped_degrees_look_swapped(tmp_path: Path, known: Mapping[str, Place]) -> None:
    table = write(tmp_path, "mine.csv", "name,kind,parent,lon,lat\n甲站,rail_station,天津市武清区,39.38,117.05\n")
    features = write_features(
        tmp_path,
        feature(point(39.38, 117.05), name="甲站", kind="rail_station"),
        feature({"type": "LineString", "coordinates": [[39.3, 117.0], [39.4, 117.1]]}, name="甲路", kind="road"),
    )
    says = "is out of range. Longitude and latitude look swapped."
    assert faults_of(table, known, "WGS84") == (f'mine.csv:2 rail_station "甲站": lon=39.38, lat=117.05 {says}',)
    assert faults_of(table, known, "GCJ-02") == (f'mine.csv:2 rail_station "甲站": lon=39.38, lat=117.05 {says}',)
    assert faults_of(features, known) == (
        f'mine.geojson:2 rail_station "甲站": lon=39.38, lat=117.05 {says}',
        f'mine.geojson:3 road "甲路": lon=39.3, lat=117.0 {says}',
    )


def test_swapped_northing_and_easting_look_swapped(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (fault,) = faults_of(write(tmp_path, "mine.csv", "name,kind,parent,lon,lat\n甲,mall,120114,4360000,500000\n"), known, "EPSG:4548")
    assert fault.startswith('mine.csv:2 mall "甲": lon=4360000.0, lat=500000.0 (EPSG:4548) lies ')
    assert fault.endswith("Longitude and latitude look swapped.")


def test_gcj02_points_said_to_be_wgs84_look_like_gcj02(tmp_path: Path, known: Mapping[str, Place], near_border: Position) -> None:
    lon, lat = (round(c, 6) for c in wgs84_to_gcj02(*near_border))
    text = f"name,kind,parent,lon,lat,crs\n甲商场,mall,天津市武清区,{lon},{lat},WGS84\n"
    path = write(tmp_path, "mine.csv", text)
    (fault,) = faults_of(path, known)
    assert fault.startswith(f'mine.csv:2 mall "甲商场": lon={lon}, lat={lat} (WGS84) lies 3')
    assert fault.endswith("It looks like GCJ-02: read as such it lies inside. Say crs GCJ-02.")
    assert read_user_gazetteer(path, known, "GCJ-02")[0].position == pytest.approx(near_border, abs=1e-6)


def test_geojson_made_on_a_chinese_web_map_looks_like_gcj02(tmp_path: Path, known: Mapping[str, Place], near_border: Position) -> None:
    shifted = feature(point(*wgs84_to_gcj02(*near_border)), name="甲商场", kind="mall", parent=WUQING)
    (fault,) = faults_of(write_features(tmp_path, shifted), known)
    assert fault.endswith("It looks like GCJ-02: read as such it lies inside. Say crs GCJ-02.")


def test_bd09_points_said_to_be_wgs84_look_like_bd09(tmp_path: Path, known: Mapping[str, Place], near_border: Position) -> None:
    shifted = feature(point(*wgs84_to_bd09(*near_border)), name="甲商场", kind="mall", parent=WUQING)
    (fault,) = faults_of(write_features(tmp_path, shifted), known)
    assert fault.endswith("It looks like BD-09: read as such it lies inside. Say crs BD-09.")


def test_wgs84_degrees_said_to_be_projected_look_like_wgs84(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (fault,) = faults_of(write(tmp_path, "mine.csv", "name,kind,parent,lon,lat\n甲,mall,120114,117.05,39.38\n"), known, "EPSG:4548")
    assert fault.endswith("It looks like WGS84: read as such it lies inside. Say crs WGS84.")


# Files and rows that can't be read


def test_all_faults_of_a_file_come_together_in_the_order_of_its_lines(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = (
        "id,name,kind,parent,lon,lat,crs\n"
        "a,甲站,rail_station,120114,39.38,117.05,WGS84\n"
        "a,乙商场,mall,,,,\n"
        "c,丙商场,mal,,,,\n"
        "d,丁商场,mall,天津市不存在区,,,\n"
        "e,戊商场,mall,120114,118,39.4,WGS84\n"
        "f,己商场,mall,,117.05,39.38,\n"
        "g,庚商场,mall\n"
        "h,,mall,,,,\n"
        "i,壬商场,mall,,nan,39.38,WGS84\n"
    )
    faults = faults_of(write(tmp_path, "mine.csv", text), known)
    assert [f.split(". ")[0] for f in faults] == [
        'mine.csv:2 rail_station "甲站": lon=39.38, lat=117.05 is out of range',
        'mine.csv:3 mall "乙商场": id \'a\' is also that of mine.csv:2 rail_station "甲站"',
        "mine.csv:4 mal \"丙商场\": kind 'mal' is unknown",
        "mine.csv:5 mall \"丁商场\": parent '天津市不存在区' is no row's id or name",
        faults[4].split(". ")[0],
        "mine.csv:7: coordinates without a CRS; a GCJ-02 point, as Gaode and Tencent give it, lies 490–640 m off here when read as WGS 84",
        "mine.csv:8 has 3 cells, the header 7",
        'mine.csv:9 mall "": name is empty',
        'mine.csv:10 mall "壬商场": lon=nan, lat=39.38 is out of range',
    ]
    assert faults[4].startswith('mine.csv:6 mall "戊商场": lon=118.0, lat=39.4 (WGS84) lies ')


def test_an_unknown_kind_is_named_with_the_nearest_known_one(tmp_path: Path, known: Mapping[str, Place]) -> None:
    first, second = faults_of(write(tmp_path, "mine.csv", "name,kind\n甲,Hospitals\n乙,商场\n"), known)
    assert first.startswith("mine.csv:2 Hospitals \"甲\": kind 'Hospitals' is unknown. Expected one of country, region, ")
    assert first.endswith("reserve, green_park. Did you mean 'hospital'?")
    assert second.endswith("reserve, green_park.")


def test_a_table_in_gbk_is_told_to_be_saved_as_utf8(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = write(tmp_path, "mine.csv", "name,kind\n甲商场,mall\n", encoding="gbk")
    assert faults_of(path, known) == ("mine.csv:2: byte 10 is not UTF-8. Save the table as “CSV UTF-8”.",)


def test_geojson_in_gbk_is_told_to_be_saved_as_utf8(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = write(tmp_path, "mine.json", '{"type": "FeatureCollection",\n "features": ["甲"]}', encoding="gbk")
    assert faults_of(path, known) == ("mine.json:2: byte 45 is not UTF-8. Save the file as UTF-8.",)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, known: Mapping[str, Place]) -> None:
    columns = "id,name,aliases,kind,parent,lon,lat,uncertainty_m,basis,source,status,since,until,path,note"
    assert faults_of(write(tmp_path, "mine.csv", ""), known) == (f"mine.csv: is empty. Expected the columns {columns}.",)
    assert faults_of(write(tmp_path, "mine.json", " \n"), known) == ("mine.json: is empty. Expected a GeoJSON FeatureCollection.",)
    (fault,) = faults_of(write(tmp_path, "mine.gpkg", ""), known)
    assert fault.startswith("mine.gpkg is no GeoPackage: ")


@pytest.mark.parametrize(("name", "text"), [("mine.csv", "name,kind\n"), ("mine.json", '{"type": "FeatureCollection", "features": []}')])
def test_a_file_without_places_is_a_fault(tmp_path: Path, known: Mapping[str, Place], name: str, text: str) -> None:
    expected = f"{name}: has no places. Expected at least one, with name and kind."
    assert faults_of(write(tmp_path, name, text), known) == (expected,)


def test_a_missing_file_is_named(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = tmp_path / "mine.csv"
    assert faults_of(path, known) == (f"{path}: there is no such file. Expected a gazetteer in .csv, .tsv, .geojson, .json, .gpkg.",)


def test_a_file_of_another_kind_is_told_the_known_ones(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = write(tmp_path, "mine.xlsx", "PK")
    assert faults_of(path, known) == (
        f"{path}: the ending '.xlsx' is unknown. Expected a gazetteer in .csv, .tsv, .geojson, .json, .gpkg.",
    )


def test_a_missing_column_is_named_with_those_expected(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (fault,) = faults_of(write(tmp_path, "mine.csv", "名称,kind\n甲,mall\n"), known)
    assert fault.startswith("mine.csv:1 lacks the column name. Expected id,name,")


def test_a_layer_without_name_and_kind_is_named(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = tmp_path / "mine.gpkg"
    geopandas.GeoDataFrame({"title": ["甲"]}, geometry=[shapely.Point(IN_WUQING)], crs=4326).to_file(path, layer="malls")
    assert faults_of(path, known) == ("mine.gpkg/malls lacks the columns name, kind.",)


def test_coordinates_in_columns_of_another_name_are_not_silently_lost(tmp_path: Path, known: Mapping[str, Place]) -> None:
    assert faults_of(write(tmp_path, "mine.csv", "name,kind,Lon,纬度\n甲,mall,117.05,39.38\n"), known) == (
        "mine.csv:1 has a column 'Lon', which isn't read. Expected it to be called lon.",
        "mine.csv:1 has a column '纬度', which isn't read. Expected it to be called lat.",
    )


def test_a_quote_that_is_never_closed_is_found_where_it_opens(tmp_path: Path, known: Mapping[str, Place]) -> None:
    text = 'name,kind,note\n甲,mall,\n乙,mall,"no end\n丙,mall,\n'
    assert faults_of(write(tmp_path, "mine.csv", text), known) == (
        "mine.csv:3: unexpected end of data. Expected every quoted cell to be closed, and quotes inside one doubled.",
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [('{"type": "Feature"}', "Feature"), ("[1]", "list"), ('{"a": 1}', None), ('{"type": "FeatureCollection"}', "FeatureCollection")],
)
def test_json_that_is_no_feature_collection_is_a_fault(tmp_path: Path, known: Mapping[str, Place], text: str, kind: str | None) -> None:
    expected = f"mine.geojson:1 is of the type {kind!r}. Expected a GeoJSON FeatureCollection with a list of features."
    assert faults_of(write(tmp_path, "mine.geojson", text), known) == (expected,)


def test_a_file_that_is_no_json_is_named_with_the_line(tmp_path: Path, known: Mapping[str, Place]) -> None:
    (fault,) = faults_of(write(tmp_path, "mine.geojson", '{"type": "FeatureCollection",\n"features": [}'), known)
    assert fault.startswith("mine.geojson:2 is not JSON: ")
    (fault,) = faults_of(write(tmp_path, "mine.geojson", "[" * 200_000), known)
    assert fault.startswith("mine.geojson:1 is not JSON: ")


def test_geometries_other_than_points_and_lines_are_faults_with_their_line(tmp_path: Path, known: Mapping[str, Place]) -> None:
    square = {"type": "Polygon", "coordinates": [[[117, 39], [118, 39], [118, 40], [117, 39]]]}
    two = {"type": "MultiPoint", "coordinates": [[117.05, 39.38], [117.06, 39.38]]}
    path = write_features(
        tmp_path,
        feature(point(*IN_WUQING), name='"features": [', kind="mall"),
        feature(square, name="甲商场", kind="mall"),
        feature(two, name="乙商场", kind="mall"),
        feature({"type": "Point", "coordinates": ["117", 39]}, name="丙商场", kind="mall"),
        {"type": "Point"},
    )
    expected = "Expected a Point or a LineString: of an area give a point inside it (QGIS: Point on surface)."
    assert faults_of(path, known) == (
        f'mine.geojson:3 mall "甲商场": its geometry is a Polygon. {expected}',
        f'mine.geojson:4 mall "乙商场": its geometry is a MultiPoint. {expected}',
        "mine.geojson:5 mall \"丙商场\": the coordinates of its Point are ['117', 39]. Expected numbers, longitude before latitude.",
        "mine.geojson:6 is no Feature. Expected an object with type, properties and geometry.",
    )


def test_polygons_of_a_geopackage_are_faults_with_their_feature_ids(tmp_path: Path, known: Mapping[str, Place]) -> None:
    path = tmp_path / "mine.gpkg"
    shapes = [shapely.box(117, 39, 118, 40), shapely.box(117, 39, 118, 40)]
    geopandas.GeoDataFrame({"name": ["甲", "乙"], "kind": ["mall", "mall"]}, geometry=shapes, crs=4326).to_file(path, layer="areas")
    first, second = faults_of(path, known)
    assert first.startswith('mine.gpkg/areas:1 mall "甲": its geometry is a Polygon. ')
    assert second.startswith('mine.gpkg/areas:2 mall "乙": its geometry is a Polygon. ')


def test_a_hundred_thousand_rows_are_read(tmp_path: Path, known: Mapping[str, Place]) -> None:
    points = {id: area.representative_point() for id, area in Boundaries().districts().items()}
    inside = [(id, (p.x, p.y)) for id, p in sorted(points.items())]
    shifted = [(id, wgs84_to_gcj02(*position)) for id, position in inside]
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "name", "kind", "parent", "lon", "lat", "crs"])
        for i in range(100_000):
            id, position = shifted[i % len(shifted)]
            table.writerow([f"mall-{i}", f"{known[id].name}第{i}商场", "mall", id, *position, "GCJ-02"])
    places = read_user_gazetteer(path, known)
    id, position = inside[99_999 % len(inside)]
    assert [p.id for p in places] == [f"mall-{i}" for i in range(100_000)]
    assert (places[-1].name, places[-1].parent) == (f"{known[id].name}第99999商场", id)
    assert places[-1].position == pytest.approx(position, abs=1e-9)


def test_a_line_of_one_vertex_is_a_fault(tmp_path: Path, known: Mapping[str, Place]) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,kind,parent,path\n甲乙丙铁路,railway,,117.05 39.38\n", encoding="utf-8")
    assert faults_of(table, known, "WGS84") == ('mine.csv:2 railway "甲乙丙铁路": its path has one stop. Expected two or more, or none.',)
