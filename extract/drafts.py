"""Articles in the making: what the lines collected so far prove, and the article that they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.bylines import closing_names, is_dateline, is_pen_name, names_of_line, opening_names, photographers
from extract.headlines import Headline, join_lines
from extract.lines import Line, LineKind, is_from_another_page
from extract.model import Article, ArticleKind, Passage, PassageRole, Range, SourceText


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
    """

    headline: Headline | None
    kind: ArticleKind = ArticleKind.ARTICLE
    bylines: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    repeats: list[Line] = field(default_factory=list)
    closed: bool = False

    @property
    def paragraphs(self) -> list[Line]:
        """The lines that are running text."""
        return [x for x in self.lines if x.kind is LineKind.BODY]

    @property
    def is_open(self) -> bool:
        """True when the text so far breaks off in mid-sentence."""
        last = next((x for x in reversed(self.lines) if x.kind is LineKind.BODY), None)
        return last is not None and not last.is_complete

    @property
    def has_begun(self) -> bool:
        """True when its opening was seen: a byline or a dateline, with text after it."""
        body = self.paragraphs
        return bool(body) and (self.closed or bool(self.bylines) or any(is_dateline(x.text) for x in body))

    @property
    def is_continued(self) -> bool:
        """True for the rest of a text whose headline another page has."""
        return self.headline is None and bool(self.lines) and is_from_another_page(self.lines[0])

    @property
    def is_signed(self) -> bool:
        """True when its authors are known: from bylines, or from where its text opens."""
        body = self.paragraphs
        return bool(self.bylines) or (bool(body) and bool(opening_names(body[0].text)))

    @property
    def first(self) -> int:
        """Where its first line starts in the file."""
        headings = self.headline.lines if self.headline else ()
        return min(x.start for x in (*headings, *self.bylines, *self.lines, *self.repeats))

    def close_with(self, bylines: Sequence[Line]) -> None:
        """Take the bylines that stand below its text, if there are any, as its end."""
        self.bylines += bylines
        self.closed = self.closed or bool(bylines)


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
    above, below = _part_bylines(draft, headline)
    passages = [
        *_heading_passages(headline),
        *(_passage(PassageRole.BYLINE, x) for x in above),
        *_join_broken(draft.lines),
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
        ranges=_ranges(passages, source.text),
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


def _part_bylines(draft: Draft, headline: Headline) -> tuple[list[Line], list[Line]]:
    """The bylines above and below the text; where the file has the title below the text, reporters sign the text, others the title."""
    text = draft.paragraphs
    if not text:
        return draft.bylines, []
    if any(x.start > text[0].start for x in headline.title):
        signed = [x for x in draft.bylines if text[-1].start < x.start < headline.title[0].start and not is_pen_name(x.text)]
        return [x for x in draft.bylines if x not in signed], signed
    return [x for x in draft.bylines if x.start < text[-1].start], [x for x in draft.bylines if x.start > text[-1].start]


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
    """Paragraphs in reading order, those broken by the layout joined."""
    out: list[Passage] = []
    is_broken = False
    for line in lines:
        if line.kind is LineKind.BODY and is_broken and not is_dateline(line.text):
            last = out[-1]
            out[-1] = Passage(last.role, (*last.ranges, *line.ranges), last.text + line.text)
        else:
            role = PassageRole.CROSSHEAD if line.kind in (LineKind.HEADING, LineKind.JUMP) else PassageRole.BODY
            out.append(_passage(role, line))
        is_broken = line.kind is LineKind.BODY and not line.is_complete
    return out


def _ranges(passages: Sequence[Passage], text: str) -> tuple[Range, ...]:
    """The passages' ranges in reading order; neighbours with nothing but white space and heading marks between are one."""
    out: list[Range] = []
    for start, end in (r for p in passages if p.role is not PassageRole.REPEAT for r in p.ranges):
        if out and out[-1][1] <= start and not text[out[-1][1] : start].strip(" \t\r\n\u3000#"):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)
