"""Features to GeoJSON as RFC 7946 wants it: WGS 84, longitude first, no ``crs``, counter-clockwise rings, ``bbox``, ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import shapely
from shapely.geometry import LineString, Point, mapping
from shapely.geometry.base import BaseGeometry

from extract.model import Article
from geo.gazetteer import Gazetteer
from geo.layers import Feature, Shape

DECIMALS = 6
"""RFC 7946 section 11.2: six decimals are 10 cm; more say nothing."""

MOST_QUOTES = 20
MOST_ARTICLES = 100


class Known(Protocol):
    """What of an atlas a layer needs."""

    @property
    def gazetteer(self) -> Gazetteer:
        """The places and their areas."""

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles that the features' quotes come from, by id."""


def geometry_of(atlas: Known, feature: Feature) -> BaseGeometry | None:
    """A feature's geometry in WGS 84 degrees, longitude first; None for what is nowhere."""
    if feature.shape is Shape.POINT and feature.place.position:
        return Point(feature.place.position)
    if feature.shape is Shape.LINE:
        return LineString(feature.place.path)
    if feature.shape is Shape.AREA:
        return atlas.gazetteer.area_of(feature.place)
    return None


def dumps(atlas: Known, features: Sequence[Feature]) -> str:
    """A GeoJSON FeatureCollection of features as text.

    It has a ``bbox`` where anything has a geometry; a feature without one has a null geometry, so that none is lost.
    """
    return "".join(pieces(atlas, features))


def pieces(atlas: Known, features: Sequence[Feature]) -> Iterator[str]:
    """The same text feature by feature, for areas with all their vertices need much room."""
    pairs = [(f, geometry_of(atlas, f)) for f in features]
    yield compact(collection_head(g for _, g in pairs)).removesuffix("}") + ',"features":['
    for n, (feature, geometry) in enumerate(pairs):
        yield ("," if n else "") + compact(_feature(atlas, feature, geometry))
    yield "]}"


def collection_head(geometries: Iterable[BaseGeometry | None]) -> dict[str, Any]:
    """What a collection says before its features: its type and, where anything has a geometry, its ``bbox``."""
    boxes = [g.bounds for g in geometries if g is not None]
    if not boxes:
        return {"type": "FeatureCollection"}
    west, south, east, north = zip(*boxes, strict=True)
    return {"type": "FeatureCollection", "bbox": [round(v, DECIMALS) for v in (min(west), min(south), max(east), max(north))]}


def compact(value: Mapping[str, Any]) -> str:
    """JSON with Chinese as it is and no room between."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rounded(geometry: BaseGeometry) -> dict[str, Any]:
    """A geometry as GeoJSON, wound by RFC 7946 section 3.1.6 and rounded."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        geometry = shapely.orient_polygons(geometry, exterior_cw=False)
    shape: dict[str, Any] = mapping(geometry)
    return {"type": shape["type"], "coordinates": _round(shape["coordinates"])}


def _round(value: Any) -> Any:
    return [_round(v) for v in value] if isinstance(value, Iterable) else round(value, DECIMALS)


def _feature(atlas: Known, feature: Feature, geometry: BaseGeometry | None) -> dict[str, Any]:
    place = feature.place
    properties = {
        "name": place.name,
        "kind": place.kind.value,
        "within": feature.within,
        "themes": [t.value for t in feature.themes],
        "mentions": feature.mentions,
        "shape": feature.shape.value,
        "uncertainty_m": round(feature.uncertainty_m),
        "basis": place.basis.value,
        "source": place.source,
        "status": place.status.value,
        "schematic": feature.shape is Shape.LINE,
        "articles": [
            {"id": a.id, "title": a.title, "source": a.source, "published": a.published}
            for a in (atlas.articles[i] for i in feature.article_ids[:MOST_ARTICLES])
        ],
        "quotes": [{"article": q.article_id, "text": q.text, "kind": q.kind.value} for q in feature.quotes[:MOST_QUOTES]],
    }
    return {"type": "Feature", "id": place.id, "geometry": None if geometry is None else rounded(geometry), "properties": properties}
