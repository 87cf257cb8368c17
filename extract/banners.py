"""What stands above a headline and is none: the page's title, a series' name, the place in a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.han import HAN
from extract.headlines import is_banner, is_label, names_subject
from extract.lines import Line, LineKind
from extract.model import ArticleKind

_BARE_PLACE = re.compile(rf"^(?:(?![一二三四五六七八九十几两的]){HAN}){{2,12}}(?:区|园|站|港|街|路|桥|村|镇|馆|厂|山|湖|河|城)$")


def kind_above_headline(stack: Sequence[Line], lines: Sequence[Line], is_first: bool) -> ArticleKind | None:
    """What the first of some headings is, if not a part of the headline below it.

    Parameters
    ----------
    stack : sequence of Line
        The headings, in the order of the file.
    lines : sequence of Line
        All of the page's.
    is_first : bool
        True above the first article of the page.

    Returns
    -------
    ArticleKind or None
        A masthead for the name of a page or a series, a caption for a place alone.
    """
    if len(stack) < 2:
        return None
    first, second = stack[:2]
    if is_first and (_names_series(stack) or is_banner(first.text) or (not first.level and second.level) or _heads_page(stack, lines)):
        return ArticleKind.MASTHEAD
    return ArticleKind.CAPTION if not first.level and second.gap > 1 and _BARE_PLACE.match(first.text) else None


def _names_series(stack: Sequence[Line]) -> bool:
    """True for a label as large as the headline, or above one with a subtitle what all of the page is about."""
    first, second = stack[:2]
    return first.level == second.level > 0 and (is_label(first.text) or (len(stack) > 2 and names_subject(first.text)))


def _heads_page(stack: Sequence[Line], lines: Sequence[Line]) -> bool:
    """True where nothing else is set as large as the first of three lines, and another article's headline as the second."""
    levels = [x.level for x in stack]
    if len(stack) < 3 or not levels[0] or levels != sorted(set(levels)) or any(x.text.startswith("—") for x in stack):
        return False
    others = [x.level for x in lines if x.kind is LineKind.HEADING and x.level and x not in stack]
    return min(others, default=0) == levels[1]
