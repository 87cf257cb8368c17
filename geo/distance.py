"""Distances along the ground, on a sphere."""

from __future__ import annotations

import math
from functools import lru_cache

from geo.model import Position

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""

M_PER_DEGREE = math.radians(1) * EARTH_KM * 1000
"""Metres of a degree of latitude."""


def distance_km(a: Position, b: Position) -> float:
    """Great-circle distance in kilometres between two WGS 84 positions, longitude first, on a sphere of the mean radius 6371.0088 km."""
    return arc_km(math.dist(direction(a), direction(b)))


@lru_cache(1 << 16)
def direction(position: Position) -> tuple[float, float, float]:
    """The unit vector from the middle of the earth to a position: distances between vectors need no sines."""
    lon, lat = math.radians(position[0]), math.radians(position[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def arc_km(chord: float) -> float:
    """Kilometres along the ground between the ends of a chord of the unit sphere."""
    return 2 * EARTH_KM * math.asin(min(1.0, chord / 2))
