"""The gazetteer: all places by id, what lies in what, and the names a recogniser should look for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from extract.model import Name
from geo.boundaries import Boundaries
from geo.corrections import read_all_rows
from geo.garbage import paused_collector
from geo.model import LINE_KINDS, REGION_CODES, XIONGAN, Place, PlaceKind, Status
from geo.tables import TABLES, GazetteerError, parse_places

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

UNKNOWN_RADIUS_M = 500_000.0
"""What is said of a place whose parent has no known area."""

_CONTEXT_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.COUNTRY})
_SHORTEST_CONTEXT = 2
((_XIONGAN, _COUNTIES_OF_XIONGAN),) = XIONGAN.items()  # which are said to lie in it or in their city

_INSTITUTIONS = frozenset(
    {
        PlaceKind.CULTURE,
        PlaceKind.VENUE,
        PlaceKind.HOSPITAL,
        PlaceKind.SCHOOL,
        PlaceKind.FACILITY,
        PlaceKind.MALL,
        PlaceKind.GREEN_PARK,
        PlaceKind.PARK,
    }
)
_SHORTEST_INSTITUTION = 3
_NAMED_BY_SIDE = re.compile(r"[\u4e00-\u9fff]{2,4}[东西南北]站")
_KIND_ENDS = {
    PlaceKind.RAIL_STATION: (("站", ("车站", "火车站")),),
    PlaceKind.INTERCHANGE: (("立交", ("立交桥",)), ("立交桥", ("立交",))),
    PlaceKind.METRO_STATION: (("地铁站", ("轻轨站",)),),
    PlaceKind.ENERGY: (("抽水蓄能电站", ("抽蓄电站", "抽蓄")),),
}
"""What names of a kind may end in instead: 白沟|车站, 解放南路|立交桥, 灵寿|抽蓄电站."""

_JOINTS = ("·", "—", "")
"""How the parts of a name may be joined: 亦庄·永清高新区, 亦庄—永清高新区, 亦庄永清高新区."""

_LONGEST_CITY = 4
_LONGEST_BARE = 3


class Gazetteer:
    """Places by id.

    Parameters
    ----------
    places : iterable of Place
        Parents must be among them.
    boundaries : Boundaries, optional
        Areas of the region's admin units.

    Raises
    ------
    GazetteerError
        When there is no place, or the parents go in a circle.
    """

    def __init__(self, places: Iterable[Place], boundaries: Boundaries | None = None) -> None:
        self._places = {p.id: p for p in places}
        if not self._places:
            raise GazetteerError(["The gazetteer is empty. Expected tables of places in " + str(TABLES)])
        self.boundaries = boundaries or Boundaries()
        self._radii: dict[str, float] = {}
        circles = self._circles()
        if circles:
            raise GazetteerError([f"{p.id} “{p.name}”: its parents go in a circle. Expected a chain that ends." for p in circles])

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __getitem__(self, id: str) -> Place:
        return self._places[id]

    def __contains__(self, id: object) -> bool:
        return id in self._places

    @property
    def places(self) -> Mapping[str, Place]:
        """All places by id, read only."""
        return MappingProxyType(self._places)

    @cached_property
    def by_name(self) -> Mapping[str, Place]:
        """Places by canonical name."""
        return MappingProxyType({p.name: p for p in self._places.values()})

    def ancestors(self, place: Place) -> Iterator[Place]:
        """What a place lies in, the nearest first."""
        while place.parent:
            place = self._places[place.parent]
            yield place

    def lies_in(self, place: Place, id: str) -> bool:
        """True when a place is the unit or lies somewhere in it."""
        return place.id == id or any(a.id == id for a in self.ancestors(place))

    def area_of(self, place: Place) -> BaseGeometry | None:
        """The area a place has or, when it has no point and no line, the area it is known to lie in."""
        area = self.boundaries.area(place.id)
        if area is not None or place.is_exact or place.path:
            return area
        return next((a for up in self.ancestors(place) if (a := self.boundaries.area(up.id)) is not None), None)

    def uncertainty_m(self, place: Place) -> float:
        """How far off a place may be: its own figure, else the radius of the area it is known to lie in."""
        return place.uncertainty_m or self.boundaries.radius_m(place.id) or self._radius_around(place.parent)

    def _radius_around(self, unit: str) -> float:
        """The radius of a unit's area or, where that isn't known, of the area it lies in; worked out once."""
        if not unit:
            return UNKNOWN_RADIUS_M
        radius = self._radii.get(unit)
        if radius is None:
            up = self._places[unit]
            radius = self._radii[unit] = self.boundaries.radius_m(unit) or up.uncertainty_m or self._radius_around(up.parent)
        return radius

    def representative_point(self, place: Place) -> tuple[tuple[float, float] | None, bool]:
        """A point to stand for a place in lists, and whether it is the place's own.

        Returns
        -------
        position : (lon, lat) or None
            Its own point; the middle vertex of a line; else the seat of the nearest unit it lies in.
        own : bool
            False when the point only says in which unit the place lies.
        """
        if place.position:
            return place.position, True
        if place.path:
            return place.path[len(place.path) // 2], False
        return next((up.position for up in self.ancestors(place) if up.position), None), False

    def names(self) -> Iterator[Name]:
        """Every name and alias, with what proves those that need context."""
        shared: dict[tuple[str, bool, bool], tuple[str, ...]] = {}  # what lies in one unit has one context
        kinds = {kind: (kind.value,) for kind in PlaceKind}
        for place in self._places.values():
            key = (place.parent, place.kind in LINE_KINDS, place.id in _COUNTIES_OF_XIONGAN)
            contexts = shared.get(key)
            if contexts is None:
                contexts = shared[key] = self._contexts(place)
            refs, kind = (place.id,), kinds[place.kind]
            surfaces = (place.name, *place.aliases)
            if place.kind in _INSTITUTIONS:
                surfaces += tuple(said for s in surfaces if (said := self._said_otherwise(s)))
            for own, others in _KIND_ENDS.get(place.kind, ()):
                surfaces += tuple(s.removesuffix(own) + other for s in surfaces if s.endswith(own) for other in others)
            surfaces += tuple(s.replace(own, other) for own in _JOINTS[:2] for s in surfaces if own in s for other in _JOINTS)
            for surface in dict.fromkeys(surfaces):
                yield Name(surface, refs, kind, False, contexts)
            for surface in place.loose_aliases:
                yield Name(surface, refs, kind, True, contexts)
            if place.kind is PlaceKind.RAIL_STATION and _NAMED_BY_SIDE.fullmatch(place.name):  # 霸州北、固安东等4座车站
                yield Name(place.name[:-1], refs, kind, True, contexts)

    @cached_property
    def _formerly(self) -> Mapping[str, Sequence[Place]]:
        """What districts were before (天津市蓟县), by the id of what they are today."""
        found: dict[str, list[Place]] = {}
        for place in self._places.values():
            if place.kind is PlaceKind.DISTRICT and place.status is Status.CLOSED:
                found.setdefault(place.parent, []).append(place)
        return found

    @cached_property
    def _cities(self) -> frozenset[str]:
        """The region's cities by their names without 市."""
        units = (p for p in self._places.values() if p.kind in (PlaceKind.PROVINCE, PlaceKind.CITY) and p.id[:2] in REGION_CODES)
        return frozenset(n[:-1] for p in units for n in (p.name, *p.aliases) if n.endswith("市") and len(n) <= _LONGEST_CITY)

    def _said_otherwise(self, name: str) -> str:
        """The name of an institution with or without 市 after its city (天津市规划展览馆, 天津规划展览馆); empty for one without a city."""
        cities = self._cities
        city = name[:2] if name[:2] in cities else name[:3]
        if city not in cities:
            return ""
        rest = name[len(city) :]
        if len(rest.removeprefix("市")) < _SHORTEST_INSTITUTION:
            return ""
        return city + rest[1:] if rest.startswith("市") else f"{city}市{rest}"

    def _contexts(self, place: Place) -> tuple[str, ...]:
        """Names of what a place lies in, as they may stand in a text; a line's stops have none of their own."""
        found: list[str] = []
        units = [*self.ancestors(place)]
        if _XIONGAN in self and any(unit.id in _COUNTIES_OF_XIONGAN for unit in (place, *units)):
            units.append(self[_XIONGAN])
        for up in units:
            if up.kind in _CONTEXT_KINDS and up.name != "中国":
                said = [a for unit in (up, *self._formerly.get(up.id, ())) for a in (unit.name, *unit.aliases)]
                bare = [a[:-1] for a in up.aliases if a.endswith("区") and len(a) > _LONGEST_BARE]  # 曹妃甸, which is a part of 曹妃甸区
                found += [a for a in (*said, *bare) if len(a) >= _SHORTEST_CONTEXT]
        if place.kind in LINE_KINDS and not found:
            return ()
        return tuple(dict.fromkeys(found))

    def _circles(self) -> list[Place]:
        """The places whose chain of parents never ends."""
        ending = {""}
        for place in self._places.values():
            chain = []
            up: str | None = place.id
            while up is not None and up not in ending and up not in chain:
                chain.append(up)
                up = self._places[up].parent if up in self._places else None
            if up in ending:
                ending.update(chain)
        return [p for p in self._places.values() if p.id not in ending]


class Lineage(dict[str, frozenset[str]]):
    """Of each place's id, its own and those of all units it lies in, put together when it is first asked for.

    Parameters
    ----------
    gazetteer : Gazetteer

    Raises
    ------
    KeyError
        When it is asked for a place that the gazetteer lacks.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, id: str) -> frozenset[str]:
        unit = self._gazetteer[id].parent
        found = self[id] = frozenset((id,)) | (self[unit] if unit else frozenset())
        return found


def load_gazetteer(extra: Iterable[Place] = (), tables: Path = TABLES) -> Gazetteer:
    """The built-in gazetteer, with a user's places added or put in the place of those with the same id.

    Raises
    ------
    GazetteerError
        With all faults of all tables.
    """
    with paused_collector():
        places = {p.id: p for p in parse_places(read_all_rows(tables))}
        places.update({p.id: p for p in extra})
        return Gazetteer(places.values())
