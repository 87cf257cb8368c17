"""The built-in vector basemap: land, province and district lines and names, drawn without any tile server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

BASEMAP = Path(__file__).parent / "assets" / "basemap.json"
DISTRICT_TOLERANCE_DEG = 0.003
"""About 300 m: below what a screen shows at the scales the basemap is for."""

PROVINCE_TOLERANCE_DEG = 0.03
DECIMALS = 3
LEAST_AREA_DEG2 = 1e-3
"""Islets smaller than some 10 km² are left out, save where a unit has nothing larger."""


def write_basemap(provinces: Mapping[str, BaseGeometry], districts: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> None:
    """Write the outlines the browser draws, their shared borders simplified together so that no gap opens between neighbours."""
    near = {c: g for c, g in provinces.items() if c[:2] not in ("11", "12", "13")}
    layers: dict[str, list[dict[str, Any]]] = {
        "land": [_feature(c, "", g) for c, g in _simplify(near, PROVINCE_TOLERANCE_DEG).items()],
        "districts": [_feature(c, names[c], g) for c, g in _simplify(districts, DISTRICT_TOLERANCE_DEG).items()],
    }
    BASEMAP.parent.mkdir(exist_ok=True)
    BASEMAP.write_text(json.dumps(layers, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _simplify(areas: Mapping[str, BaseGeometry], tolerance_deg: float) -> dict[str, BaseGeometry]:
    simple = shapely.coverage_simplify(list(areas.values()), tolerance_deg)
    return dict(zip(areas, simple, strict=True))


def _feature(code: str, name: str, area: BaseGeometry) -> dict[str, Any]:
    point = area.representative_point()
    parts = list(getattr(area, "geoms", [area]))
    polygons = [p for p in parts if p.area > LEAST_AREA_DEG2] or [max(parts, key=lambda p: p.area)]
    rounded = [
        [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in (p.exterior, *p.interiors)] for p in polygons
    ]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"name": name, "label": [round(point.x, DECIMALS), round(point.y, DECIMALS)]},
        "geometry": {"type": "MultiPolygon", "coordinates": rounded},
    }
