"""Checks of a gazetteer's tables beyond their form: does each row agree with itself, with its neighbours and with what else is known."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import shapely
from pyproj import Geod
from shapely import affinity
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.datum import gcj02_to_wgs84, wgs84_to_gcj02
from geo.distance import M_PER_DEGREE
from geo.gazetteer import Gazetteer
from geo.model import LINE_KINDS, OUTSIDE_PARENT, Basis, Place, PlaceKind, Position
from geo.tables import LOOSE_MARK, SEPARATOR, SOURCES, TABLES, GazetteerError, Row, scan_rows

COUNTS = TABLES.parent / "counts.csv"
"""How many rows of each kind the built-in tables have."""

TOLERANCE_M = 2_000.0
LONGEST_STEP_M = 80_000.0
APART_M = 1_000.0
GCJ02_LIKENESS_M = 60.0
"""How well a point must agree with its reference shifted to GCJ-02; the shift is 490 to 640 m in the region."""

CHINA = (73.0, 3.0, 136.0, 54.0)
"""West, south, east, north of China with the South China Sea."""

_ELLIPSOID = Geod(ellps="WGS84")
_HELD_BY_RADIUS = 1.5
_BRACKETS = re.compile(r"[（(].*?[）)]")
_TOLD_APART = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.TOWN})


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes
    ----------
    faults : tuple of str
        What is wrong, one message a fault, in the order of the rows; rows' messages begin with file and line.
    notes : tuple of str
        What an editor may want to look at.
    """

    faults: tuple[str, ...]
    notes: tuple[str, ...]


def check_gazetteer(
    gazetteer: Gazetteer,
    rows: Iterable[Row],
    reference: Path | None = None,
    pinned: Mapping[str, int] | None = None,
    sources: Path = SOURCES,
) -> Report:
    """All faults of a gazetteer's rows at once, and notes for its editors.

    Parameters
    ----------
    gazetteer : Gazetteer
        Made of these rows, perhaps of others too.
    rows : iterable of Row
        The rows to check.
    reference : Path, optional
        CSV table with the columns ``name``, ``lon``, ``lat`` (WGS 84) of railway stations, names without 站.
    pinned : mapping of str to int, optional
        How many rows of each kind there must be.
    sources : Path
        CSV table whose column ``source`` has the keys that rows may name.

    Raises
    ------
    GazetteerError
        For a reference table or a table of sources that can't be read.
    """
    rows = tuple(rows)
    known = {r.cells["source"] for r in _read_table(sources, ("source",))}
    pairs = [(row, gazetteer[row.cells["id"]]) for row in rows if row.cells.get("id") in gazetteer]
    faults: list[str] = []
    notes: list[str] = []
    for row, place in pairs:
        faults += (f"{row.at}: {fault}" for fault in _faults(gazetteer, row, place, known))
    if pinned is not None:
        faults += _count_faults(rows, pinned)
    at = {place.id: row.at for row, place in pairs}
    notes += _shared_names(gazetteer, at)
    notes += _namesakes(gazetteer, [place for _, place in pairs], at)
    if reference is not None:
        wrong, remarks = _against_reference([p for p in pairs if p[1].kind is PlaceKind.RAIL_STATION], reference)
        faults += wrong
        notes += remarks
    return Report(tuple(faults), tuple(notes))


def read_counts(path: Path = COUNTS) -> dict[str, int]:
    """How many rows of each kind there must be, from a CSV table with the columns ``kind`` and ``rows``.

    Raises
    ------
    GazetteerError
        For a table that can't be read, or has a count that is no number.
    """
    rows = _read_table(path, ("kind", "rows"))
    wrong = [r for r in rows if not r.cells["rows"].isdecimal()]
    if wrong:
        raise GazetteerError(f"{r.table}:{r.line} rows {r.cells['rows']!r}. Expected how many rows the kind has." for r in wrong)
    return {r.cells["kind"]: int(r.cells["rows"]) for r in rows}


def distance_m(a: Position, b: Position) -> float:
    """Metres between two points on the ellipsoid of WGS 84."""
    return float(_ELLIPSOID.inv(*a, *b)[2])


def _faults(gazetteer: Gazetteer, row: Row, place: Place, sources: set[str]) -> Iterator[str]:
    if place.source not in sources:
        yield f"source {place.source!r} is unknown. Expected one of {', '.join(sorted(sources))}, or a new row of sources.csv."
    yield from _basis_faults(place)
    if place.since and place.until:
        digits = min(len(place.since), len(place.until))
        if place.until[:digits] < place.since[:digits]:
            yield f"until {place.until} is before since {place.since}. They look exchanged."
    yield from _alias_faults(gazetteer, row, place)
    yield from _path_faults(place)
    if place.position and OUTSIDE_PARENT not in place.note:
        yield from _position_faults(gazetteer, place, place.position)


def _basis_faults(place: Place) -> Iterator[str]:
    basis = place.basis
    if place.kind in LINE_KINDS and not place.path and basis is not Basis.DISTRICT:
        yield f"a {place.kind} without path has basis {basis}. Expected a path with basis line, or basis district."
    elif place.path and basis is not Basis.LINE:
        yield f"a path with basis {basis}. Expected basis line."
    elif place.position and basis in (Basis.DISTRICT, Basis.LINE) and not place.path:
        yield f"a point with basis {basis}. Expected surveyed, editorial or derived, or no point."
    elif not place.position and not place.path and basis is not Basis.DISTRICT:
        yield f"basis {basis} without a point. Expected lon and lat, or basis district."


def _alias_faults(gazetteer: Gazetteer, row: Row, place: Place) -> Iterator[str]:
    cell = row.cells.get("aliases", "")
    for alias in cell.split(SEPARATOR) if cell else ():
        bare = alias.strip().removeprefix(LOOSE_MARK).strip()
        if len(bare) < 2:
            what = f"alias {bare!r} has one character" if bare else f"an empty alias in {cell!r}"
            yield f"{what}. Expected names of two characters and more, with one “{SEPARATOR}” between them."
    for alias in sorted({*place.aliases} & {*place.loose_aliases}):
        yield f"alias {alias!r} stands with “{LOOSE_MARK}” and without. Keep the one that holds."
    for alias in place.aliases:
        other = gazetteer.by_name.get(alias)
        if other is not None and other.id != place.id:
            yield f"alias {alias!r} is the name of {other.id} ({other.kind}). Drop it, or mark it “{LOOSE_MARK}{alias}”."


def _path_faults(place: Place) -> Iterator[str]:
    for number, (a, b) in enumerate(pairwise(place.path), 1):
        step = distance_m(a, b)
        if step > LONGEST_STEP_M:
            most = f"Expected at most {LONGEST_STEP_M / 1000:.0f} km; add vertices, or correct one."
            yield f"{step / 1000:.0f} km between vertex {number} ({_text(a)}) and the next ({_text(b)}). {most}"


def _position_faults(gazetteer: Gazetteer, place: Place, position: Position) -> Iterator[str]:
    """A point that isn't where its parent is, and why that may be."""
    outside, holder = _outside_m(gazetteer, place, position)
    allowed = min(place.uncertainty_m, TOLERANCE_M)
    if holder is None or outside <= allowed:
        return
    where = f"lon={position[0]}, lat={position[1]} lies {outside / 1000:.1f} km outside of {holder.name}"
    swapped = position[1], position[0]
    if abs(swapped[1]) <= 90 and _outside_m(gazetteer, place, swapped)[0] <= allowed:
        yield f"{where}. Longitude and latitude look swapped."
    elif gazetteer.boundaries.area(holder.id) is not None and _outside_m(gazetteer, place, gcj02_to_wgs84(*position))[0] == 0:
        yield f"{where}, but inside if it is GCJ-02. Expected WGS 84; convert it."
    else:
        yield f"{where}; {allowed:.0f} m are allowed. Correct the point or the parent, or say “{OUTSIDE_PARENT}: why” in the note."


def _outside_m(gazetteer: Gazetteer, place: Place, position: Position) -> tuple[float, Place | None]:
    """How many metres a point lies outside of the nearest unit whose area is known, and which that is."""
    for up in gazetteer.ancestors(place):
        area = gazetteer.boundaries.area(up.id)
        if area is not None:
            return _distance_to_area_m(area, position), up
        if up.kind is PlaceKind.COUNTRY and up.position:
            return max(0.0, distance_m(position, up.position) - _HELD_BY_RADIUS * up.uncertainty_m), up
        if up.kind is PlaceKind.PROVINCE and not up.parent:
            west, south, east, north = CHINA
            nearest = min(max(position[0], west), east), min(max(position[1], south), north)
            return distance_m(position, nearest), up
    return 0.0, None


def _distance_to_area_m(area: BaseGeometry, position: Position) -> float:
    """Metres from a point to an area of a few degrees, 0 inside of it."""
    shapely.prepare(area)
    if shapely.contains_xy(area, *position):
        return 0.0
    scale = math.cos(math.radians(position[1]))
    flat = affinity.scale(area, scale, 1.0, origin=(0.0, 0.0))
    return float(shapely.distance(flat, Point(position[0] * scale, position[1]))) * M_PER_DEGREE


def _count_faults(rows: Iterable[Row], pinned: Mapping[str, int]) -> Iterator[str]:
    counts = Counter(row.cells.get("kind", "") for row in rows)
    for kind in sorted(counts.keys() | pinned.keys()):
        if counts[kind] != pinned.get(kind, 0):
            what = f"{kind} has {counts[kind]} rows, {pinned.get(kind, 0)} are pinned"
            yield f"{COUNTS.name}: {what}. Restore what was lost, or pin the new count."


def _shared_names(gazetteer: Gazetteer, at: Mapping[str, str]) -> Iterator[str]:
    """Names that prove several places, or one place only because the others' are loose."""
    bearers: dict[str, list[tuple[Place, bool]]] = {}
    for place in gazetteer:
        for name in dict.fromkeys((place.name, *place.aliases)):
            bearers.setdefault(name, []).append((place, True))
        for name in place.loose_aliases:
            bearers.setdefault(name, []).append((place, False))
    for name, found in sorted(bearers.items()):
        strong = [place for place, is_strong in found if is_strong]
        if len(found) < 2 or not strong or not any(place.id in at for place, _ in found):
            continue
        others = ", ".join(place.name for place, is_strong in found if not is_strong)
        if len(strong) == 1:
            yield f"“{name}” is decided for {strong[0].name}; also {others}."
        else:
            yield f"“{name}” is shared by {_listed(strong)}. Mark it “{LOOSE_MARK}” in all rows but one."


def _namesakes(gazetteer: Gazetteer, places: Iterable[Place], at: Mapping[str, str]) -> Iterator[str]:
    """Rows of one unit, or of one in the other's, that lie apart though their names are the same but for the units they begin with."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        if place.position and place.parent:
            groups.setdefault(_short_name(gazetteer, place), []).append(place)
    for name, group in sorted(groups.items()):
        for a, b in combinations(group, 2):
            if not (gazetteer.lies_in(a, b.parent) or gazetteer.lies_in(b, a.parent)) or (a.kind in _TOLD_APART and b.kind in _TOLD_APART):
                continue
            apart = distance_m(a.position, b.position) if a.position and b.position else 0.0
            if apart > APART_M:
                yield f"{at[a.id]} and {at[b.id]} are both “{name}”, {apart / 1000:.1f} km apart."


def _short_name(gazetteer: Gazetteer, place: Place) -> str:
    name = _BRACKETS.sub("", place.name)
    units = {n for up in gazetteer.ancestors(place) for n in (up.name, *up.aliases) if name.startswith(n)}
    short = name.removeprefix(max(units, key=len, default="")).removeprefix("地铁")
    return short if len(short) > 2 else name


def _against_reference(pairs: Iterable[tuple[Row, Place]], reference: Path) -> tuple[list[str], list[str]]:
    """Stations whose points are GCJ-02 by a reference, and those that are far from it."""
    points: dict[str, list[Position]] = {}
    for row in _read_table(reference, ("name", "lon", "lat")):
        try:
            points.setdefault(row.cells["name"], []).append((float(row.cells["lon"]), float(row.cells["lat"])))
        except ValueError as error:
            raise GazetteerError([f"{row.table}:{row.line} {row.cells['name']!r}: lon, lat are no numbers. Expected degrees."]) from error
    faults, notes = [], []
    met = 0
    for row, place in pairs:
        known = points.get(place.name.removesuffix("站"), [])
        if not known or not place.position:
            continue
        met += 1
        nearest = min(known, key=partial(distance_m, place.position))
        off = distance_m(nearest, place.position)
        if off > GCJ02_LIKENESS_M and distance_m(wgs84_to_gcj02(*nearest), place.position) < GCJ02_LIKENESS_M:
            faults.append(f"{row.at}: {off:.0f} m from {reference.name}, as GCJ-02 is. Expected WGS 84; convert it to {_text(nearest)}.")
        elif off > APART_M:
            notes.append(f"{row.at}: {off / 1000:.1f} km from {reference.name} ({_text(nearest)}).")
    notes.append(f"{reference.name}: {met} stations with a point are in it.")
    return faults, notes


def _read_table(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV table that has these columns."""
    if not path.is_file():
        raise GazetteerError([f"{path}: there is no such file. Expected a table with {','.join(columns)}."])
    rows, faults = scan_rows(path, ())
    missing = [c for c in columns if not rows or c not in rows[0].cells]
    if missing:
        what = f"lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}" if rows else "has no rows"
        faults.append(f"{path.name}:1 {what}. Expected a table with {','.join(columns)}.")
    if faults:
        raise GazetteerError(faults)
    return rows


def _listed(places: Iterable[Place]) -> str:
    """Places' names, and how far apart the outermost of those with points are."""
    places = tuple(places)
    points = [p.position for p in places if p.position]
    apart = max((distance_m(a, b) for a, b in combinations(points, 2)), default=0.0)
    return ", ".join(p.name for p in places) + (f" ({apart / 1000:.1f} km apart)" if apart else "")


def _text(position: Position) -> str:
    return f"{position[0]:.5f} {position[1]:.5f}"
