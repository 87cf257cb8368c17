"""Columns and headings that the file holds in the wrong place, put back: what words, titles and datelines prove to belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extract.bylines import is_dateline
from extract.drafts import Draft
from extract.headlines import Headline, join_lines, read_headline
from extract.layout import LAYOUT_GAP
from extract.lines import Line, LineKind
from extract.model import ArticleKind
from extract.telling import (
    LEAST_LEANING,
    LEAST_SHARED_PAIRS,
    headline_of,
    kinship,
    leaning,
    pairs_of,
    shared_pairs,
    speaks_of_title,
    speaks_rather_of,
)
from extract.words import CROSSING_WORD, CROSSING_WORD_AT_HOME, crossing_word, runs_on

LEAST_TOLD = 2
"""Times that the last paragraphs above a headline have pairs of it, from which they are its text."""

MOST_APART = 50
"""Articles that a page may hold between the parts of one that it breaks off."""

LEAST_BROKEN = 20
"""Characters of a paragraph that a column's end broke off."""

_OPENS_SENTENCE = tuple("可是 但 然而 不过 如今 今年 去年 今后 目前 近年 近日 据 此外 同时 其中 记者 “".split())
"""What opens a sentence, and so goes on with none that broke off."""

_NEVER_OPENS = ("也", "的", "了", "着", "过", "们")
"""What hardly opens a paragraph."""


def restore_columns(drafts: Sequence[Draft]) -> None:
    """Put every column of a page where its article reads on; lines move between the drafts, none is lost.

    Parameters
    ----------
    drafts : sequence of Draft
        In the order in which they were begun. A headline for which no text is found becomes a masthead.
    """
    match_broken_columns(drafts)
    match_collected_headlines(drafts)
    match_text_without_heading(drafts)
    rejoin_unclaimed(drafts)
    match_swapped_texts(drafts)
    for draft in drafts:
        restore_order(draft)
        rejoin_broken(draft)
    match_headings_without_text(drafts)


def match_broken_columns(drafts: Sequence[Draft]) -> None:
    """Give an article that breaks off in a word the paragraphs that end the word, wherever the file holds them."""
    articles = [d for d in drafts if d.kind is ArticleKind.ARTICLE]
    for at, broken in enumerate(articles):
        found = _find_continuation(broken, articles[max(0, at - MOST_APART) : at + MOST_APART]) if broken.is_open else None
        if found is None:
            continue
        owner, cut = found
        own = _find_own_text(owner, broken) if cut == 0 else 0
        if own:  # the owner's title stands between the halves of its text, and the broken lines are the first half
            owner.lines[:0] = broken.lines[own:]
            del broken.lines[own:]
        else:
            begin = owner.lines[cut].start
            broken.lines += owner.lines[cut:]
            del owner.lines[cut:]
            if owner.headline is None:
                move_bylines(owner, broken, begin)


def match_headings_without_text(drafts: Sequence[Draft]) -> None:
    """Give a headline without text the paragraphs above that speak of it, and the bylines among them."""
    waiting = [(d, d.headline) for d in drafts if d.headline and d.opening is None and d.kind is ArticleKind.ARTICLE]
    for draft, headline in waiting:
        found = _find_text_above(draft, join_lines(headline.title), drafts) or _find_change_above(draft, headline, drafts)
        if found is None:
            draft.kind = ArticleKind.MASTHEAD
            continue
        owner, cut = found
        begin = owner.lines[cut].start
        draft.lines[:0] = owner.lines[cut:]
        del owner.lines[cut:]
        move_bylines(owner, draft, begin)


def match_text_without_heading(drafts: Sequence[Draft]) -> None:
    """Give a text without headline to the article whose headline it speaks of, or else to the one in whose words it clearly is."""
    articles = [d for d in drafts if d.kind is ArticleKind.ARTICLE]
    for at, text in enumerate(articles):
        if text.headline is not None or text.opening is None:
            continue
        near = articles[max(0, at - MOST_APART) : at + MOST_APART]
        opens_another = any(d.perhaps_of is text for d in near)
        owner = (_find_headline_told(text, at, articles) if at else None) or (None if opens_another else _find_kin(text, near))
        if owner is not None:
            _hand_over(text, owner)


def match_collected_headlines(drafts: Sequence[Draft]) -> None:
    """Give a text without headline the lines above another's text that speak of it and not of the other.

    So are headlines told apart that the file holds together, above the first of their texts.
    """
    articles = [d for d in drafts if d.kind is ArticleKind.ARTICLE]
    for text in articles:
        if text.headline is not None or text.opening is None:
            continue
        shared, lines, owner = max(
            (
                (shared_pairs(text, said), lines, owner)
                for owner in articles
                if owner.headline is not None and owner.opening and owner is not text.perhaps_of
                for lines in _other_headlines(owner, owner.headline)
                if speaks_of_title(text, Headline(title=lines)) and (said := join_lines(lines))
            ),
            key=lambda found: found[0],
            default=(0, (), text),
        )
        if owner.headline is not None and shared > shared_pairs(owner, join_lines(lines)):
            text.headline = read_headline(lines)
            kicker, subtitle = (tuple(x for x in part if x not in lines) for part in (owner.headline.kicker, owner.headline.subtitle))
            owner.headline = Headline(kicker, owner.headline.title, subtitle)
            owner.lines = [x for x in owner.lines if x not in lines]


def _other_headlines(owner: Draft, headline: Headline) -> Iterator[tuple[Line, ...]]:
    """The lines around a title that may be another's: those below a subtitle after a dash or below who wrote it, or each by itself."""
    crossheads = tuple(takewhile(lambda x: x.kind is LineKind.HEADING, owner.lines))
    if crossheads:
        yield crossheads
    dashed = max((i for i, x in enumerate(headline.subtitle, 1) if x.text.startswith("—")), default=0)
    below = headline.subtitle[dashed:]
    if below and dashed:
        yield below
    yield from ((x,) for x in (headline.kicker if dashed else (*headline.kicker, *below)))


def rejoin_unclaimed(drafts: Sequence[Draft]) -> None:
    """Give a text that a dateline begins, and that no headline wanted, back to the article that it stands in."""
    for text in drafts:
        if text.perhaps_of is not None and text.headline is None and text.lines:
            _hand_over(text, text.perhaps_of)


def match_swapped_texts(drafts: Sequence[Draft]) -> None:
    """Exchange the texts of two neighbours, with their bylines, where each speaks of the other's headline rather than of its own."""
    articles = [d for d in drafts if d.kind is ArticleKind.ARTICLE and d.headline and d.opening]
    for one, other in pairwise(articles):
        if all(speaks_rather_of(a, b) for a, b in ((one, other), (other, one))):
            one.lines, other.lines = other.lines, one.lines
            one.bylines, other.bylines = other.bylines, one.bylines


def move_bylines(giver: Draft, taker: Draft, begin: int) -> None:
    """Hand on the bylines that stand below a point of the file."""
    taker.bylines += [x for x in giver.bylines if x.start > begin]
    giver.bylines = [x for x in giver.bylines if x.start <= begin]


def _hand_over(text: Draft, owner: Draft) -> None:
    """Give all of a text, with its bylines, to an article."""
    owner.lines += text.lines
    text.lines.clear()
    move_bylines(text, owner, -1)


def restore_order(draft: Draft) -> None:
    """Put the column with the dateline before those that the file holds before it."""
    opening = next((i for i, x in enumerate(draft.lines) if x.kind is LineKind.BODY and is_dateline(x.text)), 0)
    above, below = draft.lines[:opening], draft.lines[opening:]
    if any(x.kind is LineKind.BODY for x in above) and not any(x.kind is LineKind.JUMP for x in draft.lines):
        draft.lines = below + above


def rejoin_broken(draft: Draft) -> None:
    """Put the column that ends a word under the one that breaks off in it, where the article's own crosshead stands between."""
    for at, line in enumerate(draft.lines[:-1], 1):
        if line.kind is not LineKind.BODY or line.is_complete or draft.lines[at].kind is not LineKind.HEADING:
            continue
        word, cut = max(
            ((crossing_word(line.text, x.text), i) for i, x in enumerate(draft.lines[at:], at) if _is_column_head(draft.lines, i)),
            key=lambda found: found[0],
            default=(0, at),
        )
        if word >= CROSSING_WORD_AT_HOME:
            column = list(takewhile(lambda x: x.kind is LineKind.BODY, draft.lines[cut:]))
            del draft.lines[cut : cut + len(column)]
            draft.lines[at:at] = column
            return


def fits_quotation(draft: Draft, line: Line) -> bool:
    """True when a line closes the quotation in which a text broke off, or none is open and it closes none."""
    tail = draft.paragraphs[-1].text
    return (tail.count("“") > tail.count("”")) == closes_quotation(line)


def closes_quotation(line: Line) -> bool:
    """True for a line that closes a quotation before it opens one."""
    opens, closes = line.text.find("“"), line.text.find("”")
    return closes >= 0 and (opens < 0 or closes < opens)


def _find_continuation(broken: Draft, articles: Sequence[Draft]) -> tuple[Draft, int] | None:
    """Whose text ends the word in which a text broke off, and in which of its lines; a word of two characters, if it was cut in two."""
    end = broken.paragraphs[-1].text
    word, is_cut, owner, cut = max(
        (
            (crossing_word(end, line.text), runs_on(end, line.text), owner, cut)
            for owner in articles
            for cut, line in enumerate(owner.lines)
            if owner is not broken and _is_column_head(owner.lines, cut) and not is_dateline(line.text)
        ),
        key=lambda found: found[:2],
        default=(0, False, broken, 0),
    )
    if word >= CROSSING_WORD or is_cut:
        return owner, cut
    later = [(d, i) for d in articles if d is not broken for i in range(len(d.lines)) if _is_column_head(d.lines, i)]
    quoted = [(d, i) for d, i in later if closes_quotation(d.lines[i]) and fits_quotation(broken, d.lines[i])]
    amid = [(d, i) for d, i in later if d.first > broken.first and d.lines[i].text.startswith(_NEVER_OPENS)]
    sure = next((found[0] for found in (quoted, amid) if len(found) == 1), None)
    return sure or _find_kindred(broken, later)


def _find_kindred(broken: Draft, heads: Sequence[tuple[Draft, int]]) -> tuple[Draft, int] | None:
    """Whose last paragraphs, and from which on, are clearly in the words of the text that broke off above rather than of their own."""
    last = broken.paragraphs[-1]
    if len(last.text) < LEAST_BROKEN or last.text[-1].isdigit():
        return None  # a figure, or what a credit or a date ends with
    leanings = [
        (leaning(Draft(None, lines=owner.lines[cut:]), broken, Draft(owner.headline, lines=owner.lines[:cut])), owner, cut)
        for owner, cut in heads
        if cut and owner.lines[cut].start > last.start and fits_quotation(broken, owner.lines[cut])
        if not owner.lines[cut].text.startswith(_OPENS_SENTENCE)
    ]
    most, owner, cut = max(leanings, key=lambda found: found[0], default=(0.0, broken, 0))
    return (owner, cut) if most >= LEAST_LEANING else None


def _find_headline_told(text: Draft, at: int, articles: Sequence[Draft]) -> Draft | None:
    """The article below a text, or one above that isn't closed, whose headline it speaks of most."""
    below = [d for d in articles[at + 1 : at + 2] if d.headline and d.opening and speaks_of_title(text, d.headline)]
    above = [d for d in articles[:at] if d.headline and not d.closed and (d.opening is None or not text.bylines)]
    told = [(shared_pairs(text, headline_of(d)), d) for d in (*below, *above)]
    shared, owner = max(told, key=lambda found: found[0], default=(0, None))
    if owner in below or shared >= LEAST_SHARED_PAIRS + any(d is not owner and n == shared for n, d in told):
        return owner
    return None


def _find_kin(text: Draft, articles: Sequence[Draft]) -> Draft | None:
    """The article that a text without authors has clearly more in common with than with any other."""
    others = [d for d in articles if d.headline and d.opening]
    kin = max(others, key=lambda d: kinship(text, d), default=None)
    if kin is None or kin.closed or text.has_begun or text.is_continued:
        return None
    return kin if all(leaning(text, kin, d) >= LEAST_LEANING for d in others if d is not kin) else None


def _find_own_text(owner: Draft, broken: Draft) -> int:
    """The line of a broken text from which it speaks of another's title; 0 when there is none."""
    if owner.headline is None:
        return 0
    title = join_lines(owner.headline.title)
    gains = [(_speaks_of(title, broken.lines, cut), cut) for cut in range(1, len(broken.lines))]
    gain, cut = max(gains, key=lambda found: found[0], default=(0.0, 0))
    return cut if gain > 0 else 0


def _find_text_above(draft: Draft, title: str, drafts: Sequence[Draft]) -> tuple[Draft, int] | None:
    """The article above whose last lines the title speaks of, and where these begin."""
    gain, owner, cut = max(
        (
            (_speaks_of(title, owner.lines, cut), owner, cut)
            for owner in drafts
            if owner is not draft and owner.kind is ArticleKind.ARTICLE and owner.lines and owner.first <= draft.first
            for cut in range(owner.headline is not None, len(owner.lines))
            if not cut or owner.lines[cut].gap >= LAYOUT_GAP
        ),
        key=lambda found: found[0],
        default=(0.0, draft, 0),
    )
    return (owner, cut) if gain > 0 else None


def _find_change_above(draft: Draft, headline: Headline, drafts: Sequence[Draft]) -> tuple[Draft, int] | None:
    """The article right above a signed text's headline, and the paragraph from which on, and not before, it speaks of the headline."""
    above = [d for d in drafts if d.kind is ArticleKind.ARTICLE and d.headline and d.opening and d.first < draft.first]
    owner = max(above, key=lambda d: d.first, default=None)
    if owner is None or owner.lines[-1].start > draft.first or not (draft.bylines or owner.closed or headline.subtitle):
        return None
    pairs = pairs_of(join_lines(headline.title)) - pairs_of(headline_of(owner))  # what is the owner's too tells nothing
    told = [sum(x.text.count(p) for p in pairs) for x in owner.lines]
    cut = next((i for i, n in enumerate(told) if n), 0)
    return (owner, cut) if cut and sum(told) >= LEAST_TOLD and _is_column_head(owner.lines, cut) else None


def _speaks_of(title: str, lines: Sequence[Line], cut: int) -> float:
    """How much more a title's words stand in the lines from a cut on than in those before; 0 where a text can't begin."""
    if not _is_column_head(lines, cut):
        return 0.0
    head = "".join(x.text for x in lines[:cut])
    tail = "".join(x.text for x in lines[cut:])
    return sum(tail.count(w) / len(tail) - head.count(w) / max(1, len(head)) for w in pairs_of(title))


def _is_column_head(lines: Sequence[Line], i: int) -> bool:
    """True for a paragraph that no sentence above runs into."""
    return lines[i].kind is LineKind.BODY and (i == 0 or lines[i - 1].is_complete)
