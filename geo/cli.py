"""The command line: build an atlas, export its layers, work with the gazetteer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from extract.model import Theme
from extract.reading import UnreadableText
from geo.atlas import Atlas, Reader, build_atlas, find_sources
from geo.files import OutputExists, TableFormat, write_atlas
from geo.gazetteer import load_gazetteer
from geo.geojson import dumps
from geo.layers import layer_of, make_features
from geo.tables import GazetteerError

BAD_INPUT = 2
"""Exit code where the input is at fault."""

_sources = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jjj-atlas")
def main() -> None:
    """Places that newspapers on Beijing–Tianjin–Hebei name, on a map."""


@main.command()
@_sources
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write the tables into.")
@click.option("--format", "format", type=click.Choice([f.value for f in TableFormat]), default="parquet", show_default=True)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to read pages with.")
@click.option("--force", is_flag=True, help="Replace the atlas in an existing folder.")
def build(sources: tuple[Path, ...], out: Path, format: str, jobs: int, force: bool) -> None:
    """Read newspaper pages (files or folders) and write articles, mentions, places and a manifest."""
    with _clear_errors():
        if out.exists() and not force:
            raise OutputExists(f"{out}: is there already. Name another folder, or say --force to replace the atlas in it.")
        atlas = _read(sources, jobs)
        manifest = write_atlas(atlas, out, TableFormat(format), force)
    counts = manifest["counts"]
    click.echo(f"{out}: {counts['articles']} articles, {counts['mentions']} mentions, {counts['places']} places.")


@main.command()
@_sources
@click.option("--layer", "layers", multiple=True, type=click.Choice([t.value for t in Theme]), help="Theme to export; all without it.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="GeoJSON file to write.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--force", is_flag=True, help="Replace an existing file.")
def export(sources: tuple[Path, ...], layers: tuple[str, ...], out: Path, jobs: int, force: bool) -> None:
    """Read newspaper pages and write one theme's places, or all, as GeoJSON."""
    with _clear_errors():
        if out.exists() and not force:
            raise OutputExists(f"{out}: is there already. Name another file, or say --force to replace it.")
        atlas = _read(sources, jobs)
        features = make_features(atlas)
        if layers:
            features = layer_of(features, [Theme(x) for x in layers])
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(dumps(atlas, features), encoding="utf-8")
    click.echo(f"{out}: {len(features)} places.")


def _read(sources: Sequence[Path], jobs: int) -> Atlas:
    files, skipped = find_sources(sources)
    reader = Reader(load_gazetteer())

    def progress(paths: Sequence[Path]) -> Iterator[Path]:
        with click.progressbar(paths, label="Reading pages", file=sys.stderr) as bar:
            yield from bar

    atlas = build_atlas(files, reader, skipped, progress, jobs)
    for page in atlas.pages:
        if page.source.encoding != "utf-8":
            click.echo(f"{page.source.name}: read as {page.source.encoding}, converted.", err=True)
        if not page.mentions:
            click.echo(f"{page.source.name}: names no place.", err=True)
    for skip in atlas.skipped:
        click.echo(f"skipped {skip.source}: {skip.reason}", err=True)
    if not atlas.pages:
        raise UnreadableText("No page could be read; see above for each.")
    return atlas


@contextmanager
def _clear_errors() -> Iterator[None]:
    """The project's own errors as one message and exit code 2."""
    try:
        yield
    except (UnreadableText, OutputExists, GazetteerError, OSError) as error:
        click.echo(f"jjj-atlas: {error}", err=True)
        raise SystemExit(BAD_INPUT) from error
