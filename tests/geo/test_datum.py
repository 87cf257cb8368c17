from __future__ import annotations

import statistics
from itertools import product

import pytest
import shapely
from pyproj import Geod

from geo.boundaries import Boundaries
from geo.datum import (
    GCJ02_SHIFT_M,
    UnknownCRS,
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    name_crs,
    to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from geo.model import Position

# The sample of Gaode's web service, https://restapi.amap.com/v3/assistant/coordinate/convert?locations=116.481499,39.990475&coordsys=gps.
GAODE_WGS84, GAODE_GCJ02 = (116.481499, 39.990475), (116.487585177952, 39.991754014757)
# The sample of Baidu's web service, https://api.map.baidu.com/geoconv/v1/?coords=114.21892734521,29.575429778924&from=1&to=5 (and to=3).
BAIDU_WGS84, BAIDU_GCJ02, BAIDU_BD09 = (
    (114.21892734521, 29.575429778924),
    (114.22430528428819, 29.57284912109375),
    (114.2307519546763, 29.57908428837437),
)
# The sample of Alibaba Cloud's address service, to six decimals,
# https://help.aliyun.com/zh/address-purification/addrpapi/developer-reference/coordinate-system-conversion.
ALIBABA_GCJ02, ALIBABA_BD09 = (120.026268, 30.279164), (120.032768, 30.285238)


@pytest.fixture(scope="module")
def grid() -> list[Position]:
    """Every tenth of a degree in Beijing, Tianjin and Hebei."""
    boundaries = Boundaries()
    areas = [a for code in ("110000", "120000", "130000") if (a := boundaries.area(code)) is not None]
    region = shapely.union_all(areas)
    shapely.prepare(region)
    points = [(lon / 10, lat / 10) for lon, lat in product(range(1134, 1199), range(360, 427))]
    return [p for p in points if shapely.contains_xy(region, *p)]


def metres(a: Position, b: Position) -> float:
    return float(Geod(ellps="WGS84").inv(*a, *b)[2])


def test_a_wgs84_point_is_where_gaode_says_to_a_decimetre() -> None:
    assert metres(wgs84_to_gcj02(*GAODE_WGS84), GAODE_GCJ02) < 0.1


def test_gaodes_point_is_where_it_was_in_wgs84_to_a_decimetre() -> None:
    assert metres(gcj02_to_wgs84(*GAODE_GCJ02), GAODE_WGS84) < 0.1


def test_a_wgs84_point_is_where_baidu_says_to_a_metre() -> None:
    assert metres(wgs84_to_gcj02(*BAIDU_WGS84), BAIDU_GCJ02) < 1
    assert metres(wgs84_to_bd09(*BAIDU_WGS84), BAIDU_BD09) < 1


def test_baidus_point_is_where_it_was_in_wgs84_to_a_metre() -> None:
    assert metres(bd09_to_wgs84(*BAIDU_BD09), BAIDU_WGS84) < 1


def test_a_gcj02_point_is_where_alibaba_says_in_bd09_and_back_to_a_decimetre() -> None:
    assert metres(gcj02_to_bd09(*ALIBABA_GCJ02), ALIBABA_BD09) < 0.1
    assert metres(bd09_to_gcj02(*ALIBABA_BD09), ALIBABA_GCJ02) < 0.1


def test_gcj02_is_that_of_the_other_implementations() -> None:
    # https://github.com/wandergis/coordtransform/blob/master/test/app.js
    assert wgs84_to_gcj02(116.404, 39.915) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-12)
    # https://github.com/googollee/eviltransform/blob/master/python/test.py
    assert wgs84_to_gcj02(116.377817, 39.911954) == pytest.approx((116.38404722455657, 39.91334545536069), abs=1e-12)


def test_bd09_is_that_of_the_other_implementations() -> None:
    # https://github.com/wandergis/coordtransform/blob/master/test/app.js
    assert gcj02_to_bd09(116.404, 39.915) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-12)


def test_gcj02_and_back_is_the_same_point_within_a_millimetre_all_over_the_region(grid: list[Position]) -> None:
    assert len(grid) == pytest.approx(2262, abs=30)
    assert max(metres(p, gcj02_to_wgs84(*wgs84_to_gcj02(*p))) for p in grid) < 0.001


def test_bd09_and_back_is_the_same_point_within_a_millimetre_all_over_the_region(grid: list[Position]) -> None:
    assert max(metres(p, bd09_to_wgs84(*wgs84_to_bd09(*p))) for p in grid) < 0.001
    assert max(metres(p, bd09_to_gcj02(*gcj02_to_bd09(*p))) for p in grid) < 0.001


def test_gcj02_lies_as_far_off_in_the_region_as_the_messages_say(grid: list[Position]) -> None:
    shifts = [metres(p, wgs84_to_gcj02(*p)) for p in grid]
    low, high = GCJ02_SHIFT_M
    assert low < min(shifts) < low + 20
    assert high - 20 < max(shifts) < high
    assert statistics.median(shifts) == pytest.approx(550, abs=5)


def test_a_point_outside_china_is_the_same_in_gcj02() -> None:
    london = (-0.1276, 51.5072)
    assert wgs84_to_gcj02(*london) == london
    assert gcj02_to_wgs84(*london) == london


def test_many_positions_come_back_in_their_order() -> None:
    points = [(117.2, 39.1), (-0.1276, 51.5072), (116.4, 39.9)]
    found = to_wgs84([wgs84_to_gcj02(*p) for p in points], "GCJ-02")
    assert [metres(a, b) < 0.001 for a, b in zip(found, points, strict=True)] == [True, True, True]
    assert to_wgs84([], "GCJ-02") == []


def test_bd09_positions_come_to_wgs84_in_one_go() -> None:
    assert to_wgs84([wgs84_to_bd09(117.2, 39.1)], "BD-09")[0] == pytest.approx((117.2, 39.1), abs=1e-10)


def test_cgcs2000_degrees_are_taken_for_wgs84() -> None:
    assert to_wgs84([(117.2, 39.1)], "CGCS2000") == [(117.2, 39.1)]


def test_a_projected_position_is_where_its_projection_has_it() -> None:
    northing = Geod(ellps="GRS80").inv(117, 0, 117, 39)[2]  # EPSG:4548: CGCS2000, transverse Mercator on 117° E, easting 500 km there
    assert to_wgs84([(500_000.0, northing)], "EPSG:4548")[0] == pytest.approx((117, 39), abs=1e-7)


def test_a_position_that_is_nowhere_on_earth_comes_back_as_it_is() -> None:
    assert to_wgs84([(200.0, 100.0)], "GCJ-02") == [(200.0, 100.0)]
    assert to_wgs84([(1e8, 1e30)], "EPSG:4548") == [(1e8, 1e30)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WGS84", "WGS84"),
        ("wgs 84", "WGS84"),
        ("WGS-84", "WGS84"),
        ("EPSG:4326", "WGS84"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "WGS84"),
        ("CGCS2000", "WGS84"),
        ("epsg:4490", "WGS84"),
        ("urn:ogc:def:crs:EPSG::4490", "WGS84"),
        ("GCJ-02", "GCJ-02"),
        ("gcj02", "GCJ-02"),
        ("BD-09", "BD-09"),
        ("bd09ll", "BD-09"),
        ("EPSG:4548", "EPSG:4548"),
        ("urn:ogc:def:crs:EPSG::4548", "EPSG:4548"),
    ],
)
def test_a_crs_has_one_name_however_it_is_written(text: str, name: str) -> None:
    assert name_crs(text) == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("GCJ2", "crs 'GCJ2' is unknown. Known: WGS84, CGCS2000, GCJ-02, BD-09 and codes such as EPSG:4548. Did you mean 'GCJ-02'?"),
        ("北京54", "crs '北京54' is unknown. Known: WGS84, CGCS2000, GCJ-02, BD-09 and codes such as EPSG:4548."),
        ("EPSG:99", "crs 'EPSG:99' is no code of EPSG's. Expected one such as EPSG:4548, or WGS84, GCJ-02, BD-09."),
        ("EPSG:5773", "crs 'EPSG:5773' is “EGM96 height”, not a system of positions. Expected one such as EPSG:4548, or WGS84."),
    ],
)
def test_an_unknown_crs_is_named_with_the_nearest_known_one(text: str, message: str) -> None:
    with pytest.raises(UnknownCRS) as caught:
        name_crs(text)
    assert str(caught.value) == message
