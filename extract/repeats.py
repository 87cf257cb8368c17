"""Paragraphs that a page has twice: word for word, or with a character that the scanner misread."""

from __future__ import annotations

import re

from extract.drafts import Draft

REPEAT_LENGTH = 20
"""Characters from which a paragraph that stands on the page already is a repeat and not a phrase used twice."""

REPEAT_OPENING, REPEAT_RATIO = 10, 95
"""Characters that a repeat has in common with where it repeats from the first on, and how many of a hundred in all."""

MOST_ALIKE = 9
"""Paragraphs of a page with one opening that are compared; where more have it, it is a form."""

_FIGURE = re.compile(r"\d+")


def is_repeat(text: str, seen: str, current: Draft) -> bool:
    """True for a paragraph, or the beginning of one, that the page had before.

    Parameters
    ----------
    text : str
        The paragraph.
    seen : str
        The page's paragraphs before it, a line each.
    current : Draft
        The article that it would go on with; what that has itself is repeated word for word only.
    """
    return len(text) >= REPEAT_LENGTH and (text in seen or _is_misread(text, seen, current))


def _is_misread(text: str, seen: str, current: Draft) -> bool:
    """True where another article had it with a few other characters, but with the same figures."""
    from rapidfuzz import fuzz  # here because few pages need it, and it takes as long to import as a page to read

    opening = text[:REPEAT_OPENING]
    if opening not in seen or any(opening in x.text for x in current.paragraphs):
        return False
    at = -1
    for _ in range(MOST_ALIKE):
        at = seen.find(opening, at + 1)
        if at < 0:
            break
        old = seen[at : at + len(text)]
        if fuzz.ratio(text, old) >= REPEAT_RATIO and _FIGURE.findall(text) == _FIGURE.findall(old):
            return True
    return False
