"""Articles in the making: what the lines collected so far prove, and the article that they become."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.bylines import closing_names, is_dateline, is_pen_name, names_of_line, opening_names, photographers
from extract.headlines import Headline, join_lines
from extract.lines import Line, LineKind, is_from_another_page
from extract.model import Article, ArticleKind, Passage, PassageRole, Range, SourceText

_ROLES = {LineKind.HEADING: PassageRole.CROSSHEAD, LineKind.JUMP: PassageRole.CROSSHEAD, LineKind.BYLINE: PassageRole.BYLINE}
_LEADS = tuple(f"{word}{mark}" for word in ("导读", "导语", "核心提示", "内容提要", "提要", "引言") for mark in ":： 　")


@dataclass(slots=True)
class Draft:
    """An article while its lines are being collected.

    Attributes
    ----------
    headline : Headline or None
    kind : ArticleKind
    bylines : list of Line
    lines : list of Line
        Paragraphs, crossheads and jump lines in reading order.
    repeats : list of Line
        Paragraphs that the page has twice.
    closed : bool
        True when its end was seen: a byline below the text, or a source credit.
    perhaps_of : Draft or None
        The article that it stands in, where it began with a dateline below a text that had none, or is set in another width.
    """

    headline: Headline | None
    kind: ArticleKind = ArticleKind.ARTICLE
    bylines: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    repeats: list[Line] = field(default_factory=list)
    closed: bool = False
    perhaps_of: Draft | None = None

    @property
    def paragraphs(self) -> list[Line]:
        """The lines that are running text."""
        return [x for x in self.lines if x.kind is LineKind.BODY]

    @property
    def opening(self) -> Line | None:
        """The first paragraph."""
        return next((x for x in self.lines if x.kind is LineKind.BODY), None)

    @property
    def ending(self) -> Line | None:
        """The last paragraph so far."""
        return next((x for x in reversed(self.lines) if x.kind is LineKind.BODY), None)

    @property
    def is_open(self) -> bool:
        """True when the text so far breaks off in mid-sentence."""
        return self.ending is not None and not self.ending.is_complete

    @property
    def has_begun(self) -> bool:
        """True when its opening was seen: a byline or a dateline, with text after it."""
        if self.opening is None:
            return False
        return self.closed or bool(self.bylines) or any(is_dateline(x.text) for x in self.paragraphs)

    @property
    def is_continued(self) -> bool:
        """True for the rest of a text whose headline another page has."""
        return self.headline is None and bool(self.lines) and is_from_another_page(self.lines[0])

    @property
    def is_signed(self) -> bool:
        """True when its authors are known: from bylines, or from where its text opens."""
        return bool(self.bylines) or (self.opening is not None and bool(opening_names(self.opening.text)))

    @property
    def first(self) -> int:
        """Where its first line starts in the file."""
        headings = self.headline.lines if self.headline else ()
        return min(x.start for x in (*headings, *self.bylines, *self.lines, *self.repeats))

    def close_with(self, bylines: Sequence[Line]) -> None:
        """Take the bylines that stand below its text, if there are any, as its end."""
        self.bylines += bylines
        if bylines and not self.closed:
            body = self.paragraphs
            is_lead = bool(body) and all(x.text.startswith(_LEADS) for x in body)  # the headline's, above who wrote it
            self.closed = not is_lead


def finish_draft(draft: Draft, id: str, source: SourceText) -> Article:
    """The article that a draft has become, without dates and themes.

    Parameters
    ----------
    draft : Draft
    id : str
        The article's.
    source : SourceText
        The page the lines stand in.

    Returns
    -------
    Article
        Its passages in reading order: headings, bylines, text, the bylines below the text, repeated paragraphs.
    """
    headline = draft.headline or Headline()
    amid = _bylines_amid(draft, headline)
    above, below = _part_bylines(draft, headline, [x for x in draft.bylines if x not in amid])
    passages = [
        *_heading_passages(headline),
        *(_passage(PassageRole.BYLINE, x) for x in above),
        *_join_broken(_with_bylines(draft.lines, amid)),
        *(_passage(PassageRole.BYLINE, x) for x in below),
        *(_passage(PassageRole.REPEAT, x) for x in draft.repeats),
    ]
    return Article(
        id=id,
        source=source.name,
        kind=draft.kind,
        title=join_lines(headline.title),
        kicker=join_lines(headline.kicker),
        subtitle=join_lines(headline.subtitle),
        bylines=_names(draft),
        passages=tuple(passages),
        ranges=_with_repeats(_ranges(passages, source.text), draft, source.text),
    )


def _passage(role: PassageRole, line: Line) -> Passage:
    return Passage(role, line.ranges, line.text)


def _heading_passages(headline: Headline) -> list[Passage]:
    """The headline's lines in the order of the file, which the order of kicker, title and subtitle need not be."""
    parts = (
        (PassageRole.KICKER, headline.kicker),
        (PassageRole.TITLE, headline.title),
        (PassageRole.SUBTITLE, headline.subtitle),
    )
    return sorted((_passage(role, x) for role, lines in parts for x in lines), key=lambda p: p.ranges[0])


def _bylines_amid(draft: Draft, headline: Headline) -> list[Line]:
    """The bylines that stand between two of its paragraphs: below a lead, or above what the editors say of a letter."""
    begin = headline.lines[0].start if headline.lines else -1
    text = [x for x in draft.paragraphs if x.start > begin]
    return [x for x in draft.bylines if any(a.start < x.start < b.start for a, b in pairwise(text))]


def _with_bylines(lines: Sequence[Line], bylines: Sequence[Line]) -> list[Line]:
    """The lines, each byline behind the last of those that stand above it in the file."""
    out = list(lines)
    for byline in bylines:
        above = max((i for i, x in enumerate(out) if x.start < byline.start), key=lambda i: out[i].start)
        out.insert(above + 1, byline)
    return out


def _part_bylines(draft: Draft, headline: Headline, bylines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The bylines above and below the text; where the file has the title below the text, reporters sign the text, others the title."""
    text = draft.paragraphs
    if not text:
        return list(bylines), []
    if any(x.start > text[0].start for x in headline.title):
        signed = [x for x in bylines if text[-1].start < x.start < headline.title[0].start and not is_pen_name(x.text)]
        return [x for x in bylines if x not in signed], signed
    return [x for x in bylines if x.start < text[-1].start], [x for x in bylines if x.start > text[-1].start]


def _names(draft: Draft) -> tuple[str, ...]:
    """Everyone the article names as its author or photographer, each once."""
    names: list[str] = []
    for line in draft.bylines:
        names += ["".join(line.text.split())] if is_pen_name(line.text) else names_of_line(line.text)
    body = draft.paragraphs
    if body:
        names += opening_names(body[0].text)
        names += closing_names(body[-1].text)
    if draft.kind is ArticleKind.CAPTION:
        for line in draft.lines:
            names += photographers(line.text)
    return tuple(dict.fromkeys(names))


def _join_broken(lines: Sequence[Line]) -> list[Passage]:
    """Paragraphs in reading order, those broken by the layout joined; a jump between their halves stands behind them."""
    out: list[Passage] = []
    broken = -1  # which passage breaks off
    for line in lines:
        if line.kind is LineKind.BODY and broken >= 0 and not is_dateline(line.text):
            last = out[broken]
            out[broken] = Passage(last.role, (*last.ranges, *line.ranges), last.text + line.text)
        else:
            out.append(_passage(_ROLES.get(line.kind, PassageRole.BODY), line))
            broken = broken if line.kind is LineKind.JUMP else len(out) - 1
        if line.kind is not LineKind.JUMP and (line.kind is not LineKind.BODY or line.is_complete):
            broken = -1
    return out


def _ranges(passages: Sequence[Passage], text: str) -> tuple[Range, ...]:
    """The passages' ranges in reading order; neighbours with nothing but white space and heading marks between are one."""
    out: list[Range] = []
    for start, end in (r for p in passages if p.role is not PassageRole.REPEAT for r in p.ranges):
        if out and _touch(out[-1][1], start, text):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _with_repeats(ranges: Sequence[Range], draft: Draft, text: str) -> tuple[Range, ...]:
    """The ranges, drawn out over the repeats that stand right below what they repeat, and what these parted made one."""
    repeated = {p.end: p.text for p in draft.paragraphs}
    above = sorted((end, start) for start, end in ranges)
    drawn: dict[int, int] = {}  # how far a range goes on, by its start
    for line in draft.repeats:
        at = bisect_right(above, (line.start, line.start))
        if not at:
            continue
        end, start = above[at - 1]
        end = drawn.get(start, end)
        if _touch(end, line.start, text) and line.text in repeated.get(end, ""):
            drawn[start] = line.end
            repeated[line.end] = line.text
    out: list[Range] = []
    for start, end in ranges:
        if out and out[-1][0] in drawn and _touch(out[-1][1], start, text):
            out[-1] = (out[-1][0], drawn.get(start, end))
        else:
            out.append((start, drawn.get(start, end)))
    return tuple(out)


def _touch(end: int, start: int, text: str) -> bool:
    """True for two ranges with nothing but white space and heading marks between."""
    return end <= start and not text[end:start].strip(" \t\r\n\u3000#")
