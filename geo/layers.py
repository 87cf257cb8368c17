"""Resolved places to layers: one feature a place, with what was said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from extract.model import MentionKind, Theme
from geo.atlas import Atlas
from geo.gazetteer import Gazetteer
from geo.model import Place, PlaceKind, Position
from geo.quotes import Quote, quote_page

_OF_KIND = {
    Theme.RAIL: {PlaceKind.RAIL_STATION, PlaceKind.RAILWAY, PlaceKind.METRO_STATION, PlaceKind.METRO_LINE},
    Theme.TRANSPORT: {PlaceKind.ROAD, PlaceKind.INTERCHANGE, PlaceKind.AIRPORT, PlaceKind.PORT},
}
"""A station belongs to the rail layer, and has its colour, whatever the passage that names it is about."""


class Shape(StrEnum):
    """How a place is drawn."""

    POINT = "point"
    LINE = "line"
    AREA = "area"
    NONE = "none"


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
        One a mention, literal mentions first; perhaps not all where they are many.
    counted : int
        How often it is named, where not all quotes were kept.
    named_in : tuple of str
        Ids of the articles that name it, where not all quotes were kept.
    """

    place: Place
    shape: Shape
    position: Position | None
    uncertainty_m: float
    within: str
    themes: tuple[Theme, ...]
    quotes: tuple[Quote, ...]
    counted: int = 0
    named_in: tuple[str, ...] = ()

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return self.counted or len(self.quotes)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that name it, in the order of its quotes."""
        return self.named_in or tuple(dict.fromkeys(q.article_id for q in self.quotes))

    @property
    def theme(self) -> Theme | None:
        """The strongest theme, which gives the colour."""
        return self.themes[0] if self.themes else None


@dataclass(slots=True)
class Tally:
    """What is said of one place, while pages are being read.

    Attributes
    ----------
    place : Place
    most_quotes, most_articles : int or None
        How many quotes and articles of each kind of mention to keep; all without.
    mentions : int
    themes : dict of Theme to float
        How strongly the passages that name it speak of each theme.
    literal, borrowed : list of Quote
    literal_articles, borrowed_articles : dict of str to None
        Ids of the articles that name it, each once, in order.
    """

    place: Place
    most_quotes: int | None = None
    most_articles: int | None = None
    mentions: int = 0
    themes: dict[Theme, float] = field(default_factory=dict)
    literal: list[Quote] = field(default_factory=list)
    borrowed: list[Quote] = field(default_factory=list)
    literal_articles: dict[str, None] = field(default_factory=dict)
    borrowed_articles: dict[str, None] = field(default_factory=dict)

    def count(self, themes: Iterable[Theme]) -> None:
        """Take in a mention: the themes of its passage, strongest first."""
        self.mentions += 1
        for rank, theme in enumerate(themes, 1):
            self.themes[theme] = self.themes.get(theme, 0.0) + 1 / rank

    def keep(self, quote: Quote) -> None:
        """Keep the sentence of a mention and its article, where there is room."""
        is_literal = quote.kind is MentionKind.LITERAL
        quotes = self.literal if is_literal else self.borrowed
        if self.most_quotes is None or len(quotes) < self.most_quotes:
            quotes.append(quote)
        articles = self.literal_articles if is_literal else self.borrowed_articles
        if self.most_articles is None or len(articles) < self.most_articles:
            articles[quote.article_id] = None


def make_features(atlas: Atlas) -> tuple[Feature, ...]:
    """One feature for each place that is named, most named first."""
    tallies: dict[str, Tally] = {}
    for page in atlas.pages:
        themes_of = {a.id: a.themes for a in page.articles}
        for resolution, quote in quote_page(page):
            mention, place = resolution.mention, resolution.place
            assert place is not None
            tally = tallies.get(place.id)
            if tally is None:
                tally = tallies[place.id] = Tally(place)
            tally.count(mention.themes or themes_of[mention.article_id])
            tally.keep(quote)
    return features_of(tallies, atlas.gazetteer)


def features_of(tallies: Mapping[str, Tally], gazetteer: Gazetteer) -> tuple[Feature, ...]:
    """The features that tallies come to, most named first."""
    return tuple(sorted((_feature(t, gazetteer) for t in tallies.values()), key=lambda f: (-f.mentions, f.place.id)))


def layer_of(features: Iterable[Feature], themes: Collection[Theme]) -> tuple[Feature, ...]:
    """The features that any of the themes concerns."""
    wanted = frozenset(themes)
    return tuple(f for f in features if wanted & frozenset(f.themes))


def themes_of_kind(kind: PlaceKind) -> tuple[Theme, ...]:
    """The themes that a place's kind alone proves."""
    return tuple(t for t, kinds in _OF_KIND.items() if kind in kinds)


def shape_of(gazetteer: Gazetteer, place: Place) -> Shape:
    """How a place is drawn: an exact point, a line, or the area it is known to lie in."""
    if place.path:
        return Shape.LINE
    if place.position:
        return Shape.POINT
    return Shape.AREA if gazetteer.area_of(place) is not None else Shape.NONE


def _feature(tally: Tally, gazetteer: Gazetteer) -> Feature:
    place = tally.place
    position, _ = gazetteer.representative_point(place)
    parent = next(gazetteer.ancestors(place), None)
    return Feature(
        place=place,
        shape=shape_of(gazetteer, place),
        position=position,
        uncertainty_m=gazetteer.uncertainty_m(place),
        within=parent.name if parent else "",
        themes=_themes(place.kind, tally.themes),
        quotes=(*tally.literal, *tally.borrowed),
        counted=tally.mentions,
        named_in=tuple(tally.literal_articles | tally.borrowed_articles),
    )


def _themes(kind: PlaceKind, tally: Mapping[Theme, float]) -> tuple[Theme, ...]:
    """What a place's kind alone says, then the themes of the passages that name it; a headline has those of its article."""
    told = [t for t, _ in sorted(tally.items(), key=lambda item: (-item[1], item[0]))]
    return tuple(dict.fromkeys([*themes_of_kind(kind), *told]))
