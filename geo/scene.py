"""What an article surely names: the units, lists and points that speak for one or the other bearer of a name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from extract.model import Article, Mention
from geo.distance import arc_km, direction
from geo.gazetteer import Gazetteer
from geo.model import ADMIN_KINDS, CHINA, CONTAINER_KINDS, Place, PlaceKind, Status

LEAST_LISTED = 2
"""Sure places of one kind in a list, which speak for another of that kind."""

_BETWEEN_ITEMS = re.compile(r"(?:\d[\d.]*\D{0,2}|的[\u4e00-\u9fff]{1,4})?[、和与及]|[\u4e00-\u9fff]{2,4}[，,]")
"""What stands between two names of a list, of which the first may have a figure, own a thing or do something: 河西|125.4毫米、|和平."""

NEAR_KM = 30.0
"""Half the reward for being near the article's other places is lost at this distance."""

_TOO_WIDE = frozenset({PlaceKind.REGION, PlaceKind.COUNTRY})
"""What is no neighbour of anything."""

_DIRECTLY = frozenset(["", "的", "市", "省", "市的", "省的"])
"""What stands between a unit and a name that it is said to hold: 江苏南通的|通州区."""


class Listed(NamedTuple):
    """What the sure places of a list have in common.

    Attributes
    ----------
    kind : PlaceKind or None
        The one kind of all of them, at least two.
    parents : frozenset of str
        Ids of what they lie in.
    """

    kind: PlaceKind | None = None
    parents: frozenset[str] = frozenset()


_UNLISTED = Listed()
_NONE: frozenset[str] = frozenset()
_NOWHERE = frozenset({"", CHINA})


class Scene:
    """An article's sure places: those that are the only bearers of their names.

    Parameters
    ----------
    gazetteer : Gazetteer
    lineage : mapping of str to frozenset of str
        Of each place's id, its own and those of all units it lies in.
    article : Article
    mentions : sequence of Mention
        Of this article, in order.

    Attributes
    ----------
    sure_ids : set of str
    all_units : tuple of Place
        The sure ones that hold others.
    units : dict
        The same by passage and id, old ones as what they have become.
    """

    def __init__(self, gazetteer: Gazetteer, lineage: Mapping[str, frozenset[str]], article: Article, mentions: Sequence[Mention]) -> None:
        self._gazetteer = gazetteer
        self._lineage = lineage
        self._article = article
        self._nearness: dict[str, float] = {}
        self._lists: dict[tuple[int, int], Listed] | None = None
        self._districts: dict[int, set[str]] | None = None
        self.units: dict[int, dict[str, Place]] = {}
        self._ends: dict[int, dict[int, Place]] = {}
        sure: dict[str, Place] = {}
        for mention in mentions:
            for toponym in mention.toponyms:
                if len(toponym.refs) == 1:
                    sure[toponym.refs[0]] = gazetteer[toponym.refs[0]]
            if len(mention.toponyms) == 1 and len(mention.toponyms[0].refs) == 1:
                place = sure[mention.toponyms[0].refs[0]]
                if place.kind in CONTAINER_KINDS:
                    unit = self._today(place)
                    self.units.setdefault(mention.passage, {})[unit.id] = unit
                    if unit.kind in ADMIN_KINDS:
                        self._ends.setdefault(mention.passage, {})[mention.at + mention.length] = unit
        self.sure_ids = sure.keys()
        self.all_units = tuple(p for p in sure.values() if p.kind in CONTAINER_KINDS)
        self._mentions = mentions
        self._points = {p.id: direction(p.position) for p in sure.values() if p.position and p.kind not in _TOO_WIDE}

    def _today(self, unit: Place) -> Place:
        """What a closed unit has become: 延庆区 for 延庆县, which speaks for what lies in it now."""
        heir = self._gazetteer[unit.parent] if unit.status is Status.CLOSED and unit.parent else unit
        return heir if heir.kind is unit.kind else unit

    def unit_said_before(self, mention: Mention) -> Place | None:
        """The sure unit that stands right before a name, or with 的 between: 江苏南通的|通州区."""
        ends = self._ends.get(mention.passage, {})
        for gap in range(3):
            unit = ends.get(mention.at - gap)
            if unit is not None:
                text = self._article.passages[mention.passage].text
                return unit if text[mention.at - gap : mention.at] in _DIRECTLY else None
        return None

    def districts_in(self, passage: int) -> Set[str]:
        """Ids of the districts that the sure places of a passage lie in."""
        if self._districts is None:
            self._districts = {}
            for n, ref in {(m.passage, t.refs[0]) for m in self._mentions for t in m.toponyms if len(t.refs) == 1}:
                districts = (id for id in self._lineage[ref] if self._gazetteer[id].kind is PlaceKind.DISTRICT)
                self._districts.setdefault(n, set()).update(districts)
        return self._districts.get(passage, _NONE)

    def list_around(self, mention: Mention) -> Listed:
        """What the sure places have in common of the list that a name stands in: 赞皇、内丘、|沙河|、武安, 长安区、|新华区."""
        if self._lists is None:
            self._lists = self._read_lists()
        return self._lists.get((mention.passage, mention.at), _UNLISTED)

    def _read_lists(self) -> dict[tuple[int, int], Listed]:
        found: dict[tuple[int, int], Listed] = {}
        run: list[Mention] = []
        for mention in (*self._mentions, None):
            if run and mention is not None and self._follows(run[-1], mention):
                run.append(mention)
                continue
            sure = [self._gazetteer[t.refs[0]] for m in run for t in m.toponyms if len(t.refs) == 1]
            if sure and len(sure) < sum(len(m.toponyms) for m in run):
                is_of_one_kind = len(sure) >= LEAST_LISTED and len({p.kind for p in sure}) == 1
                listed = Listed(sure[0].kind if is_of_one_kind else None, frozenset(p.parent for p in sure) - _NOWHERE)
                found.update({(m.passage, m.at): listed for m in run})
            run = [mention] if mention is not None else []
        return found

    def _follows(self, last: Mention, mention: Mention) -> bool:
        """True when a name is the next of a list."""
        text = self._article.passages[mention.passage].text
        return mention.passage == last.passage and _BETWEEN_ITEMS.fullmatch(text, last.at + last.length, mention.at) is not None

    def nearness(self, place: Place) -> float:
        """From 0 to 1: how close a place is to the nearest of the article's sure ones."""
        known = self._nearness.get(place.id)
        if known is None:
            here, _ = self._gazetteer.representative_point(place)
            along = [direction(p) for p in place.path or ((here,) if here else ())]
            others = [p for id, p in self._points.items() if id != place.id]
            chord = min((math.dist(v, p) for v in along for p in others), default=None)
            known = self._nearness[place.id] = 0.0 if chord is None else 1 / (1 + arc_km(chord) / NEAR_KM)
        return known
