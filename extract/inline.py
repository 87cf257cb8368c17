"""Headlines that share a line with something else: their text (【…】 …), a bullet (● …), a jump, a number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.han import HAN
from extract.lines import ELSEWHERE_HERE, Line, LineKind, jumps_within_page, kind_of
from extract.words import is_proper, tag_of

LEAST_PLACED = 3
"""Paragraphs of a page that each open with the name of another place and so are items of their own."""

LEAST_ALIKE = 2
"""Lines of a page that begin in the same way and so prove a column of short news."""

_BRACKETED = re.compile(r"^【(?!\S{0,4}(?:口播|导语|正文|同期|解说))(?P<title>[^】]{4,26}(?<!讯))】[ 　]*(?=\S{12,})")
_PLACED = re.compile(
    rf"^(?:【(?P<bracketed>{HAN}{{2,5}})】|[●■◆◇◎○★▲•][ 　]*(?P<marked>{HAN}{{2,5}})[ 　]+)[ 　]*(?=\S{{12,}})"  # ▲柏乡 …
)
_BRIEF = re.compile(r"^(?P<title>[简短快]讯)[ 　]+(?=\S{12,})")
_BOLD = re.compile(r"^\*\*(?P<title>[^*]{4,30})\*\*[ 　]*(?=\S{12,})")
_ALONE = frozenset([_BRIEF, _BOLD])  # no other line of the page has to begin like it
_BULLETED = re.compile(r"^[●◆◇◎○★▲][ 　]*(?=\S{4,30}$)")
_NUMBERED = re.compile(
    r"^(?:片号|序号|条目|第)?[ 　]*\d{1,2}[条：:、.．]?[ 　]*《(?P<title>[^》]{4,30})》[ 　]*(?:时长[：:]?)?[ 　]*[\d分秒整钟:：'″′\"]*$"
)
_LED = re.compile(
    r"^(?:【(?P<where>[\u4e00-\u9fff·]{2,6})】|[●■◆◇◎○★▲•][ 　]*)"
    r"(?P<title>[^，,。！？；：:\s]{6,24}(?:[ 　][^，,。！？；：:\s]{3,16})?)。(?=\S{12,})"  # ●七里海来了候鸟。…
)
_PLACE_ENDS = tuple("省市区县镇乡村河湖山港")
_JUMP = re.compile(r"^[(（]?(?:上接|下转|紧接|转)(?:第?[0-9A-Z]{1,3}版|" + ELSEWHERE_HERE + r")[)）]?[ 　]*(?=\S{2}.{3,})")
_JUMP_BEHIND = re.compile(r"(?<=\S)[ 　]*(?P<jump>[(（]下转(?:第?[0-9A-Z]{1,3}版|" + ELSEWHERE_HERE + r")[)）])$")


def part_headlines(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, each headline that shares one with something else on its own.

    Parameters
    ----------
    lines : sequence of Line
        In the order of the file.

    Returns
    -------
    list of Line
        A headline that was parted from its text or its bullet is whole: it opens an article by itself.
    """
    alike = {p for p in (_BRACKETED, _LED, _NUMBERED) if sum(bool(p.match(x.text)) for x in lines) >= LEAST_ALIKE}
    placed = [m["bracketed"] or m["marked"] for x in lines if x.kind is LineKind.BODY and (m := _PLACED.match(x.text))]
    if len(placed) >= LEAST_PLACED and _are_places(placed):
        alike.add(_PLACED)
    if sum(_is_bulleted(lines, i) for i in range(len(lines))) >= LEAST_ALIKE:
        alike.add(_BULLETED)
    return [part for line in lines for part in _parts(line, alike)]


def _are_places(labels: Sequence[str]) -> bool:
    """True for labels that differ, one of them a place's name and most of them names."""
    is_place = any(tag_of(x).startswith("ns") or x.endswith(_PLACE_ENDS) for x in labels)
    return is_place and len(set(labels)) == len(labels) and 2 * sum(map(is_proper, labels)) > len(labels)


def _is_bulleted(lines: Sequence[Line], i: int) -> bool:
    """True for a headline behind a bullet, above its text."""
    is_above_text = i + 1 < len(lines) and lines[i + 1].kind is LineKind.BODY
    return lines[i].kind is LineKind.HEADING and is_above_text and bool(_BULLETED.match(lines[i].text))


def _parts(line: Line, alike: Collection[re.Pattern[str]]) -> Iterator[Line]:
    """A line, or what it is parted into by a pattern that several lines of the page have in common, or one that needs no company."""
    first = line.pieces[0][1] - line.start if line.pieces else len(line.text)  # how much stands in one printed line
    for pattern in (_LED, _PLACED, _BRACKETED, _BRIEF, _BOLD):
        match = pattern.match(line.text) if pattern in alike or pattern in _ALONE else None
        if match and match.end() <= first:
            yield from (_heading(line, *match.span(part)) for part in match.re.groupindex if match[part])
            yield _rest(line, match.end(), LineKind.BODY)
            return
    if not line.pieces:
        if _NUMBERED in alike and (match := _NUMBERED.match(line.text)):
            yield _heading(line, *match.span("title"))
            return
        if _BULLETED in alike and line.kind is LineKind.HEADING and (match := _BULLETED.match(line.text)):
            yield replace(_rest(line, match.end(), LineKind.HEADING), gap=line.gap, is_whole=True)
            return
        if "下转" in line.text and (match := _JUMP_BEHIND.search(line.text)):
            yield replace(line, end=line.start + match.start(), text=line.text[: match.start()])
            yield _rest(line, match.start("jump"), _kind_of_jump(match["jump"]))
            return
        if match := _JUMP.match(line.text):
            jump = line.text[: match.end()].rstrip()
            yield replace(line, end=line.start + len(jump), text=jump, kind=_kind_of_jump(jump))
            rest = _rest(line, match.end(), kind_of(line.text[match.end() :], line.level))
            yield replace(rest, is_whole=rest.kind is LineKind.HEADING)
            return
    yield line


def _kind_of_jump(text: str) -> LineKind:
    """What the jump on a text's line is: one to another page says nothing of this one."""
    return LineKind.JUMP if jumps_within_page(text) else LineKind.BOILERPLATE


def _heading(line: Line, start: int, end: int) -> Line:
    """A part of a line, without white space around it, as a headline of its own."""
    text = line.text[start:end].strip()
    start += line.start + line.text[start:end].index(text)
    return replace(line, start=start, end=start + len(text), text=text, kind=LineKind.HEADING, pieces=(), is_whole=True)


def _rest(line: Line, begin: int, kind: LineKind) -> Line:
    """What a line has from ``begin`` on, which is in the first of its pieces."""
    pieces = ((line.start + begin, line.pieces[0][1]), *line.pieces[1:]) if line.pieces else ()
    return replace(line, start=line.start + begin, text=line.text[begin:], kind=kind, gap=1, pieces=pieces)
