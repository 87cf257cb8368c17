"""An atlas to tables: articles, mentions and places as Parquet or CSV, and a manifest, written page by page."""

from __future__ import annotations

import csv
import json
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pyarrow
import pyarrow.parquet

from extract.model import Article, ArticleKind, MentionKind, Theme
from geo.atlas import Atlas, Skipped
from geo.formula import guard
from geo.gazetteer import Gazetteer
from geo.geojson import MOST_ARTICLES, MOST_QUOTES, geometry_of, pieces
from geo.geoparquet import write_geoparquet
from geo.layers import Feature, Tally, features_of
from geo.quotes import Quote
from geo.tabulate import ARTICLE_COLUMNS, MENTION_COLUMNS, PageRows, tabulate

CRS = "EPSG:4326"
ROWS_AT_ONCE = {"articles": 500, "mentions": 10_000}
"""Rows held back until they are written together: an article's has its whole text."""

_of_mention = itemgetter(*map(MENTION_COLUMNS.index, ("place_id", "mention_id", "article_id", "kind", "themes", "quote")))
_of_article = itemgetter(*map(ARTICLE_COLUMNS.index, ("article_id", "source", "title", "published")))
_THEMES_AT = ARTICLE_COLUMNS.index("themes")
_KINDS = {k.value: k for k in MentionKind}
_THEMES = {t.value: t for t in Theme}

_OWN_FILES = (
    *("articles.parquet", "articles.csv", "mentions.parquet", "mentions.csv"),
    *("places.parquet", "places.geojson", "manifest.json"),
)
_TEXT, _TEXTS = pyarrow.string(), pyarrow.list_(pyarrow.string())
_TYPES = {
    "bylines": _TEXTS,
    "ranges": pyarrow.list_(pyarrow.list_(pyarrow.int64())),
    "themes": _TEXTS,
    "start": pyarrow.int64(),
    "end": pyarrow.int64(),
    "lon": pyarrow.float64(),
    "lat": pyarrow.float64(),
    "uncertainty_m": pyarrow.float64(),
    "score": pyarrow.float64(),
}
_PLACE_TYPES = {
    name: pyarrow.large_string() for name in "place_id name kind within themes mentions shape uncertainty_m basis source status".split()
} | {"themes": _TEXTS, "mentions": pyarrow.int64(), "uncertainty_m": pyarrow.int64()}


class TableFormat(StrEnum):
    """File formats of the tables."""

    PARQUET = "parquet"
    CSV = "csv"


class OutputRefused(ValueError):
    """What is to be written would replace what is there, or can't."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the places' files need of an atlas whose pages have been let go."""

    gazetteer: Gazetteer
    articles: Mapping[str, Article]


class AtlasWriter:
    """Writes an atlas into a folder page by page: rows are let go once written, and no more is kept of a place than its file can hold.

    Parameters
    ----------
    folder : Path
    gazetteer : Gazetteer
    format : TableFormat
    force : bool

    Raises
    ------
    OutputRefused
        When the folder is there and `force` is not set; with it the folder's own tables are replaced, other files kept.
    """

    def __init__(self, folder: Path, gazetteer: Gazetteer, format: TableFormat = TableFormat.PARQUET, force: bool = False) -> None:
        if folder.exists() and not force:
            raise OutputRefused(f"{folder}: is there already. Name another folder, or say --force to replace the atlas in it.")
        if folder.exists() and not folder.is_dir():
            raise OutputRefused(f"{folder}: is a file. Expected a folder to write the tables into.")
        self._folder, self._gazetteer, self._format = folder, gazetteer, format
        self._tallies: dict[str, Tally] = {}
        self._titles: dict[str, Article] = {}  # those of the articles that the places' file names
        self._sources: list[Mapping[str, Any]] = []
        self._kinds: Counter[str] = Counter()
        self._unplaced = self._repeats = 0

    @cached_property
    def _unfinished(self) -> TemporaryDirectory[str]:
        """Where the files are made, beside their folder: an atlas that was there stays until another is whole."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        return TemporaryDirectory(dir=self._folder.parent, prefix=f".{self._folder.name}-")

    def _path(self, name: str) -> Path:
        return Path(self._unfinished.name, name)

    @cached_property
    def _tables(self) -> tuple[_Table, _Table]:
        """Articles and mentions."""
        table: type[_Table] = _ParquetTable if self._format is TableFormat.PARQUET else _CsvTable
        articles = table(self._path(f"articles.{self._format}"), ARTICLE_COLUMNS)
        return articles, table(self._path(f"mentions.{self._format}"), MENTION_COLUMNS)

    def add(self, page: PageRows) -> None:
        """Write the rows of a page."""
        articles, mentions = self._tables
        articles.write(page.articles)
        mentions.write(page.mentions)
        self._tally(page)
        self._sources.append(page.source)
        self._kinds.update(page.kinds)
        self._unplaced += page.unplaced
        self._repeats += page.repeats

    def _tally(self, page: PageRows) -> None:
        """Count what a page says of each place; sentences and titles are kept where the format has room for them."""
        has_room = self._format is TableFormat.CSV
        articles = {row[0]: row for row in page.articles}
        themes_of = {id: [_THEMES[t] for t in row[_THEMES_AT]] for id, row in articles.items()}
        counted: set[tuple[str, str]] = set()
        for id, mention_id, article_id, kind, themes, text in map(_of_mention, page.mentions):
            if id is None or (id, mention_id) in counted:
                continue
            counted.add((id, mention_id))
            tally = self._tallies.get(id)
            if tally is None:
                tally = self._tallies[id] = Tally(page.unlisted.get(id) or self._gazetteer[id], MOST_QUOTES, MOST_ARTICLES)
            tally.count([_THEMES[t] for t in themes] or themes_of[article_id])
            if has_room:
                tally.keep(Quote(mention_id, article_id, text, (0, 0), _KINDS[kind]))
                if article_id in tally.literal_articles or article_id in tally.borrowed_articles:
                    self._titles[article_id] = _titled(articles[article_id])

    def finish(self, skipped: Iterable[Skipped] = ()) -> dict[str, Any]:
        """Write the places and the manifest, and return it."""
        for table in self._tables:
            table.close()
        features = features_of(self._tallies, self._gazetteer)
        gathered = Gathered(self._gazetteer, self._titles)
        if self._format is TableFormat.PARQUET:
            _write_places(gathered, features, self._path("places.parquet"))
        else:
            with self._path("places.geojson").open("w", encoding="utf-8") as file:
                file.writelines(pieces(gathered, features))
        manifest = {
            "program": {"jjj-atlas": version("jjj-atlas"), "python": platform.python_version()},
            "crs": CRS,
            "sources": [dict(s) for s in self._sources],
            "skipped": [{"source": s.source, "reason": s.reason} for s in skipped],
            "counts": {
                "articles": sum(s["articles"] for s in self._sources),
                "mentions": sum(s["mentions"] for s in self._sources),
                "places": len(features),
                "repeated_passages": self._repeats,
                "unplaced": self._unplaced,
                "by_kind": dict(sorted(self._kinds.items())),
                "by_shape": dict(sorted(Counter(f.shape.value for f in features).items())),
            },
            "gazetteer": {"places": len(self._gazetteer)},
        }
        self._path("manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self._move()
        return manifest

    def _move(self) -> None:
        """Put what was made in the place of what was there."""
        self._folder.mkdir(exist_ok=True)
        for name in _OWN_FILES:
            if self._path(name).exists():
                self._path(name).replace(self._folder / name)
            else:
                (self._folder / name).unlink(missing_ok=True)
        self._unfinished.cleanup()


def write_atlas(atlas: Atlas, folder: Path, format: TableFormat = TableFormat.PARQUET, force: bool = False) -> dict[str, Any]:
    """Write an atlas into a folder and return its manifest.

    Raises
    ------
    OutputRefused
        As `AtlasWriter`.
    """
    writer = AtlasWriter(folder, atlas.gazetteer, format, force)
    for page in atlas.pages:
        writer.add(tabulate(page, atlas.gazetteer))
    return writer.finish(atlas.skipped)


def _titled(row: tuple[Any, ...]) -> Article:
    """What the places' file says of an article, of its row."""
    id, source, title, published = _of_article(row)
    return Article(id, source, ArticleKind.ARTICLE, title, "", "", (), (), published)


class _Table(Protocol):
    """A file that rows are added to."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None: ...

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows at the end."""

    def close(self) -> None:
        """Write what was held back."""


class _ParquetTable:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._schema = pyarrow.schema([(c, _TYPES.get(c, _TEXT)) for c in columns])
        self._file = pyarrow.parquet.ParquetWriter(path, self._schema)
        self._rows: list[tuple[Any, ...]] = []
        self._most = ROWS_AT_ONCE[path.stem]

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows; they are written many at a time."""
        self._rows += rows
        if len(self._rows) >= self._most:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ([] for _ in self._schema)
        arrays = [pyarrow.array(list(values), field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._file.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        """Write what was held back."""
        self._flush()
        self._file.close()


class _CsvTable:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")  # as Excel wants it
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows, nothing in them a formula."""
        self._writer.writerows([_cell(v) for v in row] for row in rows)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _write_places(gathered: Gathered, features: Sequence[Feature], path: Path) -> None:
    """The places as GeoParquet, one row a place, geometry in WGS 84."""
    rows = [
        (
            f.place.id,
            f.place.name,
            f.place.kind.value,
            f.within,
            [t.value for t in f.themes],
            f.mentions,
            f.shape.value,
            round(f.uncertainty_m),
            f.place.basis.value,
            f.place.source,
            f.place.status.value,
        )
        for f in features
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in _PLACE_TYPES)
    arrays = {name: pyarrow.array(list(c), type) for c, (name, type) in zip(columns, _PLACE_TYPES.items(), strict=True)}
    write_geoparquet(path, arrays, [geometry_of(gathered, f) for f in features], CRS)


def _cell(value: Any) -> Any:
    """A CSV cell: lists as JSON, and text that a spreadsheet would take for a formula made text."""
    if isinstance(value, (list, Mapping)):
        return json.dumps(value, ensure_ascii=False)
    return guard(value) if isinstance(value, str) else value
