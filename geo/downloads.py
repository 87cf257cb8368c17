"""What is shown, to take home: GeoJSON in one file or one for each theme, and a table that Excel opens."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from extract.model import Theme
from geo.atlas import Atlas
from geo.formula import guard
from geo.geojson import dumps
from geo.layers import Feature, layer_of
from geo.view import exactness_of

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the system's encoding."""

COLUMNS = (
    "place_id", "name", "kind", "within", "themes", "mentions", "articles", "lon", "lat", "uncertainty_m", "exactness", "basis", "source",
    "status", "sentence",
)  # fmt: skip
_MADE_AT = (1980, 1, 1, 0, 0, 0)
"""The same features give the same file."""


def places_csv(
    features: Sequence[Feature], names: Mapping[str, str] | None = None, labels: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """A table of features, one row a place, in UTF-8 with a byte order mark.

    Parameters
    ----------
    features : sequence of Feature
    names : mapping of str to str, optional
        What the columns are called, by `COLUMNS`.
    labels : mapping of str to mapping of str to str, optional
        What codes are called, by column and code; a column without has its codes.

    Returns
    -------
    str
        Longitude and latitude are WGS 84 degrees, empty for a place without a point of its own. Text that a spreadsheet would take for
        a formula begins with an apostrophe.
    """
    said = labels or {}

    def told(column: str, code: str) -> str:
        return said.get(column, {}).get(code, code)

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([(names or {}).get(c, c) for c in COLUMNS])
    for f in features:
        lon, lat = f.place.position or ("", "")
        row = (
            *(f.place.id, f.place.name, told("kind", f.place.kind), f.within, " ".join(told("themes", t) for t in f.themes)),
            *(f.mentions, len(f.article_ids), lon, lat, round(f.uncertainty_m)),
            *(told("exactness", exactness_of(f.place, f.uncertainty_m)), told("basis", f.place.basis), f.place.source),
            *(told("status", f.place.status), f.quotes[0].text if f.quotes else ""),
        )
        writer.writerow([guard(v) if isinstance(v, str) else v for v in row])
    return BOM + out.getvalue()


def geojson_by_theme(atlas: Atlas, features: Sequence[Feature]) -> bytes:
    """A ZIP archive with one GeoJSON file for each theme that any of the features has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for theme in Theme:
            layer = layer_of(features, [theme])
            if layer:
                archive.writestr(zipfile.ZipInfo(f"{theme.value}.geojson", _MADE_AT), dumps(atlas, layer), zipfile.ZIP_DEFLATED)
    return out.getvalue()
