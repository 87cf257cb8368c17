"""Mentions to places: which of its namesakes an article means, by the article's own words.

Every toponym ends with a place or with a reason why it has none. A name that no gazetteer row bears is placed in the unit that the
words around it name, never at a point.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Article, Mention, MentionKind, Toponym
from geo.gazetteer import Gazetteer
from geo.model import ADMIN_KINDS, LINE_KINDS, Basis, Place, PlaceKind, Position, Status

HOME_UNITS = ("110000", "120000", "130000")
"""The region's provinces, one of which is a page's home."""

NEAR_KM = 30.0
"""Half the reward for being near the article's other places is lost at this distance."""

MAIN_UNIT_SHARE = 0.4
"""Share of an article's cities and districts from which one of them is what the article is about."""

_UNIT_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.TOWN})
_CONTAINERS = _UNIT_KINDS | {PlaceKind.PARK, PlaceKind.BUSINESS_DISTRICT}
_FAMOUS = frozenset({PlaceKind.LAKE, PlaceKind.RIVER, PlaceKind.MOUNTAIN})
"""Kinds that are named far from where they are: their name alone must say where."""

_RANK = {PlaceKind.COUNTRY: 5, PlaceKind.PROVINCE: 5, PlaceKind.CITY: 4, PlaceKind.DISTRICT: 3, PlaceKind.TOWN: 1}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one toponym of a mention was resolved to.

    Attributes
    ----------
    mention : Mention
    toponym : Toponym
    place : Place or None
    score : float
        From 0 to 1: 1 where there was no other candidate, less the closer the runner-up came.
    reason : str
        Why this place, or why none.
    """

    mention: Mention
    toponym: Toponym
    place: Place | None
    score: float
    reason: str


class Resolver:
    """Chooses among candidates article by article.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._lineage = {p.id: {p.id, *(a.id for a in gazetteer.ancestors(p))} for p in gazetteer}

    def home_of(self, mentions: Iterable[Mention]) -> str:
        """The province a page is at home in: the one that most of its sure mentions lie in."""
        tally: Counter[str] = Counter()
        for mention in mentions:
            for toponym in mention.toponyms:
                if len(toponym.refs) == 1 and len(mention.toponyms) == 1:
                    tally.update(u for u in HOME_UNITS if u in self._lineage[toponym.refs[0]])
        return tally.most_common(1)[0][0] if tally else ""

    def resolve_article(self, article: Article, mentions: Sequence[Mention], home: str) -> tuple[Resolution, ...]:
        """The places of one article's mentions.

        Parameters
        ----------
        article : Article
        mentions : sequence of Mention
            Of this article, in order.
        home : str
            Id of the province the page is at home in, or empty.

        Returns
        -------
        tuple of Resolution
            One for each toponym of each mention, in order: as many out as went in.
        """
        sure = self._sure_places(mentions)
        by_passage = self._units_by_passage(mentions)
        senses: dict[str, Place] = {}
        out = []
        for mention in mentions:
            for toponym in mention.toponyms:
                if not toponym.refs:
                    out.append(self._place_unlisted(mention, toponym, by_passage, article))
                    continue
                resolution = self._choose(mention, toponym, sure, by_passage, home, senses)
                if resolution.place is not None:
                    senses.setdefault(toponym.name, resolution.place)
                out.append(resolution)
        return tuple(out)

    # -- candidates

    def _sure_places(self, mentions: Sequence[Mention]) -> list[Place]:
        return [self._gazetteer[t.refs[0]] for m in mentions for t in m.toponyms if len(t.refs) == 1]

    def _units_by_passage(self, mentions: Sequence[Mention]) -> dict[int, list[tuple[int, Place]]]:
        """The sure admin units and zones of each passage, with where they stand."""
        found: dict[int, list[tuple[int, Place]]] = {}
        for mention in mentions:
            if len(mention.toponyms) == 1 and len(mention.toponyms[0].refs) == 1:
                place = self._gazetteer[mention.toponyms[0].refs[0]]
                if place.kind in _CONTAINERS:
                    found.setdefault(mention.passage, []).append((mention.at, place))
        return found

    def _choose(
        self,
        mention: Mention,
        toponym: Toponym,
        sure: Sequence[Place],
        by_passage: Mapping[int, list[tuple[int, Place]]],
        home: str,
        senses: Mapping[str, Place],
    ) -> Resolution:
        candidates = [self._gazetteer[r] for r in toponym.refs]
        if len(candidates) == 1:
            return Resolution(mention, toponym, candidates[0], 1.0, "唯一地名")
        around = [p for _, p in by_passage.get(mention.passage, ())]
        said = self._unit_in_name(toponym.name)
        scored = []
        for place in candidates:
            score, why = self._score(place, toponym, around, sure, home, senses)
            if said is not None and said.id in self._lineage[place.id]:  # 天津市|地铁8号线
                score, why = score + 4, "名称中含上级地名"
            scored.append((score, place.kind not in ADMIN_KINDS, place.id, place, why))
        scored.sort(key=lambda s: (-s[0], s[1], s[2]))
        (best, _, _, place, why), second = scored[0], scored[1][0]
        confidence = 1 / (1 + math.exp(-(best - second)))
        return Resolution(mention, toponym, place, round(confidence, 3), f"{len(candidates)}个同名地点中{why or '最常用者'}")

    def _score(
        self, place: Place, toponym: Toponym, around: Sequence[Place], sure: Sequence[Place], home: str, senses: Mapping[str, Place]
    ) -> tuple[float, str]:
        score, reasons = 0.0, []
        lineage = self._lineage[place.id]
        if toponym.kind_hint and place.kind == toponym.kind_hint:
            score += 3
            reasons.append("中心词相符")
        if senses.get(toponym.name) == place:
            score += 2.5
            reasons.append("同篇同义")
        if any(self._proves(u, place, lineage) for u in around):
            score += 3
            reasons.append("上级地名同段")
        elif any(self._proves(u, place, lineage) for u in sure if u.kind in _CONTAINERS):
            score += 1
            reasons.append("上级地名同篇")
        if home and home in lineage:
            score += 1
            reasons.append("本地")
        if toponym.name in place.loose_aliases:
            score -= 1.5
        if toponym.name == place.name:
            score += 1
        if place.status is Status.CLOSED:
            score -= 2
        score += _RANK.get(place.kind, 2) * 0.2
        near = self._nearness(place, sure)
        if near > 0.6:
            reasons.append("邻近文中其他地点")
        return score + near, "、".join(reasons)

    def _proves(self, unit: Place, place: Place, lineage: set[str]) -> bool:
        """True when a unit named near by speaks for a place: it holds the place, and isn't just the province of a county.

        A district speaks for what belongs to its whole city: 通州区 for a line of Beijing's metro.
        """
        if unit.id in lineage:
            return unit.id != place.id and (unit.id == place.parent or unit.kind is not PlaceKind.PROVINCE)
        return place.kind in LINE_KINDS and bool(place.parent) and place.parent in self._lineage[unit.id]

    def _nearness(self, place: Place, sure: Sequence[Place]) -> float:
        """From 0 to 1: how close a place is to the nearest of the article's sure ones."""
        here, _ = self._gazetteer.representative_point(place)
        points = [q.position for q in sure if q.position and q.id != place.id and q.kind not in (PlaceKind.REGION, PlaceKind.COUNTRY)]
        if here is None or not points:
            return 0.0
        return 1 / (1 + min(distance_km(here, p) for p in points) / NEAR_KM)

    # -- names that no row bears

    def _place_unlisted(
        self, mention: Mention, toponym: Toponym, by_passage: Mapping[int, list[tuple[int, Place]]], article: Article
    ) -> Resolution:
        unit, why = self._unit_in_name(toponym.name), "名称中含上级地名"
        if unit is None and toponym.kind_hint not in _FAMOUS:
            unit, why = self._unit_around(mention, by_passage, article)
        if unit is None:
            return Resolution(mention, toponym, None, 0.0, "地名表中无此名称，文中也未说明所在区划")
        kind = PlaceKind(toponym.kind_hint) if toponym.kind_hint else PlaceKind.FACILITY
        return Resolution(mention, toponym, _unlisted_place(toponym.name, kind, unit), 0.5, f"地名表中无此名称，{why}：{unit.name}")

    def _unit_around(
        self, mention: Mention, by_passage: Mapping[int, list[tuple[int, Place]]], article: Article
    ) -> tuple[Place | None, str]:
        """The unit that the words before a name speak of: in its sentence, in its paragraph, else the one most of the article is about."""
        before = [(at, p) for at, p in by_passage.get(mention.passage, []) if at < mention.at]
        same = [p for at, p in before if self._same_sentence(article, mention, at)]
        if before:
            named = [p for _, p in before]
            return (self._smallest(same[-1], named), "同句上文所述地点") if same else (self._smallest(named[-1], named), "同段上文所述地点")
        tally = Counter(p.id for found in by_passage.values() for _, p in found if p.kind in (PlaceKind.CITY, PlaceKind.DISTRICT))
        if tally:
            id, count = tally.most_common(1)[0]
            if count >= MAIN_UNIT_SHARE * sum(tally.values()):
                return self._gazetteer[id], "全文主要所述区划"
        return None, ""

    def _smallest(self, last: Place, named: Sequence[Place]) -> Place:
        """The unit named last, or one within it that was named before: 三河市。河北段设… is about 三河市."""
        inner = [u for u in named if u.id != last.id and last.id in self._lineage[u.id]]
        return inner[-1] if inner else last

    def _unit_in_name(self, name: str) -> Place | None:
        """The smallest unit whose name a name begins with or holds."""
        found: list[tuple[int, Place]] = []
        for length in range(2, min(len(name), 12)):
            for start in range(0, min(len(name) - length, 8) if length > 2 else 1):  # a short name inside another proves nothing
                place = self._by_surface.get(name[start : start + length])
                if place is not None and self._lineage[place.id] & set(HOME_UNITS):
                    found.append((_RANK.get(place.kind, 0), place))
        return min(found, key=lambda f: f[0])[1] if found else None

    @property
    def _by_surface(self) -> Mapping[str, Place]:
        if not hasattr(self, "_surfaces"):
            self._surfaces = {
                s: p for p in self._gazetteer if p.kind in _UNIT_KINDS and p.status is not Status.CLOSED for s in (p.name, *p.aliases)
            }
        return self._surfaces

    @staticmethod
    def _same_sentence(article: Article, mention: Mention, at: int) -> bool:
        between = article.passages[mention.passage].text[at : mention.at]
        return not any(mark in between for mark in "。！？；")


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


def distance_km(a: Position, b: Position) -> float:
    """Great-circle distance in kilometres between two WGS 84 positions, longitude first (haversine, mean radius 6371.0088 km)."""
    lat1, lat2 = math.radians(a[1]), math.radians(b[1])
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def is_located(resolution: Resolution) -> bool:
    """True when a mention was resolved and speaks of the place itself."""
    return resolution.place is not None and resolution.mention.kind is MentionKind.LITERAL
