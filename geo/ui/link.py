"""The bridge between page and map: clicks and moves of the map come in, chosen places go out; and the button that copies the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.amendment_links import write_word
from geo.ui import state
from geo.ui.amend import is_picking
from geo.ui.assets import ASSETS
from geo.ui.words import TEXTS, Language


@st.cache_resource
def _component() -> Any:
    css, js = ((ASSETS / f"link.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    return st.components.v2.component("jjj_link", css=css, js=js)


def show_link(language: Language, on_pick: Callable[[dict[str, Any]], None], copy: bool = True) -> None:
    """Draw the copy button and listen to the map; `on_pick` is called with what a click on the map tells."""
    session, texts = st.session_state, TEXTS[language]
    go = session.go
    told = {"place": go.place, "name": go.name, "at": list(go.at) if go.at else None, "zoom": go.zoom} if go else None
    made = session.get("amendments", ())
    notes = [texts["link_without_fixes"].format(n=len(made))] if made and not write_word(made) else []
    if session.get("upload"):
        notes.append(texts["link_without_pages"])
    words = {"copy": texts["copy_link"], "copied": texts["copied"], "note": "\n".join(notes)}
    _component()(
        data={
            "ask": session.ask,
            "go": told,
            "at": session.at,
            "copy": copy,
            "arm": is_picking(),
            "words": words,
        },
        key="link",
        on_picked_change=lambda: on_pick(getattr(session.link, "picked", None) or {}),
        on_at_change=_on_move,
    )


def _on_move() -> None:
    at = str(getattr(st.session_state.link, "at", "") or "")
    if state.position_of(at) is not None:
        st.session_state.at = at
