"""Text to lines, each with what it looks like: heading, byline, jump, caption, boilerplate or body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from extract.bylines import is_byline, is_dateline, is_photo_credit, signature
from extract.han import HAN
from extract.model import Range
from extract.words import CROSSING_WORD, crossing_word


class LineKind(StrEnum):
    """What a line looks like on its own."""

    HEADING = "heading"
    BYLINE = "byline"
    JUMP = "jump"
    CAPTION = "caption"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or paragraph.

    Attributes
    ----------
    start, end : int
        Of the text without heading marks and surrounding white space.
    text : str
    level : int
        Number of ``#`` marks; 0 for a line that has none.
    gap : int
        Newlines before it: 1 inside a block, 2 between paragraphs, more where the layout leaves room.
    kind : LineKind
    indent : int
        Wide spaces before it, or pairs of narrow ones.
    pieces : tuple of Range
        Where the printed lines stand that it was joined from; empty for a line as the file has it.
    width : float
        In Chinese characters, with the room before it; of a line that was joined from several the widest one's.
    is_whole : bool
        True for a fact in a box, which ends with its line.
    """

    start: int
    end: int
    text: str
    level: int
    gap: int
    kind: LineKind
    indent: int = 0
    pieces: tuple[Range, ...] = ()
    width: float = 0.0
    is_whole: bool = False

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Where its text stands in the file."""
        return self.pieces or ((self.start, self.end),)

    @property
    def is_complete(self) -> bool:
        """True when the text ends where a sentence may end."""
        text = self.text
        if self.is_whole or text.endswith(_ENDS_TEXT) or text.rstrip(_CLOSING_MARKS).endswith(_ENDS_SENTENCE):
            return True
        return signature(text) is not None


LONGEST_HEADING = 36
"""Characters; the longest headline line of the five pages has 30."""

LONGEST_CAPTION = 160
"""Characters; what is longer is text, whatever it says of pictures."""

SIGNATURE_INDENT = 8
"""Wide spaces before a name that signs the text above at the right margin."""

HEAD_LINES, LONGEST_HEAD_LINE = 5, 12
"""Lines within which a page's date stands, and characters of the paper's and the page's names above it."""

LONGEST_SECTION_NAME = 8
"""Characters."""

LONGEST_BOILERPLATE, LEAST_LABELS = 120, 3
"""Characters of a line that is the page's own, and how many labels (责编, 版式, 热线) prove it where more than half as many stand."""

LEAST_FACTS = 3
"""Lines with a colon each that make a box of facts."""

_FACT = re.compile(r"^[^：:]{2,14}[：:].*[^：:]$")
_LABELLED = re.compile(rf"^{HAN}{{2,8}}[ 　]+[^ 　]")
_NUMBERED = re.compile(r"^\d{1,2}[．.、]\s*\S")
ITEM = re.compile(r"^[▍▎▌☆◇○·•▪►▶➤※✦√✓][ 　]*\S")
TABLE_ROW = re.compile(r"(?<!\S)\S+[ 　]+\S+[ 　]+\S")
"""Three columns and more, which no text is printed in."""

_SCRIPT = re.compile(r"^【[^】]{0,6}(?:导语|正文|配音|同期声?|现场|字幕|片头|片尾|解说|口播|出镜|画外音|主持人|记者)[^】]{0,6}】")
_DRAWN_ROW = re.compile(r"^[│┃|].*[│┃|]$")
_REMARK = re.compile(r"^[(（](?:此[件文]|完|全文完|以下略|略)[^()（）]{0,8}[)）]$")
_RULE = re.compile(r"^[-—─━=_*~·.┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛]{4,}$")
_NAME_ALONE = re.compile(rf"^{HAN}{{2,4}}(?:[ 　]+{HAN}{{2,4}})*$")
_PAPER = re.compile(r"(?:[日晚早晨午]报|都市报|商报|时报|周刊|周报)$")
_PAGE_DATE = re.compile(r"星期|责编|责任编辑|编辑[/／:：]")
_DIGIT = re.compile(r"\d")
_COMMA = re.compile(r"[，,]")
_SAYS = re.compile(
    r"(?:表示|介绍|认为|据了解|据悉|此外|其中|[^学小再传]说)[，,：:]|^在[^，,]{2,14}(?:[市区县镇乡村园站港]|[里上中内])[，,]"
)  # no headline says so
_ENDS_SENTENCE, _CLOSING_MARKS = tuple("。！？!?…；;：:"), "”’』」》）)]"  # any number of the latter may close a sentence
_ENDS_TEXT = ("）", ")", "——")
_SENTENCE = re.compile(r"。|^[，,、]|[！!；;，,、]$|[！？][”’』」]$|^(?:问|答|记者|主持人|Q|A)[:：]")
ELSEWHERE_HERE = r"(?:本版[左右上中下]{1,2}[角栏方侧部]?|[左右上中下]{1,2}[角栏])"
"""What says where on the same page a text goes on or has begun."""

_WITHIN_PAGE = re.compile(ELSEWHERE_HERE)
_HEADING_MARK = re.compile(r"^(#{1,6})\s+")
_JUMP = re.compile(rf"^[(（]?\s*(?:上接|下转|紧接|转)\s*(?:第?\s*[0-9A-Z一二三四五六七八九十]+\s*版.{{0,12}}|{ELSEWHERE_HERE})[)）]?$")
_BOILERPLATE = re.compile(
    r"客户端|电子报|返回目录|上一版|下一版|^[A-Z]{3,}(?: [A-Z]{3,})+$|[A-Z]{4,} RIBAO|"
    r"扫码|扫描二维码|手机报订阅|^编辑[/／]|相关报道见|责任编辑|责编|美编|值班|本版摄影|本版图片|本版稿件|版式|校对|邮箱|(?<!读者)热线(?=[:：\s\d电]|$)|邮编|"
    r"^第?\s*[0-9A-Z]+\s*版$|^第[一二三四五六七八九十]{1,2}版(?=\s|$)|\d{4}年\d{1,2}月\d{1,2}[日曰]\s*(?:星期.|第?\s*[0-9A-Z]+\s*版|$)|^[A-Z]?\d{1,3}$|"
    r"^\S{4,12}[ 　](?:主管[ 　]?)?(?:主办|出版)$|国内统一(?:连续出版物)?刊?号|邮发代号|^零售|"
    rf"^\S{{0,2}}编辑[:：][ 　]*{HAN}{{2,3}}(?=[ 　]|$)|^\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}$|^星期[一二三四五六日天]$"
)
_CAPTION = re.compile(r"(?:^|[。 ])(?:图为|图片为)|^(?:左|右|上|下|中|前|后)?[左右上下]?图[①-⑨1-9]?[ :：　]|^[①-⑨]?图[一二三四五六①-⑨]")


def split_lines(text: str) -> list[Line]:
    """The non-empty lines of a page, in the order of the file, each with what it looks like on its own."""
    lines: list[Line] = []
    gap, at = 0, 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029 \t\u3000\ufeff")
        if body:
            start = at + raw.index(body)
            mark = _HEADING_MARK.match(body)
            level = len(mark[1]) if mark else 0
            if mark:
                start, body = start + mark.end(), body[mark.end() :]
            room = raw[: len(raw) - len(raw.lstrip())]
            indent = room.count("\u3000") + room.count("  ")
            is_whole = _is_whole(body)
            kind = LineKind.BYLINE if indent >= SIGNATURE_INDENT and _NAME_ALONE.match(body) else kind_of(body, level)
            lines.append(Line(start, start + len(body), body, level, gap, kind, indent, is_whole=is_whole))
            gap = 0
        gap += raw.endswith(("\n", "\r"))
        at += len(raw)
    return lines


def is_from_another_page(line: Line) -> bool:
    """True for a jump line that says where on another page its text began (「上接第1版」)."""
    return line.kind is LineKind.JUMP and "上接" in line.text and not jumps_within_page(line.text)


def jumps_within_page(text: str) -> bool:
    """True for a jump to or from elsewhere on the same page (「下转本版右栏」)."""
    return bool(_WITHIN_PAGE.search(text))


def settle_kinds(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the kinds that their neighbours prove."""
    return _settle_fragments(_settle_facts(_settle_page_head(_settle_credits(lines))))


def kind_of(text: str, level: int) -> LineKind:
    """What a line looks like on its own."""
    if _JUMP.match(text):
        return LineKind.JUMP
    if level:
        return LineKind.BYLINE if is_byline(text) else LineKind.HEADING
    if _is_whole(text) or _REMARK.match(text):
        return LineKind.BODY
    if _RULE.match(text) or _is_boilerplate(text):
        return LineKind.BOILERPLATE
    if is_photo_credit(text):
        return LineKind.CREDIT if len(text) <= 14 else LineKind.CAPTION
    if is_byline(text):
        return LineKind.BYLINE
    if is_dateline(text):
        return LineKind.BODY
    if len(text) <= LONGEST_CAPTION and _is_caption(text):
        return LineKind.CAPTION
    if len(text) <= LONGEST_HEADING and not _SENTENCE.search(text):
        return LineKind.HEADING
    return LineKind.BODY


def _is_whole(text: str) -> bool:
    """True for a script's mark and a drawn table's row: each stands alone on its line."""
    return bool(_SCRIPT.match(text) or _DRAWN_ROW.match(text))


def _is_caption(text: str) -> bool:
    return "图" in text and bool(_CAPTION.search(text))


def _is_boilerplate(text: str) -> bool:
    """True for the page's own: a short line that says so, or a longer one that says so several times."""
    if len(text) > LONGEST_BOILERPLATE or text.endswith("。") or _is_caption(text):
        return False
    return len(_BOILERPLATE.findall(text)) >= (1 if len(text) <= LONGEST_BOILERPLATE / 2 else LEAST_LABELS)


def _settle_credits(lines: Sequence[Line]) -> list[Line]:
    """A credit that stands alone makes the line above it a caption, with those that run on into it."""
    out: list[Line] = []
    for line in lines:
        if line.kind is LineKind.CREDIT and out and out[-1].kind in (LineKind.BODY, LineKind.HEADING) and len(out[-1].text) <= 200:
            at = len(out) - 1
            while at and out[at].gap == 1 and out[at - 1].kind is LineKind.BODY and not out[at - 1].is_complete:
                at -= 1
            out[at:] = [replace(x, kind=LineKind.CAPTION) for x in out[at:]]
        out.append(replace(line, kind=LineKind.CAPTION) if line.kind is LineKind.CREDIT else line)
    return out


def _settle_page_head(lines: list[Line]) -> list[Line]:
    """The paper's and the section's name right above the page's date, where the page begins, are no headlines."""
    date = next((i for i, x in enumerate(lines[:HEAD_LINES]) if x.kind is LineKind.BOILERPLATE), 0)
    head = lines[:date]
    if date > 1 and _PAPER.search(head[0].text) and all(x.kind is LineKind.HEADING and len(x.text) <= LONGEST_HEAD_LINE for x in head):
        return [replace(x, kind=LineKind.BOILERPLATE) if i < date else x for i, x in enumerate(lines)]
    out = list(lines)
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.kind is LineKind.BOILERPLATE:
            continue
        is_date = below.kind is LineKind.BOILERPLATE and (below.gap == 1 or bool(_PAGE_DATE.search(below.text)))
        is_name = not at or (not line.level and len(line.text) <= LONGEST_SECTION_NAME)
        if line.kind is not LineKind.HEADING or line.is_whole or not is_date or not is_name:
            break
        out[at] = replace(line, kind=LineKind.BOILERPLATE)
    return out


def _settle_facts(lines: list[Line]) -> list[Line]:
    """A box of facts is text: lines that follow each other and have a colon inside, or figures behind what they count."""
    out = list(lines)
    at = 0
    for is_fact, run in groupby(lines, _may_be_fact):
        block = list(run)
        for part in _parted(block) if is_fact else ():
            begin = at + block.index(part[0])
            below = lines[begin + len(part) : begin + len(part) + 1]
            if below and is_dateline(below[0].text):  # the last is the headline of the report below
                part.pop()
            if len(part) >= LEAST_FACTS and sum(map(_says_fact, part)) > len(part) / 2:
                out[begin : begin + len(part)] = [replace(x, kind=LineKind.BODY, is_whole=True) for x in part]
        at += len(block)
    return out


def _says_fact(line: Line) -> bool:
    return any(shape.search(line.text) for shape in (_FACT, _DIGIT, ITEM, TABLE_ROW))


def _may_be_fact(line: Line) -> bool:
    shapes = (_FACT, _LABELLED, _NUMBERED, ITEM, TABLE_ROW)
    if line.kind not in (LineKind.HEADING, LineKind.BODY) or line.level or line.is_whole or "。" in line.text:
        return False
    return any(shape.match(line.text) for shape in shapes)


def _parted(block: list[Line]) -> list[list[Line]]:
    """Lines in a row, parted where the layout left room."""
    parts: list[list[Line]] = []
    for line in block:
        if not parts or line.gap > 2:
            parts.append([])
        parts[-1].append(line)
    return parts


def _settle_fragments(lines: list[Line]) -> list[Line]:
    """A short unmarked line is a part of a paragraph where the page marks its headings, or where it breaks off in a word.

    On a page with marked headings that is one between paragraphs or after a broken one.
    """
    is_marked_page = any(x.level for x in lines)
    out = list(lines)
    for i, line in enumerate(lines[1:-1], 1):
        above, below = out[i - 1], lines[i + 1]
        if line.kind is not LineKind.HEADING or line.level or line.is_whole:
            continue
        is_between = below.kind is LineKind.BODY and not is_dateline(below.text)
        if ITEM.match(line.text) and line.text[0] == above.text[0] and above.kind is LineKind.BODY:
            is_part = True
        elif is_marked_page:
            is_part = above.kind is LineKind.BODY and (is_between or not above.is_complete)
        else:
            is_wrapped = below.gap == 1 and above.kind is LineKind.BODY
            runs_on = bool(_COMMA.search(line.text)) and (is_wrapped or crossing_word(line.text, below.text) > 0)
            is_broken = above.kind is LineKind.BODY and not above.is_complete
            ends_word = is_broken and crossing_word(above.text, line.text) >= CROSSING_WORD
            is_part = ends_word or (is_between and (runs_on or bool(_SAYS.search(line.text))))
        if is_part:
            out[i] = replace(line, kind=LineKind.BODY)
    return out
