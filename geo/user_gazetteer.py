"""A user's own gazetteer to places in WGS 84, every fault of the file reported with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries
from geo.datum import BD09, GCJ02, GCJ02_SHIFT_M, WGS84, UnknownCRS, name_crs, to_wgs84
from geo.geojson import DECIMALS
from geo.model import OUTSIDE_PARENT, Place, Position
from geo.pinyin import Speller, fold
from geo.tables import PATH_SEPARATOR, GazetteerError, Row, parse_places
from geo.user_rows import REQUIRED, join_path, scan_file

DEFAULT_UNCERTAINTY_M = 1000
"""What is said of a user's point or line without uncertainty_m."""

_SHOWN_LINES = 5
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_FILE_AND_LINE = re.compile(r"([^:]*):(\d+)")
_WGS84_ELLIPSOID = Geod(ellps="WGS84")


def read_user_gazetteer(path: Path, known: Mapping[str, Place], crs: str | None = None) -> tuple[Place, ...]:
    """The places of a user's file, in its order, to be added to the known ones or put in the place of those with the same id.

    Parameters
    ----------
    path : Path
        ``.csv`` or ``.tsv`` with the columns of `geo.tables.COLUMNS` (commas, semicolons or tabs, decimal points or commas); ``.geojson``
        or ``.json`` with a FeatureCollection of points and lines whose properties are those columns, or of Linked Places [1]_; ``.gpkg``
        with layers of points and lines. Needed are ``name`` and ``kind``; without an ``id`` a place is ``user-`` and its name in pinyin.
    known : mapping of str to Place
        Places by id that parents and stops of lines may be taken from.
    crs : str, optional
        The CRS of the coordinates, as `geo.datum.name_crs` takes it; goes before all that the file says. Else a row's ``crs`` counts,
        then the layer's, then WGS 84 for GeoJSON and Linked Places. A CSV with coordinates has to state it.

    Raises
    ------
    GazetteerError
        With every fault of every row: those of the built-in tables, coordinates without a known CRS, geometries that are no points or
        lines, points outside their parent's boundary (and whether they look swapped, or like another datum). For a file without places
        too.

    Notes
    -----
    A point on the wrong side of a boundary is a fault unless its note has the words “outside parent”.

    .. [1] K. Grossner, R. Simon, "The Linked Places format", https://github.com/LinkedPasts/linked-places-format, v1.1 (2019).
    """
    scanned, faults = scan_file(path, crs)
    if not scanned and not faults:
        faults.append(f"{path.name}: has no places. Expected at least one, with {' and '.join(REQUIRED)}.")
    rows = _complete(scanned)
    located, positions = _locate(rows, faults)
    places: tuple[Place, ...] = ()
    try:
        places = parse_places(located, known)
    except GazetteerError as error:
        faults += error.faults
    faults += _find_outside(rows, located, positions, known)
    if faults:
        raise GazetteerError(sorted(faults, key=_line_of))
    return places


def _line_of(fault: str) -> tuple[str, int]:
    """The file and the line that a fault begins with, 0 for one of the whole file."""
    match = _FILE_AND_LINE.match(fault)
    return (match[1], int(match[2])) if match else ("", 0)


def _complete(rows: Sequence[Row]) -> list[Row]:
    """Rows with what a user may leave out: ids, how exact a point is, decimal points."""
    taken = {r.cells.get("id", "") for r in rows}
    speller = Speller() if "" in taken else None
    counts: dict[str, int] = {}
    completed = []
    for row in rows:
        cells = dict(row.cells)
        lon, lat, path = cells.get("lon", ""), cells.get("lat", ""), cells.get("path", "")
        if "," in lon + lat:
            cells |= {c: v.replace(",", ".") for c, v in (("lon", lon), ("lat", lat)) if _DECIMAL_COMMA.fullmatch(v)}
        if speller and not cells.get("id"):
            base = f"user-{_NO_SLUG.sub('', ''.join(speller.spell(fold(cells.get('name', ''))))) or 'place'}"
            id = ""
            while id in taken:
                counts[base] = counts.get(base, 0) + 1
                id = base if counts[base] == 1 else f"{base}-{counts[base]}"
            cells["id"] = id
        if not cells.get("uncertainty_m") and (lon or path):
            cells["uncertainty_m"] = str(DEFAULT_UNCERTAINTY_M)
        if not cells.get("basis") and path and not lon:
            cells["basis"] = "line"
        completed.append(Row(row.table, row.line, cells))
    return completed


def _locate(rows: Sequence[Row], faults: list[str]) -> tuple[list[Row], list[list[Position]]]:
    """Rows with their coordinates in WGS 84, without any where the CRS is unknown or not stated, and each row's positions.

    Where the CRS isn't stated, the cells stay as they are, so that what can be said of them is said in the same go.
    """
    located = list(rows)
    positions = [_positions(r) for r in rows]
    by_crs: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if positions[i]:
            by_crs.setdefault(row.cells["crs"], []).append(i)
    for crs, indices in by_crs.items():
        those = [rows[i] for i in indices]
        try:
            converted = iter(to_wgs84([p for i in indices for p in positions[i]], crs)) if crs else None
        except UnknownCRS as error:
            faults.append(f"{_lines_of(those)}: {error}")
            for i in indices:
                located[i] = Row(rows[i].table, rows[i].line, {**rows[i].cells, "lon": "", "lat": "", "path": ""})
                positions[i] = []
            continue
        if converted is None:
            faults.append(_unstated(those))
            for i in indices:
                positions[i] = []
        elif name_crs(crs) != WGS84:
            for i in indices:
                positions[i] = [next(converted) for _ in positions[i]]
                located[i] = _moved(rows[i], positions[i])
    return located, positions


def _unstated(rows: Sequence[Row]) -> str:
    """The fault of rows with coordinates that nothing says the CRS of."""
    low, high = GCJ02_SHIFT_M
    why = f"a GCJ-02 point, as Gaode and Tencent give it, lies {low}–{high} m off here when read as WGS 84"
    expected = "Expected a column crs, or the CRS given with the file: WGS84, CGCS2000, GCJ-02, BD-09 or a code such as EPSG:4548"
    return f"{_lines_of(rows)}: coordinates without a CRS; {why}. {expected}."


def _lines_of(rows: Sequence[Row]) -> str:
    """The file and the first of the lines that rows stand on."""
    more = f" and {len(rows) - _SHOWN_LINES:,} more" if len(rows) > _SHOWN_LINES else ""
    return f"{rows[0].table}:{', '.join(str(r.line) for r in rows[:_SHOWN_LINES])}{more}"


def _point(row: Row) -> Position | None:
    """The point of a row as its cells have it; None without one, or when it isn't two numbers."""
    return _numbers((row.cells.get("lon", ""), row.cells.get("lat", "")))


def _vertices(row: Row) -> Iterator[tuple[str, Position | None]]:
    """The vertices of a row's line as they are written, with their numbers or, for a stop by name, None."""
    for token in filter(None, row.cells.get("path", "").split(PATH_SEPARATOR)):
        yield token, _numbers(token.split())


def _positions(row: Row) -> list[Position]:
    """All positions of a row: its point, then its line's vertices."""
    point = _point(row)
    vertices = [p for _, p in _vertices(row) if p] if row.cells.get("path") else []
    return [point, *vertices] if point else vertices


def _numbers(cells: Sequence[str]) -> Position | None:
    try:
        lon, lat = map(float, cells)
    except ValueError:
        return None
    return lon, lat


def _moved(row: Row, positions: Sequence[Position]) -> Row:
    """A row with its positions replaced by others."""
    cells = dict(row.cells)
    remaining = iter(positions)
    if _point(row):
        lon, lat = next(remaining)
        cells |= {"lon": repr(lon), "lat": repr(lat)}
    if cells.get("path"):
        cells["path"] = PATH_SEPARATOR.join(join_path([next(remaining)]) if p else token for token, p in _vertices(row))
    return Row(row.table, row.line, cells)


def _find_outside(
    rows: Sequence[Row], located: Sequence[Row], positions: Sequence[Sequence[Position]], known: Mapping[str, Place]
) -> list[str]:
    """Faults of points and lines that lie outside the boundary of the nearest unit that is said to hold them and has one."""
    boundaries = Boundaries()
    names = {p.id: p.name for p in known.values()} | {r.cells["id"]: r.cells.get("name", "") for r in rows}
    ids = {p.name: p.id for p in known.values()} | {i: i for i in known}
    parents = {p.id: p.parent for p in known.values()}
    for row in rows:
        ids.setdefault(row.cells.get("name", ""), row.cells["id"])
        ids[row.cells["id"]] = row.cells["id"]
        parents[row.cells["id"]] = row.cells.get("parent", "")
    holders = {p: _holder(p, ids, parents, boundaries) for p in {r.cells.get("parent", "") for r in rows}}
    shapes = _shapes(located, positions)
    held: dict[tuple[str, str], list[int]] = {}
    for i, row in enumerate(located):
        holder, crs = holders[row.cells.get("parent", "")], row.cells["crs"]
        if holder and shapes[i] is not None and OUTSIDE_PARENT not in row.cells.get("note", "") and not _is_known(row, positions[i], known):
            held.setdefault((holder, crs), []).append(i)
    faults: list[str] = []
    for (id, crs), indices in held.items():
        area = boundaries.area(id)
        shapely.prepare(area)
        wrong = numpy.array(indices)[~shapely.intersects(area, shapes[indices])].tolist()
        advice = _advise([_positions(rows[i])[0] for i in wrong], crs, area)
        faults += [_outside(rows[i], shapes[i], area, names[id], a) for i, a in zip(wrong, advice, strict=True)]
    return faults


def _is_known(row: Row, positions: Sequence[Position], known: Mapping[str, Place]) -> bool:
    """True for a place that stands where the known one with its id does, to the digits that GeoJSON has."""
    place = known.get(row.cells["id"])
    where = (place.position,) if place and place.position else place.path if place else ()
    return len(positions) == len(where) and bool(numpy.allclose(positions, where, rtol=0, atol=1.5 * 10**-DECIMALS))


def _holder(parent: str, ids: Mapping[str, str], parents: Mapping[str, str], boundaries: Boundaries) -> str:
    """The id of the nearest unit with a boundary, from a parent upwards; empty when there is none."""
    id = ids.get(parent, "")
    passed: set[str] = set()
    while id and id not in passed and boundaries.area(id) is None:
        passed.add(id)
        id = ids.get(parents.get(id, ""), "")
    return "" if id in passed else id


def _shapes(rows: Sequence[Row], positions: Sequence[Sequence[Position]]) -> NDArray[numpy.object_]:
    """The point or else the line of every row, from its WGS 84 positions; None without any, or when they are no degrees."""
    shapes = numpy.full(len(rows), None)
    points: dict[int, Position] = {}
    for i, (row, those) in enumerate(zip(rows, positions, strict=True)):
        if not those or any(not (abs(lon) <= 180 and abs(lat) <= 90) for lon, lat in those):
            continue
        if len(those) == 1 or row.cells.get("lon"):
            points[i] = those[0]
        else:
            shapes[i] = shapely.LineString(those)
    shapes[list(points)] = shapely.points(numpy.array(list(points.values())).reshape(-1, 2))
    return shapes


def _outside(row: Row, shape: BaseGeometry, area: BaseGeometry, unit: str, advice: str) -> str:
    """The fault of a row whose point or line lies outside a unit's area."""
    lon, lat = _positions(row)[0]
    subject = f"lon={lon}, lat={lat} ({row.cells['crs']})" if shape.geom_type == "Point" else "all of its line"
    metres = _WGS84_ELLIPSOID.geometry_length(shapely.shortest_line(area, shape))
    distance = f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
    west, south, east, north = area.bounds
    extent = f"{west:.2f}–{east:.2f} E, {south:.2f}–{north:.2f} N"
    return f"{row.at}: {subject} lies {distance} outside {unit} ({extent}). {advice}"


def _advise(positions: Sequence[Position], crs: str, area: BaseGeometry) -> list[str]:
    """What to do about each of the positions outside an area: by which other reading it would lie inside, if by any."""
    advice = [f"Correct the point or the parent, or begin the note with “{OUTSIDE_PARENT}:” and why."] * len(positions)
    others = [other for other in (BD09, GCJ02, WGS84) if other != name_crs(crs)]
    readings = [(f"It looks like {other}: read as such it lies inside. Say crs {other}.", to_wgs84(positions, other)) for other in others]
    swapped = to_wgs84([(lat, lon) for lon, lat in positions], crs)
    for says, read in (*readings, ("Longitude and latitude look swapped.", swapped)):
        inside = shapely.intersects_xy(area, numpy.array(read).reshape(-1, 2))
        for i in numpy.flatnonzero(inside).tolist():
            advice[i] = says
    return advice
