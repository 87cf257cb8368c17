"""What card, search box, reader and files hold."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

from extract.model import MentionKind, PassageRole, SourceText, Theme
from geo.atlas import Atlas, Reader
from geo.downloads import BOM, COLUMNS, geojson_by_theme, places_csv
from geo.facets import Index
from geo.layers import Feature, layer_of, make_features
from geo.pinyin import Speller
from geo.search import PlaceSearch
from geo.ui import state
from geo.ui.card import card_data
from geo.ui.reader import article_data, article_labels
from geo.ui.searchbox import ask_gazetteer, names_of
from geo.ui.words import Language

WUQING, WUQING_STATION = "120114", "rail_station-wuqingzhan"
UNNAMED = "130432"
ATTACK = "</script><img src=x onerror=alert(1)>`${alert(2)}`\\';\"&"


def atlas_of(reader: Reader, text: str) -> Atlas:
    return Atlas((reader.read_page(SourceText("page.txt", text, "utf-8", "")),), reader.gazetteer)


# The card


def test_a_card_says_what_where_how_exact_why_and_every_sentence(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    card = card_data(atlas, index, features, WUQING_STATION, Language.ZH)
    facts = dict(card["facts"])
    assert (card["name"], card["path"], card["note"]) == ("武清站", "中国 › 天津市 › 天津市武清区", "")
    assert facts["类型"] == "火车站 · 已建成" and facts["精度"] == "点位准确 · 误差约 200 m" and "测绘数据" in facts["依据"]
    assert "OpenStreetMap" in facts["依据"] and "备注" not in facts  # what the gazetteer notes is for its editors
    assert facts["为何是这里"]
    lon, lat = atlas.places[WUQING_STATION].position or (0, 0)
    assert card["coordinates"] == f"{lon:.5f}, {lat:.5f}" and f"mlat={round(lat, 5)}&mlon={round(lon, 5)}" in card["osm"]
    feature = next(f for f in features if f.place.id == WUQING_STATION)
    assert [a["id"] for a in card["articles"]] and {a["id"] for a in card["articles"]} == set(feature.article_ids)
    for article in card["articles"]:
        for quote in article["quotes"]:
            surface = quote["mention"]
            assert quote["text"][slice(*quote["mark"])] == next(
                "".join(m.surface.split()) for p in atlas.pages for m in p.mentions if m.id == surface
            )
    assert sum(n for _, n in card["dates"]) == feature.mentions
    km = [float(n["km"]) for n in card["near"]]
    assert km == sorted(km) and WUQING_STATION not in {n["id"] for n in card["near"]}


def test_a_card_of_a_hidden_or_unnamed_place_says_so(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    hidden = card_data(atlas, index, (), WUQING_STATION, Language.ZH)
    assert "被当前筛选隐藏" in hidden["note"] and hidden["articles"]
    unnamed = card_data(atlas, index, features, UNNAMED, Language.ZH)
    assert "没有提到" in unnamed["note"] and unnamed["articles"] == [] and unnamed["dates"] == []
    assert card_data(atlas, index, features, "nowhere", Language.ZH)["empty"].startswith("在地图上点")


def test_the_card_of_a_unit_offers_to_narrow_the_map_to_it(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    for id, name in ((WUQING, "天津市武清区"), ("120000", "天津市"), ("130100", "河北省石家庄市")):
        narrow = card_data(atlas, index, features, id, Language.ZH)["narrow"]
        assert narrow == {"unit": id, "on": False, "text": f"只看{name}的地点"}
    assert card_data(atlas, index, features, WUQING, Language.EN, WUQING)["narrow"] == {
        "unit": "",
        "on": True,
        "text": "only 天津市武清区 is shown; show everywhere",
    }
    for other in (WUQING_STATION, UNNAMED):  # no unit; a unit that no filter offers, as the pages name nothing there
        assert card_data(atlas, index, features, other, Language.ZH)["narrow"] is None


def test_a_place_known_by_its_unit_has_no_coordinates_to_copy(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    card = card_data(atlas, index, features, "park-zhongguonongyedaxuenongyehechengshengwuyushengwuzhizaokejiyuan", Language.ZH)
    assert (card["coordinates"], card["osm"]) == ("", "")
    assert card["near"]


# The search box


def test_names_are_found_by_characters_pinyin_and_initials(index: Index) -> None:
    rows = {r[0]: r for r in names_of(index, Speller(), Language.ZH)}
    assert len(rows) == len(index.features)
    assert rows[WUQING_STATION][1:3] == ["武清站", "火车站 · 天津市武清区"]
    assert {"武清站", "wuqingzhan", "wqz"} <= set(rows[WUQING_STATION][4].split(" "))


def test_the_gazetteer_answers_for_places_that_the_pages_do_not_name(atlas: Atlas) -> None:
    hits = ask_gazetteer(PlaceSearch(atlas.gazetteer), atlas, {}, "广平县", Language.ZH)
    assert hits[0]["id"] == UNNAMED
    assert not {h["id"] for h in hits} & set(atlas.places)
    assert ask_gazetteer(PlaceSearch(atlas.gazetteer), atlas, {}, "<img>`${}", Language.ZH) == []
    (named, *_) = ask_gazetteer(PlaceSearch(atlas.gazetteer), atlas, {"120114": 42}, "武清區", Language.ZH)
    assert (named["id"], named["count"]) == ("120114", 42)  # which the browser's own list has in other characters


# The reader


def test_the_readers_parts_joined_are_the_passages_text(atlas: Atlas) -> None:
    for article in atlas.articles.values():
        data = article_data(atlas, article, "", Language.ZH)
        passages = [p for p in article.passages if p.role is not PassageRole.BYLINE]
        assert [(p["role"], "".join(part["text"] for part in p["parts"])) for p in data["passages"]] == [(p.role, p.text) for p in passages]


def test_every_passage_has_the_line_of_the_stored_file_it_begins_on(atlas: Atlas) -> None:
    for page in atlas.pages:
        lines = page.source.text.split("\n")
        for article in page.articles:
            for passage in article_data(atlas, article, "", Language.ZH)["passages"]:
                text = "".join(part["text"] for part in passage["parts"])
                assert text[:4] in lines[passage["line"] - 1] or text[0] in lines[passage["line"] - 1]


def test_every_mention_of_an_article_is_marked_once_with_its_place(atlas: Atlas) -> None:
    for page in atlas.pages:
        places: dict[str, list[str]] = {}
        for r in page.resolutions:
            if r.place:
                places.setdefault(r.mention.id, []).append(r.place.id)
        for article in page.articles:
            data = article_data(atlas, article, "", Language.ZH)
            marked = [part for p in data["passages"] for part in p["parts"] if "mention" in part]
            expected = [m for m in page.mentions if m.article_id == article.id]
            assert sorted(part["mention"] for part in marked) == sorted(m.id for m in expected)
            assert {p["mention"]: p["text"] for p in marked} == {m.id: "".join(m.surface.split()) for m in expected}
            assert {p["mention"]: p["places"] for p in marked} == {m.id: places.get(m.id, []) for m in expected}
            assert {p["kind"] for p in marked} <= set(MentionKind)
            assert all(p["title"] for p in marked)


def test_the_list_of_articles_has_headline_date_and_places_once_each(atlas: Atlas, index: Index) -> None:
    labels = article_labels(index, Language.ZH)
    assert set(labels) == set(atlas.articles) and len(set(labels.values())) == len(labels)
    first = state.first_article(atlas)
    places = {r.place.id for r in atlas.resolutions if r.place and r.mention.article_id == first}
    assert labels[first].endswith(f" · {atlas.articles[first].published} · {len(places)} 处")


def test_the_reader_is_told_which_article_and_mention(atlas: Atlas, station_mention: tuple[str, str]) -> None:
    mention, id = station_mention
    data = article_data(atlas, atlas.articles[id], mention, Language.EN)
    assert (data["id"], data["chosen"]) == (id, mention)
    assert data["facts"].startswith(f"article · {atlas.articles[id].source}")


def test_hostile_text_reaches_reader_and_card_as_plain_text(reader: Reader) -> None:
    atlas = atlas_of(reader, f"## 武清站{ATTACK}开通\n\n本报讯(记者 李杨)记者昨日看到武清站客流不断。\n")
    (article,) = atlas.articles.values()
    parts = article_data(atlas, article, "", Language.ZH)["passages"][0]["parts"]
    assert [p["text"] for p in parts] == ["武清站", f"{ATTACK}开通"]
    features = make_features(atlas)
    card = card_data(atlas, Index(atlas, features), features, WUQING_STATION, Language.ZH)
    assert card["articles"][0]["title"] == f"武清站{ATTACK}开通"


# Files


def test_a_table_opens_in_excel_and_runs_no_formula(features: tuple[Feature, ...]) -> None:
    first = features[0]
    bad = replace(first, place=first.place._replace(name="=HYPERLINK(1)"), quotes=(replace(first.quotes[0], text='+1,"x"\n换行'),))
    text = places_csv([bad, *features])
    assert text.startswith(BOM)
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert tuple(rows[0]) == COLUMNS and len(rows) == len(features) + 2
    row = dict(zip(COLUMNS, rows[1], strict=True))
    assert (row["name"], row["sentence"]) == ("'=HYPERLINK(1)", '\'+1,"x"\n换行')
    station = next(dict(zip(COLUMNS, r, strict=True)) for r in rows if r[0] == WUQING_STATION)
    assert (station["kind"], station["exactness"], round(float(station["lon"]), 1)) == ("rail_station", "site", 117.0)


def test_geojson_by_theme_is_one_file_a_theme(atlas: Atlas, features: tuple[Feature, ...]) -> None:
    with zipfile.ZipFile(io.BytesIO(geojson_by_theme(atlas, features))) as archive:
        assert set(archive.namelist()) == {f"{t}.geojson" for t in Theme}
        for theme in Theme:
            found = json.loads(archive.read(f"{theme}.geojson"))["features"]
            assert {f["id"] for f in found} == {f.place.id for f in layer_of(features, [theme])}
    assert geojson_by_theme(atlas, features) == geojson_by_theme(atlas, features)
