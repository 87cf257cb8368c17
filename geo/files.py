"""An atlas to tables: articles, mentions and places as Parquet or CSV, and a manifest."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geopandas
import pandas

from extract.model import PassageRole
from geo.atlas import Atlas
from geo.geojson import dumps, geometry_of
from geo.layers import Feature, make_features

CRS = "EPSG:4326"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_OWN_FILES = ("articles.parquet", "articles.csv", "mentions.parquet", "mentions.csv", "places.parquet", "places.geojson")


class TableFormat(StrEnum):
    """File formats of the tables."""

    PARQUET = "parquet"
    CSV = "csv"


class OutputExists(ValueError):
    """The folder to write to is there already."""


def write_atlas(atlas: Atlas, folder: Path, format: TableFormat = TableFormat.PARQUET, force: bool = False) -> dict[str, Any]:
    """Write an atlas into a folder and return its manifest.

    Raises
    ------
    OutputExists
        When the folder is there and `force` is not set; with it the folder's own tables are replaced, other files kept.
    """
    if folder.exists() and not force:
        raise OutputExists(f"{folder}: is there already. Name another folder, or say --force to replace the atlas in it.")
    if folder.exists() and not folder.is_dir():
        raise OutputExists(f"{folder}: is a file. Expected a folder to write the tables into.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in _OWN_FILES:
        (folder / name).unlink(missing_ok=True)
    features = make_features(atlas)
    _write_table(articles_table(atlas), folder / f"articles.{format}", format)
    _write_table(mentions_table(atlas), folder / f"mentions.{format}", format)
    if format is TableFormat.PARQUET:
        places_frame(atlas, features).to_parquet(folder / "places.parquet", index=False)
    else:
        (folder / "places.geojson").write_text(dumps(atlas, features), encoding="utf-8")
    manifest = make_manifest(atlas, features)
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return manifest


def articles_table(atlas: Atlas) -> pandas.DataFrame:
    """One row an article, caption or masthead."""
    return pandas.DataFrame(
        [
            {
                "article_id": a.id,
                "source": a.source,
                "title": a.title,
                "kicker": a.kicker,
                "subtitle": a.subtitle,
                "bylines": list(a.bylines),
                "kind": a.kind.value,
                "ranges": [list(r) for r in a.ranges],
                "published": a.published,
                "published_basis": a.published_basis,
                "themes": [t.value for t in a.themes],
                "text": a.text,
            }
            for a in atlas.articles.values()
        ],
        columns=[
            "article_id",
            "source",
            "title",
            "kicker",
            "subtitle",
            "bylines",
            "kind",
            "ranges",
            "published",
            "published_basis",
            "themes",
            "text",
        ],
    )


def mentions_table(atlas: Atlas) -> pandas.DataFrame:
    """One row a mention and place: a mention of two places has two rows.

    ``lon`` and ``lat`` are the place's own point, or a point of the unit it is known to lie in; ``uncertainty_m`` says how far off
    that may be. They are empty for mentions without a place.
    """
    quotes = {(f.place.id, q.mention_id): q.text for f in make_features(atlas) for q in f.quotes}
    rows = []
    for r in atlas.resolutions:
        m, place = r.mention, r.place
        position = atlas.gazetteer.representative_point(place)[0] if place else None
        rows.append(
            {
                "mention_id": m.id,
                "article_id": m.article_id,
                "source": m.source,
                "start": m.start,
                "end": m.end,
                "surface": m.surface,
                "kind": m.kind.value,
                "place_id": place.id if place else None,
                "name": place.name if place else r.toponym.name,
                "place_kind": place.kind.value if place else r.toponym.kind_hint or None,
                "lon": position[0] if position else None,
                "lat": position[1] if position else None,
                "uncertainty_m": round(atlas.gazetteer.uncertainty_m(place)) if place else None,
                "score": r.score,
                "reason": r.reason,
                "themes": [t.value for t in m.themes],
                "quote": quotes.get((place.id, m.id), "") if place else "",
            }
        )
    columns = "mention_id article_id source start end surface kind place_id name place_kind lon lat uncertainty_m score reason themes quote"
    return pandas.DataFrame(rows, columns=columns.split())


def places_frame(atlas: Atlas, features: Sequence[Feature]) -> geopandas.GeoDataFrame:
    """One row a place, with its geometry in WGS 84."""
    rows = [
        {
            "place_id": f.place.id,
            "name": f.place.name,
            "kind": f.place.kind.value,
            "within": f.within,
            "themes": [t.value for t in f.themes],
            "mentions": f.mentions,
            "shape": f.shape.value,
            "uncertainty_m": round(f.uncertainty_m),
            "basis": f.place.basis.value,
            "source": f.place.source,
            "status": f.place.status.value,
        }
        for f in features
    ]
    columns = ["place_id", "name", "kind", "within", "themes", "mentions", "shape", "uncertainty_m", "basis", "source", "status"]
    return geopandas.GeoDataFrame(pandas.DataFrame(rows, columns=columns), geometry=[geometry_of(atlas, f) for f in features], crs=CRS)


def make_manifest(atlas: Atlas, features: Sequence[Feature]) -> dict[str, Any]:
    """Versions, checksums, counts, and what was skipped and why."""
    mentions = {r.mention.id: r.mention for r in atlas.resolutions}
    return {
        "program": {"jjj-atlas": version("jjj-atlas"), "python": platform.python_version()},
        "crs": CRS,
        "sources": [
            {
                "name": p.source.name,
                "sha256": p.source.sha256,
                "encoding": p.source.encoding,
                "characters": len(p.source.text),
                "articles": len(p.articles),
                "mentions": len(p.mentions),
            }
            for p in atlas.pages
        ],
        "skipped": [{"source": s.source, "reason": s.reason} for s in atlas.skipped],
        "counts": {
            "articles": len(atlas.articles),
            "mentions": len(mentions),
            "places": len(features),
            "repeated_passages": sum(x.role is PassageRole.REPEAT for a in atlas.articles.values() for x in a.passages),
            "unplaced": sum(r.place is None for r in atlas.resolutions),
            "by_kind": dict(sorted(Counter(m.kind.value for m in mentions.values()).items())),
            "by_shape": dict(sorted(Counter(f.shape.value for f in features).items())),
        },
        "gazetteer": {"places": len(atlas.gazetteer)},
    }


def _write_table(table: pandas.DataFrame, path: Path, format: TableFormat) -> None:
    if format is TableFormat.PARQUET:
        table.to_parquet(path, index=False)
        return
    table = table.apply(lambda column: column.map(_cell))
    table.to_csv(path, index=False, lineterminator="\n")


def _cell(value: Any) -> Any:
    """A CSV cell: lists as JSON, and text that a spreadsheet would take for a formula made text."""
    if isinstance(value, (list, Mapping)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
