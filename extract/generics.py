"""Names of streets, villages, sluices, schools and hills that no gazetteer has: a specific before a common generic (泉旺|路, 吴村|闸).

A generic alone proves little: 出路 is a word, 「这条路」 and 「老村」 are no names. So the words are witnesses: what stands before the
specific, whether the specific is a word of its own, what stands after the generic, and whether a list holds its like.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extract.han import HAN, is_han
from extract.kinds import LINES, NATURE
from extract.names import Guess, Hit, KnownName
from extract.people import has_rank_before, is_person
from extract.scan import Match, leftmost_longest
from extract.streets import SORTS
from extract.wordlists import load_words
from extract.words import AREA, AROUND, INDEFINITE, NUMERALS, Word, Words, is_function_word, is_plain_verb, tag_of

GENERICS = Path(__file__).parent / "data" / "generics.csv"

LEAST_EVIDENCE = 3
"""Points from which a name is believed: two witnesses, one of them a strong one."""

LONGEST_SPECIFIC = 5
"""Characters before the generic where nothing else says that they are a name."""

LONGEST_ANCHORED = 9
"""Characters between a unit and the generic of a name that the unit opens."""

# characters that no specific holds where nothing else proves it: particles, prepositions, pronouns, measures, numerals, adjectives
_HARD = frozenset(
    "的了着过是在有和与及同跟或等把被将对为从到至由向往经沿于因距就都也而且之其该各每此本某这那哪个条座所处片段号大小新老旧全整多几一二两三四五六七八九十百千不没很更最可能会要想说自只仅"
)
# verbs that end right before a name
_VERBS = frozenset(
    "出栽挖盖住走乘坐去赴抵达存进爬看逛游穿跨越过绕拐上下起接邻临近濒傍靠依距像经设建修拆开办有无让叫称用给位属归受随入赶驶驻登攀沿望见做当送回离来帮原现借应讲隔"
)
# what stands before a name of a place, and what after it
_BEFORE = frozenset("起在到从至由经沿往向过于与和及是的走乘因将距自住位达抵临依邻跨、或朝赴去进")
_AFTER = frozenset("、和与及至到从的东西南北上下旁边侧附近沿交内里外为是在等段一有过拓施出帮将投")
_PLACING = re.compile(
    r"(?:交叉?口|路口|相交|相接|两侧|一侧|沿线|附近|一带|延长线|南口|北口|东口|西口|[东南西北]侧|村民|\d+号|\d+ 号|以[东南西北])"
)
# classes of generics.csv: that another place's bare name may open; that only a place before proves; that need a name between;
# `own` ones need none, for a unit has one of each
_BEARING = frozenset({"street", "node", "work", "village", "station", "exit"})
_NEVER_FREE = frozenset({"estate", "way", "exit"})
_OTHER_WORDS = tuple(
    """错峰 高峰 洪峰 顶峰 削峰 海关 巡河 治河 泡温泉 提闸 开闸 落闸 启闸 分道 填谷 笑道 说道 问道 答道
    喊道 叹道 占道 味道 知道 报道 频道 盖楼 上路 跑路 上山 下山 爬山""".split()
)  # 三地|海关, 削峰填谷
_NO_TOWN = frozenset("城乡集村市小名古重")
_BESIDE = frozenset("隔内外上下边畔")
_PARTS = frozenset({"左堤", "右堤", "大堤", "城楼"})
_PARTS_OF_NAMED = frozenset({"峡谷", "大峡谷", "公交站", "公交车站"})
_SERVING = frozenset({"institution", "own"})
_RIVERS = frozenset({"river", "canal"})
_NAMED_ONLY = frozenset({"nature", "way", "village", "station", "node"})
_CROSSINGS, _BRIDGE_PARTS = ("桥", "大桥", "闸"), tuple("梁墩面头口门")
_BETWEEN = frozenset(["", "市", "的", "市的", *"东西南北前后大小"])
_TWINS = frozenset("上下")
_VILLAGE_AFTER = re.compile(rf"、{HAN}{{2,5}}村")
_LEADS_TO = frozenset("于在到至自")
_AFTER_ITEM, _SIZES = tuple("、，,。;；等和及"), frozenset("大小老新旧")
_OF_ROUTES = frozenset({"street", "way", "node", "work", "exit"})
_MORE_AFTER = frozenset("高早晚封实恢限站驶因")
_TOWN = frozenset({"town"})
_LARGE = frozenset({"province", "city"})
_SIDES = frozenset("东西南北中")
_SIDED = frozenset({"street", "exit"})
_UNIT_ENDS = frozenset("区县市省镇乡村路街道站桥")
# those that none holds at all: 第六埠, 四农场 and 大黄堡 are names
_NEVER = _HARD - frozenset("一二两三四五六七八九十大小新老号")
_GENERIC = load_words("generic")
_ORDINAL = re.compile(r"第(?:[一二三四五六七八九十]{1,3}|\d{1,3})$")
_ITEM_MARKS = frozenset("—、/~～")
_SPECIFIC = re.compile(r"[^\W_]*")
_RAIL = re.compile(r"号线|地铁|轻轨|城铁|轨道交通|列车|换乘|站台|站厅|高铁|城际|铁路|停靠|站[、—]")
_WIDE = frozenset({"country", "region", "sea"})
_NAME_TAGS = ("nr", "ns", "nt", "nz", "j")


@cache
def load_generics(path: Path = GENERICS) -> tuple[tuple[str, str, str], ...]:
    """The generics, each with the kind of place it names and its class."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["generic"], row["kind"], row["class"]) for row in csv.DictReader(file))


def find_generic_names(text: str, words: Words, generics: Sequence[Match], hits: Sequence[Hit]) -> Iterator[Guess]:
    """The names that end in a common generic.

    Parameters
    ----------
    text : str
        A folded passage.
    words : Words
        Its words.
    generics : sequence of Match
        Where those of `load_generics` stand in it.
    hits : sequence of Hit
        The proved names in it; one that ends where the specific begins anchors the name.
    """
    if not generics:
        return
    rows = load_generics()
    explained = {end for start, end, name in hits if end - start >= 3 or name.is_unit or not NATURE.isdisjoint(name.kind_set)}
    for start, end, i in leftmost_longest([m for m in generics if _may_be_specific(text, m[0])]):
        if end in explained and not _is_borne_elsewhere(text, hits, end):
            continue
        generic, kind, family = rows[i]
        if text.startswith("线路", start - 1):  # 地铁M6线|路
            continue
        if (generic == "互通" and "高速" not in text) or (generic == "路" and text.startswith("段", end)):  # 床位互通, 狼窝沟路|段
            continue
        if generic in _PARTS_OF_NAMED and any(h.end == start and not LINES.isdisjoint(h.name.kinds) for h in hits):  # 桑干河|峡谷
            continue
        if (family == "station" and not _RAIL.search(text)) or (family == "exit" and "高速" not in text):
            continue
        if family in _SERVING and (ordinal := _ORDINAL.search(text, max(0, start - 4), start)):  # 新港|第四小学
            start = ordinal.start()
        if family == "way" and _in_tianjin(hits):
            family = "street"  # what Tianjin calls its streets, and others nothing but ways
        near = words.around(start)
        begin = _read_borne(text, start, end, family, hits)
        if begin is None and family != "exit":
            begin = _read_anchored(text, near, start, end, family, hits)
            if begin is not None and kind in _RIVERS:  # 天津市蓟州区|泃河: a river is nobody's
                begin = max(h.end for h in hits if begin < h.end <= start and h.name.holds_others)
                begin = None if text[begin] in _HARD or text[begin] in _BESIDE else begin
        if begin is None:
            begin = _read_free(text, near, start, end, family, hits)
        if begin is None:
            begin = _read_item(text, near, start, end, family)
        if begin is None and kind == "neighbourhood":
            begin = _read_listed(text, near, start, end)
        if begin is None and text[start] == "第" and not is_han(text[start - 1 : start]):
            begin = start
        if begin is not None and not (text[begin - 1 : begin] == "跨" and text.startswith(_CROSSINGS, start)):  # 厂通路跨|潮白河|大桥
            yield Guess(begin, start if text[start - 1 : end] == "村村口" else end, kind)  # 高丽铺村|村口


def _in_tianjin(hits: Sequence[Hit]) -> bool:
    """True where a name speaks of Tianjin."""
    return any(h.name.surface.startswith("天津") or "天津" in h.name.contexts for h in hits)


def _is_borne_elsewhere(text: str, hits: Sequence[Hit], end: int) -> bool:
    """True where a unit stands right before a name that the gazetteer knows elsewhere only: 重庆|南开中学."""
    known = max((h for h in hits if h.end == end), key=lambda h: h.length)
    if not _LARGE.isdisjoint(known.name.kinds):  # 天津石家庄 are two
        return False
    units = [h for h in hits if known.start - 2 <= h.end <= known.start and h.name.is_unit and text[h.end : known.start] in _BETWEEN]
    return bool(units) and all(h.name.surface not in known.name.contexts for h in units)


def _may_be_specific(text: str, start: int) -> bool:
    """True when what stands before a generic may be part of a name."""
    before = text[start - 1 : start] if start else ""
    if text[start] == "镇" and before in _NO_TOWN:  # 工业重|镇
        return False
    if text[start - 1 : start + 1] in _PARTS:  # 子牙河左堤, 永定门城楼
        return False
    if text.startswith(_OTHER_WORDS, max(0, start - 1)):
        return False
    if before.isdigit():  # 第17|中学
        return bool(_ORDINAL.search(text, max(0, start - 4), start))
    return before == ")" or (is_han(before) and before not in _NEVER)


def _is_name(word: str) -> bool:
    tag = tag_of(word)
    return not tag or tag.startswith(_NAME_TAGS)


def _read_borne(text: str, start: int, end: int, family: str, hits: Sequence[Hit]) -> int | None:
    """Where a name begins that is a place's bare name with a generic (杨村|出口, 淮河|道, 豆张庄|乡); None where none does."""
    if family not in _BEARING or not (
        family == "exit"
        or _crosses_river(text, start, end, hits)
        or _PLACING.match(text, end)
        or not is_han(text[end : end + 1])
        or text[end] in _AFTER | _MORE_AFTER
    ):
        return None
    is_part = family in _SIDED and text[start - 1] in _SIDES  # 天坛|东路, 崇礼|南出口
    ends = (start, start - 1) if is_part else (start,)
    bearers = [
        h.start
        for h in hits
        if h.end in ends
        and h.name.kind_set.isdisjoint(_WIDE if family == "exit" else _LARGE | _WIDE)
        and (text[h.end - 1] not in _UNIT_ENDS or (family == "exit" and h.name.is_unit))  # 杨村|出口
    ]
    return outermost(hits, min(bearers)) if bearers else None


def _crosses_river(text: str, start: int, end: int, hits: Sequence[Hit]) -> bool:
    """True for a bridge or a sluice that bears a river's name and no more (漕河|桥), whatever stands after it."""
    return (
        text.startswith(_CROSSINGS, start)
        and not text.startswith(_BRIDGE_PARTS, end)
        and any(h.end == start and not _RIVERS.isdisjoint(h.name.kinds) for h in hits)
    )


def _read_anchored(text: str, near: Sequence[Word], start: int, end: int, family: str, hits: Sequence[Hit]) -> int | None:
    """Where a name begins that a unit opens (武清区|泉旺|路); None where none does."""
    anchors = (h for h in hits if start - LONGEST_ANCHORED <= h.end <= start and h.name.holds_others)
    anchor = max((h.end for h in anchors if not (h.name.needs_context and h.name.surface.endswith("街"))), default=None)
    if anchor is None or not _SPECIFIC.fullmatch(text, anchor, start) or INDEFINITE.search(text, anchor, start):
        return None
    if text[start:end] in _UNIT_ENDS and NUMERALS.issuperset(text[anchor:start]):  # 黄庄镇、尔王庄镇|三镇
        return None
    if has_rank_before(text, anchor, end):  # 河北省林业厅厅长|宋岐峰
        return None
    between = [(a, b, w) for a, b, w in near if a < start and b > anchor]
    last = next(((a, b, w) for a, b, w in near if a < end <= b), None)
    if last is None or last[1] != end:
        return None
    if last[0] < start and last[0] <= anchor and not _is_name(text[anchor:end]):  # 北京|铁路, 天津|海关
        return None
    if last[0] < start and last[0] > anchor and (last[2] in _GENERIC or not _is_name(last[2])):  # 武清区早|高峰
        return None
    if any(
        (w in _GENERIC and text[start:end] != "道")
        or w.endswith(AREA)
        or w in AROUND
        or w[0] == "最"
        or (len(w) == 1 and (w in _NEVER or w in _VERBS) and not _is_of_village(text, a, b, anchor, family))
        or (len(w) > 1 and _ends_name(w))
        for a, b, w in between
        if w != last[2]
    ):
        return None
    is_named = any(len(w) > 1 and _is_name(w) for a, _, w in between if a >= anchor) or sum(len(w) == 1 for _, _, w in between) > 1
    if anchor == start:  # 武清区|小学 is no name, 武清区|政务服务中心 is one
        is_borne = family == "institution" and any(h.end == anchor and h.name.kind_set == _TOWN and _is_bare(h.name) for h in hits)
        return _anchor_begin(hits, anchor) if family == "own" or is_borne else None  # 冯营子|中学
    is_of_town = family == "village" and any(h.end == anchor and h.name.kind_set == _TOWN for h in hits)  # 淑阳镇|王店子村
    if family in _NAMED_ONLY and not (is_named or is_of_town):
        return None
    return _anchor_begin(hits, anchor)


def _is_of_village(text: str, start: int, end: int, anchor: int, family: str) -> bool:
    """True for a word of one character that villages' names have: 张|各|庄, 三坡镇|下|庄村."""
    word = text[start:end]
    return (word == "各" and text[end] == "庄") or (family == "village" and start == anchor and word in _TWINS)


def _is_bare(name: KnownName) -> bool:
    """True for a unit's name that doesn't say what it is: 冯营子, not 冯营子镇."""
    return not name.surface.endswith(tuple(_UNIT_ENDS))


def _ends_name(word: str) -> bool:
    """True for words that no name holds: function words save numerals, and verbs."""
    tag = tag_of(word)
    return (is_function_word(word) and not tag.startswith(("m", "f"))) or (tag == "v" and is_plain_verb(word))


def _read_free(text: str, near: Sequence[Word], start: int, end: int, family: str, hits: Sequence[Hit]) -> int | None:
    """Where a name begins that no unit opens; None where too little speaks for one."""
    edge = next(((a, b, w) for a, b, w in near if a < end <= b), None)
    if edge is None or edge[1] != end or family in _NEVER_FREE:
        return None
    begin, is_named = start, False
    if edge[0] < start:
        is_named = tag_of(edge[2]).startswith(_NAME_TAGS[:2]) and end - edge[0] >= 3
        if not is_named and not (family == "street" and edge[0] == start - 1 and edge[2][0] in _SIDES):  # 范阳|西路
            return None
        if any(h.start == edge[0] and h.end < end and h.name.is_unit for h in hits):  # 天津|海关
            return None
        begin = edge[0]
    loose = 0  # characters that no dictionary joins to a word
    for a, b, word in reversed([w for w in near if w[1] <= begin]):
        single = b - a == 1
        if word in _GENERIC:  # 小康|路
            return None
        if word in AROUND:  # 滹沱河支流|松溪河
            break
        if family == "village" and word in _TWINS and not is_han(text[a - 1 : a]):  # 、下|辛堡村
            begin = a
            break
        if text[a - 1 : a].isdigit():  # 2020年|黄土湾
            break
        is_of_village = word == "各" and text[b] == "庄"  # 张各庄
        if (
            not is_han(word[0])
            or (single and not is_of_village and (word in _HARD or word in _VERBS))
            or (not single and (is_function_word(word) or is_plain_verb(word) or word[-1] in _LEADS_TO))  # 就读于
        ):
            break
        if start - a > LONGEST_SPECIFIC:
            return None
        begin = a
        is_named = is_named or (not single and _is_name(word) and not tag_of(word).startswith("nz"))
        loose += single
    if family == "village":  # 黄港村、沙子营村, 常乐寺村、北车营村
        is_named = is_named or text[begin - 2 : begin] == f"{text[end - 1]}、" or bool(_VILLAGE_AFTER.match(text, end))
    if not (is_named or loose > 1) or end - begin < 2 + (end - start == 1) or text[begin:start] in _GENERIC:
        return None
    if family == "nature" and any(is_person(text, at, end) for at in (begin, end - 3) if at >= begin):  # 市长|马誉峰
        return None
    before, after = text[begin - 1 : begin], text[end : end + 1]
    score = 2 + (not is_han(before) or before in _BEFORE) + ("、" in (before, after))
    is_after = not is_han(after) or after in _AFTER or (family == "node" and after in _MORE_AFTER)
    score += 2 if _PLACING.match(text, end) else is_after
    return begin if score >= LEAST_EVIDENCE + (family == "nature") else None


def _item_begin(text: str, start: int) -> int:
    """Where the run of Chinese characters begins that stands before a generic, or one character more than a specific may have."""
    begin = start
    while begin and start - begin <= LONGEST_SPECIFIC and is_han(text[begin - 1]):
        begin -= 1
    return begin


def _read_item(text: str, near: Sequence[Word], start: int, end: int, family: str) -> int | None:
    """Where a name begins that is all of an item of a route or a list: 杜家坎|出口—京原|路—芦井|桥; None where it isn't."""
    beside = family == "village" and text[end : end + 1] in _SIDES
    if not beside and (family not in _OF_ROUTES or is_han(text[end : end + 1])):
        return None
    begin = _item_begin(text, start)
    if not 2 <= start - begin <= LONGEST_SPECIFIC:
        return None
    if text[begin - 1 : begin] not in _ITEM_MARKS and text[end : end + 1] not in _ITEM_MARKS and not beside:
        return None
    specific = text[begin:start]
    if (
        specific in _GENERIC
        or specific in SORTS
        or specific[0] in _VERBS
        or text[begin - 1 : begin].isdigit()  # 300|公里铁路
        or tag_of(text[begin:end])
        or not _HARD.isdisjoint(specific)
    ):
        return None
    inside = [(b - a, w) for a, b, w in near if begin <= a < start]
    return None if any(is_plain_verb(w) if n > 1 else w in _VERBS and n < len(specific) for n, w in inside) else begin


def _read_listed(text: str, near: Sequence[Word], start: int, end: int) -> int | None:
    """Where a name begins that is all of an item of a list, and no common words: 橡树湾|小区、八家|嘉园; None where it isn't."""
    begin = _item_begin(text, start)
    if not 2 <= start - begin <= LONGEST_SPECIFIC or text[begin - 1 : begin] != "、" or text[end : end + 1] not in _AFTER_ITEM:
        return None
    inside = [w for a, b, w in near if begin <= a and b <= start]
    if sum(map(len, inside)) != start - begin or any(w in _GENERIC or w in _NEVER or is_function_word(w) for w in inside):
        return None
    return begin if any(w not in _SIZES and (len(w) == 1 or _is_name(w)) for w in inside) else None


def _anchor_begin(hits: Sequence[Hit], at: int) -> int:
    """Where the units begin that end here, one in the other: 天津市|武清区|."""
    start = outermost(hits, at)
    return start if start < at else min(h.start for h in hits if h.end == at and h.name.holds_others)


def outermost(hits: Sequence[Hit], start: int) -> int:
    """Where the chain of units begins that ends here."""
    outer = min((h.start for h in hits if h.end == start and h.name.holds_others and not h.name.kind_set <= _WIDE), default=start)
    return start if outer == start else outermost(hits, outer)
