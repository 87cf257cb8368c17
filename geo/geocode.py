"""Suggestions of an online geocoder for names without a place, asked for one name at a time and only with settings that say so.

Needs the optional package ``geopy``. All positions come back in WGS 84.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from geopy.adapters import AdapterHTTPError, URLLibAdapter
from geopy.exc import GeocoderServiceError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from geo.datum import gcj02_to_wgs84
from geo.distance import M_PER_DEGREE
from geo.model import REGION_BOX, Position

TIMEOUT_S = 8.0
POI_UNCERTAINTY_M = 200.0
"""Said of a service's point of interest: its gate or its middle, and the residue of a datum's conversion."""

LONGEST_QUERY = 80

_SETTINGS = ("service", "key", "contact", "url")


class Service(StrEnum):
    """Geocoders that can be asked."""

    NOMINATIM = "nominatim"
    AMAP = "amap"
    TIANDITU = "tianditu"


_URLS = {
    Service.NOMINATIM: "https://nominatim.openstreetmap.org",
    Service.AMAP: "https://restapi.amap.com",
    Service.TIANDITU: "https://api.tianditu.gov.cn",
}


class GeocodeError(ValueError):
    """Settings that can't be used, or a service that gave no answer. The message never holds the key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Which service to ask, and with what.

    Attributes
    ----------
    service : Service
    key : str
        Of AMap or Tianditu; not shown when the settings are printed.
    contact : str
        For Nominatim, whose usage policy wants to know who asks: an e-mail address or a web page.
    url : str
        The service's address, or that of one's own; https, or http on this machine.
    """

    service: Service
    key: str = field(default="", repr=False)
    contact: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place that a service knows by the name.

    Attributes
    ----------
    name, address : str
        As the service writes them.
    position : Position
        WGS 84, converted where the service uses another datum.
    uncertainty_m : float
    service : Service
    """

    name: str
    address: str
    position: Position
    uncertainty_m: float
    service: Service


def read_settings(told: Mapping[str, Any]) -> Settings:
    """Settings from a table of names and values, as the app's secrets have it.

    Raises
    ------
    GeocodeError
        With every fault: an unknown service or setting, a missing key or contact, an address without https.
    """
    faults = [f"The setting {name!r} is unknown. Expected {', '.join(_SETTINGS)}." for name in told if name not in _SETTINGS]
    name = str(told.get("service", ""))
    if name not in set(Service):
        near = get_close_matches(name, list(Service), 1)
        question = f" Did you mean '{near[0]}'?" if near else ""
        raise GeocodeError(f"The geocoder {name!r} is unknown. Expected one of {', '.join(Service)}.{question}")
    service = Service(name)
    key, contact = str(told.get("key", "")), str(told.get("contact", ""))
    if service is Service.NOMINATIM and not contact:
        faults.append("The setting 'contact' is missing. Expected an e-mail address or web page: Nominatim's usage policy asks for it.")
    if service is not Service.NOMINATIM and not key:
        faults.append(f"The setting 'key' is missing. Expected the key that {service} gave you.")
    url = str(told.get("url", "")).rstrip("/") or _URLS[service]
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")):
        faults.append(f"The address {url!r} is not https. Expected one such as {_URLS[service]}.")
    if faults:
        raise GeocodeError(" ".join(faults))
    return Settings(service, key, contact, url)


def suggest_places(settings: Settings, query: str, limit: int = 5) -> tuple[Suggestion, ...]:
    """What the service knows by a name, the region's places first.

    Parameters
    ----------
    settings : Settings
    query : str
        The only thing that is sent, besides the key or contact and the region's box; cut to `LONGEST_QUERY`.
    limit : int

    Raises
    ------
    GeocodeError
        When the service can't be reached, refuses, or answers something else than it should.
    """
    query = " ".join(query.split())[:LONGEST_QUERY]
    if not query:
        return ()
    found = list(_SERVICES[settings.service](settings, query, limit))
    west, south, east, north = REGION_BOX
    found.sort(key=lambda s: not (west <= s.position[0] <= east and south <= s.position[1] <= north))
    return tuple(found[:limit])


# -- services


def _ask_nominatim(settings: Settings, query: str, limit: int) -> Iterator[Suggestion]:
    west, south, east, north = REGION_BOX
    try:
        found = _nominatim(settings)(
            query, exactly_one=False, limit=limit, language="zh", viewbox=[(south, west), (north, east)], timeout=TIMEOUT_S
        )
    except GeopyError as error:
        raise _unavailable(settings, error) from None
    for location in found or ():
        raw = location.raw if isinstance(location.raw, dict) else {}
        address = str(location.address or "")
        position = _position(location.longitude, location.latitude)
        if position is not None:
            name = str(raw.get("name") or address.split(",")[0])
            yield Suggestion(name, address, position, _extent_m(raw.get("boundingbox"), position[1]), Service.NOMINATIM)


@lru_cache(maxsize=4)
def _nominatim(settings: Settings) -> Callable[..., Any]:
    """The geocoder, asked once a second at most, as the usage policy of OpenStreetMap's wants."""
    parts = urlsplit(settings.url)
    geocoder = Nominatim(domain=parts.netloc + parts.path, scheme=parts.scheme, user_agent=f"jjj-atlas ({settings.contact})")
    limited: Callable[..., Any] = RateLimiter(geocoder.geocode, min_delay_seconds=1.0, max_retries=0, swallow_exceptions=False)
    return limited


def _ask_amap(settings: Settings, query: str, limit: int) -> Iterator[Suggestion]:
    """AMap's search of points of interest (v3), whose coordinates are GCJ-02."""
    asked = {"keywords": query, "offset": limit, "page": 1, "output": "json", "key": settings.key}
    answer = _get_json(settings, f"{settings.url}/v3/place/text?{urlencode(asked)}")
    if str(answer.get("status")) != "1":
        raise _refused(settings, answer.get("infocode"))
    for poi in _records(answer.get("pois")):
        position = _position(*_text(poi, "location").split(","))
        if position is not None:
            address = "".join(dict.fromkeys(_text(poi, c) for c in ("pname", "cityname", "adname", "address")))
            yield Suggestion(_text(poi, "name") or query, address, gcj02_to_wgs84(*position), POI_UNCERTAINTY_M, Service.AMAP)


def _ask_tianditu(settings: Settings, query: str, limit: int) -> Iterator[Suggestion]:
    """Tianditu's search of names (v2), whose coordinates are CGCS2000: WGS 84 within a metre."""
    box = ",".join(map(str, REGION_BOX))
    asked = {"keyWord": query, "level": 12, "mapBound": box, "queryType": 1, "start": 0, "count": limit}
    told = urlencode({"postStr": json.dumps(asked, ensure_ascii=False), "type": "query", "tk": settings.key})
    answer = _get_json(settings, f"{settings.url}/v2/search?{told}")
    status = answer.get("status")
    code = status.get("infocode") if isinstance(status, dict) else answer.get("code")
    if str(code) != "1000":
        raise _refused(settings, code)
    area = answer.get("area")
    for poi in _records(answer.get("pois")) or _records(area if isinstance(area, list) else [area]):
        position = _position(*_text(poi, "lonlat").split(","))
        if position is not None:
            yield Suggestion(_text(poi, "name") or query, _text(poi, "address"), position, POI_UNCERTAINTY_M, Service.TIANDITU)


_SERVICES: Mapping[Service, Callable[[Settings, str, int], Iterator[Suggestion]]] = {
    Service.NOMINATIM: _ask_nominatim,
    Service.AMAP: _ask_amap,
    Service.TIANDITU: _ask_tianditu,
}


# -- answers


def _get_json(settings: Settings, url: str) -> Mapping[str, Any]:
    adapter = URLLibAdapter(proxies=None, ssl_context=None)
    try:
        answer = adapter.get_json(url, timeout=TIMEOUT_S, headers={"User-Agent": "jjj-atlas"})
    except (GeopyError, AdapterHTTPError) as error:
        raise _unavailable(settings, error) from None  # the cause has the address, and with it the key
    if not isinstance(answer, dict):
        raise GeocodeError(f"{settings.service} answered something else than a table of places. Try again later.")
    return answer


def _unavailable(settings: Settings, error: Exception) -> GeocodeError:
    """What to say of a service that gave no answer: the kind of error only, as its text may hold the address and the key."""
    status = getattr(error, "status_code", None)
    kind = f"HTTP {status}" if status else type(error).__name__
    advice = "Check the key in the secrets." if status in (400, 401, 403) or "Auth" in kind or "Privileges" in kind else "Try again later."
    host = urlsplit(settings.url).hostname
    reached = "answered with" if status or type(error) is GeocoderServiceError else "could not be asked:"
    return GeocodeError(f"{settings.service} ({host}) {reached} {kind}. {advice}")


def _refused(settings: Settings, code: object) -> GeocodeError:
    return GeocodeError(f"{settings.service} refused: code {str(code)[:20]}. Check the key in the secrets and its quota.")


def _records(value: object) -> list[Mapping[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _text(record: Mapping[str, Any], column: str) -> str:
    """A cell as text; AMap writes an empty list for what is empty."""
    value = record.get(column)
    return value if isinstance(value, str) else ""


def _position(*cells: object) -> Position | None:
    """Longitude and latitude, or None where they aren't two numbers on Earth."""
    if len(cells) != 2:
        return None
    try:
        lon, lat = (float(str(c)) for c in cells)
    except ValueError:
        return None
    return (lon, lat) if math.isfinite(lon + lat) and abs(lon) <= 180 and abs(lat) <= 90 else None


def _extent_m(box: object, lat: float) -> float:
    """Half the diagonal of a bounding box (south, north, west, east), at least a point of interest's uncertainty."""
    if not isinstance(box, (list, tuple)) or len(box) != 4:
        return POI_UNCERTAINTY_M
    try:
        south, north, west, east = (float(str(v)) for v in box)
    except ValueError:
        return POI_UNCERTAINTY_M
    half = math.hypot(north - south, (east - west) * math.cos(math.radians(lat))) / 2 * M_PER_DEGREE
    return round(max(half, POI_UNCERTAINTY_M)) if math.isfinite(half) else POI_UNCERTAINTY_M
