"""What is shown, as a table on the screen and as files to take home."""

from __future__ import annotations

from collections.abc import Sequence

import pandas
import streamlit as st

from geo.atlas import Atlas
from geo.downloads import geojson_by_theme, places_csv
from geo.geojson import dumps
from geo.layers import Feature
from geo.ui import state
from geo.ui.words import KINDS, TEXTS, THEMES, Language, basis_of, status_of
from geo.ui.words_pages import CSV_COLUMNS, csv_labels

TABLE_HEIGHT = 380
MOST_ROWS = 2000
"""Rows that a screen is good for; the files have all."""


def show_downloads(atlas: Atlas, shown: Sequence[Feature], language: Language) -> None:
    """Buttons for the files, which are made when they are asked for."""
    texts = TEXTS[language]
    with st.container(horizontal=True, key="downloads"):
        for key, data, name, mime in (
            ("geojson", lambda: dumps(atlas, shown), "jjj-atlas.geojson", "application/geo+json"),
            ("by_theme", lambda: geojson_by_theme(atlas, shown), "jjj-atlas-themes.zip", "application/zip"),
            ("csv", lambda: places_csv(shown, CSV_COLUMNS[language], csv_labels(language)), "jjj-atlas.csv", "text/csv"),
        ):
            st.download_button(
                texts[f"download_{key}"],
                data=data,
                file_name=name,
                mime=mime,
                key=f"download_{key}",
                on_click="ignore",
                icon=":material/download:",
                disabled=not shown,
            )


def show_table(atlas: Atlas, shown: Sequence[Feature], language: Language) -> None:
    """The table of places; a row that is chosen shows its place."""
    texts, kinds, themes = TEXTS[language], KINDS[language], THEMES[language]
    rows = shown[:MOST_ROWS]
    table = pandas.DataFrame(
        {
            texts["name"]: [f.place.name for f in rows],
            texts["kind"]: [kinds[f.place.kind] for f in rows],
            texts["within"]: [f.within for f in rows],
            texts["themes"]: [texts["and"].join(themes[t] for t in f.themes[:3]) for f in rows],
            texts["count"]: [f.mentions for f in rows],
            texts["uncertainty"]: [round(f.uncertainty_m) for f in rows],
            texts["status"]: [status_of(f.place, language) for f in rows],
            texts["basis"]: [basis_of(f.place, language) for f in rows],
        }
    )
    st.dataframe(
        table,
        key="places",
        hide_index=True,
        height=TABLE_HEIGHT,
        on_select=lambda: _on_row(atlas, [f.place.id for f in rows]),
        selection_mode="single-row",
    )
    if len(shown) > MOST_ROWS:
        st.caption(texts["rows_cut"].format(shown=MOST_ROWS, all=len(shown)))


def _on_row(atlas: Atlas, ids: Sequence[str]) -> None:
    """A row was chosen."""
    rows = st.session_state.places.selection.rows
    if rows and rows[0] < len(ids):
        state.choose_place(atlas, ids[rows[0]])
        state.turn_to(state.Panel.PLACE)
