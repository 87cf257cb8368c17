"""Articles that a file holds in turns, a piece of each: every piece put below the one whose last word it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.bylines import is_dateline
from extract.han import HAN
from extract.lines import Line, LineKind
from extract.words import CROSSING_WORD_AT_HOME, crossing_word, tag_of

LEAST_PIECES = 2
"""Pieces out of place that prove articles in turns; of a single one, headlines tell more (`extract.columns`)."""

MOST_PIECES = 60
"""Texts that break off on a page; one with more has no sentences to put together."""

LONGEST_SCRAP = 8
"""Characters of a paragraph so short that it is the end of another."""

_OPENS_IN_SENTENCE = re.compile(rf"^{HAN}{{1,2}}[，,、。；;”』」）)]")


def restore_fragments(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page with the pieces of broken paragraphs in reading order.

    A piece is moved only where a word runs from the text that breaks off into it, it begins in mid-sentence, and no word runs
    from the text that breaks off into the paragraph that the file has next.

    Parameters
    ----------
    lines : sequence of Line
        In the order of the file.

    Returns
    -------
    list of Line
        The same lines; the first of a piece that was moved has a gap of 1.
    """
    follows = _match(lines)
    if len(follows) < LEAST_PIECES:
        return list(lines)
    heads = set(follows.values())
    out: list[Line] = []
    for at in range(len(lines)):
        if not any(at in _piece(lines, head, heads) for head in heads):
            out += _thread(lines, at, follows, heads)
    return out if len(out) == len(lines) else list(lines)  # pieces that follow each other in a circle prove nothing


def _match(lines: Sequence[Line]) -> dict[int, int]:
    """Of each text that breaks off and goes on elsewhere, which line goes on."""
    tails = [i for i, x in enumerate(lines) if x.kind is LineKind.BODY and not x.is_complete]
    if not LEAST_PIECES <= len(tails) <= MOST_PIECES:
        return {}
    heads = [i for i in range(1, len(lines)) if _begins_in_sentence(lines, i)]
    pairs = [
        (crossing_word(lines[t].text, lines[h].text), _ends_word(lines[t], lines[h]), t + 1 == h, -abs(t - h), t, h)
        for t in tails
        for h in heads
        if t != h
    ]
    follows: dict[int, int] = {}
    for word, _, _, _, tail, head in sorted(pairs, reverse=True):
        if word >= CROSSING_WORD_AT_HOME and tail not in follows and head not in follows.values():
            follows[tail] = head
    moved = {t: h for t, h in follows.items() if h != t + 1}
    while stays := [t for t in moved if t + 1 in heads and t + 1 not in moved.values()]:  # what would stand there belongs nowhere else
        for tail in stays:
            del moved[tail]
    return moved


def _ends_word(tail: Line, head: Line) -> bool:
    """True for a piece that opens with the end of a word and a mark: 9分|钟，比开车省, not 分守|水."""
    opening = _OPENS_IN_SENTENCE.match(head.text)
    return opening is not None and any(tag_of(tail.text[-n:] + opening[0][:-1]) for n in (1, 2))


def _begins_in_sentence(lines: Sequence[Line], at: int) -> bool:
    """True for a paragraph that no sentence begins with: below one that breaks off, a scrap, or one that opens with a word's end."""
    line, above = lines[at], lines[at - 1]
    if line.kind is not LineKind.BODY or line.is_whole or is_dateline(line.text):
        return False
    is_scrap = len(line.text) <= LONGEST_SCRAP and line.is_complete
    return is_scrap or bool(_OPENS_IN_SENTENCE.match(line.text)) or (above.kind is LineKind.BODY and not above.is_complete)


def _piece(lines: Sequence[Line], head: int, heads: set[int]) -> range:
    """The lines of a piece: down to where it breaks off, another begins, or something else than text stands."""
    end = head + 1
    while end < len(lines) and lines[end - 1].is_complete and lines[end].kind is LineKind.BODY and end not in heads:
        end += 1
    return range(head, end)


def _thread(lines: Sequence[Line], at: int, follows: dict[int, int], heads: set[int]) -> list[Line]:
    """A line and the pieces that go on from it."""
    out = [lines[at]]
    seen = {at}
    while at in follows and follows[at] not in seen:
        piece = _piece(lines, follows[at], heads)
        seen |= set(piece)
        out += [replace(lines[piece[0]], gap=1), *(lines[i] for i in piece[1:])]
        at = piece[-1]
    return out
