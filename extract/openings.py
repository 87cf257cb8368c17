"""What a stack of headings opens: an article, the rest of a text that broke off above, or a part of the article that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.bylines import is_dateline, is_marked
from extract.drafts import Draft
from extract.headlines import heads_notices, is_afterword, is_column_title, is_editors_note, is_label, is_question, is_section
from extract.layout import ends_article, is_box_row, signed_below, starts_article
from extract.lines import Line, LineKind
from extract.telling import is_other_title, speaks_of_another, tells_of_below_only, text_from


@dataclass(frozen=True, slots=True)
class Stack:
    """Headings that follow each other, and what stands around them.

    Attributes
    ----------
    headings : sequence of Line
        At least one.
    lines : sequence of Line
        All of the page's.
    after : int
        The line below the headings, and the bylines and jumps among them.
    drafts : sequence of Draft
        Those begun above.
    """

    headings: Sequence[Line]
    lines: Sequence[Line]
    after: int
    drafts: Sequence[Draft]

    @property
    def above(self) -> Line | None:
        """The line above the headings; None at the page's beginning."""
        first = next((i for i in range(self.after - 1, -1, -1) if self.lines[i] is self.headings[0]), 0)
        return self.lines[first - 1] if first else None

    @property
    def below(self) -> Line | None:
        """The line below them; None at the page's end."""
        return self.lines[self.after] if self.after < len(self.lines) else None


def opens_article(stack: Stack, current: Draft, crosshead_level: int, in_briefs: bool) -> bool:
    """True when something proves that headings open an article; any others are crossheads of the current one.

    Parameters
    ----------
    stack : Stack
    current : Draft
        The article that they stand in.
    crosshead_level : int
        The page's; 0 where it has none.
    in_briefs : bool
        True in a column of short news.
    """
    headings, lines, after = stack.headings, stack.lines, stack.after
    first = headings[0]
    if is_afterword(first):
        return False
    if first.is_whole or heads_notices(first.text) or is_box_row(lines, after):
        return True
    if _stands_in_furniture(stack) or speaks_of_another(current, headings, stack.drafts):
        return True
    level = min((x.level for x in current.headline.title), default=0) if current.headline else 0
    is_like_above = first.level > level and any(x.kind is LineKind.HEADING and x.level == first.level for x in current.lines)
    is_bare = bool(current.headline) and current.opening is None
    if is_bare and stack.above and stack.above.kind is LineKind.BOILERPLATE and not any(x.level for x in headings):
        # on a web page when and by whom stands between headline and text
        return is_other_title(current, headings, text_from(lines[after:]))
    if current.closed or (current.is_open and not is_like_above) or is_bare:
        return True  # a crosshead doesn't stand in a sentence, unless a column was broken there
    if any(is_editors_note(x) or x.text.startswith("—") for x in headings):
        return True
    if is_section(first.text):
        return False
    if is_column_title(first.text) and ends_article(lines, after):
        return True
    if stack.below is not None and is_question(stack.below.text):
        return (len(headings) > 1 or is_label(first.text)) and not any(is_question(x.text) for x in current.paragraphs)
    if in_briefs or (current.headline and is_marked(first.text) and is_marked(current.headline.lines[0].text)):
        return True
    if starts_article(lines, after) or (current.is_signed and ends_article(lines, after)):
        return True
    if level and len(headings) > 1 and all(x.level == level for x in headings):
        return True  # a crosshead is set smaller than the title, and in one line
    if level and not current.is_signed and first.level > level and signed_below(lines, after, level):
        return False
    if crosshead_level and first.level:
        return min(x.level for x in headings) < crosshead_level
    return len(headings) > 1 and not first.level


def goes_on_below(stack: Stack, current: Draft) -> bool:
    """True when a text without headline breaks off above one and goes on below it, and no article before is the one it speaks of."""
    if current.headline is not None:
        return False
    is_other = stack.below is not None and is_dateline(stack.below.text)
    is_other = is_other or speaks_of_another(current, stack.headings, stack.drafts)
    is_other = is_other or tells_of_below_only(current, stack.headings, text_from(stack.lines[stack.after :]))
    is_parted = current is not stack.drafts[0] and not current.has_begun and current.opening is not None
    return not is_other and (is_parted or (current.has_begun and current.is_open))


def second_headline(group: Sequence[Line]) -> int:
    """Which line of a group begins a second headline: a marked one as large as the first, below smaller ones; 0 where none does."""
    level = group[0].level if all(x.kind is LineKind.HEADING for x in group[:2]) else 0
    return next((i for i, x in enumerate(group) if i > 1 and level and x.level == level and group[i - 1].level > level), 0)


def _stands_in_furniture(stack: Stack) -> bool:
    """True for a headline between what ends an article on a web page and what says when and by whom the next was written."""
    around = (stack.above, stack.below)
    return all(x is not None and x.kind is LineKind.BOILERPLATE for x in around)
