"""What the map draws: its layers and its basemap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo.map import VECTOR, DrawingOptions, basemaps
from geo.ui.filters import show_choices
from geo.ui.words import LAYERS, TEXTS, Language
from geo.units import Level

SWITCHES = ("points", "lines", "areas", "labels", "heat")
USUAL = ("points", "lines", "areas", "labels")
LEVELS = (Level.DISTRICT, Level.CITY)
KNOWN = (*SWITCHES, *(f"by_{level}" for level in LEVELS))
"""Names of the layers as an address has them."""


def tianditu_key() -> str:
    """The key for Tianditu's tiles from the app's secrets, or empty."""
    try:
        return str(st.secrets.get("tianditu_key", ""))
    except FileNotFoundError:
        return ""


def known_basemaps() -> tuple[str, ...]:
    """Names of the basemaps to choose from, the built-in one first."""
    return (VECTOR, *basemaps(tianditu_key()))


def options_of(layers: list[str] | None, caption: str, pick: bool) -> DrawingOptions:
    """What the map is asked to draw."""
    names = USUAL if layers is None else layers
    level = next((x for x in LEVELS if f"by_{x}" in names), None)
    return DrawingOptions(**{s: s in names for s in SWITCHES}, choropleth=level, pick=pick, caption=caption)


def show_layers(language: Language) -> None:
    """The choice of layers and basemap."""
    texts, names = TEXTS[language], LAYERS[language]
    layers = list(USUAL) if st.session_state.layers is None else st.session_state.layers

    def group(id: str, choices: tuple[str, ...], chosen: list[str], title: str) -> dict[str, Any]:
        return {"id": id, "type": "switches", "title": title, "choices": [{"id": c, "label": names[c]} for c in choices], "chosen": chosen}

    by = [f"by_{level}" for level in LEVELS]
    tiles = {VECTOR: texts["vector"], **{k: t.name for k, t in basemaps(tianditu_key()).items()}}
    groups = [
        group("layers", SWITCHES, [n for n in layers if n in SWITCHES], texts["layers"]),
        {**group("by", ("by_none", *by), [next((n for n in layers if n in by), "by_none")], texts["choropleth"]), "type": "options"},
        {
            "id": "basemap",
            "type": "options",
            "title": texts["basemap"],
            "choices": [{"id": k, "label": v} for k, v in tiles.items()],
            "chosen": [st.session_state.basemap],
        },
    ]
    show_choices("layer_choice", groups, language, _apply)
    st.caption(texts["basemap_note"])


def _apply(chosen: Mapping[str, list[str]]) -> None:
    session = st.session_state
    session.layers = [n for n in (*chosen.get("layers", ()), *chosen.get("by", ())) if n in KNOWN]
    if session.layers == list(USUAL):
        session.layers = None
    wanted = next(iter(chosen.get("basemap", ())), VECTOR)
    if wanted in known_basemaps():
        session.basemap = wanted
    session.whole = True
