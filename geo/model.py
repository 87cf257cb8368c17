"""Places of the gazetteer and what is known of them. Coordinates are WGS 84, longitude first, decimal degrees."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Position = tuple[float, float]
"""Longitude and latitude in WGS 84 degrees."""


class PlaceKind(StrEnum):
    """What a place is. The values go into files as they are."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    TOWN = "town"
    NEIGHBOURHOOD = "neighbourhood"
    SEA = "sea"
    RAIL_STATION = "rail_station"
    RAILWAY = "railway"
    METRO_STATION = "metro_station"
    METRO_LINE = "metro_line"
    ROAD = "road"
    INTERCHANGE = "interchange"
    AIRPORT = "airport"
    PORT = "port"
    CANAL = "canal"
    PARK = "park"
    BUSINESS_DISTRICT = "business_district"
    FACTORY = "factory"
    ENERGY = "energy"
    MINE = "mine"
    DATA_CENTRE = "data_centre"
    UNIVERSITY = "university"
    LAB = "lab"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    MALL = "mall"
    CULTURE = "culture"
    VENUE = "venue"
    FACILITY = "facility"
    RIVER = "river"
    LAKE = "lake"
    RESERVOIR = "reservoir"
    WETLAND = "wetland"
    MOUNTAIN = "mountain"
    BAY = "bay"
    RESERVE = "reserve"
    GREEN_PARK = "green_park"


ADMIN_KINDS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT})
"""Kinds that others lie in."""

CONTAINER_KINDS = frozenset(
    {PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.TOWN, PlaceKind.PARK, PlaceKind.BUSINESS_DISTRICT}
)
"""Units and zones: what a text says a place is in."""

CHINA = "country-zhongguo"
"""Id of the country."""

HOME_UNITS = ("110000", "120000", "130000")
"""Beijing, Tianjin and Hebei."""

REGION_CODES = tuple(unit[:2] for unit in HOME_UNITS)
"""What the codes of all their units begin with."""

XIONGAN = {"133100": ("130638", "130629", "130632")}
"""雄安新区 is in no list of admin units: it is 雄县, 容城县 and 安新县 (State Council, 1 April 2017), which keep their city's codes."""

OUTSIDE_PARENT = "outside parent"
"""Words in a place's note that allow its point to lie outside of its parent."""

REGION_BOX = (113.4, 36.0, 119.9, 42.7)
"""West, south, east and north of the three, in WGS 84 degrees."""

LINE_KINDS = frozenset({PlaceKind.RAILWAY, PlaceKind.METRO_LINE, PlaceKind.ROAD, PlaceKind.RIVER, PlaceKind.CANAL})
"""Kinds that are drawn as lines."""


class Basis(StrEnum):
    """How the point of a place is known."""

    SURVEYED = "surveyed"
    EDITORIAL = "editorial"
    DERIVED = "derived"
    LINE = "line"
    DISTRICT = "district"


USER = "user"
"""The source of what a user set or brought along."""


class Status(StrEnum):
    """Whether a place is there."""

    OPEN = "open"
    UNDER_CONSTRUCTION = "under_construction"
    PLANNED = "planned"
    CLOSED = "closed"


class Place(NamedTuple):
    """A row of the gazetteer.

    Attributes
    ----------
    id : str
        Stable identifier: the six-digit code of an admin unit, else ``<kind>-<pinyin>``.
    name : str
        Canonical full Chinese name.
    aliases : tuple of str
        Names as printed that prove the place by themselves.
    loose_aliases : tuple of str
        Names as printed that need context (西站).
    kind : PlaceKind
    parent : str
        Id of the admin unit it lies in; empty for what spans provinces or lies at sea.
    position : Position or None
        Representative point: the seat of an admin unit, the platforms of a station. None when only the parent is known.
    uncertainty_m : float
        Metres within which the true point lies; for a place without a point, the radius of its parent.
    basis : Basis
    source : str
        Key of `sources.csv`.
    status : Status
    since, until : str
        ISO dates or years between which the name holds, empty when not known.
    path : tuple of Position
        The vertices of a line, in order; empty for all else.
    note : str
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    loose_aliases: tuple[str, ...]
    kind: PlaceKind
    parent: str
    position: Position | None
    uncertainty_m: float
    basis: Basis
    source: str
    status: Status
    since: str = ""
    until: str = ""
    path: tuple[Position, ...] = ()
    note: str = ""

    @property
    def is_exact(self) -> bool:
        """True when the place has a point of its own."""
        return self.position is not None
