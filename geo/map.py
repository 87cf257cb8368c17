"""Features to a folium map. The only module that imports folium, and the only one where longitude and latitude change places.

Leaflet and the code that draws come from the app's own origin, so the map needs no other host. What the pages say reaches the
browser as JSON and is set as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import folium
import xyzservices.providers as providers
from branca.element import MacroElement
from folium.template import Template

from geo.atlas import Atlas
from geo.geojson import rounded
from geo.layers import Feature, Quote, Shape
from geo.model import Position
from geo.style import THEME_COLOURS, symbol_of

REGION_CENTRE: Position = (116.6, 39.2)
REGION_ZOOM = 7
VECTOR = "vector"
TILES: Mapping[str, Any] = {
    "osm": providers.OpenStreetMap.Mapnik,
    "carto-light": providers.CartoDB.Positron,
    "carto-dark": providers.CartoDB.DarkMatter,
}
"""Tile servers to choose instead of the built-in basemap. None is shifted: all are WGS 84 in Web Mercator."""

POPUP_QUOTES = 3


class AtlasMap(folium.Map):
    """A folium map that loads nothing from anywhere but the given folders.

    Parameters
    ----------
    leaflet_url, assets_url : str
        Folders of Leaflet's distribution and of ``geo/assets``, absolute or relative to the map's frame.
    words : mapping
        The labels of popups and legend in the reader's language.
    basemap : str
        ``vector`` or a key of `TILES`.
    """

    def __init__(self, leaflet_url: str, assets_url: str, words: Mapping[str, Any], basemap: str = VECTOR) -> None:
        if basemap != VECTOR and basemap not in TILES:
            near = get_close_matches(basemap, (VECTOR, *TILES), 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"Unknown basemap {basemap!r}. Known: {', '.join((VECTOR, *TILES))}.{hint}")
        self.default_js = [("leaflet", f"{leaflet_url}/leaflet.js"), ("atlas", f"{assets_url}/atlas.js")]
        self.default_css = [("leaflet_css", f"{leaflet_url}/leaflet.css"), ("atlas_css", f"{assets_url}/atlas.css")]
        lon, lat = REGION_CENTRE
        super().__init__(
            location=(lat, lon), zoom_start=REGION_ZOOM, tiles=None, control_scale=True, zoom_control=True, min_zoom=2, zoom_snap=0.25
        )
        if basemap in TILES:
            folium.TileLayer(TILES[basemap], control=False).add_to(self)
        _Start({"assets": assets_url, "vector": basemap == VECTOR, "words": words}).add_to(self)


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

    _template = Template(
        "{% macro script(this, kwargs) %}JJJ.draw({{ this._parent.get_name() }}, {{ this.drawing|tojson }});{% endmacro %}"
    )

    def __init__(self, drawing: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Draw"
        self.drawing = drawing


def feature_group(drawing: Mapping[str, Any]) -> folium.FeatureGroup:
    """A folium feature group that draws what `make_drawing` made."""
    group = folium.FeatureGroup(name="places")
    _Draw(drawing).add_to(group)
    return group


def make_drawing(atlas: Atlas, features: Sequence[Feature], focus: str = "", ask: int = 0) -> dict[str, Any]:
    """What the browser needs to draw features: points, lines, and units with the places known to lie in them.

    Parameters
    ----------
    atlas : Atlas
    features : sequence of Feature
    focus : str
        Id of a place whose popup is opened at once.
    ask : int
        A number that differs from one wish to open a popup to the next; a drawing with the same number opens none.

    Returns
    -------
    dict
        ``points`` and ``lines`` as GeoJSON features, longitude first, ``units`` with an area each, and ``focus``.
    """
    points, lines = [], []
    units: dict[str, dict[str, Any]] = {}
    for feature in features:
        card = _card(atlas, feature)
        if feature.shape is Shape.POINT and feature.place.position:
            points.append({**card, "at": [round(v, 5) for v in feature.place.position]})
        elif feature.shape is Shape.LINE:
            lines.append({**card, "path": [[round(v, 5) for v in xy] for xy in feature.place.path]})
        elif feature.shape is Shape.AREA:
            _add_to_unit(atlas, units, feature, card)
    return {"points": points, "lines": lines, "units": sorted(units.values(), key=lambda u: -u["size"]), "focus": focus, "ask": ask}


def _add_to_unit(atlas: Atlas, units: dict[str, dict[str, Any]], feature: Feature, card: dict[str, Any]) -> None:
    """File a place under the smallest unit with an area that it is known to lie in."""
    gazetteer = atlas.gazetteer
    for up in (feature.place, *gazetteer.ancestors(feature.place)):
        area = gazetteer.boundaries.area(up.id)
        if area is not None:
            if up.id not in units:
                label = area.representative_point()
                units[up.id] = {
                    "id": up.id,
                    "name": up.name,
                    "area": rounded(area.simplify(0.003)),
                    "at": [round(label.x, 4), round(label.y, 4)],
                    "size": area.area,
                    "places": [],
                }
            units[up.id]["places"].append(card)
            return


def _card(atlas: Atlas, feature: Feature) -> dict[str, Any]:
    """What a popup says of a place."""
    place = feature.place
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "within": feature.within,
        "symbol": symbol_of(place.kind).value,
        "colour": THEME_COLOURS[feature.theme],
        "themes": [t.value for t in feature.themes],
        "count": feature.mentions,
        "uncertainty_m": round(feature.uncertainty_m),
        "basis": place.basis.value,
        "source": place.source,
        "status": place.status.value,
        "quotes": [_quoted(atlas, q) for q in _varied(feature.quotes)],
    }


def _varied(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes for a popup: different sentences, from different articles as far as there are."""
    distinct = list({q.text: q for q in reversed(quotes)}.values())[::-1]
    first = list({q.article_id: q for q in reversed(distinct)}.values())[::-1]
    rest = [q for q in distinct if q not in first]
    return (first + rest)[:POPUP_QUOTES]


def _quoted(atlas: Atlas, quote: Quote) -> dict[str, Any]:
    article = atlas.articles[quote.article_id]
    return {
        "mention": quote.mention_id,
        "article": article.id,
        "title": article.title or article.kind.value,
        "published": article.published,
        "text": quote.text,
        "mark": list(quote.mark),
    }
