"""The small map of one article: its places, and the part of the earth that holds them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from geo.atlas import Atlas
from geo.facets import Index, look, narrowed
from geo.layers import Shape
from geo.mini import extent_of, make_mini
from geo.model import Position
from geo.ui.assets import ASSETS, ASSETS_URL, LEAFLET_URL, MINI_URL
from geo.ui.reader import mini_data
from geo.ui.state import first_article
from geo.ui.words import Language
from geo.view import View

TIANJIN, WUQING, SHANGHAI = (117.2, 39.13), (117.04, 39.38), (121.47, 31.23)


def unpack(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """The records that `geo.drawing.pack` made columns of."""
    values = [[c["of"][n] for n in c["at"]] if isinstance(c, dict) else c for c in columns.values()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def test_it_has_the_articles_places_once_each_and_no_sentence(atlas: Atlas, index: Index) -> None:
    view = View(articles=frozenset({first_article(atlas)}))
    features = narrowed(index, view)
    assert features == look(index, view).features
    made = make_mini(atlas, features)
    assert made is not None
    drawing = made["drawing"]
    places = [*unpack(drawing["points"]), *drawing["lines"], *(p for u in drawing["units"] for p in unpack(u["places"]))]
    assert {p["id"]: p["count"] for p in places} == {f.place.id: f.mentions for f in features if f.shape is not Shape.NONE}
    assert len(places) == len({p["id"] for p in places}) and all(p["quotes"] == [] for p in places)
    assert len(json.dumps(mini_data(atlas, index, atlas.articles[first_article(atlas)], False, Language.ZH), ensure_ascii=False)) < 20_000


@pytest.mark.parametrize(
    ("positions", "extent"),
    [
        ([], None),
        ([TIANJIN], (*TIANJIN, *TIANJIN)),
        ([TIANJIN, WUQING], (117.04, 39.13, 117.2, 39.38)),
        ([SHANGHAI, WUQING, TIANJIN], (117.04, 39.13, 117.2, 39.38)),
        ([SHANGHAI, (2.35, 48.86)], (2.35, 31.23, 121.47, 48.86)),
    ],
)
def test_it_is_fitted_to_the_places_of_the_region_where_there_are_any(
    positions: list[Position], extent: tuple[float, float, float, float] | None
) -> None:
    assert extent_of(positions) == extent


def test_an_article_without_places_has_none(atlas: Atlas, index: Index) -> None:
    without = [a for a in atlas.articles.values() if not narrowed(index, View(articles=frozenset({a.id})))]
    assert make_mini(atlas, ()) is None and all(mini_data(atlas, index, a, True, Language.EN) is None for a in without)


def test_its_frame_loads_the_maps_own_drawing_code_and_nothing_else() -> None:
    loaded = re.findall(r'(?:src|href)="([^"]+)"', (ASSETS / "mini.html").read_text(encoding="utf-8"))
    own = [x for x in loaded if "/" not in x]
    assert [x for x in loaded if "/" in x] == [f"{LEAFLET_URL}/leaflet.css", f"{LEAFLET_URL}/leaflet.js"]
    assert own and all((ASSETS / x).is_file() for x in own)
    assert f"component/{ASSETS_URL.removeprefix('../')}/mini.html" == MINI_URL
