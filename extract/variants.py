"""One form for characters that are written, typed or scanned in several: what names are compared by.

The traditional characters are those of OpenCC's table (TSCharacters, Apache License 2.0) that no simplified text has, and some forms of
Hong Kong and Taiwan.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

TRADITIONAL = Path(__file__).parent / "data" / "traditional.csv"

_MARKS = zip(
    "淸囗曰巿亰－–─―‐-•・‧．（）［］「」０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "清口日市京——————···.()[]“”0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    strict=True,
)


def _read_traditional(path: Path) -> dict[str, str]:
    """Traditional characters and the simplified ones that stand for them."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["traditional"]: row["simplified"] for row in csv.DictReader(file)}


_OLD_FORMS = _read_traditional(TRADITIONAL)
_IN_CONTEXT = {
    "著": ("着", re.compile("(?<![显顯原编編译譯专專土巨昭卓新名论論遗遺合])著(?![名作称稱书書述者录錄论論])")),
    "乾": ("干", re.compile("乾(?![隆坤清陵县縣元])")),
    "俱": ("具", re.compile("(?<=[傢家])俱")),
    "瞭": ("了", re.compile("瞭(?!望)")),
}
"""Traditional characters that simplified text has too, in other words; and where they are not these."""

_COMMON_FORMS = _OLD_FORMS | dict(_MARKS)
_VARIANT = re.compile("[" + re.escape("".join((*_COMMON_FORMS, *_IN_CONTEXT))) + "]")
_OLD = re.compile("[" + re.escape("".join(_OLD_FORMS)) + "]")
_SIMPLIFIED = _OLD_FORMS | dict(zip("「」『』", "“”‘’", strict=True))
_TO_SIMPLIFY = re.compile("[" + re.escape("".join((*_SIMPLIFIED, *_IN_CONTEXT))) + "]")


def fold(text: str) -> str:
    """Text with marks, digits, letters, traditional characters and what scanners make of 清, 口, 日, 市 and 京 of one form each.

    It is as long as it was, so offsets hold in both.
    """
    return _VARIANT.sub(_common_form, text)


def simplify(text: str) -> str:
    """Text in traditional characters as a mainland paper prints it, quotation marks included; any other text as it is.

    It is as long as it was, so offsets hold in both.
    """
    return _TO_SIMPLIFY.sub(_simplified, text) if _OLD.search(text) else text


def _common_form(match: re.Match[str]) -> str:
    return _COMMON_FORMS.get(match[0]) or _by_context(match)


def _simplified(match: re.Match[str]) -> str:
    return _SIMPLIFIED.get(match[0]) or _by_context(match)


def _by_context(match: re.Match[str]) -> str:
    form, where = _IN_CONTEXT[match[0]]
    return form if where.match(match.string, match.start()) else match[0]
