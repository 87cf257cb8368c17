"""The command line: build an atlas, export its layers, work with the gazetteer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from extract.model import Theme
from extract.reading import UnreadableText
from geo.atlas import Atlas, Reader, build_atlas, find_sources
from geo.cli_gazetteer import gazetteer as gazetteer_commands
from geo.files import TableFormat, write_atlas
from geo.gazetteer import Gazetteer, load_gazetteer
from geo.geojson import dumps
from geo.layers import layer_of, make_features
from geo.shell import BAD_INPUT, clear_errors, refuse_existing
from geo.user_gazetteer import read_user_gazetteer

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
        refuse_existing(out, force)
        atlas = _read(sources, jobs, gazetteer, crs)
        manifest = write_atlas(atlas, out, TableFormat(format), force)
    counts = manifest["counts"]
    click.echo(f"{out}: {counts['articles']} articles, {counts['mentions']} mentions, {counts['places']} places.")
    _exit_with(atlas)


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


def _read(sources: Sequence[Path], jobs: int, user_table: Path | None, crs: str | None) -> Atlas:
    """The atlas of the sources; what was converted, skipped or found empty is said on the standard error."""
    files, skipped = find_sources(sources)
    known = load_gazetteer()
    places = Gazetteer([*known, *read_user_gazetteer(user_table, known.places, crs)]) if user_table else known

    def progress(paths: Sequence[Path]) -> Iterator[Path]:
        with click.progressbar(paths, label="Reading pages", file=sys.stderr) as bar:
            yield from bar

    atlas = build_atlas(files, Reader(places), skipped, progress, jobs)
    for page in atlas.pages:
        if page.source.encoding != "utf-8":
            click.echo(f"{page.source.name}: read as {page.source.encoding}, converted.", err=True)
    for page in atlas.placeless:
        click.echo(f"{page.source.name}: names no place that is known. Expected a page on Beijing, Tianjin or Hebei.", err=True)
    for skip in atlas.skipped:
        click.echo(f"skipped {skip.source}: {skip.reason}", err=True)
    if not atlas.pages:
        raise UnreadableText("No page could be read; see above for each.")
    return atlas


def _exit_with(atlas: Atlas) -> None:
    """Exit code 2 where a source could not be read or names no place."""
    if any(s.is_fault for s in atlas.skipped) or atlas.placeless:
        raise SystemExit(BAD_INPUT)


main.add_command(gazetteer_commands)
