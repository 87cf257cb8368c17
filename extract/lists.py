"""Lists that take their kind from a head noun.

「京津、津兴、京滨、京沪4条高铁」 are four railways, 「潘家口、大黑汀两座水库」 two reservoirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from extract.han import HAN, is_han
from extract.model import Range, Toponym
from extract.names import KnownName, NameIndex
from extract.scan import Match, leftmost_longest
from extract.unlisted import load_heads
from extract.words import tag_of

_UNITS: Mapping[str, str] = {
    "镇": "town",
    "乡镇": "town",
    "街道": "town",
    "区": "district",
    "县": "district",
    "县市": "district",
    "区县": "district",
    "县区": "district",
    "县市区": "district",
    "市": "city",
}
_STATIONS = "车站"
_COUNTED: Mapping[str, str] = {
    **dict.fromkeys(("村", "村庄", "行政村", "自然村", "社区", "小区"), "neighbourhood"),
    **dict.fromkeys(("河道", "河流"), "river"),
    **dict.fromkeys(("互通立交", "互通", "收费站"), "interchange"),
}
"""What is counted behind names that no gazetteer has, and its kind."""

_NEW_NAME = re.compile(rf"(?:(?![的了在等级型]){HAN}){{2,4}}")
_LEAST_NAMED = 2
_AFTER_UNIT = re.compile(rf"(?:[镇乡县区市的了设经有到]内?|境内|街道|途|涉及|包括)((?:(?![的了到]){HAN}){{2,4}}?)$")
_COMMON_TAGS = ("a", "d", "n", "v", "m", "t")
_COUNT_BEFORE = re.compile(r"(?:等?[\d一二三四五六七八九十两多]+(?:条|座|个|处|家|大|所|地|片|项|大?批)?等?|等)$")
_COUNT_ENDS = frozenset("条座个处家大所地片项批等0123456789一二三四五六七八九十两多")
_LONGEST_COUNT = 6
_MIXED = frozenset("区县市")
_AFTER_NO_HEAD = frozenset("属级域")
_SEPARATORS = "、和及与 "
_SEPARATOR = re.compile(f"[{_SEPARATORS}]")
_SHORTEST_ITEM, _LONGEST_ITEM = 2, 7
MOST_ITEMS = 20
"""Items that a head gives their kind; more are a table, whose items have heads of their own."""

_LINE_LETTERS = re.compile(
    "[京津冀雄沪唐张保沈哈广九石德秦滨承港台昆呼包瓦日朔黄邯济侯月大同原通密赤朝锦集丰沙霸徐"
    "厦深西宝渝利衡柳南宁杭甬合福武珠桂贵成兰新银郑连盐青烟荣威湘赣昌吉长图珲牡佳齐]{2}"
)
_LINES = frozenset({"railway", "road"})
_JOINS = frozenset("、和与及")
_FIGURE = r"\d+(?:\.\d+)?(?:毫米|分钟|公里|℃|度|%|万?[元人吨辆亩户家])?"
_FIGURE_AFTER, _FIGURE_BEFORE = re.compile(_FIGURE), re.compile(f"(?:{_FIGURE})$")
_LONGEST_FIGURE = 9


@dataclass(frozen=True, slots=True)
class Element:
    """One element of such a list, in passage offsets."""

    start: int
    end: int
    toponym: Toponym


@cache
def listed_heads() -> dict[str, str]:
    """The nouns that give a list before them its kind, and the kinds."""
    return {**load_heads(), **_UNITS, **_COUNTED, _STATIONS: "rail_station"}


def find_listed(text: str, heads: Sequence[Match], index: NameIndex) -> list[Element]:
    """The elements whose kind the list's head noun proves; the head itself belongs to none of them.

    Parameters
    ----------
    text : str
        A folded passage.
    heads : sequence of Match
        Where the words of `listed_heads` stand in it.
    index : NameIndex
    """
    kinds = listed_heads()
    found: list[Element] = []
    for start, stop, _ in leftmost_longest([m for m in heads if _may_end_list(text, m[0])]):
        count = _COUNT_BEFORE.search(text, max(0, start - _LONGEST_COUNT), start)
        end = count.start() if count else start
        head = text[start:stop]
        items = _items_before(text, end, head)
        if not items or (not count and len(items) < 2):
            continue
        if head == "区" and text[start - 1] == "地":  # 天津、唐山等许多地|区
            continue
        if head in _UNITS and text[stop : stop + 1] in _AFTER_NO_HEAD:  # 颐和园、天坛、北海等市|属公园
            continue
        kind = kinds[head]
        elements = [_suffix_name(text, a, b, head, kind, index) for a, b in items]
        if not count:
            *elements, last = elements  # 「京沪高铁」 stands whole and is found as such
            if head in _UNITS and last is None:  # 朝阳、丰台的菜市场
                continue
        found += [e for e in elements if e is not None]
        found += _flanked(text, items, elements, kind, index)
        if head in _COUNTED and count and len(items) > 1 and text[stop : stop + 1] not in _AFTER_NO_HEAD:
            found += _new_places(text, items, kind, index)
    return found


def _new_places(text: str, items: Sequence[Range], kind: str, index: NameIndex) -> Iterator[Element]:
    """The villages, rivers or interchanges that no gazetteer has: 更乐镇|东巷、又上、上巷等8个村."""
    first = _AFTER_UNIT.search(text, *items[0])
    if first is not None:
        items = [first.span(1), *items[1:]]
    named = [(a, b) for a, b in items if not tag_of(text[a:b]).startswith(_COMMON_TAGS)]
    if len(named) < _LEAST_NAMED:  # 种植、养殖等五个村
        return
    for start, end in items:
        if _NEW_NAME.fullmatch(text, start, end) and (kind != "neighbourhood" or index.get(text[start:end]) is None):
            yield Element(start, end, Toponym(text[start:end], (), kind))


def item_after(text: str, end: int) -> int | None:
    """Where the next item of a list begins after one that ends here, with a figure of its own or without: 河西|125.4、和平."""
    if text[end : end + 1].isdigit() and (figure := _FIGURE_AFTER.match(text, end)):
        end = figure.end()
    return end + 1 if text[end : end + 1] in _JOINS else None


def item_before(text: str, start: int) -> int | None:
    """Where the item of a list ends that stands before one which begins here."""
    if text[start - 1 : start] not in _JOINS:
        return None
    figure = _FIGURE_BEFORE.search(text, max(0, start - 1 - _LONGEST_FIGURE), start - 1)
    return figure.start() if figure else start - 1


def _flanked(text: str, items: Sequence[Range], elements: Sequence[Element | None], kind: str, index: NameIndex) -> list[Element]:
    """The unknown items between known ones: 北京南、亦庄、永乐、武清4个车站."""
    known = [i for i, e in enumerate(elements) if e is not None]
    inner = range(known[0] + 1, known[-1]) if known else ()
    unknown = [(a, b) for i in inner if elements[i] is None for a, b in items[i : i + 1] if not _is_sure(index.get(text[a:b]))]
    return [Element(a, b, Toponym(text[a:b], (), kind)) for a, b in unknown]


def _is_sure(name: KnownName | None) -> TypeGuard[KnownName]:
    return name is not None and not name.needs_context


def _may_end_list(text: str, at: int) -> bool:
    """True when a count or a mark of a list stands shortly before."""
    return text[at - 1 : at] in _COUNT_ENDS or bool(_SEPARATOR.search(text, max(0, at - _LONGEST_ITEM - 1), at))


def _parts(text: str, at: int) -> bool:
    """True for a mark that parts the items of a list; the first character of 和平 is none."""
    return text[at] in _SEPARATORS and not text.startswith("和平", at)


def _items_before(text: str, end: int, head: str) -> list[Range]:
    """The items of a list that ends here, up to a unit that has the head itself; the first of them perhaps with other words before it."""
    items: list[Range] = []
    while len(items) < MOST_ITEMS:
        start = end
        while start > 0 and end - start < _LONGEST_ITEM and not _parts(text, start - 1) and is_han(text[start - 1]):
            start -= 1
        if end - start < _SHORTEST_ITEM:
            return items
        items.insert(0, (start, end))
        has_head = len(items) > 1 and head in _UNITS and text.endswith(head, start, end)
        if has_head or start == 0 or text[start - 1] not in _SEPARATORS:
            break
        end = start - 2 if text.startswith("以及", start - 2) else start - 1
    return items


def _last_characters(head: str) -> str:
    """What an item's own name may end in under a head: 通州|区 and 香河|县 of 通州、香河等区县."""
    if _MIXED.issuperset(head):
        return head
    return head[-1] if head in _UNITS or head == _STATIONS else ""


def _suffix_name(text: str, start: int, end: int, head: str, kind: str, index: NameIndex) -> Element | None:
    """The longest name of the kind that ends where the element ends; with the head before without (京沪高铁, not 京沪铁路)."""
    for at in range(start, end - 1):
        own = index.get(text[at:end])
        if head in _UNITS and _is_sure(own) and own.is_unit and kind not in own.kinds:  # 甘南, of 甘南、墨玉县
            return None
        is_today = _is_sure(own) and len(own.refs) == 1  # 密云, of 密云、兴隆等县, is no county any more
        names = (
            own if is_today else None,
            *(index.get(text[at:end] + last) for last in _last_characters(head)),
            index.get(text[at:end] + head),
            own,
        )
        of_kind = [name for name in names if name and kind in name.kinds]
        if of_kind == [own] and _is_sure(own) and own.kind_set != {kind}:  # 承德、大兴区和通州区: it may be the city
            return None
        if of_kind:  # 平山, of 阜平、平山、信都区, may be a county as well
            meant = of_kind if len(_last_characters(head)) > 1 else of_kind[:1]
            if own is not None and own in of_kind and head in _UNITS and not is_today:
                meant = [*meant, own]
            refs = dict.fromkeys(r for name in meant for r, k in zip(name.refs, name.kinds, strict=True) if k == kind)
            return Element(at, end, Toponym(text[at:end], tuple(refs), kind))
    if kind in _LINES and end - start == 2 and _LINE_LETTERS.fullmatch(text[start:end]):
        return Element(start, end, Toponym(text[start:end], (), kind))
    return None
