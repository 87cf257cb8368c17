"""What the stages hand on: pages, articles, passages, names and mentions.

Every offset is a code point into the file as stored, half open. All values are frozen, so that they can be hashed, compared and
shared between visitors of the app.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

Range = tuple[int, int]


class ArticleKind(StrEnum):
    """What a piece of a newspaper page is."""

    ARTICLE = "article"
    CAPTION = "caption"
    MASTHEAD = "masthead"
    QUOTE = "quote"


class PassageRole(StrEnum):
    """What a passage does in its article."""

    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    CROSSHEAD = "crosshead"
    BODY = "body"
    REPEAT = "repeat"


class MentionKind(StrEnum):
    """Whether the text speaks of the place itself or only borrows its name."""

    LITERAL = "literal"
    ASSOCIATIVE = "associative"


class FoundBy(StrEnum):
    """How a mention was found."""

    NAME = "a name of the gazetteer"
    CONTEXT = "a name that its article proves"
    SHORT_FORM = "a short form"
    LIST = "a list that a head noun ends"
    GENERIC = "a new name, by its generic"
    MISPRINT = "a misprinted name"


class Theme(StrEnum):
    """The themes a passage may have."""

    RAIL = "rail"
    TRANSPORT = "transport"
    INDUSTRY = "industry"
    INNOVATION = "innovation"
    ECOLOGY = "ecology"
    SERVICES = "services"
    CULTURE = "culture"
    URBAN = "urban"
    TRADE = "trade"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file as it was read.

    Attributes
    ----------
    name : str
        The file's name without its folder.
    text : str
        The decoded text, line ends as stored.
    encoding : str
        The encoding the bytes were in (``utf-8`` unless it was detected to be another).
    sha256 : str
        Checksum of the bytes as stored, in hexadecimal.
    """

    name: str
    text: str
    encoding: str
    sha256: str


LONGEST_BREAK = 24
"""Characters of line ends, spaces and marks between the two halves of a name that the layout broke; more are another text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a byline or a paragraph, put together again where the layout broke it.

    Attributes
    ----------
    role : PassageRole
    ranges : tuple of Range
        Where its pieces stand in the file, in reading order.
    text : str
        The pieces joined; ``len(text)`` is the sum of the ranges' lengths.
    themes : tuple of Theme
        Empty for headings, whose themes are their article's.
    starts : tuple of int
        Where each of ``ranges`` begins in the text.
    """

    role: PassageRole
    ranges: tuple[Range, ...]
    text: str
    themes: tuple[Theme, ...] = ()
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ends = accumulate(b - a for a, b in self.ranges)
        object.__setattr__(self, "starts", (0, *ends)[: len(self.ranges)])

    def span(self, start: int, end: int) -> Range:
        """The range in the file of ``text[start:end]``, bridging a line break inside it."""
        i, j = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end) - 1
        first, last = self.ranges[i][0] + start - self.starts[i], self.ranges[j][0] + end - self.starts[j]
        apart = any(self.ranges[n + 1][0] - self.ranges[n][1] > LONGEST_BREAK for n in range(i, j))
        if last < first or apart:  # the second half stands before the first, or behind another text: keep the half that opens the name
            last = self.ranges[i][1]
        return first, last


@dataclass(frozen=True, slots=True)
class Article:
    """One article, caption or masthead of a page.

    Attributes
    ----------
    id : str
        ``<file stem>-<n>``, counted in the order of the page.
    source : str
        The file's name.
    kind : ArticleKind
    title, kicker, subtitle : str
        Headline parts joined over line breaks, empty where the page has none.
    bylines : tuple of str
        Names of reporters and correspondents, or a source credit.
    passages : tuple of Passage
        In reading order.
    published, published_basis : str
        ISO date as far as it is known (``2026-02``, ``2025``, empty) and the words it was inferred from.
    themes : tuple of Theme
        Strongest first.
    """

    id: str
    source: str
    kind: ArticleKind
    title: str
    kicker: str
    subtitle: str
    bylines: tuple[str, ...]
    passages: tuple[Passage, ...]
    published: str = ""
    published_basis: str = ""
    themes: tuple[Theme, ...] = ()
    ranges: tuple[Range, ...] = ()

    @property
    def text(self) -> str:
        """The text in reading order, a line a passage, repeated paragraphs left out."""
        return "\n".join(p.text for p in self.passages if p.role is not PassageRole.REPEAT)


class Name(NamedTuple):
    """A name the recogniser looks for; a tuple, since there are tens of thousands to make.

    Attributes
    ----------
    surface : str
        As it is printed.
    refs : tuple of str
        Identifiers of the places that bear it, opaque here.
    kinds : tuple of str
        The kind of each of ``refs``.
    needs_context : bool
        True when the name alone does not prove a place (西站, 和平).
    contexts : tuple of str
        Names of the places around it; one of them near by proves a name that needs context.
    """

    surface: str
    refs: tuple[str, ...]
    kinds: tuple[str, ...]
    needs_context: bool = False
    contexts: tuple[str, ...] = ()


class Toponym(NamedTuple):
    """One place that a mention speaks of, before it is resolved.

    Attributes
    ----------
    name : str
        The name to resolve: the surface, or what it stands for (津 → 天津市).
    refs : tuple of str
        Candidate places; empty for a name that no gazetteer row bears.
    kind_hint : str
        The kind the words prove (``railway`` in 「京津、京沪4条高铁」), or empty.
    """

    name: str
    refs: tuple[str, ...] = ()
    kind_hint: str = ""


class Mention(NamedTuple):
    """A place name in an article; a tuple, since a megabyte of text holds ten thousand.

    Attributes
    ----------
    id : str
        ``<file stem>@<start>-<end>``.
    source : str
        The file's name.
    article_id : str
    start, end : int
        Code points into the file as stored, half open.
    surface : str
        ``text[start:end]`` of the file, line breaks included.
    kind : MentionKind
    toponyms : tuple of Toponym
        One, or several where one word names several places (京津).
    passage : int
        Index into the article's passages.
    at, length : int
        Offset in that passage's text and characters there, where the line break inside a broken name is gone.
    themes : tuple of Theme
    how : FoundBy
    """

    id: str
    source: str
    article_id: str
    start: int
    end: int
    surface: str
    kind: MentionKind
    toponyms: tuple[Toponym, ...]
    passage: int
    at: int
    length: int
    themes: tuple[Theme, ...] = ()
    how: FoundBy = FoundBy.NAME
