"""Files the map's frame loads, served from the app's own origin."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit.components.v1 as components
from xstatic.pkg import leaflet

from geo.map import BASE_FILES, SCRIPTS

ASSETS = Path(__file__).parent.parent / "assets"

_leaflet = components.declare_component("leaflet", path=leaflet.BASE_DIR)
_atlas = components.declare_component("atlas", path=str(ASSETS))

LEAFLET_URL = f"../{_leaflet.name}"
"""Leaflet's folder, seen from the frame that streamlit-folium draws in."""

ASSETS_URL = f"../{_atlas.name}"
"""The folder of our own drawing code."""

MINI_URL = f"component/{_atlas.name}/mini.html"
"""The frame of the reader's small map, seen from the page."""


def joined_code() -> str:
    """Leaflet and the drawing code in one script, which asks for the basemap before it does anything else."""
    asked = ",".join(f'fetch("{ASSETS_URL}/{name}").then((r) => r.json())' for name in BASE_FILES)
    parts = [Path(leaflet.BASE_DIR) / "leaflet.js", *(ASSETS / f"{name}.js" for name in SCRIPTS)]
    return "\n;".join([f"window.JJJBase=Promise.all([{asked}])", *(p.read_text(encoding="utf-8") for p in parts)])


_folder = TemporaryDirectory(prefix="jjj-atlas-")  # gone when the server ends
(Path(_folder.name) / "map.js").write_text(joined_code(), encoding="utf-8")
_code = components.declare_component("code", path=_folder.name)

CODE_URL = f"../{_code.name}/map.js"
"""`joined_code`: streamlit-folium asks for a map's scripts one after the other, and waits for each."""
