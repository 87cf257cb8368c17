"""Where a place is, said by hand: typed as longitude and latitude, or clicked on a map."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import cos, radians

import streamlit as st
from streamlit_folium import st_folium

from geo.amendments import Amendment, AmendmentError, Verdict, place_at
from geo.atlas import Atlas
from geo.layers import Feature, Shape
from geo.map import REGION_ZOOM, AtlasMap, feature_group, make_drawing
from geo.model import ADMIN_KINDS, PlaceKind, Position
from geo.ui.assets import ASSETS_URL, CODE_URL, LEAFLET_URL
from geo.ui.words import KINDS, Language, map_words
from geo.ui.words_pages import PAGE_TEXTS, plain
from geo.unresolved import Candidate, Likeness, OpenName

PICKER_HEIGHT = 400
PICKER_ZOOM = 10
DEFAULT_UNCERTAINTY_M, MOST_UNCERTAINTY_M = 300, 100_000
HAND_PX = 8
"""Pixels by which a click misses what is meant."""

TILE_PX, EQUATOR_M = 256, 40_075_017
"""Of Web Mercator: a tile's side, and what the one of zoom 0 shows."""


def is_picking() -> bool:
    """True while a click on the map is waited for; the map then has to tell ``last_clicked``."""
    return bool(st.session_state.get("amend_picking"))


def take_click(lon: float, lat: float, zoom: float = PICKER_ZOOM) -> None:
    """A click on the map, in WGS 84 degrees: it becomes the point of what is being corrected, as exact as a hand is at the map's zoom."""
    key = st.session_state.get("amend_picking")
    if key:
        reach = HAND_PX * EQUATOR_M * cos(radians(lat)) / TILE_PX / 2**zoom
        st.session_state[f"{key}_metres"] = min(max(DEFAULT_UNCERTAINTY_M, int(round(reach, -2))), MOST_UNCERTAINTY_M)
        lon = (lon + 180) % 360 - 180  # Leaflet goes on counting where the world is repeated
        st.session_state[f"{key}_at"] = f"{lon:.6f}, {lat:.6f}"


def parse_position(text: str) -> Position | None:
    """Longitude and latitude from what was typed or pasted; None where they aren't in China's part of the world in that order."""
    numbers = _two_numbers(text)
    return numbers if numbers and 70 <= numbers[0] <= 140 and 0 <= numbers[1] <= 60 else None


def _two_numbers(text: str) -> Position | None:
    cells = [c for c in re.split(r"[,，;；\s]+", text.strip()) if c]
    try:
        first, second = map(float, cells)
    except ValueError:
        return None
    return first, second


def likely_kind(open_name: OpenName, near: Sequence[Candidate]) -> PlaceKind:
    """What a name is: as it was resolved, as the words around it say, or as the place whose name is all but the same."""
    if open_name.place:
        return open_name.place.kind
    hints = [PlaceKind(r.toponym.kind_hint) for r in open_name.resolutions if r.toponym.kind_hint]
    return next(iter([*hints, *(c.place.kind for c in near if c.how is not Likeness.SHARED)]), PlaceKind.FACILITY)


def show_point(
    atlas: Atlas,
    open_name: OpenName,
    name: str,
    kind: PlaceKind,
    language: Language,
    key: str,
    own_map: bool,
    everywhere: bool,
    say: Callable[..., None],
) -> None:
    """Draw the controls that say where a place is: typed, or clicked on the map.

    Parameters
    ----------
    atlas : Atlas
    open_name : OpenName
    name : str
        Which of its names is corrected.
    kind : PlaceKind
        What a new place is taken to be.
    language : Language
    key : str
    own_map : bool
        True to draw a map to click on.
    everywhere : bool
        True for all pages; for one article or mention a place isn't moved, as it lies there for all of them.
    say : callable
        Takes the verdict and the amendment's other fields when the point is confirmed.
    """
    texts, place = PAGE_TEXTS[language], open_name.place
    verdict = Verdict.POINT
    if everywhere and place is not None and place.id in atlas.gazetteer and not place.path:
        labels = {
            Verdict.MOVED: texts["meaning_moved"].format(name=plain(place.name)),
            Verdict.POINT: texts["meaning_point"],
        }
        verdict = st.radio(texts["meaning"], list(labels), key=f"{key}_verdict", format_func=labels.__getitem__)
    is_on = st.session_state.get("amend_picking") == key
    st.button(texts["stop_picking" if is_on else "pick"], key=f"{key}_pick", on_click=_pick, args=("" if is_on else key,))
    if is_on:
        st.info(texts["picking"], icon=":material/touch_app:")
    at, metres = st.columns([3, 2])
    typed = at.text_input(texts["lonlat"], key=f"{key}_at", placeholder="117.0095, 39.3782")
    st.session_state.setdefault(f"{key}_metres", DEFAULT_UNCERTAINTY_M)
    uncertainty = metres.number_input(texts["uncertainty"], min_value=1, max_value=MOST_UNCERTAINTY_M, key=f"{key}_metres")
    position = parse_position(typed)
    told: dict[str, object] = {"position": position, "uncertainty_m": float(uncertainty)}
    if verdict is Verdict.POINT:
        told["kind"] = _show_kind(kind, language, key)
    elif place is not None:
        told["place_id"] = place.id
    if own_map and is_on:
        _show_picker(atlas, open_name, name, told, language, key)
    if typed and position is None:
        swapped = parse_position(", ".join(reversed(re.split(r"[,，;；\s]+", typed.strip()))))
        fault = "lonlat_swapped" if swapped else "lonlat_far" if _two_numbers(typed) else "lonlat_bad"
        st.warning(texts[fault].format(text=plain(typed)))
    st.button(texts["set_point"], key=f"{key}_set", type="primary", disabled=position is None, on_click=say, args=(verdict, told))


def _show_kind(likely: PlaceKind, language: Language, key: str) -> PlaceKind:
    kinds = [k for k in PlaceKind if k not in ADMIN_KINDS]
    index = kinds.index(likely if likely in kinds else PlaceKind.FACILITY)
    texts = PAGE_TEXTS[language]
    chosen: PlaceKind = st.selectbox(texts["kind"], kinds, index=index, key=f"{key}_kind", format_func=KINDS[language].__getitem__)
    return chosen


def _show_picker(atlas: Atlas, open_name: OpenName, name: str, told: Mapping[str, object], language: Language, key: str) -> None:
    """A small map to click on, near the articles' places, with the point that was clicked."""
    base = AtlasMap(LEAFLET_URL, ASSETS_URL, map_words(language, atlas.gazetteer), code_url=CODE_URL, apart=True)
    shown: list[Feature] = []
    if told["position"] is not None:
        try:
            made = Amendment(Verdict.POINT, name, position=told["position"], uncertainty_m=told["uncertainty_m"])  # type: ignore[arg-type]
        except AmendmentError:
            return
        place = place_at(atlas, made)
        shown = [Feature(place, Shape.POINT, place.position, place.uncertainty_m, "", (), ())]
    unit = open_name.place or next((r.place for r in atlas.resolutions if r.mention.article_id in open_name.article_ids and r.place), None)
    centre = atlas.gazetteer.representative_point(unit)[0] if unit else None
    with st.container(key=f"{key}_map"):
        st_folium(
            base,
            key=f"{key}_picker",
            height=PICKER_HEIGHT,
            use_container_width=True,
            feature_group_to_add=feature_group(make_drawing(atlas, shown)),
            center=(centre[1], centre[0]) if centre else None,
            zoom=PICKER_ZOOM if centre else REGION_ZOOM,
            returned_objects=["last_clicked"],
            on_change=lambda: _on_click(f"{key}_picker"),
        )


def _on_click(key: str) -> None:
    """A click on the small map."""
    clicked = (st.session_state.get(key) or {}).get("last_clicked") or {}
    if "lng" in clicked and "lat" in clicked:
        take_click(float(clicked["lng"]), float(clicked["lat"]))


def _pick(key: str) -> None:
    st.session_state.amend_picking = key
