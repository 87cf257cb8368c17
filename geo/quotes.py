"""The sentences that name places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.model import Article, Mention, MentionKind, Range
from geo.atlas import Page
from geo.resolve import Resolution

LONGEST_QUOTE = 160
"""Characters of a sentence that a popup has room for."""

_SENTENCE_END = re.compile(r"[。！？!?；\n]+[”’』」]?")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that names a place.

    Attributes
    ----------
    mention_id, article_id : str
    text : str
        The sentence, cut to `LONGEST_QUOTE` around the name.
    mark : Range
        Where the name stands in `text`.
    kind : MentionKind
    """

    mention_id: str
    article_id: str
    text: str
    mark: Range
    kind: MentionKind


class Sentences:
    """The sentences of some articles, each passage parted once.

    Parameters
    ----------
    articles : iterable of Article
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {a.id: a for a in articles}
        self._parted: dict[tuple[str, int], tuple[str, list[int]]] = {}

    def around(self, mention: Mention) -> tuple[str, int]:
        """The sentence that names a place, cut to `LONGEST_QUOTE` around the name, and where in it the name stands."""
        key = (mention.article_id, mention.passage)
        parted = self._parted.get(key)
        if parted is None:
            text = self._articles[mention.article_id].passages[mention.passage].text
            parted = self._parted[key] = (text, [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)])
        text, ends = parted
        n = bisect_right(ends, mention.at)
        begin, end = ends[n - 1], ends[n] if n < len(ends) else len(text)
        if end - begin > LONGEST_QUOTE:
            begin = max(begin, mention.at - LONGEST_QUOTE // 2)
            end = min(end, begin + LONGEST_QUOTE)
        return text[begin:end], mention.at - begin

    def quote(self, mention: Mention) -> Quote:
        """The same as a quote, the name marked."""
        text, at = self.around(mention)
        return Quote(mention.id, mention.article_id, text, (at, min(at + mention.length, len(text))), mention.kind)


def quote_page(page: Page) -> Iterator[tuple[Resolution, Quote]]:
    """The resolutions of a page that have a place, each with the sentence that names it; a place once a mention."""
    sentences = Sentences(page.articles)
    counted: set[tuple[str, str]] = set()
    for resolution in page.resolutions:
        mention, place = resolution.mention, resolution.place
        if place is None or (place.id, mention.id) in counted:
            continue
        counted.add((place.id, mention.id))
        yield resolution, sentences.quote(mention)


def quote_mention(article: Article, mention: Mention) -> Quote:
    """The sentence that names a place, cut to `LONGEST_QUOTE` around the name."""
    return Sentences((article,)).quote(mention)
