"""Mentions to places: which of its namesakes an article means, by the article's own words.

Every toponym ends with a place or with a reason why it has none, and keeps the candidates that were weighed. A name that no gazetteer
row bears is placed in the unit that the words around it name, never at a point (see `geo.placing`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.model import Article, Mention, Toponym
from geo.gazetteer import Gazetteer, Lineage
from geo.model import ADMIN_KINDS, HOME_UNITS, LINE_KINDS, Basis, Place, PlaceKind, Status
from geo.placing import Placed, Placer
from geo.scene import Scene

CLOSE_BY = 0.6
"""Nearness from which a place is by another of the article's: 20 km."""

SURE = 1.0
"""What is said of a name that one place bears; a name that needs its context is a little less sure, one placed by its unit is not."""

LESS_SURE = 0.93
BY_UNIT = 0.5

_RANK = {PlaceKind.COUNTRY: 5, PlaceKind.PROVINCE: 5, PlaceKind.CITY: 4, PlaceKind.DISTRICT: 3, PlaceKind.TOWN: 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, what speaks for it, and how much."""

    place: Place
    score: float
    reasons: tuple[str, ...]


class Resolution(NamedTuple):
    """What one toponym of a mention was resolved to; a tuple, since it is made as often as mentions are.

    Attributes
    ----------
    mention : Mention
    toponym : Toponym
    place : Place or None
    score : float
        From 0 to 1: how sure the choice is, less the closer the runner-up came.
    reason : str
        Why this place, or why none.
    candidates : tuple of Candidate
        All that were weighed, the best first; one for a name that a single place bears, none for a name that no row bears.
    """

    mention: Mention
    toponym: Toponym
    place: Place | None
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


class Resolver:
    """Chooses among candidates article by article.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._lineage = Lineage(gazetteer)
        self._placer = Placer(gazetteer, self._lineage)
        self._certain: dict[tuple[str, str], tuple[Place, float, tuple[Candidate, ...]]] = {}

    def home_of(self, mentions: Iterable[Mention]) -> str:
        """The province a page is at home in: the one that most of its sure mentions lie in."""
        sure = Counter(m.toponyms[0].refs[0] for m in mentions if len(m.toponyms) == 1 and len(m.toponyms[0].refs) == 1)
        tally: Counter[str] = Counter()
        for ref, times in sure.items():
            for unit in HOME_UNITS:
                if unit in self._lineage[ref]:
                    tally[unit] += times
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
        scene = _Scene(self._gazetteer, self._lineage, article, mentions, home)
        named = [(m, t) for m in mentions for t in m.toponyms]
        chosen = [self._choose(m, t, scene) if t.refs else None for m, t in named]
        located: dict[int, list[tuple[int, Place]]] = {}
        for r in chosen:
            if r is not None and r.place is not None and len(r.mention.toponyms) == 1:
                located.setdefault(r.mention.passage, []).append((r.mention.at, r.place))
        placed = {n: self._placer.place(*named[n], located, article) for n, r in enumerate(chosen) if r is None}
        in_full = self._placer.in_full((named[n][1].name, found) for n, found in placed.items())
        return tuple(r or self._at(m, t, in_full.get(t.name) or placed[n]) for n, (r, (m, t)) in enumerate(zip(chosen, named, strict=True)))

    def _at(self, mention: Mention, toponym: Toponym, placed: Placed) -> Resolution:
        """The resolution of a name that no row bears."""
        place, reason = placed
        score = 0.0 if place is None else LESS_SURE if place.id in self._gazetteer else BY_UNIT
        return Resolution(mention, toponym, place, score, reason)

    # -- candidates

    def _choose(self, mention: Mention, toponym: Toponym, scene: _Scene) -> Resolution:
        if len(toponym.refs) == 1:
            place, score, candidates = self._only(toponym)
            other = scene.unit_said_before(mention) if place.kind is PlaceKind.DISTRICT else None
            if other is not None and self._contradicts(other, place):
                return Resolution(mention, toponym, None, 0.0, f"地名表中的{place.name}不在文中所说的{other.name}", candidates)
            return Resolution(mention, toponym, place, score, "唯一地名", candidates)
        key = (toponym, mention.passage)
        known = scene.weighed.get(key)
        if known is None:
            known = scene.weighed[key] = self._weigh(toponym, mention, scene)
        best, second = known[0], known[1]
        confidence = 1 / (1 + math.exp(second.score - best.score))
        scene.senses.setdefault(toponym.name, best.place)
        why = "、".join(best.reasons) or "最常用者"
        return Resolution(mention, toponym, best.place, round(confidence, 3), f"{len(known)}个同名地点中{why}", known)

    def _only(self, toponym: Toponym) -> tuple[Place, float, tuple[Candidate, ...]]:
        """The one place of a name, worked out once."""
        key = (toponym.name, toponym.refs[0])
        known = self._certain.get(key)
        if known is None:
            place = self._gazetteer[toponym.refs[0]]
            score = LESS_SURE if toponym.name in place.loose_aliases else SURE
            known = self._certain[key] = (place, score, (Candidate(place, score, ("唯一地名",)),))
        return known

    def _contradicts(self, unit: Place, place: Place) -> bool:
        """True where a unit far off is said to hold a place of the region: 江苏南通的|通州区."""
        return self._lineage[unit.id].isdisjoint(HOME_UNITS) and not self._lineage[place.id].isdisjoint(HOME_UNITS)

    def _weigh(self, toponym: Toponym, mention: Mention, scene: _Scene) -> tuple[Candidate, ...]:
        said = self._placer.unit_said_in(toponym.name)
        before = scene.unit_said_before(mention)
        listed = scene.list_around(mention)
        weighed = []
        for ref in toponym.refs:
            place = self._gazetteer[ref]
            lineage = self._lineage[ref]
            score, reasons = self._score(place, toponym, mention.passage, scene)
            if (said is not None and said.id in lineage) or self._begins_with_unit_of(toponym.name, place):  # 天津市|地铁8号线, 韩国|釜山
                score, reasons = score + 6, ["名称中含上级地名"]
            if before is not None and before.id in lineage and before.id != ref:
                score, reasons = score + 4, ["前文紧接上级地名"]
            if place.kind is listed.kind:
                score, reasons = score + 4, [*reasons, "与并列地名同类"]
            if place.parent in listed.parents:
                score, reasons = score + 2, [*reasons, "与并列地名同属一地"]
            weighed.append(Candidate(place, round(score, 3), tuple(reasons)))
        # of two that as much speaks for, the one that less is claimed of
        weighed.sort(key=lambda c: (-c.score, c.place.kind not in ADMIN_KINDS, len(self._lineage[c.place.id]), c.place.id))
        return tuple(weighed)

    def _begins_with_unit_of(self, name: str, place: Place) -> bool:
        """True for a name that begins with that of what the place lies in."""
        ups = self._gazetteer.ancestors(place)
        return any(len(s) < len(name) and name.startswith(s) for up in ups for s in (up.name, *up.aliases))

    def _score(self, place: Place, toponym: Toponym, passage: int, scene: _Scene) -> tuple[float, list[str]]:
        score, reasons = 0.0, []
        lineage = self._lineage[place.id]
        if toponym.kind_hint and place.kind == toponym.kind_hint:
            score += 3
            reasons.append("中心词相符")
        if scene.senses.get(toponym.name) is place:
            score += 2.5
            reasons.append("同篇同义")
        if place.id in scene.sure_ids:
            score += 2
            reasons.append("同篇全称")
        if any(self._proves(u, place, lineage) for u in scene.units.get(passage, {}).values()):
            score += 3
            reasons.append("上级地名同段")
        else:
            if any(u.kind is not PlaceKind.PROVINCE and self._proves(u, place, lineage) for u in scene.all_units):
                score += 1
                reasons.append("上级地名同篇")
            if any(id != place.id and id in lineage for id in scene.districts_in(passage)):
                score += 1.5
                reasons.append("与同段地点同在一区县")
        if scene.home and scene.home in lineage:
            score += 1
            reasons.append("本地")
        if toponym.name in place.loose_aliases and not toponym.kind_hint:  # a head noun proves what a bare name leaves open
            score -= 1.5
        if toponym.name == place.name:
            score += 1
        if place.status is Status.CLOSED:
            score -= 2
        if place.basis is Basis.DISTRICT:  # of which no more is known than its county
            score -= 1
        score += _RANK.get(place.kind, 2) * 0.2
        near = scene.nearness(place)
        if near > CLOSE_BY:
            reasons.append("邻近文中其他地点")
            if place.path and not place.parent:  # what no unit holds is spoken for by the places that it passes
                score += 3 * near
        return score + near, reasons

    def _proves(self, unit: Place, place: Place, lineage: frozenset[str]) -> bool:
        """True when a unit named near by speaks for a place: it holds the place, and isn't just the province of a county.

        A district speaks for what belongs to its whole city: 通州区 for a line of Beijing's metro.
        """
        if unit.id in lineage:
            return unit.id != place.id and (unit.id == place.parent or unit.kind is not PlaceKind.PROVINCE)
        return place.kind in LINE_KINDS and bool(place.parent) and place.parent in self._lineage[unit.id]


class _Scene(Scene):
    """What an article surely names, and what was made of its names so far."""

    def __init__(
        self, gazetteer: Gazetteer, lineage: Mapping[str, frozenset[str]], article: Article, mentions: Sequence[Mention], home: str
    ) -> None:
        super().__init__(gazetteer, lineage, article, mentions)
        self.home = home
        self.senses: dict[str, Place] = {}
        self.weighed: dict[tuple[Toponym, int], tuple[Candidate, ...]] = {}
