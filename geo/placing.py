"""Names that no gazetteer row bears, placed in the unit that the words speak of: never at a point.

The finest unit wins that the text gives: one whose name the new name begins with, then what its sentence, its passage, its article
name, the nearest first.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from extract.model import Article, Mention, Toponym
from geo.garbage import paused_collector
from geo.gazetteer import Gazetteer
from geo.model import ADMIN_KINDS, CHINA, CONTAINER_KINDS, HOME_UNITS, LINE_KINDS, Basis, Place, PlaceKind, Status

MAIN_UNIT_SHARE = 0.4
"""Share of an article's cities and districts from which one of them is what the article is about."""

LONGEST_PREFIX = 12

SHORTEST_OF_PROVINCE = 3
"""Characters; a shorter name that begins with a province's (河北|村) is no name of the province."""

_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.PROVINCE, PlaceKind.SEA})
_UNIT_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.TOWN})
_SITES = frozenset({PlaceKind.PORT, PlaceKind.AIRPORT, PlaceKind.PARK, PlaceKind.BUSINESS_DISTRICT})
"""What is large enough to hold others whose names begin with its own."""

_SHORTEST_SITE = 3
_FAMOUS = frozenset({PlaceKind.LAKE, PlaceKind.RIVER, PlaceKind.MOUNTAIN})
"""Kinds that are named far from where they are: their name alone must say where."""

_NAMED_AFTER_FAR = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.MALL, PlaceKind.VENUE})
"""Kinds that like to be named after cities abroad: 丹佛|尔湾小区, 罗马|花园."""

_LOCAL_KINDS = frozenset({PlaceKind.CITY, PlaceKind.DISTRICT})
_TOWN_ENDS = ("街道", "镇", "乡")
_UNIT_ENDS = (*_TOWN_ENDS, "省", "市", "区", "县", "旗")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡)")
_BRANCH_ENDS = ("校区", "院区")
_SHORTEST_BRANCH = 4
"""Characters of a branch, and of an institution: 河北工大|红桥校区."""

_BRANCH = re.compile(r"(?<=[\u4e00-\u9fff]{3})([\u4e00-\u9fff]{2})(?:院区|校区|分院|分校|分园)$")
_PARTNERS = re.compile("[·—]")
_COUNTY_OF_PARK = re.compile(r"[县区](?=[\u4e00-\u9fff]{0,6}(?:产业园|工业园|科技园|合作园|园区)$)")
_HIGHWAY = re.compile(r"[\u4e00-\u9fffA-Z0-9]{2,6}高速(?:公路|新线)?(?=[\u4e00-\u9fff]{3})")
_FAR_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY})
_STREETS = ("路", "道", "街", "里", "大街", "大道", "东路", "西路", "南路", "北路", "东道", "西道")
MOST_NEAR = 100
"""Places before a name, and after it, that are asked where it lies: more than a paragraph of news has."""

_SENTENCE_ENDS = "。！？；\n"

Placed = tuple[Place | None, str]
"""Where a name was placed, or None, and why."""

Located = Sequence[tuple[int, Place]]
"""Offsets in a passage, and the places that are named there, in order."""


class Placer:
    """Finds the unit for names without a row.

    Parameters
    ----------
    gazetteer : Gazetteer
    lineage : mapping
        Of each place's id, its own and those of all units it lies in.
    """

    def __init__(self, gazetteer: Gazetteer, lineage: Mapping[str, frozenset[str]]) -> None:
        self._gazetteer = gazetteer
        self._lineage = lineage

    def place(self, mention: Mention, toponym: Toponym, located: Mapping[int, Located], article: Article) -> Placed:
        """A place for a name that no row bears, and how the unit it is placed in is known; None where nothing tells.

        Parameters
        ----------
        mention : Mention
        toponym : Toponym
            Without candidates.
        located : mapping
            The places of the article's other mentions by passage.
        article : Article
        """
        known = self._branch_of(toponym.name, article)
        if known is not None:
            return known, f"文中所述机构的{toponym.name}"
        kind = PlaceKind(toponym.kind_hint) if toponym.kind_hint else PlaceKind.FACILITY
        named = [p for found in located.values() for _, p in found]
        around = self._unit_around(mention, located, article)
        if toponym.name.startswith(self._abroad):  # 英国|乌邦寺 lies nowhere here
            return None, "地名表中无此名称，文中也未说明所在区划"
        unit, why = self._unit_in_name(toponym.name, kind, named, around[0]), "名称中含上级地名"
        if unit is None and kind not in _FAMOUS:
            unit, why = around
        if unit is None or unit.kind is PlaceKind.COUNTRY:
            return None, "地名表中无此名称，文中也未说明所在区划"
        return _unlisted_place(toponym.name, kind, unit), f"地名表中无此名称，{why}：{unit.name}"

    def in_full(self, placed: Iterable[tuple[str, Placed]]) -> Mapping[str, Placed]:
        """The new names that an article has behind their unit too, placed where they are there: 西刘庄村, of 涿州市码头镇西刘庄村.

        Parameters
        ----------
        placed : iterable of (str, Placed)
            Each new name of the article, and what `place` says of it.
        """
        places = {name: place for name, (place, _) in placed}
        wholes: dict[str, dict[str, Place]] = {}
        for whole, place in places.items():
            for at in range(2, len(whole) - 1):
                is_behind_unit = whole.endswith(_UNIT_ENDS, 0, at) or whole[:at] in self._units
                if place is not None and whole[at:] in places and is_behind_unit:
                    wholes.setdefault(whole[at:], {})[place.id] = place
        one = {name: next(iter(found.values())) for name, found in wholes.items() if len(found) == 1}
        return {name: (place, f"文中全称为{place.name}") for name, place in one.items()}

    # -- by the name

    def _branch_of(self, name: str, article: Article) -> Place | None:
        """The campus or branch that the rest of a name says (红桥校区), of the one institution that the article names."""
        branches = self._branches.get(name, ())
        text = article.text if branches else ""
        named = {branch.id: branch for whole, branch in branches if whole in text}
        return next(iter(named.values())) if len(named) == 1 else None

    @cached_property
    def _branches(self) -> Mapping[str, Sequence[tuple[str, Place]]]:
        """Campuses and branches by the end of their names, each with the institution's name before it."""
        found: dict[str, list[tuple[str, Place]]] = {}
        for place in self._gazetteer:
            for surface in (place.name, *place.aliases):
                if surface.endswith(_BRANCH_ENDS):
                    for length in range(_SHORTEST_BRANCH, len(surface) - _SHORTEST_BRANCH):
                        found.setdefault(surface[-length:], []).append((surface[:-length], place))
        return found

    def unit_said_in(self, name: str) -> Place | None:
        """The smallest admin unit whose name a name begins with or holds (天津市|地铁8号线)."""
        found: list[tuple[int, Place]] = []
        for length in range(2, min(len(name), LONGEST_PREFIX)):
            for start in range(0, min(len(name) - length, 8) if length > 2 else 1):  # a short name inside another proves nothing
                place = self._units.get(name[start : start + length])
                if place is not None and not self._lineage[place.id].isdisjoint(HOME_UNITS):
                    found.append((-self._depth(place), place))
        return min(found, key=lambda f: f[0])[1] if found else None

    def _unit_in_name(self, name: str, kind: PlaceKind, named: Sequence[Place], around: Place | None) -> Place | None:
        """The unit a name says: one it holds, or that of a place whose name it begins with (司马台|出口) and that is at home here.

        Of places with a name of two characters (先锋街道) only one near what the words around speak of counts: 先锋|河泵站.
        """
        if kind is PlaceKind.PARK:  # 天津·|沧州渤海新区生物医药产业园 lies in the second
            name = _PARTNERS.split(name)[-1]
        branch = _BRANCH.search(name)
        if branch is not None and branch[1] in self._units:  # 北京儿童医院|保定|院区
            return self._units[branch[1]]
        county = _COUNTY_OF_PARK.search(name) if kind is PlaceKind.PARK else None
        for length in (4, 3, 2) if county else ():  # 北京顺义|威县|产业园
            if county and county.end() > length and (said := self._units.get(name[county.end() - length : county.end()])):
                return said
        site = self._site_that_opens(name)
        if site is not None:
            return site
        unit = self.unit_said_in(name)
        if unit is not None and unit.kind is not PlaceKind.PROVINCE:
            return self._town_in(name, unit) or unit
        far = self._unit_that_opens(name)
        if far is not None and far is not unit and not (kind in _NAMED_AFTER_FAR and self._is_abroad(far)):
            return far
        if kind is PlaceKind.INTERCHANGE and (road := _HIGHWAY.match(name)):  # 京台高速|永清出口
            return self._unit_in_name(name[road.end() :], kind, named, around)
        shortest = 3 if kind is PlaceKind.PARK else 2  # 张坊|出口 lies at 张坊; 盘古智造产业园 needn't lie in 盘古镇
        for length in range(min(len(name) - 1, LONGEST_PREFIX), shortest - 1, -1):
            bearers = self._by_prefix.get(name[:length])
            if not bearers:
                continue
            homes = {u for p in named for u in self._lineage[p.id]} - set(HOME_UNITS)
            bearers = [p for p in bearers if homes & self._lineage[p.id]]
            if length == 2:
                bearers = [p for p in bearers if around is None or self._are_near(p, around)]
            if bearers:
                return self._unit_of(max(bearers, key=lambda p: len(homes & self._lineage[p.id])))
        return unit if len(name) > SHORTEST_OF_PROVINCE else None

    def _site_that_opens(self, name: str) -> Place | None:
        """The one port, airport or zone with a point whose name a name begins with: 黄骅港综合港区|矿石码头."""
        for length in range(min(len(name) - 2, LONGEST_PREFIX), _SHORTEST_SITE - 1, -1):
            bearers = self._by_prefix.get(name[:length], ())
            if bearers and not name.startswith(_STREETS, length):
                return bearers[0] if len(bearers) == 1 and bearers[0].kind in _SITES and bearers[0].position else None
        return None

    def _are_near(self, place: Place, unit: Place) -> bool:
        """True for a place that lies in a unit, or in one city or district with it."""
        both = self._lineage[place.id] & self._lineage[unit.id]
        return unit.id in both or any(self._gazetteer[id].kind in _LOCAL_KINDS for id in both)

    def _town_in(self, name: str, unit: Place) -> Place | None:
        """The town of a unit that a name holds by its short name: 天津静海县|王口镇|张家村."""
        for word in _TOWN.finditer(name):
            for length in range(2, len(word[0]) + 1):
                for place in self._by_prefix.get(word[0][-length:], ()):
                    if place.kind is PlaceKind.TOWN and unit.id in self._lineage[place.id]:
                        return place
        return None

    def _unit_that_opens(self, name: str) -> Place | None:
        """The city or province that a name begins with (南京|汤山温泉), but not a street's (南京|路社区)."""
        for length in range(min(len(name) - 2, LONGEST_PREFIX), 1, -1):
            place = self._units.get(name[:length])
            if place is not None and place.kind in _FAR_KINDS:
                return None if name.startswith(_STREETS, length) else self._unit_within(place, name[length:])
        return None

    def _is_abroad(self, unit: Place) -> bool:
        return any(self._gazetteer[id].kind is PlaceKind.COUNTRY for id in self._lineage[unit.id] - {CHINA})

    def _unit_within(self, province: Place, rest: str) -> Place:
        """The unit of a province that the rest of a name begins with (辽宁|大连|大窑湾保税港区, 河北|永清|一中), or the province."""
        for length in range(min(len(rest) - 2, LONGEST_PREFIX), 1, -1):
            place = self._units.get(rest[:length])
            if place is not None and province.id in self._lineage[place.id] and not rest.startswith(_STREETS, length):
                return place
        return province

    @cached_property
    def _units(self) -> Mapping[str, Place]:
        return {s: p for p in self._gazetteer if p.kind in _UNIT_KINDS and p.status is not Status.CLOSED for s in (p.name, *p.aliases)}

    @cached_property
    def _abroad(self) -> tuple[str, ...]:
        """The names of foreign countries."""
        return tuple(
            n for p in self._gazetteer if p.kind is PlaceKind.COUNTRY and p.name != "中国" for n in (p.name, *p.aliases) if len(n) > 1
        )

    @cached_property
    def _by_prefix(self) -> Mapping[str, Sequence[Place]]:
        """The region's places by every name they have, towns by their bare names too."""
        found: dict[str, list[Place]] = {}
        with paused_collector():
            for place in self._gazetteer:
                unit = place.parent or place.id  # units are few, and what lies in one of them lies where it lies
                if place.kind in _WIDE or place.kind in LINE_KINDS or self._lineage[unit].isdisjoint(HOME_UNITS):
                    continue
                surfaces = {place.name, *place.aliases, *place.loose_aliases}
                if place.kind is PlaceKind.TOWN:
                    surfaces |= {s[: -len(end)] for s in surfaces for end in _TOWN_ENDS if s.endswith(end) and len(s) - len(end) >= 2}
                for surface in surfaces:
                    found.setdefault(surface, []).append(place)
        return found

    # -- by the words around

    def _unit_around(self, mention: Mention, located: Mapping[int, Located], article: Article) -> tuple[Place | None, str]:
        """The unit that the words around a name speak of."""
        text = article.passages[mention.passage].text
        inside = located.get(mention.passage, ())
        at_mention = bisect_left(inside, mention.at, key=itemgetter(0))
        near = inside[max(0, at_mention - MOST_NEAR) : at_mention + MOST_NEAR]
        here = [(at, p) for at, p in near if p.kind not in _WIDE or p.id in HOME_UNITS]
        before = [(at, p) for at, p in here if at < mention.at]
        sentence = max(text.rfind(mark, 0, mention.at) for mark in _SENTENCE_ENDS)
        same = [p for at, p in before if at > sentence]
        if same:
            return self._smallest(same[-1], [p for _, p in before]), "同句上文所述地点"
        if before:
            return self._smallest(before[-1][1], [p for _, p in before]), "同段上文所述地点"
        narrow = [p for _, p in here if p.id not in HOME_UNITS]
        if narrow:
            return self._unit_of(narrow[0]), "同段下文所述地点"
        main = self._main_unit(located)
        if main is not None:
            return main, "全文主要所述区划"
        for n in sorted(located, key=lambda n: (abs(n - mention.passage), n)):
            others = [p for _, p in located[n] if p.kind not in _WIDE]
            if others:
                return self._unit_of(others[-1 if n < mention.passage else 0]), "邻段所述地点"
        return (here[0][1], "同段下文所述地点") if here else (None, "")

    def _main_unit(self, located: Mapping[int, Located]) -> Place | None:
        tally = Counter(p.id for found in located.values() for _, p in found if p.kind in (PlaceKind.CITY, PlaceKind.DISTRICT))
        if not tally:
            return None
        id, count = tally.most_common(1)[0]
        return self._gazetteer[id] if count >= MAIN_UNIT_SHARE * sum(tally.values()) else None

    def _smallest(self, last: Place, named: Sequence[Place]) -> Place:
        """The unit of the place named last, or one within it that was named before: 三河市。河北段设… is about 三河市."""
        unit = self._unit_of(last)
        inner = [u for u in named if u.id != unit.id and u.kind in CONTAINER_KINDS and unit.id in self._lineage[u.id]]
        return inner[-1] if inner else unit

    def _unit_of(self, place: Place) -> Place:
        """A unit itself; of anything else what it lies in."""
        if place.kind in CONTAINER_KINDS or not place.parent:
            return place
        return self._gazetteer[place.parent]

    def _depth(self, place: Place) -> int:
        return len(self._lineage[place.id]) + (place.kind not in ADMIN_KINDS)


def _unlisted_place(name: str, kind: PlaceKind, unit: Place) -> Place:
    """A place of its own for a name that the page alone has, known by the unit it lies in."""
    digest = hashlib.sha256(f"{name}|{unit.id}".encode()).hexdigest()[:10]
    return Place(
        id=f"unlisted-{digest}",
        name=name,
        aliases=(),
        loose_aliases=(),
        kind=kind,
        parent=unit.id,
        position=None,
        uncertainty_m=0.0,
        basis=Basis.DISTRICT,
        source="page",
        status=Status.OPEN,
    )
