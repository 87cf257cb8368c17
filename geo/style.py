"""How themes and kinds look: one palette and one set of symbols for the map, its legend and the reader."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from extract.model import Theme
from geo.layers import Feature
from geo.model import PlaceKind, Status

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


class Stroke(StrEnum):
    """How a line is drawn, by what runs on it."""

    RAIL = "rail"
    ROAD = "road"
    WATER = "water"


_STROKES = {
    PlaceKind.RAILWAY: Stroke.RAIL,
    PlaceKind.METRO_LINE: Stroke.RAIL,
    PlaceKind.RIVER: Stroke.WATER,
    PlaceKind.CANAL: Stroke.WATER,
}


def stroke_of(kind: PlaceKind) -> Stroke:
    """The line style of a kind of place."""
    return _STROKES.get(kind, Stroke.ROAD)


APPROXIMATE_M = 2000
"""A point that may be farther off than this is drawn hollow. Two kilometres are about the extent of what such a point stands for: a
station or a works with its yards lies within, a park that is known by its township does not."""


def is_approximate(feature: Feature) -> bool:
    """True when a point is only about right. The seat of an admin unit stands for the unit and is not; a region has none."""
    return feature.uncertainty_m > APPROXIMATE_M and feature.place.kind not in _UNITS - {PlaceKind.REGION} | {PlaceKind.SEA}


def is_zone(kind: PlaceKind) -> bool:
    """True when a place of the kind has an extent that a circle around its point can hint at."""
    return kind in _ZONES


def is_unfinished(status: Status) -> bool:
    """True for what is planned or under construction, which is drawn dashed."""
    return status in (Status.PLANNED, Status.UNDER_CONSTRUCTION)


INKS: Mapping[str, Mapping[str, str]] = {
    "day": {
        "sea": "#dbe9f2", "world": "#eef0ee", "worldLine": "#c9d2d6", "land": "#f1f2ee", "landLine": "#b9c3c6", "unit": "#fdfcf7",
        "unitLine": "#cdd4ce", "cityLine": "#98a29d", "provinceLine": "#6f7b76", "text": "#1f2933", "faint": "#4c5863",
        "seaText": "#3f6680", "halo": "#ffffff", "casing": "#33404b", "paper": "#ffffff", "quiet": "#5f6b76",
        "area": "#d9a441", "pin": "#b3261e",
    },
    "night": {
        "sea": "#101d28", "world": "#1a2127", "worldLine": "#35404a", "land": "#1d2429", "landLine": "#3b464f", "unit": "#242b31",
        "unitLine": "#38444d", "cityLine": "#66737e", "provinceLine": "#8b98a3", "text": "#f1f4f6", "faint": "#b4c0ca",
        "seaText": "#8fb3cc", "halo": "#10161b", "casing": "#e8edf2", "paper": "#171c21", "quiet": "#a9b5bf",
        "area": "#d9a441", "pin": "#ff8a80",
    },
}  # fmt: skip
"""The colours of the built-in basemap and of what lies on any map, by day and by night. Text has 4.5 : 1 on land and sea, the casing
around symbols and lines 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""

RAMPS: Mapping[str, tuple[str, ...]] = {
    "day": ("#fff3cf", "#fed98e", "#fe9929", "#d95f0e", "#8a3304"),
    "night": ("#4a2a12", "#86400f", "#c55f10", "#f59a34", "#ffd98f"),
}
"""Classes of the choropleth, fewest mentions first: ColorBrewer's YlOrBr, turned around for a dark map."""

HEAT = ("#4575b4", "#91bfdb", "#fee090", "#fc8d59", "#d73027")
"""The colours of density, least first (ColorBrewer's RdYlBu, safe for all kinds of colour vision)."""
