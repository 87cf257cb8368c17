"""Positions of other datums to WGS 84: GCJ-02 and BD-09, which Chinese web maps use, and whatever has an EPSG code.

No converter on PyPI was good enough when this was written: ``coordTransform``, ``eviltransform`` and ``pybind11-coordtransform`` don't
iterate the inverse (up to 4 m off), ``prcoords`` (2019) is 0.02 m off for BD-09, ``geocoordinates-rs`` has no wheel for Windows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import lru_cache

import numpy
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.model import Position

WGS84 = "WGS84"
GCJ02 = "GCJ-02"
BD09 = "BD-09"

GCJ02_SHIFT_M = (490, 640)
"""How far, in metres, GCJ-02 lies from WGS 84 in Beijing, Tianjin and Hebei, at least and at most; in the median 550."""

_Degrees = NDArray[numpy.float64]
_Shift = Callable[[_Degrees, _Degrees], tuple[_Degrees, _Degrees]]

_NAMES = {
    "WGS84": WGS84,
    "CRS84": WGS84,
    "URNOGCDEFCRSOGC13CRS84": WGS84,
    "CGCS2000": WGS84,
    "GCJ02": GCJ02,
    "BD09": BD09,
    "BD09LL": BD09,
}
_SAME_CODES = (4326, 4490)
_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{1,9})", re.IGNORECASE)

_AXIS_M = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD09_SHIFT_DEG = (0.0065, 0.006)
_BD09_WAVE = math.pi * 3000 / 180
_SHIFTED_DEG = (72.004, 0.8293, 137.8347, 55.8271)
_TOLERANCE_DEG = 1e-11
_MOST_STEPS = 30


class UnknownCRS(ValueError):
    """A coordinate reference system that can't be turned into WGS 84."""


def wgs84_to_gcj02(lon: float, lat: float) -> Position:
    """The GCJ-02 position that Gaode, Tencent and Google's Chinese maps show for a WGS 84 one; the same outside China's rectangle.

    Notes
    -----
    The published formula [1]_ on the ellipsoid of Krasovsky 1940 (a = 6378245 m, e² = 0.00669342162296594323); the maps' own
    conversion adds noise of up to a metre.

    .. [1] M. Wang, "PRCoords", https://github.com/Artoria2e5/PRCoords (2016, CC0), after EvilTransform and on4wp7 (2013).
    """
    return _convert([(lon, lat)], _add_gcj02)[0]


def gcj02_to_wgs84(lon: float, lat: float) -> Position:
    """The WGS 84 position of a GCJ-02 one, exact to 0.01 m; the same outside China's rectangle.

    Notes
    -----
    The formula has no closed inverse: the shift at the last guess is taken off until it no longer changes, as geoChina does [1]_.

    .. [1] J. Cai, "geoChina", https://github.com/caijun/geoChina.
    """
    return _convert([(lon, lat)], lambda x, y: _invert(_add_gcj02, x, y))[0]


def gcj02_to_bd09(lon: float, lat: float) -> Position:
    """The BD-09 position that Baidu's maps show for a GCJ-02 one.

    Notes
    -----
    Baidu's second shift as published by pycoordtrans [1]_.

    .. [1] https://github.com/zxteloiv/pycoordtrans (2014).
    """
    return _convert([(lon, lat)], _add_bd09)[0]


def bd09_to_gcj02(lon: float, lat: float) -> Position:
    """The GCJ-02 position of a BD-09 one, exact to 0.01 m."""
    return _convert([(lon, lat)], lambda x, y: _invert(_add_bd09, x, y))[0]


def wgs84_to_bd09(lon: float, lat: float) -> Position:
    """The BD-09 position of a WGS 84 one."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: float, lat: float) -> Position:
    """The WGS 84 position of a BD-09 one, exact to 0.01 m."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


@lru_cache(maxsize=64)
def name_crs(text: str) -> str:
    """One name for a CRS however it is written: ``WGS84``, ``GCJ-02``, ``BD-09`` or ``EPSG:`` and a code.

    CGCS2000 (EPSG:4490) is ``WGS84``: they are the same within a metre.

    Raises
    ------
    UnknownCRS
        For any other text, and for codes that pyproj doesn't know or that are no geographic or projected system.
    """
    plain = re.sub(r"[\s_:.-]", "", text).upper()
    if plain in _NAMES:
        return _NAMES[plain]
    match = _EPSG.fullmatch(text.strip())
    if match is None:
        near = get_close_matches(plain, _NAMES, n=1)
        question = f" Did you mean '{_NAMES[near[0]]}'?" if near else ""
        raise UnknownCRS(f"crs {text!r} is unknown. Known: WGS84, CGCS2000, GCJ-02, BD-09 and codes such as EPSG:4548.{question}")
    code = int(match[1])
    if code in _SAME_CODES:
        return WGS84
    try:
        crs = CRS.from_epsg(code)
    except CRSError as error:
        raise UnknownCRS(f"crs {text!r} is no code of EPSG's. Expected one such as EPSG:4548, or WGS84, GCJ-02, BD-09.") from error
    if not (crs.is_geographic or crs.is_projected):
        raise UnknownCRS(f"crs {text!r} is “{crs.name}”, not a system of positions. Expected one such as EPSG:4548, or WGS84.")
    return f"EPSG:{code}"


def to_wgs84(positions: Sequence[Position], crs: str) -> list[Position]:
    """Positions of a CRS in WGS 84 degrees, longitude first, in the same order.

    Parameters
    ----------
    positions : sequence of Position
        Longitude or easting first, whatever the CRS's own order of axes. Those that are nowhere on Earth come back as they are.
    crs : str
        As `name_crs` takes it.

    Raises
    ------
    UnknownCRS
        As `name_crs` does.
    """
    name = name_crs(crs)
    if name == WGS84:
        return list(positions)
    if name == GCJ02:
        return _convert(positions, lambda x, y: _invert(_add_gcj02, x, y))
    if name == BD09:
        return _convert(positions, lambda x, y: _invert(_add_gcj02, *_invert(_add_bd09, x, y)))
    lons, lats = _transformer(name).transform([p[0] for p in positions], [p[1] for p in positions])
    return [(lon, lat) if math.isfinite(lon + lat) else p for p, lon, lat in zip(positions, lons, lats, strict=True)]


@lru_cache(maxsize=8)
def _transformer(name: str) -> Transformer:
    return Transformer.from_crs(name, "EPSG:4326", always_xy=True)


def _convert(positions: Sequence[Position], shift: _Shift) -> list[Position]:
    """Positions shifted, but those outside the rectangle in which the maps shift."""
    lon, lat = numpy.array(positions, dtype=float).reshape(-1, 2).T
    west, south, east, north = _SHIFTED_DEG
    is_shifted = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    lon[is_shifted], lat[is_shifted] = shift(lon[is_shifted], lat[is_shifted])
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def _add_gcj02(lon: _Degrees, lat: _Degrees) -> tuple[_Degrees, _Degrees]:
    x, y = lon - 105, lat - 35
    waves = 20 * _sine(x * 6) + 20 * _sine(x * 2)
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * numpy.sqrt(abs(x))
    east_m += (waves + 20 * _sine(x) + 40 * _sine(x / 3) + 150 * _sine(x / 12) + 300 * _sine(x / 30)) * 2 / 3
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * numpy.sqrt(abs(x))
    north_m += (waves + 20 * _sine(y) + 40 * _sine(y / 3) + 160 * _sine(y / 12) + 320 * _sine(y / 30)) * 2 / 3
    latitude = numpy.radians(lat)
    flattening = 1 - _ECCENTRICITY_SQUARED * numpy.sin(latitude) ** 2
    radius_east_m = _AXIS_M / numpy.sqrt(flattening) * numpy.cos(latitude)
    radius_north_m = _AXIS_M * (1 - _ECCENTRICITY_SQUARED) / flattening**1.5
    return lon + numpy.degrees(east_m / radius_east_m), lat + numpy.degrees(north_m / radius_north_m)


def _add_bd09(lon: _Degrees, lat: _Degrees) -> tuple[_Degrees, _Degrees]:
    radius = numpy.hypot(lon, lat) + 0.00002 * numpy.sin(lat * _BD09_WAVE)
    angle = numpy.arctan2(lat, lon) + 0.000003 * numpy.cos(lon * _BD09_WAVE)
    return radius * numpy.cos(angle) + _BD09_SHIFT_DEG[0], radius * numpy.sin(angle) + _BD09_SHIFT_DEG[1]


def _sine(half_turns: _Degrees) -> _Degrees:
    return numpy.sin(half_turns * math.pi)


def _invert(shift: _Shift, lon: _Degrees, lat: _Degrees) -> tuple[_Degrees, _Degrees]:
    """The positions that a shift of at most a few kilometres takes to the given ones."""
    x, y = lon, lat
    for _ in range(_MOST_STEPS):
        found = shift(x, y)
        east, north = found[0] - lon, found[1] - lat
        x, y = x - east, y - north
        if numpy.all(abs(east) < _TOLERANCE_DEG) and numpy.all(abs(north) < _TOLERANCE_DEG):
            break
    return x, y
