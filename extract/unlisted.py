"""Names that look like places but that no gazetteer has: found by their head (…产业园, …湿地, …高速), cut where the words say."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from extract.generics import outermost
from extract.han import HAN
from extract.kinds import LINES, STATIONS, UNITS
from extract.misprints import misread_name
from extract.names import Guess, Hit, NameIndex
from extract.people import is_person, person_before
from extract.scan import Match
from extract.wordlists import load_words
from extract.words import AROUND, INDEFINITE, NUMERALS, Word, Words, is_function_word, is_plain_verb, is_proper, tag_of

HEADS = Path(__file__).parent / "data" / "heads.csv"

LONGEST_NAME = 22
"""Characters; 华北区域综合性危险废物集中处置中心 has 17."""

_STOP = re.compile(r"[^\w—·()]|_")
_GENERIC_BEFORE = re.compile(
    r"(?:[一二三四五六七八九十百千万两几多数各每该本此全\d]|国家级|省级|市级|"
    r"大批|一批|多个|一座|一个|特色|现代|新型|若干|各类|部分|相关|周边|附近|"
    r"大型|中型|小型|重点|首个|首座|毗邻|沿线|老旧|整个|标准化|规模化)"
    r"(?:[个座条家所处类型批期大]|余座|余个|余家)?$"
)
_COUNTED = re.compile(r"(?:[\d一两三四五六七八九十几][余多]?)[家个座所条处](?:[大小新老]型?)?$")  # 一家|板栗加工厂
_ROAD = re.compile(
    rf"(?:[GS]\d{{1,4}}(?![和与及至到等、]){HAN}{{2,3}}高速(?:公路)?|"  # G25长深高速
    r"(?:国道|省道|县道|高速)?(?<![A-Za-z0-9])[GSX]\d{1,4}(?!\d)(?:国道|省道|县道|高速公路|高速)?|"  # 国道G112, G25高速
    r"\d{3}(?:国道|省道))"  # 112国道
    rf"(?:(?!部分|多处|等|全){HAN}{{2,3}}(?:县|市|区)?段)?"
)
ROAD_HINTS = (*(f"{letter}{digit}" for letter in "GSX" for digit in range(10)), "国道", "省道")
"""What stands in every text that has a numbered road."""

_RING = re.compile(rf"(?<!{HAN}[东西南北])[东西南北]{{1,2}}[二三四五六]环路?(?!{HAN}?[节路])")
_AFTER_TRAIN = tuple("次列")  # G112次, G112列车
_DEPARTURE = re.compile(r"\d[:：]\d\d")  # of a timetable
_NUMBERED = r"(?:地铁|轨道交通|城铁)?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2})号线|(?:地铁|轨道交通)\d{1,3}线"
_LETTERED = r"[ZRMSB]\d{1,2}(?:磁浮)?线路?"
_LINE = re.compile(
    rf"(?:{_NUMBERED})(?:(?:(?![及和与]){HAN}){{0,2}}延[伸长]线|[东西南北]延(?:线|段)?|[一二三四]期|支线)?|(?<![A-Za-z]){_LETTERED}"
)
LINE_HINTS = ("号线", "磁浮线", *(f"{digit}线" for digit in range(10)))
"""What stands in every text that has a numbered line."""

_OF_EACH = re.compile(
    rf"[大小东西南北前后新老]?[{''.join(sorted(s for s in load_words('surnames') if len(s) == 1))}]各庄村?(?!{HAN}?[镇乡街])"
)
"""Villages of a family: 孟各庄."""

_BUS = re.compile(
    r"(?<![\d.第分])(?:公交)?(?:[游夜专快观]|旅游)?\d{1,4}路(?:支线|快线)?(?!段|口|程|人|军|队|救|诸|大军|人马|高清|信号|摄像|视频|监控)"
)
_BUS_WORDS = re.compile(r"公交|乘|坐|站|车")
_METRO = re.compile(r"\d|[东西南北]延|地铁|轨道|[ZRMSB]")
_SMALL = frozenset({"town", "neighbourhood"})
_SHORT_REACH = 4  # characters between a unit and the 镇 of a town in it
_STATION = "站"
_LONG_HEAD = 3  # characters of a head that no common word ends in by chance: 历史|博物馆
_ACROSS, _BRIDGE = "跨", "桥"
_QUAY = "码头"
_LISTED = frozenset("公园 码头 湿地 水库 镇 乡".split())
"""Heads of what news lists side by side."""

_ITEM = re.compile(rf"[、，,：:]((?:(?![的了在是和与及、]){HAN}){{2,4}})$")
_ITEM_AFTER = rf"、{HAN}{{2,5}}"
_OF_PERSONS = frozenset("故居 旧居 祠堂 祠 墓 纪念馆 纪念碑 陵园 艺术馆".split())
"""Heads before which a person's name stands: 陈子正|故居."""

_OF_ANY, _NEEDS_NAME = ("工厂", "景区", "街道"), ("湿地", "小区", "社区")
"""Heads that make no name of a unit alone: the first of any, the others of one that says what it is."""

_UNIT_ENDS = frozenset("市区县镇乡")
_DATE_ENDS = frozenset("年月日号")
_SIZES = frozenset("新老大小")

_QUARTERS = frozenset("城东 城西 城南 城北".split())
"""Parts of a town that parks and schools are named after: 武清|城北|工业园."""

_NEVER_BEFORE = {"站": ("站", "出", "进"), "镇": ("重",)}
"""Characters before a head that make another word of it: 雄安站|站台, 工业重|镇."""

_AFTER_STATION_WORD = tuple("点在立稳台岗")
_TO_STATION = re.compile(rf"(?:到|在|从|至|抵达|经|、|和|—){HAN}{{2,5}}$")
_AT_STATION = re.compile(
    r"(?:换乘|下车|上车|出发|进站|候车|开往|始发|到站|停靠|出站|口|附近|周边|、|和|至|到|—|"
    r"[，,](?:步行|换|再|转|下|向|即)|即)"
)
_STATION_BEFORE = re.compile(rf"站、{HAN}{{2,6}}$")
_STATION_ITEM = re.compile(rf"站、((?:(?![站从到至在和一]){HAN}){{2,4}})$")
_STATION_JOINED = re.compile(r"站[和与至到]")
_STATION_AFTER = re.compile(rf"、{HAN}{{2,6}}站")
_SO_MANY = re.compile(r"[两三四五六七八九十几]大")  # 福建|四大|自贸区
_BRACKETED = re.compile(rf"\({HAN}{{2,6}}\)$")
_NATURE_END = re.compile("[湖江河山岛湾峡淀]")
_NATURE_ENDS = {"湖": "lake", "江": "river", "河": "river", "山": "mountain", "岛": "mountain", "湾": "bay", "峡": "mountain", "淀": "lake"}
_OPENING_UNITS = UNITS - {"neighbourhood", "sea"}  # one of these at a head doesn't explain the head, it may be part of a longer name
_WIDE = frozenset({"country", "region", "province"})
_GENERIC = load_words("generic")
_NOMINAL = load_words("nominal")


@cache
def load_heads(path: Path = HEADS) -> dict[str, str]:
    """The heads, and the kind of place that each names."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["head"]: row["kind"] for row in csv.DictReader(file)}


def find_unlisted(
    text: str, words: Words, found: Mapping[str, Sequence[Match]], hits: Sequence[Hit], index: NameIndex, context: str
) -> list[Guess]:
    """Names by their head, numbered roads and lines, and natural features.

    Parameters
    ----------
    text : str
        A folded passage.
    words : Words
        Its words.
    found : mapping of str to sequence of Match
        Where the heads of `load_heads`, the `ROAD_HINTS` and the `LINE_HINTS` stand in it.
    hits : sequence of Hit
        The gazetteer names found in it: what a new name may begin with.
    index : NameIndex
        For names that a scanning error has changed.
    context : str
        The article's text, in which a misread name must be at home.
    """
    return [
        *_names_by_head(text, words, found["heads"], hits, index, context),
        *(_numbered_roads(text) if found["roads"] else ()),
        *(Guess(*m.span(), "road") for m in (_RING.finditer(text) if "环" in text else ())),
        *(_numbered_lines(text, hits) if found["lines"] else ()),
        *(_bus_lines(text) if "路" in text else ()),
        *(Guess(*m.span(), "neighbourhood") for m in (_OF_EACH.finditer(text) if "各庄" in text else ())),
        *_natural_names(text, words, hits),
    ]


def _names_by_head(text: str, words: Words, heads: Sequence[Match], hits: Sequence[Hit], index: NameIndex, context: str) -> Iterator[Guess]:
    """Names that end in a head which neither the gazetteer nor the dictionary explains."""
    if not heads:
        return
    kinds = load_heads()
    longest: dict[int, int] = {}
    for head_start, end, _ in heads:
        longest.setdefault(end, head_start)  # of those that end here the first is the longest
    known_ends = {end for start, end, name in hits if end - start >= 3 and _OPENING_UNITS.isdisjoint(name.kind_set)}
    for end, head_start in longest.items():
        if end in known_ends:
            continue
        head = text[head_start:end]
        if head == _STATION and not (_is_station(text, head_start, end) or _is_named_after(text, head_start, end, hits)):
            continue
        if head == _STATION and text[head_start - 1] in NUMERALS and text[head_start - 2] == _STATION:  # 天坛东门站、磁器口站|三站
            continue
        if kinds[head] in LINES and any(h.end == head_start and not STATIONS.isdisjoint(h.name.kinds) for h in hits):  # 北京西站|高铁
            continue
        if kinds[head] == "town" and any(h.end == end and "town" in h.name.kinds for h in hits):  # 东区|泰达街道
            continue
        if head == _QUAY and any(h.end == head_start and "port" in h.name.kinds for h in hits):  # 天津港|码头
            continue
        if text[head_start - 1 : head_start] in _NEVER_BEFORE.get(head, ()):
            continue
        near = words.around(head_start)
        if not any(b == end for _, b, _ in near) or (len(head) < _LONG_HEAD and _is_part_of_word(near, head_start)):
            continue
        reach = _SHORT_REACH if kinds[head] in _SMALL else LONGEST_NAME
        inside = [h for h in hits if h.start >= near[0][0] and h.start < end and (head_start - h.end <= reach)]
        start = _left_edge(text, near, head_start, inside, kinds[head] in LINES)
        if start is None and head == _STATION and (item := _STATION_ITEM.search(text, 0, head_start)):
            start = item.start(1)  # 潮白大街站、高楼|站
        if start is None and head in _LISTED:
            start = _listed_begin(text, head_start, end)
        if start is None and head in _OF_PERSONS:
            start = person_before(text, head_start)
        if start is not None and text[start - 1 : start] == _ACROSS and head.endswith(_BRIDGE):  # 厂通路跨|潮白河|大桥
            continue
        if start is not None and len(head) > 1 and (again := text.rfind(head, start, head_start)) >= 0:  # 标准轨铁路|唐胥铁路
            start = again + len(head)
        if start is not None and head == _STATION and (joined := _STATION_JOINED.search(text, start, head_start)):
            start = joined.end()  # 马昌营站和|平谷站
        if head == "镇" and text[head_start - 1] == "城" and any(h.end == head_start - 1 and h.name.is_unit for h in hits):
            continue  # 天津市|城镇
        if start is not None and kinds[head] in _SMALL:
            start = outermost(hits, start)  # 迁安市|野鸡坨镇大杨官营村
        specific = text[start:head_start]
        if start is not None and end - start <= LONGEST_NAME and specific not in _GENERIC and (specific not in kinds or inside):
            yield Guess(start, end, kinds[head], misread_name(text[start:end], index, context))


def _left_edge(text: str, words: Sequence[Word], head_start: int, places: Sequence[Hit], is_line: bool) -> int | None:
    """Where the name that ends in a head begins, a line's or another's; None when nothing before the head is a name."""
    begin, has_name = _noun_phrase(text, words, head_start, places, is_line)
    inside = _places_joined(begin, head_start, places, words)
    if inside:  # what stands before the first place is not part of the name
        first = min(inside, key=lambda h: h.start)
        begin = first.start - (text[first.start - 1 : first.start] in _SIZES and first.name.needs_context and begin < first.start)
    elif not has_name or any(h.start <= begin and h.end <= head_start for h in places if h.end > begin):  # 北京|方向没有高铁
        return None
    if begin >= head_start:
        return None
    if inside and inside[0].name.kind_set <= _WIDE:  # 京津冀旅游景区 are many, 天津旅游景区 too
        end = max(h.end for h in inside)
        between = [w for a, b, w in words if a >= end and b <= head_start]
        if all(w in _GENERIC for w in between) and (between or is_line or "province" not in inside[0].name.kinds):
            return None
    if inside and INDEFINITE.search(text, max(h.end for h in inside), head_start):  # 北京|10余家市属医院
        return None
    if not inside and (INDEFINITE.match(text, begin) or _COUNTED.search(text, max(0, begin - 4), begin)):
        return None
    if len(text) > head_start and text[head_start] in _UNIT_ENDS and _ends_in_number(text, head_start, inside):  # 尔王庄镇|三镇
        return None
    needs_name = text.startswith(_OF_ANY, head_start) or (text.startswith(_NEEDS_NAME, head_start) and text[head_start - 1] in _UNIT_ENDS)
    if needs_name and any(h.end == head_start and h.name.is_unit for h in inside):  # 唐山|工厂, 宝坻区|湿地
        return None
    if head_start - begin < 2 or (_GENERIC_BEFORE.search(text[max(0, begin - 4) : head_start]) and not inside):
        return None
    return begin


def _ends_in_number(text: str, head_start: int, places: Sequence[Hit]) -> bool:
    """True when nothing but a numeral stands between the last place and a head."""
    end = max((h.end for h in places), default=head_start)
    return end < head_start and NUMERALS.issuperset(text[end:head_start])


def _places_joined(begin: int, head_start: int, places: Sequence[Hit], words: Sequence[Word]) -> list[Hit]:
    """The places between two points that the head is joined to, each by way of those after it."""
    inside = [h for h in places if h.start >= begin and h.end <= head_start]
    cut = max((h.start for h in inside if not _joined(h.end, head_start, places, words)), default=-1)
    return [h for h in inside if h.start > cut]


def _noun_phrase(text: str, words: Sequence[Word], head_start: int, places: Sequence[Hit], is_line: bool) -> tuple[int, bool]:
    """Where the nouns before a head begin, a line's or another's, and whether a name is among them."""
    begin = head_start
    has_name = previous_single = False
    for a, b, word in reversed(words):
        if a >= head_start:
            continue
        if head_start - a > LONGEST_NAME:
            break
        if (word == ")" and _BRACKETED.search(text[:b])) or (word == "(" and ")" in text[b:head_start]):
            begin = a
            continue
        if _STOP.search(word) or word in ("(", ")") or (word == "—" and not (is_line and any(h.end == a for h in places))):
            break
        if word in _DATE_ENDS and text[a - 1 : a].isdigit():
            break
        place = _place_at(a, b, places)
        is_place = place is not None and (place.start, place.end) == (a, b) and not place.name.needs_context  # 怀来, for jieba a verb
        if not is_place and (
            is_function_word(word)
            or _SO_MANY.fullmatch(word)
            or (is_plain_verb(word) and (len(word) == 1 or not _place_before(a, places, words)))
        ):
            break
        begin = a
        if place is not None:
            begin = min(begin, place.start)
            has_name = True
        elif is_proper(word) and not word.isascii() and word not in _GENERIC:
            has_name = True
        single = len(word) == 1 and not word.isascii() and not tag_of(word).startswith(("v", "a", "d", "m"))
        has_name = has_name or (single and previous_single)  # two characters that no dictionary joins: 京保, 潮白
        previous_single = single and b <= head_start
    return begin, has_name


def _is_part_of_word(words: Sequence[Word], head_start: int) -> bool:
    """True when what looks like a head is the end of a common word (农村, 车站)."""
    return any(a < head_start < b and not is_proper(word) for a, b, word in words)


def _joined(end: int, head_start: int, places: Sequence[Hit], words: Sequence[Word]) -> bool:
    """True when a place is part of the name: no function word before the head, and no verb before the next place."""
    later = min((h.start for h in places if h.start >= end and h.end <= head_start), default=None)
    between = [w for a, b, w in words if end <= a and b <= (head_start if later is None else later)]
    if between and is_plain_verb(between[0]) and between[0] not in _NOMINAL:  # 张家口|投运数据中心
        return False
    if any((w in AROUND and w not in _QUARTERS) or w[0] == "最" for w in between):  # 北京|西郊|门头沟区斋堂镇
        return False
    if any(len(w) > 1 and tag_of(w) == "v" and w not in _NOMINAL for w in between):  # 宝坻区防办|调集|潮阳街道
        return False
    return not any(is_function_word(w) or w.isdigit() or (later is not None and is_plain_verb(w)) for w in between)


def _place_at(a: int, b: int, places: Sequence[Hit]) -> Hit | None:
    return next((h for h in places if h.start <= a < h.end or h.start < b <= h.end), None)


def _place_before(at: int, places: Sequence[Hit], words: Sequence[Word]) -> bool:
    """True when a place stands shortly before, with nothing but nouns and noun-like verbs between."""
    near = [h.end for h in places if h.end <= at and at - h.end <= 10]
    if not near:
        return False
    between = [w for a, b, w in words if max(near) <= a and b <= at]
    return not any(_STOP.search(w) or is_function_word(w) for w in between)


def _is_station(text: str, head_start: int, end: int) -> bool:
    """True when the words around prove a station: one in a list of stations, or one that people go to (到草房站换乘)."""
    before = text[max(0, head_start - 12) : head_start]
    if _STATION_BEFORE.search(before) or _STATION_AFTER.match(text, end):
        return True
    return bool(_TO_STATION.search(before) and _AT_STATION.match(text, end))


def _listed_begin(text: str, head_start: int, end: int) -> int | None:
    """Where a name begins that stands in a list of its like: 拾迹|公园、明曦湖公园."""
    item = _ITEM.search(text, max(0, head_start - 5), head_start)
    if item is None or any(word in _GENERIC for word in (item[1], item[1][:2], item[1][-2:])):
        return None
    head = text[head_start:end]
    if item[1][-1] in NUMERALS:  # 龙泉镇、永定镇两|镇
        return None
    is_listed = text.endswith(head, 0, item.start()) or re.match(_ITEM_AFTER + head, text[end : end + 8])
    return item.start(1) if is_listed else None


def _is_named_after(text: str, head_start: int, end: int, hits: Sequence[Hit]) -> bool:
    """True for a station that bears the name of a place and nothing else: 北塘站, 国家会展中心站."""
    return any(h.end == head_start for h in hits) and not text.startswith(_AFTER_STATION_WORD, end)


def _numbered_roads(text: str) -> Iterator[Guess]:
    """Roads by their number, but no trains (G112次)."""
    for match in _ROAD.finditer(text):
        is_train = text.startswith(_AFTER_TRAIN, match.end()) or (match[0][1:].isdigit() and _DEPARTURE.search(text))
        if not is_train:
            yield Guess(match.start(), match.end(), "road")


def _numbered_lines(text: str, places: Sequence[Hit]) -> Iterator[Guess]:
    """Metro lines by their number; the name begins with the line's city, not with other words before."""
    for match in _LINE.finditer(text):
        start = next((h.start for h in places if h.end == match.start() and h.name.is_unit), match.start())
        if _METRO.search(text, start, match.end()):
            yield Guess(start, match.end(), "metro_line")


def _bus_lines(text: str) -> Iterator[Guess]:
    """Bus lines by their number: 815路, 游2路."""
    if _BUS_WORDS.search(text):
        for match in _BUS.finditer(text):
            yield Guess(match.start(), match.end(), "road")


def _natural_names(text: str, words: Words, hits: Sequence[Hit]) -> Iterator[Guess]:
    """Lakes, rivers and mountains that the dictionary knows as places and the gazetteer doesn't."""
    for match in _NATURE_END.finditer(text):
        end = match.end()
        if not any(tag_of(text[end - n : end]).startswith("ns") for n in range(3, min(6, end) + 1)):
            continue
        if any(h.start < end and end - 3 < h.end for h in hits):
            continue
        start = next((a for a, b, word in words.around(end - 1) if b == end and b - a >= 3 and tag_of(word).startswith("ns")), end)
        if start < end and not any(h.start < end and start < h.end for h in hits) and not is_person(text, start, end):
            yield Guess(start, end, _NATURE_ENDS[match[0]])
