"""Whether a mention speaks of the place (literal) or only borrows its name (associative)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.han import HAN
from extract.kinds import ORGANISATIONS
from extract.model import Name
from extract.wordlists import load_words
from extract.words import Words, is_function_word, is_plain_verb

_WORKS = frozenset({"factory", "energy", "data_centre", "mine"})
_WORKS_TAIL = re.compile(r"(?:厂|基地|工厂|电站|电厂|油田|气田|矿|码头|园|电网|中心|总部|站|区|库|项目|工程|油气田|场|线|港|炼化|井|-\d+)$")
_SITE_TAIL = re.compile(r"(?:校区|院区|分院|新址|园区|教学楼|大学城|[东西南北][大小]?门)$")
_BRANCH = re.compile(rf"\({HAN}{{2,6}}\)$")  # 产业园(天津)
_COMPANY_TAIL = re.compile(r"(?:公司|集团|股份)$")

_HEAD_WORDS = sorted(load_words("organisations"), key=lambda word: (-len(word), word))
_HEAD = re.compile("|".join(map(re.escape, _HEAD_WORDS)))
_NOMINAL = load_words("nominal")
_LONG_HEADS = tuple(word for word in _HEAD_WORDS if len(word) > 1)
_OFFICE = "局厅委办署院"
_SOME = frozenset("一家 部分 各 多所 多家 一些 所有 全部 大部分 不少 众多 其他".split())
"""What makes of the organisations after it any that there are: 天津|部分|中学."""

_NO_OFFICE = frozenset("格局 全局 大局 布局 结局 僵局 战局 时局 开局 破局 客厅 餐厅 大厅 展厅 饭局 医院 法院 剧院 庭院 农家院".split())
ORGANISATION_WORDS = tuple(dict.fromkeys((*_HEAD_WORDS, *_OFFICE)))
"""What organisations, plans and products are called, and the last characters of offices."""

_COMPANY_IN_BRACKETS = re.compile(rf"\){HAN}{{0,12}}(?:公司|集团|股份)")
_MANAGED = re.compile(r"(?:党工委|管委会|管理委员会|工委|派出所|分局|副主任|党委|办事处)")
_WINDOW = 16
_BREAK = re.compile(r"[，,。、；;：:！!？?“”‘’《》()\s…]")
_AT_ONCE = re.compile(
    r"(?:(?:市|省|区|县)?(?:之(?=[^间外后一内中南北东西上下行旅](?:[^\u4e00-\u9fff]|$))|式|特色|籍|味|造|版|人(?![才口工民流员力均杰文])|队|话|菜|号(?!线)|杯|班列|户口|质量(?![检监])|样板|[一二三]+级(?:重点)?保护|"
    rf"味道|故事|声音|名片|驻{HAN}{{1,3}}(?:大使|使馆|公使|领事|总领)|(?:{HAN}{{2}})?(?:分行|支行|分公司|支公司|本部|营业部)|答卷|篇章|速度|精神|警方|市委|区委|县委|省委)|委(?![托员派培屈])|"
    r"(?:市|省|区|县)?市民(?![广文服中])|(?:\d{4}年?)?[夏冬]?[季]?(?:残|冬)?奥(?:运(?![村场公])|会|组)|"
    r"(?:市|省|区|县)?(?:委|人大|政协)?原?(?:常务)?副?(?:市长|省长|区长|县长|书记)|时间(?!节点|[为是短长紧表段])|加油|"
    rf"[“\"]?十[一二三四五]五[”\"]?{HAN}{{0,14}}?(?:规划|纲要))"
)
_TEAMS = re.compile(
    rf"(?:、{HAN}{{2,6}})*等(?:[\d一二三四五六七八九十]+|多)[个支](?:国家)?{HAN}{{0,6}}(?:代表团|代表队|球队|队)|"
    rf"(?:、{HAN}{{2,4}}){{1,3}}(?:人社|医保|水务|水利|环保|交通|公安|应急|教育|文旅|气象|{HAN}{{2,4}}管理)部门"
)
"""What makes of the places in a list those who come from them: 中国、捷克等6个代表团, 北京、天津、河北人社部门."""

_NATION = frozenset({"中国", "新中国", "中华人民共和国"})
_AFTER_NATION = re.compile(
    rf"(?:中[化车铁建冶船]|星网|华[能电]|大唐|国新|石[油化]|海油|移动|联通|电信|铁[塔建]|建[筑材](?!业|工程)|电[建科]|能建|交建|五矿|宝武|商飞|一汽|人寿|人保)(?!市场|互联网|资源)|"
    rf"成立|知网|梦|足球|优秀|十大|十佳|魅力|传统|民间|最美|百强|\d[A级]|历史文化名|{HAN}{{1,6}}之[乡都城]|(?:\d+亿多?)?人民(?!币)"
)
"""What makes of 中国 a title, an epoch or a tradition."""

_LINE_COMPANY = re.compile(rf"{HAN}{{0,6}}?(?:\({HAN}{{2,6}}\))?{HAN}{{0,4}}?(?:公司|集团|水利委员会|管理局|防总)")
_COMPANY = re.compile(
    r"(?!一家)(?:(?![的在了将把与和是从向由于等及])[\u4e00-\u9fffA-Za-z·]){2,18}?"  # 河北|钢铁
    rf"(?:\({HAN}{{2,6}}\))?{HAN}{{0,8}}?"  # (天津)科技
    r"(?:有限公司|有限责任公司|集团公司|股份公司|集团(?!军|化))"
)
_OWNER = re.compile(rf"(?:\({HAN}{{2,6}}\))?(?:股份|发展|投资|控股|建设|物流)?(?:有限)?(?:责任)?(?:公司|集团)")
_BRAND = re.compile(rf"(?:汽车(?!站|场|营)|银行|证券|葡萄酒|干红|润滑油|电脑|{HAN}{{0,6}}?(?:公司|集团))")
_LITERAL_AFTER = re.compile(r"公园|城区|地区|地带|区域|周边|附近|经济|群岛|中心")
_MIDDLE = re.compile(r"(?:市|(?<=[市区县镇村]))中心")  # 天津|市中心, 蓟县|中心
_LONGEST_COMPANY = 44
_CLOSING_MARKS = frozenset(["”", "’", "》", ""])
_SLOGAN = re.compile(rf"[“‘《](?:{HAN}{{2,6}}(?<!的))$|(?:同心|花开|悦动|乐享|惠聚|冰雪|爱在|情系|相约|畅游|遇见)$")
_LOCATIVE_LEFT = re.compile(
    r"(?:位于|坐落于|坐落在|走进|来到|走访|前往|赴|入驻|落户|毗邻|紧邻|建在|直达|途经|靠近|抵达|搬至|迁至|迁入|地处|驻守|"
    r"站在|在|到|至|从|距|离|往|图为|进驻|登上|参观|游览|探访|环绕|穿过|流经|汇入|进入)(?:了|位于)?$"
)
_LOCATIVE_RIGHT = re.compile(
    r"^(?:内|里|旁|边|周边|附近|门前|门口|对面|东侧|西侧|南侧|北侧|站|现场|"  # near it
    r"校园|新校区|校区|院区|园区|分院|[一二三四]期|项目|工程|建设|扩建|改造|新址|"  # a part of it, a building site
    r"开工|启用|投用|投入使用|投入运营|揭牌|开诊|竣工|加快建设|加快推进|"
    rf"的?{HAN}{{0,3}}(?:厂区|厂房|车间|码头|高炉|生产线)|主体|机房|厂房|车间|门诊|住院|病房|病区|教学楼|实验楼|生产基地|总部基地|"
    r"落户|落地|落成|正式运营|建成|试生产|搬迁|坐落|位于)"
)
_BUILT_LIST = re.compile(r"^(?:[、和及与][\u4e00-\u9fffA-Za-z0-9—·()]{2,26}?)+(?=加快建设|投用|启用|开工|竣工|建成|开诊)")


def is_company(name: Name) -> bool:
    """True for a company's name, which says nothing of a site by itself."""
    return bool(_COMPANY_TAIL.search(name.surface))


def acts_as_organisation(name: Name) -> bool:
    """True for names that stand for who acts more often than for where: universities, laboratories, companies."""
    kinds = set(name.kinds)
    if _SITE_TAIL.search(name.surface):
        return False
    if kinds <= ORGANISATIONS or is_company(name):
        return True
    return kinds <= _WORKS and not _WORKS_TAIL.search(_BRANCH.sub("", name.surface))


def is_head_word(word: str) -> bool:
    """True for what organisations, plans and products are called (局, 联盟, 稻)."""
    return bool(_HEAD.fullmatch(word))


def in_title_marks(text: str, start: int, end: int) -> bool:
    """True within 《…》: the name of a document or a work."""
    opening = text.rfind("《", 0, start)
    return opening >= 0 and text.find("》", opening, start) < 0 and text.find("》", end) >= 0


def is_borrowed(text: str, words: Words, heads: Sequence[int], start: int, end: int) -> bool:
    """True when an admin or region name is part of the name of an organisation, a plan, a product or a slogan.

    Parameters
    ----------
    text : str
        A folded passage.
    words : Words
        Its words.
    heads : sequence of int
        Where `ORGANISATION_WORDS` begin in it, in order; before none of them is the name borrowed by one.
    start, end : int
        Where the name stands.
    """
    if _AT_ONCE.match(text, end) or _TEAMS.match(text, end) or in_title_marks(text, start, end):
        return True
    if text[start:end] in _NATION and _AFTER_NATION.match(text, end):
        return True
    if text[start - 1 : start] == "(" and _COMPANY_IN_BRACKETS.match(text, end):
        return True
    if text[end : end + 1] in _CLOSING_MARKS and _SLOGAN.search(text[max(0, start - 8) : start]):
        return True
    nearest = bisect_left(heads, end)
    if nearest == len(heads) or heads[nearest] > end + _LONGEST_COMPANY:
        return False
    return _head_follows(text, words, end) or bool(_COMPANY.match(text, end))


def _head_follows(text: str, words: Words, end: int) -> bool:
    """True when the noun phrase that the name opens ends in the name of an organisation, plan or product."""
    if _MIDDLE.match(text, end):
        return False
    for a, b, word in words.around(end):
        if b <= end:
            continue
        a = max(a, end)
        if a - end > _WINDOW or _BREAK.match(word) or word in _SOME:
            return False
        head = _HEAD.match(text, a)
        if head and (len(head[0]) > 1 or head.end() == b):
            if head[0] == "人" and text[a - 1].isdigit():  # 昌平区4人
                return False
            return not _goes_on_literally(text, head.end())
        if text[a:b].endswith(_LONG_HEADS) or (
            b - a > 1 and text[b - 1] in _OFFICE and word not in _NO_OFFICE and not is_function_word(word) and not is_plain_verb(word)
        ):
            return not _goes_on_literally(text, b)
        if (is_function_word(word) or is_plain_verb(word)) and word not in _NOMINAL and not word.startswith("第"):
            return False
    return False


def names_company(text: str, end: int) -> bool:
    """True where a company's name goes on after that of a line (朔黄铁路|发展有限责任公司)."""
    return bool(_LINE_COMPANY.match(text, end))


def names_brand(text: str, end: int) -> bool:
    """True where the name of a river or a sight is that of a maker or a bank (长城|汽车)."""
    return bool(_BRAND.match(text, end))


def names_owner(text: str, end: int) -> bool:
    """True where the name of a port, an airport or a mine is that of the company which runs it (天津港|集团)."""
    return bool(_OWNER.match(text, end))


def is_managed(text: str, end: int) -> bool:
    """True where those who run a zone follow its name (燕郊高新区|党工委)."""
    return bool(_MANAGED.match(text, end))


def is_part_of_site(name: str) -> bool:
    """True for a campus or a branch, which is a site whoever it belongs to."""
    return bool(_SITE_TAIL.search(name))


def _goes_on_literally(text: str, at: int) -> bool:
    """True when a listed head is only the modifier of something that has a place (中心公园, 平台经济, 规划建设)."""
    return bool(_LITERAL_AFTER.match(text, at)) or (text.startswith("规划", at - 2) and text.startswith(("建设", "编制", "范围"), at))


def speaks_of_site(text: str, start: int, end: int) -> bool:
    """True when the words around an organisation's name speak of where it is."""
    left, right = text[max(0, start - 8) : start], text[end : end + 40]
    if _LOCATIVE_LEFT.search(left) or _LOCATIVE_RIGHT.match(right):
        return True
    return bool(_BUILT_LIST.match(right))
