"""Text to lines, each with what it looks like: heading, byline, jump, caption, boilerplate or body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from extract.bylines import is_byline, is_dateline, is_photo_credit


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
    """

    start: int
    end: int
    text: str
    level: int
    gap: int
    kind: LineKind

    @property
    def is_complete(self) -> bool:
        """True when the text ends where a sentence may end."""
        return bool(_TERMINAL.search(self.text[-LONGEST_CLOSING:]))


LONGEST_HEADING = 36
"""Characters; the longest headline line of the five pages has 30."""

LONGEST_CAPTION = 160
"""Characters; what is longer is text, whatever it says of pictures."""

LONGEST_CLOSING = 12
"""Characters in which a sentence's last marks stand, brackets and quotation marks after it included."""

_TERMINAL = re.compile(r"[。！？!?…；;：:](?:[”’』」》）)\]]*)$|[）)]$|——$")
_SENTENCE = re.compile(r"。|^[，,、]|[！!；;，,、]$|[！？][”’』」]$")
_HEADING_MARK = re.compile(r"^(#{1,6})\s+")
_JUMP = re.compile(r"^[(（]?\s*(?:上接|下转|紧接|转)\s*(?:第?\s*[0-9A-Z一二三四五六七八九十]+\s*版).{0,12}[)）]?$")
_BOILERPLATE = re.compile(
    r"客户端|电子报|返回目录|上一版|下一版|[A-Z]{4,} RIBAO|"
    r"扫码|扫描二维码|责任编辑|责编|美编|值班|本版摄影|本版图片|本版稿件|版式|校对|邮箱|热线|邮编|"
    r"^第?\s*[0-9A-Z]+\s*版$|\d{4}年\d{1,2}月\d{1,2}日\s*(?:星期.|第?\s*[0-9A-Z]+\s*版|$)|^\d{1,3}$"
)
_CAPTION = re.compile(r"(?:^|[。 ])(?:图为|图片为)|^(?:左|右|上|下|中|前|后)?[左右上下]?图[①-⑨1-9]?[ :：　]|^[①-⑨]?图[一二三四五六①-⑨]")


def split_lines(text: str) -> list[Line]:
    """The non-empty lines of a page, in the order of the file."""
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
            lines.append(Line(start, start + len(body), body, level, gap, _kind(body, level)))
            gap = 0
        gap += raw.endswith(("\n", "\r"))
        at += len(raw)
    return _settle_fragments(_settle_credits(lines))


def _kind(text: str, level: int) -> LineKind:
    if _JUMP.match(text):
        return LineKind.JUMP
    if level:
        return LineKind.BYLINE if is_byline(text) else LineKind.HEADING
    if len(text) <= 60 and _BOILERPLATE.search(text) and not text.endswith("。") and not _CAPTION.search(text):
        return LineKind.BOILERPLATE
    if is_photo_credit(text):
        return LineKind.CREDIT if len(text) <= 14 else LineKind.CAPTION
    if is_byline(text):
        return LineKind.BYLINE
    if is_dateline(text):
        return LineKind.BODY
    if len(text) <= LONGEST_CAPTION and _CAPTION.search(text):
        return LineKind.CAPTION
    if len(text) <= LONGEST_HEADING and not _SENTENCE.search(text):
        return LineKind.HEADING
    return LineKind.BODY


def _settle_credits(lines: list[Line]) -> list[Line]:
    """A credit that stands alone makes the line above it a caption."""
    out: list[Line] = []
    for line in lines:
        if line.kind is LineKind.CREDIT and out and out[-1].kind in (LineKind.BODY, LineKind.HEADING) and len(out[-1].text) <= 200:
            out[-1] = replace(out[-1], kind=LineKind.CAPTION)
        out.append(replace(line, kind=LineKind.CAPTION) if line.kind is LineKind.CREDIT else line)
    return out


def _settle_fragments(lines: list[Line]) -> list[Line]:
    """Where a page marks its headings, a short unmarked line between paragraphs or after a broken one is a part of one."""
    if not any(x.level for x in lines):
        return lines
    out = list(lines)
    for i, line in enumerate(lines[1:-1], 1):
        above, below = out[i - 1], lines[i + 1]
        is_plain = line.kind is LineKind.HEADING and not line.level
        is_between = below.kind is LineKind.BODY and not is_dateline(below.text)
        if is_plain and above.kind is LineKind.BODY and (is_between or not above.is_complete):
            out[i] = replace(line, kind=LineKind.BODY)
    return out
