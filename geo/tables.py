"""The gazetteer's tables: CSV rows to places, every fault reported with file and line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from geo.model import USER, Basis, Place, PlaceKind, Position, Status

TABLES = Path(__file__).parent / "data" / "places"
SOURCES = Path(__file__).parent / "data" / "sources.csv"

COLUMNS = tuple("id name aliases kind parent lon lat uncertainty_m basis source status since until path note".split())
REQUIRED = ("id", "name", "kind")
_NAMING = ("id", "name", "aliases", "parent")
SEPARATOR = "|"
LOOSE_MARK = "?"
PATH_SEPARATOR = ";"

_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
_NOT_PLAIN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_POSITION = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)")
_KINDS = {m.value: m for m in PlaceKind}
_STATUSES = {m.value: m for m in Status}
_BASES = {m.value: m for m in Basis}

_Located = tuple[Position | None, Sequence[str]]
"""A row's position, and what is wrong with it."""

_NOWHERE: _Located = (None, ())


class GazetteerError(ValueError):
    """Faults of a gazetteer's tables: all of them, one a line, each naming file and line."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Row(NamedTuple):
    """A row as it stands in a table, with the place it was found at."""

    table: str
    line: int
    cells: Mapping[str, str]

    @property
    def at(self) -> str:
        """``file:line kind "name"``, the beginning of every message about the row."""
        return f'{self.table}:{self.line} {self.cells.get("kind", "")} "{self.cells.get("name", "")}"'


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark removed.

    Raises
    ------
    GazetteerError
        For a file that can't be read or isn't UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        advice = "Save the table as “CSV UTF-8”." if path.suffix.lower() in (".csv", ".tsv") else "Save the file as UTF-8."
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GazetteerError([f"{path.name}:{line}: byte {error.start} is not UTF-8. {advice}"]) from error
    except OSError as error:
        raise GazetteerError([f"{path}: {error.strerror}. Expected a gazetteer table."]) from error


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of one CSV table.

    Raises
    ------
    GazetteerError
        For a table that isn't UTF-8, whose header lacks a required column, or whose rows have another number of cells.
    """
    rows, faults = scan_rows(path)
    if faults:
        raise GazetteerError(faults)
    yield from rows


def scan_rows(path: Path, required: Sequence[str] = REQUIRED) -> tuple[list[Row], list[str]]:
    """The sound rows of one CSV table (commas, semicolons or tabs, as the header has them), and the faults of all others.

    Raises
    ------
    GazetteerError
        For a table that isn't UTF-8, is empty, or whose header lacks a required column.
    """
    text = read_text(path)
    if not text.strip():
        raise GazetteerError([f"{path.name}: is empty. Expected the columns {','.join(COLUMNS)}."])
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    faults: list[str] = []
    start = 1
    try:
        header = [c.strip() for c in next(reader, [])]
        twice = sorted(c for c, n in Counter(header).items() if n > 1 and c in COLUMNS)
        if twice:
            raise GazetteerError([f"{path.name}:1 has the column {', '.join(twice)} twice. Expected each once."])
        missing = [c for c in required if c not in header]
        if missing:
            raise GazetteerError(
                [f"{path.name}:1 lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}. Expected {','.join(COLUMNS)}."]
            )
        start = reader.line_num + 1
        table, width = path.name, len(header)
        for cells in reader:
            if not any(cells):
                pass
            elif len(cells) != width:
                found = f"{table}:{reader.line_num} has {len(cells)} cells, the header {width}."
                faults.append(f"{found} Quote cells that hold a “{delimiter}”.")
            else:
                rows.append(Row(table, reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(f"{path.name}:{start}: {error}. Expected every quoted cell to be closed, and quotes inside one doubled.")
    return rows, faults


def parse_places(rows: Iterable[Row], known: Mapping[str, Place] | None = None) -> tuple[Place, ...]:
    """Rows to places, parents given by id or by name turned into ids, and lines' stops into positions.

    Parameters
    ----------
    rows : iterable of Row
        Of all tables: parents and stops may stand in another one.
    known : mapping of str to Place, optional
        Places by id that parents and stops may also be taken from.

    Raises
    ------
    GazetteerError
        With every fault of every row.
    """
    rows = list(rows)
    faults: list[str] = []
    known = known or {}
    ids = {p.name: p.id for p in known.values()} | {i: i for i in known}
    points: dict[str, Position] = {p.name: p.position for p in known.values() if p.position}
    located: list[_Located] = []
    for row in rows:
        name, id = row.cells.get("name", ""), row.cells.get("id", "")
        ids.setdefault(name, id)
        ids[id] = id
        position, wrong = _position(row)
        located.append((position, wrong))
        if position:
            points[name] = points[id] = position
    seen: dict[str, Row] = {}
    places = []
    for row, where in zip(rows, located, strict=True):
        id = row.cells.get("id", "")
        if not id or id in seen:
            faults.append(f"{row.at}: id {id!r} is {'also that of ' + seen[id].at if id else 'empty'}. Expected one that no other row has.")
            continue
        seen[id] = row
        place = _parse_row(row, where, ids, points, faults)
        if place is not None:
            places.append(place)
    if faults:
        raise GazetteerError(faults)
    return tuple(places)


def _parse_row(row: Row, where: _Located, ids: Mapping[str, str], points: Mapping[str, Position], faults: list[str]) -> Place | None:
    cell = row.cells.get
    count = len(faults)
    kind = _KINDS.get(cell("kind", ""))
    status = _STATUSES.get(cell("status") or "open")
    position, wrong = where
    faults += wrong
    basis = _BASES.get(cell("basis") or ("editorial" if position else "district"))
    if kind is None or status is None or basis is None:
        wanted = (("kind", PlaceKind, kind), ("status", Status, status), ("basis", Basis, basis))
        faults += [_unknown(enum, row, column) for column, enum, member in wanted if member is None]
    name = cell("name", "")
    if _NOT_PLAIN.search("".join(row.cells.values())):  # which hardly any row has: one look at all its cells
        faults += [
            f"{row.at}: {column} {value!r} holds a line end, a control character or half of a character. Expected plain text."
            for column, value in row.cells.items()
            if (_NOT_PLAIN if column in _NAMING else _HALF_CHARACTER).search(value)
        ]
    if not name:
        faults.append(f"{row.at}: name is empty. Expected the place's full name.")
    unit = cell("parent", "")
    parent = ids.get(unit, "") if unit else ""
    if unit and not parent:
        faults.append(f"{row.at}: parent {unit!r} is no row's id or name. Expected an admin unit such as 天津市武清区 or 120114.")
    uncertainty = _uncertainty(cell("uncertainty_m", ""), row, position, faults)
    since, until = cell("since", ""), cell("until", "")
    if since or until:
        for column, day in (("since", since), ("until", until)):
            if day and not _is_date(day):
                faults.append(f"{row.at}: {column} {day!r}. Expected YYYY, YYYY-MM or YYYY-MM-DD.")
    vertices = cell("path", "")
    path = _path(vertices, row, points, faults) if vertices else ()
    printed = cell("aliases", "")
    sure, loose = _aliases(printed) if printed else ((), ())
    if len(faults) > count or kind is None or status is None or basis is None:
        return None
    return Place(
        id=row.cells["id"],
        name=name,
        aliases=sure,
        loose_aliases=loose,
        kind=kind,
        parent=parent,
        position=position,
        uncertainty_m=uncertainty,
        basis=basis,
        source=cell("source") or USER,
        status=status,
        since=since,
        until=until,
        path=path,
        note=cell("note", ""),
    )


def _is_date(text: str) -> bool:
    """True for a day, a month or a year that there is."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return bool(_DATE.fullmatch(text))


def _unknown(enum: type[StrEnum], row: Row, column: str) -> str:
    value = row.cells.get(column, "")
    return f"{row.at}: {column} {value!r} is unknown. Expected one of {', '.join(enum)}.{_nearest(enum, value)}"


@lru_cache(maxsize=1024)
def _nearest(enum: type[StrEnum], value: str) -> str:
    """A question that names the member most like an unknown value, if one is."""
    near = get_close_matches(value.casefold(), list(enum), n=1)
    return f" Did you mean '{near[0]}'?" if near else ""


def _position(row: Row) -> _Located:
    lon, lat = row.cells.get("lon", ""), row.cells.get("lat", "")
    if not lon and not lat:
        return _NOWHERE
    try:
        position = float(lon), float(lat)
    except ValueError:
        return None, (f"{row.at}: lon={lon!r}, lat={lat!r}. Expected two numbers of degrees, or both empty.",)
    faults: list[str] = []
    _check_degrees(position, row, faults)
    return position, faults


def _uncertainty(text: str, row: Row, position: Position | None, faults: list[str]) -> float:
    if not text:
        if position:
            faults.append(
                f"{row.at}: a point without uncertainty_m. Expected the metres within which it is right (a station 200, a town 3000)."
            )
        return 0.0
    try:
        metres = float(text)
    except ValueError:
        metres = -1
    if not 0 < metres < 2.1e7:
        faults.append(f"{row.at}: uncertainty_m {text!r}. Expected metres above 0.")
    return metres


def _aliases(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that prove a place by themselves, and the loose ones without their mark."""
    sure, loose = [], []
    for alias in text.split(SEPARATOR):
        alias = alias.strip()
        if alias[:1] != LOOSE_MARK:
            if alias:
                sure.append(alias)
        elif alias.strip(" " + LOOSE_MARK):
            loose.append(alias[1:].strip())
    return tuple(sure), tuple(loose)


def _check_degrees(position: Position, row: Row, faults: list[str]) -> bool:
    """Whether a position can be longitude and latitude."""
    lon, lat = position
    if abs(lon) <= 180 and abs(lat) <= 90:
        return True
    swapped = abs(lat) <= 180 and abs(lon) <= 90
    advice = "Longitude and latitude look swapped." if swapped else "Expected WGS 84 degrees, longitude first."
    faults.append(f"{row.at}: lon={lon!r}, lat={lat!r} is out of range. {advice}")
    return False


def _path(text: str, row: Row, points: Mapping[str, Position], faults: list[str]) -> tuple[Position, ...]:
    path: list[Position] = []
    sound = True
    for token in filter(None, (t.strip() for t in text.split(PATH_SEPARATOR))):
        match = _POSITION.fullmatch(token)
        if match:
            path.append((float(match[1]), float(match[2])))
            sound = sound and _check_degrees(path[-1], row, faults)
        elif token in points:
            path.append(points[token])
        else:
            faults.append(f"{row.at}: stop {token!r} of its path is no row with a point. Expected a name, or “lon lat”.")
            sound = False
    if len(path) == 1 and sound:
        faults.append(f"{row.at}: its path has one stop. Expected two or more, or none.")
    return tuple(path)
