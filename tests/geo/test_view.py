"""Filters: what they let through, what each other choice would show, and their form in an address."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from extract.model import ArticleKind, MentionKind, Theme
from geo.atlas import Atlas
from geo.facets import MOST_DATES, UNIT_KINDS, Index, look
from geo.layers import Feature, layer_of, make_features
from geo.model import PlaceKind, Status
from geo.view import Chip, Exactness, Ignored, View, chips_of, clean_words, date_bounds, exactness_of, read_view, without, write_view
from tests.made import made_atlas

WUQING, TIANJIN, HEBEI = "120114", "120000", "130000"
WUQING_STATION = "rail_station-wuqingzhan"
FULL = View(
    themes=frozenset({Theme.RAIL, Theme.ECOLOGY}),
    kinds=frozenset({PlaceKind.RAIL_STATION}),
    unit=WUQING,
    articles=frozenset({"003_7cb799a000531fba-1"}),
    pages=frozenset({"003_7cb799a000531fba.txt"}),
    since="2025",
    until="2026-02-26",
    senses=frozenset({MentionKind.LITERAL}),
    exactness=frozenset({Exactness.SITE, Exactness.UNIT}),
    statuses=frozenset({Status.OPEN}),
    words="客流 高铁",
)


@pytest.fixture(scope="module")
def known(index: Index) -> Mapping[str, set[str]]:
    return {"unit": set(index.units), "articles": set(index.article_ids), "pages": set(index.pages)}


# What is let through


def test_a_view_without_filters_shows_the_atlas_as_it_is(index: Index, features: tuple[Feature, ...]) -> None:
    seen = look(index, View())
    assert seen.features == features
    assert seen.mentions == len({q.mention_id for f in features for q in f.quotes}) < sum(f.mentions for f in features)


@pytest.mark.parametrize("theme", list(Theme))
def test_a_theme_shows_the_places_of_its_layer_in_its_colour(index: Index, features: tuple[Feature, ...], theme: Theme) -> None:
    seen = look(index, View(themes=frozenset({theme})))
    assert {f.place.id for f in seen.features} == {f.place.id for f in layer_of(features, [theme])}
    assert {f.theme for f in seen.features} == {theme}


def test_filters_of_different_facets_combine_with_and_choices_of_one_with_or(index: Index) -> None:
    rail, zone = frozenset({PlaceKind.RAIL_STATION}), frozenset({PlaceKind.PARK})
    both = look(index, View(kinds=rail | zone))
    assert {f.place.kind for f in both.features} == {*rail, *zone}
    assert len(both.features) == len(look(index, View(kinds=rail)).features) + len(look(index, View(kinds=zone)).features)
    here = look(index, View(kinds=rail | zone, unit=WUQING))
    assert {f.place.id for f in here.features} == {f.place.id for f in both.features if f.place.parent == WUQING}
    assert len(here.features) > 2


def test_a_unit_shows_what_lies_anywhere_in_it(atlas: Atlas, index: Index, features: tuple[Feature, ...]) -> None:
    for unit in (WUQING, TIANJIN, HEBEI):
        inside = {f.place.id for f in features if atlas.gazetteer.lies_in(f.place, unit)}
        shown = look(index, View(unit=unit)).features
        assert inside <= {f.place.id for f in shown} and all(f.place.path for f in shown if f.place.id not in inside)


def test_a_line_stays_in_every_unit_that_it_passes(atlas: Atlas, index: Index) -> None:
    def lines_in(unit: str) -> set[str]:
        return {f.place.name for f in look(index, View(unit=unit)).features if f.place.path}

    assert lines_in(WUQING) == {
        *("京津城际铁路", "京滨城际铁路", "京沪高速铁路", "津兴城际铁路"),
        *("京津塘高速公路", "京津高速公路", "京沪高速公路", "京杭大运河", "引滦入津工程"),
    }
    assert {"海河", "京津城际铁路"} <= lines_in(TIANJIN) and "海河" not in lines_in(WUQING)
    assert "雄安新区至北京大兴国际机场快线" in lines_in("133100") - lines_in(TIANJIN)
    assert set(index.units) == {
        u.id for f in index.features for u in (f.place, *atlas.gazetteer.ancestors(f.place)) if u.kind in UNIT_KINDS
    }  # what is only passed is no choice


def test_units_on_a_line_are_those_that_it_crosses(atlas: Atlas) -> None:
    boundaries = atlas.gazetteer.boundaries
    wuqing_station, yangcun, shanghai = (117.009, 39.378), (117.06, 39.38), (121.5, 31.2)
    assert boundaries.units_on((wuqing_station, yangcun)) == (TIANJIN, WUQING)
    assert boundaries.units_on((wuqing_station,)) == boundaries.units_on(()) == boundaries.units_on((shanghai, (121.6, 31.3))) == ()


def test_features_keep_only_the_mentions_that_are_let_through(index: Index, features: tuple[Feature, ...]) -> None:
    article = features[0].article_ids[1]
    seen = look(index, View(articles=frozenset({article}), senses=frozenset({MentionKind.LITERAL})))
    assert {q.article_id for f in seen.features for q in f.quotes} == {article}
    assert {q.kind for f in seen.features for q in f.quotes} == {MentionKind.LITERAL}
    assert [f.mentions for f in seen.features] == sorted((f.mentions for f in seen.features), reverse=True)
    assert seen.mentions == len({q.mention_id for f in seen.features for q in f.quotes})


def test_what_is_shown_says_in_which_articles_and_pages_it_stands(atlas: Atlas, index: Index) -> None:
    article = next(a for a in atlas.articles.values() if a.kind is ArticleKind.ARTICLE)
    alone = look(index, View(articles=frozenset({article.id}), kinds=frozenset({PlaceKind.CITY})))
    assert (alone.article_ids, alone.pages) == ((article.id,), 1)
    assert (look(index, View(words="没有这样的话")).article_ids, look(index, View(words="没有这样的话")).pages) == ((), 0)
    assert look(index, View()).pages == len(atlas.pages)


def test_a_date_range_shows_only_what_is_known_to_lie_in_it(atlas: Atlas, index: Index) -> None:
    def dates(since: str, until: str) -> set[str]:
        seen = look(index, View(since=since, until=until))
        return {atlas.articles[q.article_id].published for f in seen.features for q in f.quotes}

    assert dates("2025", "2025") == {"2025"}
    assert dates("2026", "") == {"2026", "2026-02-26"}
    assert dates("2026-02-01", "2026-02") == {"2026-02-26"}
    assert dates("", "2026-02-26") == {"2025", "2026-02-26"}
    assert dates("2027", "") == set()


def test_words_must_all_stand_in_the_sentence_whatever_their_case(index: Index) -> None:
    seen = look(index, View(words="客流 武清"))
    assert seen.mentions > 0
    assert all("客流" in q.text and "武清" in q.text for f in seen.features for q in f.quotes)
    assert look(index, View(words="客流 没有这样的话")).features == ()
    assert look(index, View(words="客流 車站")) == look(index, View(words="客流 车站"))


def test_a_unit_or_article_that_the_atlas_has_not_shows_nothing(index: Index) -> None:
    assert look(index, View(unit="nowhere")).features == ()
    assert look(index, View(articles=frozenset({"x-1"}))).mentions == 0


def test_an_empty_atlas_has_a_view_without_anything(atlas: Atlas) -> None:
    empty = Atlas((), atlas.gazetteer)
    for view in (View(), FULL):
        seen = look(Index(empty, ()), view)
        assert (seen.features, seen.mentions, seen.dates) == ((), 0, ())


# Counts


def test_a_choices_count_is_what_choosing_it_would_show(index: Index) -> None:
    base = View(kinds=frozenset({PlaceKind.PARK}), unit=WUQING)
    seen = look(index, base)
    for facet, of in (("themes", Theme), ("kinds", PlaceKind), ("senses", MentionKind), ("exactness", Exactness), ("statuses", Status)):
        for choice, count in seen.counts[facet].items():
            assert len(look(index, replace(base, **{facet: frozenset({of(choice)})})).features) == count, (facet, choice)
    for unit, count in seen.counts["unit"].items():
        assert len(look(index, replace(base, unit=unit)).features) == count
    for facet in ("articles", "pages"):
        for choice, count in seen.counts[facet].items():
            assert len(look(index, replace(base, **{facet: frozenset({choice})})).features) == count


def test_the_histogram_counts_mentions_and_does_not_narrow_itself(index: Index) -> None:
    dates = look(index, View()).dates
    assert [label for label, _ in dates] == ["2025", "2026", "2026-02-26"]
    assert sum(n for _, n in dates) == look(index, View()).mentions < len(index)  # 京津 is one mention of two places
    assert look(index, View(since="2026")).dates == dates
    assert look(index, View(unit=WUQING)).dates != dates


def test_many_dates_are_told_by_the_month() -> None:
    index = Index(small := made_atlas(40, 2_000), make_features(small))
    assert len(index.labels) == 24 <= MOST_DATES
    assert {len(label) for label in index.labels} == {7}
    assert sum(n for _, n in look(index, View()).dates) == 2_000


# How exact


def test_exactness_goes_from_the_site_to_the_unit(features: tuple[Feature, ...]) -> None:
    found = {f.place.id: exactness_of(f.place, f.uncertainty_m) for f in features}
    assert found[WUQING_STATION] is Exactness.SITE
    assert all((found[f.place.id] is Exactness.LINE) == bool(f.place.path) for f in features)
    assert all(found[f.place.id] is Exactness.UNIT for f in features if f.place.position is None and not f.place.path)
    assert set(found.values()) == set(Exactness)


# Chips


def test_every_choice_is_a_chip_and_taking_all_chips_away_resets(index: Index) -> None:
    view = FULL
    chips = chips_of(view)
    assert len(chips) == 2 + 1 + 1 + 1 + 1 + 1 + 1 + 2 + 1 + 1
    assert Chip("dates", "2025–2026-02-26") in chips
    for chip in chips:
        view = without(view, chip)
    assert view == View()
    assert without(View(), chips[0]) == View()


# Addresses


def test_an_address_brings_every_filter_back(known: Mapping[str, set[str]]) -> None:
    assert read_view(write_view(FULL), known) == (FULL, ())
    assert all(getattr(FULL, f.name) for f in fields(View))
    assert write_view(View()) == {}
    odd = View(pages=frozenset({"北京,天津.txt", "100%2C.txt"}), articles=frozenset({"北京,天津-1"}))
    assert read_view(write_view(odd), {"unit": (), "pages": odd.pages, "articles": odd.articles}) == (odd, ())
    assert write_view(FULL)["themes"] == "rail,ecology"


@pytest.mark.parametrize(
    "parameter, value, told",
    [
        ("themes", "rail,nothing", "nothing"),
        ("kinds", "<img src=x>", "<img src=x>"),
        ("unit", "999999", "999999"),
        ("only", "x-1", "x-1"),
        ("pages", "../../etc/passwd", "../../etc/passwd"),
        ("from", "2026-02-30", "2026-02-30"),
        ("to", "'; DROP TABLE", "'; DROP TABLE"),
        ("sense", "${alert(1)}", "${alert(1)}"),
        ("exact", "x" * 5_000, "x" * 40),
        ("status", "`", "`"),
        ("words", "\x00\x1b", "\x00\x1b"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_ignored_and_told(known: Mapping[str, set[str]], parameter: str, value: str, told: str) -> None:
    view, ignored = read_view({parameter: value}, known)
    assert view == View(themes=frozenset({Theme.RAIL}) if parameter == "themes" else frozenset())
    assert ignored == (Ignored(parameter, told),)


def test_a_range_that_ends_before_it_begins_keeps_its_beginning_and_is_told(known: Mapping[str, set[str]]) -> None:
    view, ignored = read_view({"from": "2026-03", "to": "2026-02-01"}, known)
    assert view == View(since="2026-03")
    assert ignored == (Ignored("to", "2026-02-01"),)
    assert read_view({"from": "2026-02-01", "to": "2026-02"}, known)[1] == ()


def test_words_of_an_address_are_cleaned_and_cut() -> None:
    assert clean_words("  京津\n\t城际 \x07 ") == "京津 城际"
    assert len(clean_words("很" * 10_000)) == 80


def test_dates_may_be_known_to_the_month_or_year() -> None:
    assert date_bounds("2024-02") == (20240201, 20240229)
    assert date_bounds("2026") == (20260101, 20261231)
    assert date_bounds("2026-02-26") == (20260226, 20260226)
    assert [date_bounds(t) for t in ("", "0000", "2026-13", "2025-02-29", "26", "2026-02-26T00", "２０２６")] == [None] * 7


# Size


def test_a_filter_on_ten_thousand_places_takes_a_fraction_of_a_second() -> None:
    atlas = made_atlas(10_000, 40_000)
    index = Index(atlas, make_features(atlas))
    view = View(themes=frozenset({Theme.RAIL}), kinds=frozenset({PlaceKind.TOWN}), unit=HEBEI, since="2025-03", words="记者")
    times = []
    for _ in range(5):
        start = time.perf_counter()
        look(index, view)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5
