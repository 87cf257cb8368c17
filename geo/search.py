"""Search in the gazetteer as people type: Chinese, pinyin with or without spaces and tones, initials, beginnings, typing errors."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extract.variants import simplify
from geo.english import english_keys
from geo.gazetteer import Gazetteer
from geo.model import HOME_UNITS, REGION_BOX, Place, PlaceKind
from geo.pinyin import Speller, fold


class Match(StrEnum):
    """How a query found a name, the surest first."""

    EXACT = "exact"
    ALIAS = "alias"
    PINYIN = "pinyin"
    INITIALS = "initials"
    PREFIX = "prefix"
    TYPO = "typo"


SCORES: Mapping[Match, float] = {
    Match.EXACT: 1.0,
    Match.ALIAS: 0.95,
    Match.PINYIN: 0.9,
    Match.INITIALS: 0.8,
    Match.PREFIX: 0.7,
    Match.TYPO: 0.6,
}
"""Score of a match; that of a typing error is multiplied by how alike query and name are."""

LEAST_ALIKE = 0.66
"""How alike a Chinese query and a name must be, in characters and in sound: one of two characters wrong and one letter of the sound."""

STATION = "站"

_KINDS = (
    *(PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.TOWN),
    *(PlaceKind.RAIL_STATION, PlaceKind.AIRPORT, PlaceKind.PORT, PlaceKind.RAILWAY, PlaceKind.RIVER, PlaceKind.CANAL, PlaceKind.LAKE),
    *(PlaceKind.SEA, PlaceKind.BAY, PlaceKind.RESERVOIR, PlaceKind.WETLAND, PlaceKind.MOUNTAIN, PlaceKind.NEIGHBOURHOOD, PlaceKind.ROAD),
    *(PlaceKind.METRO_LINE, PlaceKind.PARK, PlaceKind.BUSINESS_DISTRICT, PlaceKind.METRO_STATION),
)
"""Kinds by importance; those not named here come last."""

_LEVELS: Mapping[PlaceKind, int] = {
    PlaceKind.COUNTRY: 0,
    PlaceKind.PROVINCE: 0,
    PlaceKind.CITY: 1,
    PlaceKind.REGION: 3,
    PlaceKind.DISTRICT: 2,
    PlaceKind.TOWN: 3,
}
_LOWEST = 4
_STATIONS = frozenset({PlaceKind.RAIL_STATION, PlaceKind.METRO_STATION})


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place that a query found.

    Attributes
    ----------
    place : Place
    name : str
        Which of its names the query matches.
    how : Match
    score : float
        Above 0, at most 1; see `SCORES`.
    """

    place: Place
    name: str
    how: Match
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name of a place, folded and spelled; its number among the entries is its rank."""

    place: Place
    name: str
    key: str
    sound: str
    is_canonical: bool
    is_far: bool


class _Keys:
    """Strings to the entries they lead to: the same string, those that begin with it, and those a few letters off.

    Keys and ranks stand in two sorted lists, for a dictionary of lists takes several times their memory.
    """

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(pairs)
        self._keys = [key for key, _ in ordered]
        self._ranks = array("l", (rank for _, rank in ordered))
        self._by_length: dict[int, list[str]] = {}
        for key in dict.fromkeys(self._keys):
            self._by_length.setdefault(len(key), []).append(key)

    def get(self, key: str) -> list[int]:
        """Ranks of the entries with this key, in order."""
        return self._ranks[bisect_left(self._keys, key) : bisect_right(self._keys, key)].tolist()

    def beginning_with(self, prefix: str) -> list[int]:
        """Ranks of the entries whose key begins so, in order."""
        return sorted(self._ranks[bisect_left(self._keys, prefix) : bisect_left(self._keys, prefix + chr(0x10FFFF))])

    def near(self, text: str, distance: int) -> Iterator[tuple[str, float]]:
        """Keys that so many insertions, deletions, changes and exchanges of neighbours make of a text, and how alike they are."""
        for length in range(len(text) - distance, len(text) + distance + 1):
            found = process.extract(text, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=distance, limit=None)
            for key, steps, _ in found:
                yield key, 1 - steps / max(length, len(text))


@dataclass(frozen=True, slots=True)
class _Index:
    speller: Speller
    entries: tuple[_Entry, ...]
    names: _Keys
    pinyin: _Keys
    initials: _Keys


class PlaceSearch:
    """A search for places by what people type.

    Parameters
    ----------
    gazetteer : Gazetteer
        Its names are put into an index at the first query.

    Notes
    -----
    Of what matches in the same way, higher admin units come first, then kinds by importance, then shorter names; places outside of
    Beijing, Tianjin and Hebei stand one admin level lower than they are, and of what has the same initials they and towns come last.
    The distance of typing errors is Damerau's and Levenshtein's, restricted to one exchange of neighbours a place (optimal string
    alignment).
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, query: str, limit: int = 10) -> tuple[SearchHit, ...]:
        """The places a query may mean, the surest first.

        Parameters
        ----------
        query : str
            Chinese (武清, 天津西, 雄安新區), pinyin (wuqing, Wu Qing, xiong'an), English (Tianjin Port), initials (wq), or the beginning of
            any of the first three. Case, tone marks, spaces and punctuation make no difference.
        limit : int
            At most so many hits.

        Returns
        -------
        tuple of SearchHit
            One a place, with the name that matches best. Empty for a query without letters, and when nothing is near.
        """
        text = fold(simplify(query))
        if not text or limit < 1:
            return ()
        hits: dict[str, SearchHit] = {}
        for how, alike, entry in self._matches(text):
            if len(hits) == limit:
                break
            hits.setdefault(entry.place.id, SearchHit(entry.place, entry.name, how, round(SCORES[how] * alike, 3)))
        return tuple(hits.values())

    @property
    def speller(self) -> Speller:
        """What spells its names; large enough to be shared."""
        return self._index.speller

    @cached_property
    def _index(self) -> _Index:
        return _build(self._gazetteer)

    def _matches(self, text: str) -> Iterator[tuple[Match, float, _Entry]]:
        """Everything that matches, the surest first; typing errors only when no name is as typed."""
        index = self._index
        same = [index.entries[rank] for rank in index.names.get(text)]
        yield from ((Match.EXACT, 1.0, e) for e in same if e.is_canonical)
        yield from ((Match.ALIAS, 1.0, e) for e in same if not e.is_canonical)
        typed = self._as_typed(text)
        sounding = index.pinyin.get(typed) if typed else []
        yield from ((Match.PINYIN, 1.0, index.entries[rank]) for rank in sounding)
        if typed and len(text) > 1:
            found = (index.entries[rank] for rank in index.initials.get(typed))
            yield from ((Match.INITIALS, 1.0, e) for e in sorted(found, key=_is_seldom_meant))
        keys, start = (index.pinyin, typed) if typed else (index.names, text)
        yield from ((Match.PREFIX, 1.0, index.entries[rank]) for rank in keys.beginning_with(start))
        if not same and not sounding:
            near = self._near_pinyin(typed) if typed else self._near_chinese(text)
            yield from ((Match.TYPO, alike, index.entries[rank]) for alike, rank in near)

    def _as_typed(self, text: str) -> str:
        """A query's pinyin where it has Latin letters, also between Chinese characters; empty where it has none."""
        return "".join(self._index.speller.spell(text)) if any(c.isascii() for c in text) else ""

    def _near_pinyin(self, text: str) -> list[tuple[float, int]]:
        keys = self._index.pinyin
        near = [(alike, rank) for key, alike in keys.near(text, _errors(text)) for rank in keys.get(key)]
        return sorted(near, key=lambda n: (-n[0], n[1]))

    def _near_chinese(self, text: str) -> list[tuple[float, int]]:
        """Names that sound or look like a Chinese query: as alike as their characters and their sound are on average."""
        index = self._index
        if len(text) < 2:
            return []
        sound = "".join(index.speller.spell(text))
        near = {rank for key, _ in index.pinyin.near(sound, _errors(sound)) for rank in index.pinyin.get(key)}
        if len(text) > 2:
            near |= {rank for key, _ in index.names.near(text, 1) for rank in index.names.get(key)}
        found = []
        for rank in near:
            entry = index.entries[rank]
            alike = OSA.normalized_similarity(sound, entry.sound)
            mean = (alike + OSA.normalized_similarity(text, entry.key)) / 2
            if mean >= LEAST_ALIKE or alike == 1:
                found.append((mean, rank))
        return sorted(found, key=lambda n: (-n[0], n[1]))


def _is_seldom_meant(entry: _Entry) -> tuple[bool, bool]:
    """What comes last of the many names that have the same initials: what lies far off, and towns."""
    return entry.is_far, entry.place.kind is PlaceKind.TOWN


def _build(gazetteer: Gazetteer) -> _Index:
    ranked = []
    for place in gazetteer:
        level, outside, importance = _importance(gazetteer, place)
        for name, key, is_short in _keys_of(place):
            ranked.append(((level, outside, is_short, importance, len(key), place.id), place, name, key))
    ranked.sort(key=itemgetter(0))
    speller = Speller()
    entries: list[_Entry] = []
    pinyin: list[tuple[str, int]] = []
    initials: list[tuple[str, int]] = []
    for rank, (order, place, name, key) in enumerate(ranked):
        spellings = speller.spellings(key)
        sounds = ["".join(syllables) for syllables in spellings]
        entries.append(_Entry(place, name, key, sounds[0], name == place.name and not order[2], order[1]))
        for sound, syllables in zip(sounds, spellings, strict=True):
            pinyin.append((sound, rank))
            if len(syllables) > 1:
                initials.append(("".join([s if s.isdigit() else s[0] for s in syllables]), rank))
        pinyin += [(english.replace("v", "u"), rank) for english in english_keys(key, speller)]  # as the speller reads a query
    return _Index(speller, tuple(entries), _Keys((e.key, rank) for rank, e in enumerate(entries)), _Keys(pinyin), _Keys(initials))


def _keys_of(place: Place) -> Iterator[tuple[str, str, bool]]:
    """A place's names, folded, and those of a station without 站, as tickets have them."""
    seen = set()
    for name in (place.name, *place.aliases, *place.loose_aliases):
        key = fold(name)
        if key and key not in seen:
            seen.add(key)
            yield name, key, False
        if place.kind in _STATIONS and key.endswith(STATION) and len(key) > 2 and key[:-1] not in seen:
            seen.add(key[:-1])
            yield name, key[:-1], True


def _importance(gazetteer: Gazetteer, place: Place) -> tuple[int, bool, int]:
    """A place's level, whether it lies outside of the region, and its kind's importance; the least comes first."""
    order = _KINDS.index(place.kind) if place.kind in _KINDS else len(_KINDS)
    outside = not _is_near(gazetteer, place)
    return _LEVELS.get(place.kind, _LOWEST) + outside, outside, order


def _is_near(gazetteer: Gazetteer, place: Place) -> bool:
    """True for what lies in the region, or goes through it, or holds it."""
    if any(up.id in HOME_UNITS for up in (place, *gazetteer.ancestors(place))):
        return True
    if place.parent:
        return False
    if any(up.id == place.id for unit in HOME_UNITS if unit in gazetteer for up in gazetteer.ancestors(gazetteer[unit])):
        return True
    points = (place.position,) if place.position else place.path
    west, south, east, north = REGION_BOX
    return not points or any(west < lon < east and south < lat < north for lon, lat in points)


def _errors(text: str) -> int:
    """How many typing errors a pinyin text may have: none in three letters, one in eight, two in more."""
    return 0 if len(text) < 4 else 1 if len(text) <= 8 else 2
