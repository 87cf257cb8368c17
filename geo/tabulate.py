"""A page to rows: what the tables of an atlas say of it, small enough to be handed from process to process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.model import Article, MentionKind, PassageRole, Theme
from geo.atlas import Page
from geo.gazetteer import Gazetteer
from geo.model import Place
from geo.quotes import Sentences

ARTICLE_COLUMNS = tuple("article_id source title kicker subtitle bylines kind ranges published published_basis themes text".split())
MENTION_COLUMNS = tuple(
    "mention_id article_id source start end surface kind place_id name place_kind lon lat uncertainty_m score reason themes quote".split()
)
_KINDS = {k: k.value for k in MentionKind}


@dataclass(frozen=True, slots=True)
class PageRows:
    """What one page adds to an atlas.

    Attributes
    ----------
    source : mapping
        The page's entry in the manifest.
    articles, mentions : tuple of tuples
        Rows of `ARTICLE_COLUMNS` and `MENTION_COLUMNS`.
    unlisted : mapping of str to Place
        The places that no gazetteer has, by id.
    kinds : mapping of str to int
        How many mentions of each kind.
    unplaced, repeats : int
        Mentions without a place; passages that the page has twice.
    """

    source: Mapping[str, Any]
    articles: tuple[tuple[Any, ...], ...]
    mentions: tuple[tuple[Any, ...], ...]
    unlisted: Mapping[str, Place]
    kinds: Mapping[str, int]
    unplaced: int
    repeats: int


def tabulate(page: Page, gazetteer: Gazetteer) -> PageRows:
    """The rows of one page.

    Parameters
    ----------
    page : Page
    gazetteer : Gazetteer
        The one it was read with. ``lon`` and ``lat`` of a mention are the place's own point, or a point of the unit it is known to lie
        in; ``uncertainty_m`` says how far off that may be. They are None for mentions without a place.
    """
    sentences = Sentences(page.articles)
    values: dict[tuple[Theme, ...], list[str]] = {}
    where: dict[str, tuple[Any, ...]] = {}
    unlisted: dict[str, Place] = {}
    rows = []
    unplaced = 0
    for r in page.resolutions:
        m, place = r.mention, r.place
        known: tuple[Any, ...] | None
        if place is None:
            unplaced += 1
            known, quote = (None, r.toponym.name, r.toponym.kind_hint or None, None, None, None), ""
        else:
            known, (quote, _) = where.get(place.id), sentences.around(m)
            if known is None:
                known = where[place.id] = _where(place, gazetteer)
                if place.id not in gazetteer:
                    unlisted[place.id] = place
        themes = values.get(m.themes)
        if themes is None:
            themes = values[m.themes] = [t.value for t in m.themes]
        kind = _KINDS[m.kind]
        rows.append((m.id, m.article_id, m.source, m.start, m.end, m.surface, kind, *known, r.score, r.reason, themes, quote))
    kinds = Counter(_KINDS[m.kind] for m in page.mentions)
    return PageRows(
        {
            "name": page.source.name,
            "sha256": page.source.sha256,
            "encoding": page.source.encoding,
            "characters": len(page.source.text),
            "articles": len(page.articles),
            "mentions": len(page.mentions),
        },
        tuple(_article_row(a) for a in page.articles),
        tuple(rows),
        unlisted,
        kinds,
        unplaced,
        sum(p.role is PassageRole.REPEAT for a in page.articles for p in a.passages),
    )


def _where(place: Place, gazetteer: Gazetteer) -> tuple[Any, ...]:
    position, _ = gazetteer.representative_point(place)
    lon, lat = position or (None, None)
    return place.id, place.name, place.kind.value, lon, lat, round(gazetteer.uncertainty_m(place))


def _article_row(a: Article) -> tuple[Any, ...]:
    return (
        a.id,
        a.source,
        a.title,
        a.kicker,
        a.subtitle,
        list(a.bylines),
        a.kind.value,
        [list(r) for r in a.ranges],
        a.published,
        a.published_basis,
        [t.value for t in a.themes],
        a.text,
    )
