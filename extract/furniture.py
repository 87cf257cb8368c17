"""What stands on a page beside its articles: navigation, dates, shares and related links of the web, credits of a programme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from extract.lines import TABLE_ROW, Line, LineKind

LONGEST_FURNITURE = 90
"""Characters; what is longer is text."""

LONGEST_REST = 2
"""Characters of a name that a column's width broke off."""

LONGEST_LINK = 40
"""Characters of a link's title."""

_NAVIGATION = re.compile(
    r"^(?:[^\s|｜·]{1,8}(?:\s*[|｜·]\s*|\s{2,})){2,}[^\s|｜·]{1,8}$|"  # 首页 | 时政 | 社会
    r"^[A-Z]{2}\s*[|｜/]\s*[A-Z]{2}$|^\S+_\S+_\S+$|>\s*正文$|^(?:网站)?首页\s*[>＞»]"
)
_PAGE_HEAD = re.compile(
    r"^第\s*[0-9A-Z]+\s*版[:：]\S{2,10}$|"
    r"^\S{2,6}(?:新闻|要闻)\s*[A-Z]?\d{1,2}$|^[A-Z]?\d{1,2}\s*\S{2,8}新闻$|^[A-Z]\d{1,2}[ 　]+\S{2,8}$"
)
_WHERE = re.compile(r"^(?:您|你)?(?:现在|所在|当前)?(?:所在)?的?(?:当前)?位置[:：]")
_ABOUT = re.compile(
    r"^(?:发布时间|发布日期|发表时间|更新时间|时间|日期|来源|字号|字体|分享到|浏览次数|点击数|阅读量|阅读)[:：]|分享到[:：]|字号[:：]?\s*[小大中]|"
    r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ 　]+(?:\d{1,2}[:：]\d{2}|来源[:：]|作者[:：])|^放大.{0,4}缩小|"
    r"^原创\s.*\d{4}年|^栏目[:：]|播出稿$|^播出(?:日期|时间)[:：]|\d{1,2}[:：]\d{2}\s*播出|^点击上方|点击上方蓝字|关注[“\"「].{2,12}[”\"」]$|打印本页|关闭窗口"
)
_FOOT = re.compile(
    r"版权声明|版权所有|未经授权|^特别声明|^【纠错】|^点赞\s*\d|^扫一扫|点击进入|>>>|^附件\s*\d*[:：]?$|Copyright|©|ICP备|^关于我们\s*[|｜]|免责声明|转载请注明|点赞.{0,4}在看|^【?(?:上|下)一篇"
)
_TAIL = re.compile(
    r"^(?:相关(?:阅读|新闻|链接|报道|文章)|往期(?:推荐|回顾|精选)|推荐阅读|延伸阅读|热门(?:推荐|文章|排行)|(?:标题|本版|版面)导航|猜你喜欢|联系我们)[:：]?$"
)
_LINK = re.compile(rf"^[·•▪◦>»＞-][ 　]*\S.{{1,{LONGEST_LINK}}}(?<![。！？])$")
_LABELLED = re.compile(r"^(?:【(?:标题|题目|短?片[一二三四五六七八]|第[一二三四五六七八]条)】|(?:片名|题目|标题)[:：])\s*")


def settle_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those that are no article's marked as such; a label that says 【标题】 is cut from the title."""
    out: list[Line] = []
    for i, line in enumerate(lines):
        is_rest = len(line.text) <= LONGEST_REST and line.gap == 1 and bool(out) and out[-1].kind is LineKind.BOILERPLATE
        out.append(replace(line, kind=LineKind.BOILERPLATE) if is_rest else line if _is_table(lines, i) else _settle(line))
    out = _settle_links(out)
    tail = next((i for i, x in enumerate(out) if _TAIL.match(x.text) and _is_tail(out[i + 1 :])), len(out))
    return [*out[:tail], *(replace(x, kind=LineKind.BOILERPLATE) for x in out[tail:])]


def _is_table(lines: Sequence[Line], i: int) -> bool:
    """True for a row of columns right below or above another, which would look like navigation by itself."""
    around = lines[max(0, i - 1) : i + 2]
    return len(around) > 1 and all(x.gap == 1 for x in around[1:]) and all(TABLE_ROW.search(x.text) for x in around)


def _settle(line: Line) -> Line:
    label = _LABELLED.match(line.text)
    if label is not None and not line.text[label.end() :].strip():  # a label alone says nothing
        return replace(line, kind=LineKind.BOILERPLATE)
    if label is not None and len(line.text) <= LONGEST_FURNITURE:
        return replace(line, start=line.start + label.end(), text=line.text[label.end() :], kind=LineKind.HEADING, is_whole=True)
    is_short = len(line.text) <= LONGEST_FURNITURE and line.kind in (LineKind.HEADING, LineKind.BODY)
    if is_short and any(pattern.search(line.text) for pattern in (_NAVIGATION, _PAGE_HEAD, _WHERE, _ABOUT, _FOOT)):
        return replace(line, kind=LineKind.BOILERPLATE)
    return line


def _settle_links(lines: Sequence[Line]) -> list[Line]:
    """Related links in a box amid a text are none of it, nor is the box's name."""
    out: list[Line] = []
    in_box = False
    for line, below in zip_longest(lines, lines[1:]):
        is_head = bool(_TAIL.match(line.text)) and below is not None and bool(_LINK.match(below.text))
        in_box = is_head or (in_box and bool(_LINK.match(line.text)))
        out.append(replace(line, kind=LineKind.BOILERPLATE) if in_box else line)
    return out


def _is_tail(lines: Sequence[Line]) -> bool:
    """True when nothing but links and addresses follows."""
    return bool(lines) and all(len(x.text) <= LONGEST_LINK or x.kind is LineKind.BOILERPLATE for x in lines)
