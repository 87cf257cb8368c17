"""Persons, whose names may hold the names of places (周北辰, 通讯员 石怀柔)."""

from __future__ import annotations

import re

from extract.bylines import spans_of_people
from extract.model import Range
from extract.wordlists import load_words
from extract.words import Words

_SURNAMES = load_words("surnames")
_SAYS = re.compile(
    r"告诉|表示|介绍|坦言|认为|说|道[：:，,]|称[，,]|笑|回忆|打了|像往|指着|感慨|感叹|强调|指出|透露|"  # who speaks
    r"先生|女士|院士|教授|等人|一家|夫妇|[，,](?:男|女|今年)"
)
_TITLES = tuple("长师理任记员授主人工者生家民友户嫂伯姨叔哥姐婶爷奶妈爸的")


def mask_people(text: str) -> tuple[Range, ...]:
    """Where a passage names its authors and photographers."""
    return spans_of_people(text)


def is_surname_before(text: str, start: int, end: int, words: Words) -> bool:
    """True when what looks like a place is a given name: a surname stands before it and a title or a verb of speech around."""
    if end - start > 2 or not start or text[start - 1] not in _SURNAMES:
        return False
    near = words.around(start - 1)
    if any(a < start - 1 < b or (a == start - 1 and b > start) for a, b, _ in near):  # the surname's character belongs to another word
        return any(a == start - 1 and b == end for a, b, _ in near)
    return bool(_SAYS.match(text, end)) or text[: start - 1].endswith(_TITLES)
