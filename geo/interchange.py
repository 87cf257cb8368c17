"""The whole gazetteer for other programs: as CSV, as GeoJSON, and in the Linked Places format of the World Historical Gazetteer."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from geo.datum import WGS84
from geo.formula import guard
from geo.gazetteer import Gazetteer
from geo.geojson import collection_head, compact, rounded
from geo.model import Basis, Place, PlaceKind, Status
from geo.tables import COLUMNS, LOOSE_MARK, PATH_SEPARATOR, SEPARATOR, SOURCES, GazetteerError, scan_rows

CSV_COLUMNS = (*COLUMNS, "crs")
"""What a table of one's own may have, so that an exported one is read again as it was."""

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
"""JSON-LD context of the Linked Places format; versions 1.2 and 1.3 of the format have it too."""

BASE_URI = "urn:jjj-atlas:place:"
"""What places' ids begin with in the Linked Places format, unless they are published at an address."""

COMPILED = "2026"
"""The year whose state the tables have: a place without dates was there then."""

CCODES = Path(__file__).parent / "data" / "ccodes.csv"
"""ISO 3166-1 codes of countries by id."""

_GEONAMES = re.compile(r"\bGeoNames [^,;\d]*(\d{5,8})\b")
_SPECIAL = {"province-xianggangtebiexingzhengqu": "HK", "province-aomentebiexingzhengqu": "MO", "province-taiwansheng": "TW"}

FEATURE_CLASSES: Mapping[PlaceKind, str] = {
    **dict.fromkeys((PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.TOWN), "A"),
    **dict.fromkeys((PlaceKind.RIVER, PlaceKind.LAKE, PlaceKind.RESERVOIR, PlaceKind.WETLAND, PlaceKind.CANAL), "H"),
    **dict.fromkeys((PlaceKind.SEA, PlaceKind.BAY), "H"),
    **dict.fromkeys((PlaceKind.REGION, PlaceKind.RESERVE, PlaceKind.GREEN_PARK, PlaceKind.PARK, PlaceKind.BUSINESS_DISTRICT), "L"),
    **dict.fromkeys((PlaceKind.ROAD, PlaceKind.RAILWAY, PlaceKind.METRO_LINE), "R"),
    PlaceKind.NEIGHBOURHOOD: "P",
    PlaceKind.MOUNTAIN: "T",
}
"""GeoNames feature class of a kind; S, sites and buildings, for all others. Cities and towns are populated places (P) as well."""

_POPULATED = frozenset({PlaceKind.CITY, PlaceKind.TOWN})

AAT: Mapping[PlaceKind, tuple[str, str]] = {
    PlaceKind.COUNTRY: ("300128207", "nation"),
    PlaceKind.REGION: ("300182722", "region (geographic)"),
    PlaceKind.PROVINCE: ("300000774", "province"),
    PlaceKind.CITY: ("300008389", "city"),
    PlaceKind.DISTRICT: ("300000705", "district"),
    PlaceKind.RAIL_STATION: ("300007783", "railroad station"),
    PlaceKind.RAILWAY: ("300008591", "railroad"),
    PlaceKind.ROAD: ("300008217", "road"),
    PlaceKind.AIRPORT: ("300000681", "airport"),
    PlaceKind.CANAL: ("300006075", "canal"),
    PlaceKind.RIVER: ("300008707", "river"),
    PlaceKind.LAKE: ("300008680", "lake"),
    PlaceKind.RESERVOIR: ("300006191", "reservoir"),
    PlaceKind.WETLAND: ("300008899", "wetland"),
    PlaceKind.MINE: ("300000390", "mine"),
    PlaceKind.GREEN_PARK: ("300008187", "park"),
}
"""Getty AAT concept of a kind, for kinds all of whose places are one.

Notes
-----
From the list of the Linked Places format (``feature-types-AAT_20230609.tsv``), railroad stations from the AAT itself.
"""

_AAT_BY_ENDING = {
    PlaceKind.TOWN: {"镇": ("300008375", "town")},
    PlaceKind.SEA: {"海": ("300008694", "sea"), "洋": ("300008687", "ocean")},
    PlaceKind.BAY: {"湾": ("300132316", "bay")},
    PlaceKind.MOUNTAIN: {"山": ("300008795", "mountain")},
}
"""For kinds of which only names with this ending are the concept."""

_CERTAINTY = {Basis.SURVEYED: "certain", Basis.DERIVED: "certain", Basis.EDITORIAL: "less-certain", Basis.LINE: "uncertain"}


def export_csv(gazetteer: Gazetteer) -> str:
    """All places as CSV, sorted by id, one a row.

    Returns
    -------
    str
        Columns as in `CSV_COLUMNS`: the parent by its name, or its id where another unit is called so; aliases joined by ``|``, those
        that need context marked ``?``; ``uncertainty_m`` for places without a point is the radius of the unit they are known to lie in.
        Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    shared = {name for name, n in Counter(p.name for p in gazetteer).items() if n > 1}
    for place in _sorted(gazetteer):
        lon, lat = place.position or ("", "")
        parent = _parent_name(gazetteer, place)
        text = (place.id, place.name, _aliases(place), place.kind.value, place.parent if parent in shared else parent)
        path = PATH_SEPARATOR.join(f"{x!r} {y!r}" for x, y in place.path)
        said = (place.basis.value, place.source, place.status.value, place.since, place.until, path, place.note)
        writer.writerow([*map(guard, text), lon, lat, round(gazetteer.uncertainty_m(place)), *map(guard, said), WGS84])
    return out.getvalue()


def export_geojson(gazetteer: Gazetteer) -> str:
    """All places as a GeoJSON FeatureCollection (RFC 7946), sorted by id.

    Returns
    -------
    str
        A point, or a line for what has a path; lines are schematic. Places known only by the unit they lie in have no geometry.
    """
    features = [_feature(gazetteer, place) for place in _sorted(gazetteer)]
    return compact(collection_head(map(_geometry, gazetteer)) | {"features": features})


def export_lpf(gazetteer: Gazetteer, base_uri: str = BASE_URI, sources: Path = SOURCES) -> str:
    """All places in the Linked Places format, version 1.3, sorted by id; version 1.2 reads it too.

    Parameters
    ----------
    gazetteer : Gazetteer
    base_uri : str
        What a place's id is put behind to make a URI: the address of its page, where there is one.
    sources : Path
        CSV table with the columns ``source`` and ``name``, which citations are taken from.

    Returns
    -------
    str
        A GeoJSON-LD FeatureCollection. Dates that the tables don't have are given by bounds: a place without any was there in `COMPILED`,
        that is, began at the latest and ended at the earliest then.

    Raises
    ------
    GazetteerError
        For a table of sources or of country codes that can't be read.

    Notes
    -----
    https://github.com/LinkedPasts/linked-places-format, README of versions 1.2.2 and 1.3.
    """
    citations = _read_pairs(sources, "source", "name")
    ccodes = _read_pairs(CCODES, "id", "ccode")
    features = [_linked_feature(gazetteer, p, base_uri, citations, ccodes) for p in _sorted(gazetteer)]
    return compact({"@context": CONTEXT, "type": "FeatureCollection", "features": features})


def _feature(gazetteer: Gazetteer, place: Place) -> dict[str, Any]:
    geometry = _geometry(place)
    properties = {
        "name": place.name,
        "aliases": list(place.aliases),
        "loose_aliases": list(place.loose_aliases),
        "kind": place.kind.value,
        "parent": _parent_name(gazetteer, place),
        "uncertainty_m": round(gazetteer.uncertainty_m(place)),
        "basis": place.basis.value,
        "source": place.source,
        "status": place.status.value,
        "since": place.since,
        "until": place.until,
        "schematic": bool(place.path),
        "note": place.note,
    }
    return {"type": "Feature", "id": place.id, "geometry": None if geometry is None else rounded(geometry), "properties": properties}


def _linked_feature(
    gazetteer: Gazetteer, place: Place, base_uri: str, citations: Mapping[str, str], ccodes: Mapping[str, str]
) -> dict[str, Any]:
    cited = {"citations": [{"label": citations.get(place.source, place.source)}]}
    geometry = _geometry(place)
    part: dict[str, Any] = {} if geometry is None else {**rounded(geometry), **cited, "certainty": _CERTAINTY[place.basis]}
    codes = _ccodes(gazetteer, place, ccodes)
    more = {  # what the format has no words for
        "uncertainty_m": round(gazetteer.uncertainty_m(place)),
        "basis": place.basis.value,
        "source": place.source,
        "status": place.status.value,
        **({"loose_aliases": list(place.loose_aliases)} if place.loose_aliases else {}),
    }
    feature: dict[str, Any] = {
        "@id": _uri(base_uri, place.id),
        "type": "Feature",
        "properties": {"title": place.name, **({"ccodes": codes} if codes else {}), "fclasses": _feature_classes(place), **more},
        "when": {"timespans": [_timespan(place)]},
        "names": [
            {"toponym": place.name, "lang": "zh-Hans", **cited},
            *({"toponym": alias, "lang": "zh-Hans"} for alias in dict.fromkeys((*place.aliases, *place.loose_aliases))),
        ],
        "types": [_type(place)],
        "geometry": {"type": "GeometryCollection", "geometries": [part]} if part else None,
    }
    if place.parent:
        label = f"part of {gazetteer[place.parent].name}"
        feature["relations"] = [
            {"relationType": "gvp:broaderPartitive", "relationTo": _uri(base_uri, place.parent), "label": label},
        ]
    match = _GEONAMES.search(place.note) if place.source == "geonames" else None
    if match:
        feature["links"] = [{"type": "closeMatch", "identifier": f"https://www.geonames.org/{match[1]}/"}]
    if place.note:
        feature["descriptions"] = [{"value": place.note, "lang": "en"}]
    return feature


def _timespan(place: Place) -> dict[str, dict[str, str]]:
    """When a name holds: what the tables say, else the bounds that the year of the tables gives."""
    known = place.until or COMPILED
    span = {"start": {"in": place.since} if place.since else {"latest": known}}
    if place.until:
        span["end"] = {"in": place.until}
    elif place.status is Status.CLOSED:
        span["end"] = {"latest": COMPILED}
    elif place.since[:4] <= COMPILED:
        span["end"] = {"earliest": COMPILED}
    return span


def _type(place: Place) -> dict[str, Any]:
    endings = _AAT_BY_ENDING.get(place.kind, {})
    concept = AAT.get(place.kind) or endings.get(place.name[-1:])
    named = {"identifier": f"aat:{concept[0]}", "label": concept[1]} if concept else {"label": place.kind.replace("_", " ")}
    return {**named, "sourceLabels": [{"label": place.kind.value, "lang": "en"}]}


def _feature_classes(place: Place) -> list[str]:
    return [FEATURE_CLASSES.get(place.kind, "S"), *(["P"] if place.kind in _POPULATED else [])]


def _ccodes(gazetteer: Gazetteer, place: Place, ccodes: Mapping[str, str]) -> list[str]:
    """Codes of the country a place lies in; none for what spans countries or lies at sea."""
    chain = (place, *gazetteer.ancestors(place))
    special = [_SPECIAL[up.id] for up in chain if up.id in _SPECIAL]
    country = next((ccodes[up.id] for up in chain if up.id in ccodes), "")
    if not country and any(up.kind is PlaceKind.PROVINCE for up in chain):
        country = "CN"
    return [country, *special] if country else []


def _geometry(place: Place) -> BaseGeometry | None:
    if len(place.path) > 1:
        return LineString(place.path)
    return Point(place.position) if place.position else None


def _sorted(gazetteer: Gazetteer) -> list[Place]:
    return sorted(gazetteer, key=lambda p: p.id)


def _read_pairs(path: Path, key: str, value: str) -> dict[str, str]:
    """One column of a table by another."""
    rows, faults = scan_rows(path, (key, value))
    if faults:
        raise GazetteerError(faults)
    return {row.cells[key]: row.cells[value] for row in rows}


def _aliases(place: Place) -> str:
    return SEPARATOR.join((*place.aliases, *(LOOSE_MARK + a for a in place.loose_aliases)))


def _parent_name(gazetteer: Gazetteer, place: Place) -> str:
    return gazetteer[place.parent].name if place.parent else ""


def _uri(base: str, id: str) -> str:
    return base + quote(id, safe="-._~")
