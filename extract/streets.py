"""Streets that no gazetteer has: those that one goes by (走民生路到…), and those named in one list with others that are sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.han import HAN
from extract.model import Range
from extract.names import Guess
from extract.wordlists import load_words
from extract.words import Words, is_function_word, is_plain_verb, tag_of

PAVED = frozenset({"road", "interchange"})
"""Kinds of places that are listed with streets: 过进步桥、|南通路."""

_STREET = re.compile(rf"[、经在沿到至过]({HAN}{{2,3}}(?:路|街))(?=[、，,。;)等和与至到东西南北沿的绕口上两一交施封]|$)")
_STREET_BY = re.compile(
    rf"(?:[东西南北][依邻临至到靠起接为]|绕行|走|接|经由?|沿|停在|驶入|转入|右转|左转|拐上)({HAN}{{2,4}}(?:路|街|大街|大道))(?=[、，,。;；和与及接到至转进由往向东西南北])"
)
_BOUND = re.compile(
    rf"(?:[东西南北][至到邻临依靠]({HAN}{{2,4}}(?:路|街|道))(?=[、，,。;；])"
    rf"|(?<=[、，,于])({HAN}{{2,4}}(?:路|街|道))(?=以[东西南北]))"  # 位于|天苑路|以北、|大安舍路|以南
)
_FROM_TO = re.compile(rf"[路道街]\(({HAN}{{2,5}}(?:路|街|道))[至到]({HAN}{{2,5}}(?:路|街|道))(?=[)段]|K\d)")
"""What parts of a street closures name: 台儿庄路(奉化道至古海道)."""

_LIST = re.compile("[\u4e00-\u9fff、]+")
_SEPARATOR = re.compile("、|(?<=[路街道])[和与及至到]")
_ITEM = re.compile(rf"(?:[东西南北][至到邻临依靠])?(({HAN}{{2,5}}?)(?:路|大街|街|大道|道|胡同))(?=[等后到至改返口沿上东西南北]|$)")
SORTS = frozenset("主干 次干 高速 快速 高架 人行 干线 支线 机动车 非机动车 自行车 消防 疏散 生产 田间 林荫 乡村 农村 断头 背街".split())
"""What sorts of streets are called: 主干|路."""

_WAY = "道"
_GENERIC = load_words("generic")


def find_streets(text: str, words: Words) -> Iterator[Guess]:
    """Streets in a list or after a preposition, where each character is a word of its own, and those that one goes by (走民生路到…)."""
    if not any(generic in text for generic in "路街道"):
        return
    for match in _STREET.finditer(text):
        start, end = match.span(1)
        near = words.around(start)
        inside = [w for a, b, w in near if start <= a and b <= end]
        if any(a == start for a, _, _ in near) and len(inside) == end - start:
            yield Guess(start, end, "road")
    for match in (*_STREET_BY.finditer(text), *_BOUND.finditer(text)):
        start, end = match.span(match.lastindex or 0)
        inside = [w for a, b, w in words.around(start) if start <= a and b <= end]
        is_named = sum(map(len, inside)) == end - start and not any(
            w in _GENERIC or is_function_word(w) or is_plain_verb(w) for w in inside if w != _WAY
        )
        if is_named and not tag_of(text[start:end]):
            yield Guess(start, end, "road")
    for match in _FROM_TO.finditer(text):
        yield from (Guess(*match.span(n), "road") for n in (1, 2))


def find_listed_streets(text: str, known: Iterable[Range]) -> Iterator[Guess]:
    """Streets next to a sure one in a list, whatever words they are made of: 绕行光明路、|新华道|、|幸福路.

    Parameters
    ----------
    text : str
        A folded passage.
    known : iterable of Range
        The places of the `PAVED` kinds found in it.
    """
    known = tuple(known)
    if not known:
        return
    starts, ends = {a for a, _ in known}, {b for _, b in known}
    for found in _LIST.finditer(text):
        chunks = _chunks(text, found.start(), found.end())
        sure = [a in starts or b in ends for a, b in chunks]
        if not any(sure):
            continue
        for order in (range(1, len(chunks)), range(len(chunks) - 2, 0, -1)):  # what stands before the first item may be no part of it
            step = order.step
            for i in order:
                if sure[i - step] and not sure[i] and (item := _street_at(text, *chunks[i])) is not None:
                    sure[i] = True
                    yield Guess(*item, "road")


def _chunks(text: str, start: int, end: int) -> list[Range]:
    """The items of a list with what stands around it."""
    chunks = []
    for mark in _SEPARATOR.finditer(text, start, end):
        chunks.append((start, mark.start()))
        start = mark.end()
    return [*chunks, (start, end)]


def _street_at(text: str, start: int, end: int) -> Range | None:
    """The street that an item begins with; None where that is a common word or the name of a sort of streets."""
    item = _ITEM.match(text, start, end)
    is_street = item is not None and item[2] not in SORTS and tag_of(item[1]) in ("", "ns")
    return item.span(1) if item is not None and is_street else None
