"""The reader: an article in reading order, its places highlighted, the chosen mention scrolled to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from extract.model import Article, ArticleKind, PassageRole
from geo.atlas import Atlas
from geo.facets import Index, narrowed
from geo.mini import make_mini
from geo.resolve import Resolution
from geo.style import INKS, THEME_COLOURS
from geo.ui.assets import ASSETS, MINI_URL
from geo.ui.reasons import say_reason
from geo.ui.words import ARTICLE_KINDS, KINDS, TEXTS, THEMES, Language, city_words
from geo.view import View

LONGEST_LABEL = 34


@st.cache_resource
def _component() -> Any:
    css, js = ((ASSETS / f"reader.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    return st.components.v2.component("jjj_reader", css=css, js=js)


@lru_cache(maxsize=8)
def article_labels(index: Index, language: Language) -> Mapping[str, str]:
    """What the articles are called in lists: headline, date, places; reports first, each label once."""
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for article in sorted(index.articles.values(), key=lambda a: not (a.title and a.kind is ArticleKind.ARTICLE)):
        title = article.title or f"{ARTICLE_KINDS[language][article.kind]}：{article.text}".replace("\n", " ")
        title = title if len(title) <= LONGEST_LABEL else title[: LONGEST_LABEL - 1] + "…"
        facts = (title, article.published, TEXTS[language]["places_of_article"].format(n=index.article_places[article.id]))
        label = " · ".join(f for f in facts if f)
        taken[label] += 1
        found[article.id] = f"{label}（{taken[label]}）" if taken[label] > 1 else label
    return found


def show_article(
    atlas: Atlas, index: Index, article: Article, chosen: str, language: Language, on_pick: Callable[[dict[str, Any]], None], only: bool
) -> None:
    """Draw an article and the small map of its places; `on_pick` is called with what a reader picks: a place, or this article alone.

    Parameters
    ----------
    atlas : Atlas
    index : Index
    article : Article
    chosen : str
        Id of the mention to scroll to, or empty.
    language : Language
    on_pick : callable
    only : bool
        Whether the map shows this article alone.
    """
    dark = st.context.theme.type == "dark"
    data = article_data(atlas, article, chosen, language) | {"only": only, "map": mini_data(atlas, index, article, dark, language)}
    _component()(data=data, key="reader", on_picked_change=lambda: on_pick(getattr(st.session_state.reader, "picked", None) or {}))


def mini_data(atlas: Atlas, index: Index, article: Article, dark: bool, language: Language) -> dict[str, Any] | None:
    """What the small map draws; None for an article that names no place on the map."""
    made = make_mini(atlas, narrowed(index, View(articles=frozenset({article.id}))))
    if made is None:
        return None
    texts = TEXTS[language]
    words = {"mini": texts["mini"], "whole": texts["mini_whole"], "lang": language.value, "cities": city_words(language, atlas.gazetteer)}
    return {**made, "url": MINI_URL, "dark": dark, "inks": INKS, "words": words}


def article_data(atlas: Atlas, article: Article, chosen: str, language: Language) -> dict[str, Any]:
    """What the reader draws: passages cut into plain text and marked places."""
    found: dict[int, dict[str, list[Resolution]]] = {}
    page = next((p for p in atlas.pages if p.source.name == article.source), None)
    for r in page.resolutions if page else ():
        if r.mention.article_id == article.id:
            found.setdefault(r.mention.passage, {}).setdefault(r.mention.id, []).append(r)
    stored = page.source.text if page else ""
    passages = [
        {
            "role": p.role.value,
            "line": stored.count("\n", 0, p.ranges[0][0]) + 1 if p.ranges else 0,
            "parts": _parts(p.text, found.get(n, {}), article, language),
        }
        for n, p in enumerate(article.passages)
        if p.role is not PassageRole.BYLINE
    ]
    texts = TEXTS[language]
    facts = [
        ARTICLE_KINDS[language][article.kind],
        article.source,
        " ".join(article.bylines),
        f"{article.published}（{texts['inferred'].format(basis=article.published_basis)}）" if article.published else "",
        texts["and"].join(THEMES[language][t] for t in article.themes),
    ]
    words = {k: texts[k] for k in ("line", "previous", "next", "only", "all", "mini", "print")}
    return {"id": article.id, "chosen": chosen, "facts": " · ".join(f for f in facts if f), "passages": passages, "words": words}


def _parts(text: str, mentions: Mapping[str, list[Resolution]], article: Article, language: Language) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    at = 0
    for id, resolutions in sorted(mentions.items(), key=lambda item: item[1][0].mention.at):
        mention = resolutions[0].mention
        if mention.at > at:
            parts.append({"text": text[at : mention.at]})
        at = mention.at + mention.length
        places = [r.place for r in resolutions if r.place]
        themes = mention.themes or article.themes
        parts.append(
            {
                "text": text[mention.at : at],
                "mention": id,
                "places": [p.id for p in places],
                "kind": mention.kind.value,
                "colour": THEME_COLOURS[themes[0] if themes else None],
                "title": "；".join(_told(r, language) for r in resolutions),
            }
        )
    if at < len(text):
        parts.append({"text": text[at:]})
    return parts


def _told(resolution: Resolution, language: Language) -> str:
    """What a name was resolved to, and why."""
    place, reason = resolution.place, say_reason(resolution.reason, language)
    return f"{place.name}（{KINDS[language][place.kind]}）：{reason}" if place else reason
