"""Features to what the browser needs to draw them: plain values, small enough for ten thousand places."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.atlas import Atlas
from geo.choropleth import count_mentions
from geo.layers import Feature, Shape
from geo.model import USER, PlaceKind, Position
from geo.quotes import Quote
from geo.style import THEME_COLOURS, is_approximate, is_unfinished, is_zone, stroke_of, symbol_of
from geo.units import Level

POPUP_QUOTES = 3
RICH_FEATURES = 300
"""Features whose popups get their sentences, the most named first; those of all others are for the card beside the map to show."""

DECIMALS = 5
"""A metre."""

_AREAS = frozenset({PlaceKind.CITY, PlaceKind.DISTRICT})


@dataclass(frozen=True, slots=True)
class DrawingOptions:
    """What of the features is drawn.

    Attributes
    ----------
    points, lines : bool
        Places with a point, and the counts of those known by their unit only; railways, roads and rivers.
    areas : bool
        Outlines of the cities and districts that are named, and about how far zones reach.
    labels : bool
        Names of the most named places, as many as have room.
    heat : bool
        Density of mentions of the places with a point.
    choropleth : Level or None
        Units coloured by their mentions, or none.
    pick : bool
        True to have a click anywhere on the map tell its position.
    caption : str
        What is shown (filters, dates), for the printed sheet.
    """

    points: bool = True
    lines: bool = True
    areas: bool = True
    labels: bool = True
    heat: bool = False
    choropleth: Level | None = None
    pick: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class MapView:
    """Where the map should go.

    Attributes
    ----------
    centre : Position
    zoom : float
    """

    centre: Position
    zoom: float


def make_drawing(
    atlas: Atlas,
    features: Sequence[Feature],
    focus: str = "",
    ask: int = 0,
    options: DrawingOptions | None = None,
    view: MapView | None = None,
) -> dict[str, Any]:
    """What the browser needs to draw features.

    Parameters
    ----------
    atlas : Atlas
    features : sequence of Feature
        Most named first.
    focus : str
        Id of a place whose popup is opened at once.
    ask : int
        A number that differs from one wish to open a popup, or to go to a view, to the next; a drawing with the number of the
        one before opens none and goes nowhere.
    options : DrawingOptions, optional
    view : MapView, optional
        Where the map goes when `ask` is new; without it the map stays.

    Returns
    -------
    dict
        ``points`` and ``lines``, longitude first; ``units`` with the places known to lie in them, provinces before cities before
        districts; ``areas``, codes of units; ``heat``, positions with their mentions; ``choropleth``; and what was asked for.
    """
    options = options or DrawingOptions()
    points, lines, areas = [], [], []
    units: dict[str, dict[str, Any]] = {}
    for n, feature in enumerate(features):
        place = feature.place
        if options.areas and place.kind in _AREAS and place.id in atlas.gazetteer.boundaries.ids:
            areas.append(place.id)
        if feature.shape is Shape.POINT and place.position and options.points:
            zone = options.areas and is_zone(place.kind)
            at = [round(v, DECIMALS) for v in place.position]
            points.append(_card(atlas, feature, n) | {"at": at, "approximate": is_approximate(feature), "zone": zone})
        elif feature.shape is Shape.LINE and options.lines:
            path = [[round(v, DECIMALS) for v in xy] for xy in place.path]
            dashed = is_unfinished(place.status)
            lines.append(_card(atlas, feature, n) | {"path": path, "stroke": stroke_of(place.kind).value, "dashed": dashed})
        elif feature.shape is Shape.AREA and options.points:
            _add_to_unit(atlas, units, feature, n)
    return {
        "points": points,
        "lines": lines,
        "units": sorted(units.values(), key=lambda u: (not u["id"].endswith("0000"), not u["id"].endswith("00"), u["id"])),
        "areas": areas,
        "heat": _heat(features) if options.heat else [],
        "choropleth": _choropleth(atlas, features, options.choropleth),
        "labels": options.labels,
        "pick": options.pick,
        "caption": options.caption,
        "focus": focus,
        "ask": ask,
        "view": {"at": list(view.centre), "zoom": view.zoom} if view else None,
    }


def packed(drawing: Mapping[str, Any]) -> dict[str, Any]:
    """A drawing as it is sent: its points, and the places of its units, as columns."""
    units = [{**unit, "places": pack(unit["places"])} for unit in drawing["units"]]
    return {**drawing, "points": pack(drawing["points"]), "units": units}


def pack(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Records with the same keys as columns; values that come often stand once, in a list that the column points into.

    Returns
    -------
    dict
        Each key with a list of its values, or with ``of``, the different values, and ``at``, which of them each record has.
    """
    columns: dict[str, Any] = {}
    for key in records[0] if records else ():
        values = [r[key] for r in records]
        columns[key] = values
        if isinstance(values[0], Hashable):
            different = {value: n for n, value in enumerate(dict.fromkeys(values))}
            if len(different) * 2 <= len(values):
                columns[key] = {"of": list(different), "at": [different[v] for v in values]}
    return columns


def _heat(features: Sequence[Feature]) -> list[list[float]]:
    found = [(f.place.position, f.mentions) for f in features if f.shape is Shape.POINT and f.place.position]
    return [[round(lon, DECIMALS), round(lat, DECIMALS), n] for (lon, lat), n in found]


def _choropleth(atlas: Atlas, features: Sequence[Feature], level: Level | None) -> dict[str, Any] | None:
    if level is None:
        return None
    made = count_mentions(atlas.gazetteer, features, level)
    return {
        "level": level.value,
        "units": {code: [count, made.class_of(count)] for code, count in made.counts},
        "classes": [list(c) for c in made.classes],
        "elsewhere": made.elsewhere,
    }


def _add_to_unit(atlas: Atlas, units: dict[str, dict[str, Any]], feature: Feature, n: int) -> None:
    """File a place under the smallest unit with an area that it is known to lie in."""
    gazetteer = atlas.gazetteer
    for up in (feature.place, *gazetteer.ancestors(feature.place)):
        if up.id in gazetteer.boundaries.ids:
            unit = units.setdefault(up.id, {"id": up.id, "name": up.name, "places": []})
            unit["places"].append(_card(atlas, feature, n))
            return


def _card(atlas: Atlas, feature: Feature, n: int) -> dict[str, Any]:
    """What a popup says of a place, the n-th of the features."""
    place = feature.place
    return {
        "id": place.id,
        "name": place.name,
        "label": _label(atlas, feature),
        "kind": place.kind.value,
        "within": feature.within,
        "symbol": symbol_of(place.kind).value,
        "colour": THEME_COLOURS[feature.theme],
        "count": feature.mentions,
        "uncertainty_m": round(feature.uncertainty_m),
        "basis": USER if place.source == USER else place.basis.value,
        "status": place.status.value,
        "quotes": [_quoted(atlas, q) for q in _varied(feature.quotes)] if n < RICH_FEATURES else [],
    }


def _label(atlas: Atlas, feature: Feature) -> str:
    """A name without those of the units it starts with: 武清区 for 天津市武清区."""
    name = feature.place.name
    for up in atlas.gazetteer.ancestors(feature.place):
        if name.startswith(up.name) and name != up.name:
            return name[len(up.name) :]
    return name


def _varied(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes for a popup: different sentences, from different articles as far as there are."""
    texts: set[str] = set()
    first: dict[str, Quote] = {}
    rest: list[Quote] = []
    for quote in quotes:
        if quote.text in texts:
            continue
        texts.add(quote.text)
        if quote.article_id in first:
            rest.append(quote)
            continue
        first[quote.article_id] = quote
        if len(first) == POPUP_QUOTES:  # a place may have thousands
            break
    return [*first.values(), *rest][:POPUP_QUOTES]


def _quoted(atlas: Atlas, quote: Quote) -> dict[str, Any]:
    article = atlas.articles[quote.article_id]
    return {
        "mention": quote.mention_id,
        "article": article.id,
        "title": article.title or article.kind.value,
        "published": article.published,
        "text": quote.text,
        "mark": list(quote.mark),
    }
