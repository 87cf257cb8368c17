"""Lists that take their kind from a head noun.

「京津、津兴、京滨、京沪4条高铁」 are four railways, 「潘家口、大黑汀两座水库」 two reservoirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extract.model import Toponym
from extract.names import NameIndex
from extract.unlisted import load_heads

_UNITS: Mapping[str, str] = {
    "镇": "town",
    "乡镇": "town",
    "街道": "town",
    "区": "district",
    "县": "district",
    "县市": "district",
    "市": "city",
}
_COUNT = r"(?:[\d一二三四五六七八九十两多]+(?:条|座|个|处|家|大|所|地|片|项)?)"
_LINE_LETTERS = re.compile(r"[京津冀雄沪唐张保沈哈广九石德秦滨承港台昆]{2}")
_LINES = frozenset({"railway", "road"})


@dataclass(frozen=True, slots=True)
class Element:
    """One element of such a list, in passage offsets."""

    start: int
    end: int
    toponym: Toponym


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    _, kinds, _ = load_heads()
    kinds = {**kinds, **_UNITS}
    heads = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    item = r"[\u4e00-\u9fff]{2,7}"
    return re.compile(rf"(?P<items>(?:{item}[、和及与])*{item}?)(?P<count>等{_COUNT}?|{_COUNT}等?)?(?P<head>{heads})"), kinds


def find_listed(text: str, index: NameIndex) -> list[Element]:
    """The elements whose kind the list's head noun proves; the head itself belongs to none of them."""
    pattern, kinds = _pattern()
    found = []
    for match in pattern.finditer(text):
        head, kind = match["head"], kinds[match["head"]]
        items = list(re.finditer(r"[\u4e00-\u9fff]+?(?=[、和及与]|$)", match["items"]))
        if not match["count"] and len(items) < 2:
            continue
        base = match.start("items")
        elements = [_suffix_name(text, base + i.start(), base + i.end(), head, kind, index) for i in items]
        if not match["count"]:
            *elements, last = elements  # 「京沪高铁」 stands whole and is found as such
            if head in _UNITS and last is None:  # 朝阳、丰台的菜市场
                continue
        found += [e for e in elements if e is not None]
    return found


def _suffix_name(text: str, start: int, end: int, head: str, kind: str, index: NameIndex) -> Element | None:
    """The longest name of the kind that ends where the element ends; with the head before without (京沪高铁, not 京沪铁路)."""
    for at in range(start, end - 1):
        for name in (
            index.get(text[at:end] + head[-1]) if head in _UNITS else None,
            index.get(text[at:end] + head),
            index.get(text[at:end]),
        ):
            if name and kind in name.kinds:
                refs = tuple(r for r, k in zip(name.refs, name.kinds, strict=True) if k == kind)
                return Element(at, end, Toponym(text[at:end], refs, kind))
    if kind in _LINES and end - start == 2 and _LINE_LETTERS.fullmatch(text[start:end]):
        return Element(start, end, Toponym(text[start:end], (), kind))
    return None
