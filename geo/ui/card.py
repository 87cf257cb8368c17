"""The card of a place: what it is, how exact and why, when it was mentioned, every sentence, what lies near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from heapq import nsmallest
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.distance import distance_km
from geo.facets import Index
from geo.layers import Feature
from geo.model import USER, Place, Position
from geo.quotes import Quote
from geo.style import THEME_COLOURS
from geo.ui.assets import ASSETS
from geo.ui.reasons import say_reason
from geo.ui.words import ARTICLE_KINDS, EXACTNESS, KINDS, TEXTS, THEMES, Language, basis_of, status_of
from geo.view import exactness_of

MOST_ARTICLES, MOST_QUOTES, OPEN_ARTICLES = 20, 8, 3
NEAR_COUNT = 6
OSM = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=15/{lat}/{lon}"


@st.cache_resource
def _component() -> Any:
    css, js = ((ASSETS / f"card.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    return st.components.v2.component("jjj_card", css=css, js=js)


def show_card(
    atlas: Atlas,
    index: Index,
    features: Sequence[Feature],
    chosen: str,
    language: Language,
    on_pick: Callable[[dict[str, Any]], None],
    unit: str = "",
) -> None:
    """Draw the card of the chosen place; `on_pick` is called with what is clicked in it: a sentence, a place, or a unit to narrow to."""
    data = card_data(atlas, index, features, chosen, language, unit)
    _component()(data=data, key="card", on_picked_change=lambda: on_pick(getattr(st.session_state.card, "picked", None) or {}))


def card_data(atlas: Atlas, index: Index, features: Sequence[Feature], chosen: str, language: Language, unit: str = "") -> dict[str, Any]:
    """What the card draws.

    Parameters
    ----------
    atlas : Atlas
    index : Index
    features : sequence of Feature
        What is visible now; a place that isn't among them is said to be hidden by the filters, or not to be in these pages.
    chosen : str
        Id of a place, or empty.
    language : Language
    unit : str
        Id of the unit that the map is narrowed to, or empty.
    """
    texts = TEXTS[language]
    words = {k: texts[k] for k in ("copied", "copy_point", "osm", "timeline", "sentences", "open", "near")} | {
        "copy_link": texts["copy_card"]
    }
    place = atlas.places.get(chosen) or atlas.gazetteer.places.get(chosen)
    if place is None:
        return {"id": "", "words": words, "empty": texts["no_place_chosen"]}
    shown = next((f for f in features if f.place.id == chosen), None)
    feature = shown or next((f for f in index.features if f.place.id == chosen), None)
    note = "" if shown else texts["hidden_place" if feature else "unnamed_place"]
    quotes = feature.quotes if feature else ()
    articles, more = _articles(atlas, quotes, language)
    position, own = atlas.gazetteer.representative_point(place)
    point = position if own else None
    return {
        "id": place.id,
        "name": place.name,
        "path": " › ".join(p.name for p in reversed([*atlas.gazetteer.ancestors(place)])) or texts["no_parent"],
        "colour": THEME_COLOURS[feature.theme] if feature else "",
        "note": note,
        "narrow": _narrow(index, place, unit, texts),
        "facts": [[name, value] for name, value in _facts(atlas, place, feature, language) if value],
        "coordinates": f"{point[0]:.5f}, {point[1]:.5f}" if point else "",
        "osm": OSM.format(lat=round(point[1], 5), lon=round(point[0], 5)) if point else "",
        "dates": _timeline(atlas, index, quotes),
        "articles": articles,
        "more": more,
        "near": _near(index.features, place.id, position, texts) if position else [],
        "words": words,
    }


def _narrow(index: Index, place: Place, unit: str, texts: Any) -> dict[str, Any] | None:
    """The control that narrows the map to a province, city or district, or undoes it; None for what is no choice of the filter."""
    if place.id not in index.units:
        return None
    is_on = place.id == unit
    return {"unit": "" if is_on else place.id, "on": is_on, "text": texts["unit_all" if is_on else "unit_only"].format(unit=place.name)}


def _facts(atlas: Atlas, place: Place, feature: Feature | None, language: Language) -> list[tuple[str, str]]:
    texts = TEXTS[language]
    uncertainty = atlas.gazetteer.uncertainty_m(place)
    exact = f"{EXACTNESS[language][exactness_of(place, uncertainty)]} · {texts['within_m'].format(m=_metres(uncertainty))}"
    why = Counter(say_reason(r.reason, language) for r in atlas.resolutions if r.place is not None and r.place.id == place.id)
    themes = [THEMES[language][t] for t in feature.themes[:4]] if feature else []
    mentions = texts["named_times"].format(n=feature.mentions, articles=len(feature.article_ids)) if feature else ""
    return [
        (texts["kind"], " · ".join(filter(None, (KINDS[language][place.kind], status_of(place, language))))),
        (texts["count"], mentions),
        (texts["themes"], texts["and"].join(themes)),
        (texts["exactness"], exact),
        (texts["basis"], basis_of(place, language)),
        (texts["why"], "；".join(f"{reason} ×{n}" if len(why) > 1 else reason for reason, n in why.most_common(3))),
        (texts["note"], place.note if place.source == USER else ""),  # the gazetteer's own are for its editors
    ]


def _articles(atlas: Atlas, quotes: Sequence[Quote], language: Language) -> tuple[list[dict[str, Any]], str]:
    """The sentences by article, the latest article first, and what was left out."""
    texts = TEXTS[language]
    grouped: dict[str, list[Quote]] = {}
    for quote in quotes:
        grouped.setdefault(quote.article_id, []).append(quote)
    order = sorted(grouped, key=lambda id: -len(grouped[id]))
    order.sort(key=lambda id: atlas.articles[id].published[:4], reverse=True)
    rows = []
    for n, id in enumerate(order[:MOST_ARTICLES]):
        article, found = atlas.articles[id], list({q.text: q for q in reversed(grouped[id])}.values())[::-1]
        facts = [article.published, article.source, texts["times"].format(n=len(grouped[id]))]
        left = len(found) - MOST_QUOTES
        rows.append(
            {
                "id": id,
                "title": article.title or ARTICLE_KINDS[language][article.kind],
                "facts": " · ".join(f for f in facts if f),
                "open": n < OPEN_ARTICLES,
                "quotes": [
                    {"mention": q.mention_id, "text": q.text, "mark": list(q.mark), "kind": q.kind.value} for q in found[:MOST_QUOTES]
                ],
                "more": texts["more_sentences"].format(n=left) if left > 0 else "",
            }
        )
    left = len(order) - MOST_ARTICLES
    return rows, texts["more_articles"].format(n=left) if left > 0 else ""


def _timeline(atlas: Atlas, index: Index, quotes: Sequence[Quote]) -> list[list[Any]]:
    """Mentions by the dates that the atlas's histogram has."""
    longest = max(map(len, index.labels), default=0)
    counts = Counter(atlas.articles[q.article_id].published[:longest] for q in quotes)
    return [[label, counts[label]] for label in index.labels] if any(counts[x] for x in index.labels) else []


def _near(features: Sequence[Feature], id: str, position: Position, texts: Any) -> list[dict[str, Any]]:
    """The named places that lie nearest, by great circle."""
    others = ((distance_km(position, f.place.position), f.place) for f in features if f.place.id != id and f.place.position)
    nearest = nsmallest(NEAR_COUNT, others, key=lambda found: found[0])
    return [{"id": place.id, "name": place.name, "km": f"{km:.1f}"} for km, place in nearest]


def _metres(m: float) -> str:
    return f"{m / 1000:.0f} km" if m >= 10_000 else f"{m / 1000:.1f} km".replace(".0 ", " ") if m >= 1000 else f"{m:.0f} m"
