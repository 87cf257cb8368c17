"""The screen a planner works on: search, filters, map, and beside it the card of a place or an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit_folium import st_folium

from extract.reading import UnreadableText
from extract.themes import VocabularyError
from geo.amendments import Amendment
from geo.atlas import Atlas
from geo.facets import Index, Visible
from geo.map import AtlasMap, MapView, feature_group
from geo.search import SearchHit
from geo.tables import GazetteerError
from geo.ui import layers, sources, state, unresolved
from geo.ui.amend import amended_atlas, amendments, follow_corrections, is_linked, show_amend, take_link, target_of_place
from geo.ui.assets import ASSETS_URL, CODE_URL, LEAFLET_URL
from geo.ui.card import show_card
from geo.ui.clicks import act_on_click, on_article, on_card, on_chart, on_panel, on_read
from geo.ui.corrections import show_amendments
from geo.ui.filters import chip_label, show_chips, show_drawer, show_themes
from geo.ui.link import show_link
from geo.ui.reader import article_labels, show_article
from geo.ui.searchbox import show_search
from geo.ui.shown import show_downloads, show_table
from geo.ui.style import style_page
from geo.ui.words import PANELS, SCREENS, TEXTS, Language, map_words
from geo.ui.words_pages import plain
from geo.view import Ignored, chips_of, write_view

MAP_HEIGHT = 600
EMBED_HEIGHT = 700
LATE_S = 8
"""So long what isn't seen at once waits for the map."""

UPLOAD_TYPES = ["txt", "md"]


def show(folder: Path) -> None:
    """Draw the page for the texts of a folder and what the visitor uploads."""
    show_atlas(sources.folder_source(folder))


def show_atlas(load: Callable[[], Atlas]) -> None:
    """Draw the page for an atlas and what the visitor uploads.

    Parameters
    ----------
    load : callable
        Gives the atlas, at once when it was made before; what it can't read is said on the page.
    """
    notices: list[sources.Notice] = []
    try:
        sources.reader()
        sources.search()
    except (GazetteerError, VocabularyError) as error:  # nothing can be shown without names to look for
        st.error(str(error))
        st.stop()
    try:
        everyones = load()
    except (UnreadableText, OSError) as error:
        notices.append(sources.Notice(str(error), is_fault=True))
        everyones = Atlas((), sources.reader().gazetteer)
    language = Language(st.session_state.get("lang", Language.ZH))
    read, said = sources.with_uploads(everyones, language)
    asked = st.query_params.to_dict()
    is_sound = take_link(asked.get(state.FIX, ""))
    atlas, unfit, digest = amended_atlas(read, sources.key_of(read))
    key = (*sources.key_of(read), digest)
    index = sources.everyones_index(key, atlas) if atlas is everyones else sources.index_of(key, atlas)
    ignored = state.start_session(atlas, asked, index.units, layers.known_basemaps(), layers.KNOWN)
    if not is_sound:
        ignored = (*ignored, Ignored(state.FIX, asked[state.FIX][:20]))
    language = Language(st.session_state.lang)
    texts = TEXTS[language]
    if ignored:  # kept, for a toast is gone before a slow page is drawn
        what = plain(texts["and"].join(f"{i.parameter}={i.value}" for i in ignored[:4]))
        st.session_state.bad_link = texts["bad_link"].format(n=len(ignored), what=what)
    if st.session_state.get("bad_link"):
        notices.append(sources.Notice(st.session_state.bad_link))
    if is_linked():
        for what, n in (("link_fixes", len(amendments()) - len(unfit)), ("link_unfit", len(unfit))):
            if n:
                notices.append(sources.Notice(texts[what].format(n=n)))
    shown = (*key, *(f"{k}={v}" for k, v in write_view(st.session_state.view).items()))
    visible = sources.visible_of(shown, index, st.session_state.view)
    style_page(texts, bool(st.context.is_embedded))
    if st.context.is_embedded:
        _map(atlas, index, visible, shown, language, EMBED_HEIGHT)
        show_link(language, lambda what: act_on_click(atlas, what), copy=False)
        return
    head, body = st.container(key="head"), st.container()
    is_map = st.session_state.page == state.Screen.MAP
    if is_map:  # first of all, for what comes before it has the browser load code before the map's
        with body:
            _explore(atlas, index, visible, shown, [*notices, *said], language)
    with head:
        _header(atlas, index, key, language)
    if st.session_state.drawn:
        _drawer(index, visible, language)
    if st.session_state.page == state.Screen.OVERVIEW:
        from geo.ui import overview  # its charts' library takes 25 MB, which the map doesn't need

        with body:
            show_chips(visible, index, st.session_state.view, language)
            overview.show(atlas, language, lambda told: on_chart(atlas, told), key)
    elif st.session_state.page == state.Screen.UNRESOLVED:
        with body:
            _corrections(read, atlas, unfit, language)
    state.write_address()


# -- parts of the page


def _explore(
    atlas: Atlas, index: Index, visible: Visible, shown: sources.Key, notices: Sequence[sources.Notice], language: Language
) -> None:
    """Themes, chips, map, and what stands beside and below it."""
    texts = TEXTS[language]
    above = st.container(key="above")  # always there: an element that comes or goes above the map would mount it anew
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(atlas, index, visible, shown, language, MAP_HEIGHT)
    if not st.session_state.drawn:
        _wait_for_map()
    with above:
        if st.session_state.drawn:
            show_themes(visible, st.session_state.view, language)
            show_chips(visible, index, st.session_state.view, language)
        else:
            st.space("xxsmall")  # a container with nothing in it takes no room, and the map would move down later
        for notice in notices:
            (st.error if notice.is_fault else st.info)(notice.text)
        if not visible.features and index.features:
            st.info(texts["none_shown"])
    with right:
        _panel(atlas, index, visible, language)
    if st.session_state.drawn:
        show_downloads(atlas, visible.features, language)
        show_table(atlas, visible.features, language)


def _corrections(read: Atlas, atlas: Atlas, unfit: Sequence[Amendment], language: Language) -> None:
    """What has no place yet, and what was corrected."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        unresolved.show(atlas, language, _find)
    with right:
        show_amendments(read, unfit, language)


def _drawer(index: Index, visible: Visible, language: Language) -> None:
    texts = TEXTS[language]
    with st.sidebar:
        show_drawer(visible, index, st.session_state.view, language)
        st.file_uploader(texts["upload"], type=UPLOAD_TYPES, accept_multiple_files=True, key="upload", help=texts["upload_note"])
        st.session_state.lang = language
        st.radio(
            texts["language"],
            list(Language),
            key="lang",
            format_func={"zh": "中文", "en": "English"}.get,
            horizontal=True,
        )
        st.caption(f"**{texts['about']}**  \n{texts['about_text']}")


def _header(atlas: Atlas, index: Index, key: sources.Key, language: Language) -> None:
    texts = TEXTS[language]
    title, search, pages = st.columns([3, 5, 3], vertical_alignment="center")
    title.title(texts["title"], anchor=False)
    if not st.session_state.drawn:
        return
    with search:
        show_search(atlas, index, key, language)
    st.session_state.page = st.session_state.page or state.Screen.MAP  # said anew, since its label changes with the language
    pages.segmented_control(
        texts["screen"], list(state.Screen), key="page", format_func=SCREENS[language].__getitem__, label_visibility="collapsed"
    )


def _map(atlas: Atlas, index: Index, visible: Visible, shown: sources.Key, language: Language, height: int) -> None:
    session = st.session_state
    words = map_words(language, atlas.gazetteer)
    dark = st.context.theme.type == "dark"
    base = AtlasMap(LEAFLET_URL, ASSETS_URL, words, session.basemap, dark, layers.tianditu_key(), CODE_URL)
    caption = "；".join(chip_label(c, index, language) for c in chips_of(session.view))
    opening = session.opening
    start = MapView(opening.at, opening.zoom) if opening and opening.at else None
    options = layers.options_of(session.layers, caption, pick=False)
    drawing = sources.drawing_of(shown, options, start, opening.place if opening else "", session.opened, atlas, visible)
    with st.container(key="map"):  # gives the map's element its name, which st_folium keeps for the session only
        told = st_folium(
            base,
            key="map",
            height=height,
            use_container_width=True,
            feature_group_to_add=feature_group(drawing),
            returned_objects=[],
        )
    session.drawn = session.drawn or bool(told and told.get("drawn"))


@st.fragment(run_every=LATE_S)
def _wait_for_map() -> None:
    """Send the rest of the page when the map hasn't told in time that it stands."""
    if st.session_state.pop("waits", False):
        st.session_state.drawn = True
        st.rerun()
    st.session_state.waits = True


@st.fragment
def _panel(atlas: Atlas, index: Index, visible: Visible, language: Language) -> None:
    """What stands beside the map. A click on a marker or a name redraws this and nothing else."""
    session, texts = st.session_state, TEXTS[language]
    if not session.drawn:  # for what follows the browser would load two dozen files, which came before the map's
        return
    follow_corrections()  # here too, for the place that a name was said to mean may have no card to correct it on
    with st.container(horizontal=True, vertical_alignment="center", key="panelbar"):
        key = state.turned("panel_choice")
        session[key] = session.panel
        st.segmented_control(
            texts["panel"],
            list(state.Panel),
            key=key,
            format_func=PANELS[language].__getitem__,
            label_visibility="collapsed",
            on_change=on_panel,
            args=(key,),
        )
        with st.popover(texts["layers"], icon=":material/layers:", key="layers_box"):
            layers.show_layers(language)
        show_link(language, lambda what: act_on_click(atlas, what))
    if session.pop("whole", False):
        st.rerun()
    if session.panel == state.Panel.PLACE:
        show_card(atlas, index, visible.features, session.place, language, lambda what: on_card(atlas, what), session.view.unit)
        target = target_of_place(atlas, session.place, session.mention)
        if target is not None and st.toggle(texts["wrong_place"], key="amend_open"):  # drawn when asked for: a card comes with each click
            show_amend(atlas, target, language, _find, key="card")
    else:
        _reading(atlas, index, language)
    state.write_address()


def _reading(atlas: Atlas, index: Index, language: Language) -> None:
    session, texts = st.session_state, TEXTS[language]
    if not atlas.articles:
        st.info(texts["no_pages"])
        return
    if session.article not in atlas.articles:
        session.article, session.mention = state.first_article(atlas), ""
    labels = article_labels(index, language)
    with st.container(key="article"):
        key = state.turned("article_choice")
        session[key] = session.article
        st.selectbox(
            texts["article"],
            list(labels),
            key=key,
            format_func=labels.__getitem__,
            label_visibility="collapsed",
            on_change=on_article,
            args=(key,),
        )
    only = session.view.articles == frozenset({session.article})
    show_article(atlas, index, atlas.articles[session.article], session.mention, language, lambda what: on_read(atlas, what), only)


def _find(query: str) -> Sequence[SearchHit]:
    return sources.search().find(query)
