"""What a visitor has chosen, kept in the session and in the address, so that a link opens the same view."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from extract.model import Theme
from geo.atlas import Atlas
from geo.ui.words import Language

CLOSE_ZOOM = 11
"""Zoom at which a chosen place is shown with its surroundings."""

NUDGE_DEG = 1e-7
"""A centimetre: makes the map move to a place that was centred before."""


def start_session(atlas: Atlas, asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """Take the view from the address once, when a session begins; the parts that don't exist are returned as (what, value)."""
    state = st.session_state
    if "started" in state:
        return []
    state.started = True
    unknown: list[tuple[str, str]] = []
    state.lang = Language(asked["lang"]) if asked.get("lang") in set(Language) else Language.ZH
    themes = list(Theme)
    if "themes" in asked:
        names = [t for t in asked["themes"].split(",") if t]
        unknown += [("themes", t) for t in names if t not in set(Theme)]
        themes = [Theme(t) for t in names if t in set(Theme)]
    state.themes = themes
    state.mention, state.focus, state.ask, state.centre, state.zoom = "", "", 0, None, None
    state.place = ""
    state.article = first_article(atlas)
    if asked.get("article"):
        if asked["article"] in atlas.articles:
            state.article = asked["article"]
        else:
            unknown.append(("article", asked["article"]))
    if asked.get("mention"):
        state.mention = asked["mention"]
    if asked.get("place"):
        if asked["place"] in atlas.places:
            choose_place(atlas, asked["place"])
        else:
            unknown.append(("place", asked["place"]))
    return unknown


def first_article(atlas: Atlas) -> str:
    """Id of the article a visitor sees first."""
    return next((a.id for a in atlas.articles.values() if a.title), next(iter(atlas.articles), ""))


def choose_place(atlas: Atlas, id: str) -> None:
    """Centre the map on a place and open its popup."""
    state = st.session_state
    place = atlas.places.get(id)
    state.place = id
    if place is None:
        return
    state.focus = id
    state.ask += 1
    position, own = atlas.gazetteer.representative_point(place)
    if position is None:
        return
    lon, lat = position
    nudge = 0.0 if state.get("centre") is None or abs(state.centre[0] - lat) > NUDGE_DEG else NUDGE_DEG * 3
    state.centre = (lat + nudge, lon)
    state.zoom = CLOSE_ZOOM if own and place.kind.value not in ("province", "region", "country") else CLOSE_ZOOM - 3


def open_mention(atlas: Atlas, article: str, mention: str) -> None:
    """Show an article in the reader at a mention."""
    if article in atlas.articles:
        st.session_state.article = article
        st.session_state.mention = mention


def write_address() -> None:
    """Put the view into the address."""
    state = st.session_state
    view = {"article": state.article or "", "place": state.place, "mention": state.mention}
    if set(state.themes or []) != set(Theme):
        view["themes"] = ",".join(t for t in Theme if t in (state.themes or []))
    if state.lang != Language.ZH:
        view["lang"] = state.lang
    wanted = {k: v for k, v in view.items() if v or k == "themes"}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
