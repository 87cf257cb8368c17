"""Tables of a user's own, made for tests, and the faults that reading them finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from geo.model import Place
from geo.tables import GazetteerError
from geo.user_gazetteer import read_user_gazetteer

WUQING = "120114"
IN_WUQING = (117.05, 39.38)
STATE_CRS = (
    "coordinates without a CRS; a GCJ-02 point, as Gaode and Tencent give it, lies 490–640 m off here when read as WGS 84. Expected a "
    "column crs, or the CRS given with the file: WGS84, CGCS2000, GCJ-02, BD-09 or a code such as EPSG:4548."
)


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def write_features(folder: Path, *features: dict[str, Any], name: str = "mine.geojson", **members: Any) -> Path:
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in features)
    rest = "".join(f', "{k}": {json.dumps(v)}' for k, v in members.items())
    return write(folder, name, f'{{"type": "FeatureCollection"{rest}, "features": [\n{lines}\n]}}')


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def faults_of(path: Path, known: Mapping[str, Place], crs: str | None = None) -> tuple[str, ...]:
    with pytest.raises(GazetteerError) as caught:
        read_user_gazetteer(path, known, crs)
    return caught.value.faults
