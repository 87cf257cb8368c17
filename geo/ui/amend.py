"""Corrections by hand: the controls on a place's card and beside an open name, and the map that follows them.

The corrections of a visit stand in ``st.session_state.amendments`` as a tuple; everything else follows from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from geo.amendment_links import read_word
from geo.amendment_tables import write_amendments
from geo.amendments import Amendment, Verdict, amend, apply_amendments
from geo.atlas import Atlas
from geo.model import Place, PlaceKind
from geo.search import SearchHit
from geo.ui.point import is_picking as is_picking
from geo.ui.point import likely_kind, show_point
from geo.ui.point import take_click as take_click
from geo.ui.suggest import show_suggestions
from geo.ui.words import KINDS, Language
from geo.ui.words_pages import LIKENESS, PAGE_TEXTS, SCOPES, VERDICTS, plain
from geo.unresolved import Candidate, OpenName, find_candidates

Find = Callable[[str], Sequence[SearchHit]]
"""Finds places of the gazetteer by what was typed."""

MOST_HITS = 6


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be corrected.

    Attributes
    ----------
    open_name : OpenName
        A name with its mentions and, where it has one, the place that it was resolved to.
    article_id, mention_id : str
        The article and the mention that were chosen, if any: then the correction may be of these alone.
    """

    open_name: OpenName
    article_id: str = ""
    mention_id: str = ""


def amendments() -> tuple[Amendment, ...]:
    """The visit's corrections, in the order they were made."""
    made: tuple[Amendment, ...] = st.session_state.setdefault("amendments", ())
    return made


def take_link(word: str) -> bool:
    """Take over the corrections of an address when a session begins; False where the word means nothing."""
    state = st.session_state
    if "amendments" in state or not word:
        return True
    state.amendments = state.linked = read_word(word)
    return bool(state.linked)


def is_linked() -> bool:
    """True while the visit's corrections are those that its address brought."""
    return bool(amendments()) and amendments() == st.session_state.get("linked")


def amended_atlas(atlas: Atlas, key: Sequence[str]) -> tuple[Atlas, tuple[Amendment, ...], str]:
    """An atlas with the visit's corrections applied, those that fit nothing, and a key for caches of what is made from it.

    Parameters
    ----------
    atlas : Atlas
        As the program made it.
    key : sequence of str
        What tells it from others: the checksums of its pages.
    """
    st.session_state.pop("amend_rerun", None)
    said = st.session_state.pop("amend_said", "")
    if said:  # here and not in the callback, as a fragment's run ends before a visitor could read it
        st.toast(said, icon=":material/check:", duration="long")
    made = amendments()
    if not made:
        return atlas, (), ""
    digest = hashlib.sha256(write_amendments(made).encode()).hexdigest()[:16]
    amended, unfit = _apply(tuple(key), digest, atlas, made)
    return amended, unfit, digest


@st.cache_resource(max_entries=16, show_spinner=False)
def _apply(key: tuple[str, ...], digest: str, _atlas: Atlas, _amendments: tuple[Amendment, ...]) -> tuple[Atlas, tuple[Amendment, ...]]:
    return apply_amendments(_atlas, _amendments)


def target_of_place(atlas: Atlas, place_id: str, mention_id: str = "") -> Target | None:
    """What to correct on the card of a place, at one of its mentions if one was chosen; None for a place that isn't named."""
    found = tuple(r for r in atlas.resolutions if r.place is not None and r.place.id == place_id)
    if not found or found[0].place is None:
        return None
    chosen = next((r for r in found if r.mention.id == mention_id), None)
    name = chosen.toponym.name if chosen else found[0].toponym.name
    article = chosen.mention.article_id if chosen else ""
    return Target(OpenName(name, found[0].place, found), article, mention_id if chosen else "")


def add_amendment(made: Amendment, language: Language, place_name: str = "") -> None:
    """Make a correction: whatever it said of the same before is replaced. For callbacks, as it shows from the next run on."""
    st.session_state.amendments = amend(amendments(), made)
    st.session_state.amend_rerun = True
    st.session_state.amend_picking = ""
    what = describe(made, place_name or made.place_id, language)
    st.session_state.amend_said = PAGE_TEXTS[language]["done"].format(name=plain(made.name), what=plain(what))


def describe(made: Amendment, place_name: str, language: Language) -> str:
    """What a correction says, without the name."""
    at = f"{made.position[0]:.5f}, {made.position[1]:.5f}" if made.position else ""
    return VERDICTS[language][made.verdict].format(place=place_name, at=at, m=f"{made.uncertainty_m:g}")


def follow_corrections() -> None:
    """Draw the whole page anew when a correction was made within a fragment, which alone has been drawn since."""
    if st.session_state.get("amend_rerun"):
        st.rerun()


def show_amend(atlas: Atlas, target: Target, language: Language, find: Find, key: str, own_map: bool = False) -> None:
    """Draw the controls that correct a name: other candidates, search, a point, not a place.

    Parameters
    ----------
    atlas : Atlas
        With the corrections made so far.
    target : Target
    language : Language
    find : callable
        The gazetteer's search.
    key : str
        Begins the keys of its widgets: another one for each name on the screen.
    own_map : bool
        True to draw a map to click on; False where the page's own map hands on its clicks by `take_click`.
    """
    follow_corrections()
    _forget_other(target, key)
    texts, open_name = PAGE_TEXTS[language], target.open_name
    name = open_name.names[0] if target.open_name.name not in open_name.names else open_name.name
    if len(open_name.names) > 1:
        name = st.selectbox(texts["which_name"], open_name.names, index=open_name.names.index(name), key=f"{key}_name")
    scope = _show_scope(target, texts, language, key)
    where = {"article_id": target.article_id} if scope == "article" else {"mention_id": target.mention_id} if scope == "mention" else {}

    def say(verdict: Verdict, told: Mapping[str, object], place_name: str = "") -> None:
        note = str(told.get("note") or st.session_state.get(f"{key}_note", ""))
        is_moved = verdict is Verdict.MOVED and open_name.place is not None
        whose = {"name": open_name.place.name if is_moved else name, **({} if is_moved else where)}  # type: ignore[union-attr]
        add_amendment(Amendment(verdict, **{**whose, **told, "note": note}), language, place_name)  # type: ignore[arg-type]

    def mean(place: Place) -> None:
        say(Verdict.PLACE, {"place_id": place.id}, place.name)
        if open_name.place is not None and st.session_state.get("place") == open_name.place.id:
            st.session_state.place = place.id  # the card goes on with what is meant

    near = find_candidates(atlas, open_name)
    _show_candidates(atlas, open_name, near, language, key, mean)
    _show_search(atlas, language, find, key, mean)
    with st.expander(texts["point"], expanded=st.session_state.get("amend_picking") == key, icon=":material/add_location_alt:"):
        show_point(atlas, open_name, name, likely_kind(open_name, near), language, key, own_map, not where, say)
    show_suggestions(name, language, key, lambda told: say(Verdict.POINT, told))
    note, no_place = st.columns([3, 1], vertical_alignment="bottom")
    note.text_input(texts["note"], key=f"{key}_note", max_chars=200)
    no_place.button(texts["not_a_place"], key=f"{key}_none", icon=":material/location_off:", on_click=say, args=(Verdict.NOT_A_PLACE, {}))


def _forget_other(target: Target, key: str) -> None:
    """Drop what was typed and asked for another place, where all have the same key."""
    state, subject = st.session_state, f"{target.open_name.name} {target.open_name.place.id if target.open_name.place else ''}"
    if state.get(f"{key}_subject", subject) != subject:
        for part in ("name", "scope", "find", "verdict", "at", "metres", "kind", "note", "asked"):
            state.pop(f"{key}_{part}", None)
        if state.get("amend_picking") == key:
            state.amend_picking = ""
    state[f"{key}_subject"] = subject


def _show_scope(target: Target, texts: Mapping[str, str], language: Language, key: str) -> str:
    scopes = ["pages", *(["article"] if target.article_id else []), *(["mention"] if target.mention_id else [])]
    if len(scopes) == 1:
        return scopes[0]
    chosen = st.segmented_control(texts["scope"], scopes, default="pages", key=f"{key}_scope", format_func=SCOPES[language].__getitem__)
    return chosen or "pages"


def _show_candidates(
    atlas: Atlas, open_name: OpenName, candidates: Sequence[Candidate], language: Language, key: str, mean: Callable[[Place], None]
) -> None:
    """A button for each other place that the name may mean: its namesakes first, then names like it."""
    texts = PAGE_TEXTS[language]
    refs = dict.fromkeys(ref for r in open_name.resolutions for ref in r.toponym.refs)
    current = open_name.place.id if open_name.place else ""
    listed = [atlas.gazetteer[ref] for ref in refs if ref in atlas.gazetteer and ref != current]
    near = [c for c in candidates if c.place not in listed]
    st.caption(texts["candidates" if listed or near else "no_candidates"])
    with st.container(horizontal=True, gap="small"):
        for place in listed:
            st.button(label_of(atlas, place, language), key=f"{key}_ref_{place.id}", on_click=mean, args=(place,))
        for c in near:
            away = texts["from_places"].format(km=f"{c.distance_km:.1f}") if c.distance_km is not None else ""
            label = label_of(atlas, c.place, language, away)
            st.button(label, key=f"{key}_near_{c.place.id}", on_click=mean, args=(c.place,), help=LIKENESS[language][c.how])


def _show_search(atlas: Atlas, language: Language, find: Find, key: str, mean: Callable[[Place], None]) -> None:
    texts = PAGE_TEXTS[language]
    query = st.text_input(texts["find"], key=f"{key}_find", placeholder=texts["find_hint"], max_chars=40).strip()
    if not query:
        return
    hits = list({h.place.id: h.place for h in find(query)}.values())[:MOST_HITS]
    with st.container(horizontal=True, gap="small"):
        for place in hits:
            st.button(label_of(atlas, place, language), key=f"{key}_hit_{place.id}", on_click=mean, args=(place,))
    if not hits:
        st.caption(texts["find_none"].format(q=plain(query)))


def label_of(atlas: Atlas, place: Place, language: Language, more: str = "") -> str:
    """A place for a button: name, kind and what it lies in."""
    up = next((p.name for p in atlas.gazetteer.ancestors(place) if p.kind is not PlaceKind.COUNTRY), "")
    return plain(" · ".join(filter(None, (place.name, KINDS[language][place.kind], up, more))))
