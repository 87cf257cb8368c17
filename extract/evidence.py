"""Which of the names found in a passage are names there: what words, neighbours and the article say for and against each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.association import is_head_word
from extract.han import HAN, is_han
from extract.kinds import NATURE, ORGANISATIONS, SMALL_UNITS, SPOTS, UNITS
from extract.lists import item_after, item_before
from extract.names import Hit, NameIndex, ShortForm
from extract.people import is_half_of_person, is_surname_before
from extract.scan import Match
from extract.setting import Setting
from extract.tails import SIDE_STATION
from extract.wordlists import load_words
from extract.words import AREA, AROUND, Word, Words, frequency, is_proper, tag_of

COMMON_WORD = 800
"""Occurrences in jieba's corpus from which a word that is also a place's name (和平, 长安) doesn't prove the place."""

_WIDE = frozenset({"河北省", "河北", "北京市", "北京", "天津市", "天津"})

RARE_WORD = 60
"""Occurrences below which a word that is also a place's name (武强, 安新) hardly means anything else at home."""

RARE_CHARACTER = 1500
"""Occurrences below which a character is hardly a word by itself."""

_BEGUN_BY_NAMES = ("北欧两项", "景泰蓝", "法国梧桐", "荷兰豆", "荷兰猪", "罗马柱", "罗马数字", "阿拉伯数字", "山顶洞人")
"""Things and sports whose names begin with a place's that nobody means."""

LEAST_KIN = 2
"""Namesakes of words from which a list of them is one of places: 和平、河西、南开."""

_DIRECTIONS = frozenset({"东北", "西北", "东南", "西南"})
_DIRECTION_BEFORE = tuple("向往市县区镇村省侧朝偏的")
_DIRECTION_AFTER = tuple("部侧角隅风向方,，与邻接靠临毗距隔往")
_AFTER_STATION_WORD = tuple("点在长")  # 东|站点
_PREPOSITIONS = ("在", "到", "从", "往", "赴", "至", "位于", "来自", "去", "经", "过", "对接", "往返", "抵达", "前往", "入驻", "落户")
HIGHWAYS = ("高速", "高速公路", "高速新线")
"""How the names of highways end."""

_ON_THE_WAY = ("从", "发往", "运往", "开往", "飞往", "去往", "通往", "驶往", "来自", "抵达", "前往", "销往", "远销", "卖到", "运到")
_ENDS_OF_WAYS = frozenset({"city", "region"})
_AT_FOOT = ("脚下", "山麓", "南麓", "北麓", "东麓", "西麓")
_TO, _FROM = ("至", "到"), ("由", "从", "自")
_OF_UNITS = ("方向", "居民", "市民", "百姓")
UNIT_ENDS = ("区", "县", "市")
"""What a unit's bare name leaves out: 朝阳|日坛."""

_WATERS, _AT_WATER = frozenset("河江湖海山"), frozenset("边畔岸口水面上下里内堤道脚麓")
_GOING = frozenset("赴访驻抵去来进入出离返援沿距")
_AFTER_SUBJECT = frozenset("的在与和、是有揽一")  # ，武强|的乐器
_BRANDS = load_words("brands")
_COMPANY_AFTER = re.compile(rf"(?:\((?:中国|集团)\))?{HAN}{{0,2}}?(?:公司|集团|股份|物流|平台|汽车|商城|社|书店|技术人员)")
_NUMERALS = frozenset("两三四五六七八九十几")
_CORNERED = frozenset("的村庄镇园区院楼")
_COUNTERS = frozenset("个这那")
_COUNTED, _AFTER_COUNTED = frozenset("家条个座所道"), frozenset("村庄镇乡站路街、，。")
_RAIL_STATION = frozenset({"rail_station"})
_SIDES = frozenset("东西南北")
_AFTER_SIDE = tuple("部侧边面郊麓岸半")
_SAYS_WHICH, _TOWARDS = ("n", "a", "b", "q", "s", "f", "l"), ("流向", "通向")
_BEFORE_STOP = frozenset("、至到从自经设往—")
_AFTER_STOP = (*"、至到—等间段)", "开出", "开往", "发车", "始发", "出发")
_RAIL_WORDS = ("站", "铁", "城际", "列车", "动车")
_CITIES = frozenset({"city", "province"})
LONGEST_OWNED = 10
"""Characters of what a place in a list has."""

_OWNED = re.compile(rf"的{HAN}{{1,8}}、$")
_TRACKS = frozenset({"railway", "road"})
_OF_TWO = re.compile(r"之间|两地|两市|三地|携手|联手|协同|间(?![隔距歇接])")
_LAND = "大地"
"""What is said of regions only: 岭南|大地."""

_OWNERS, _OWNED_SITES = ("公司", "集团", "银行", "股份"), frozenset({"park", "business_district", "factory"})
_TOWNS, _COUNTIES = frozenset({"town", "neighbourhood"}), frozenset({"city", "district"})
_IN_NAMES = SMALL_UNITS | {"country"}
_BARE_ZONES = frozenset("开发区 经开区 保税区 高新区 高新技术产业开发区 中心商务区".split())
"""What zones are called among their neighbours, and any zone elsewhere: 途经|开发区|、|保税区|、塘沽."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and its surroundings, as witnesses of the names found in it.

    Attributes
    ----------
    text : str
        The folded passage.
    words : Words
        Its words.
    found : mapping of str to list of Match
        What a scan found in it.
    hits : sequence of Hit
        All names found in it, sure or not, overlapping ones too.
    setting : Setting
        Its article.
    index : NameIndex
    """

    text: str
    words: Words
    found: Mapping[str, list[Match]]
    hits: Sequence[Hit]
    setting: Setting
    index: NameIndex

    def proves(self, hit: Hit) -> bool:
        """True when nothing speaks against a name, and the article for one that proves nothing alone."""
        start, end, name = hit
        length = end - start
        if length == 2 or name.needs_context or (length == 3 and not name.ends_as_kind):  # nothing cuts a long name that is sure
            is_cut = self._is_cut_by_word(hit) and not (self._ends_in_no_word(hit) or self._follows_outer(hit))
            if is_cut or is_surname_before(self.text, start, end, self.words, self.setting.text):
                return False
            if name.needs_context and (self.begins_in_sure(hit) or not self._is_proved_by_context(hit)):
                return False
        if name.kind_set <= _IN_NAMES and is_half_of_person(self.text, start, end, self.words, self.setting.text):  # 周良|成说
            return False
        return not (self._is_said_of_any(hit) or self.text.startswith(name.never_before, end))

    def _is_sure(self, surface: str) -> bool:
        name = self.index.get(surface)
        return name is not None and not name.needs_context

    def proved_hits(self) -> list[Hit]:
        """The names that are proved; what lies within a long sure name that nobody acts under needs no proof and is left out."""
        proved = [h for h in self.hits if h.end - h.start > 2 and self.proves(h)]
        shadow = bytearray(len(self.text))
        for start, end, name in proved:
            if not name.needs_context and not name.acts:
                shadow[start:end] = b"\x01" * (end - start)
        starts = {h.start for h in proved}  # 河北|沧州临港经济技术开发区: the first half may be part of a name as well
        short = (h for h in self.hits if h.end - h.start <= 2)
        return proved + [h for h in short if (h.end in starts or shadow.find(0, h.start, h.end) >= 0) and self.proves(h)]

    def allows(self, start: int, end: int, form: ShortForm) -> bool:
        """True for a short form that cuts no word in two, or is one character with a rule of its own for its surroundings."""
        length = end - start
        if length > 2 or (length == 1 and form.has_rule):
            return True
        return not any(
            (a < start < b or a < end < b) and b - a > length and not (a == start and b > end + 1) for a, b, _ in self.words.around(start)
        )

    # -- against

    def _is_said_of_any(self, hit: Hit) -> bool:
        """True for what looks like a name and counts, points or compares: 那个|小站, 东韩台村|西南角, 唐山|港口, 新兴|城市."""
        start, end, name = hit
        before = self.text[start - 1 : start]
        if name.surface.endswith("角") and before in _CORNERED:
            return not any(h.end in (start - 1, start) and h.name.is_unit for h in self.hits)
        if name.surface[-1] == "港" and self.text.startswith("口", end):  # 唐山|港口
            return not self.text.startswith("口岸", end)
        if name.surface.startswith("大") and (before in _NUMERALS or self._is_large_one(hit)):  # 四|大港区
            return True
        if name.kind_set == _RAIL_STATION and name.surface[-1] in _SIDES and self.text.startswith(_AFTER_SIDE, end):  # 河北邢台|东部
            return True
        if name.surface.endswith(AREA):  # 环渤海|地区, 北京|东部地区
            return ("region" in name.kinds and self._is_sure(name.surface[: -len(AREA)])) or self._is_direction(hit)
        if hit.length == 3:
            return name.surface.endswith("城市") and bool(tag_of(self.text[start - 1 : start + 1]))  # 新兴|城市
        return hit.length == 2 and self._is_short_word(hit)

    def _is_short_word(self, hit: Hit) -> bool:
        """True for two characters that count or say which way, for a pair of cities, a brand, and a thing named after a place."""
        start, end, name = hit
        first, second = name.surface[0], name.surface[1]
        if name.needs_context and self.text[start - 1 : start] in _COUNTERS:  # 那个|小站
            return True
        if first in _NUMERALS and second in _COUNTED and self.text[end : end + 1] not in _AFTER_COUNTED:  # 八家|医院
            return True
        if not name.kind_set.isdisjoint(_TRACKS) and _OF_TWO.match(self.text, end):  # 京张|两地
            return True
        return self._is_direction(hit) or self._is_brand(hit) or self.text.startswith(_BEGUN_BY_NAMES, start)

    def _is_direction(self, hit: Hit) -> bool:
        """True for 东北 and its like where they say which way, or which part of a place: 保定|西部."""
        if hit.name.surface.removesuffix(AREA) in AROUND:  # 保定|西部, 北京|东部地区
            return any(h.end == hit.start for h in self.hits)
        if hit.name.surface not in _DIRECTIONS or any("region" in n.name.kinds for n in self._list_neighbours(hit)):  # 华中、西北
            return False
        return self.text.endswith(_DIRECTION_BEFORE, 0, hit.start) or self.text.startswith(_DIRECTION_AFTER, hit.end)

    def begins_in_sure(self, hit: Hit) -> bool:
        """True where a name begins with the end of a sure one, or belongs to whoever is named before it: 华北|大地, 华能集团|总部基地."""
        if self.text.endswith(_OWNERS, 0, hit.start) and not hit.name.kind_set.isdisjoint(_OWNED_SITES):
            return True
        if hit.length > 3 and not hit.name.is_unit and self._is_of_another(hit.start):
            return True
        owner = hit.start - self.text.startswith("的", hit.start - 1)
        return any(
            (h.start < hit.start < h.end < hit.end or (h.end == owner and self._is_elsewhere(hit, h))) and not h.name.needs_context
            for h in self.hits
        )

    def _is_of_another(self, start: int) -> bool:
        """True behind a word that is a name, and no place's: 燕京|总部基地, 津翔|野生动物园."""
        word = next((w for a, b, w in self.words.around(start - 1) if b == start), "") if start else ""
        return len(word) > 1 and is_han(word[0]) and is_proper(word) and not any(h.end == start for h in self.hits)

    def _is_elsewhere(self, hit: Hit, unit: Hit) -> bool:
        """True right behind a district or city, or with 的 between, for what doesn't lie in it: 阜平|栗园铺, 磁县|护城河, 东京的|花市."""
        is_within = unit.name.surface in hit.name.contexts or any(unit.name.surface + end in hit.name.contexts for end in UNIT_ENDS)
        is_small = hit.name.kind_set <= _TOWNS or not hit.name.is_unit
        is_somewhere = bool(hit.name.contexts) or not hit.name.kind_set.isdisjoint(_OWNED_SITES)  # a line may pass anywhere
        return is_small and is_somewhere and unit.name.kind_set <= _COUNTIES and not is_within

    def _is_large_one(self, hit: Hit) -> bool:
        """True for 大 and a noun behind what says of which sort: 综合|大港, 互联网|大厂."""
        if not hit.name.needs_context or hit.length > 2 or any(h.end == hit.start for h in self.hits):
            return False
        word = next((w for a, b, w in self.words.around(hit.start - 1) if b == hit.start), "") if hit.start else ""
        return word.endswith("吨") or (tag_of(word).startswith(_SAYS_WHICH) and not word.endswith((*_PREPOSITIONS, *_TOWARDS)))

    def _is_brand(self, hit: Hit) -> bool:
        """True for a company's name that is a place's too: 北辰|集团."""
        return hit.name.surface in _BRANDS and bool(_COMPANY_AFTER.match(self.text, hit.end))

    def _ends_in_no_word(self, hit: Hit) -> bool:
        """True where only a place's name makes sense, whatever words it cuts: 华北|大地 (北大), 唐山|西客运站 (山西)."""
        if "region" in hit.name.kinds:
            return self.text.startswith(_LAND, hit.end)
        return hit.name.is_unit and bool(SIDE_STATION.match(self.text, hit.end))

    def _follows_outer(self, hit: Hit) -> bool:
        """True for a unit right behind the one it lies in: 河北|徐水|分水 (水分)."""
        surfaces = hit.name.contexts if hit.name.is_unit else ()
        return any(h.end == hit.start and h.name.surface in surfaces and not h.name.needs_context for h in self.hits)

    def _is_cut_by_word(self, hit: Hit) -> bool:
        """True when a dictionary word contradicts the hit's edges."""
        start, end, name = hit
        if not name.needs_context and self._starts_way(start, end):
            return False
        return any(self._contradicts(word, hit) for word in self.words.around(start) if word[0] < end and start < word[1])

    def _starts_way(self, start: int, end: int) -> bool:
        """True between 从 and 到: 由|大厂|至潞城, 从|怀来|到中关村."""
        return self.text[start - 1 : start] in _FROM and self.text[end : end + 1] in _TO

    def _contradicts(self, word: Word, hit: Hit) -> bool:
        a, b, surface = word
        if b - a < 2 or (hit.start <= a and b <= hit.end):
            return False
        other = self.index.get(surface)
        if other is not None:  # 站|前|海河, not 前海|河
            return hit.length == 2 and a < hit.end < b and a > hit.start and not other.needs_context
        if a < hit.start < b < hit.end or hit.start < a < hit.end < b:  # the word overlaps an edge
            if a > hit.start and surface[0] in _WATERS and surface[1] in _AT_WATER:  # 海|河边
                return False
            if a < hit.start and surface[0] in _GOING and b - a == 2:  # 赴|美
                return False
            if a < hit.start and (outer := self.index.get(self.text[a : hit.start])) and outer.is_unit:  # 山西|晋中
                return False
            rest = self.text[hit.start : a] if a > hit.start else self.text[b : hit.end]
            if not hit.name.needs_context and frequency(rest) < RARE_CHARACTER:  # 从|衡|水运|来
                return False
            return hit.length == 2 or (b - a > 2 and not hit.name.ends_as_kind)
        # from here on the word holds the whole name
        if a == hit.start - 1 and b == hit.end and surface[0] in _GOING:  # 赴|美国
            return False
        before = self.text[a : hit.start]
        if b == hit.end and (before == "首都" or self.index.get(before)):  # 首都|北京, 英国|伦敦, each one word for jieba
            return False
        if a == hit.start and is_head_word(self.text[hit.end : b]):
            return False
        if hit.name.needs_context or (a < hit.start and hit.length <= 2):
            return True
        is_small = hit.length == 2 and hit.name.kind_set <= SMALL_UNITS
        return a == hit.start and is_small and not tag_of(surface).startswith(("ns", "nt", "nr"))  # 景泰|蓝

    # -- for

    def _is_proved_by_context(self, hit: Hit) -> bool:
        """True when the article names a place around this one and the name is a telling one, or a list holds its like."""
        if hit.name.surface in self.setting.told:
            return True
        if self.text.endswith(hit.name.contexts, 0, hit.start) or ("region" in hit.name.kinds and self.text.startswith(_LAND, hit.end)):
            return True
        if "interchange" in hit.name.kinds and self._is_on_highway(hit):
            return True
        if self._opens_address(hit) or (not hit.name.kind_set.isdisjoint(_ENDS_OF_WAYS) and self._ends_way(hit)):
            return True
        is_at_home = self.setting.is_home_of(hit.name)
        if is_at_home and self._starts_way(hit.start, hit.end):
            return True
        if is_at_home and "mountain" in hit.name.kinds and self.text.startswith(_AT_FOOT, hit.end):  # 盘山|脚下
            return True
        if hit.name.surface in _BARE_ZONES:
            return is_at_home and self._is_listed_with_zones(hit)
        if hit.length == 2 and hit.name.kind_set <= NATURE:  # 天河 is a river of 怀柔 and much else
            is_at_home = is_at_home and any(word in self.setting.text for word in hit.name.contexts if word not in _WIDE)
        if is_at_home and hit.length >= 2 and hit.name.ends_as_kind:
            is_station = hit.length == 2 and "rail_station" in hit.name.kinds
            return not (is_station and self.text.startswith(_AFTER_STATION_WORD, hit.end))
        return (is_at_home and self._is_telling(hit)) or self._is_listed_with_like(hit, is_at_home)

    def _is_on_highway(self, hit: Hit) -> bool:
        """True right behind a highway: 京港澳高速|杜家坎."""
        return any(h.end == hit.start and h.name.surface.endswith(HIGHWAYS) for h in self.hits)

    def _opens_address(self, hit: Hit) -> bool:
        """True for a unit's bare name right before a sure name of what lies in it: 朝阳|日坛."""
        units = {hit.name.surface + end for end in UNIT_ENDS} if not UNITS.isdisjoint(hit.name.kinds) else set()
        ends = (hit.end, hit.end + 1) if self.text.startswith("的", hit.end) else (hit.end,)  # 大兴的|亦庄新城
        return bool(units) and any(
            h.start in ends and not h.name.needs_context and not units.isdisjoint(h.name.contexts) for h in self.hits
        )

    def _ends_way(self, hit: Hit) -> bool:
        """True behind a word of going, or a sure unit and 至: 北京至|大同."""
        if self.text.endswith(_ON_THE_WAY, 0, hit.start):
            return True
        starts_way = self.text[hit.start - 1 : hit.start] in _TO
        return starts_way and any(h.end == hit.start - 1 and h.name.is_unit and not h.name.needs_context for h in self.hits)

    def _is_telling(self, hit: Hit) -> bool:
        """True for a name that hardly means anything else: long, rare in the language, or after a preposition."""
        kinds = hit.name.kind_set
        if kinds == _RAIL_STATION and hit.name.surface[-1] in _SIDES:  # 天津西, 霸州北
            is_stop = self.text[hit.start - 1 : hit.start] in _BEFORE_STOP or self.text.startswith(_AFTER_STOP, hit.end)
            return is_stop and any(word in self.text for word in _RAIL_WORDS)
        if hit.length >= 4 or (hit.length == 3 and (kinds & (UNITS | ORGANISATIONS | NATURE) or tag_of(hit.name.surface).startswith("ns"))):
            return True
        surface = hit.name.surface
        if kinds & UNITS and tag_of(surface).startswith("ns") and frequency(surface) < COMMON_WORD:
            return True
        if hit.length != 2 or not kinds & (UNITS | SPOTS):
            return False
        if self.text.endswith(_PREPOSITIONS, 0, hit.start) or (kinds & UNITS and self.text.startswith(_OF_UNITS, hit.end)):
            return True
        stands_free = not is_han(self.text[hit.start - 1 : hit.start]) and self.text[hit.end : hit.end + 1] in _AFTER_SUBJECT
        return bool(kinds & UNITS) and (frequency(surface) < RARE_WORD or (stands_free and tag_of(surface).startswith(("ns", "nr"))))

    def _is_listed_with_like(self, hit: Hit, is_at_home: bool) -> bool:
        """True when a list that it stands in (安次、永清、和平) holds a sure name of a like kind."""
        neighbours = list(self._list_neighbours(hit))
        if hit.name.kind_set <= NATURE and self.setting.is_home_of(hit.name):  # 桑干河和|洋河: waters of several units join
            is_at_home = is_at_home or any(n.name.kind_set == hit.name.kind_set and not n.name.contexts for n in neighbours)
        if any(not n.name.needs_context and (is_at_home or set(n.name.contexts) & set(hit.name.contexts)) for n in neighbours):
            return True
        if hit.name.kind_set <= _CITIES and any(not n.name.needs_context and n.name.kind_set <= _CITIES for n in neighbours):
            return True  # 沧州、德州: cities are listed wherever they lie
        kin = [n for n in neighbours if n.name.kinds == hit.name.kinds and set(n.name.contexts) & set(hit.name.contexts)]
        return is_at_home and (len(kin) >= LEAST_KIN or any(self.setting.is_home_of(n.name) and self._is_telling(n) for n in kin))

    def _is_listed_with_zones(self, hit: Hit) -> bool:
        """True for 开发区 and its like in a list with a sure name of where it lies, or with its like where the article is about that."""
        kin = [n for n in self._list_neighbours(hit) if not set(n.name.contexts).isdisjoint(hit.name.contexts)]
        if any(not n.name.needs_context for n in kin):
            return True
        return bool(kin) and any(word in self.setting.text for word in hit.name.contexts if word not in _WIDE)

    def _list_neighbours(self, hit: Hit) -> Iterator[Hit]:
        """The names of a like kind in the list around a name, first those before it, nearest first, then those after it."""
        if self.text[hit.end : hit.end + 1] == "的":
            yield from self._owners_beside(hit)
        before, after = item_before(self.text, hit.start), item_after(self.text, hit.end)
        if before is None and after is None:
            return
        kinds = hit.name.kind_set
        like = kinds | UNITS if kinds & UNITS or hit.name.surface in _BARE_ZONES else kinds
        by_length = sorted((h for h in self.hits if not like.isdisjoint(h.name.kinds)), key=lambda h: h.length)
        by_start, by_end = {h.start: h for h in by_length}, {h.end: h for h in by_length}  # the longest at each place
        while before is not None and (hit_before := by_end.get(before)):
            yield hit_before
            before = item_before(self.text, hit_before.start)
        while after is not None and (hit_after := by_start.get(after)):
            yield hit_after
            after = item_after(self.text, hit_after.end)

    def _owners_beside(self, hit: Hit) -> Iterator[Hit]:
        """The name before one in a list of what several places have: 石家庄的药品、大同|的煤."""
        owned = _OWNED.search(self.text, max(0, hit.start - LONGEST_OWNED), hit.start)
        if owned is not None:
            yield from (h for h in self.hits if h.end == owned.start())
