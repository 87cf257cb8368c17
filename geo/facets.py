"""From filters to what is visible: the features left, and beside each choice how many places it would show.

The atlas is put into columns once; a filter is then a mask over its mentions, and a facet's counts come from the masks of all the
others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.model import Article, MentionKind, Theme
from extract.variants import simplify
from geo.atlas import Atlas
from geo.layers import Feature, themes_of_kind
from geo.model import Place, PlaceKind
from geo.view import Exactness, View, date_bounds, exactness_of

MOST_DATES = 36
"""Bars that a histogram has room for; with more, dates are told by the month, or by the year."""

UNIT_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.DISTRICT})
"""Kinds that a planner narrows the map to."""

_Mask = npt.NDArray[np.bool_]
_Ints = npt.NDArray[np.int64]
_Pairs = tuple[_Ints, _Ints]
_THEMES = sorted(Theme)
_SENSES = list(MentionKind)
_EXACT = list(Exactness)
_BY_KIND = np.float32(1e3)
"""More than the themes of any number of passages: a station has the colour of rail, whatever the passage is about."""

_CHOSEN = 1e9
"""More than that: what was asked for by its theme has that theme's colour."""


@dataclass(frozen=True, slots=True)
class Visible:
    """What a view shows.

    Attributes
    ----------
    features : tuple of Feature
        Most named first, each with those of its mentions only that the view lets through.
    mentions : int
        Each once, though it may name several places.
    article_ids : tuple of str
        What these mentions stand in, in the order of the pages.
    pages : int
    counts : mapping of str to mapping of str to int
        Facet, choice, and the places it would show with all other filters applied.
    dates : tuple of (str, int)
        Mentions by date as far as it is known, in order, with all filters but that of the date applied.
    """

    features: tuple[Feature, ...]
    mentions: int
    article_ids: tuple[str, ...]
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    dates: tuple[tuple[str, int], ...]


class Index:
    """An atlas in columns: one row a place, and one row a mention of a place, ordered by place.

    Parameters
    ----------
    atlas : Atlas
    features : sequence of Feature
        All of the atlas, as `geo.layers.make_features` makes them.
    """

    def __init__(self, atlas: Atlas, features: Sequence[Feature]) -> None:
        self.features = tuple(features)
        self._read_places(atlas)
        self._read_mentions(atlas)

    def _read_places(self, atlas: Atlas) -> None:
        places = [f.place for f in self.features]
        self.kinds = list(dict.fromkeys(p.kind for p in places))
        self.statuses = list(dict.fromkeys(p.status for p in places))
        self.kind = _numbers([p.kind for p in places], self.kinds)
        self.status = _numbers([p.status for p in places], self.statuses)
        self.exact = _numbers([exactness_of(f.place, f.uncertainty_m) for f in self.features], _EXACT)
        lineages = [tuple(_lineage(atlas, p)) for p in places]
        self.units: Mapping[str, Place] = {u.id: u for lineage in lineages for u in lineage}
        at = {id: n for n, id in enumerate(self.units)}
        # a line is in all that it passes as it is drawn, but adds no choices: they would be many of which the pages say nothing
        held = [
            {*(u.id for u in lineage), *atlas.gazetteer.boundaries.units_on(p.path)} for p, lineage in zip(places, lineages, strict=True)
        ]
        pairs = sorted((n, at[id]) for n, ids in enumerate(held) for id in ids if id in at)
        self.inside: _Ints = np.array(pairs, dtype=np.int64).reshape(-1, 2)

    def _read_mentions(self, atlas: Atlas) -> None:
        quotes = [q for f in self.features for q in f.quotes]
        articles = list(atlas.articles.values())
        self.articles: Mapping[str, Article] = atlas.articles
        self.article_ids = list(atlas.articles)
        self.pages = [p.source.name for p in atlas.pages]
        per_place = np.array([len(f.quotes) for f in self.features], dtype=np.int64)
        self.first: _Ints = np.concatenate([[0], np.cumsum(per_place)]).astype(np.int64)
        self.place: _Ints = np.repeat(np.arange(len(self.features)), per_place)
        self.article = _numbers([q.article_id for q in quotes], self.article_ids)
        self.page = _numbers([a.source for a in articles], self.pages)[self.article]
        self.sense = _numbers([q.kind for q in quotes], _SENSES)
        ids = [q.mention_id for q in quotes]
        self.mention = _numbers(ids, list(dict.fromkeys(ids)))  # one mention of two places has two rows
        self.sentences = [simplify(q.text).casefold() for q in quotes]
        self.labels, label = _dates([a.published for a in articles])
        self.label = label[self.article]
        bounds = [date_bounds(a.published) or (0, 0) for a in articles]
        self.days: _Ints = np.array(bounds, dtype=np.int64).reshape(-1, 2)[self.article]
        self.weight = _theme_weights(atlas, self.features)
        self.by_article, self.by_page, self.by_sense = (_pair(self, of) for of in (self.article, self.page, self.sense))
        self.article_places: Mapping[str, int] = _count_pairs(self.by_article, _all_of(self, ()), self.article_ids)

    def __len__(self) -> int:
        return len(self.place)


def look(index: Index, view: View) -> Visible:
    """What a view shows of an atlas, and what each other choice would.

    Parameters
    ----------
    index : Index
    view : View
        A unit, article or page that the atlas hasn't lets nothing through.
    """
    masks = dict(_masks(index, view))
    shown = _all_of(index, masks.values())

    def free(facet: str) -> _Mask:
        """What all filters but one let through."""
        return shown if facet not in masks else _all_of(index, (m for f, m in masks.items() if f != facet))

    counts = {
        "themes": _count_themes(index, free("themes")),
        "kinds": _count_places(index, free("kinds"), index.kind, index.kinds),
        "unit": _count_units(index, free("unit")),
        "articles": _count_pairs(index.by_article, free("articles"), index.article_ids),
        "pages": _count_pairs(index.by_page, free("pages"), index.pages),
        "senses": _count_pairs(index.by_sense, free("senses"), _SENSES),
        "exactness": _count_places(index, free("exactness"), index.exact, _EXACT),
        "statuses": _count_places(index, free("statuses"), index.status, index.statuses),
    }
    mentions = int(_seen(index.mention[shown], len(index)).sum())
    in_articles = _seen(index.article[shown], len(index.article_ids))
    found = tuple(id for id, is_in in zip(index.article_ids, in_articles.tolist(), strict=True) if is_in)
    pages = int(_seen(index.page[shown], len(index.pages)).sum())
    return Visible(_features(index, view, shown), mentions, found, pages, counts, _bars(index, free("dates")))


def narrowed(index: Index, view: View) -> tuple[Feature, ...]:
    """The features that a view shows, without the counts that `look` adds."""
    return _features(index, view, _all_of(index, dict(_masks(index, view)).values()))


# -- masks over the mentions


def _masks(index: Index, view: View) -> Iterator[tuple[str, _Mask]]:
    """The mentions that each filter in use lets through."""
    if view.themes:
        about: _Mask = np.any(index.weight[:, _positions(_THEMES, view.themes)] > 0, axis=1)
        yield "themes", about
    if view.kinds:
        yield "kinds", np.isin(index.kind, _positions(index.kinds, view.kinds))[index.place]
    if view.unit:
        rows = np.isin(index.inside[:, 1], _positions(list(index.units), {view.unit}))
        inside = np.zeros(len(index.features), dtype=bool)
        inside[index.inside[rows, 0]] = True
        yield "unit", inside[index.place]
    if view.articles:
        yield "articles", np.isin(index.article, _positions(index.article_ids, view.articles))
    if view.pages:
        yield "pages", np.isin(index.page, _positions(index.pages, view.pages))
    if view.senses:
        yield "senses", np.isin(index.sense, _positions(_SENSES, view.senses))
    if view.exactness:
        yield "exactness", np.isin(index.exact, _positions(_EXACT, view.exactness))[index.place]
    if view.statuses:
        yield "statuses", np.isin(index.status, _positions(index.statuses, view.statuses))[index.place]
    if view.since or view.until:
        since, until = date_bounds(view.since) or (1, 1), date_bounds(view.until) or (99_999_999, 99_999_999)
        days: _Mask = (index.days[:, 0] >= since[0]) & (index.days[:, 1] <= until[1])
        yield "dates", days
    if view.words:
        words = simplify(view.words).casefold().split()
        yield "words", np.fromiter((all(w in s for w in words) for s in index.sentences), dtype=bool, count=len(index))


def _all_of(index: Index, masks: Iterable[_Mask]) -> _Mask:
    shown: _Mask = np.ones(len(index), dtype=bool)
    for mask in masks:
        shown &= mask
    return shown


# -- counts


def _bars(index: Index, mask: _Mask) -> tuple[tuple[str, int], ...]:
    """Mentions by date; one that names several places counts once."""
    _, once = np.unique(index.mention[mask], return_index=True)
    dated = index.label[mask][once]
    return tuple(zip(index.labels, np.bincount(dated[dated >= 0], minlength=len(index.labels)).tolist(), strict=True))


def _count_themes(index: Index, mask: _Mask) -> dict[str, int]:
    has = index.weight[mask] > 0
    places = index.place[mask]
    return {theme.value: int(_seen(places[has[:, n]], len(index.features)).sum()) for n, theme in enumerate(_THEMES)}


def _count_places(index: Index, mask: _Mask, of_place: _Ints, choices: Sequence[str]) -> dict[str, int]:
    """Places by what a place is."""
    return _named(choices, np.bincount(of_place[_seen(index.place[mask], len(index.features))], minlength=len(choices)))


def _count_units(index: Index, mask: _Mask) -> dict[str, int]:
    seen = _seen(index.place[mask], len(index.features))
    return _named(list(index.units), np.bincount(index.inside[seen[index.inside[:, 0]], 1], minlength=len(index.units)))


def _count_pairs(pairs: _Pairs, mask: _Mask, choices: Sequence[str]) -> dict[str, int]:
    """Places by where they are mentioned; a place counts once for each choice."""
    of_mention, choice = pairs
    return _named(choices, np.bincount(choice[_seen(of_mention[mask], len(choice))], minlength=len(choices)))


def _pair(index: Index, of_mention: _Ints) -> _Pairs:
    """The different pairs of a choice and a place: which of them each mention is, and each one's choice."""
    many = max(1, len(index.features))
    pairs, numbers = np.unique(of_mention * many + index.place, return_inverse=True)
    return numbers, pairs // many


def _named(choices: Sequence[str], counts: _Ints) -> dict[str, int]:
    return dict(zip(map(str, choices), counts.tolist(), strict=True))


def _seen(values: _Ints, size: int) -> _Mask:
    """Which of so many numbers are among the values; tens of times as fast as sorting them."""
    seen: _Mask = np.zeros(size, dtype=bool)
    seen[values] = True
    return seen


# -- features


def _features(index: Index, view: View, shown: _Mask) -> tuple[Feature, ...]:
    """The features that are left, most named first."""
    rows = np.flatnonzero(shown)
    if not len(rows):
        return ()
    places, starts, sizes = np.unique(index.place[rows], return_index=True, return_counts=True)
    tally = np.add.reduceat(index.weight[rows], starts, axis=0, dtype=np.float64)
    if view.themes:
        chosen = _positions(_THEMES, view.themes)
        tally[:, chosen] += np.where(tally[:, chosen] > 0, _CHOSEN, 0)
    order = np.argsort(-tally, axis=1, kind="stable")
    held = (tally > 0).sum(axis=1)
    parts = (rows - index.first[index.place[rows]]).tolist()
    groups = zip(places.tolist(), starts.tolist(), sizes.tolist(), order.tolist(), held.tolist(), strict=True)
    found = []
    for place, start, size, ranked, many in groups:
        base = index.features[place]
        if size == len(base.quotes) and not view.themes:
            found.append(base)
            continue
        themes = tuple(_THEMES[n] for n in ranked[:many])
        quotes = tuple([base.quotes[n] for n in parts[start : start + size]])
        found.append(Feature(base.place, base.shape, base.position, base.uncertainty_m, base.within, themes, quotes))
    return tuple(sorted(found, key=lambda f: -len(f.quotes)))


# -- columns


def _numbers(values: Sequence[Any], choices: Sequence[Any]) -> _Ints:
    """Each value's position among the choices."""
    at = {choice: n for n, choice in enumerate(choices)}
    return np.array([at[v] for v in values], dtype=np.int64)


def _positions(choices: Sequence[Any], wanted: Collection[Any]) -> list[int]:
    return [n for n, choice in enumerate(choices) if choice in wanted]


def _lineage(atlas: Atlas, place: Place) -> Iterator[Place]:
    """The units that a planner may narrow the map to in order to see a place, the smallest first."""
    return (up for up in (place, *atlas.gazetteer.ancestors(place)) if up.kind in UNIT_KINDS)


def _theme_weights(atlas: Atlas, features: Sequence[Feature]) -> npt.NDArray[np.float32]:
    """Each mention's themes, the weight falling with their rank; zero for a theme it hasn't."""
    column = {theme: n for n, theme in enumerate(_THEMES)}
    of_mention = {m.id: m.themes for page in atlas.pages for m in page.mentions}
    weight = np.zeros((sum(len(f.quotes) for f in features), len(_THEMES)), dtype=np.float32)
    row = 0
    for feature in features:
        by_kind = [column[t] for t in themes_of_kind(feature.place.kind)]
        for quote in feature.quotes:
            for rank, theme in enumerate(of_mention[quote.mention_id] or atlas.articles[quote.article_id].themes):
                weight[row, column[theme]] = 1 / (1 + rank)
            weight[row, by_kind] += _BY_KIND
            row += 1
    return weight


def _dates(published: Sequence[str]) -> tuple[tuple[str, ...], _Ints]:
    """The dates that articles bear, in order, and each article's place among them; -1 for one without a date.

    Where there are too many to draw, days are told by their month, and months by their year.
    """
    labels: list[str] = []
    for length in (10, 7, 4):
        labels = sorted({p[:length] for p in published if date_bounds(p)})
        if len(labels) <= MOST_DATES:
            break
    longest = max(map(len, labels), default=0)
    at = {label: n for n, label in enumerate(labels)}
    return tuple(labels), np.array([at.get(p[:longest], -1) for p in published], dtype=np.int64)
