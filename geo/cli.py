"""The command line: build an atlas, export its layers, work with the gazetteer."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from extract.model import Theme
from extract.reading import UnreadableText, read_text
from geo.atlas import Atlas, Reader, Skipped, build_atlas, find_sources, read_pages
from geo.cli_errors import BAD_INPUT, clear_errors, refuse_existing
from geo.cli_gazetteer import gazetteer as gazetteer_commands
from geo.explain import explain_page, line_starts
from geo.files import AtlasWriter, TableFormat
from geo.garbage import spare_living
from geo.gazetteer import Gazetteer, load_gazetteer
from geo.geojson import dumps
from geo.layers import layer_of, make_features
from geo.tabulate import tabulate
from geo.user_gazetteer import read_user_gazetteer

_FILE_AND_LINE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)

_sources = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
_jobs = click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to read pages with.")
_gazetteer = click.option(
    "--gazetteer", type=click.Path(path_type=Path), help="A table of your own places: CSV, GeoJSON, GeoPackage or LPF."
)
_crs = click.option("--crs", help="The CRS of your table: WGS84, CGCS2000, GCJ-02, BD-09 or an EPSG code.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jjj-atlas")
def main() -> None:
    """Places that newspapers on Beijing–Tianjin–Hebei name, on a map."""


@main.command()
@_sources
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write the tables into.")
@click.option("--format", "format", type=click.Choice([f.value for f in TableFormat]), default="parquet", show_default=True)
@_jobs
@click.option("--force", is_flag=True, help="Replace the atlas in an existing folder.")
@_gazetteer
@_crs
def build(sources: tuple[Path, ...], out: Path, format: str, jobs: int, force: bool, gazetteer: Path | None, crs: str | None) -> None:
    """Read newspaper pages (files or folders) and write articles, mentions, places and a manifest.

    What can't be read, or names no place, is said and listed in the manifest; the rest is written, and the exit code is 2.
    """
    with clear_errors():
        refuse_existing(out, force, is_folder=True)
        files, skipped = find_sources(sources)
        reader = _reader(gazetteer, crs)
        writer = AtlasWriter(out, reader.gazetteer, TableFormat(format), force)
        read, placeless = 0, False
        for _, found in zip(_progress(files), read_pages(files, reader, tabulate, jobs), strict=True):
            if isinstance(found, Skipped):
                skipped = (*skipped, found)
                continue
            writer.add(found)
            read += 1
            _say_of_page(found.source["name"], found.source["encoding"], found.source["mentions"])
            placeless = placeless or not found.source["mentions"]
        _say_skipped(skipped, read)
        manifest = writer.finish(skipped)
    counts = manifest["counts"]
    click.echo(f"{out}: {counts['articles']} articles, {counts['mentions']} mentions, {counts['places']} places.")
    if placeless or any(s.is_fault for s in skipped):
        raise SystemExit(BAD_INPUT)


@main.command()
@_sources
@click.option("--layer", "layers", multiple=True, type=click.Choice([t.value for t in Theme]), help="Theme to export; all without it.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="GeoJSON file to write.")
@_jobs
@click.option("--force", is_flag=True, help="Replace an existing file.")
@_gazetteer
@_crs
def export(
    sources: tuple[Path, ...], layers: tuple[str, ...], out: Path, jobs: int, force: bool, gazetteer: Path | None, crs: str | None
) -> None:
    """Read newspaper pages and write one theme's places, or all, as GeoJSON."""
    with clear_errors():
        refuse_existing(out, force)
        atlas = _read(sources, jobs, gazetteer, crs)
        features = make_features(atlas)
        if layers:
            features = layer_of(features, [Theme(x) for x in layers])
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(dumps(atlas, features), encoding="utf-8")
    click.echo(f"{out}: {len(features)} places.")
    _exit_with(atlas)


@main.command()
@click.argument("where", metavar="FILE[:LINE]")
@_gazetteer
@_crs
def explain(where: str, gazetteer: Path | None, crs: str | None) -> None:
    """Say of each place name of a page, or of one line of it, how it was found, what it may mean and why one place was chosen."""
    with clear_errors():
        match = None if Path(where).exists() else _FILE_AND_LINE.fullmatch(where)
        path, line = (Path(match[1]), int(match[2])) if match else (Path(where), None)
        source = read_text(path)
        lines = sum(start < len(source.text) for start in line_starts(source.text))
        if line is not None and not 1 <= line <= lines:
            raise UnreadableText(f"{path}: has no line {line}. Expected a line from 1 to {lines}.")
        reader = _reader(gazetteer, crs)
        said = list(explain_page(reader.read_page(source), reader.gazetteer, line))
    click.echo("\n".join(said) if said else f"{where}: no place name was found here.")


def _reader(user_table: Path | None, crs: str | None) -> Reader:
    """A reader with the built-in gazetteer and a user's."""
    if crs and not user_table:
        raise click.UsageError("--crs is that of a table of your own. Name the table with --gazetteer, or leave --crs away.")
    known = load_gazetteer()
    reader = Reader(Gazetteer([*known, *read_user_gazetteer(user_table, known.places, crs)]) if user_table else known)
    spare_living()
    return reader


def _progress(paths: Sequence[Path]) -> Iterator[Path]:
    with click.progressbar(paths, label="Reading pages", file=sys.stderr) as bar:
        yield from bar


def _read(sources: Sequence[Path], jobs: int, user_table: Path | None, crs: str | None) -> Atlas:
    """The atlas of the sources; what was converted, skipped or found empty is said on the standard error."""
    files, skipped = find_sources(sources)
    atlas = build_atlas(files, _reader(user_table, crs), skipped, _progress, jobs)
    for page in atlas.pages:
        _say_of_page(page.source.name, page.source.encoding, len(page.mentions))
    _say_skipped(atlas.skipped, len(atlas.pages))
    return atlas


def _say_of_page(name: str, encoding: str, mentions: int) -> None:
    if encoding != "utf-8":
        click.echo(f"{name}: read as {encoding}, converted.", err=True)
    if not mentions:
        click.echo(f"{name}: names no place that is known. Expected a page on Beijing, Tianjin or Hebei.", err=True)


def _say_skipped(skipped: Sequence[Skipped], read: int) -> None:
    """Say what was left out, where so many pages were read.

    Raises
    ------
    UnreadableText
        When nothing is left.
    """
    for skip in skipped:
        click.echo(f"skipped {skip.reason if skip.is_fault else f'{skip.source}: {skip.reason}'}", err=True)
    if not read:
        raise UnreadableText("No page could be read; see above for each.")


def _exit_with(atlas: Atlas) -> None:
    """Exit code 2 where a source could not be read or names no place."""
    if any(s.is_fault for s in atlas.skipped) or atlas.placeless:
        raise SystemExit(BAD_INPUT)


main.add_command(gazetteer_commands)

if __name__ == "__main__":
    main()
