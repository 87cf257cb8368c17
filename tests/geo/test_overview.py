"""The numbers of the overview, counted by hand on a page written by hand."""

from __future__ import annotations

import pytest

from extract.model import SourceText, Theme
from geo.atlas import Atlas, Reader
from geo.choropleth import count_mentions
from geo.gazetteer import Gazetteer
from geo.layers import make_features
from geo.overview import (
    Period,
    articles_by_theme,
    compare_places,
    compare_themes,
    count_all,
    list_periods,
    themes_by_unit,
    top_places,
)
from geo.units import Level, unit_of
from tests.geo.handmade import make_article, make_atlas

WUQING = "rail_station-wuqingzhan"
OLD = make_article(1, "武清区武清站客流增长,武清站扩建,天津市支持。", "2025", [Theme.RAIL, Theme.URBAN])
NEW = make_article(2, "武清站和滨海新区的天津港货物增长。", "2026-02-26", [Theme.TRADE])
UNDATED = make_article(3, "石家庄市与城中村。", "", [Theme.RAIL])


@pytest.fixture(scope="module")
def made(gazetteer: Gazetteer) -> Atlas:
    return make_atlas(
        gazetteer,
        [
            (OLD, [("武清区", "120114"), ("武清站", WUQING), ("武清站", WUQING), ("天津市", "120000")]),
            (NEW, [("武清站", WUQING), ("滨海新区", "120116"), ("天津港", "port-tianjingang")]),
            (UNDATED, [("石家庄市", "130100"), ("城中村", "")]),
        ],
    )


def test_how_much_there_is(made: Atlas) -> None:
    n = count_all(made)
    assert (n.pages, n.articles, n.places, n.mentions, n.unplaced, n.undated) == (1, 3, 6, 9, 1, 1)
    assert (n.first, n.last) == ("2025", "2026-02-26")


def test_the_places_named_most_with_their_theme_and_without_units(made: Atlas) -> None:
    assert [(f.place.id, f.mentions, len(f.article_ids), f.theme) for f in top_places(make_features(made))] == [
        (WUQING, 3, 2, Theme.RAIL),
        ("port-tianjingang", 1, 1, Theme.TRANSPORT),
    ]
    assert len(top_places(make_features(made), with_units=True)) == 6 and len(top_places(make_features(made), limit=1)) == 1


def test_themes_by_district_count_what_lies_in_one_and_say_how_much_does_not(made: Atlas) -> None:
    table = themes_by_unit(made)
    assert [(u.id, n) for u, n in zip(table.units, table.totals, strict=True)] == [("120114", 4), ("120116", 2)]
    assert table.cells == (
        ("120114", Theme.RAIL, 3),
        ("120114", Theme.TRADE, 1),
        ("120114", Theme.URBAN, 3),
        ("120116", Theme.TRADE, 2),
    )
    assert (table.others, table.left_out) == (2, 0)
    assert (themes_by_unit(made, limit=1).totals, themes_by_unit(made, limit=1).left_out) == (table.totals[:1], 1)
    assert sum(table.totals) + table.others + count_all(made).unplaced == count_all(made).mentions


def test_beijing_and_tianjin_are_cities_too(made: Atlas, gazetteer: Gazetteer) -> None:
    assert {u.id: n for u, n in zip(themes_by_unit(made, Level.CITY).units, themes_by_unit(made, Level.CITY).totals, strict=True)} == {
        "120000": 7,
        "130100": 1,
    }
    assert unit_of(gazetteer, gazetteer["130000"], Level.CITY) is None
    assert unit_of(gazetteer, gazetteer["country-faguo"], Level.PROVINCE) is None


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.CITY])
def test_the_numbers_count_units_as_the_coloured_map_does(reader: Reader, level: Level) -> None:
    text = "天津市蓟县、北京市延庆县、北京市宣武区和河北省雄县、安新县，河北雄安新区、涿州市，今天开会。\n"
    made = Atlas((reader.read_page(SourceText("old.txt", text * 2, "utf-8", "")),), reader.gazetteer)
    table = themes_by_unit(made, level, limit=99)
    coloured = count_mentions(reader.gazetteer, make_features(made), level)
    assert {u.id: n for u, n in zip(table.units, table.totals, strict=True)} == dict(coloured.counts)
    assert table.others == coloured.elsewhere
    assert {"district-beijingshixuanwuqu", "district-tianjinshijixian"}.isdisjoint(u.id for u in table.units)


def test_articles_by_theme_strongest_and_besides(made: Atlas) -> None:
    counts = {c.theme: (c.main, c.also) for c in articles_by_theme(made)}
    assert counts == {Theme.RAIL: (("page-1", "page-3"), ()), Theme.URBAN: ((), ("page-1",)), Theme.TRADE: (("page-2",), ())}


def test_periods_are_as_exact_as_the_dates(made: Atlas) -> None:
    assert list_periods(made) == (Period("2025", 1), Period("2026", 1), Period("2026-02", 1), Period("2026-02-26", 1))


def test_what_changed_is_told_in_shares(made: Atlas) -> None:
    changes = compare_places(made, "2025", "2026")
    assert [(c.id, c.before, c.after) for c in changes] == [
        ("120116", 0, 1),
        ("port-tianjingang", 0, 1),
        ("120000", 1, 0),
        ("120114", 1, 0),
        (WUQING, 2, 1),
    ]
    assert changes[0].difference == pytest.approx(1 / 3) and changes[-1].difference == pytest.approx(1 / 3 - 1 / 2)
    assert [(c.id, c.before, c.after) for c in compare_themes(made, "2025", "2026-02")] == [
        ("trade", 0, 1),
        ("rail", 1, 0),
        ("urban", 1, 0),
    ]


def test_a_period_compared_with_itself_has_no_changes_and_one_without_articles_divides_nothing(made: Atlas) -> None:
    assert compare_places(made, "2025", "2025") == ()
    assert {c.share_after for c in compare_places(made, "2025", "1999")} == {0.0}


def test_no_pages_give_empty_numbers(gazetteer: Gazetteer) -> None:
    empty = Atlas((), gazetteer)
    assert count_all(empty).mentions == 0 and count_all(empty).first == ""
    assert top_places(()) == () and themes_by_unit(empty).units == () and articles_by_theme(empty) == () and list_periods(empty) == ()
