"""Stretches of roads that reports of fog, snow and works name: 京沪高速沧州开发区站至青县站, 东六环六元桥至太和桥, 五环团河桥."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.han import HAN
from extract.lists import Element
from extract.model import Toponym
from extract.names import Guess, NameIndex

_KIND = "interchange"

_NODE = rf"(?:(?![至到的与及在等段、桥站]){HAN}){{1,7}}?(?:收费站|检查站|立交桥|互通|站|桥)"
_BARE = rf"(?:(?![至到的与及在等段、桥站]){HAN}){{2,5}}?"
_CLOSED = r"(?=双向|单向|[进出]京|全线|封闭|关闭)"
_STRETCH = re.compile(
    rf"(?P<first>{_NODE})[至到](?P<last>{_NODE})(?![前后])|(?P<start>{_NODE}|{_BARE})[至到](?P<end>{_NODE}|{_BARE}){_CLOSED}"
)
_BRIDGE = re.compile(
    rf"(?![的和与及至到在从上下内外主辅沿有跨各段过由是出入进向往双全])(?:(?!桥|高架){HAN}){{2,4}}桥(?=[上下东西南北附内外及至到主辅出入、，。,]|$)"
)
_BORDERS = frozenset("市界 省界 京界 冀界 津界".split())


def find_stretches(ends_of_roads: Iterable[int], text: str, index: NameIndex) -> list[Element | Guess]:
    """The exits, toll stations and bridges between which a road is closed, and the bridge that is said right behind a road.

    Parameters
    ----------
    ends_of_roads : iterable of int
        Where the names of roads end in a passage.
    text : str
        The passage, folded.
    index : NameIndex
        A station between which a road is closed is none of a railway, whatever bears its name.
    """
    found: list[Element | Guess] = []
    for at in ends_of_roads:
        if stretch := _STRETCH.match(text, at):
            ends = (stretch.span(group) for group in ("first", "last", "start", "end") if stretch[group])
            found += [_node(a, b, text, index) for a, b in ends if text[a:b] not in _BORDERS]
        elif bridge := _BRIDGE.match(text, at):
            found.append(Guess(*bridge.span(), _KIND))
    return found


def _node(start: int, end: int, text: str, index: NameIndex) -> Element | Guess:
    """An exit, a toll station or a bridge of a road."""
    surface = text[start:end]
    if not surface.endswith("站"):
        return Guess(start, end, _KIND)
    known = index.get(surface) or index.get(surface.removesuffix("站") + "收费站")
    refs = tuple(r for r, kind in zip(known.refs, known.kinds, strict=True) if kind == _KIND) if known else ()
    return Element(start, end, Toponym(surface, refs, _KIND))
