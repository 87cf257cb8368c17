"""What a visitor has chosen, kept in the session and in the address, so that a link opens the same screen."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from secrets import token_hex

import streamlit as st

from extract.model import ArticleKind
from geo.amendment_links import write_word
from geo.atlas import Atlas
from geo.map import VECTOR
from geo.model import PlaceKind, Position
from geo.ui.words import Language
from geo.view import PARAMETERS, Chip, Ignored, View, read_view, without, write_view

CLOSE_ZOOM = 11
"""Zoom at which a chosen place is shown with its surroundings."""

FIX = "fix"
"""The parameter with the corrections made by hand."""

_AT = re.compile(r"(\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)", re.ASCII)
_OWN = ("page", "panel", "place", "article", "mention", "lang", "basemap", "layers", "at", FIX)
_LONGEST_TOLD = 40
_WIDE_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTRY})


class Screen(StrEnum):
    """The pages of the app."""

    MAP = "map"
    OVERVIEW = "overview"
    UNRESOLVED = "unresolved"


class Panel(StrEnum):
    """What stands beside the map."""

    ARTICLE = "article"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Go:
    """Where the map is sent.

    Attributes
    ----------
    place : str
        Id of the place whose popup opens, or empty.
    name : str
    at : Position or None
        WGS 84 degrees, longitude first.
    zoom : float
    """

    place: str
    name: str
    at: Position | None
    zoom: float


def start_session(
    atlas: Atlas, asked: Mapping[str, str], units: Collection[str], basemaps: Collection[str], layers: Collection[str]
) -> tuple[Ignored, ...]:
    """Take everything from the address once, when a session begins; what of it means nothing is returned.

    Parameters
    ----------
    atlas : Atlas
    asked : mapping of str to str
        The address's parameters.
    units, basemaps, layers : collection of str
        Ids of units, and names of basemaps and layers, that an address may ask for.
    """
    state = st.session_state
    if "view" in state:
        return ()
    known = {"unit": units, "articles": atlas.articles, "pages": {p.source.name for p in atlas.pages}}
    view, ignored = read_view(asked, known)
    wrong = [*ignored, *(Ignored(p[:_LONGEST_TOLD], v[:_LONGEST_TOLD]) for p, v in asked.items() if p not in (*PARAMETERS.values(), *_OWN))]

    def take(name: str, allowed: Collection[str], default: str) -> str:
        value = asked.get(name, "")
        if value and value not in allowed:
            wrong.append(Ignored(name, value[:_LONGEST_TOLD]))
        return value if value and value in allowed else default

    state.view = view
    state.lang = Language(take("lang", set(Language), Language.ZH))
    state.page = Screen(take("page", set(Screen), Screen.MAP))
    state.basemap = take("basemap", basemaps, VECTOR)
    state.layers = _layers(asked, layers, wrong)
    state.article = take("article", atlas.articles, first_article(atlas))
    state.mention = take("mention", {m.id for p in atlas.pages for m in p.mentions}, "")
    state.panel = Panel(take("panel", set(Panel), Panel.ARTICLE))
    state.turn = 0
    state.visit = token_hex(4)  # so that the browser knows when the server was started anew under an open page
    state.place, state.ask, state.go, state.at = "", 0, None, ""
    state.drawn = (
        state.page != Screen.MAP
    )  # what isn't seen at once is sent when the map stands, so that the browser needn't load it before
    place = take("place", _Places(atlas), "")
    if place:
        choose_place(atlas, place)
        if "panel" not in asked and "article" not in asked:
            state.panel = Panel.PLACE
    where = position_of(asked.get("at", ""))
    if where is not None:
        state.at = asked["at"]
    elif asked.get("at"):
        wrong.append(Ignored("at", asked["at"][:_LONGEST_TOLD]))
    state.opened = 1  # a number of its own for what the map begins with: it moves there once
    state.opening = Go(state.place, "", where[1], where[0]) if where else state.go
    return tuple(wrong)


class _Places(Collection[str]):
    """The places that a link may name: those of the pages and those of the gazetteer."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def __contains__(self, id: object) -> bool:
        return id in self._atlas.places or id in self._atlas.gazetteer

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._atlas.places)

    def __len__(self) -> int:
        return len(self._atlas.places)


def _layers(asked: Mapping[str, str], known: Collection[str], wrong: list[Ignored]) -> list[str] | None:
    """The layers that an address asks for; None where it doesn't."""
    if "layers" not in asked:
        return None
    names = [n for n in asked["layers"].split(",") if n]
    wrong += [Ignored("layers", n[:_LONGEST_TOLD]) for n in names if n not in known]
    kept = [n for n in names if n in known]
    return kept if kept or not names else None


def first_article(atlas: Atlas) -> str:
    """Id of the article a visitor sees first: the first report with a title."""
    titled = [a for a in atlas.articles.values() if a.title]
    return next((a.id for a in titled if a.kind is ArticleKind.ARTICLE), titled[0].id if titled else next(iter(atlas.articles), ""))


def position_of(at: str) -> tuple[float, Position] | None:
    """Zoom and middle of the map (longitude first) as an address has them; None for what is none."""
    match = _AT.fullmatch(at)
    if match is None:
        return None
    zoom, lon, lat = (float(g) for g in match.groups())
    return (zoom, (lon, lat)) if zoom <= 20 and abs(lon) <= 180 and abs(lat) <= 85 and math.isfinite(zoom) else None


def choose_place(atlas: Atlas, id: str) -> None:
    """Show a place's card, send the map to it and open its popup."""
    state = st.session_state
    place = atlas.places.get(id) or atlas.gazetteer.places.get(id)
    if place is None:
        return
    position, own = atlas.gazetteer.representative_point(place)
    state.place = id
    state.ask += 1
    state.go = Go(id, place.name, position, CLOSE_ZOOM if own and place.kind not in _WIDE_KINDS else CLOSE_ZOOM - 3)


def show_map() -> None:
    """Go to the map from another screen: it begins at the place that was chosen last, if that was chosen there."""
    state = st.session_state
    state.page = Screen.MAP
    state.opening, state.opened = state.go, state.ask + 1


def open_mention(atlas: Atlas, article: str, mention: str) -> None:
    """Show an article in the reader at a mention."""
    if article in atlas.articles:
        st.session_state.mention = mention
        turn_to(Panel.ARTICLE, article)


def turned(control: str) -> str:
    """The key of a control of the panel.

    It is another one after each turn by other controls: what the browser sends before it has heard of a turn still tells of the
    panel's own controls as they were, which would turn it back.
    """
    return f"{control}_{st.session_state.turn}"


def turn_to(panel: Panel, article: str = "") -> None:
    """Show the card, or an article, by another control than the panel's own."""
    state = st.session_state
    told = panel, article or state.article
    state.turn += told != (state.panel, state.article)
    state.panel, state.article = told


def narrow(**changes: object) -> None:
    """Change some filters and leave the others."""
    st.session_state.view = replace(st.session_state.view, **changes)


def drop(chip: Chip | None) -> None:
    """Take one choice away, or all of them."""
    st.session_state.view = View() if chip is None else without(st.session_state.view, chip)


def address_of() -> dict[str, str]:
    """The parameters that bring this screen back."""
    state = st.session_state
    told = {name: str(state.get(name) or "") for name in ("place", "article", "mention", "at")}
    if state.lang != Language.ZH:
        told["lang"] = state.lang
    for name, usual in (("page", Screen.MAP), ("panel", Panel.ARTICLE), ("basemap", VECTOR)):
        if state.get(name) and state.get(name) != usual:
            told[name] = str(state.get(name))
    if state.layers is not None:
        told["layers"] = ",".join(state.layers)
    told[FIX] = write_word(state.get("amendments", ()))
    return {**write_view(state.view), **{k: v for k, v in told.items() if v or k == "layers"}}


def write_address() -> None:
    """Put everything into the address."""
    wanted = address_of()
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
