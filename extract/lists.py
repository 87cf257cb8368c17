"""Lists that take their kind from a head noun: 「京津、津兴、京滨、京沪4条高铁」 are four railways."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.model import Toponym
from extract.names import NameIndex

_HEADS = {
    "高速公路": "road",
    "高速": "road",
    "高速铁路": "railway",
    "高铁": "railway",
    "城际铁路": "railway",
    "城际": "railway",
    "铁路": "railway",
    "客运专线": "railway",
    "机场": "airport",
}
_LIST = re.compile(
    r"(?P<items>(?:[\u4e00-\u9fff]{2,5}[、和及与])*[\u4e00-\u9fff]{2,5})(?:等)?(?P<count>(?:\d+|[一二三四五六七八九十两多]+)(?:条|座|大)|等)?"
    rf"(?P<head>{'|'.join(sorted(_HEADS, key=len, reverse=True))})"
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of such a list, in passage offsets."""

    start: int
    end: int
    toponym: Toponym


def find_listed_lines(text: str, index: NameIndex) -> list[Element]:
    """The elements whose kind the list's head noun proves; the head itself belongs to none of them."""
    found = []
    for match in _LIST.finditer(text):
        items = list(re.finditer(r"[\u4e00-\u9fff]+?(?=[、和及与等]|$)", match["items"]))
        listed = len(items) > 1 or bool(match["count"])
        if not listed:
            continue
        glued = not match["count"] and not text[: match.start("head")].endswith("等")
        for n, item in enumerate(items):
            last = n == len(items) - 1
            start, end = match.start("items") + item.start(), match.start("items") + item.end()
            element = _suffix_name(text, start, end, match["head"], index)
            if element is None:
                continue
            if last and glued:  # 「京沪高铁」 stands whole: the name with its head is found as such
                continue
            found.append(element)
    return found


def _suffix_name(text: str, start: int, end: int, head: str, index: NameIndex) -> Element | None:
    """The longest name of the kind that ends where the element ends; with the head before without (京沪高铁, not 京沪铁路)."""
    kind = _HEADS[head]
    for at in range(start, end - 1):
        name = index.get(text[at:end] + head) or index.get(text[at:end])
        if name and kind in name.kinds:
            refs = tuple(r for r, k in zip(name.refs, name.kinds, strict=True) if k == kind)
            return Element(at, end, Toponym(text[at:end], refs, kind))
    if end - start == 2 and re.fullmatch(r"[京津冀雄沪唐张保沈哈广九石德秦滨]{2}", text[start:end]):
        return Element(start, end, Toponym(text[start:end], (), kind))
    return None
