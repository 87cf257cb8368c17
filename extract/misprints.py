"""Names that a scanner misread: known by one wrong character, a look-alike or one where the article proves the right name."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.model import Name
from extract.names import Hit, NameIndex
from extract.words import crossing_word, tag_of

CONFUSIONS = Path(__file__).parent / "data" / "misprints.csv"

_WELL_KNOWN = frozenset({"region", "province", "city", "district"})

_TELLTALE = frozenset("东西南北中上下新老大小一二三四五六七八九十0123456789")

SHORTEST_MISPRINT = 4
"""Characters; in shorter names one other character is another name more often than a misprint."""


@cache
def load_confusions(path: Path = CONFUSIONS) -> dict[str, tuple[str, ...]]:
    """Characters and the look-alikes that scanners take them for."""
    found: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["right"]] = (*found.get(row["right"], ()), row["wrong"])
    return found


def misprinted_names(names: Iterable[Name]) -> Iterator[Name]:
    """Sure names of regions, provinces, cities and districts with one look-alike in them: 廓坊 for 廊坊, 京津翼 for 京津冀.

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
                if surface not in surfaces and not tag_of(surface):
                    yield replace(name, surface=surface)


def misread_name(surface: str, index: NameIndex, context: str) -> str:
    """The gazetteer's name that differs in one character and is at home in the article, or empty."""
    if len(surface) < 5 or index.get(surface):
        return ""
    for known in index.by_length.get(len(surface), ()):
        if known[-2:] != surface[-2:]:
            continue
        differing = [i for i, (x, y) in enumerate(zip(surface, known, strict=True)) if x != y]
        if len(differing) == 1 and not {surface[differing[0]], known[differing[0]]} & _TELLTALE:
            name = index.by_surface[known]
            if any(word in context for word in name.contexts):
                return known
    return ""


def find_misprints(text: str, known: Iterable[str], hits: Sequence[Hit], index: NameIndex) -> list[tuple[int, int, str]]:
    """Where a name that the article has elsewhere stands with one other character (于桥水厍 for 于桥水库).

    Parameters
    ----------
    text : str
        A folded passage.
    known : iterable of str
        Surfaces of the article's sure names.
    hits : sequence of Hit
        Names found in the passage, which are no misprints.
    index : NameIndex

    Returns
    -------
    list of (start, end, right name)
    """
    return [
        (start, start + len(name), name)
        for name in known
        if len(name) >= SHORTEST_MISPRINT
        for i in range(len(name))
        for start in _find_changed(text, name, i)
        if _is_misprint(text, start, start + len(name), i, hits, name)
    ]


def _find_changed(text: str, name: str, i: int) -> Iterator[int]:
    """Where a text has a name with another character in place of the ``i``-th."""
    head, tail = name[:i], name[i + 1 :]
    anchor, offset = (head, 0) if head else (tail, 1)
    at = text.find(anchor)
    while at >= 0:
        start = at - offset
        if 0 <= start < len(text) - i and text[start + i] != name[i] and text.startswith(tail, start + i + 1):
            yield start
        at = text.find(anchor, at + 1)


def _is_misprint(text: str, start: int, end: int, i: int, hits: Sequence[Hit], name: str) -> bool:
    """True when the other character makes no sense where it stands."""
    wrong = text[start + i]
    if not "\u4e00" <= wrong <= "\u9fff" or wrong in _TELLTALE or name[i] in _TELLTALE:
        return False
    if any(h.start < end and start < h.end and h.length >= 3 for h in hits):
        return False
    return not crossing_word(text[start : start + i], text[start + i :]) and not crossing_word(
        text[: start + i + 1], text[start + i + 1 : end]
    )
