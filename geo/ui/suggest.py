"""Suggestions of an online geocoder for a name: only where the app's secrets name one, and only when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.ui.words import Language
from geo.ui.words_pages import PAGE_TEXTS, plain

if TYPE_CHECKING:
    from geo.geocode import Settings, Suggestion

SECTION = "geocoder"
"""Table of the app's secrets that the geocoder's settings stand in."""


def told_settings() -> Mapping[str, Any] | None:
    """The geocoder's settings as the secrets have them; None without any, and then nothing is ever sent."""
    if not st.secrets.load_if_toml_exists():
        return None
    told = st.secrets.get(SECTION)
    return dict(told) if isinstance(told, Mapping) else None


def show_suggestions(name: str, language: Language, key: str, accept: Callable[[Mapping[str, object]], None]) -> None:
    """Draw the button that asks for a name, and a button for each answer; nothing without settings.

    Parameters
    ----------
    name : str
        The only thing that is sent.
    language : Language
    key : str
    accept : callable
        Takes position, uncertainty_m and note of the suggestion that was chosen.
    """
    told = told_settings()
    if told is None:
        return
    texts = PAGE_TEXTS[language]
    try:
        from geo.geocode import GeocodeError, read_settings
    except ModuleNotFoundError:  # geopy is an extra
        st.caption(texts["ask_extra"])
        return
    try:
        settings = read_settings(told)
    except GeocodeError as error:
        st.error(str(error))
        return
    service = settings.service.value
    asked = f"{key}_asked"
    note = texts["ask_note"].format(name=plain(name))
    st.button(texts["ask"].format(service=service), key=f"{key}_ask", help=note, on_click=_note_asked, args=(asked, name))
    if st.session_state.get(asked) != name:
        return
    try:
        with st.spinner(texts["asking"].format(service=service)):
            found = _ask(service, name, settings)
    except GeocodeError as error:
        st.error(str(error))
        return
    for n, s in enumerate(found):
        source = texts["suggestion"].format(service=service)
        point = {"position": s.position, "uncertainty_m": s.uncertainty_m, "note": f"{service}: {s.name} {s.address}".strip()}
        label = " ".join(f"{source}：{s.name} {s.address}".split())
        st.button(plain(label), key=f"{key}_suggestion_{n}", icon=":material/cloud:", on_click=accept, args=(point,))
    if not found:
        st.caption(texts["suggestion_none"].format(service=service, name=plain(name)))


@st.cache_data(ttl=3600, max_entries=256, show_spinner=False)
def _ask(service: str, name: str, _settings: Settings) -> tuple[Suggestion, ...]:
    """What the service answers, kept for an hour, so that a name is asked for once."""
    from geo.geocode import suggest_places

    return suggest_places(_settings, name)


def _note_asked(asked: str, name: str) -> None:
    st.session_state[asked] = name
