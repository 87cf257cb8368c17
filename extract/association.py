"""Whether a mention speaks of the place (literal) or only borrows its name (associative)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Name
from extract.words import Word, is_function_word, is_plain_verb

ORGANISATIONS = frozenset({"university", "lab", "school"})
"""Kinds whose names stand for who acts there more often than for the site."""

_WORKS = frozenset({"factory", "energy", "data_centre", "mine"})
_WORKS_TAIL = re.compile(r"(?:厂|基地|工厂|电站|电厂|油田|气田|矿|码头|园|中心|总部|站|区|库|项目|工程|油气田|场|线|港|炼化|井|-\d+)$")
_COMPANY_TAIL = re.compile(r"(?:公司|集团|股份)$")

_HEAD_WORDS = """政府 市委 省委 区委 县委 党委 工委 人大 政协 委员会 管委会 办公室 新闻办 发改委 国资委 卫健委 教委 科委 商务局 生态环境局 局 厅 海关 法院 检察院
    公安 公司 集团 银行 基金 联盟 协会 商会 学会 联合会 工商联 研究院 研究所 研究中心 设计院 科学院 工程院 实验室 大学 学院 学校 中学 小学 医院 院区 出版社 日报 晚报 晨报 时报
    电视台 广播 新闻网 报社 中心 工作组 专题组 工作专班 专班 领导小组 指挥部 联席会议 战略 规划纲要 规划 行动计划 行动方案 方案 条例 办法 先行区 试验区 示范区 集群
    客户端 论坛 大会 博览会 演练 专项行动 宣传周 活动周 服务季 展会 交易会 洽谈会 比赛 大赛 擂台赛 联赛 马拉松 音乐节 文化节 艺术节 交流季 速度 精神 模范 先进个人 劳动奖章 答卷 篇章 模式 制造业500强 500强 一卡通 通办 标准
    稻 麻花 包子 烤鸭 鸭梨 板栗 奔驰 现代汽车 汽车集团 队 指数 报告 号 平台 杯 奖 卫视 人 话 菜 味 方言 时间 海油 石油 石化 电信 联通 移动 国际机场集团"""
_HEADS = sorted(set(_HEAD_WORDS.split()), key=len, reverse=True)
_HEAD = re.compile("|".join(map(re.escape, _HEADS)))
_WINDOW = 16
_BREAK = re.compile(r"[，,。、；;：:！!？?“”‘’《》()\s…]")
_AT_ONCE = re.compile(
    r"^(?:市|省|区|县)?(?:之(?=[\u4e00-\u9fff](?:[^\u4e00-\u9fff]|$))|式|特色|籍|味|造|版|人(?![才口工民流员力])|队|话|菜|号(?!线)|杯|味道|故事|声音|名片|答卷|篇章|速度|精神)"
)
_COMPANY = re.compile(r"(?:(?![的在了将把与和是从向由于等及])[\u4e00-\u9fffA-Za-z·]){2,18}?(?:\([\u4e00-\u9fff]{2,6}\))?[\u4e00-\u9fff]{0,8}?(?:有限公司|有限责任公司|集团公司|股份公司|集团(?!军|化))")
_SLOGAN = re.compile(r"[“‘《](?:[\u4e00-\u9fff]{2,6}(?<!的))$|(?:同心|花开|悦动|乐享|惠聚|冰雪|爱在|情系|相约|畅游|遇见)$")
_LOCATIVE_LEFT = re.compile(
    r"(?:位于|坐落于|坐落在|走进|来到|走访|前往|赴|入驻|落户|毗邻|紧邻|建在|直达|途经|靠近|抵达|搬至|迁至|迁入|地处|驻守|在|到|至|从|距|离|往|图为|进驻|登上|参观|游览|探访|环绕|穿过|流经|汇入|进入)(?:了|位于)?$"
)
_LOCATIVE_RIGHT = re.compile(
    r"^(?:内|里|旁|边|周边|附近|门前|门口|对面|东侧|西侧|南侧|北侧|站|现场|校园|新校区|校区|院区|园区|分院|[一二三四]期|项目|工程|建设|扩建|改造|新址|开工|启用|投用|投入使用|投入运营|揭牌|开诊|竣工|加快建设|加快推进|主体|机房|厂房|车间|门诊|住院|病房|病区|教学楼|实验楼|生产基地|总部基地|落户|落地|落成|正式运营|建成|试生产|搬迁|坐落|位于)"
)
_LIST = re.compile(r"^(?:[、和及与][\u4e00-\u9fffA-Za-z0-9—·()]{2,26}?)+(?=加快建设|投用|启用|开工|竣工|建成|开诊)")


def is_company(name: Name) -> bool:
    """True for a company's name, which says nothing of a site by itself."""
    return bool(_COMPANY_TAIL.search(name.surface))


def acts_as_organisation(name: Name) -> bool:
    """True for names that stand for who acts more often than for where: universities, laboratories, companies."""
    kinds = set(name.kinds)
    if kinds <= ORGANISATIONS or is_company(name):
        return True
    return kinds <= _WORKS and not _WORKS_TAIL.search(name.surface)


def is_head_word(word: str) -> bool:
    """True for what organisations, plans and products are called (局, 联盟, 稻)."""
    return bool(_HEAD.fullmatch(word))


def in_title_marks(text: str, start: int, end: int) -> bool:
    """True within 《…》: the name of a document or a work."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start) and "》" in text[end:]


def is_borrowed(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """True when an admin or region name is part of the name of an organisation, a plan, a product or a slogan."""
    if in_title_marks(text, start, end) or _AT_ONCE.match(text[end : end + 8]):
        return True
    if _SLOGAN.search(text[max(0, start - 8) : start]) and re.match(r"[”’》]|$", text[end:]):
        return True
    return bool(_COMPANY.match(text, end)) or _head_follows(text, words, end)


def _head_follows(text: str, words: Sequence[Word], end: int) -> bool:
    """True when the noun phrase that the name opens ends in the name of an organisation, plan or product."""
    for a, b, word in words:
        if b <= end:
            continue
        a = max(a, end)
        if a - end > _WINDOW or _BREAK.match(word):
            return False
        head = _HEAD.match(text, a)
        if head and (len(head[0]) > 1 or head.end() == b):
            return not _goes_on_literally(text, head.end())
        tail = _HEAD.search(text, a, b)
        if tail and tail.end() == b and len(tail[0]) > 1:
            return not _goes_on_literally(text, b)
        if (is_function_word(word) or is_plain_verb(word)) and word not in _NOMINAL:
            return False
    return False


_NOMINAL = frozenset("协同 创新 发展 合作 制造 生产 应急 监督 促进 保障 综合 转化 孵化 评价 检测 设计 教育 推广 管理 研究 服务 示范 保护 治理 联合 集成 装备 协作 安全 交流 开放 先进 规划 投资 建设 工作 工业 共享 展示 指导 运营 统筹 防控 监测 交易 联席 共建 金融 消费 协同发展 重大 美丽 辐射 事故 农业 农村 职业 培训 保险 救援".split())


def _goes_on_literally(text: str, at: int) -> bool:
    """True when a listed head is only the modifier of something that has a place (中心公园, 平台经济)."""
    return bool(re.match(r"(?:公园|城区|地区|地带|区域|周边|附近|经济|群岛)", text[at : at + 2]))


def speaks_of_site(text: str, start: int, end: int) -> bool:
    """True when the words around an organisation's name speak of where it is."""
    left, right = text[max(0, start - 8) : start], text[end : end + 40]
    if _LOCATIVE_LEFT.search(left) or _LOCATIVE_RIGHT.match(right):
        return True
    listed = _LIST.match(right)
    return bool(listed)
