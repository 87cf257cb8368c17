"""Names that a scanner misread: known by one wrong character, a look-alike or one where the article proves the right name."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extract.han import is_han
from extract.model import Name
from extract.names import SHORTEST_SHAPED, Hit, KnownName, NameIndex
from extract.words import crossing_word, is_function_word, is_word, tag_of

CONFUSIONS = Path(__file__).parent / "data" / "misprints.csv"

_WELL_KNOWN = frozenset({"region", "province", "city", "district", "rail_station"})

_TELLTALE = frozenset("东西南北中上下新老大小一二三四五六七八九十0123456789")

_WORDS = frozenset("水")
"""Look-alikes that are words, so that a text may have them beside any character."""

_SHORT_SPECIFIC = 2
"""Characters of a specific that make another name if one of them is another."""

MOST_BEARERS = 30
"""Names of a text that share a half; one that more share (北京市, 产业园) hardly tells which of them is misprinted."""

_MANY = frozenset({"road", "metro_station", "neighbourhood", "culture"})
"""Kinds of places of which a city has so many that names differ in a character."""

SHORTEST_HIT = 3
SHORTEST_MISPRINT = 4
"""Characters; in shorter names one other character is another name more often than a misprint, but for a look-alike."""


@cache
def load_confusions(path: Path = CONFUSIONS) -> dict[str, tuple[str, ...]]:
    """Characters and the look-alikes that scanners take them for."""
    found: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["right"]] = (*found.get(row["right"], ()), row["wrong"])
    return found


def misprinted_names(names: Iterable[Name]) -> Iterator[Name]:
    """Sure names of regions, provinces, cities, districts and stations with one look-alike in them: 廓坊 for 廊坊, 京津翼 for 京津冀.

    None that is a name or a word itself.
    """
    names = tuple(names)
    surfaces = {n.surface for n in names}
    confusions = load_confusions()
    for name in names:
        if name.needs_context or not _WELL_KNOWN.issuperset(name.kinds):
            continue
        for i, right in enumerate(name.surface):
            for wrong in confusions.get(right, ()):
                surface = name.surface[:i] + wrong + name.surface[i + 1 :]
                makes_sense = is_word(surface) or (len(surface) == 2 and wrong in _WORDS)  # 水清, which rivers are
                if surface not in surfaces and not makes_sense:
                    yield Name(surface, *name[1:])


def misread_name(surface: str, index: NameIndex, context: str) -> str:
    """The gazetteer's name that differs in one character and is at home in the article, or in a look-alike only; or empty."""
    if len(surface) < SHORTEST_SHAPED or index.get(surface):
        return ""
    opening = index.get(surface[:2])
    is_opened = opening is not None and opening.is_unit  # 北京|经济开发区 is no misprint of 北房经济开发区
    for known in index.by_shape.get((len(surface), surface[-2:]), ()):
        differing = [i for i, (x, y) in enumerate(zip(surface, known, strict=True)) if x != y]
        if is_opened and differing[0] < 2 and not _mean_the_same(opening, index.get(known[:2])):
            continue
        if len(differing) > 1:
            continue
        wrong, right = surface[differing[0]], known[differing[0]]
        name, is_confused = index.get(known), wrong in load_confusions().get(right, ())
        if name is None or not (is_confused or _TELLTALE.isdisjoint((wrong, right))):
            continue
        if not (is_confused or name.kind_set.isdisjoint(_MANY)):  # 瓮城博物馆 is no 长城博物馆, 建华大街 no 建设大街
            continue
        if (is_confused and not name.needs_context) or any(word in context for word in name.contexts):
            return known
    return ""


def _mean_the_same(misread: KnownName | None, known: KnownName | None) -> bool:
    """True for a unit's name and a misprint of it: 沧洲 and 沧州."""
    return misread is not None and known is not None and misread.refs == known.refs


class Misreading(NamedTuple):
    """Where a text has all of a name but one character."""

    start: int
    end: int
    wrong: int
    name: str

    def moved(self, by: int) -> Misreading:
        """The same in a text that begins elsewhere."""
        return Misreading(self.start + by, self.end + by, self.wrong + by, self.name)


def find_misreadings(names: Iterable[str], text: str, hits: Iterable[Hit]) -> list[Misreading]:
    """Where names that a text has elsewhere stand with one other character (于桥水厍 for 于桥水库).

    Parameters
    ----------
    names : iterable of str
        Surfaces of the text's sure names.
    text : str
        Folded.
    hits : iterable of Hit
        The names found in it: what one of three characters or more covers is no misprint.

    Returns
    -------
    list of Misreading
        By where they start. Whether the other character makes sense is for `is_misprint` to say.
    """
    by_half: dict[str, list[tuple[int, str]]] = {}
    found: set[Misreading] = set()
    for name in names:  # one half stands whole, whichever character is wrong
        if len(name) >= SHORTEST_MISPRINT:
            middle = len(name) // 2
            by_half.setdefault(name[:middle], []).append((0, name))
            by_half.setdefault(name[middle:], []).append((middle, name))
        elif len(name) == SHORTEST_HIT:
            found.update(_find_look_alikes(name, text))
    for half, bearers in by_half.items():
        if len(bearers) > MOST_BEARERS:
            continue
        at = text.find(half)
        while at >= 0:
            for offset, name in bearers:
                start = at - offset
                if start < 0 or text.startswith(name, start):
                    continue
                end = start + len(name)
                wrong = _wrong_character(text[start:end], name)
                if wrong >= 0:
                    found.add(Misreading(start, end, start + wrong, name))
            at = text.find(half, at + 1)
    if not found:
        return []
    known = bytearray(len(text))
    for a, b, _ in hits:
        if b - a >= SHORTEST_HIT:
            known[a:b] = b"\x01" * (b - a)
    return sorted(m for m in found if known.find(1, m.start, m.end) < 0)


def _find_look_alikes(name: str, text: str) -> Iterator[Misreading]:
    """Where a short name stands with a look-alike that scanners are known for (永走河 for 永定河)."""
    for i, right in enumerate(name):
        for wrong in load_confusions().get(right, ()):
            for found in re.finditer(re.escape(name[:i] + wrong + name[i + 1 :]), text):
                yield Misreading(*found.span(), found.start() + i, name)


def _wrong_character(surface: str, name: str) -> int:
    """Where the one Chinese character stands in which a text differs from a name; -1 when it isn't one."""
    differing = [i for i, (x, y) in enumerate(zip(surface, name, strict=False)) if x != y]
    is_one = len(differing) == 1 and len(surface) == len(name) and is_han(surface[differing[0]])
    return differing[0] if is_one else -1


def _is_another(name: str, at: int, wrong: str) -> bool:
    """True for a name that has half of another's specific before the same generic: 丽|苑居住区 is no misprint of 华|苑居住区."""
    generic = name[_SHORT_SPECIFIC:]
    is_half = at < _SHORT_SPECIFIC and len(name) >= SHORTEST_SHAPED and bool(tag_of(generic) or tag_of(generic.removesuffix("站")))
    return is_half and wrong not in load_confusions().get(name[at], ())


def is_misprint(text: str, misreading: Misreading) -> bool:
    """True when the other character makes no sense where it stands."""
    start, end, at, name = misreading
    wrong = text[at]
    if _is_another(name, at - start, wrong):
        return False
    if wrong in _TELLTALE or name[at - start] in _TELLTALE or is_function_word(wrong):  # 孟姜女|的
        return False
    if (at == start and tag_of(text[at - 1 : at + 1])) or (at == end - 1 and tag_of(text[at : at + 2])):  # 历史|文化街 is no 古文化街
        return False
    return not crossing_word(text[start:at], text[at:]) and not crossing_word(text[: at + 1], text[at + 1 : end])
