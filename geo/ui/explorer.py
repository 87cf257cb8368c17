"""The page a planner works on: themes, map, reader and table of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

import pandas
import streamlit as st
from streamlit_folium import st_folium

from extract.model import Article, ArticleKind, Theme
from extract.reading import UnreadableText, decode_text
from extract.themes import VocabularyError
from geo.atlas import Atlas, Page, Reader, build_atlas, find_sources
from geo.gazetteer import load_gazetteer
from geo.geojson import dumps
from geo.layers import Feature, layer_of, make_features
from geo.map import TILES, VECTOR, AtlasMap, feature_group, make_drawing
from geo.search import PlaceSearch
from geo.style import THEME_COLOURS
from geo.tables import GazetteerError
from geo.ui import state as view
from geo.ui.assets import ASSETS_URL, LEAFLET_URL
from geo.ui.reader import show_article
from geo.ui.words import BASES, KINDS, TEXTS, THEMES, Language, map_words

MAP_HEIGHT = 600
TABLE_HEIGHT = 380
UPLOAD_TYPES = ["txt", "md"]
LONGEST_LABEL = 34
SEARCH_DEPTH = 40
"""Places of a like name among which one that the pages mention is looked for."""


@st.cache_resource(show_spinner="正在载入地名表…")
def _reader() -> Reader:
    return Reader(load_gazetteer())


@st.cache_resource(show_spinner=False)
def _search() -> PlaceSearch:
    return PlaceSearch(_reader().gazetteer)


@st.cache_resource(show_spinner=False)
def _atlas_of_folder(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Atlas:
    """The atlas of a folder; `stamp` (names, sizes, times) makes it anew when a file changes."""
    files, skipped = find_sources([folder])
    return build_atlas(files, _reader(), skipped)


@st.cache_resource(max_entries=32, show_spinner=False)
def _page_of_upload(sha256: str, name: str, _data: bytes) -> Page:
    return _reader().read_page(decode_text(_data, name))


@st.cache_resource(max_entries=16, show_spinner=False)
def _features(key: tuple[str, ...], _atlas: Atlas) -> tuple[Feature, ...]:
    return make_features(_atlas)


@st.cache_data(max_entries=32, show_spinner=False)
def _geojson(pages: tuple[str, ...], places: tuple[str, ...], _atlas: Atlas, _shown: Sequence[Feature]) -> str:
    """Made at once and not when asked for, so that a click never meets a file that a rerun has just replaced."""
    return dumps(_atlas, _shown)


def show(folder: Path) -> None:
    """Draw the page for the texts of a folder and what the visitor uploads."""
    try:
        _reader()
    except (GazetteerError, VocabularyError) as error:  # nothing can be shown without names to look for
        st.error(str(error))
        st.stop()
    try:
        stamp = tuple((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in sorted(folder.iterdir()) if p.is_file())
        atlas = _atlas_of_folder(folder, stamp)
    except (UnreadableText, OSError) as error:
        st.error(str(error))
        atlas = Atlas((), _reader().gazetteer)
    atlas, notices = _with_uploads(atlas)
    unknown = view.start_session(atlas, st.query_params.to_dict())
    language = Language(st.session_state.lang)
    texts = TEXTS[language]
    _style()
    for what, value in unknown:
        st.toast(texts["bad_link"].format(what=texts[what.rstrip("s") if what == "place" else what], value=value))
    _sidebar(language)
    features = _features(tuple(p.source.sha256 for p in atlas.pages), atlas)
    shown = _header(atlas, features, language)
    if not shown and features:
        notices.append(("info", texts["none_shown"]))
    with st.container():  # always there: an element that comes or goes above the map would mount it anew
        for level, text in notices:
            (st.error if level == "error" else st.info)(text)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(atlas, shown, language)
    with right:
        _reading(atlas, language)
    _table(atlas, shown, language)
    view.write_address()


# -- parts of the page


def _style() -> None:
    """Colours of the theme buttons, and less empty room."""
    dot = "content:'';width:10px;height:10px;border-radius:50%;margin-right:6px;flex:none"
    dots = "".join(f".st-key-themes button:nth-of-type({n})::before{{{dot};background:{THEME_COLOURS[t]}}}" for n, t in enumerate(Theme, 1))
    st.html(
        f"<style>{dots}.block-container,.stMainBlockContainer{{padding-top:4.2rem;padding-bottom:1rem;max-width:1800px}}"
        "h1{font-size:1.5rem!important;padding:0!important}"
        "@media(max-width:640px){.stMainBlockContainer{padding-left:.8rem;padding-right:.8rem}}</style>"
    )


def _sidebar(language: Language) -> None:
    texts = TEXTS[language]
    with st.sidebar:
        st.radio(texts["language"], list(Language), key="lang", format_func={"zh": "中文", "en": "English"}.get, horizontal=True)
        st.selectbox(
            texts["basemap"], [VECTOR, *TILES], key="basemap", format_func=lambda b: texts["vector"] if b == VECTOR else TILES[b].name
        )
        st.file_uploader(texts["upload"], type=UPLOAD_TYPES, accept_multiple_files=True, key="upload", help=texts["upload_note"])
        st.caption(f"**{texts['about']}**  \n{texts['about_text']}")


def _header(atlas: Atlas, features: Sequence[Feature], language: Language) -> tuple[Feature, ...]:
    """Title and themes; the features of the chosen themes."""
    texts = TEXTS[language]
    title, search = st.columns([3, 2], vertical_alignment="bottom")
    title.title(texts["title"], anchor=False)
    search.text_input(
        texts["search"],
        key="search",
        placeholder=f"{texts['search']} {texts['search_hint']}",
        label_visibility="collapsed",
        on_change=lambda: _on_search(atlas, language),
    )
    chosen = st.pills(
        texts["themes"],
        list(Theme),
        selection_mode="multi",
        key="themes",
        format_func=THEMES[language].__getitem__,
        label_visibility="collapsed",
    )
    shown = tuple(features) if set(chosen) == set(Theme) else layer_of(features, chosen)
    st.caption(
        texts["summary"].format(
            pages=len(atlas.pages),
            articles=sum(a.kind is ArticleKind.ARTICLE for a in atlas.articles.values()),
            shown=len(shown),
            places=len(features),
            mentions=sum(len(p.mentions) for p in atlas.pages),
        )
    )
    return shown


def _map(atlas: Atlas, shown: Sequence[Feature], language: Language) -> None:
    state = st.session_state
    base = AtlasMap(LEAFLET_URL, ASSETS_URL, map_words(language, atlas.gazetteer), state.get("basemap", VECTOR))
    with st.container(key="map"):  # gives the map's element its name, which st_folium keeps for the session only
        st_folium(
            base,
            key="map",
            height=MAP_HEIGHT,
            use_container_width=True,
            feature_group_to_add=feature_group(make_drawing(atlas, shown, state.focus, state.ask)),
            center=state.centre,
            zoom=state.zoom,
            returned_objects=["last_active_drawing"],
            on_change=lambda: _on_map_click(atlas),
        )


def _reading(atlas: Atlas, language: Language) -> None:
    texts = TEXTS[language]
    articles = atlas.articles
    if not articles:
        st.info(texts["no_pages"])
        return
    ids = [id for id, a in articles.items() if a.title and a.kind is ArticleKind.ARTICLE]
    ids += [id for id in articles if id not in set(ids)]
    if st.session_state.article not in articles:
        st.session_state.article = view.first_article(atlas)
    st.selectbox(
        texts["article"],
        ids,
        key="article",
        format_func=lambda id: _label(articles[id]),
        label_visibility="collapsed",
        on_change=_forget_mention,
    )
    show_article(atlas, articles[st.session_state.article], st.session_state.mention, language, lambda: _on_pick(atlas))


def _table(atlas: Atlas, shown: Sequence[Feature], language: Language) -> None:
    texts, kinds, themes = TEXTS[language], KINDS[language], THEMES[language]
    st.download_button(
        texts["download"],
        data=_geojson(tuple(p.source.sha256 for p in atlas.pages), tuple(f.place.id for f in shown), atlas, shown),
        file_name="jjj-atlas.geojson",
        mime="application/geo+json",
        key="download_geojson",
        on_click="ignore",
        icon=":material/download:",
    )
    table = pandas.DataFrame(
        {
            texts["name"]: [f.place.name for f in shown],
            texts["kind"]: [kinds[f.place.kind] for f in shown],
            texts["within"]: [f.within for f in shown],
            texts["themes"]: ["、".join(themes[t] for t in f.themes[:3]) for f in shown],
            texts["count"]: [f.mentions for f in shown],
            texts["exactness"]: [round(f.uncertainty_m) for f in shown],
            texts["basis"]: [BASES[language][f.place.basis] for f in shown],
        }
    )
    st.dataframe(
        table,
        key="places",
        hide_index=True,
        height=TABLE_HEIGHT,
        on_select=lambda: _on_row(atlas, [f.place.id for f in shown]),
        selection_mode="single-row",
    )


# -- what clicks do


def _on_map_click(atlas: Atlas) -> None:
    """A marker, a line or a sentence was clicked on the map."""
    clicked = (st.session_state.get("map") or {}).get("last_active_drawing") or {}
    act_on_click(atlas, clicked.get("properties") or {})


def act_on_click(atlas: Atlas, told: Mapping[str, Any]) -> None:
    """Choose the place a click tells of, and open the article where it tells of a mention."""
    place = told.get("place")
    if place in atlas.places:
        st.session_state.place = place
    if told.get("mention") and told.get("article"):
        view.open_mention(atlas, str(told["article"]), str(told["mention"]))


def _on_pick(atlas: Atlas) -> None:
    """A place was clicked in the reader."""
    picked = getattr(st.session_state.reader, "picked", None) or {}
    st.session_state.mention = picked.get("mention") or ""
    if picked.get("place"):
        view.choose_place(atlas, picked["place"])


def _on_row(atlas: Atlas, ids: Sequence[str]) -> None:
    """A row of the table was chosen."""
    rows = st.session_state.places.selection.rows
    if rows and rows[0] < len(ids):
        view.choose_place(atlas, ids[rows[0]])


def _on_search(atlas: Atlas, language: Language) -> None:
    """A name was typed: show the best place of that name which the pages mention, or say that there is none."""
    query = st.session_state.search.strip()
    if not query:
        return
    hits = _search().find(query, SEARCH_DEPTH)
    named = next((h.place for h in hits if h.place.id in atlas.places), None)
    if named is not None:
        view.choose_place(atlas, named.id)
        return
    texts = TEXTS[language]
    st.toast(texts["not_named"].format(name=hits[0].place.name) if hits else texts["found_none"].format(q=query))


def _forget_mention() -> None:
    st.session_state.mention = ""


# -- uploads


def _with_uploads(atlas: Atlas) -> tuple[Atlas, list[tuple[str, str]]]:
    """The atlas with the visitor's own pages, and what is to be said of them."""
    notices: list[tuple[str, str]] = [("error", s.reason) for s in atlas.skipped]
    texts = TEXTS[Language(st.session_state.get("lang", Language.ZH))]
    pages = list(atlas.pages)
    for file in st.session_state.get("upload") or []:
        data = file.getvalue()
        try:
            source = decode_text(data, file.name)
            if any(p.source.sha256 == source.sha256 for p in pages):
                continue
            taken = {PurePath(p.source.name).stem for p in pages}
            name = f"{source.sha256[:6]}-{file.name}" if PurePath(file.name).stem in taken else file.name
            page = _page_of_upload(source.sha256, name, data)
        except UnreadableText as error:
            notices.append(("error", str(error)))
            continue
        pages.append(page)
        if source.encoding != "utf-8":
            notices.append(("info", texts["converted"].format(name=file.name, encoding=source.encoding)))
        if not page.mentions:
            notices.append(("info", texts["no_place"].format(name=file.name)))
    if len(pages) == len(atlas.pages):
        return atlas, notices
    return Atlas(tuple(pages), atlas.gazetteer, atlas.skipped), notices


def _label(article: Article) -> str:
    title = article.title or article.text.replace("\n", " ")
    return title if len(title) <= LONGEST_LABEL else title[: LONGEST_LABEL - 1] + "…"
