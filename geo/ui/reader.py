"""The reader: an article in reading order, its places highlighted, the chosen mention scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from extract.model import Article, PassageRole
from geo.atlas import Atlas
from geo.resolve import Resolution
from geo.style import THEME_COLOURS
from geo.ui.assets import ASSETS
from geo.ui.words import ARTICLE_KINDS, TEXTS, THEMES, Language


@st.cache_resource
def _component() -> Any:
    css, js = ((ASSETS / f"reader.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    return st.components.v2.component("jjj_reader", css=css, js=js)


def show_article(atlas: Atlas, article: Article, chosen: str, language: Language, on_pick: Callable[[], None]) -> None:
    """Draw an article; `on_pick` is called when a reader picks a place in it, which then stands in ``st.session_state.reader``.

    Parameters
    ----------
    atlas : Atlas
    article : Article
    chosen : str
        Id of the mention to scroll to, or empty.
    language : Language
    on_pick : callable
    """
    _component()(data=article_data(atlas, article, chosen, language), key="reader", on_picked_change=on_pick)


def article_data(atlas: Atlas, article: Article, chosen: str, language: Language) -> dict[str, Any]:
    """What the reader draws: passages cut into plain text and marked places."""
    found: dict[int, dict[str, list[Resolution]]] = {}
    for page in atlas.pages:
        for r in page.resolutions:
            if r.mention.article_id == article.id:
                found.setdefault(r.mention.passage, {}).setdefault(r.mention.id, []).append(r)
    passages = [
        {"role": p.role.value, "parts": _parts(p.text, found.get(n, {}), article, language)}
        for n, p in enumerate(article.passages)
        if p.role is not PassageRole.BYLINE
    ]
    texts = TEXTS[language]
    facts = [
        ARTICLE_KINDS[language][article.kind],
        article.source,
        " ".join(article.bylines),
        f"{article.published}（{texts['inferred'].format(basis=article.published_basis)}）" if article.published else "",
        "、".join(THEMES[language][t] for t in article.themes),
    ]
    return {"id": article.id, "chosen": chosen, "facts": " · ".join(f for f in facts if f), "passages": passages}


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
                "place": places[0].id if places else None,
                "kind": mention.kind.value,
                "colour": THEME_COLOURS[themes[0] if themes else None],
                "title": "、".join(p.name for p in places) or resolutions[0].reason,
            }
        )
    if at < len(text):
        parts.append({"text": text[at:]})
    return parts
