"""Lines to articles: headings matched with their text, columns put back in order, repeats and captions set apart.

A page is read as an alternation of heading groups and runs of paragraphs. What opens an article is proved by how newspapers print:
a byline or 「本报讯」 under the heading, a dash under the title, the end mark of the article before. Any other heading is a crosshead.
A run that no heading claims goes to the article that broke off in mid-sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile
from pathlib import PurePath

from extract.banners import kind_above_headline
from extract.bylines import closing_names, is_brief, is_dateline, is_marked, is_pen_name, opening_names, signs_headline
from extract.columns import fits_quotation, move_bylines, restore_columns
from extract.drafts import Draft, finish_draft
from extract.fragments import LONGEST_SCRAP, restore_fragments
from extract.furniture import settle_furniture
from extract.headlines import (
    Headline,
    heads_briefs,
    is_afterword,
    is_editors_note,
    is_label,
    is_question,
    join_lines,
    read_headline,
)
from extract.inline import part_headlines
from extract.layout import (
    LAYOUT_GAP,
    crosshead_level,
    is_brief_text,
    is_pull_quote,
)
from extract.lines import TABLE_ROW, Line, LineKind, is_from_another_page, jumps_within_page, settle_kinds, split_lines
from extract.model import Article, ArticleKind, SourceText
from extract.openings import Stack, goes_on_below, opens_article, second_headline
from extract.repeats import is_repeat
from extract.telling import (
    count_late_lines,
    find_kin,
    is_subtitle_of,
    leaning,
    speaks_of_title,
    text_from,
)
from extract.widths import begins_other_width, find_as_wide
from extract.wrapping import unwrap_lines

LEAST_HEADLINE = 4
"""Characters; a shorter line below a text is the name of the column that follows."""

SERIES_NAME_LENGTH = 6
"""Characters up to which a heading above a text names its series, so that a longer line below the text is the title."""

_GOES_ON = tuple(f"{word}{colon}" for word in ("编后", "编者的话", "答") for colon in ":：")
_ABOVE_TEXT = (LineKind.HEADING, LineKind.BYLINE, LineKind.JUMP)
_SET_APART = {LineKind.CAPTION: ArticleKind.CAPTION, LineKind.BOILERPLATE: ArticleKind.MASTHEAD}


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
    lines = restore_fragments(settle_kinds(part_headlines(settle_furniture(unwrap_lines(split_lines(source.text))))))
    drafts = _Divider(lines).divide()
    restore_columns(drafts)
    stem = PurePath(source.name).stem
    kept = sorted((d for d in drafts if d.lines or d.headline or d.repeats or d.bylines), key=lambda d: d.first)
    return tuple(finish_draft(d, f"{stem}-{n}", source) for n, d in enumerate(kept, 1))


class _Divider:
    """One pass over the lines of a page."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.crosshead_level = crosshead_level(lines)
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.awaiting: Draft | None = None  # a title whose text an editor's note interrupts
        self.seen = ""
        self.in_briefs = False

    def divide(self) -> list[Draft]:
        """The drafts in the order in which they were begun."""
        i = 0
        interrupted = False
        while i < len(self.lines):
            line, end = self.lines[i], i + 1
            is_apart = line.kind in _SET_APART or is_pull_quote(self.lines, i)
            if is_apart:
                self._set_apart(i)
            elif line.kind is LineKind.BODY:
                self._take_paragraph(i, interrupted or line.gap >= LAYOUT_GAP)
            else:
                group = list(takewhile(lambda x: x.kind in _ABOVE_TEXT, islice(self.lines, i, None)))
                second = second_headline(group)
                end = i + (second or len(group))
                if second:
                    self._take_first_headline(group[:second])
                else:
                    self._take_heading_group(group, end)
            interrupted = is_apart
            i = end
        return self.drafts

    def _begin(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self.current = draft
        return draft

    # -- what a heading opens

    def _take_first_headline(self, group: Sequence[Line]) -> None:
        """A headline that another follows at once is that of the text above, or of one that stands elsewhere."""
        stack, bylines, jumps = ([x for x in group if x.kind is kind] for kind in _ABOVE_TEXT)
        if self.current is not None and self.current.headline is None and self.current.opening:
            self.current.headline, self.current.closed = read_headline(stack), True
            self.current.bylines += bylines
            self.current.lines += jumps
        else:
            self._open_article(stack, bylines, jumps)

    def _take_heading_group(self, group: Sequence[Line], after: int) -> None:
        """Headings, bylines and jump lines that follow each other; ``after`` is the line below them."""
        below = text_from(self.lines[after:])
        has_text = bool(below.lines)
        stack = [x for x in group if x.kind is LineKind.HEADING]
        jumps = [x for x in group if x.kind is LineKind.JUMP]
        if self.current is not None and group[0].kind is LineKind.JUMP and "转" in group[0].text:
            self.current.lines.append(jumps.pop(0))  # 下转第4版: the text above goes on there
        bylines = [x for x in group if x.kind is LineKind.BYLINE]
        is_report = has_text and is_dateline(below.lines[0].text)
        if (
            len(stack) > 1
            and has_text
            and stack[-1] is group[-1]
            and not stack[-1].is_whole
            and signs_headline(stack[-2].text, stack[-1].text, is_report)
        ):
            bylines.append(replace(stack.pop(), kind=LineKind.BYLINE))
        if not stack:
            self._take_loose(bylines, jumps, has_text)
            return
        if len(stack) > 1 and stack[1].is_whole and not stack[0].is_whole:  # 简明新闻, above 【…】 and its like
            self.drafts.append(Draft(Headline(title=(stack.pop(0),)), ArticleKind.MASTHEAD))
        self.in_briefs = (self.in_briefs or heads_briefs(stack[0].text)) and is_brief_text(self.lines, after)
        if self.in_briefs and len(stack) > 1 and heads_briefs(stack[0].text):
            self.drafts.append(Draft(Headline(title=(stack.pop(0),)), ArticleKind.MASTHEAD))
        if self.current is not None:
            above = list(takewhile(lambda x: x.kind is LineKind.BYLINE, group))
            bylines = bylines[len(above) :]
            self.current.close_with(above)
            if any(x.level for x in stack) and not stack[0].level:
                stack = self._take_late_title(self.current, stack)
            goes_on = goes_on_below(Stack(stack, self.lines, after, self.drafts), self.current)
            is_late = goes_on or (
                not self.current.is_continued and len(stack[0].text) >= LEAST_HEADLINE and (len(stack) > 1 or not has_text)
            )
            if self.current.headline is None and is_late:
                signed = min((x.start for x in bylines), default=stack[-1].end)
                before = sum(x.start < signed for x in stack)
                late = before if goes_on else count_late_lines(self.current, stack, below)
                late = before if late and 0 < before < len(stack) else late  # who wrote it parts a headline from the next
            else:
                late = 0
            if late:
                self.current.headline = read_headline(stack[:late])
                del stack[:late]
                if not stack:
                    self.current.lines += jumps
                    self.current.close_with(bylines)
                    return
                return self._take_rest(group, stack[0], bylines, jumps, after)
            if own := self._late_subtitle(self.current, stack, bylines, below):
                return self._take_rest(group, stack[own], bylines, jumps, after)
            if self._explain_title(self.current, stack):
                self.current.bylines += bylines
                self.current.lines += jumps
                return
            around = Stack(stack, self.lines, after, self.drafts)
            if not (bylines or jumps or opens_article(around, self.current, self.crosshead_level, self.in_briefs)):
                self.current.lines += stack
                self.current.closed = self.current.closed and not is_afterword(stack[0])
                return
        self._open_article(stack, bylines, jumps)

    def _take_rest(self, group: Sequence[Line], first: Line, bylines: Sequence[Line], jumps: Sequence[Line], after: int) -> None:
        """What stands above the first of a group's own headings belongs to the current article, the rest is taken anew."""
        if self.current is not None:
            self.current.close_with([x for x in bylines if x.start < first.start])
            self.current.lines += [x for x in jumps if x.start < first.start]
        self._take_heading_group([x for x in group if x.start >= first.start], after)

    def _late_subtitle(self, current: Draft, stack: Sequence[Line], bylines: Sequence[Line], below: Draft) -> int:
        """Take the headings above a byline that signs the text above, as its subtitle, and say how many these are."""
        signed = min((x.start for x in bylines), default=0)
        late = sum(x.start < signed for x in stack)
        headline = current.headline
        if headline is None or current.opening is None or current.closed or not 0 < late < len(stack):
            return 0
        if not is_subtitle_of(current, stack[:late], below):
            return 0
        current.headline = replace(headline, subtitle=(*headline.subtitle, *stack[:late]))
        return late

    @staticmethod
    def _explain_title(current: Draft, stack: Sequence[Line]) -> bool:
        """Add a subtitle after a dash, which a picture parts from its title; false for other headings."""
        headline = current.headline
        if headline is None or len(stack) > 1 or not stack[0].text.startswith("—"):
            return False
        if any(x.start > headline.title[0].start for x in current.paragraphs):
            return False
        current.headline = replace(headline, subtitle=(*headline.subtitle, *stack))
        return True

    def _open_article(self, stack: Sequence[Line], bylines: list[Line], jumps: list[Line]) -> None:
        """A draft for the headings; an editor's note among them takes the text below, and the title waits for the text after it."""
        note = next((x for x in stack if is_editors_note(x) and not any(b.start < x.start for b in bylines)), None)
        titles = self._take_banner([x for x in stack if x is not note])
        signed = max((x.start for x in bylines), default=0)
        crossheads = [x for x in titles if x.start > signed] if titles and titles[0].start < signed else []
        titles = [x for x in titles if x not in crossheads]
        above = self.current
        lines = [*jumps, *crossheads]
        draft = self._begin(Draft(read_headline(titles), bylines=bylines, lines=lines)) if titles else None
        if draft and draft.headline and above and above.headline is None and above.opening and speaks_of_title(above, draft.headline):
            move_bylines(above, draft, -1)  # its first column stands above its headline, with the byline
        if note is not None:
            self.awaiting = draft
            headline = Headline(title=(note,))
            self._begin(Draft(headline) if draft else Draft(headline, bylines=bylines, lines=lines))

    def _take_banner(self, stack: list[Line]) -> list[Line]:
        """Set apart what heads the page or names a picture, and is no headline."""
        is_first = all(d.kind is not ArticleKind.ARTICLE for d in self.drafts)
        kind = kind_above_headline(stack, self.lines, is_first)
        if kind is None:
            return stack
        is_picture = kind is ArticleKind.CAPTION
        self.drafts.append(Draft(None, kind, lines=stack[:1]) if is_picture else Draft(Headline(title=(stack[0],)), kind))
        return stack[1:]

    def _take_loose(self, bylines: list[Line], jumps: list[Line], has_text: bool) -> None:
        """A byline without a heading: it opens the text a title is waiting for, or closes the one above."""
        if self.awaiting is not None and has_text:
            self.current, self.awaiting = self.awaiting, None
        current = self.current = self._left_off(jumps) or self.current or self._begin(Draft(None))
        if has_text and current.opening and not current.is_open and any(map(is_from_another_page, jumps)):
            current = self._begin(Draft(None))
        current.lines += jumps
        if has_text and current.opening and opening_names(current.opening.text) and not current.is_open:
            self._begin(Draft(None, bylines=bylines))  # the report above has said who wrote it
        elif current.opening is None or (has_text and any(is_marked(x.text) for x in bylines)):
            current.bylines += bylines
        else:
            current.close_with(bylines)

    def _left_off(self, jumps: Sequence[Line]) -> Draft | None:
        """The article that said that it goes on elsewhere on this page, where a text says that it has begun elsewhere on it."""
        if not any("上接" in x.text and jumps_within_page(x.text) for x in jumps):
            return None
        left_off = (d for d in reversed(self.drafts) if d.lines and "下转" in d.lines[-1].text and jumps_within_page(d.lines[-1].text))
        return next(left_off, None)

    def _take_late_title(self, current: Draft, stack: Sequence[Line]) -> list[Line]:
        """Plain lines before a marked heading are the title and pen name of the text above; the marked ones are left."""
        plain = list(takewhile(lambda x: not x.level and not is_label(x.text), stack))
        for line in plain:
            old = join_lines(current.headline.title) if current.headline else ""
            if is_pen_name(line.text):
                current.bylines.append(replace(line, kind=LineKind.BYLINE))
            elif len(old) <= SERIES_NAME_LENGTH or is_label(old):
                current.headline = Headline(kicker=current.headline.lines if current.headline else (), title=(line,))
            else:
                current.lines.append(line)
        return list(stack[len(plain) :])

    # -- whose paragraph it is

    def _take_paragraph(self, at: int, after_break: bool) -> None:
        """A paragraph goes to the current article, or where the layout broke the text to the one that it continues."""
        line = self.lines[at]
        current = self.current or self._begin(Draft(None))
        if is_repeat(line.text, self.seen, current):
            current.repeats.append(line)
            return
        self.seen += f"{line.text}\n"
        is_item = current.ending is not None and is_marked(line.text) and is_marked(current.ending.text)
        goes_on = is_item or line.text.startswith(_GOES_ON)
        if not current.is_open and current.opening and current.closed and not goes_on:
            current = self._broken_off(line) or self._begin(Draft(None))  # below the byline that ends an article another text begins
        elif is_dateline(line.text) and not self._is_below_own_headline(at, current):
            if current.has_begun or _is_item(current) or (after_break and current.opening and not current.is_open):
                current = self._begin(Draft(None))
            elif current.opening and not current.is_open:
                current = self._begin(Draft(None, perhaps_of=current))
        elif (as_wide := find_as_wide(line, current, self.drafts)) is not None:
            current = self.current = as_wide
        elif begins_other_width(self.lines, at, current):
            current = self._begin(Draft(None, perhaps_of=current))
        elif all(map(_is_item, self.drafts[-2:])) and not is_marked(line.text):  # below a column of items
            current = self._broken_off(line) or current
        elif _is_below_table(current, line) or _is_set_otherwise(current, line):
            is_scrap = len(line.text) <= LONGEST_SCRAP
            current = self._broken_off(line) or (current if is_scrap else self._begin(Draft(None)))
        elif after_break and current.ending and not current.is_open:
            is_set_otherwise = line.indent != current.ending.indent
            other = self._leans_to_broken(line, at, current)
            current = other or (self._begin(Draft(None)) if is_set_otherwise else self._resumed(current, at))
        elif is_question(line.text) and not current.is_open and _is_news(current):
            current = self._begin(Draft(None))  # an interview whose headline stands below it
        current.lines.append(line)
        if closing_names(line.text) and not (is_dateline(line.text) and "。" not in line.text):  # 本报讯（记者 夏初）on a line of its own
            current.closed = True

    def _is_below_own_headline(self, at: int, current: Draft) -> bool:
        """True for a dateline alone on its line below the headline of a text that stands above both."""
        if "。" in self.lines[at].text or current.headline is None or current.opening is None:
            return False
        return self.lines[at - 1] in current.headline.lines

    def _broken_off(self, line: Line) -> Draft | None:
        """The article that a line may go on with: one that broke off in mid-sentence."""
        broken = [d for d in self.drafts if d.is_open and not is_dateline(line.text)]
        if broken:
            self.current = max(broken, key=lambda d: (fits_quotation(d, line), d.first))
        return self.current if broken else None

    def _leans_to_broken(self, line: Line, at: int, current: Draft) -> Draft | None:
        """The article that broke off in mid-sentence, unless the text below is rather in the words of the one above."""
        broken = self._broken_off(line)
        if broken is not None and leaning(text_from(self.lines[at:]), broken, current) < 1:
            self.current = current
            return None
        return broken

    def _resumed(self, current: Draft, at: int) -> Draft:
        """The article that the text below a break goes on with: the report above, or one before it whose words it is in."""
        if current.opening is None or not is_dateline(current.opening.text):
            return current
        before = [d for d in self.drafts if d is not current and d.headline and d.opening and d.bylines and not d.closed]
        self.current = find_kin(text_from(self.lines[at:]), current, before)
        return self.current

    def _set_apart(self, i: int) -> None:
        """A caption, quotation or piece of the masthead as an entry of its own; its next line joins it."""
        line = self.lines[i]
        kind = _SET_APART.get(line.kind, ArticleKind.QUOTE)
        last = self.drafts[-1] if self.drafts else None
        if last and last.kind is kind and line.gap < LAYOUT_GAP and last.lines[-1:] == [self.lines[i - 1]]:
            last.lines.append(line)
        else:
            self.drafts.append(Draft(None, kind, lines=[line]))


def _is_item(draft: Draft) -> bool:
    """True for a paragraph that bore its headline on its own line."""
    return draft.headline is not None and draft.headline.title[0].is_whole and len(draft.paragraphs) == 1


def _is_below_table(draft: Draft, line: Line) -> bool:
    """True for a paragraph that the layout parts from the table above, which is a box within another text."""
    if line.is_whole or line.gap <= 1 or not draft.lines:
        return False
    return all(x.is_whole and TABLE_ROW.search(x.text) for x in (draft.lines[-1], *draft.lines))


def _is_set_otherwise(draft: Draft, line: Line) -> bool:
    """True for a paragraph without a mark below short news that all have one."""
    last = draft.lines[-2:]
    return len(last) > 1 and all(x.kind is LineKind.BODY and is_brief(x.text) for x in last) and not is_brief(line.text)


def _is_news(draft: Draft) -> bool:
    """True for a report that opens with a dateline, to which no questions and answers belong."""
    return not any(is_question(x.text) for x in draft.lines) and any(is_dateline(x.text) for x in draft.lines)
