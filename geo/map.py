"""A drawing to a folium map. The only module that imports folium, and the only one where longitude and latitude change places.

Leaflet and the code that draws come from the app's own origin, so the map needs no other host. What the pages say reaches the
browser as JSON and is set as text, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

import folium
import xyzservices.providers as providers
from branca.element import MacroElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from geo.drawing import POPUP_QUOTES, RICH_FEATURES, DrawingOptions, MapView, make_drawing, packed
from geo.model import Position
from geo.style import APPROXIMATE_M, HEAT, INKS, RAMPS

__all__ = [
    "BASE_FILES", "POPUP_QUOTES", "REGION_CENTRE", "RICH_FEATURES", "SCRIPTS", "TILES", "VECTOR", "AtlasMap", "DrawingOptions",
    "MapView", "Tiles", "basemaps", "feature_group", "make_drawing", "written",
]  # fmt: skip

REGION_CENTRE: Position = (116.6, 39.2)
REGION_ZOOM = 7
VECTOR = "vector"
SCRIPTS = ("paint", "labels", "legend", "scene", "sheet", "popups", "stage", "atlas")
"""The drawing code, each part using those before it."""

BASE_FILES = ("world.json", "basemap.json")
"""The built-in basemap: coastlines, and the region's units."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile server to choose instead of the built-in basemap.

    Attributes
    ----------
    name : str
    urls : tuple of str
        Templates of Leaflet, the lowest layer first.
    attribution : str
        Markup, by its provider.
    subdomains : str
        Letters for ``{s}``.
    max_zoom : int
    is_dark : bool
        True when what lies on it must be light.
    """

    name: str
    urls: tuple[str, ...]
    attribution: str
    subdomains: str = "abc"
    max_zoom: int = 19
    is_dark: bool = False


def _known(provider: Any, is_dark: bool = False) -> Tiles:
    """A server that ``xyzservices`` knows, asked without a key: those taken here answer so."""
    url = provider["url"].partition("?")[0].replace("{variant}", provider.get("variant", ""))
    return Tiles(provider.name, (url,), provider.html_attribution, provider.get("subdomains", "abc"), provider.get("max_zoom", 18), is_dark)


TILES: Mapping[str, Tiles] = {
    "osm": _known(providers.OpenStreetMap.Mapnik),
    "carto-light": _known(providers.CartoDB.Positron),
    "carto-dark": _known(providers.CartoDB.DarkMatter, is_dark=True),
}
"""Tile servers that ask for no key. None is shifted: all are WGS 84 in Web Mercator."""

TIANDITU = "tianditu"
_TIANDITU_URL = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default"
    "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


def basemaps(tianditu_key: str = "") -> dict[str, Tiles]:
    """The tile servers to choose from; Tianditu's with its key only.

    Notes
    -----
    Tianditu is in CGCS2000, which is WGS 84 within a metre, without the offset of GCJ-02.
    """
    if not tianditu_key.isalnum():
        return dict(TILES)
    urls = tuple(_TIANDITU_URL.format(layer=layer, key=tianditu_key) for layer in ("vec", "cva"))
    return {**TILES, TIANDITU: Tiles("天地图", urls, "© 天地图", "01234567", 18)}


class AtlasMap(folium.Map):
    """A folium map that loads nothing from anywhere but the given folders, and the tile server if one is chosen.

    Parameters
    ----------
    leaflet_url, assets_url : str
        Folders of Leaflet's distribution and of ``geo/assets``, absolute or relative to the map's frame.
    words : mapping
        The labels of popups, legend and sheet in the reader's language.
    basemap : str
        ``vector`` or a key of `basemaps`.
    dark : bool
        True for light on dark; a tile server keeps its own colours.
    tianditu_key : str
    code_url : str
        One script with Leaflet and all of the drawing code; without it each part comes from its folder.
    apart : bool
        True for a map of its own, whose view is no other's.
    """

    def __init__(
        self,
        leaflet_url: str,
        assets_url: str,
        words: Mapping[str, Any],
        basemap: str = VECTOR,
        dark: bool = False,
        tianditu_key: str = "",
        code_url: str = "",
        apart: bool = False,
    ) -> None:
        known = basemaps(tianditu_key)
        if basemap != VECTOR and basemap not in known:
            near = get_close_matches(basemap, (VECTOR, *known), 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"Unknown basemap {basemap!r}. Known: {', '.join((VECTOR, *known))}.{hint}")
        parts = [("leaflet", f"{leaflet_url}/leaflet.js"), *((name, f"{assets_url}/{name}.js") for name in SCRIPTS)]
        self.default_js = [("atlas", code_url)] if code_url else parts
        self.default_css = [("leaflet_css", f"{leaflet_url}/leaflet.css"), ("atlas_css", f"{assets_url}/atlas.css")]
        lon, lat = REGION_CENTRE
        super().__init__(
            location=(lat, lon),
            zoom_start=REGION_ZOOM,
            tiles=None,
            zoom_control=False,
            min_zoom=2,
            zoom_snap=0.25,
            wheel_px_per_zoom_level=120,
        )
        tiles = known.get(basemap)
        if tiles:
            for url in tiles.urls:
                folium.TileLayer(
                    url, attr=tiles.attribution, subdomains=tiles.subdomains, max_zoom=20, max_native_zoom=tiles.max_zoom, control=False
                ).add_to(self)
        settings = {
            "assets": assets_url,
            "vector": tiles is None,
            "apart": apart,
            "dark": dark,
            "night": tiles.is_dark if tiles else dark,
            "inks": INKS,
            "ramps": RAMPS,
            "heat": HEAT,
            "approximate_km": APPROXIMATE_M // 1000,
            "words": words,
        }
        _Start(settings).add_to(self)


class _Start(MacroElement):
    """Starts the drawing code on the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}JJJ.start({{ this._parent.get_name() }}, {{ this.settings|tojson }});{% endmacro %}"
    )

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.settings = settings


class _Draw(MacroElement):
    """Draws features into a feature group."""

    _template = Template("{% macro script(this, kwargs) %}JJJ.draw({{ this._parent.get_name() }}, {{ this.drawing }});{% endmacro %}")

    def __init__(self, drawing: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Draw"
        self.drawing = drawing

    def render(self, **kwargs: Any) -> str:
        """Nothing: st_folium takes the script as it is, and folium would first compile it as a template, which takes a while."""
        return ""


def written(drawing: Mapping[str, Any]) -> str:
    """What `make_drawing` made as a script has it: Chinese as it is, for a third of the size, but nothing that could end the script."""
    return str(htmlsafe_json_dumps(packed(drawing), dumps=partial(json.dumps, ensure_ascii=False, separators=(",", ":"))))


def feature_group(drawing: Mapping[str, Any] | str) -> folium.FeatureGroup:
    """A folium feature group that draws what `make_drawing` made, or what `written` made of it."""
    group = folium.FeatureGroup(name="places")
    _Draw(drawing if isinstance(drawing, str) else written(drawing)).add_to(group)
    return group
