"""What a page's layout tells of its lines: where an article starts, how deep the crossheads lie, what stands in room of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from extract.bylines import closing_names, is_brief, is_dateline
from extract.lines import ITEM, TABLE_ROW, Line, LineKind

LAYOUT_GAP = 3
"""Newlines between two paragraphs from which the layout left room for something else."""

BRIEF_PARAGRAPHS, BRIEF_LENGTH = 2, 260
"""Paragraphs, or characters, up to which a text is an item among short news."""

_LEAD = re.compile(r"^【[^】]{0,4}(?:导语|口播)[^】]{0,4}】")
"""What a programme's script has above each report."""

_PULL_QUOTE = re.compile(r"^[“「『].{8,118}[”」』]$")
_ATTRIBUTED = re.compile(r"^[“「『].{8,118}[”」』][ 　]*——[^。，]{2,24}$")


def is_pull_quote(lines: Sequence[Line], i: int) -> bool:
    """True for a sentence in quotation marks that stands in room of its own, or is followed by who said it."""
    gap_below = lines[i + 1].gap if i + 1 < len(lines) else LAYOUT_GAP
    stands_apart = lines[i].gap >= LAYOUT_GAP and gap_below >= LAYOUT_GAP
    return bool(_ATTRIBUTED.match(lines[i].text) or (stands_apart and _PULL_QUOTE.match(lines[i].text)))


def is_brief_text(lines: Sequence[Line], at: int) -> bool:
    """True when the text from ``at`` to the next heading is as short as an item among short news."""
    text = list(takewhile(lambda x: x.kind is LineKind.BODY, lines[at:]))
    return bool(text) and (len(text) <= BRIEF_PARAGRAPHS or sum(len(x.text) for x in text) <= BRIEF_LENGTH)


def is_box_row(lines: Sequence[Line], at: int) -> bool:
    """True for a row of three columns and more, or one behind a mark (▍, ☆)."""
    return at < len(lines) and lines[at].is_whole and bool(TABLE_ROW.search(lines[at].text) or ITEM.match(lines[at].text))


def starts_article(lines: Sequence[Line], at: int) -> bool:
    """True when the lines from ``at`` on, headings passed over, begin as articles do: a byline with text, a jump, a dateline."""
    below = list(dropwhile(lambda x: x.kind is LineKind.HEADING, lines[at:]))
    if below and below[0].kind is LineKind.BYLINE:
        return len(below) > 1 and below[1].kind is LineKind.BODY
    if below and below[0].kind is LineKind.JUMP:
        return True
    if below and below[0].kind is LineKind.BODY and (is_brief(below[0].text) or _LEAD.match(below[0].text)):
        return True
    run = takewhile(lambda x: x.kind in (LineKind.BODY, LineKind.CAPTION), below)
    return any(x.kind is LineKind.BODY and is_dateline(x.text) for x in run)


def ends_article(lines: Sequence[Line], at: int) -> bool:
    """True when the paragraphs from ``at`` to the next heading end as articles do: with a byline below or names in brackets."""
    run = list(takewhile(lambda x: x.kind in (LineKind.BODY, LineKind.CAPTION), lines[at:]))
    text = [x for x in run if x.kind is LineKind.BODY]
    below = lines[at + len(run)] if at + len(run) < len(lines) else None
    return any(closing_names(x.text) for x in text) or (bool(text) and below is not None and below.kind is LineKind.BYLINE)


def signed_below(lines: Sequence[Line], at: int, level: int) -> bool:
    """True when a byline closes the text from ``at`` on before a heading of this level, or one that proves an article, comes."""
    for i in range(at, len(lines)):
        line = lines[i]
        if line.kind is LineKind.BYLINE:
            return lines[i - 1].kind is LineKind.BODY and (i + 1 == len(lines) or lines[i + 1].kind is not LineKind.BODY)
        if line.kind is LineKind.HEADING and (line.level <= level or starts_article(lines, i + 1)):
            return False
    return False


def crosshead_level(lines: Sequence[Line]) -> int:
    """The heading level of crossheads; 0 where levels don't tell titles from crossheads.

    Crossheads are the deepest headings that nothing proves to open an article, when any heading stands above them.
    """
    marked = [i for i, x in enumerate(lines) if x.level and x.kind is LineKind.HEADING]
    alone = [i for i in marked if not (i and lines[i - 1].kind is LineKind.HEADING)]
    deepest = max((lines[i].level for i in alone if lines[i].text.startswith("—") or not starts_article(lines, i + 1)), default=0)
    return deepest if any(lines[i].level < deepest for i in marked) else 0
