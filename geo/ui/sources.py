"""What all visitors share, made once: gazetteer, search, atlas, features; and what one visitor's own pages add to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

import streamlit as st

from extract.reading import UnreadableText, decode_text
from geo.atlas import Atlas, Page, Reader, build_atlas, find_sources
from geo.facets import Index, Visible, look
from geo.garbage import spare_living
from geo.gazetteer import load_gazetteer
from geo.layers import make_features
from geo.map import DrawingOptions, MapView, make_drawing, written
from geo.search import PlaceSearch
from geo.ui.words import TEXTS, Language
from geo.ui.words_pages import plain
from geo.view import View

Key = tuple[str, ...]
"""A short value that stands for an atlas: the checksums of its pages and of what was corrected in them; perhaps also for a view of it."""

MOST_KEPT = 8
"""Views and drawings that are kept for whoever asks next, most often the whole atlas."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said above the map.

    Attributes
    ----------
    text : str
    is_fault : bool
    """

    text: str
    is_fault: bool = False


@st.cache_resource(show_spinner="正在载入地名表… Loading the gazetteer…")
def reader() -> Reader:
    """The reader of pages, with the built-in gazetteer."""
    made = Reader(load_gazetteer())
    spare_living()
    return made


@st.cache_resource(show_spinner="正在准备搜索… Preparing the search…")
def search() -> PlaceSearch:
    """The search in the gazetteer, its index made."""
    found = PlaceSearch(reader().gazetteer)
    found.find("北京")
    return found


@st.cache_resource(max_entries=2, show_spinner="正在读版面、定地点… Reading the pages…")
def _atlas_of_folder(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Atlas:
    """The atlas of a folder; `stamp` (names, sizes, times) makes it anew when a file changes."""
    files, skipped = find_sources([folder])
    return build_atlas(files, reader(), skipped)


@st.cache_resource(max_entries=32, show_spinner="正在读上传的版面… Reading your page…")
def _page_of_upload(sha256: str, name: str, _data: bytes) -> Page:
    return reader().read_page(decode_text(_data, name))


@st.cache_resource(max_entries=8, show_spinner="正在整理地点… Sorting the places…")
def index_of(key: Key, _atlas: Atlas) -> Index:
    """An atlas's features and mentions in columns."""
    return Index(_atlas, make_features(_atlas))


@st.cache_resource(max_entries=2, show_spinner="正在整理地点… Sorting the places…")
def everyones_index(key: Key, _atlas: Atlas) -> Index:
    """The same of the atlas that all visitors share. It isn't searched for garbage, which would hold a click up."""
    index = Index(_atlas, make_features(_atlas))
    spare_living()
    return index


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def visible_of(key: Key, _index: Index, _view: View) -> Visible:
    """What a view shows of an atlas; `key` tells both from others."""
    return look(_index, _view)


@st.cache_resource(max_entries=MOST_KEPT, show_spinner=False)
def drawing_of(key: Key, options: DrawingOptions, start: MapView | None, focus: str, ask: int, _atlas: Atlas, _visible: Visible) -> str:
    """The drawing of what is visible, as the map's script has it; `key` tells both from others."""
    return written(make_drawing(_atlas, _visible.features, focus, ask, options, start))


def key_of(atlas: Atlas) -> Key:
    """A short value that differs from one atlas to another."""
    said = "\n".join(f"{p.source.sha256} {p.source.name}" for p in atlas.pages)  # a page's name is in its articles' ids
    return (sha256(said.encode()).hexdigest()[:16],)


def folder_source(folder: Path) -> Callable[[], Atlas]:
    """A function that gives the atlas of a folder, made anew when its files change.

    Raises
    ------
    UnreadableText
        When it is called and the folder is missing or holds no text.
    OSError
        When it is called and the folder can't be read.
    """

    def load() -> Atlas:
        inside = sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []
        return _atlas_of_folder(folder, tuple((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in inside))

    return load


def with_uploads(atlas: Atlas, language: Language) -> tuple[Atlas, list[Notice]]:
    """The atlas with the visitor's own pages, and what is to be said of them."""
    notices = [Notice(s.reason, is_fault=True) for s in atlas.skipped if s.is_fault]
    texts = TEXTS[language]
    pages = list(atlas.pages)
    for file in st.session_state.get("upload") or []:
        data = file.getvalue()
        try:
            source = decode_text(data, file.name)
            same = next((p.source.name for p in pages if p.source.sha256 == source.sha256), None)
            if same is not None:
                notices.append(Notice(texts["same_page"].format(name=plain(file.name), page=plain(same))))
                continue
            taken = {PurePath(p.source.name).stem for p in pages}
            name = f"{source.sha256[:6]}-{file.name}" if PurePath(file.name).stem in taken else file.name
            page = _page_of_upload(source.sha256, name, data)
        except UnreadableText as error:
            said = texts[f"unreadable_{error.fault}"].format(name=file.name) if error.fault else str(error)
            notices.append(Notice(plain(said), is_fault=True))
            continue
        pages.append(page)
        if source.encoding != "utf-8":
            notices.append(Notice(texts["converted"].format(name=plain(file.name), encoding=source.encoding)))
        if not page.mentions:
            notices.append(Notice(texts["no_place"].format(name=plain(file.name))))
    if len(pages) == len(atlas.pages):
        return atlas, notices
    return Atlas(tuple(pages), atlas.gazetteer, atlas.skipped), notices
