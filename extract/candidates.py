"""What in a passage may be a place name, from every way of finding one, and the choice among what overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from extract.evidence import Evidence
from extract.kinds import LINES, UNITS
from extract.lists import Element, find_listed
from extract.misprints import find_misprints
from extract.model import Name, Range
from extract.names import Hit, NameIndex, ShortForm
from extract.people import mask_people
from extract.unlisted import Guess, find_unlisted

_SEVERAL = re.compile(r"[\u4e00-\u9fff]{0,2}(?:园区|企业|高校|医院|机场|景区|港口|铁路|公路)")
_SECTION = re.compile(r"[\u4e00-\u9fff]{2,3}段")

_SMALLEST = frozenset({"town", "neighbourhood"})

_AREA = Name("", (), ("region",))
"""Stands for a short form where names that begin with one are looked for."""


class Priority(IntEnum):
    """Which of two candidates of one length is taken: the one proved better."""

    SHORT_FORM = 0
    GUESS = 1
    NAME = 2
    LIST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name, in passage offsets, and the way it was found."""

    start: int
    end: int
    priority: Priority
    what: Hit | Guess | Element | ShortForm

    @property
    def length(self) -> int:
        """Characters it takes."""
        return self.end - self.start


def find_candidates(evidence: Evidence, hits: Sequence[Hit], plants: Iterable[Range], known: Iterable[str]) -> list[Candidate]:
    """Everything in a passage that may be a place name, overlapping; persons' names left out.

    Parameters
    ----------
    evidence : Evidence
        The passage.
    hits : sequence of Hit
        The names in it that the evidence proves.
    plants : iterable of Range
        Companies named as a site.
    known : iterable of str
        Surfaces of the article's sure names, which may stand misprinted.
    """
    text, index = evidence.text, evidence.index
    short = index.find_short_forms(text)
    candidates = [Candidate(e.start, e.end, Priority.LIST, e) for e in find_listed(text, index)]
    candidates += [_of_name(h) for h in hits]
    candidates += [Candidate(g.start, g.end, Priority.GUESS, g) for g in _find_new_names(evidence, hits, short)]
    candidates += [Candidate(a, b, Priority.GUESS, Guess(a, b, "factory")) for a, b in plants]
    candidates += [Candidate(a, b, Priority.NAME, Guess(a, b, "", name)) for a, b, name in find_misprints(text, known, hits, index)]
    candidates += [_of_name(h) for h in join_units(hits)]
    candidates += [_of_name(h) for h in add_sections(hits, text)]
    candidates += [
        Candidate(a, b, Priority.LIST if form.has_rule else Priority.SHORT_FORM, form)
        for a, b, form in short
        if evidence.allows(a, b, form)
    ]
    people = mask_people(text)
    return [c for c in candidates if not any(c.start < b and a < c.end for a, b in people)]


def find_borne(hit: Hit, hits: Iterable[Hit], text: str, index: NameIndex) -> list[Candidate]:
    """The units whose names an organisation bears, or where there are none the short forms: 燕赵 in 燕赵钢铁实验室.

    Parameters
    ----------
    hit : Hit
        The organisation's name.
    hits : iterable of Hit
        The proved names of the passage.
    text : str
        The folded passage.
    index : NameIndex
    """
    inside = [h for h in hits if hit.start <= h.start and h.end <= hit.end and h.length < hit.length]
    units = [_of_name(h) for h in inside if set(h.name.kinds) <= UNITS]
    return units or [
        Candidate(hit.start + a, hit.start + b, Priority.SHORT_FORM, form)
        for a, b, form in index.find_short_forms(text[hit.start : hit.end])
        if b - a > 1
    ]


def join_units(hits: Sequence[Hit]) -> list[Hit]:
    """A unit and what lies in it, said in one breath, as one name: 河北|遵化, 阜平县|龙泉关镇|骆驼湾村."""
    units = [h for h in hits if set(h.name.kinds) <= UNITS]
    joined: list[Hit] = []
    for inner in sorted(units, key=lambda h: h.start):
        whole = replace(inner.name, needs_context=False)
        joined += [Hit(outer.start, inner.end, whole) for outer in (*units, *joined) if outer.end == inner.start and _holds(outer, inner)]
    for inner in hits:  # 河北|沧州临港经济技术开发区
        if not set(inner.name.kinds) <= UNITS:
            whole = replace(inner.name, needs_context=False)
            joined += [Hit(h.start, inner.end, whole) for h in units if h.end == inner.start and h.name.surface in inner.name.contexts]
    return joined


def _holds(outer: Hit, inner: Hit) -> bool:
    """True when a unit holds another: it is among what proves the other, or a town and a village have a county in common."""
    if outer.name.surface in inner.name.contexts:
        return True
    small = _SMALLEST.issuperset(inner.name.kinds) and _SMALLEST.issuperset(outer.name.kinds)
    return small and bool(set(outer.name.contexts) & set(inner.name.contexts))


def add_sections(hits: Iterable[Hit], text: str) -> list[Hit]:
    """A line and the part of it that is meant, as one name: 大运河|京冀段, 京津塘高速|天津段."""
    lines = [h for h in hits if LINES.intersection(h.name.kinds)]
    sections = [(h, _SECTION.match(text, h.end)) for h in lines]
    return [Hit(h.start, section.end(), h.name) for h, section in sections if section]


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The longest candidates, of one length the better proved, then the leftmost; none overlaps another."""
    taken: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.length, -c.priority, c.start)):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in taken):
            taken.append(candidate)
    return taken


def _of_name(hit: Hit) -> Candidate:
    return Candidate(hit.start, hit.end, Priority.NAME, hit)


def _find_new_names(evidence: Evidence, hits: Sequence[Hit], short: Sequence[tuple[int, int, ShortForm]]) -> list[Guess]:
    """Names that no gazetteer has; not those that speak of several places' kind at once (京津冀园区)."""
    areas = [Hit(a, b, _AREA) for a, b, _ in short if b - a > 1]
    several = {(a, b) for a, b, form in short if len(form.names) > 1 and _SEVERAL.match(evidence.text, b)}
    guesses = find_unlisted(evidence.text, evidence.words, [*hits, *areas], evidence.index, evidence.context)
    return [g for g in guesses if not any(a == g.start and b < g.end for a, b in several)]
