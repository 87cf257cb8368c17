"""The list of a visit's corrections: what was made, undo, download, upload."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from geo.amendment_tables import gazetteer_table, read_amendments, write_amendments
from geo.amendments import Amendment
from geo.atlas import Atlas
from geo.downloads import BOM
from geo.ui.amend import amendments, describe, follow_corrections
from geo.ui.words import Language
from geo.ui.words_pages import PAGE_TEXTS, SCOPES, plain

MOST_LISTED = 40
MOST_FAULTS = 20
"""Excel reads a CSV file as UTF-8 only with a byte order mark."""


def show_amendments(atlas: Atlas, unfit: Sequence[Amendment], language: Language) -> None:
    """Draw the list of corrections with undo, download and upload.

    Parameters
    ----------
    atlas : Atlas
        As the program made it, without the corrections.
    unfit : sequence of Amendment
        Those that fit nothing in it, as `geo.ui.amend.amended_atlas` returns them.
    language : Language
    """
    follow_corrections()
    texts = PAGE_TEXTS[language]
    made = amendments()
    st.subheader(texts["amendments"], anchor=False)
    if made:
        st.caption(texts["amendments_count"].format(n=len(made) - len(unfit)))
        left_out = set(unfit)
        _show_list(atlas, [a for a in made if a not in left_out], language)
        if unfit:
            st.warning(texts["unfit"].format(n=len(unfit)))
            _show_list(atlas, unfit, language)
        _show_downloads(atlas, made, language)
    else:
        st.info(texts["amendments_none"])
    st.file_uploader(texts["upload_amendments"], type=["csv"], key="amendments_file", on_change=_on_upload)
    read, faults = st.session_state.get("amendments_read", (0, ()))
    if read:
        st.success(texts["uploaded"].format(n=read))
    if faults:
        st.error(texts["faults"].format(n=len(faults)))
        st.code("\n".join(faults[:MOST_FAULTS]), language=None, wrap_lines=True)


def take_upload(data: bytes, file: str) -> tuple[int, tuple[str, ...]]:
    """Add the corrections of a file to the visit's, theirs holding where both speak of the same; how many, and the faults."""
    found, faults = read_amendments(data, file)
    made = {a.subject: a for a in amendments()}
    for amendment in found:
        made.pop(amendment.subject, None)
        made[amendment.subject] = amendment
    st.session_state.amendments = tuple(made.values())
    st.session_state.amend_rerun = True
    return len(found), faults


def undo(amendment: Amendment) -> None:
    """Leave a correction out."""
    st.session_state.amendments = tuple(a for a in amendments() if a != amendment)
    st.session_state.amend_rerun = True


def _undo_all() -> None:
    st.session_state.amendments = ()
    st.session_state.amend_rerun = True


def _on_upload() -> None:
    file = st.session_state.get("amendments_file")
    st.session_state.amendments_read = take_upload(file.getvalue(), file.name) if file is not None else (0, ())


def _show_list(atlas: Atlas, listed: Sequence[Amendment], language: Language) -> None:
    """One a line, the latest first."""
    texts = PAGE_TEXTS[language]
    for a in list(reversed(listed))[:MOST_LISTED]:
        place = atlas.gazetteer.places.get(a.place_id) or atlas.places.get(a.place_id)
        scope = "mention" if a.mention_id else "article" if a.article_id else "pages"
        article = atlas.articles.get(a.article_id)
        where = (article.title if article else "") or a.article_id or a.mention_id
        said = f"{a.name} {describe(a, place.name if place else a.place_id, language)}"
        details = " · ".join(filter(None, (SCOPES[language][scope], where, a.note)))
        text, button = st.columns([5, 1], vertical_alignment="center")
        text.markdown(f"{plain(said)}  \n:small[{plain(details)}]")
        digest = hashlib.sha256(repr(a.subject).encode()).hexdigest()[:12]  # joined, two subjects could read alike
        key = f"undo_{a.name}_{digest}"
        button.button(texts["undo"], key=key, on_click=undo, args=(a,), icon=":material/undo:", help=plain(said))
    if len(listed) > MOST_LISTED:
        st.caption(texts["more"].format(n=len(listed) - MOST_LISTED))


def _show_downloads(atlas: Atlas, made: Sequence[Amendment], language: Language) -> None:
    texts = PAGE_TEXTS[language]
    table, left_out = gazetteer_table(atlas, made)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            texts["download_amendments"],
            BOM + write_amendments(made),
            "jjj-corrections.csv",
            "text/csv",
            key="download_amendments",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            texts["download_gazetteer"],
            BOM + table,
            "jjj-gazetteer.csv",
            "text/csv",
            key="download_gazetteer",
            on_click="ignore",
            icon=":material/download:",
            disabled=len(left_out) == len(made),
            help=texts["gazetteer_note"].format(n=len(left_out)),
        )
        st.button(texts["undo_all"], key="undo_all", on_click=_undo_all, icon=":material/undo:")
