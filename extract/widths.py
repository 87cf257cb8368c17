"""How wide text is set: a newspaper sets an article's columns alike, so that another width may be another article."""

from __future__ import annotations

from collections.abc import Sequence

from extract.drafts import Draft
from extract.lines import Line, LineKind

LIKE_WIDTHS = 2.0
"""Characters by which two paragraphs of one column differ in width, since neither marks nor numbers are broken."""

UNBROKEN = 2
"""How many times as long as a column's line a paragraph is that must have been set otherwise, since the file doesn't break it."""


def width_differs(draft: Draft, line: Line) -> bool | None:
    """True for an article whose column is wider or narrower than that of a line; None where its isn't known."""
    widths = [x.width for x in draft.paragraphs if x.pieces]
    return abs(max(widths) - line.width) > LIKE_WIDTHS if widths else None


def find_as_wide(line: Line, current: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The article before that is printed as wide as a paragraph, where the current one is printed otherwise."""
    if not line.pieces or not width_differs(current, line):
        return None
    alike = (d for d in reversed(drafts) if d.headline and not d.closed and width_differs(d, line) is False)
    return next(alike, None)


def begins_other_width(lines: Sequence[Line], at: int, current: Draft) -> bool:
    """True where paragraphs begin that are set wider or narrower than those of the current article.

    Parameters
    ----------
    lines : sequence of Line
        The page's.
    at : int
        The first of the paragraphs.
    current : Draft
        It may break off above, where the paragraph has the room before it of one that begins.
    """
    line, below = lines[at], lines[at + 1 : at + 2]
    if not line.pieces or not current.opening or (current.is_open and not line.indent):
        return False
    differs = width_differs(current, line)
    if differs is None:
        differs = any(len(x.text) > UNBROKEN * line.width for x in current.paragraphs)
    return differs and all(x.kind is LineKind.BODY and x.pieces and abs(x.width - line.width) <= LIKE_WIDTHS for x in below)
