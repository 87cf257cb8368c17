"""A user's file (CSV, GeoJSON, Linked Places, GeoPackage) to rows with the columns of the gazetteer's tables, coordinates as they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import geopandas
import shapely
from pyogrio.errors import DataSourceError

from geo.datum import WGS84
from geo.formula import unguard
from geo.interchange import BASE_URI
from geo.model import PlaceKind
from geo.tables import LOOSE_MARK, PATH_SEPARATOR, SEPARATOR, GazetteerError, Row, read_text, scan_rows

REQUIRED = ("name", "kind")

_MISNAMED = {"longitude": "lon", "long": "lon", "lng": "lon", "x": "lon", "经度": "lon", "latitude": "lat", "y": "lat", "纬度": "lat"}
_FEATURES = re.compile(r'"features"\s*:\s*(?=\[)')
_BETWEEN = re.compile(r"[\[\s,]*")
_BROADER = "broaderPartitive"
_LARGEST = 1e9


def scan_file(path: Path, crs: str | None = None) -> tuple[list[Row], list[str]]:
    """The rows of a user's file, and the faults that keep others from being rows.

    Parameters
    ----------
    path : Path
        See `geo.user_gazetteer.read_user_gazetteer`.
    crs : str, optional
        Goes before what the file says.

    Returns
    -------
    rows : list of Row
        In the file's order; a line is that of a table or of a feature's beginning, in a GeoPackage the feature's id. The cell ``crs`` is
        empty where nothing states it. Points are in ``lon`` and ``lat``, lines in ``path``, longitude or easting first.
    faults : list of str

    Raises
    ------
    GazetteerError
        For a file that is missing, of no known kind or not readable as what it is called.
    """
    scan = _SCANS.get(path.suffix.lower())
    if scan is None:
        raise GazetteerError([f"{path}: the ending {path.suffix!r} is unknown. Expected a gazetteer in {', '.join(_SCANS)}."])
    if not path.is_file():
        raise GazetteerError([f"{path}: there is no such file. Expected a gazetteer in {', '.join(_SCANS)}."])
    faults: list[str] = []
    return scan(path, crs, faults), faults


def join_path(positions: Iterable[Sequence[float]]) -> str:
    """Positions as the cell ``path`` has them, to a hundredth of a millimetre."""
    return PATH_SEPARATOR.join(f"{p[0]:.10f} {p[1]:.10f}" for p in positions)


def _scan_csv(path: Path, crs: str | None, faults: list[str]) -> list[Row]:
    rows, found = scan_rows(path, REQUIRED)
    faults += found
    header = rows[0].cells if rows else {}
    for column in header:
        lowered = column.lower()
        meant = lowered if lowered in ("lon", "lat") else _MISNAMED.get(lowered)
        if meant and meant not in header:
            faults.append(f"{path.name}:1 has a column {column!r}, which isn't read. Expected it to be called {meant}.")
    more = {} if not crs and "crs" in header else {"crs": crs or ""}
    return [Row(r.table, r.line, {c: unguard(v).strip() for c, v in r.cells.items()} | more) for r in rows]


def _scan_geojson(path: Path, crs: str | None, faults: list[str]) -> list[Row]:
    text = read_text(path)
    if not text.strip():
        raise GazetteerError([f"{path.name}: is empty. Expected a GeoJSON FeatureCollection."])
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise GazetteerError([f"{path.name}:{line} is not JSON: {error}. Expected a GeoJSON FeatureCollection."]) from error
    kind = document.get("type") if isinstance(document, dict) else type(document).__name__
    features = document.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        raise GazetteerError([f"{path.name}:1 is of the type {kind!r}. Expected a GeoJSON FeatureCollection with a list of features."])
    rows = []
    for line, feature in zip(_lines(text, features), features, strict=True):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            faults.append(f"{path.name}:{line} is no Feature. Expected an object with type, properties and geometry.")
            continue
        cells = _feature_cells(feature)
        cells["crs"] = crs or cells.get("crs") or _member_crs(document) or WGS84
        rows.append(_with_geometry(Row(path.name, line, cells), feature.get("geometry"), faults))
    return rows


def _scan_geopackage(path: Path, crs: str | None, faults: list[str]) -> list[Row]:
    try:
        layers = geopandas.list_layers(path)
    except DataSourceError as error:
        raise GazetteerError([f"{path.name} is no GeoPackage: {error} Expected one with layers of points or lines."]) from error
    rows = []
    for layer in layers["name"][layers["geometry_type"].notna()]:
        frame = geopandas.read_file(path, layer=layer, fid_as_index=True)
        table = f"{path.name}/{layer}"
        missing = [c for c in REQUIRED if c not in frame]
        if missing:
            faults.append(f"{table} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}.")
            continue
        is_located = frame.crs is not None and (frame.crs.is_geographic or frame.crs.is_projected)
        converted = frame.geometry.to_crs(4326) if is_located else frame.geometry
        properties = frame.drop(columns=frame.geometry.name).astype(object)
        records = properties.where(properties.notna(), None).to_dict("records")
        for fid, values, own, degrees in zip(frame.index, records, frame.geometry, converted, strict=True):
            cells = {str(k): _cell(v) for k, v in values.items()}
            stated = crs or cells.get("crs")
            cells["crs"] = stated or (WGS84 if is_located else "")
            geometry = own if stated else degrees
            mapped = shapely.geometry.mapping(geometry) if geometry else None
            rows.append(_with_geometry(Row(table, int(fid), cells), mapped, faults))
    return rows


_SCANS = {".csv": _scan_csv, ".tsv": _scan_csv, ".geojson": _scan_geojson, ".json": _scan_geojson, ".gpkg": _scan_geopackage}


def _lines(text: str, features: Sequence[object]) -> Iterator[int]:
    """The line on which each of a document's features begins."""
    decoder = json.JSONDecoder()
    starts = (m.end() for m in _FEATURES.finditer(text))
    at = next((s for s in starts if _decodes(decoder, text, s, features)), None)
    if at is None:
        yield from repeat(1, len(features))
        return
    line, counted = 1, 0
    for _ in features:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        line += text.count("\n", counted, at)
        counted = at
        yield line
        at = decoder.raw_decode(text, at)[1]


def _decodes(decoder: json.JSONDecoder, text: str, at: int, value: object) -> bool:
    """Whether a value stands at a place of a text: the same letters may stand in a string too."""
    try:
        return bool(decoder.raw_decode(text, at)[0] == value)
    except ValueError:
        return False


def _member_crs(document: Mapping[str, Any]) -> str:
    """The CRS that GeoJSON of before RFC 7946 names in a member of its own."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return _cell(properties.get("name")) if isinstance(properties, dict) else ""


def _feature_cells(feature: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a feature: its properties, and what Linked Places has instead of them."""
    properties = feature.get("properties")
    cells = {str(k): _cell(v) for k, v in properties.items()} if isinstance(properties, dict) else {}
    cells = _linked_cells(feature) | {k: v for k, v in cells.items() if v}
    loose = [a for a in cells.pop("loose_aliases", "").split(SEPARATOR) if a]
    sure = [a for a in cells["aliases"].split(SEPARATOR) if a and a not in loose]
    return cells | {"aliases": SEPARATOR.join((*sure, *(LOOSE_MARK + a for a in loose)))}


def _linked_cells(feature: Mapping[str, Any]) -> dict[str, str]:
    """Id, Chinese or else first toponym, the other toponyms, a type that is a kind, the unit it is part of, and its time."""
    names = [n for n in _dicts(feature.get("names")) if n.get("toponym")]
    chinese = [n for n in names if _cell(n.get("lang")).startswith("zh")]
    toponyms = list(dict.fromkeys(_cell(n["toponym"]) for n in (*chinese, *names)))
    types = [_cell(v) for t in _dicts(feature.get("types")) for v in (*_labels(t), t.get("label"), t.get("identifier")) if v]
    wholes = [_own_id(_cell(r.get("relationTo"))) for r in _dicts(feature.get("relations")) if _BROADER in _cell(r.get("relationType"))]
    since, until = _span(feature)
    return {
        "id": _own_id(_cell(feature.get("id", feature.get("@id")))),
        "name": next(iter(toponyms), ""),
        "aliases": SEPARATOR.join(toponyms[1:]),
        "kind": next((t for t in types if t in set(PlaceKind)), next(iter(types), "")),
        "parent": next(iter(wholes), ""),
        "since": since,
        "until": until,
        "note": next((_cell(d.get("value")) for d in _dicts(feature.get("descriptions"))), ""),
    }


def _own_id(uri: str) -> str:
    """The id of a place that this program exported; that of another program's as it is."""
    return unquote(uri.removeprefix(BASE_URI)) if uri.startswith(BASE_URI) else uri


def _labels(type_: Mapping[str, Any]) -> Iterator[object]:
    """What the source calls a type, in either version of the format."""
    yield type_.get("sourceLabel")
    yield from (s.get("label") for s in _dicts(type_.get("sourceLabels")))


def _span(thing: Mapping[str, Any]) -> tuple[str, str]:
    """The dates between which a Linked Places element holds, without the marks of approximate (~) and uncertain ones (?, %)."""
    when = thing.get("when")
    spans = _dicts(when.get("timespans")) if isinstance(when, dict) else []
    start, end = (spans[0].get("start"), spans[0].get("end")) if spans else (None, None)
    since = (start.get("in") or start.get("earliest")) if isinstance(start, dict) else start
    until = (end.get("in") or end.get("latest")) if isinstance(end, dict) else end
    return _cell(since).rstrip("~?%"), _cell(until).rstrip("~?%")


def _dicts(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _cell(value: object) -> str:
    """A property as it would stand in a cell of a table."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(float(value))
    if isinstance(value, list):
        return SEPARATOR.join(_cell(v) for v in value if not isinstance(v, (list, dict)))
    return "" if isinstance(value, dict) else str(value).strip()


def _with_geometry(row: Row, geometry: object, faults: list[str]) -> Row:
    """A row with the coordinates of its point or line in its cells."""
    single = _single(geometry)
    if single is None or single.get("coordinates") in ([], ()):
        return row
    kind, coordinates = single.get("type"), single.get("coordinates")
    if kind not in ("Point", "LineString"):
        advice = "Expected a Point or a LineString: of an area give a point inside it (QGIS: Point on surface)."
        faults.append(f"{row.at}: its geometry is a {kind}. {advice}")
        return row
    positions = [coordinates] if kind == "Point" else coordinates
    if not isinstance(positions, (list, tuple)) or not all(map(_is_position, positions)):
        faults.append(f"{row.at}: the coordinates of its {kind} are {str(coordinates)[:80]}. Expected numbers, longitude before latitude.")
        return row
    if kind == "Point":
        return Row(row.table, row.line, {**row.cells, "lon": repr(positions[0][0]), "lat": repr(positions[0][1])})
    return Row(row.table, row.line, {**row.cells, "lon": "", "lat": "", "path": join_path(positions)})


def _single(geometry: object) -> Mapping[str, Any] | None:
    """The one geometry of a feature: the part of a multi-geometry of one part, the first of a collection that has not ended."""
    if not isinstance(geometry, dict):
        return None
    parts = geometry.get("coordinates")
    if geometry.get("type") == "GeometryCollection":
        shapes = _dicts(geometry.get("geometries"))
        return next((s for s in shapes if not _span(s)[1]), next(iter(shapes), None))
    if geometry.get("type") in ("MultiPoint", "MultiLineString") and isinstance(parts, (list, tuple)) and len(parts) == 1:
        return {"type": str(geometry["type"]).removeprefix("Multi"), "coordinates": parts[0]}
    return geometry


def _is_position(value: object) -> bool:
    return isinstance(value, (list, tuple)) and len(value) >= 2 and all(type(c) in (int, float) and abs(c) < _LARGEST for c in value[:2])
