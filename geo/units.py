"""The units of the region that mentions are counted by: districts, cities, provinces, and which of them a place lies in."""

from __future__ import annotations

from enum import StrEnum

from geo.gazetteer import Gazetteer
from geo.model import HOME_UNITS, REGION_CODES, XIONGAN, Place

_CITY_OF = {part: city for city, parts in XIONGAN.items() for part in parts}


class Level(StrEnum):
    """Units to count by. Beijing and Tianjin count as cities too, 雄安新区 with its three counties as one."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"


def unit_of(gazetteer: Gazetteer, place: Place, level: Level) -> str | None:
    """Code of the unit of a level that a place is or lies in; None where no single one of the region is known to hold it.

    A unit of former times (天津市蓟县) is counted as the one that it has become.
    """
    ids = [place.id, *(up.id for up in gazetteer.ancestors(place))]
    if level is Level.PROVINCE:
        return next((i for i in ids if i in HOME_UNITS), None)
    if level is Level.DISTRICT:
        return next((i for i in ids if _is_code(i) and not i.endswith("00")), None)
    return next((_CITY_OF[i] for i in ids if i in _CITY_OF), None) or next((i for i in ids if _is_city(i)), None)


def _is_code(id: str) -> bool:
    """True for the code of a unit of Beijing, Tianjin or Hebei."""
    return len(id) == 6 and id.isdigit() and id[:2] in REGION_CODES


def _is_city(id: str) -> bool:
    municipalities = HOME_UNITS[:2]
    return id in municipalities or (_is_code(id) and id.startswith("13") and id.endswith("00") and not id.endswith("0000"))
