"""The gazetteer's rows as they hold: all tables read, corrections applied.

A correction is a row of `corrections.csv` (id, column, old, new, reason): what a source says stays in its table, and what the editors
know better stands beside it with the reason. One that no longer matches its row is an error, so that none outlives its cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from geo.tables import COLUMNS, TABLES, GazetteerError, Row, read_rows, scan_rows

CORRECTIONS = TABLES.parent / "corrections.csv"
FIELDS = ("id", "column", "old", "new", "reason")


def read_all_rows(tables: Path = TABLES, corrections: Path | None = None) -> tuple[Row, ...]:
    """The rows of all tables in a folder.

    Parameters
    ----------
    tables : Path
    corrections : Path, optional
        A table of corrections; the built-in one for the built-in tables, none for others.

    Raises
    ------
    GazetteerError
        With the faults of all tables and corrections, or when there is no table.
    """
    rows: list[Row] = []
    faults: list[str] = []
    for path in sorted(tables.glob("*.csv")):
        try:
            rows += read_rows(path)
        except GazetteerError as error:
            faults += error.faults
    if not rows and not faults:
        faults.append(f"{tables}: no tables. Expected one CSV file a kind of place.")
    if faults:
        raise GazetteerError(faults)
    if corrections is None and tables.resolve() == TABLES.resolve():
        corrections = CORRECTIONS
    return apply_corrections(rows, corrections) if corrections else tuple(rows)


def apply_corrections(rows: Iterable[Row], path: Path) -> tuple[Row, ...]:
    """Rows with a table of corrections applied.

    Raises
    ------
    GazetteerError
        Naming every id that two rows have, and every correction of an unknown row or column, without a reason, or whose old value
        isn't the row's.
    """
    found, faults = scan_rows(path, FIELDS)
    by_id: dict[str, Row] = {}
    for row in rows:
        id = row.cells.get("id", "")
        if id in by_id:
            faults.append(f"{row.at}: id {id!r} is also that of {by_id[id].at}. Expected one that no other row has.")
        by_id[id] = row
    for correction in found:
        cells = correction.cells
        at = f"{correction.table}:{correction.line} {cells['id']} {cells['column']}"
        wrong = by_id.get(cells["id"])
        if wrong is None:
            faults.append(f"{at}: no row has this id. Expected one of a table's; delete the correction if the row is gone.")
        elif cells["column"] not in COLUMNS[1:]:
            faults.append(f"{at}: is no column. Expected one of {', '.join(COLUMNS[1:])}.")
        elif not cells["reason"]:
            faults.append(f"{at}: has no reason. Say how the new value is known.")
        elif wrong.cells.get(cells["column"], "") != cells["old"]:
            faults.append(
                f"{at}: old {cells['old']!r} is not the row's {wrong.cells.get(cells['column'], '')!r}. Mend or delete the correction."
            )
        else:
            by_id[cells["id"]] = Row(wrong.table, wrong.line, _with(wrong.cells, cells["column"], cells["new"]))
    if faults:
        raise GazetteerError(faults)
    return tuple(by_id.values())


def _with(cells: Mapping[str, str], column: str, value: str) -> dict[str, str]:
    return {**cells, column: value}
