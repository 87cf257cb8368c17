"""Persons, whose names may hold the names of places (周北辰, 通讯员 石怀柔)."""

from __future__ import annotations

import re

from extract.han import HAN, is_han
from extract.wordlists import load_words
from extract.words import Words

_SURNAMES = load_words("surnames")
_SAYS = re.compile(
    r"告诉|表示|介绍|坦言|认为|说|道[：:，,]|称[，,]|笑|回忆|打了|像往|指着|感慨|感叹|强调|指出|透露|"  # who speaks
    r"先生|女士|院士|教授|等人|一家|夫妇|[，,](?:男|女|今年|[\d一二三四五六七八九十]{1,4}岁)"
)
_AMBIGUOUS = frozenset("于和向从方万江金安时成常全是高龙文")
"""Surnames that are common words too."""

_AFTER_PERSON = frozenset("把在说和与今及对向给是从告正也就便又已曾将为被因用端拿站坐笑")
_RANKS = (
    "政委",
    "书记",
    "局长",
    "主任",
    "市长",
    "县长",
    "区长",
    "队长",
    "院长",
    "校长",
    "院士",
    "教授",
    "代表",
    "委员",
    "老兵",
    "司机",
    "民警",
    "检测员",
    "负责人为",
    "老板",
    "总理",
    "主席",
    "部长",
    "厅长",
)
_PLACE_ENDS = frozenset("省市区县旗镇乡村庄街路道站桥河湖海山岛园港城店营屯寨堡口厂矿校院")
_TITLES = tuple("长师理任记员授主人工者生家民友户手练嫂伯姨叔哥姐婶爷奶妈爸伴妇的叫")
_NAMES_PEOPLE = re.compile(
    r"(?:[长师任记员授人者手练]|采访|摄像|编导|解说|配音|撰稿|播音|主持|联系人|责编)[ 　:：]+$|"  # 护林员 刘|长城
    rf"(?:[长师任记员授人者手练]|采访|摄像)[ 　:：]*{HAN}{{2,3}}[、 　]$"  # 负责人孙永定、刘|漳河
)
_RESIDENTS = ("村民", "乡民", "居民", "市民", "农民", "老师", "记者")
_OF_RESIDENTS = ("住户", "老人", "教师", "村民", "工人", "师傅", "大爷", "大妈", "记者", "队员", "医生")
_LONGEST_BEFORE = 8


def is_person(text: str, start: int, end: int) -> bool:
    """True for a surname and two characters with a rank or the start of a clause before, or a verb of speech after."""
    if end - start != 3 or text[start] not in _SURNAMES:
        return False
    before = text[max(0, start - 6) : start]
    return before.endswith((*_RANKS, *_TITLES)) or bool(_SAYS.match(text, end)) or not is_han(before[-1:])


def has_rank_before(text: str, start: int, end: int) -> bool:
    """True where a rank and two or three characters end a stretch of text: 廊坊市园林局副局长|石桥."""
    return any(text.endswith((*_RANKS, *_RESIDENTS), start, at) for at in (end - 2, end - 3) if at > start)


def person_before(text: str, end: int) -> int | None:
    """Where a name of a surname and two characters begins that ends here; None without one."""
    start = end - 3
    is_name = start >= 0 and text[start] in _SURNAMES and all(map(is_han, text[start:end]))
    return start if is_name else None


def is_half_of_person(text: str, start: int, end: int, words: Words, article: str) -> bool:
    """True when what looks like a place is the first two characters of a person's name: one that speaks somewhere in the article."""
    full = text[start : end + 1]
    if end - start != 2 or len(full) != 3 or text[start] not in _SURNAMES or full[2] in _PLACE_ENDS or not is_han(full[2]):
        return False
    if any(a == end and b > end + 1 for a, b, _ in words.around(end)):  # 周良|成立
        return False
    if text.endswith(_OF_RESIDENTS, 0, start):  # 老住户|韩国|庆
        return True
    return any(_SAYS.match(article, m.end()) or article.endswith(_RANKS, 0, m.start()) for m in re.finditer(full, article))


def is_surname_before(text: str, start: int, end: int, words: Words, article: str) -> bool:
    """True when what looks like a place is a given name: a surname stands before it and a title or a verb of speech around.

    Or the article has the name more than once, and never without the surname.
    """
    if end - start > 2 or not start or text[start - 1] not in _SURNAMES:
        return False
    near = words.around(start - 1)
    if any(a < start - 1 < b or (a == start - 1 and b > start) for a, b, _ in near):  # the surname's character belongs to another word
        return any(a == start - 1 and b == end for a, b, _ in near)
    before = text[max(0, start - 6) : start - 1]
    if (
        _SAYS.match(text, end)
        or before.endswith((*_TITLES, *_RANKS))
        or _NAMES_PEOPLE.search(text, max(0, start - _LONGEST_BEFORE), start - 1)
    ):
        return True
    full, given = text[start - 1 : end], text[start:end]
    if text[start - 1] not in _AMBIGUOUS and article.count(full) > 1 and article.count(full) == article.count(given):
        return True
    opens_clause = not is_han(before[-1:])
    return opens_clause and text[start - 1] not in _AMBIGUOUS and text[end : end + 1] in _AFTER_PERSON
