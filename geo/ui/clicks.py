"""What clicks on the map, in the card, in the reader and in the overview do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from extract.model import Theme
from geo.atlas import Atlas
from geo.map import REGION_ZOOM
from geo.ui import state
from geo.ui.amend import is_picking, take_click


def on_panel(key: str) -> None:
    """The card or the reader was asked for."""
    session = st.session_state
    if key == state.turned("panel_choice"):
        session.panel = session[key] or session.panel


def on_article(key: str) -> None:
    """Another article was chosen; a map that shows just the one before goes on to it."""
    session = st.session_state
    if key != state.turned("article_choice"):
        return
    chosen = session[key]
    if session.view.articles == frozenset({session.article}):
        state.narrow(articles=frozenset({chosen}))
        session.whole = True
    session.article, session.mention = chosen, ""


def act_on_click(atlas: Atlas, told: Mapping[str, Any]) -> None:
    """Show the card of the place a click tells of, or open the article where it tells of a mention."""
    at, place = told.get("at"), told.get("place") or told.get("unit")
    if is_picking() and isinstance(at, list) and len(at) == 2:
        take_click(float(at[0]), float(at[1]), float(told.get("zoom") or REGION_ZOOM))
    if place in atlas.places or told.get("unit") in atlas.gazetteer:
        st.session_state.place = place
        state.turn_to(state.Panel.PLACE)
    if told.get("mention") and told.get("article"):
        state.open_mention(atlas, str(told["article"]), str(told["mention"]))


def on_chart(atlas: Atlas, told: Mapping[str, str]) -> None:
    """Something was clicked in the overview: show it on the map."""
    session = st.session_state
    changes: dict[str, Any] = {k: told[k] for k in ("unit", "since", "until") if k in told}
    if "theme" in told:
        changes["themes"] = frozenset({Theme(told["theme"])})
    state.narrow(**changes)
    if told.get("place"):
        state.choose_place(atlas, told["place"])
        state.turn_to(state.Panel.PLACE)
        state.show_map()
    session.page = state.Screen.MAP


def on_card(atlas: Atlas, told: Mapping[str, Any]) -> None:
    """A sentence, a near place or the control of a unit was clicked in the card."""
    if "unit" in told:
        state.narrow(unit=str(told["unit"]))
        st.session_state.whole = True
    elif told.get("mention"):
        state.open_mention(atlas, str(told.get("article")), str(told["mention"]))
    elif told.get("place"):
        state.choose_place(atlas, str(told["place"]))


def on_read(atlas: Atlas, told: Mapping[str, Any]) -> None:
    """A place was clicked in the reader, or the article alone was asked for."""
    session = st.session_state
    if "only" in told:
        state.narrow(articles=frozenset({session.article}) if told["only"] else frozenset())
        session.whole = True
        return
    session.mention = str(told.get("mention") or "")
    if told.get("place"):
        state.choose_place(atlas, str(told["place"]))
