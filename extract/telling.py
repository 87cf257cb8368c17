"""What a text tells: whose words it is in, a headline's or another text's, where the layout doesn't say what belongs together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile

from extract.bylines import closing_names, is_dateline, opening_names
from extract.drafts import Draft
from extract.headlines import Headline, join_lines
from extract.lines import Line, LineKind

LEAST_SHARED_PAIRS = 3
"""Pairs of characters that a title and a text without headline share when the text is the title's; of a short title two."""

SHORT_TITLE = 7
"""Pairs of characters."""

KINSHIP_RATIO = 1.3
"""How much more a text has in common with the article it goes on with than with another."""


LEAST_LEANING, CHANCE = 1.5, 0.15
"""How much more a text has in common with the article that broke off than with the one it stands in, and the kinship of any two."""


def pairs_of(title: str) -> set[str]:
    """The pairs of characters that follow each other in a title, marks left out."""
    return {pair for i in range(len(title) - 1) if (pair := title[i : i + 2]).isalnum()}


def shared_pairs(text: Draft, title: str) -> int:
    """How many of a title's pairs of characters a text has."""
    words = "".join(x.text for x in text.paragraphs)
    return sum(p in words for p in pairs_of(title))


def headline_of(draft: Draft) -> str:
    """All that a draft's headline says."""
    return _said(draft.headline.lines) if draft.headline else ""


def text_from(lines: Iterable[Line]) -> Draft:
    """The paragraphs that lines begin with, up to whatever else stands below them."""
    return Draft(None, lines=list(takewhile(lambda x: x.kind is LineKind.BODY, lines)))


def speaks_of_title(text: Draft, headline: Headline) -> bool:
    """True when a text without headline shares so many pairs of characters with a title that it is the title's."""
    title = join_lines(headline.title)
    return shared_pairs(text, title) >= LEAST_SHARED_PAIRS - (len(pairs_of(title)) <= SHORT_TITLE)


def speaks_rather_of(article: Draft, other: Draft) -> bool:
    """True when an article's text shares clearly more with another's headline than with its own."""
    return shared_pairs(article, headline_of(other)) >= shared_pairs(article, headline_of(article)) + LEAST_SHARED_PAIRS


def speaks_of_another(text: Draft, stack: Sequence[Line], drafts: Iterable[Draft]) -> bool:
    """True when a text without headline speaks rather of an article above that isn't closed than of the headings below it."""
    if text.headline is not None:
        return False
    told = max((shared_pairs(text, headline_of(d)) for d in drafts if d.headline and not d.closed), default=0)
    return told >= LEAST_SHARED_PAIRS + shared_pairs(text, _said(stack))


def is_other_title(above: Draft, stack: Sequence[Line], below: Draft) -> bool:
    """True when a text that a dateline opens speaks of the headings above it rather than of the headline before, which has no text yet."""
    is_opened = bool(below.lines) and is_dateline(below.lines[0].text)
    return is_opened and shared_pairs(below, _said(stack)) > shared_pairs(below, headline_of(above))


def is_subtitle_of(above: Draft, stack: Sequence[Line], below: Draft) -> bool:
    """True when headings are told by the text above them rather than by that below, which has authors of its own."""
    is_signed = any(opening_names(x.text) or closing_names(x.text) for x in below.lines)
    return is_signed and shared_pairs(above, _said(stack)) > shared_pairs(below, _said(stack))


def count_late_lines(above: Draft, stack: Sequence[Line], below: Draft) -> int:
    """How many of the headings between two texts are the first one's, which has none: those it speaks of more than the second.

    0 where the second alone speaks of them.
    """
    dashed = next((i for i, x in enumerate(stack, 1) if x.text.startswith("—")), 0)
    if dashed or not below.lines:
        return dashed or 1
    *others, last = (shared_pairs(above, x.text) - shared_pairs(below, x.text) for x in stack)
    gains = list(accumulate(others))
    if others and last >= LEAST_SHARED_PAIRS and is_dateline(below.lines[0].text):
        return len(stack)
    if gains and max(gains) < 0 and tells_of_below_only(above, stack, below):
        return 0
    return gains.index(max(gains)) + 1 if gains else 1


def tells_of_below_only(above: Draft, stack: Sequence[Line], below: Draft) -> bool:
    """True when the text below headings speaks of them and the one above doesn't."""
    above_shares, below_shares = (shared_pairs(text, _said(stack)) for text in (above, below))
    return above_shares < LEAST_SHARED_PAIRS and below_shares > above_shares + LEAST_SHARED_PAIRS


def find_kin(text: Draft, current: Draft, others: Iterable[Draft]) -> Draft:
    """The draft that a text goes on with: the current one, or another whose words it is clearly more in."""
    kin = max(others, key=lambda d: kinship(text, d), default=current)
    return kin if kinship(text, kin) > KINSHIP_RATIO * kinship(text, current) else current


def leaning(text: Draft, one: Draft, other: Draft) -> float:
    """How much more a text has in common with one draft than with another; 1 where it can't be told."""
    return (kinship(text, one) + CHANCE) / (kinship(text, other) + CHANCE)


def kinship(text: Draft, draft: Draft) -> float:
    """How many runs of three characters a text has in common with a draft, beside what one of that length has by chance."""
    runs, others = _runs(_said(text.paragraphs)), _runs(f"{headline_of(draft)}\n{_said(draft.paragraphs)}")
    return len(runs & others) / math.sqrt(len(others) + 1)


def _runs(text: str) -> set[str]:
    return {run for i in range(len(text) - 2) if (run := text[i : i + 3]).isalnum()}


def _said(lines: Iterable[Line]) -> str:
    return "\n".join(x.text for x in lines)
