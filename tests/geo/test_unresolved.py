"""What is left to do: names without a place, places known by their unit only, and what they may mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.amendments import Amendment, Verdict, apply_amendments
from geo.atlas import Atlas
from geo.gazetteer import Gazetteer
from geo.model import Basis, Place, PlaceKind, Status
from geo.unresolved import Likeness, find_candidates, list_placed_in_unit, list_unplaced, quotes_of
from tests.geo.handmade import make_article, make_atlas

SCHOOL = Place("unlisted-1", "武清新学校", (), (), PlaceKind.SCHOOL, "120114", None, 0.0, Basis.DISTRICT, "page", Status.OPEN)
FIRST = make_article(1, "武清区的武青站客流增长。新城中村居民已搬迁。武青站还将扩建。武清新学校开学。")
SECOND = make_article(2, "滨海新区的武青站专线开通。")


@pytest.fixture(scope="module")
def atlas(gazetteer: Gazetteer) -> Atlas:
    first = [("武清区", "120114"), ("武青站", ""), ("新城中村", ""), ("武青站", ""), ("武清新学校", SCHOOL)]
    return make_atlas(gazetteer, [(FIRST, first), (SECOND, [("滨海新区", "120116"), ("武青站", "")])])


def test_every_name_without_a_place_is_listed_most_named_first(atlas: Atlas) -> None:
    names = list_unplaced(atlas)
    assert [(n.name, n.mentions, n.article_ids) for n in names] == [("武青站", 3, ("page-1", "page-2")), ("新城中村", 1, ("page-1",))]


def test_places_known_by_their_unit_only_are_a_group_of_their_own_without_the_units(atlas: Atlas) -> None:
    assert [(n.name, n.place) for n in list_placed_in_unit(atlas)] == [("武清新学校", SCHOOL)]


def test_sentences_come_from_different_articles_first(atlas: Atlas) -> None:
    quotes = quotes_of(atlas, list_unplaced(atlas)[0], limit=2)
    assert [(q.article_id, q.text, q.text[slice(*q.mark)]) for q in quotes] == [
        ("page-1", "武清区的武青站客流增长。", "武青站"),
        ("page-2", "滨海新区的武青站专线开通。", "武青站"),
    ]


def test_a_name_one_character_off_comes_first_with_its_distance_to_the_articles_places(atlas: Atlas) -> None:
    candidates = find_candidates(atlas, list_unplaced(atlas)[0])
    assert (candidates[0].place.id, candidates[0].how) == ("rail_station-wuqingzhan", Likeness.ONE_OFF)
    assert candidates[0].distance_km == pytest.approx(4, abs=4)
    assert len({c.place.id for c in candidates}) == len(candidates) <= 5


def test_names_that_begin_or_end_alike_are_candidates_and_one_common_character_is_not_enough(gazetteer: Gazetteer) -> None:
    article = make_article(1, "天津港新码头落成。")
    atlas = make_atlas(gazetteer, [(article, [("天津港新码头", "")])])
    (open_name,) = list_unplaced(atlas)
    candidates = find_candidates(atlas, open_name, limit=20)
    assert "port-tianjingang" in {c.place.id for c in candidates} and {c.how for c in candidates} <= {Likeness.ONE_OFF, Likeness.SHARED}
    assert all(c.distance_km is None for c in candidates)
    assert find_candidates(atlas, replace(open_name, name="龘龘站")) == ()


def test_what_was_amended_is_no_longer_to_do(atlas: Atlas) -> None:
    amendments = [
        Amendment(Verdict.PLACE, "武青站", place_id="rail_station-wuqingzhan"),
        Amendment(Verdict.POINT, "武清新学校", position=(117.05, 39.4), uncertainty_m=100.0),
        Amendment(Verdict.NOT_A_PLACE, "新城中村"),
    ]
    amended, unfit = apply_amendments(atlas, amendments)
    assert unfit == () and list_unplaced(amended) == () and list_placed_in_unit(amended) == ()


def test_pages_without_open_names_have_nothing_to_do(gazetteer: Gazetteer) -> None:
    assert list_unplaced(Atlas((), gazetteer)) == () and list_placed_in_unit(Atlas((), gazetteer)) == ()
