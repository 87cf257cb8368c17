"""Tables with a geometry as GeoParquet 1.1 (https://geoparquet.org), written by Arrow alone: geopandas takes a second to import."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import pyarrow
import pyarrow.parquet
import shapely
from shapely.geometry.base import BaseGeometry

ROWS_AT_ONCE = 500
"""Geometries that are binary at once: of many places known by their unit only, each is that unit's whole area."""


def write_geoparquet(path: Path, columns: Mapping[str, pyarrow.Array], geometries: Sequence[BaseGeometry | None], crs: str) -> None:
    """Write columns and a last one, ``geometry``, as well-known binary.

    Parameters
    ----------
    path : Path
    columns : mapping of str to Array
        As long as ``geometries``.
    geometries : sequence of geometry or None
        Longitude first.
    crs : str
        What their coordinates refer to, as an authority's code.
    """
    from pyproj import CRS  # here because nothing else of a run needs it

    projjson = CRS.from_user_input(crs).to_json_dict()
    for member in projjson.get("datum_ensemble", {}).get("members", ()):
        member.pop("id", None)  # as geopandas does: readers with an older PROJ don't know these
    present = [g for g in geometries if g is not None]
    about = {"encoding": "WKB", "crs": projjson, "geometry_types": sorted({g.geom_type for g in present})}
    if present:
        about["bbox"] = shapely.total_bounds(present).tolist()
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": about},
        "creator": {"library": "jjj-atlas", "version": version("jjj-atlas")},
    }
    table = pyarrow.table(columns)
    schema = table.schema.append(pyarrow.field("geometry", pyarrow.binary())).with_metadata({"geo": json.dumps(geo)})
    with pyarrow.parquet.ParquetWriter(path, schema) as file:
        for at in range(0, len(geometries), ROWS_AT_ONCE):
            binary = pyarrow.array(shapely.to_wkb(geometries[at : at + ROWS_AT_ONCE]).tolist(), pyarrow.binary())
            rows = table.slice(at, ROWS_AT_ONCE)
            file.write_table(pyarrow.Table.from_arrays([*rows.columns, binary], schema=schema))
