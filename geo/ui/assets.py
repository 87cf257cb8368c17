"""Files the map's frame loads, served from the app's own origin."""

from __future__ import annotations

from pathlib import Path

import streamlit.components.v1 as components
from xstatic.pkg import leaflet

ASSETS = Path(__file__).parent.parent / "assets"

_leaflet = components.declare_component("leaflet", path=leaflet.BASE_DIR)
_atlas = components.declare_component("atlas", path=str(ASSETS))

LEAFLET_URL = f"../{_leaflet.name}"
"""Leaflet's folder, seen from the frame that streamlit-folium draws in."""

ASSETS_URL = f"../{_atlas.name}"
"""The folder of our own drawing code."""

MINI_URL = f"component/{_atlas.name}/mini.html"
"""The frame of the reader's small map, seen from the page."""
