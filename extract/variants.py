"""One form for characters that are written, typed or scanned in several: what names are compared by.

The traditional characters are those of OpenCC's table (TSCharacters, Apache License 2.0) that no simplified text has.
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


_COMMON_FORMS = _read_traditional(TRADITIONAL) | dict(_MARKS)
_VARIANT = re.compile("[" + re.escape("".join(_COMMON_FORMS)) + "]")


def fold(text: str) -> str:
    """Text with marks, digits, letters, traditional characters and what scanners make of 清, 口, 日, 市 and 京 of one form each.

    It is as long as it was, so offsets hold in both.
    """
    return _VARIANT.sub(_common_form, text)


def _common_form(match: re.Match[str]) -> str:
    return _COMMON_FORMS[match[0]]
