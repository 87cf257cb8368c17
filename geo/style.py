"""How themes and kinds look: one palette and one set of symbols for the map, its legend and the reader."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from extract.model import Theme
from geo.model import PlaceKind

THEME_COLOURS: Mapping[Theme | None, str] = {
    Theme.RAIL: "#0072b2",
    Theme.TRANSPORT: "#56b4e9",
    Theme.INDUSTRY: "#d55e00",
    Theme.INNOVATION: "#cc79a7",
    Theme.ECOLOGY: "#009e73",
    Theme.SERVICES: "#e69f00",
    Theme.CULTURE: "#b8a300",
    Theme.URBAN: "#7a5195",
    Theme.TRADE: "#882255",
    None: "#5f6b76",
}
"""Okabe and Ito's palette for all kinds of colour vision, its yellow darkened for white paper, and two of Tol's purples."""


class Symbol(StrEnum):
    """Marker shapes, so that colour is never the only difference."""

    RING = "ring"
    STATION = "station"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    ANCHOR = "hexagon"


_STATIONS = {PlaceKind.RAIL_STATION, PlaceKind.METRO_STATION, PlaceKind.INTERCHANGE}
_HUBS = {PlaceKind.AIRPORT, PlaceKind.PORT}
_ZONES = {PlaceKind.PARK, PlaceKind.BUSINESS_DISTRICT}
_NATURE = {
    PlaceKind.RIVER, PlaceKind.LAKE, PlaceKind.RESERVOIR, PlaceKind.WETLAND, PlaceKind.MOUNTAIN, PlaceKind.BAY,
    PlaceKind.RESERVE, PlaceKind.GREEN_PARK, PlaceKind.SEA, PlaceKind.CANAL,
}  # fmt: skip
_UNITS = {
    PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.TOWN,
    PlaceKind.NEIGHBOURHOOD,
}  # fmt: skip


def symbol_of(kind: PlaceKind) -> Symbol:
    """The marker shape of a kind of place."""
    for symbol, kinds in (
        (Symbol.STATION, _STATIONS),
        (Symbol.ANCHOR, _HUBS),
        (Symbol.SQUARE, _ZONES),
        (Symbol.TRIANGLE, _NATURE),
        (Symbol.RING, _UNITS),
    ):
        if kind in kinds:
            return symbol
    return Symbol.DIAMOND
