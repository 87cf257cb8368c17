"""The built-in vector basemap: land, province and district lines and names, drawn without any tile server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import REGION_CODES, XIONGAN

BASEMAP = Path(__file__).parent / "assets" / "basemap.json"
DISTRICT_TOLERANCE_DEG = 0.003
"""About 300 m: below what a screen shows at the scales the basemap is for."""

PROVINCE_TOLERANCE_DEG = 0.03
DECIMALS = 3
LEAST_AREA_DEG2 = 1e-3
"""Islets smaller than some 10 km² are left out, save where a unit has nothing larger."""


def write_basemap(provinces: Mapping[str, BaseGeometry], districts: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> None:
    """Write the outlines the browser draws, their shared borders simplified together so that no gap opens between neighbours."""
    simple = _simplify(districts, DISTRICT_TOLERANCE_DEG)
    near = {c: g for c, g in provinces.items() if c[:2] not in REGION_CODES}
    layers: dict[str, list[dict[str, Any]]] = {
        "land": [_feature(c, "", g) for c, g in _simplify(near, PROVINCE_TOLERANCE_DEG).items()],
        "districts": [_feature(c, names[c], g) for c, g in simple.items()],
        "units": [_feature(c, names.get(c, ""), shapely.union_all([simple[p] for p in parts])) for c, parts in _units(districts).items()],
    }
    BASEMAP.parent.mkdir(exist_ok=True)
    BASEMAP.write_text(json.dumps(layers, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _units(districts: Iterable[str]) -> dict[str, list[str]]:
    """The districts of each province and city, provinces first; 雄安新区 after the city whose counties it has."""
    units: dict[str, list[str]] = {}
    for code in districts:
        units.setdefault(code[:2] + "0000", []).append(code)
        if code[:2] == "13":
            units.setdefault(code[:4] + "00", []).append(code)
    units |= {code: list(parts) for code, parts in XIONGAN.items()}
    return dict(sorted(units.items(), key=lambda item: (not item[0].endswith("0000"), item[0])))


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
