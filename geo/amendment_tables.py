"""Amendments to CSV and back, and to rows of a gazetteer table of one's own."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from geo.amendments import Amendment, AmendmentError, Verdict, apply_amendments, lies_outside, place_at
from geo.atlas import Atlas
from geo.formula import guard, unguard
from geo.gazetteer import Gazetteer
from geo.model import OUTSIDE_PARENT, Place, PlaceKind, Position
from geo.tables import COLUMNS as PLACE_COLUMNS
from geo.tables import LOOSE_MARK, SEPARATOR

COLUMNS = ("verdict", "name", "article_id", "mention_id", "place_id", "lon", "lat", "uncertainty_m", "kind", "note")
REQUIRED = ("verdict", "name")
LARGEST_BYTES = 5 * 1024 * 1024
"""Some fifty thousand amendments; past this a file is something else."""


def write_amendments(amendments: Iterable[Amendment]) -> str:
    """Amendments as CSV, a header and one a line, text that a spreadsheet would take for a formula begun with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for a in amendments:
        lon, lat = map(repr, a.position) if a.position else ("", "")
        text = (a.verdict.value, a.name, a.article_id, a.mention_id, a.place_id)
        metres = repr(a.uncertainty_m) if a.uncertainty_m else ""
        writer.writerow([*map(guard, text), lon, lat, metres, a.kind.value if a.kind else "", guard(a.note)])
    return out.getvalue()


def read_amendments(data: bytes, file: str) -> tuple[tuple[Amendment, ...], tuple[str, ...]]:
    """The sound amendments of a CSV file, in its order, and the faults of all other lines.

    Parameters
    ----------
    data : bytes
        UTF-8, with a byte order mark or without, or GB 18030 as Excel writes in China; commas, semicolons or tabs.
    file : str
        The file's name, for messages.

    Returns
    -------
    amendments : tuple of Amendment
    faults : tuple of str
        Each begins with file and line, and says what was expected.
    """
    if len(data) > LARGEST_BYTES:
        return (), (f"{file}: is larger than {LARGEST_BYTES // 2**20} MiB. Expected a table of amendments as this page writes it.",)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return (), (f"{file}:{line}: byte {error.start} is neither UTF-8 nor GB 18030. Save the table as “CSV UTF-8”.",)
    if not text.strip():
        return (), (f"{file}: is empty. Expected the columns {','.join(COLUMNS)}.",)
    if "\0" in text:
        return (), (f"{file}: holds null characters, so it is no text. Save the table as “CSV UTF-8”.",)
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    found: list[Amendment] = []
    faults: list[str] = []
    start = 1
    try:
        header = [c.strip() for c in next(reader)]
        faults += _header_faults(header, file)
        if faults:
            return (), tuple(faults)
        start = reader.line_num + 1
        for cells in reader:
            at, start = f"{file}:{start}", reader.line_num + 1
            if not any(c.strip() for c in cells):
                continue
            if len(cells) != len(header):
                faults.append(f"{at}: has {len(cells)} cells, the header {len(header)}. Quote cells that hold the separator.")
                continue
            try:
                found.append(_parse({c: unguard(v) for c, v in zip(header, cells, strict=True)}))
            except AmendmentError as error:
                faults.append(f"{at}: {error} Mend or delete the line.")
    except csv.Error as error:
        faults.append(f"{file}:{start}: {error}. Expected every quoted cell to be closed, and quotes inside one doubled.")
    return tuple(found), tuple(faults)


def gazetteer_table(atlas: Atlas, amendments: Iterable[Amendment]) -> tuple[str, tuple[Amendment, ...]]:
    """What amendments say of all pages, as a table that ``jjj-atlas build --gazetteer`` takes, and those that no table can say.

    Parameters
    ----------
    atlas : Atlas
        As the program made it, without the amendments.
    amendments : iterable of Amendment

    Returns
    -------
    text : str
        CSV with the columns of the gazetteer's tables and ``crs``: a row for each new or moved place, and for each place that got a name.
    left_out : tuple of Amendment
        Those of one mention or article, names that are no places, names that other places bear as well, and those that fit nothing.
    """
    latest = {a.subject: a for a in amendments}
    gazetteer = apply_amendments(atlas, [a for a in latest.values() if a.verdict is Verdict.MOVED])[0].gazetteer
    bearers = Counter(s for p in gazetteer for s in {p.name, *p.aliases, *p.loose_aliases})
    rows: dict[str, Place] = {}
    left_out: list[Amendment] = []
    for a in latest.values():
        place = rows.get(a.place_id) or gazetteer.places.get(a.place_id)
        is_new = a.verdict is Verdict.POINT and a.name not in bearers
        is_named = a.verdict is Verdict.PLACE and place is not None and bearers[a.name] == (a.name in _names(place))
        is_moved = a.verdict is Verdict.MOVED and place is not None and not place.path
        if a.article_id or a.mention_id or not (is_new or is_named or is_moved):
            left_out.append(a)
        elif is_new:
            place = place_at(atlas, a)
            rows[place.id] = place
        elif place is not None:
            rows[place.id] = _called(place, a.name) if is_named else place
    return write_places(gazetteer, rows.values()), tuple(left_out)


def write_places(gazetteer: Gazetteer, places: Iterable[Place]) -> str:
    """Places as a CSV table with the columns of the gazetteer's tables and ``crs``, as `geo.user_gazetteer` reads it.

    A point that lies outside its parent's boundary has a note that says so, without which it would be taken for a fault.
    """
    from geo.user_rows import join_path  # here because reading such tables takes geopandas and pyproj, which the map needn't load

    out = io.StringIO()
    writer = csv.DictWriter(out, (*PLACE_COLUMNS, "crs"), lineterminator="\r\n")
    writer.writeheader()
    for p in places:
        lon, lat = map(repr, p.position) if p.position else ("", "")
        is_said = OUTSIDE_PARENT in p.note or not lies_outside(gazetteer, p)
        writer.writerow(
            {
                "id": p.id,
                "name": guard(p.name),
                "aliases": guard(SEPARATOR.join([*p.aliases, *(LOOSE_MARK + n for n in p.loose_aliases)])),
                "kind": p.kind.value,
                "parent": p.parent,
                "lon": lon,
                "lat": lat,
                "uncertainty_m": repr(p.uncertainty_m) if p.uncertainty_m else "",
                "basis": p.basis.value,
                "source": p.source,
                "status": p.status.value,
                "since": p.since,
                "until": p.until,
                "path": join_path(p.path),
                "note": guard(p.note if is_said else f"{OUTSIDE_PARENT}: {p.note or 'known to be so'}"),
                "crs": "WGS84",
            }
        )
    return out.getvalue()


def _header_faults(header: list[str], file: str) -> list[str]:
    missing = [c for c in REQUIRED if c not in header]
    faults = [f"{file}:1: lacks the column {c}. Expected {','.join(COLUMNS)}." for c in missing]
    for column in header:
        if column not in COLUMNS:
            near = get_close_matches(column, COLUMNS, 1)
            question = f" Did you mean {near[0]!r}?" if near else ""
            faults.append(f"{file}:1: the column {column!r} is unknown. Expected {','.join(COLUMNS)}.{question}")
        elif header.count(column) > 1:
            faults.append(f"{file}:1: the column {column!r} is there twice. Delete one.")
    return list(dict.fromkeys(faults))


def _parse(cells: Mapping[str, str]) -> Amendment:
    def cell(column: str) -> str:
        return cells.get(column, "").strip()

    faults = []
    for column, members in (("verdict", list(Verdict)), ("kind", ["", *PlaceKind])):
        if cell(column) not in members:
            known = ", ".join(m for m in members if m)
            near = get_close_matches(cell(column), members, 1)
            question = f" Did you mean {str(near[0])!r}?" if near and near[0] else ""
            faults.append(f"{column} {cell(column)!r} is unknown. Expected one of {known}.{question}")
    numbers = {}
    for column in ("lon", "lat", "uncertainty_m"):
        try:
            numbers[column] = float(cell(column)) if cell(column) else None
        except ValueError:
            faults.append(f"{column} {cell(column)!r} is no number. Expected {'metres' if column[0] == 'u' else 'WGS 84 degrees'}.")
    if faults:
        raise AmendmentError(" ".join(faults))
    lon, lat = numbers["lon"], numbers["lat"]
    if (lon is None) != (lat is None):
        raise AmendmentError("Only one of lon and lat is given. Expected both or neither.")
    position: Position | None = (lon, lat) if lon is not None and lat is not None else None
    # Names and ids are taken to the letter: a space in one is the page's own.
    return Amendment(
        verdict=Verdict(cell("verdict")),
        name=cells["name"],
        article_id=cells.get("article_id", ""),
        mention_id=cells.get("mention_id", ""),
        place_id=cells.get("place_id", ""),
        position=position,
        uncertainty_m=numbers["uncertainty_m"] or 0.0,
        kind=PlaceKind(cell("kind")) if cell("kind") else None,
        note=cells.get("note", ""),
    )


def _names(place: Place) -> set[str]:
    return {place.name, *place.aliases, *place.loose_aliases}


def _called(place: Place, name: str) -> Place:
    """A place with one more name that proves it."""
    if name == place.name or name in place.aliases:
        return place
    return place._replace(aliases=(*place.aliases, name), loose_aliases=tuple(n for n in place.loose_aliases if n != name))
