"""Resolved places to layers: one feature a place, with what was said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from extract.model import Article, Mention, MentionKind, Range, Theme
from geo.atlas import Atlas
from geo.model import Place, PlaceKind, Position
from geo.resolve import Resolution

LONGEST_QUOTE = 160
"""Characters of a sentence that a popup has room for."""

_OF_KIND = {
    Theme.RAIL: {PlaceKind.RAIL_STATION, PlaceKind.RAILWAY, PlaceKind.METRO_STATION, PlaceKind.METRO_LINE},
    Theme.TRANSPORT: {PlaceKind.ROAD, PlaceKind.INTERCHANGE, PlaceKind.AIRPORT, PlaceKind.PORT},
}
"""A station belongs to the rail layer, and has its colour, whatever the passage that names it is about."""

_SENTENCE_END = re.compile(r"[。！？!?；\n]+[”’』」]?")


class Shape(StrEnum):
    """How a place is drawn."""

    POINT = "point"
    LINE = "line"
    AREA = "area"
    NONE = "none"


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


@dataclass(frozen=True, slots=True)
class Feature:
    """A place and its mentions.

    Attributes
    ----------
    place : Place
    shape : Shape
    position : Position or None
        Its own point, or that of the unit it lies in.
    uncertainty_m : float
    within : str
        Name of the unit it lies in, or empty.
    themes : tuple of Theme
        Strongest first, by the passages that name it.
    quotes : tuple of Quote
        One a mention; literal mentions first.
    mentions : int
    """

    place: Place
    shape: Shape
    position: Position | None
    uncertainty_m: float
    within: str
    themes: tuple[Theme, ...]
    quotes: tuple[Quote, ...]

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return len(self.quotes)

    @property
    def theme(self) -> Theme | None:
        """The strongest theme, which gives the colour."""
        return self.themes[0] if self.themes else None

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that name it, in the order of its quotes."""
        return tuple(dict.fromkeys(q.article_id for q in self.quotes))


def make_features(atlas: Atlas, include_associative: bool = True) -> tuple[Feature, ...]:
    """One feature for each place that is named, most named first.

    Parameters
    ----------
    atlas : Atlas
    include_associative : bool
        False to leave out mentions that only borrow a place's name.
    """
    by_place: dict[str, list[Resolution]] = {}
    for resolution in atlas.resolutions:
        if resolution.place is not None and (include_associative or resolution.mention.kind is MentionKind.LITERAL):
            by_place.setdefault(resolution.place.id, []).append(resolution)
    features = [_feature(atlas, atlas.places[id], found) for id, found in by_place.items()]
    return tuple(sorted(features, key=lambda f: (-f.mentions, f.place.id)))


def layer_of(features: Iterable[Feature], themes: Collection[Theme]) -> tuple[Feature, ...]:
    """The features that any of the themes concerns."""
    wanted = frozenset(themes)
    return tuple(f for f in features if wanted & frozenset(f.themes))


def themes_of_kind(kind: PlaceKind) -> tuple[Theme, ...]:
    """The themes that a place's kind alone proves."""
    return tuple(t for t, kinds in _OF_KIND.items() if kind in kinds)


def shape_of(atlas: Atlas, place: Place) -> Shape:
    """How a place is drawn: an exact point, a line, or the area it is known to lie in."""
    if place.path:
        return Shape.LINE
    if place.position:
        return Shape.POINT
    return Shape.AREA if atlas.gazetteer.area_of(place) is not None else Shape.NONE


def _feature(atlas: Atlas, place: Place, resolutions: Iterable[Resolution]) -> Feature:
    gazetteer = atlas.gazetteer
    mentions = {r.mention.id: r.mention for r in resolutions}
    position, _ = gazetteer.representative_point(place)
    parent = next(gazetteer.ancestors(place), None)
    quotes = [quote_mention(atlas.articles[m.article_id], m) for m in mentions.values()]
    quotes.sort(key=lambda q: q.kind is MentionKind.ASSOCIATIVE)
    return Feature(
        place=place,
        shape=shape_of(atlas, place),
        position=position,
        uncertainty_m=gazetteer.uncertainty_m(place),
        within=parent.name if parent else "",
        themes=_themes(place.kind, atlas.articles, mentions.values()),
        quotes=tuple(quotes),
    )


def _themes(kind: PlaceKind, articles: Mapping[str, Article], mentions: Iterable[Mention]) -> tuple[Theme, ...]:
    """What a place's kind alone says, then the themes of the passages that name it; a headline has those of its article."""
    tally: dict[Theme, float] = {}
    for mention in mentions:
        themes = mention.themes or articles[mention.article_id].themes
        for rank, theme in enumerate(themes):
            tally[theme] = tally.get(theme, 0.0) + 1 / (1 + rank)
    told = [t for t, _ in sorted(tally.items(), key=lambda item: (-item[1], item[0]))]
    return tuple(dict.fromkeys([*themes_of_kind(kind), *told]))


def quote_mention(article: Article, mention: Mention) -> Quote:
    """The sentence that names a place, cut to `LONGEST_QUOTE` around the name."""
    text = article.passages[mention.passage].text
    begin, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= mention.at:
            begin = match.end()
        elif match.end() > mention.at:
            end = match.end()
            break
    if end - begin > LONGEST_QUOTE:
        begin = max(begin, mention.at - LONGEST_QUOTE // 2)
        end = min(end, begin + LONGEST_QUOTE)
    at = mention.at - begin
    return Quote(mention.id, article.id, text[begin:end], (at, min(at + mention.length, end - begin)), mention.kind)
