"""The names that have no place yet, or only a unit: a planner's list of what is left to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Postfix, Prefix

from geo.atlas import Atlas
from geo.distance import distance_km
from geo.gazetteer import Gazetteer
from geo.model import ADMIN_KINDS, Place, Position, Status
from geo.quotes import Quote, quote_mention
from geo.resolve import Resolution

LEAST_ALIKE = 50.0
"""Share in percent of the characters of two names, both counted, that they must have in common (rapidfuzz's ratio)."""

LEAST_SHARED = 2
"""Characters that two names must begin or end with alike: one character alone (站, 区) says nothing."""

_DEPTH = 60
_STEP = 10.0
"""Percent of likeness within which the nearer candidate comes first."""


class Likeness(StrEnum):
    """How a candidate's name is like the one that has no place, the closest first."""

    SAME = "same"
    ONE_OFF = "one_off"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Attributes
    ----------
    place : Place
    name : str
        Which of its names is alike.
    how : Likeness
    distance_km : float or None
        From the nearest other place of the articles; None when either has no point.
    """

    place: Place
    name: str
    how: Likeness
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that has no place of its own yet.

    Attributes
    ----------
    name : str
    place : Place or None
        The place that is known by its unit only; None for a name without any.
    resolutions : tuple of Resolution
        In the order of the pages.
    """

    name: str
    place: Place | None
    resolutions: tuple[Resolution, ...]

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return len({r.mention.id for r in self.resolutions})

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that name it, in order."""
        return tuple(dict.fromkeys(r.mention.article_id for r in self.resolutions))

    @property
    def names(self) -> tuple[str, ...]:
        """The names it was resolved by: one, or several of a place that is known by its unit only."""
        return tuple(dict.fromkeys(r.toponym.name for r in self.resolutions))


def list_unplaced(atlas: Atlas) -> tuple[OpenName, ...]:
    """The names without any place, most named first."""
    found: dict[str, list[Resolution]] = {}
    for r in atlas.resolutions:
        if r.place is None:
            found.setdefault(r.toponym.name, []).append(r)
    return _sorted([OpenName(name, None, tuple(rs)) for name, rs in found.items()])


def list_placed_in_unit(atlas: Atlas) -> tuple[OpenName, ...]:
    """The places known by the unit that they lie in only, most named first. Units themselves are as exact as they can be."""
    found: dict[str, list[Resolution]] = {}
    places: dict[str, Place] = {}
    for r in atlas.resolutions:
        if r.place is not None and is_placed_in_unit(atlas.gazetteer, r.place):
            found.setdefault(r.place.id, []).append(r)
            places[r.place.id] = r.place
    return _sorted([OpenName(places[id].name, places[id], tuple(rs)) for id, rs in found.items()])


def is_placed_in_unit(gazetteer: Gazetteer, place: Place) -> bool:
    """True for a place with neither point nor line nor area of its own, which is no admin unit."""
    if place.position or place.path or place.kind in ADMIN_KINDS:
        return False
    return gazetteer.boundaries.area(place.id) is None


def quotes_of(atlas: Atlas, open_name: OpenName, limit: int = 3) -> tuple[Quote, ...]:
    """Sentences that name it: different ones, from different articles as far as there are."""
    mentions = {r.mention.id: r.mention for r in open_name.resolutions}
    quotes = [quote_mention(atlas.articles[m.article_id], m) for m in mentions.values()]
    distinct = list({q.text: q for q in reversed(quotes)}.values())[::-1]
    first = list({q.article_id: q for q in reversed(distinct)}.values())[::-1]
    return tuple((first + [q for q in distinct if q not in first])[:limit])


def find_candidates(atlas: Atlas, open_name: OpenName, limit: int = 5) -> tuple[Candidate, ...]:
    """Places of the gazetteer that a name may mean: its namesakes, names one character off, and names that begin or end alike.

    Parameters
    ----------
    atlas : Atlas
    open_name : OpenName
    limit : int

    Returns
    -------
    tuple of Candidate
        A place once, by the likest of its names; the closest names first, then the nearest to the other places of the articles. What was
        closed only by its very name.
    """
    name = open_name.name
    bearers = _bearers(atlas.gazetteer)
    names = list(bearers)
    alike = {n: _likeness(name, n) for n, _, _ in process.extract(name, names, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=_DEPTH)}
    if len(name) > LEAST_SHARED:  # of two characters every second name is one off
        alike |= {n: _likeness(name, n) for n, _, _ in process.extract(name, names, scorer=OSA.distance, score_cutoff=1, limit=_DEPTH)}
    around = _positions(atlas, open_name.article_ids, {open_name.place.id} if open_name.place else ())
    best: dict[str, tuple[tuple[int, float, float], Candidate]] = {}
    for other, how in alike.items():
        if how is None:
            continue
        for place in bearers[other]:
            is_own = open_name.place is not None and place.id == open_name.place.id
            if is_own or (place.status is Status.CLOSED and how is not Likeness.SAME):
                continue
            point = place.position or (place.path[len(place.path) // 2] if place.path else None)
            away = min((distance_km(point, p) for p in around), default=None) if point else None
            order = (list(Likeness).index(how), -(fuzz.ratio(name, other) // _STEP), away if away is not None else float("inf"))
            if place.id not in best or order < best[place.id][0]:
                best[place.id] = (order, Candidate(place, other, how, away))
    ranked = sorted(best.values(), key=lambda b: (b[0], b[1].place.id))
    return tuple(c for _, c in ranked[:limit])


def _likeness(name: str, other: str) -> Likeness | None:
    if name == other:
        return Likeness.SAME
    if min(len(name), len(other)) > LEAST_SHARED and OSA.distance(name, other) == 1:
        return Likeness.ONE_OFF
    shared = max(Prefix.similarity(name, other), Postfix.similarity(name, other))
    return Likeness.SHARED if shared >= LEAST_SHARED else None


def _positions(atlas: Atlas, article_ids: Collection[str], but: Collection[str]) -> list[Position]:
    """The points of the places that articles name, countries, regions and provinces left out with all others that have none."""
    wanted = frozenset(article_ids)
    places = {
        r.place.id: r.place
        for page in atlas.pages
        if any(a.id in wanted for a in page.articles)
        for r in page.resolutions
        if r.mention.article_id in wanted and r.place is not None and r.place.id not in but
    }
    return [p.position for p in places.values() if p.position and p.kind.value not in ("country", "region", "province")]


@lru_cache(maxsize=4)
def _bearers(gazetteer: Gazetteer) -> dict[str, tuple[Place, ...]]:
    """The places that bear each name."""
    found: dict[str, list[Place]] = {}
    for place in gazetteer:
        for name in dict.fromkeys((place.name, *place.aliases, *place.loose_aliases)):
            found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items()}


def _sorted(names: Sequence[OpenName]) -> tuple[OpenName, ...]:
    return tuple(sorted(names, key=lambda n: (-n.mentions, n.name, n.place.id if n.place else "")))
