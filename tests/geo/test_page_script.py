"""The page as its script draws it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from extract.model import ArticleKind, Theme
from geo.atlas import Atlas
from geo.layers import Feature, Shape, layer_of
from geo.ui import explorer, state
from geo.view import View
from tests.conftest import ROOT

WUQING, WUQING_STATION = "120114", "rail_station-wuqingzhan"


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page of a visitor whose browser has drawn the map."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    app.session_state.drawn = True
    app.run()
    return app


def sent_to_map(app: AppTest) -> tuple[str, dict[str, Any]]:
    """The identity of the map's frame and what is sent to it."""
    (frame,) = [e.proto for e in app.main if e.type == "component_instance"]
    assert frame.component_name == "streamlit_folium.st_folium"
    return frame.id, dict(json.loads(frame.json_args))


def drawn(app: AppTest, key: str) -> dict[str, Any]:
    """What one of the page's own parts is sent."""
    (found,) = [json.loads(e.proto.json) for e in [*app.main, *app.sidebar] if e.type == "bidi_component" and e.key == key]
    return dict(found)


def summary(app: AppTest) -> str:
    return str(drawn(app, "chips")["groups"][0]["note"])


def test_the_page_runs_without_exception_and_has_its_parts(page: AppTest, atlas: Atlas) -> None:
    assert (list(page.exception), list(page.error)) == ([], [])
    assert len(page.selectbox(key="article_choice_0").options) == len(atlas.articles)
    assert [b.key for b in page.get("download_button")] == ["download_geojson", "download_by_theme", "download_csv"]
    assert [len(drawn(page, "themes")["groups"][0]["choices"]), len(drawn(page, "filters")["groups"])] == [9, 9]
    assert drawn(page, "reader")["id"] == state.first_article(atlas)


def test_what_is_not_seen_at_once_is_sent_when_the_map_stands(page: AppTest) -> None:
    first = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert list(first.exception) == []
    assert (len(first.get("download_button")), len(first.dataframe), len(first.get("file_uploader"))) == (0, 0, 0)
    assert [e.key for e in [*first.main, *first.sidebar] if e.type == "bidi_component"] == []
    assert (len(page.get("download_button")), len(page.dataframe), len(page.get("file_uploader"))) == (3, 1, 1)
    assert "wuqing" in drawn(page, "search")["names"]
    assert sent_to_map(first) == sent_to_map(page)


def test_what_the_map_returns_when_it_stands_brings_the_rest(monkeypatch: pytest.MonkeyPatch, page: AppTest) -> None:
    monkeypatch.setattr(explorer, "st_folium", lambda *_, **__: {"drawn": True})
    told = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert list(told.exception) == []
    assert (len(told.get("download_button")), drawn(told, "search")) == (3, drawn(page, "search"))


def test_the_page_says_how_much_it_shows_as_the_overview_does(page: AppTest, atlas: Atlas, features: tuple[Feature, ...]) -> None:
    mentions = len({q.mention_id for f in features for q in f.quotes})
    articles = len({id for f in features for id in f.article_ids if atlas.articles[id].kind is ArticleKind.ARTICLE})
    undrawn = sum(f.shape is Shape.NONE for f in features)
    assert undrawn
    assert summary(page) == (
        f"{len(features)}/{len(features)} 个地点 · {mentions} 处提及 · {articles} 篇 · 5 个版面 · {undrawn} 个地点无坐标，未画出（金砖国家、欧美）"
    )


def test_a_filter_sends_the_same_map_other_features(features: tuple[Feature, ...], page: AppTest) -> None:
    before, all_features = sent_to_map(page)
    page.session_state.view = View(themes=frozenset({Theme.ECOLOGY}))
    page.run()
    after, ecology = sent_to_map(page)
    assert list(page.exception) == []
    assert after == before
    assert ecology["script"] == all_features["script"]
    assert ecology["feature_group"] != all_features["feature_group"]
    assert page.query_params["themes"] == "ecology"
    assert summary(page).startswith(f"{len(layer_of(features, [Theme.ECOLOGY]))}/{len(features)} 个地点")
    page.session_state.view = View(words="没有这样的话")
    page.run()
    assert (list(page.exception), [i.value for i in page.info]) == ([], ["没有符合条件的地点。去掉一个条件，或全部清除。"])
    assert sent_to_map(page)[0] == before
    page.session_state.view = View()
    page.run()
    assert sent_to_map(page)[1] == all_features
    assert "themes" not in page.query_params


def test_choosing_a_place_sends_the_map_no_new_drawing(atlas: Atlas, page: AppTest) -> None:
    before = sent_to_map(page)
    page.session_state.place, page.session_state.panel = WUQING_STATION, state.Panel.PLACE
    page.run()
    assert sent_to_map(page) == before
    assert drawn(page, "card")["name"] == "武清站"
    page.session_state.panel = state.Panel.ARTICLE
    page.run()


def test_a_link_opens_the_same_screen(atlas: Atlas, page: AppTest, station_mention: tuple[str, str]) -> None:
    mention, article = station_mention
    linked = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in {"article": article, "mention": mention, "place": WUQING_STATION, "themes": "rail"}.items():
        linked.query_params[key] = value
    linked.run()
    linked.session_state.drawn = True
    linked.run()
    assert list(linked.exception) == []
    assert linked.selectbox(key="article_choice_0").value == article
    assert linked.session_state.view == View(themes=frozenset({Theme.RAIL}))
    assert f'"focus":"{WUQING_STATION}"' in sent_to_map(linked)[1]["feature_group"]
    told = drawn(linked, "reader")
    assert (told["id"], told["chosen"]) == (article, mention)


def test_a_folder_that_is_missing_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: AppTest) -> None:
    monkeypatch.setenv("JJJ_PAGES", str(tmp_path / "nowhere"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert len(app.error) == 1 and "nowhere" in app.error[0].value  # at once
    app.session_state.drawn = True
    app.run()
    assert list(app.exception) == []
    assert len(app.error) == 1 and "nowhere" in app.error[0].value
    assert [i.value for i in app.info] == ["没有可读的版面。打开左侧抽屉，加入自己的版面。"]
