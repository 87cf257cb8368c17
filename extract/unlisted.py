"""Names that look like places but that no gazetteer has: found by their head (…产业园, …湿地, …高速), cut where the words say."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import daachorse

from extract.names import Hit, NameIndex
from extract.wordlists import load_words
from extract.words import Word, is_function_word, is_plain_verb, is_proper

HEADS = Path(__file__).parent / "data" / "heads.csv"

LONGEST_NAME = 22
"""Characters; 华北区域综合性危险废物集中处置中心 has 17."""

_STOP = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9—·()]")
_GENERIC_BEFORE = re.compile(
    r"(?:[一二三四五六七八九十百千万两几多数各每该本此全\d]|国家级|省级|市级|大批|一批|多个|一座|一个|特色|现代|新型|若干|各类|部分|相关|周边|附近|大型|中型|小型|重点|首个|首座|毗邻|沿线|老旧|整个|标准化|规模化)(?:[个座条家所处类型批期大]|余座|余个|余家)?$"
)
_SITE_BEFORE = re.compile(
    r"(?:位于|坐落于|坐落在|地处)(?P<where>[^，,。；;：:]{2,24}?)的$|走进(?:位于)?$|(?:在|走进)(?:位于)?(?P<at>[^，,。；;：:]{2,20}?)的$"
)
_SITE_AFTER = re.compile(
    r"^(?:[(（][^()（）]{2,20}[)）])?(?:的)?(?:[\u4e00-\u9fff]{0,4})?(?:厂房|车间|生产线|产线|生产基地|厂区|工厂|园区内|仓库|施工现场)"
)
_COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·]{2,20}(?:[(（][\u4e00-\u9fff]{2,6}[)）])?[\u4e00-\u9fffA-Za-z0-9·]{0,14}?(?:有限(?:责任)?公司|集团公司)"
)
_ROAD_NUMBER = re.compile(
    r"(?:(?:国道|省道|县道|高速)?[GSX]\d{1,4}(?:国道|省道|县道|高速公路|高速)?|[GS]\d{1,4}[\u4e00-\u9fff]{2}高速(?:公路)?|\d{3}(?:国道|省道))(?:[\u4e00-\u9fff]{2,3}(?:县|市|区)?段)?"
)
_LINE_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3})?(?:地铁|轨道交通|城铁)?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2})号线(?:[\u4e00-\u9fff]{0,2}延[伸长]线|[一二三四]期|支线)?|(?<![A-Za-z])[ZRMSB]\d{1,2}线"
)
_ADMIN = frozenset({"country", "region", "province", "city", "district", "town"})
_WIDE = frozenset({"country", "region", "province"})
_GENERIC = load_words("generic")
_TELLTALE = frozenset("东西南北中上下新老大小一二三四五六七八九十0123456789")


@dataclass(frozen=True, slots=True)
class Guess:
    """A name found by its head.

    Attributes
    ----------
    start, end : int
        In the passage.
    kind : str
        Kind of place that the head names.
    reads_as : str
        The gazetteer's name that this is a scanning error of, or empty.
    site : bool
        True for a company whose plant the text speaks of.
    """

    start: int
    end: int
    kind: str
    reads_as: str = ""
    site: bool = False


@cache
def load_heads(path: Path = HEADS) -> tuple[tuple[str, ...], dict[str, str], daachorse.CharwiseDoubleArrayAhoCorasick]:
    """The heads, the kind of each, and an automaton over them."""
    with path.open(encoding="utf-8", newline="") as file:
        kinds = {row["head"]: row["kind"] for row in csv.DictReader(file)}
    heads = tuple(kinds)
    return heads, kinds, daachorse.CharwiseDoubleArrayAhoCorasick(list(heads))


def find_unlisted(text: str, words: Sequence[Word], hits: Sequence[Hit], index: NameIndex, context: str) -> list[Guess]:
    """Names by their head, numbered roads and lines, and plants of companies.

    Parameters
    ----------
    text : str
        A folded passage.
    words : sequence of Word
        Its words.
    hits : sequence of Hit
        The gazetteer names found in it: what a new name may begin with.
    index : NameIndex
        For names that a scanning error has changed.
    context : str
        The article's text, in which a misread name must be at home.
    """
    heads, kinds, automaton = load_heads()
    ends = {b: i for i, (_, b, _) in enumerate(words)}
    ends_longest: dict[int, tuple[int, str]] = {}
    for a, b, i in automaton.find_overlapping(text):
        if b in ends and (b not in ends_longest or a < ends_longest[b][0]):
            ends_longest[b] = (a, heads[i])
    places = [h for h in hits if not h.name.needs_context]
    guesses = []
    known_ends = {h.end for h in hits if h.length >= 3 and not _ADMIN & set(h.name.kinds)}
    for end, (head_start, head) in ends_longest.items():
        if end in known_ends or _is_part_of_word(words, head_start):  # the gazetteer or the dictionary knows better
            continue
        start = _left_edge(text, words, head_start, places)
        if start is not None and end - start <= LONGEST_NAME:
            guesses.append(Guess(start, end, kinds[head], _misread(text[start:end], index, context)))
    for match in _ROAD_NUMBER.finditer(text):
        guesses.append(Guess(match.start(), match.end(), "road"))
    for match in _LINE_NUMBER.finditer(text):
        start = _line_start(text, match, places)
        if re.search(r"\d|地铁|轨道|[ZRMSB]", text[start : match.end()]):
            guesses.append(Guess(start, match.end(), "metro_line"))
    return guesses + _plants(text)


def _left_edge(text: str, words: Sequence[Word], head_start: int, places: Sequence[Hit]) -> int | None:
    """Where the name that ends in a head begins; None when nothing before the head is a name."""
    begin = head_start
    proper = False
    for a, b, word in reversed(words):
        if a >= head_start:
            continue
        if b < begin:
            break
        if head_start - a > LONGEST_NAME:
            break
        if word in (")", "("):
            if word == ")" and re.search(r"\([\u4e00-\u9fff]{2,6}\)$", text[:b]):
                begin = a
                continue
            if word == "(" and ")" in text[b:head_start]:
                begin = a
                continue
            break
        if _STOP.search(word) or (word == "—" and not any(h.end == a for h in places)):
            break
        if is_function_word(word) or (is_plain_verb(word) and not _place_before(a, places, text, words)):
            break
        begin = a
        place = _place_at(a, b, places)
        if place is not None:
            begin = min(begin, place.start)
            proper = True
        elif is_proper(word) and b <= head_start and not word.isascii() and word not in _GENERIC:
            proper = True
    first = [h for h in places if h.start >= begin and h.end <= head_start and _joined(h.end, head_start, places, words)]
    if first:  # what stands before the first place is not part of the name
        begin = min(h.start for h in first)
        proper = True
    if begin >= head_start or not proper:
        return None
    if first and set(first[0].name.kinds) <= _WIDE:  # 京津冀旅游景区 are many, 天津旅游景区 too
        end = max(h.end for h in first)
        between = [w for a, b, w in words if a >= end and b <= head_start]
        if all(w in _GENERIC for w in between) and (between or not {"province"} & set(first[0].name.kinds)):
            return None
    if head_start - begin < 2 or (_GENERIC_BEFORE.search(text[max(0, begin - 4) : head_start]) and not first):
        return None
    return begin


def _is_part_of_word(words: Sequence[Word], head_start: int) -> bool:
    """True when what looks like a head is the end of a common word (农村, 车站)."""
    return any(a < head_start < b and not is_proper(word) for a, b, word in words)


def _joined(end: int, head_start: int, places: Sequence[Hit], words: Sequence[Word]) -> bool:
    """True when no verb stands between a place and the head, save as part of what the place names."""
    later = max((h.start for h in places if h.start >= end and h.end <= head_start), default=None)
    if later is None:
        return True
    return not any(is_function_word(w) or is_plain_verb(w) for a, b, w in words if end <= a and b <= later)


def _place_at(a: int, b: int, places: Sequence[Hit]) -> Hit | None:
    return next((h for h in places if h.start <= a < h.end or h.start < b <= h.end), None)


def _place_before(at: int, places: Sequence[Hit], text: str, words: Sequence[Word]) -> bool:
    """True when a place stands shortly before, with nothing but nouns and noun-like verbs between."""
    near = [h for h in places if h.end <= at and at - h.end <= 10]
    if not near:
        return False
    last = max(near, key=lambda h: h.end)
    between = [w for a, b, w in words if last.end <= a and b <= at]
    return not any(_STOP.search(w) or is_function_word(w) for w in between)


def _line_start(text: str, match: re.Match[str], places: Sequence[Hit]) -> int:
    """A line's name begins with its city, not with the words before."""
    number = re.search(r"(?:地铁|轨道交通|城铁)?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2})号线|[ZRMSB]\d{1,2}线", match[0])
    assert number is not None
    start = match.start() + number.start()
    return next((h.start for h in places if h.end == start), start)


def _plants(text: str) -> list[Guess]:
    """Companies named as the site where something happens."""
    found = []
    for match in _COMPANY.finditer(text):
        start = match.start()
        cut = max(
            (match[0].rfind(w) + len(w) for w in ("位于", "走进", "的", "在", "和", "与", "是", "为", "对", "由") if w in match[0][:-6]),
            default=0,
        )
        start += cut
        before, after = text[max(0, start - 30) : start], text[match.end() : match.end() + 30]
        if _SITE_BEFORE.search(before) or _SITE_AFTER.match(after):
            found.append(Guess(start, match.end(), "factory", site=True))
    return found


def _misread(surface: str, index: NameIndex, context: str) -> str:
    """The gazetteer's name that differs in one character and is at home in the article, or empty."""
    if len(surface) < 5 or index.get(surface):
        return ""
    for known in index.by_length.get(len(surface), ()):
        if known[-2:] != surface[-2:]:
            continue
        differing = [i for i, (x, y) in enumerate(zip(surface, known, strict=True)) if x != y]
        if len(differing) == 1 and not {surface[differing[0]], known[differing[0]]} & _TELLTALE:
            name = index.by_surface[known]
            if any(word in context for word in name.contexts):
                return known
    return ""
