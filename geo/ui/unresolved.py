"""The page of names that have no place yet: what they are, where they stand, what they may mean, and the controls that settle them."""

from __future__ import annotations

import html

import streamlit as st

from geo.atlas import Atlas
from geo.ui.amend import Find, Target, show_amend
from geo.ui.reasons import say_reason
from geo.ui.words import KINDS, Language
from geo.ui.words_pages import PAGE_TEXTS, plain
from geo.unresolved import OpenName, list_placed_in_unit, list_unplaced, quotes_of

A_PAGE = 8
"""Names on the screen at once."""


def show(atlas: Atlas, language: Language, find: Find) -> None:
    """Draw the page.

    Parameters
    ----------
    atlas : Atlas
        With the corrections made so far, so that a name that was settled is gone from the list.
    language : Language
    find : callable
        The gazetteer's search, as `geo.search.PlaceSearch.find`.
    """
    texts = PAGE_TEXTS[language]
    st.subheader(texts["unresolved"], anchor=False)
    if not atlas.pages:
        st.info(texts["no_pages"])
        return
    st.caption(texts["unresolved_note"])
    groups = {"unplaced": list_unplaced(atlas), "in_unit": list_placed_in_unit(atlas)}
    group = st.session_state.setdefault("open_shown", next((g for g, names in groups.items() if names), "unplaced"))
    st.session_state.open_group = group  # said anew, since its label changes with the count
    st.segmented_control(
        texts["unresolved"],
        list(groups),
        key="open_group",
        format_func=lambda g: texts[g].format(n=len(groups[g])),
        label_visibility="collapsed",
        on_change=_on_group,
    )
    names = groups[group]
    if not names:
        st.success(texts[f"none_{group}"], icon=":material/check:")
        return
    pages = -(-len(names) // A_PAGE)
    page = min(st.session_state.get("open_page", 0), pages - 1)
    listed = {_key(name): name for name in names[page * A_PAGE : (page + 1) * A_PAGE]}
    opened = st.session_state.get("open_name", "")
    for key, name in listed.items():
        _show_name(atlas, name, language, find, key, is_open=key == (opened if opened in listed else next(iter(listed))))
    if pages > 1:
        _show_pages(page, pages, language)


def _key(name: OpenName) -> str:
    return f"open_{name.place.id if name.place else name.name}"


def _show_name(atlas: Atlas, name: OpenName, language: Language, find: Find, key: str, is_open: bool) -> None:
    texts = PAGE_TEXTS[language]
    hint = name.place.kind.value if name.place else next((r.toponym.kind_hint for r in name.resolutions if r.toponym.kind_hint), "")
    kind = next((label for k, label in KINDS[language].items() if k.value == hint), "")
    unit = atlas.gazetteer.places.get(name.place.parent) if name.place else None
    facts = (kind, texts["lies_in"].format(unit=unit.name) if unit else "", texts["times"].format(n=name.mentions, a=len(name.article_ids)))
    with st.container(border=True):
        st.markdown(f"**{plain(name.name)}** :small[{plain(' · '.join(f for f in facts if f))}]")
        st.html(_sentences(atlas, name, texts["in_article"]))
        reasons = dict.fromkeys(say_reason(r.reason, language) for r in name.resolutions)
        st.caption(plain("；".join(list(reasons)[:2])))
        if is_open:
            article = name.article_ids[0] if len(name.article_ids) > 1 else ""
            show_amend(atlas, Target(name, article), language, find, key, own_map=True)
        else:
            st.button(texts["amend"], key=f"{key}_open", on_click=_open, args=(key,), icon=":material/edit_location_alt:")


def _sentences(atlas: Atlas, name: OpenName, in_article: str) -> str:
    """Sentences that name it, the name marked, as text that no page can make markup of."""
    lines: list[str] = []
    for quote in quotes_of(atlas, name):
        start, end = quote.mark
        before, mark, after = (html.escape(quote.text[a:b]) for a, b in ((0, start), (start, end), (end, len(quote.text))))
        title = html.escape(atlas.articles[quote.article_id].title)
        source = f" <small>{in_article.format(title=title)}</small>" if title else ""
        lines.append(f"<p>{before}<mark>{mark}</mark>{after}{source}</p>")
    return "".join(lines)


def _show_pages(page: int, pages: int, language: Language) -> None:
    texts = PAGE_TEXTS[language]
    back, where, on = st.columns([1, 2, 1], vertical_alignment="center")
    back.button(texts["previous"], key="open_previous", disabled=page == 0, on_click=_go_to, args=(page - 1,))
    where.caption(texts["page_of"].format(n=page + 1, of=pages))
    on.button(texts["next"], key="open_next", disabled=page == pages - 1, on_click=_go_to, args=(page + 1,))


def _open(key: str) -> None:
    st.session_state.open_name = key


def _go_to(page: int) -> None:
    st.session_state.open_page = page


def _on_group() -> None:
    st.session_state.open_shown = st.session_state.open_group or st.session_state.open_shown
    _go_to(0)
