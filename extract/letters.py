"""Lists of places that are called by one character each: 晋、冀、京三省市, 秦、唐、沧三市, 京唐|间, 晋陕|两省."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

from extract.names import ShortForm
from extract.words import tag_of

LETTERS = Path(__file__).parent / "data" / "letters.csv"

_COUNT = r"(?:等?[两二三四五六七八九十\d]{1,2}|各|等)(?:个|座)?(?:省区市|省市区|省市|省区|省份|省|市|地|区|城市|角)"
"""What says that places were listed."""

_BETWEEN = r"间(?![隔距谍接歇断或])|之间|交界|交汇处|边界|毗邻"
_OWN = r"[、和与及]"


@cache
def load_letters(path: Path = LETTERS) -> tuple[Mapping[str, str], frozenset[str]]:
    """The full names of units by the character that they are called by, and the characters that alone are too common as words."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["letter"]: row["name"] for row in rows}, frozenset(row["letter"] for row in rows if row["needs_count"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    letters = "".join(load_letters()[0])
    return (
        re.compile(rf"[{letters}](?:{_OWN}[{letters}])+(?P<counted>(?={_COUNT}|{_BETWEEN}))?"),
        re.compile(rf"[{letters}]{{2,5}}(?={_COUNT}|{_BETWEEN})"),
    )


def find_letters(text: str) -> Iterator[tuple[int, int, ShortForm]]:
    """The units that a passage calls by their characters in a list: each by itself, or together where nothing parts them.

    Parameters
    ----------
    text : str
        A folded passage.

    Yields
    ------
    (int, int, ShortForm)
        Where one stands, and what it means.
    """
    names, common = load_letters()
    parted, joined = _patterns()
    for found in parted.finditer(text):
        ends = found.end()
        if found["counted"] is None and tag_of(text[ends - 1 : ends + 1]):  # 京、津|南
            ends -= 2
        letters = [at for at in range(found.start(), ends) if text[at] in names]
        if found["counted"] is None:  # 京、津、唐|山
            letters = list(takewhile(lambda at: text[at] not in common, letters))
        if len(letters) > 1:
            yield from ((at, at + 1, ShortForm(text[at], (names[text[at]],), None, None)) for at in letters)
    for found in joined.finditer(text):
        if len(set(found[0])) == len(found[0]) and not tag_of(found[0]).startswith(("n", "v", "a", "d")):
            yield *found.span(), ShortForm(found[0], tuple(names[c] for c in found[0]), None, None)
