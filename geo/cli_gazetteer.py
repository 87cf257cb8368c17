"""The command line's part on the gazetteer: check its tables, search it, export it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import click

from geo.check import check_gazetteer, read_counts
from geo.cli_errors import clear_errors, refuse_existing
from geo.corrections import read_all_rows
from geo.gazetteer import Gazetteer, load_gazetteer
from geo.interchange import export_csv, export_geojson, export_lpf
from geo.pinyin import fold
from geo.search import PlaceSearch
from geo.tables import TABLES, GazetteerError, parse_places

FAULTY = 1
"""Exit code where the check finds faults."""

NOTHING = 1
"""Exit code where the search finds no place."""

EXPORTS: Mapping[str, Callable[[Gazetteer], str]] = {"csv": export_csv, "geojson": export_geojson, "lpf": export_lpf}
"""Formats that the gazetteer is exported in."""

_PATH = click.Path(path_type=Path)
_tables = click.option("--tables", type=_PATH, default=TABLES, help="Folder of tables; the built-in ones without it.")


@click.group()
def gazetteer() -> None:
    """Check, search and export the gazetteer."""


@gazetteer.command()
@click.option("--reference", type=_PATH, help="CSV table of railway stations: name (without 站), lon, lat in WGS 84.")
@click.option("--notes", is_flag=True, help="List also what an editor may want to look at.")
@_tables
def check(reference: Path | None, notes: bool, tables: Path) -> None:
    """Check all rows; say every fault and exit with 1, or say how many places of each kind there are."""
    with clear_errors():
        rows = read_all_rows(tables)
        pinned = read_counts() if tables.resolve() == TABLES.resolve() else None
        try:
            places = Gazetteer(parse_places(rows))
        except GazetteerError as error:
            _stop_with(error.faults)
        report = check_gazetteer(places, rows, reference, pinned)
    if notes:
        for note in report.notes:
            click.echo(f"note: {note}")
    if report.faults:
        _stop_with(report.faults)
    counts = Counter(row.cells["kind"] for row in rows)
    for kind, count in sorted(counts.items()):
        click.echo(f"{count:6} {kind}")
    unlisted = 0 if notes else len(report.notes)
    more = f" {unlisted} note{'s' * (unlisted > 1)}; say --notes to list {'them' if unlisted > 1 else 'it'}." if unlisted else ""
    click.echo(f"{len(rows)} places of {len(counts)} kinds, no faults.{more}")


@gazetteer.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@_tables
def search(query: str, limit: int, tables: Path) -> None:
    """Find places by Chinese, pinyin, initials or the beginning of a name."""
    with clear_errors():
        if not fold(query):
            raise GazetteerError([f"The query {query!r} has no letters. Expected Chinese, pinyin, initials or the beginning of a name."])
        hits = PlaceSearch(load_gazetteer(tables=tables)).find(query, limit)
    for hit in hits:
        matched = "" if hit.name == hit.place.name else f" “{hit.name}”"
        click.echo(f"{hit.score:.2f} {hit.how:8} {hit.place.id} {hit.place.kind} {hit.place.name}{matched}")
    if not hits:
        click.echo(f"No name is near {query!r}.", err=True)
        raise SystemExit(NOTHING)


@gazetteer.command()
@click.option("--format", "format", type=click.Choice(list(EXPORTS)), required=True, help="lpf is the Linked Places format.")
@click.option("--out", required=True, type=_PATH, help="File to write.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@_tables
def export(format: str, out: Path, force: bool, tables: Path) -> None:
    """Write all places into one file."""
    with clear_errors():
        refuse_existing(out, force)
        places = load_gazetteer(tables=tables)
        text = EXPORTS[format](places)
        out.parent.mkdir(parents=True, exist_ok=True)
        # Excel reads a CSV file as UTF-8 only with a byte order mark; RFC 8259 forbids one in JSON.
        out.write_text(text, encoding="utf-8-sig" if format == "csv" else "utf-8", newline="")
    click.echo(f"{out}: {len(places)} places.")


def _stop_with(faults: tuple[str, ...]) -> NoReturn:
    """All faults, how many they are, and the exit code that says so."""
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults)} fault{'s' * (len(faults) > 1)}.")
    raise SystemExit(FAULTY)
