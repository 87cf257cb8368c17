"""One pass over a text for all that the recogniser looks for: names, short forms, and the words that prove or disprove names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import daachorse

Match = tuple[int, int, int]
"""Start and end in the text, and the index of what was found in its list."""

_Span = TypeVar("_Span", bound=tuple[int, int, object])


class Scanner:
    """Finds the entries of several lists at once.

    Parameters
    ----------
    lists : mapping of str to sequence of str
        Each list by what it is called; an entry may stand in several.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._names = tuple(lists)
        entries: dict[str, int] = {}
        self._lists = bytearray()  # by entry, the list that holds it, and where: few of many thousands stand in more than one
        self._places = array("l")
        self._others: dict[int, list[tuple[int, int]]] = {}
        for n, words in enumerate(lists.values()):
            for i, word in enumerate(words):
                entry = entries.setdefault(word, len(entries))
                if entry == len(self._lists):
                    self._lists.append(n)
                    self._places.append(i)
                else:
                    self._others.setdefault(entry, []).append((n, i))
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(entries)) if entries else None

    def scan(self, text: str) -> dict[str, list[Match]]:
        """What of each list stands in a text, overlapping and nested finds too, in the order of their ends, the longest first."""
        found: list[list[Match]] = [[] for _ in self._names]
        if self._automaton is not None:
            lists, places, others = self._lists, self._places, self._others
            for start, end, entry in self._automaton.find_overlapping(text):
                found[lists[entry]].append((start, end, places[entry]))
                if entry in others:
                    for n, i in others[entry]:
                        found[n].append((start, end, i))
        return dict(zip(self._names, found, strict=True))


def leftmost_longest(matches: Iterable[_Span]) -> list[_Span]:
    """Of overlapping matches the one that begins first, of these the longest."""
    kept: list[_Span] = []
    last = -1
    for match in sorted(matches, key=lambda m: (m[0], -m[1])):
        if match[0] >= last:
            kept.append(match)
            last = match[1]
    return kept
