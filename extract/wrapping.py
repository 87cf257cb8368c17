"""Columns that keep the newspaper's line ends: their lines put together to paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.bylines import is_brief, is_byline, is_dateline, is_photo_credit
from extract.lines import TABLE_ROW, Line, LineKind, kind_of

NARROWEST, WIDEST = 8, 46
"""Widths of a column's line in Chinese characters; a wider line is a paragraph."""

RAGGED = 2
"""Characters by which full lines differ, since neither marks nor numbers are broken."""

LEAST_LINES = 3
"""Full lines that prove a width."""

LEAST_MIXED, CLEARLY_LESS = 8, 0.8
"""Lines with narrow characters as well that prove how a page's lines were broken, and how much less these then scatter."""

LONGEST_HEAD = 7
"""Lines of kicker, headline and bylines above a text in the same block."""

_NO_TEXT = (LineKind.JUMP, LineKind.BOILERPLATE)
_BULLETS = ("·", "•", "▪")
_NARROW = re.compile(r"[\u0000-\u200f]")
"""Characters half as wide as a Chinese one."""


def unwrap_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those that a column's width broke joined to paragraphs.

    Parameters
    ----------
    lines : sequence of Line
        In the order of the file. Blocks without a common width are returned as they are.
    """
    measure = _count_characters if _is_set_by_characters(lines) else _count_room
    blocks = [(block, _column_width(block)) for block in _blocks([replace(x, width=measure(x)) for x in lines])]
    widths = {width for _, width in blocks if width}
    return [joined for block, width in blocks for joined in _unwrap_block(block, width or _likely_width(block, widths))]


def _is_set_by_characters(lines: Sequence[Line]) -> bool:
    """True for a page whose lines have as many characters each, wide or narrow, rather than the same width."""
    mixed = [x for x in lines if NARROWEST <= len(x.text) <= WIDEST and _NARROW.search(x.text)]
    if len(mixed) < LEAST_MIXED:
        return False
    return _scatter([_count_characters(x) for x in mixed]) < CLEARLY_LESS * _scatter([_count_room(x) for x in mixed])


def _scatter(widths: Sequence[float]) -> float:
    """How far lines lie from the width that most have."""
    most = Counter(widths).most_common(1)[0][0]
    return sum(min(abs(w - most), RAGGED) for w in widths) / len(widths)


def _count_characters(line: Line) -> float:
    return float(len(line.text) + line.indent)


def _count_room(line: Line) -> float:
    """Width in Chinese characters."""
    return len(line.text) - len(_NARROW.findall(line.text)) / 2 + line.indent


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without an empty line or a heading mark between."""
    block: list[Line] = []
    for line in lines:
        if block and (line.gap > 1 or line.level or block[-1].level):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _unwrap_block(block: list[Line], width: float) -> list[Line]:
    if not width:
        return block
    out = block[: (begin := _text_begins(block, width))]
    paragraph: list[Line] = []
    for line in block[begin:]:
        if paragraph and (line.indent or _ends_at(paragraph[-1], line, width)):
            out.append(_join(paragraph))
            paragraph = []
        paragraph.append(line)
    return out + ([_join(paragraph)] if paragraph else [])


def _ends_at(last: Line, line: Line, width: float) -> bool:
    """True when a paragraph ends with a line and another begins below."""
    if (
        line.text.startswith(_BULLETS)
        or not _is_full(last, width)
        or line.width > width + 1
        or _stands_alone(last)
        or line.kind in _NO_TEXT
        or line.is_whole
        or is_dateline(line.text)
    ):
        return True
    return last.is_complete and line.kind in (LineKind.HEADING, LineKind.BYLINE) and not line.is_complete and line.width < width - RAGGED


def _column_width(block: Sequence[Line]) -> float:
    """The width of a block's full lines; 0 where its lines aren't broken by a width."""
    if len(block) <= LEAST_LINES or sum(bool(TABLE_ROW.search(x.text)) for x in block) * 2 > len(block):
        return 0.0
    widths = Counter(x.width for x in block if NARROWEST <= x.width <= WIDEST)
    near = {w: sum(n for x, n in widths.items() if w - RAGGED <= x <= w) for w in widths}
    width = max(near, key=lambda w: (near[w], w), default=0.0)
    full = [a for a in block[:-1] if _is_full(a, width) and not _stands_alone(a)]
    is_broken = sum(not x.is_complete for x in full) * 2 > len(full)
    return width if len(full) >= LEAST_LINES and is_broken and len(full) * 3 >= len(block) else 0.0


def _likely_width(block: Sequence[Line], widths: Collection[float]) -> float:
    """Which of the page's widths a block too short to prove one may have; 0 for none."""
    if len(block) < 2 or not widths:
        return 0.0
    return max((w for w in widths if _fits(block[_text_begins(block, w) :], w)), default=0.0)


def _fits(text: Sequence[Line], width: float) -> bool:
    """True for lines that read as text and all but the last of which are full."""
    is_text = len(text) > 1 and kind_of("".join(x.text for x in text), 0) in (LineKind.BODY, LineKind.CAPTION)
    return is_text and all(_is_full(x, width) for x in text[:-1]) and text[-1].width <= width + 1


def _text_begins(block: Sequence[Line], width: float) -> int:
    """Which line the text begins with, below headings and bylines."""
    head = block[:LONGEST_HEAD]
    dateline = next((i for i, x in enumerate(head) if is_dateline(x.text)), None)
    if dateline is not None:
        return dateline
    byline = max((i for i, x in enumerate(head) if is_byline(x.text)), default=-1)
    if byline >= 0:
        return byline + 1
    pairs = enumerate(pairwise(block))
    return next((i for i, (a, b) in pairs if _is_full(a, width) and (_is_full(b, width) or b.is_complete)), 0)


def _stands_alone(line: Line) -> bool:
    """True for lines that no text runs out of, however wide they are."""
    return line.is_whole or line.kind in _NO_TEXT or is_photo_credit(line.text) or (is_byline(line.text) and not is_brief(line.text))


def _join(lines: Sequence[Line]) -> Line:
    first, last = lines[0], lines[-1]
    if first is last:
        return first
    text = "".join(x.text for x in lines)
    kind = kind_of(text, 0)
    ranges = tuple((x.start, x.end) for x in lines)
    return replace(
        first,
        end=last.end,
        text=text,
        kind=LineKind.BODY if kind is LineKind.HEADING else kind,
        pieces=ranges,
        width=max(x.width for x in lines),
    )


def _is_full(line: Line, width: float) -> bool:
    """True for a line that goes on to the column's end, where it may have been broken."""
    return width - RAGGED <= line.width <= width + 1
