"""Lines to articles: headings matched with their text, columns put back in order, repeats and captions set apart.

A page is read as an alternation of heading groups and runs of paragraphs. What opens an article is proved by how newspapers print:
a byline or 「本报讯」 under the heading, a dash under the title, the end mark of the article before. Any other heading is a crosshead.
A run that no heading claims goes to the article that broke off in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from extract.bylines import closing_names, is_dateline, names_of_line, opening_names
from extract.headlines import Headline, is_editors_note, is_label, join_lines, read_headline
from extract.lines import Line, LineKind, split_lines
from extract.model import Article, ArticleKind, Passage, PassageRole, Range, SourceText
from extract.words import crossing_word

REPEAT_LENGTH = 20
"""Characters from which a paragraph that stands on the page already is a repeat and not a phrase used twice."""

LAYOUT_GAP = 3
"""Newlines between two paragraphs from which the layout left room for something else."""

_PEN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,3}$")
CROSSING_WORD = 3
"""Characters of a word that begins at the end of one column and ends at the start of another from which it proves the two one text."""

_BARE_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:区|园|站|港|街|路|桥|村|镇|馆|厂|山|湖|河|城)$")
_PULL_QUOTE = re.compile(r"^[“「『].{8,118}[”」』]$")
_PHOTOGRAPHER = re.compile(r"(?:记者|通讯员)[ 　]*((?:[\u4e00-\u9fff]{2,4}[ 　]*)+?)[ 　]*(?:摄|供图)")


@dataclass(slots=True)
class _Draft:
    """An article while its lines are being collected."""

    headline: Headline | None
    kind: ArticleKind = ArticleKind.ARTICLE
    bylines: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # paragraphs, crossheads, jump lines
    repeats: list[Line] = field(default_factory=list)
    closed: bool = False  # its end was seen: a trailing byline or a source credit

    @property
    def paragraphs(self) -> list[Line]:
        return [x for x in self.lines if x.kind is LineKind.BODY]

    @property
    def is_open(self) -> bool:
        """True when the text so far breaks off in mid-sentence."""
        body = self.paragraphs
        return bool(body) and not body[-1].is_complete

    @property
    def has_begun(self) -> bool:
        """True when its opening was seen: a byline or a dateline, with text after it."""
        body = self.paragraphs
        return bool(body) and (self.closed or bool(self.bylines) or any(is_dateline(x.text) for x in body))

    @property
    def first(self) -> int:
        lines = list(self.headline.lines) if self.headline else []
        return min(x.start for x in lines + self.bylines + self.lines + self.repeats)


def divide_page(source: SourceText) -> tuple[Article, ...]:
    """The articles, captions and mastheads of a page.

    Parameters
    ----------
    source : SourceText

    Returns
    -------
    tuple of Article
        In the order in which they begin on the page, without dates and themes. A page without any heading is one article.
    """
    lines = split_lines(source.text)
    drafts = _Divider(lines).divide()
    stem = PurePath(source.name).stem
    drafts = sorted((d for d in drafts if d.lines or d.headline or d.repeats), key=lambda d: d.first)
    return tuple(_finish(d, f"{stem}-{n}", source) for n, d in enumerate(drafts, 1))


class _Divider:
    """One pass over the lines of a page."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.drafts: list[_Draft] = []
        self.current: _Draft | None = None
        self.awaiting: _Draft | None = None  # a title whose text an editor's note interrupts
        self.seen: list[str] = []
        self.crosshead_level, self.levels_tell = self._read_levels()

    def divide(self) -> list[_Draft]:
        i = 0
        interrupted = False
        while i < len(self.lines):
            line = self.lines[i]
            if line.kind in (LineKind.CAPTION, LineKind.BOILERPLATE) or self._is_pull_quote(i):
                self._set_apart(line)
                interrupted = True
                i += 1
            elif line.kind is LineKind.BODY:
                self._take_paragraph(line, interrupted or line.gap >= LAYOUT_GAP)
                interrupted = False
                i += 1
            else:
                j = i
                while j < len(self.lines) and self.lines[j].kind in (LineKind.HEADING, LineKind.BYLINE, LineKind.JUMP):
                    j += 1
                self._take_heading_group(self.lines[i:j], j)
                interrupted = False
                i = j
        self._match_broken_columns()
        for draft in self.drafts:
            _restore_order(draft)
        self._match_headings_without_text()
        return self.drafts

    # -- what a heading opens

    def _read_levels(self) -> tuple[int, bool]:
        """The level of crossheads, and whether levels tell titles from crossheads at all.

        Crossheads are the deepest headings that nothing proves to open an article, when anything stands above them.
        """
        marked = [i for i, x in enumerate(self.lines) if x.level and x.kind is LineKind.HEADING]
        alone = [i for i in marked if not (i and self.lines[i - 1].kind is LineKind.HEADING)]
        unproved = [self.lines[i].level for i in alone if not self._starts_article_below(i)]
        if not unproved:
            return 0, False
        deepest = max(unproved)
        return deepest, deepest > min(self.lines[i].level for i in marked)

    def _starts_article_below(self, i: int) -> bool:
        """True when the lines under heading ``i`` begin as articles do."""
        j = i + 1
        while j < len(self.lines) and self.lines[j].kind is LineKind.HEADING:
            j += 1
        if j >= len(self.lines):
            return False
        below = self.lines[j]
        if below.kind in (LineKind.BYLINE, LineKind.JUMP):
            return below.kind is LineKind.JUMP or (j + 1 < len(self.lines) and self.lines[j + 1].kind is LineKind.BODY)
        run = []
        while j < len(self.lines) and self.lines[j].kind in (LineKind.BODY, LineKind.CAPTION):
            run.append(self.lines[j])
            j += 1
        return any(is_dateline(x.text) for x in run if x.kind is LineKind.BODY)

    def _opens_article(self, stack: Sequence[Line], after: int, has_mark: bool) -> bool:
        if self.current is None or has_mark or self.current.closed:
            return True
        if self.current.headline and not self.current.paragraphs:
            return True
        if any(is_editors_note(x) or x.text.startswith(("——", "—")) for x in stack):
            return True
        if self._starts_article_below(after - 1) or self._interrupts_word(after):
            return True
        if self.levels_tell and stack[0].level:
            return min(x.level for x in stack) < self.crosshead_level
        return len(stack) > 1 and not stack[0].level and not self.current.is_open

    def _interrupts_word(self, after: int) -> bool:
        """True when the lines above and below are one sentence, as they never are around a crosshead."""
        assert self.current is not None
        if not self.current.is_open or after >= len(self.lines) or self.lines[after].kind is not LineKind.BODY:
            return False
        return crossing_word(self.current.paragraphs[-1].text, self.lines[after].text) >= CROSSING_WORD

    def _take_heading_group(self, group: list[Line], after: int) -> None:
        stack = [x for x in group if x.kind is LineKind.HEADING]
        bylines = [x for x in group if x.kind is LineKind.BYLINE]
        jumps = [x for x in group if x.kind is LineKind.JUMP]
        has_text = after < len(self.lines) and self.lines[after].kind is LineKind.BODY
        if not stack:
            self._take_loose(bylines, jumps, has_text)
            return
        while group[0].kind is LineKind.BYLINE:  # the byline of the article above
            line = group.pop(0)
            bylines.remove(line)
            if self.current is not None:
                self.current.bylines.append(line)
                self.current.closed = True
        if any(x.level for x in stack) and not stack[0].level and self.current is not None:
            stack = self._take_late_title(stack)
        if self.current is not None and self.current.headline is None and (len(stack) > 1 or not has_text):
            self.current.headline = Headline((), (stack.pop(0),), ())
            if not stack:
                self.current.bylines += bylines
                self.current.closed = self.current.closed or bool(bylines)
                return
        if not self._opens_article(stack, after, bool(bylines or jumps)):
            assert self.current is not None
            self.current.lines += stack
            return
        note = next((x for x in stack if is_editors_note(x)), None)
        if note is not None:
            stack.remove(note)
        stack = self._take_banner(stack)
        draft = None
        if stack:
            draft = _Draft(read_headline(stack), bylines=bylines, lines=jumps)
            self.drafts.append(draft)
        if note is not None:
            self.awaiting, draft = draft, _Draft(Headline((), (note,), ()))
            self.drafts.append(draft)
        self.current = draft

    def _take_banner(self, stack: list[Line]) -> list[Line]:
        """Set apart what heads the page (a series' name) or names a picture (a bare place) and is no headline."""
        if len(stack) > 1 and all(d.kind is not ArticleKind.ARTICLE for d in self.drafts):
            same_level = stack[0].level == stack[1].level > 0 and is_label(stack[0].text)
            if same_level or (not stack[0].level and stack[1].level):
                self.drafts.append(_Draft(Headline((), (stack[0],), ()), ArticleKind.MASTHEAD))
                return stack[1:]
        if len(stack) > 1 and not stack[0].level and _BARE_PLACE.match(stack[0].text):
            self.drafts.append(_Draft(None, ArticleKind.CAPTION, lines=[stack[0]]))
            return stack[1:]
        return stack

    def _take_loose(self, bylines: list[Line], jumps: list[Line], has_text: bool) -> None:
        """A byline without a heading: it opens the text a title is waiting for, or closes the one above."""
        if self.awaiting is not None and has_text:
            self.current, self.awaiting = self.awaiting, None
        if self.current is None:
            self.current = _Draft(None)
            self.drafts.append(self.current)
        leads = has_text and not self.current.paragraphs
        self.current.bylines += bylines
        self.current.lines += jumps
        self.current.closed = self.current.closed or (bool(bylines) and not leads and not has_text)
        if bylines and not leads and has_text:
            self.current.closed = True

    def _take_late_title(self, stack: list[Line]) -> list[Line]:
        """Plain lines before a marked heading are the title and pen name of the text above; the marked ones are left."""
        assert self.current is not None
        marked = next(i for i, x in enumerate(stack) if x.level)
        for line in stack[:marked]:
            old = self.current.headline
            if _PEN_NAME.match(line.text):
                self.current.bylines.append(replace(line, kind=LineKind.BYLINE))
            elif old is None or (len(join_lines(old.title)) <= 6 or is_label(join_lines(old.title))):
                self.current.headline = Headline(old.lines if old else (), (line,), ())
            else:
                self.current.lines.append(line)
        return stack[marked:]

    # -- whose paragraph it is

    def _take_paragraph(self, line: Line, after_break: bool) -> None:
        repeat = len(line.text) >= REPEAT_LENGTH and any(line.text in text for text in self.seen)
        if not repeat:
            self.seen.append(line.text)
        if self.current is None:
            self.current = _Draft(None)
            self.drafts.append(self.current)
        if repeat:
            self.current.repeats.append(line)
            return
        if is_dateline(line.text) and self.current.has_begun and not self.current.is_open:
            self.current = _Draft(None)
            self.drafts.append(self.current)
        if after_break and not self.current.is_open and self.current.paragraphs and not is_dateline(line.text):
            broken = [d for d in self.drafts if d is not self.current and d.is_open]
            if broken:
                self.current = max(broken, key=lambda d: (_fits(d, line), d.first))
        self.current.lines.append(line)
        if closing_names(line.text):
            self.current.closed = True

    def _is_pull_quote(self, i: int) -> bool:
        """True for a sentence in quotation marks that stands in room of its own."""
        line = self.lines[i]
        below = self.lines[i + 1].gap if i + 1 < len(self.lines) else LAYOUT_GAP
        return bool(_PULL_QUOTE.match(line.text)) and line.gap >= LAYOUT_GAP and below >= LAYOUT_GAP

    def _set_apart(self, line: Line) -> None:
        """A caption, quotation or piece of the masthead as an entry of its own; its next line joins it."""
        kind = {LineKind.CAPTION: ArticleKind.CAPTION, LineKind.BOILERPLATE: ArticleKind.MASTHEAD}.get(line.kind, ArticleKind.QUOTE)
        last = self.drafts[-1] if self.drafts else None
        if (
            last
            and last.kind is kind
            and last.lines
            and line.gap < LAYOUT_GAP
            and self.lines.index(line) == self.lines.index(last.lines[-1]) + 1
        ):
            last.lines.append(line)
        else:
            self.drafts.append(_Draft(None, kind, lines=[line]))

    # -- headings whose text stands elsewhere

    def _match_broken_columns(self) -> None:
        """Give an article that breaks off in a word the paragraphs that end the word, wherever the file holds them."""
        articles = [d for d in self.drafts if d.kind is ArticleKind.ARTICLE]
        for broken in articles:
            if not broken.is_open:
                continue
            end = broken.paragraphs[-1].text
            best: tuple[int, _Draft | None, int] = (CROSSING_WORD - 1, None, 0)
            for owner in articles:
                if owner is broken:
                    continue
                for cut, line in enumerate(owner.lines):
                    starts = line.kind is LineKind.BODY and not is_dateline(line.text)
                    if starts and (not cut or owner.lines[cut - 1].is_complete):
                        word = crossing_word(end, line.text)
                        if word > best[0]:
                            best = (word, owner, cut)
            _, found, cut = best
            if found is None:
                continue
            owner = found
            if cut == 0 and owner.headline:  # the other's title stands between the halves of its text
                title = join_lines(owner.headline.title)
                start = max(range(1, len(broken.lines)), key=lambda i: _speaks_of(title, broken.lines, i), default=0)
                if start and _speaks_of(title, broken.lines, start) > 0:
                    owner.lines = broken.lines[start:] + owner.lines
                    del broken.lines[start:]
                    continue
            broken.lines += owner.lines[cut:]
            del owner.lines[cut:]

    def _match_headings_without_text(self) -> None:
        for draft in [d for d in self.drafts if d.headline and not d.paragraphs and d.kind is ArticleKind.ARTICLE]:
            assert draft.headline is not None
            title = join_lines(draft.headline.title)
            owner, cut = self._text_before(draft, title)
            if owner is None:
                draft.kind = ArticleKind.MASTHEAD
                continue
            draft.lines = owner.lines[cut:] + draft.lines
            del owner.lines[cut:]
            late = [b for b in owner.bylines if draft.lines and b.start > draft.lines[0].start]
            draft.bylines = late + draft.bylines
            owner.bylines = [b for b in owner.bylines if b not in late]

    def _text_before(self, draft: _Draft, title: str) -> tuple[_Draft | None, int]:
        """The draft above whose tail the title speaks of, and where the tail begins."""
        best: tuple[float, _Draft | None, int] = (0.0, None, 0)
        for owner in self.drafts:
            if owner is draft or owner.kind is not ArticleKind.ARTICLE or owner.first > draft.first:
                continue
            for cut in range(1, len(owner.lines)):
                if owner.lines[cut].gap >= LAYOUT_GAP:
                    gain = _speaks_of(title, owner.lines, cut)
                    if gain > best[0]:
                        best = (gain, owner, cut)
        return best[1], best[2]


def _speaks_of(title: str, lines: Sequence[Line], cut: int) -> float:
    """How much more a title's words stand in the lines from a cut on than in those before; 0 where a text can't begin."""
    before, here = lines[cut - 1], lines[cut]
    if here.kind is not LineKind.BODY or not before.is_complete:
        return 0.0
    words = {title[i : i + 2] for i in range(len(title) - 1) if re.fullmatch(r"\w{2}", title[i : i + 2])}
    head = "".join(x.text for x in lines[:cut])
    tail = "".join(x.text for x in lines[cut:])
    return sum(tail.count(w) / len(tail) - head.count(w) / len(head) for w in words)


def _fits(draft: _Draft, line: Line) -> int:
    """How well a line continues a text that broke off: an open quotation is closed first."""
    tail = draft.paragraphs[-1].text
    opened = tail.count("“") - tail.count("”") > 0
    closes = 0 <= line.text.find("”") < (line.text.find("“") if "“" in line.text else len(line.text))
    return int(opened == closes)


def _restore_order(draft: _Draft) -> None:
    """Columns that the file holds in the wrong order: the one that opens the article comes first."""
    starts = [i for i, x in enumerate(draft.lines) if x.kind is LineKind.BODY and is_dateline(x.text)]
    if starts and starts[0] > 0 and not any(x.kind is LineKind.JUMP for x in draft.lines):
        i = starts[0]
        if any(x.kind is LineKind.BODY for x in draft.lines[:i]):
            draft.lines = draft.lines[i:] + draft.lines[:i]


# -- drafts to articles


def _finish(draft: _Draft, id: str, source: SourceText) -> Article:
    headline = draft.headline or Headline((), (), ())
    kind = draft.kind
    roles = [(x, PassageRole.KICKER) for x in headline.kicker] + [(x, PassageRole.TITLE) for x in headline.title]
    roles += [(x, PassageRole.SUBTITLE) for x in headline.subtitle]
    heads = [Passage(role, ((x.start, x.end),), x.text) for x, role in sorted(roles, key=lambda pair: pair[0].start)]
    body = _join_broken(draft.lines)
    begin = min((x.start for x in draft.paragraphs), default=0)
    late_title = any(x.start > begin for x in headline.title)
    bylines: dict[bool, list[Passage]] = {}
    for x in draft.bylines:
        bylines.setdefault(x.start > begin and not late_title, []).append(Passage(PassageRole.BYLINE, ((x.start, x.end),), x.text))
    passages = heads + bylines.get(False, []) + body + bylines.get(True, [])
    passages += [Passage(PassageRole.REPEAT, ((x.start, x.end),), x.text) for x in draft.repeats]
    return Article(
        id=id,
        source=source.name,
        kind=kind,
        title=join_lines(headline.title),
        kicker=join_lines(headline.kicker),
        subtitle=join_lines(headline.subtitle),
        bylines=_names(draft),
        passages=tuple(passages),
        ranges=_ranges(passages, source.text),
    )


def _names(draft: _Draft) -> tuple[str, ...]:
    names: list[str] = []
    for line in draft.bylines:
        names += [line.text] if _PEN_NAME.match(line.text) else names_of_line(line.text)
    body = draft.paragraphs
    if body:
        names += opening_names(body[0].text)
        names += closing_names(body[-1].text)
    if draft.kind is ArticleKind.CAPTION:
        for line in draft.lines:
            for match in _PHOTOGRAPHER.findall(line.text):
                names += match.split()
    return tuple(dict.fromkeys(names))


def _join_broken(lines: Sequence[Line]) -> list[Passage]:
    """Paragraphs in reading order, those broken by the layout joined."""
    out: list[Passage] = []
    open_line = False
    for line in lines:
        span = (line.start, line.end)
        if line.kind is LineKind.BODY and open_line and not is_dateline(line.text):
            last = out[-1]
            out[-1] = Passage(last.role, (*last.ranges, span), last.text + line.text)
        else:
            role = PassageRole.CROSSHEAD if line.kind in (LineKind.HEADING, LineKind.JUMP) else PassageRole.BODY
            out.append(Passage(role, (span,), line.text))
        open_line = line.kind is LineKind.BODY and not line.is_complete
    return out


def _ranges(passages: Sequence[Passage], text: str) -> tuple[Range, ...]:
    """The passages' ranges in reading order; neighbours with nothing but white space and heading marks between are one."""
    out: list[Range] = []
    for passage in passages:
        if passage.role is PassageRole.REPEAT:
            continue
        for a, b in passage.ranges:
            if out and out[-1][1] <= a and not text[out[-1][1] : a].strip(" \t\r\n\u3000#"):
                out[-1] = (out[-1][0], b)
            else:
                out.append((a, b))
    return tuple(out)
