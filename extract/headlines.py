"""A stack of heading lines to kicker, title and subtitle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.han import HAN
from extract.lines import Line
from extract.words import cut, tag_of

_DASH = re.compile(rf"^\s*(?:[—─\-–]{{1,3}}|一一(?={HAN}))")
_LABEL = re.compile(
    r"专稿|特稿|专题|专栏|特刊|特别报道|系列报道|编者按|评论|时评|快评|述评|社论|故事$|一线$|走笔|凭阑|"
    r"短评$|闲话$|编后$|三言两语$|对话$|今日谈$|街谈$|杂谈$|随笔$|手记$|漫笔$|看点$|看台$|[问询]\S?[我必]?答$|信箱$|热线$|快讯$|时讯$|周刊$|新闻$|速览$|要闻|观察$|聚焦$|关注$|现场$|追问$|踏访$|探访$|见闻$|新篇章$|文稿$|播出稿$|解说词$|^\S{2,6}进行时$|看京津冀$|同心京津冀$|^\S{2,4}·\S{2,5}$|[①-⑩]$|^对话\S{2,6}$"
)
_BANNER = re.compile(r"京津冀|协同|记者")
_BRIEFS = re.compile(r"(?:简讯|短讯|短新闻|快讯|短波|简报|速递|速览|速读|微新闻|动态|集锦|拾零)(?:[一二三四五六七八九十]则)?[】\]]?$")
_NOTICES = re.compile(r"(?:提示|气温|天气|天气预报|路况|[房股车]讯|公告|启事|广告|便民|一览|一览表)$")
_SPEAKERS = re.compile(r"^本[报刊网台]记者|^(?:对话人|对话嘉宾|受访人|受访者|受访嘉宾|嘉宾|主持人|主持|采访|采写|策划|统筹)[：:]")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条]|\d{1,2}[.．](?!\d))"
)
_QUESTION = re.compile(r"^(?:问|记者|主持人|Q)[:：]")
_QUOTED = re.compile(r"[“‘『「]")
_FIGURE = re.compile(r"\d")
_COUNT = re.compile(r"\d[万亿多余]*[^\d.年周月日届万亿多余]")
_WHERE = re.compile(r"^\S{4,8}(?:(?<!公)里|[边旁畔])$")
_EVEN = (["也"], ["都"], ["还"], ["就"], ["不"])
_BETWEEN = re.compile(r"[—–-]")
_TWO_PHRASES = re.compile(r"(?<!\S)\S{3,}[ 　]+\S{3,}")
_BRACKETED = re.compile(r"^[(（].*[)）]$")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NAMED = re.compile(r"^《[^》]{4,}》$")
_DECREE = re.compile(r"^关于.{4,}的(?:通告|公告|通知|通报|意见|决定|函|说明|公示|方案)$")
_EDITORS_NOTE = re.compile(r"^[【\[]?(?:编者按|编者的话|开栏的话|编者|核心提示|阅读提示)[】\]]?[:：]?$")

LONGEST_BANNER = 16
"""Characters."""

LONGEST_SUBJECT = 10
"""Characters."""

LEVEL_WEIGHT = 3.0
"""What one heading level more says for a line's being the title, against 2 for a headline's two phrases."""

LEAST_OF_THREE = 3
"""What it says for a line's being the title that it is the shortest of three."""

BELOW_LONGER, LONG_KICKER = 3, 14
"""What it says for a line's being the title that the one above is half as long again, and characters of that."""

LEAST_TITLE_LINE = 5
"""Characters; a shorter line of three is a word of a kicker."""

LEAST_TITLE_LINES, SHORT_TITLE_LINE = 3, 8
"""Lines, and characters of each, of a headline printed in a narrow column."""

SUBTITLE_LINE_RATIO = 1.25
"""How much longer than the lines of a headline its subtitle is at least, being set smaller."""

LONG_TITLE_LINE, LONGEST_REST = 12, 2
"""Characters of a headline's line, and of what it had no room for."""

LONGEST_SENTENCE_LINE = 10
"""Characters of either line of a headline that is one sentence over two lines."""

LEAST_TITLE = 8
"""Characters of a line that is a title by itself, so that a longer one right below explains it."""

SUBTITLE_RATIO = 1.5
"""A second line this much longer than the first explains it; a shorter one continues it."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts of a headline, each with the lines it was joined from."""

    kicker: tuple[Line, ...] = ()
    title: tuple[Line, ...] = ()
    subtitle: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in reading order: kicker, title, subtitle."""
        return self.kicker + self.title + self.subtitle


def heads_briefs(text: str) -> bool:
    """True for what stands above a column of short news (「简讯」, 「民生速递」)."""
    return len(text) <= 8 and bool(_BRIEFS.search("".join(text.split())))


def heads_notices(text: str) -> bool:
    """True for what stands above notices and tables that are no part of the report before (「今日提示」, 「未来三日天气」)."""
    return len(text) <= 8 and not is_section(text) and bool(_NOTICES.search(text.strip("·")))


def is_section(text: str) -> bool:
    """True for the numbered heading of a document's section (「二、重点任务」, 「（一）治污」)."""
    return bool(_SECTION.match(text))


def is_question(text: str) -> bool:
    """True for a question of an interview, which goes on below a heading."""
    return bool(_QUESTION.match(text))


def is_editors_note(line: Line) -> bool:
    """True for 「编者按」 and its like, which head a boxed text of their own."""
    return bool(_EDITORS_NOTE.match(line.text))


def is_afterword(line: Line) -> bool:
    """True for 「编后」, which heads what the editors say of the text above."""
    return line.text.startswith("编后")


def is_label(text: str) -> bool:
    """True for a column's or series' name (「年终专稿」, 「津门凭阑」), which is no headline."""
    return len(text) <= 12 and bool(_LABEL.search(text)) and not _DASH.match(text)


def is_banner(text: str) -> bool:
    """True for a page's or a series' name of several words (「记者走基层·京津冀这五年」), which stands above the first headline."""
    return len(text) <= LONGEST_BANNER and bool(_BANNER.search(text)) and ("·" in text or bool(_LABEL.search(text)))


def names_subject(text: str) -> bool:
    """True for a short line that says what all of a page is about (「协同发展四年间」)."""
    return len(text) <= LONGEST_SUBJECT and bool(_BANNER.search(text))


def is_column_title(text: str) -> bool:
    """True for a headline behind the name of its column (「闲话：一碗面的距离」)."""
    column, colon, title = text.replace(":", "：").partition("：")
    return bool(colon and title) and is_label(column)


def join_lines(lines: Sequence[Line]) -> str:
    """Heading lines as one: no space after a colon, one between phrases."""
    text = ""
    for line in lines:
        text += ("" if not text or text.endswith((":", "：")) else " ") + line.text
    return text


def read_headline(stack: Sequence[Line]) -> Headline:
    """Which lines of a stack are the title.

    Parameters
    ----------
    stack : sequence of Line
        Heading lines that follow each other, at least one.
    """
    stack = list(stack)
    shortest = _shortest_of_three(stack)
    lowest = max(x.level for x in stack)
    last_marked = max((i for i, x in enumerate(stack) if x.level), default=-1)
    scores = [_title_score(stack, i) + LEAST_OF_THREE * (x in shortest) for i, x in enumerate(stack)]
    for i, x in enumerate(stack):
        if x.level:
            scores[i] += LEVEL_WEIGHT * (lowest - x.level)
        elif i < last_marked:  # above a marked line stands its kicker
            scores[i] -= LEVEL_WEIGHT
    best = scores.index(max(scores))
    first = last = best
    while first > 0 and stack[first - 1].text.endswith((":", "：")):
        first -= 1
    if first == last:
        first, last = _joined_lines(stack) or _joined_pair(stack, best)
    if last + 1 < len(stack) and _is_rest(stack[last], stack[last + 1]):
        last += 1
    kicker = list(stack[:first])
    subtitle: list[Line] = []
    for line in stack[last + 1 :]:
        (kicker if is_label(line.text) or (subtitle and _TWO_PHRASES.search(line.text)) else subtitle).append(line)
    return Headline(tuple(kicker), tuple(stack[first : last + 1]), tuple(subtitle))


def _is_rest(line: Line, below: Line) -> bool:
    """True for the last characters of a headline that was broken by its width."""
    return len(line.text) >= LONG_TITLE_LINE and len(below.text) <= LONGEST_REST and below.gap == 1


def _joined_lines(stack: list[Line]) -> tuple[int, int] | None:
    """A headline printed in several short lines: the last two above a longer subtitle, or three and more that nothing follows."""
    plain = [i for i, x in enumerate(stack) if not (x.level or _is_aside(x.text))]
    short = [i for i in plain if len(stack[i].text) <= SHORT_TITLE_LINE]
    if len(short) < 2 or short != list(range(short[0], short[-1] + 1)):
        return None
    longest = max(len(stack[i].text) for i in short[-2:])
    if short[-1] + 1 in plain:
        is_subtitle = len(stack[short[-1] + 1].text) >= SUBTITLE_LINE_RATIO * longest
        return (short[-2], short[-1]) if is_subtitle else None
    return (short[0], short[-1]) if len(short) >= LEAST_TITLE_LINES and short == plain else None


def _is_aside(text: str) -> bool:
    """True for a line that is no part of a title of several lines: a series' name, what follows a dash, who speaks, what is in brackets."""
    return is_label(text) or any(pattern.match(text) for pattern in (_DASH, _SPEAKERS, _BRACKETED))


def _joined_pair(stack: list[Line], best: int) -> tuple[int, int]:
    """A headline printed over two lines of like length, or a small line over a big one."""
    for i, j in ((best, best + 1), (best - 1, best)):
        if i < 0 or j >= len(stack):
            continue
        a, b = stack[i], stack[j]
        if any(_is_aside(x.text) for x in (a, b)) or _TWO_PHRASES.search(a.text):
            continue
        if _names_place(a.text) or (a.level == b.level and _tells_what_does(a.text, b.text)):
            return i, j
        grows = bool(a.level) and a.level > b.level
        same = a.level == b.level and max(len(a.text), len(b.text)) <= SUBTITLE_RATIO * min(len(a.text), len(b.text))
        tells_more = b.gap == 1 or (bool(_FIGURE.search(b.text)) and not _FIGURE.search(a.text))
        explains = tells_more and LEAST_TITLE <= len(a.text) < len(b.text) and not _BETWEEN.search(a.text)
        is_figure = bool(_QUOTED.search(a.text)) and not _QUOTED.search(b.text)  # which the second line explains
        is_count = same and bool(_COUNT.search(a.text)) and bool(_TWO_PHRASES.search(b.text)) and not _FIGURE.search(b.text)
        if (is_figure and grows) or is_count:
            return i, i
        if grows or (same and not (explains or is_figure)):
            return i, j
    return best, best


def _tells_what_does(subject: str, text: str) -> bool:
    """True for a short line that the next makes a sentence, opening with an adverb or the first verb: 山里的菇 / 赶上了早班高铁."""
    if max(len(subject), len(text)) > LONGEST_SENTENCE_LINE:
        return False
    opening, *rest = (w for _, _, w in cut(text))
    if tag_of(opening) == "d" or opening.startswith("不") or rest[:1] in _EVEN:  # 夏天也不闲
        return True
    return tag_of(opening) == "v" and not any(tag_of(w) == "v" for _, _, w in cut(subject))


def _shortest_of_three(stack: list[Line]) -> list[Line]:
    """The shortest of three lines and more of one level, which is set in the largest type; a line with a comma explains."""
    by_level: dict[int, list[Line]] = {}
    for line in stack:
        if len(line.text) >= LEAST_TITLE_LINE and not _is_aside(line.text):
            by_level.setdefault(line.level, []).append(line)
    found: list[Line] = []
    for like in by_level.values():
        plain = sorted((x for x in like if "，" not in x.text), key=lambda x: len(x.text)) or sorted(like, key=lambda x: len(x.text))
        if len(like) > 2 and (len(plain) == 1 or len(plain[0].text) < len(plain[1].text)):
            found.append(plain[0])
    return found


def _explains(stack: list[Line], i: int) -> bool:
    """True for a line of several phrases below a headline half as long."""
    line = stack[i]
    above = next((x for x in map(stack.__getitem__, range(i - 1, -1, -1)) if x.level == line.level and not _is_aside(x.text)), None)
    return above is not None and len(line.text) >= LONG_KICKER and len(line.text) > 2 * len(above.text)


def _is_below_longer(stack: list[Line], i: int) -> bool:
    """True for the second of two lines, when the first is so long that it says what the headline is about."""
    if len(stack) != 2 or i != 1 or stack[0].level != stack[1].level or any(_is_aside(x.text) for x in stack):
        return False
    above, line = (x.text for x in stack)
    return len(above) >= LONG_KICKER and len(above) > SUBTITLE_RATIO * len(line) and len(line) > LONGEST_REST


def _names_place(text: str) -> bool:
    """True for a line that says where, which the next line goes on with (「千年赵州桥边」)."""
    return bool(_WHERE.search(text)) and not _TWO_PHRASES.search(text) and not _QUOTED.search(text)


def _title_score(stack: list[Line], i: int) -> float:
    line = stack[i]
    score = 0.0
    if _DASH.match(line.text):
        score -= 6
    if is_label(line.text) or heads_briefs(line.text) or _SPEAKERS.match(line.text):
        score -= 4 * LEVEL_WEIGHT
    if line.text.endswith((":", "：")):
        score -= 3
    if line.text.startswith(("(", "（")):
        score -= 6
    elif line.text.endswith((")", "）")):
        score -= 1
    if _NAMED.match(line.text):
        score += 4
    if _DATE.search(line.text):
        score -= 4
    if i + 1 < len(stack) and _DASH.match(stack[i + 1].text):
        score += 4
    if i and stack[i - 1].text.endswith((":", "：")):
        score += 3
    if _TWO_PHRASES.search(line.text) and not _explains(stack, i):
        score += 2
    if _DECREE.match(line.text):
        score += 4
    score += BELOW_LONGER * _is_below_longer(stack, i)
    if len(line.text) < 6:
        score -= 2
    return score
