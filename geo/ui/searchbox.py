"""The search box: the pages' own places while one types, and what only the gazetteer knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.english import english_keys
from geo.facets import Index
from geo.model import Place
from geo.pinyin import Speller, fold
from geo.search import PlaceSearch
from geo.ui import sources, state
from geo.ui.assets import ASSETS
from geo.ui.words import KINDS, TEXTS, Language

MOST_HITS = 8
SEARCH_DEPTH = 24
"""Places of a like name among which those that the pages don't mention are looked for."""


@st.cache_resource
def _component() -> Any:
    css, js = ((ASSETS / f"search.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    return st.components.v2.component("jjj_search", css=css, js=js)


@st.cache_resource
def _answer_component() -> Any:
    return st.components.v2.component("jjj_answer", js=(ASSETS / "answer.js").read_text(encoding="utf-8"))


@st.cache_resource(max_entries=8, show_spinner=False)
def _names(key: sources.Key, language: Language, _index: Index) -> str:
    return json.dumps(names_of(_index, sources.search().speller, language), ensure_ascii=False, separators=(",", ":"))


def names_of(index: Index, speller: Speller, language: Language) -> list[list[Any]]:
    """What the browser looks names up in.

    Returns
    -------
    list
        Of each place its id, name, what it is and where, its mentions, and its keys parted by spaces: folded names, pinyin, initials.
    """
    rows = []
    for feature in index.features:
        keys: dict[str, None] = {}
        for name in (feature.place.name, *feature.place.aliases):
            folded = fold(name)
            keys[folded] = None
            for syllables in speller.spellings(folded):
                keys["".join(syllables)] = None
                keys["".join(s if s.isdigit() else s[:1] for s in syllables)] = None
            keys |= dict.fromkeys(english_keys(folded, speller))
        keys.pop("", None)
        rows.append(
            [feature.place.id, feature.place.name, _facts(feature.place, feature.within, language), feature.mentions, " ".join(keys)]
        )
    return rows


def ask_gazetteer(search: PlaceSearch, atlas: Atlas, counts: Mapping[str, int], query: str, language: Language) -> list[dict[str, Any]]:
    """Places of a like name, also those that the pages mention, for the browser's list is less forgiving.

    Parameters
    ----------
    search : PlaceSearch
    atlas : Atlas
    counts : mapping of str to int
        How often the pages mention a place, by id.
    query : str
    language : Language
    """
    hits = [h.place for h in search.find(query, SEARCH_DEPTH)][:MOST_HITS]
    return [{"id": p.id, "name": p.name, "facts": _facts(p, _within(atlas, p), language), "count": counts.get(p.id, 0)} for p in hits]


@st.fragment
def show_search(atlas: Atlas, index: Index, key: sources.Key, language: Language) -> None:
    """Draw the search box. A key stroke that needs the gazetteer redraws the box and nothing else."""
    texts = TEXTS[language]
    words = {"label": texts["search"], "hint": f"{texts['search']} {texts['search_hint']}", "none": texts["found_none"]}
    words |= {"elsewhere": texts["not_named"], "looking": texts["looking"]}
    _component()(
        data={"names": _names(key, language, index), "words": words},
        key="search",
        on_query_change=lambda: _answer(atlas, index, language),
        on_chosen_change=lambda: _choose(atlas),
    )
    _answer_component()(data=st.session_state.get("answer"), key="answer_box")
    if st.session_state.pop("whole", False):
        st.rerun()


def _choose(atlas: Atlas) -> None:
    """Show the place that was chosen, on the map from wherever it was looked for."""
    state.choose_place(atlas, str((getattr(st.session_state.search, "chosen", None) or {}).get("place", "")))
    state.turn_to(state.Panel.PLACE)
    st.session_state.whole = True
    if st.session_state.page != state.Screen.MAP:
        state.show_map()


def _answer(atlas: Atlas, index: Index, language: Language) -> None:
    asked = getattr(st.session_state.search, "query", None) or {}
    text = str(asked.get("text", ""))[:40]
    counts = {f.place.id: f.mentions for f in index.features}
    st.session_state.answer = {"query": text, "hits": ask_gazetteer(sources.search(), atlas, counts, text, language)}


def _within(atlas: Atlas, place: Place) -> str:
    return next((up.name for up in atlas.gazetteer.ancestors(place)), "")


def _facts(place: Place, within: str, language: Language) -> str:
    return " · ".join(x for x in (KINDS[language][place.kind], within) if x)
