"""The small map of one article: its places only, without sentences, and the part of the earth that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from geo.atlas import Atlas
from geo.drawing import make_drawing, packed
from geo.layers import Feature, Shape
from geo.model import REGION_BOX, Position


def make_mini(atlas: Atlas, features: Sequence[Feature]) -> dict[str, Any] | None:
    """What the browser needs to draw the small map.

    Parameters
    ----------
    atlas : Atlas
    features : sequence of Feature
        Those of one article.

    Returns
    -------
    dict or None
        ``drawing`` as `geo.drawing.packed` has it, and ``extent``, as `extent_of` has it; None where nothing can be drawn.
    """
    drawn = [replace(f, quotes=(), counted=f.mentions) for f in features if f.shape is not Shape.NONE]
    extent = extent_of([f.position for f in drawn if f.position])
    return {"drawing": packed(make_drawing(atlas, drawn)), "extent": list(extent)} if extent else None


def extent_of(positions: Sequence[Position]) -> tuple[float, float, float, float] | None:
    """West, south, east and north of positions: of those in the region, where there are any, as one abroad would make dots of them.

    Parameters
    ----------
    positions : sequence of Position
        WGS 84 degrees, longitude first; of none the extent is None.
    """
    west, south, east, north = REGION_BOX
    near = [(lon, lat) for lon, lat in positions if west <= lon <= east and south <= lat <= north] or positions
    if not near:
        return None
    lons, lats = zip(*near, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
