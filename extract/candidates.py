"""What in a passage may be a place name, from every way of finding one, and the choice among what overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from extract.bylines import spans_of_people
from extract.closures import find_stretches
from extract.evidence import COMMON_WORD, HIGHWAYS, RARE_WORD, UNIT_ENDS, Evidence
from extract.generics import find_generic_names
from extract.han import HAN
from extract.kinds import SITES, STATIONS
from extract.letters import find_letters
from extract.lists import Element, find_listed
from extract.misprints import Misreading, is_misprint
from extract.model import Range
from extract.names import Guess, Hit, KnownName, NameIndex, ShortForm
from extract.streets import PAVED, find_listed_streets, find_streets
from extract.tails import add_sections, add_tails
from extract.unlisted import find_unlisted
from extract.words import AROUND, frequency, is_proper

_SEVERAL = re.compile(rf"{HAN}{{0,2}}(?:园区|企业|高校|医院|机场|景区|港口|铁路|公路)")
_NUMBER = re.compile(r"(?:\([东西南北中]段\))?[甲乙丙丁]?\d{1,4}(?:[—-]\d{1,4})?号(?:院|(?![院厂仓地线门口台机航楼主井站库馆、及和]))")
_TO = frozenset("至到")
_LINE_HEADS = {
    "客运专线": ("高速铁路", "高铁", "客专"),
    "客专": ("客运专线", "高速铁路", "高铁"),
    "高速铁路": ("高铁", "城际铁路", "客运专线"),
    "高铁": ("高速铁路", "城际铁路", "客运专线"),
    "城际铁路": ("城际", "高铁"),
    "城际": ("城际铁路",),
    "铁路": (),
    "高速公路": ("高速",),
    "高速": ("高速公路",),
}
_LINE_HEAD = re.compile("|".join(_LINE_HEADS))
_LETTERS = {"北京": "京", "天津": "津", "河北": "冀", "上海": "沪", "重庆": "渝", "山西": "晋", "山东": "鲁", "河南": "豫", "太原": "太"}
_EXITS = ("收费站", "出口", "口")
_EXIT = re.compile(
    rf"(?:(?![的各个在与和至到两双全沿]){HAN}){{2,5}}(?:出口|收费站|服务区)|"
    rf"(?:(?![的各个在与和至到两双全沿]){HAN}){{2,5}}(?<![出入路道站卡窗进港风人门山关缺])口"
    r"(?=[^\u4e00-\u9fff]|$|本|已|因|将|封|关闭|开|暂|临|全|也|附近|下|上|驶)"
)
_ROAD_NUMBER = re.compile(r"(?<![A-Za-z0-9])[GS]\d{1,4}$")
_LONGEST_NUMBER = 5
_METRO = re.compile(r"(?:北京|天津|石家庄)?(?:地铁|轨道交通)$")
_LONGEST_METRO = 7

_PARTNERED = frozenset("·—")
_NUMBERED = frozenset({"road", "neighbourhood"})
_SMALLEST = frozenset({"town", "neighbourhood"})
_PROVINCE, _DISTRICT = frozenset({"province"}), frozenset({"district"})
_BARE_LENGTHS = (2, 3)

_AREA = KnownName("", (), ("region",))
"""Stands for a short form where names that begin with one are looked for."""


class Priority(IntEnum):
    """Which of two candidates of one length is taken: the one proved better."""

    SHORT_FORM = 0
    GUESS = 1
    NAME = 2
    LIST = 3


class Candidate(NamedTuple):
    """What may be a name, in passage offsets, and the way it was found."""

    start: int
    end: int
    priority: Priority
    what: Hit | Guess | Element | ShortForm

    @property
    def length(self) -> int:
        """Characters it takes."""
        return self.end - self.start


def find_candidates(
    evidence: Evidence, hits: Sequence[Hit], plants: Iterable[Range], misread: Iterable[Misreading], told: Iterable[Guess] = ()
) -> list[Candidate]:
    """Everything in a passage that may be a place name, overlapping; persons' names left out.

    Parameters
    ----------
    evidence : Evidence
        The passage.
    hits : sequence of Hit
        The names in it that the evidence proves.
    plants : iterable of Range
        Companies named as a site.
    misread : iterable of Misreading
        Where a name of the article may stand misprinted in the passage.
    told : iterable of Guess
        Where names stand in the passage that no table has and the article proves elsewhere.
    """
    text, index = evidence.text, evidence.index
    covered = bytearray(len(text))
    for start, end, _ in hits:
        covered[start:end] = b"\x01" * (end - start)
    short = index.short_forms(text, evidence.found["short_forms"], covered)
    candidates = [Candidate(e.start, e.end, Priority.LIST, e) for e in find_listed(text, evidence.found["listed"], index)]
    guesses = split_from_metro(_find_new_names(evidence, hits, short), hits)
    roads = dict.fromkeys([h.end for h in hits if "road" in h.name.kinds] + [g.end for g in guesses if g.kind == "road"])
    stretches = find_stretches(roads, text, index)
    within = {found.end: found.start for found in stretches}  # 京沪高速|沧州开发区站至…
    guesses = [g for g in guesses if g.start >= within.get(g.end, 0)]
    joined = [*join_units(hits, index), *join_bare(hits, evidence)]
    built = (*hits, *guesses, *joined, *add_sections(guesses, text), *add_tails((*hits, *joined), text))
    built = (
        *built,
        *join_metro(hits, text),
        *join_partners(hits, text),
        *(s for s in stretches if isinstance(s, Guess)),
        *join_numbers(hits, text),
        *join_exits(hits, guesses, text),
    )
    candidates += [Candidate(b.start, b.end, Priority.NAME if isinstance(b, Hit) else Priority.GUESS, b) for b in built]
    candidates += [Candidate(s.start, s.end, Priority.LIST, s) for s in stretches if isinstance(s, Element)]
    candidates += [Candidate(a, b, Priority.GUESS, Guess(a, b, "factory")) for a, b in plants]
    candidates += [Candidate(g.start, g.end, Priority.GUESS, g) for g in told]
    candidates += [Candidate(m.start, m.end, Priority.NAME, Guess(m.start, m.end, "", m.name)) for m in misread if is_misprint(text, m)]
    candidates += [
        Candidate(a, b, Priority.LIST if form.has_rule else Priority.SHORT_FORM, form)
        for a, b, form in short
        if evidence.allows(a, b, form)
    ]
    known = {(a, b) for a, b, _ in short if b - a > 1}  # 京津冀, which is a region
    candidates += [Candidate(a, b, Priority.LIST, form) for a, b, form in find_letters(text) if (a, b) not in known]
    candidates += list(find_routes(hits, text, index))
    if "号" in text:
        candidates += [numbered for c in candidates if (numbered := _with_number(c, text))]
    people = spans_of_people(text, bool(evidence.found["people"]))
    return [c for c in candidates if not any(c.start < b and a < c.end for a, b in people)] if people else candidates


def find_borne(hit: Hit, hits: Iterable[Hit], evidence: Evidence) -> list[Candidate]:
    """The units whose names an organisation bears, or where there are none the short forms: 燕赵 in 燕赵钢铁实验室.

    Parameters
    ----------
    hit : Hit
        The organisation's name.
    hits : iterable of Hit
        The proved names of the passage.
    evidence : Evidence
        The passage.
    """
    inside = [h for h in hits if hit.start <= h.start and h.end <= hit.end and h.length < hit.length]
    units = [_of_name(h) for h in inside if h.name.is_unit]
    if units:
        return units
    short = [m for m in evidence.found["short_forms"] if m[1] - m[0] > 1 and hit.start <= m[0] and m[1] <= hit.end]
    return [Candidate(a, b, Priority.SHORT_FORM, form) for a, b, form in evidence.index.short_forms(evidence.text, short)]


def join_units(hits: Sequence[Hit], index: NameIndex) -> list[Hit]:
    """A unit and what lies in it, said in one breath, as one name: 河北|遵化, 阜平县|龙泉关镇|骆驼湾村, 河北|沧州临港经济技术开发区."""
    starts = {h.start for h in hits}
    ending: dict[int, list[Hit]] = {}
    for h in hits:
        if h.name.is_unit and h.end in starts:
            ending.setdefault(h.end, []).append(h)
    joined: list[Hit] = []
    if not ending:
        return joined
    for inner in sorted(hits, key=lambda h: h.start):
        for outer in ending.get(inner.start, ()):
            if _holds(outer, inner, index):
                whole = Hit(outer.start, inner.end, inner.name.proved)
            elif not inner.name.is_unit and inner.length > 2 and inner.name.kind_set <= SITES:
                whole = Hit(outer.start, inner.end, inner.name.proved if _may_hold(outer, inner) else inner.name.elsewhere)
            else:
                continue
            joined.append(whole)
            if inner.name.is_unit and inner.end in starts:
                ending.setdefault(inner.end, []).append(whole)
    return joined


def join_bare(hits: Iterable[Hit], evidence: Evidence) -> Iterator[Hit]:
    """A province and the bare name of a county in it, as one name, or behind 的 the county alone: 福建|古田, 浙江的|平湖."""
    for outer in hits:
        if outer.name.kind_set == _PROVINCE:
            at = outer.end + evidence.text.startswith("的", outer.end)
            end, word = next(((b, w) for a, b, w in evidence.words.around(at) if a == at), (at, ""))
            names = (evidence.index.get(word + end) for end in UNIT_ENDS if len(word) in _BARE_LENGTHS)
            known = next((n for n in names if n and n.kind_set == _DISTRICT and outer.name.surface in n.contexts), None)
            if known is not None and _may_be_bare(word):
                yield Hit(outer.start if at == outer.end else at, end, known.proved)


def _may_be_bare(word: str) -> bool:
    """True for a word that is hardly anything but a name: 古田, not 平原 or 南郊."""
    return word not in AROUND and frequency(word) < (COMMON_WORD if is_proper(word) else RARE_WORD)


def _holds(outer: Hit, inner: Hit, index: NameIndex) -> bool:
    """True when a unit holds another: it is among what proves the other, or a town and a village have a district in common."""
    if outer.name.surface in inner.name.contexts:
        return True
    is_above = not inner.name.is_unit or outer.name.kind_set.isdisjoint(inner.name.kind_set)  # 塘沽汉沽大港 are three
    if is_above and any(outer.name.surface + end in inner.name.contexts for end in UNIT_ENDS):
        return True
    small = inner.name.kind_set <= _SMALLEST and outer.name.kind_set <= _SMALLEST and inner.name.kind_set != outer.name.kind_set
    common = (index.get(word) for word in set(outer.name.contexts) & set(inner.name.contexts)) if small else ()
    return any(name is not None and "district" in name.kinds for name in common)


def _may_hold(outer: Hit, inner: Hit) -> bool:
    """False for a unit that none of the known bearers of a site's name lies in: 济南|奥体中心."""
    return not inner.name.contexts or not set(outer.name.contexts).isdisjoint(inner.name.contexts)


def split_from_metro(guesses: Iterable[Guess], hits: Iterable[Hit]) -> list[Guess]:
    """New stations without the known line that is said before them: 地铁4号线|高米店站."""
    ends = {h.end for h in hits if "metro_line" in h.name.kinds}
    lines = [(g, max((e for e in ends if g.start < e < g.end - 2), default=g.start)) for g in guesses]
    return [Guess(at, g.end, g.kind) if g.kind in STATIONS and at > g.start else g for g, at in lines]


def join_exits(hits: Sequence[Hit], guesses: Iterable[Guess], text: str) -> Iterator[Hit | Guess]:
    """A highway and the exit or toll station of it that is meant, as one name: 京台高速|永清出口, 大广高速|衡水湖口."""
    roads = {h.end: h for h in hits if "road" in h.name.kinds and h.name.surface.endswith(HIGHWAYS)}
    for known in hits:
        if "interchange" in known.name.kinds and known.start in roads and known.name.surface.endswith(_EXITS):
            yield Hit(roads[known.start].start, known.end, known.name.proved)
    for road in roads.values():
        if found := _EXIT.match(text, road.end):
            yield Guess(road.start, found.end(), "interchange")
    for exit in guesses:
        if exit.kind == "interchange" and exit.start in roads:
            yield Guess(roads[exit.start].start, exit.end, exit.kind)


def join_partners(hits: Iterable[Hit], text: str) -> Iterator[Guess]:
    """A park with the city that it is shared with before it, as one name: 天津·|沧州渤海新区生物医药产业园."""
    units = {h.end: h for h in hits if h.name.is_unit}
    for park in hits:
        if "park" in park.name.kinds and text[park.start - 1 : park.start] in _PARTNERED and (unit := units.get(park.start - 1)):
            yield Guess(unit.start, park.end, "park")


def join_metro(hits: Sequence[Hit], text: str) -> list[Hit]:
    """A metro line with what says so before it, as one name: 地铁|大兴机场线."""
    lines = [h for h in hits if "metro_line" in h.name.kinds]
    return [
        Hit(word.start(), h.end, h.name.proved) for h in lines if (word := _METRO.search(text, max(0, h.start - _LONGEST_METRO), h.start))
    ]


def join_numbers(hits: Sequence[Hit], text: str) -> Iterator[Hit]:
    """A highway with its number before it, as one name: S11|海滨高速."""
    for h in hits:
        if "road" in h.name.kinds and (number := _ROAD_NUMBER.search(text, max(0, h.start - _LONGEST_NUMBER), h.start)):
            yield Hit(number.start(), h.end, h.name.proved)


def find_routes(hits: Sequence[Hit], text: str, index: NameIndex) -> Iterator[Candidate]:
    """Lines that are called by their ends, and what lies between: 北京至张家口高速铁路, known as 京张高速铁路."""
    if not _LINE_HEAD.search(text):
        return
    units = {h.start: h for h in sorted(hits, key=lambda h: h.length) if h.name.is_unit}
    for first in units.values():
        ends = [first]
        while text[ends[-1].end : ends[-1].end + 1] in _TO and (following := units.get(ends[-1].end + 1)):
            ends.append(following)
        head = _LINE_HEAD.match(text, ends[-1].end) if len(ends) > 1 else None
        if head is None:
            continue
        letters = "".join(_LETTERS.get(end.name.surface[:2], text[end.start]) for end in ends)
        known = next((n for h in (head[0], *_LINE_HEADS[head[0]]) if (n := index.get(letters + h))), None)
        kind = "road" if "公路" in head[0] or head[0] == "高速" else "railway"
        what = Hit(first.start, head.end(), known.proved) if known else Guess(first.start, head.end(), kind)
        yield Candidate(first.start, head.end(), Priority.NAME, what)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The longest candidates, of one length the better proved, then the leftmost; none overlaps another."""
    taken: list[Candidate] = []
    covered = bytearray()
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, -c.priority, c.start)):
        start, end = candidate.start, candidate.end
        if len(covered) < end:
            covered.extend(bytes(end - len(covered)))
        if covered.find(1, start, end) < 0:
            covered[start:end] = b"\x01" * (end - start)
            taken.append(candidate)
    return taken


def _with_number(candidate: Candidate, text: str) -> Candidate | None:
    """A street with the number that ends an address: 东冉北街|9号; before what stands there (卫津路|94号南开大学) it is left out."""
    start, end, priority, what = candidate
    match what:
        case Hit(name=name) if not _NUMBERED.isdisjoint(name.kinds):
            number = _NUMBER.match(text, end)
            return Candidate(start, number.end(), priority, Hit(start, number.end(), name)) if number else None
        case Guess(kind=kind) if kind in _NUMBERED:
            number = _NUMBER.match(text, end)
            return Candidate(start, number.end(), priority, Guess(start, number.end(), kind)) if number else None
    return None


def _of_name(hit: Hit) -> Candidate:
    return Candidate(hit.start, hit.end, Priority.NAME, hit)


def _find_new_names(evidence: Evidence, hits: Sequence[Hit], short: Sequence[tuple[int, int, ShortForm]]) -> list[Guess]:
    """Names that no gazetteer has; not those that speak of several places' kind at once (京津冀园区)."""
    areas = [Hit(a, b, _AREA) for a, b, _ in short if b - a > 1]
    several = {(a, b) for a, b, form in short if len(form.names) > 1 and _SEVERAL.match(evidence.text, b)}
    last = {h.end - 1 for h in hits if h.length > 2}
    hits = [h for h in hits if h.length > 2 or h.start not in last]  # 环渤|海地|区市场
    text, words, found = evidence.text, evidence.words, evidence.found
    guesses = find_unlisted(text, words, found, [*hits, *areas], evidence.index, evidence.setting.text)
    guesses += [*find_generic_names(text, words, found["generics"], hits), *find_streets(text, words)]
    known = [(h.start, h.end) for h in hits if not PAVED.isdisjoint(h.name.kinds)]
    guesses += find_listed_streets(text, [*known, *((g.start, g.end) for g in guesses if g.kind in PAVED)])
    return [g for g in guesses if not any(a == g.start and b < g.end for a, b in several)]
