"""What pages are about, in numbers: the places named most, themes by unit and by article, and what changed between two dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extract.model import Article, ArticleKind, Theme
from geo.atlas import Atlas
from geo.layers import Feature
from geo.model import ADMIN_KINDS, Place
from geo.resolve import Resolution
from geo.units import Level, unit_of


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is. `first` and `last` are the dates of articles, empty where none is known."""

    pages: int
    articles: int
    places: int
    mentions: int
    unplaced: int
    undated: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Mentions by unit and theme.

    Attributes
    ----------
    units : tuple of Place
        Most named first.
    cells : tuple of (str, Theme, int)
        Unit's id, theme, mentions: a mention counts for each theme of its passage. Pairs without mentions are left out.
    totals : tuple of int
        Mentions of each unit, each counted once.
    left_out : int
        Units with fewer mentions that aren't among them.
    others : int
        Mentions of what no single unit of the level holds (天津市 where districts are counted) or what lies outside of the region.
    """

    units: tuple[Place, ...]
    cells: tuple[tuple[str, Theme, int], ...]
    totals: tuple[int, ...]
    left_out: int
    others: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """The articles of which a theme is the strongest, and those which have it besides another."""

    theme: Theme
    main: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day (``2026``, ``2026-02``, ``2026-02-26``) and how many articles are known to be of it."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Change:
    """How often a place or theme is spoken of in two periods.

    Attributes
    ----------
    id, name : str
    before, after : int
        Mentions of a place; articles of a theme.
    share_before, share_after : float
        The same as shares of all mentions (or articles) of the period, from 0 to 1: periods of different length compare by these.
    """

    id: str
    name: str
    before: int
    after: int
    share_before: float
    share_after: float

    @property
    def difference(self) -> float:
        """How much the share grew."""
        return self.share_after - self.share_before


def count_all(atlas: Atlas) -> Numbers:
    """How many pages, articles, places and mentions there are."""
    articles = _articles(atlas)
    dates = sorted(a.published for a in articles if a.published)
    return Numbers(
        pages=len(atlas.pages),
        articles=len(articles),
        places=len(atlas.places),
        mentions=sum(len(p.mentions) for p in atlas.pages),
        unplaced=len({r.mention.id for r in atlas.resolutions if r.place is None}),
        undated=sum(not a.published for a in articles),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
    )


def top_places(features: Iterable[Feature], limit: int = 15, with_units: bool = False) -> tuple[Feature, ...]:
    """The places named most, most named first; admin units and regions only with `with_units`."""
    kept = [f for f in features if with_units or f.place.kind not in ADMIN_KINDS]
    return tuple(sorted(kept, key=lambda f: (-f.mentions, -len(f.article_ids), f.place.id))[:limit])


def themes_by_unit(atlas: Atlas, level: Level = Level.DISTRICT, limit: int = 20) -> HeatTable:
    """Mentions by unit and theme, for the units named most."""
    units: dict[str, str | None] = {}
    cells: Counter[tuple[str, Theme]] = Counter()
    totals: Counter[str] = Counter()
    others = 0
    for r in atlas.resolutions:
        if r.place is None:
            continue
        if r.place.id not in units:
            units[r.place.id] = unit_of(atlas.gazetteer, r.place, level)
        unit = units[r.place.id]
        if unit is None:
            others += 1
            continue
        totals[unit] += 1
        cells.update((unit, t) for t in themes_of(atlas, r))
    ranked = sorted(totals, key=lambda id: (-totals[id], id))[:limit]
    shown = set(ranked)
    return HeatTable(
        units=tuple(atlas.gazetteer[id] for id in ranked),
        cells=tuple((id, t, n) for (id, t), n in sorted(cells.items()) if id in shown),
        totals=tuple(totals[id] for id in ranked),
        left_out=len(totals) - len(ranked),
        others=others,
    )


def articles_by_theme(atlas: Atlas) -> tuple[ThemeCount, ...]:
    """For each theme that articles have, in the order of `Theme`, which articles have it."""
    articles = _articles(atlas)
    counts = (
        ThemeCount(t, tuple(a.id for a in articles if a.themes[:1] == (t,)), tuple(a.id for a in articles if t in a.themes[1:]))
        for t in Theme
    )
    return tuple(c for c in counts if c.main or c.also)


def list_periods(atlas: Atlas) -> tuple[Period, ...]:
    """The years, months and days that articles are known to be of, in order, a year before its months."""
    counts: Counter[str] = Counter()
    for article in _articles(atlas):
        parts = article.published.split("-") if article.published else []
        counts.update("-".join(parts[: n + 1]) for n in range(len(parts)))
    return tuple(Period(name, counts[name]) for name in sorted(counts))


def is_of(article: Article, period: str) -> bool:
    """True when an article's date is known to lie in a period."""
    return article.published == period or article.published.startswith(f"{period}-")


def compare_places(atlas: Atlas, before: str, after: str) -> tuple[Change, ...]:
    """How often places are named in two periods, those first whose share changed most. Those with the same share are left out."""
    mentions = {(r.place.id, r.mention.id): r for r in atlas.resolutions if r.place is not None}.values()

    def count(period: str) -> Counter[str]:
        ids = {a.id for a in _articles(atlas) if is_of(a, period)}
        return Counter(r.place.id for r in mentions if r.place is not None and r.mention.article_id in ids)

    return _compare(count, before, after, lambda id: atlas.places[id].name)


def compare_themes(atlas: Atlas, before: str, after: str) -> tuple[Change, ...]:
    """How many articles have each theme in two periods, those first whose share changed most. `name` is the theme's value."""
    return _compare(lambda p: Counter(t.value for a in _articles(atlas) if is_of(a, p) for t in a.themes), before, after, str)


def themes_of(atlas: Atlas, resolution: Resolution) -> tuple[Theme, ...]:
    """The themes of the passage that names a place; a headline has those of its article."""
    return resolution.mention.themes or atlas.articles[resolution.mention.article_id].themes


def _compare(count: Callable[[str], Counter[str]], before: str, after: str, name: Callable[[str], str]) -> tuple[Change, ...]:
    old, new = count(before), count(after)
    all_old, all_new = max(old.total(), 1), max(new.total(), 1)
    changes = [Change(id, name(id), old[id], new[id], old[id] / all_old, new[id] / all_new) for id in sorted({*old, *new})]
    return tuple(sorted((c for c in changes if c.difference), key=lambda c: (-abs(c.difference), c.id)))


def _articles(atlas: Atlas) -> list[Article]:
    return [a for a in atlas.articles.values() if a.kind is ArticleKind.ARTICLE]
