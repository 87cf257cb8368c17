"""What a planner corrects by hand: what follows from it, what fits nothing, and the files it goes into."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest

from extract.model import SourceText
from geo.amendment_tables import COLUMNS, gazetteer_table, read_amendments, write_amendments, write_places
from geo.amendments import BY_HAND, Amendment, AmendmentError, Verdict, amend, apply_amendments, unit_at
from geo.atlas import Atlas, Reader
from geo.drawing import make_drawing
from geo.facets import Index
from geo.gazetteer import Gazetteer
from geo.geojson import dumps
from geo.layers import Shape, make_features
from geo.model import PlaceKind
from geo.ui.card import card_data
from geo.ui.words import Language, map_words
from geo.user_gazetteer import read_user_gazetteer
from tests.geo.handmade import make_article, make_atlas
from tests.geo.test_files import mentions_table

FIRST = make_article(1, "宝坻区城中村改造提速,武清站客流增长。城中村居民已搬迁。")
SECOND = make_article(2, "滨海新区的天津口岸货物增长,城中村改造也已开始。")
WUQING = "rail_station-wuqingzhan"
IN_BAODI = (117.31, 39.72)


@pytest.fixture(scope="module")
def page_atlas(gazetteer: Gazetteer) -> Atlas:
    said = (FIRST, [("城中村", ""), ("武清站", WUQING), ("城中村", "")]), (SECOND, [("天津口岸", ""), ("城中村", "")])
    return make_atlas(gazetteer, said, hint="neighbourhood")


def named(atlas: Atlas, name: str) -> list[str]:
    return [r.place.id if r.place else "" for r in atlas.resolutions if r.toponym.name == name]


def point(name: str = "城中村", **more: object) -> Amendment:
    return Amendment(Verdict.POINT, name, position=IN_BAODI, uncertainty_m=300.0, **more)  # type: ignore[arg-type]


def test_a_name_means_another_place_in_one_mention_one_article_or_all_pages(page_atlas: Atlas) -> None:
    mentions = [r.mention for r in page_atlas.resolutions if r.toponym.name == "城中村"]
    one = Amendment(Verdict.PLACE, "城中村", mention_id=mentions[1].id, place_id=WUQING)
    article = Amendment(Verdict.PLACE, "城中村", article_id=mentions[0].article_id, place_id="120115")
    everywhere = Amendment(Verdict.PLACE, "城中村", place_id="120114")
    assert named(apply_amendments(page_atlas, [one])[0], "城中村").count(WUQING) == 1
    amended, unfit = apply_amendments(page_atlas, [one, article, everywhere])
    assert named(amended, "城中村") == ["120115", WUQING, "120114"] and unfit == ()
    assert len(amended.resolutions) == len(page_atlas.resolutions)
    reasons = [r.reason for r in amended.resolutions if r.toponym.name == "城中村"]
    assert all(r.startswith(BY_HAND) for r in reasons)
    others = [(a, b) for a, b in zip(page_atlas.resolutions, amended.resolutions, strict=True) if a.toponym.name != "城中村"]
    assert others and all(a == b for a, b in others)


def test_a_name_with_a_point_becomes_one_place_that_layers_and_exports_have(page_atlas: Atlas) -> None:
    amended, unfit = apply_amendments(page_atlas, [point(note="现场核实")])
    assert unfit == () and len(set(named(amended, "城中村"))) == 1
    (feature,) = [f for f in make_features(amended) if f.place.name == "城中村"]
    assert (feature.shape, feature.position, feature.uncertainty_m, feature.within) == (Shape.POINT, IN_BAODI, 300.0, "天津市宝坻区")
    assert feature.mentions == 3 and feature.place.source == "user" and feature.place.kind is PlaceKind.NEIGHBOURHOOD
    assert feature.place.id in dumps(amended, make_features(amended))
    table = mentions_table(amended)
    assert table[table["name"] == "城中村"]["lon"].tolist() == [IN_BAODI[0]] * 3


def test_a_point_set_by_hand_is_said_to_be_the_users(page_atlas: Atlas) -> None:
    done, _ = apply_amendments(page_atlas, [point(note="实地看过")])
    (place,) = [p for p in done.places.values() if p.name == "城中村"]
    features = make_features(done)
    facts = dict(card_data(done, Index(done, features), features, place.id, Language.ZH)["facts"])
    assert (facts["依据"], facts["备注"]) == ("用户标注，未经核对", "实地看过")
    drawn = next(p for p in make_drawing(done, features)["points"] if p["id"] == place.id)
    assert map_words(Language.ZH, done.gazetteer)["basis"][drawn["basis"]] == facts["依据"]


def test_what_is_no_place_leaves_no_resolution_and_no_mention(page_atlas: Atlas) -> None:
    amended, _ = apply_amendments(page_atlas, [Amendment(Verdict.NOT_A_PLACE, "城中村")])
    assert named(amended, "城中村") == [] and len(amended.resolutions) == len(page_atlas.resolutions) - 3
    assert len(amended.pages[0].mentions) == len(page_atlas.pages[0].mentions) - 3
    assert {r.mention for r in amended.resolutions} == set(amended.pages[0].mentions)


def test_one_of_the_places_of_a_word_can_be_no_place(atlas: Atlas) -> None:
    resolution = next(r for r in atlas.resolutions if len(r.mention.toponyms) > 1)
    names = [t.name for t in resolution.mention.toponyms]
    amended, _ = apply_amendments(atlas, [Amendment(Verdict.NOT_A_PLACE, names[0], mention_id=resolution.mention.id)])
    assert len(amended.resolutions) == len(atlas.resolutions) - 1
    (mention,) = {r.mention for r in amended.resolutions if r.mention.id == resolution.mention.id}
    assert [t.name for t in mention.toponyms] == names[1:] and mention in {m for p in amended.pages for m in p.mentions}


def test_a_place_that_was_moved_lies_there_for_all_pages_and_in_the_gazetteer(page_atlas: Atlas) -> None:
    move = Amendment(Verdict.MOVED, "武清站", place_id=WUQING, position=IN_BAODI, uncertainty_m=50.0)
    amended, unfit = apply_amendments(page_atlas, [move])
    place = amended.places[WUQING]
    assert unfit == () and place == amended.gazetteer[WUQING]
    assert (place.position, place.uncertainty_m, place.parent) == (IN_BAODI, 50.0, "120115")
    assert page_atlas.gazetteer[WUQING].position != IN_BAODI
    assert next(r for r in amended.resolutions if r.place == place).reason.startswith(BY_HAND)


def test_a_place_moved_out_to_sea_keeps_its_unit_and_its_row_says_so(page_atlas: Atlas, tmp_path: Path) -> None:
    move = Amendment(Verdict.MOVED, "武清站", place_id=WUQING, position=(118.9, 38.6), uncertainty_m=50.0)
    place = apply_amendments(page_atlas, [move])[0].places[WUQING]
    assert place.parent == page_atlas.gazetteer[WUQING].parent
    path = tmp_path / "mine.csv"
    path.write_text(gazetteer_table(page_atlas, [move])[0], encoding="utf-8", newline="")
    (row,) = read_user_gazetteer(path, page_atlas.gazetteer.places)
    assert row.position == (118.9, 38.6) and row.note.startswith("outside parent")


def test_a_seat_that_was_moved_leaves_its_unit_in_its_province(page_atlas: Atlas) -> None:
    move = Amendment(Verdict.MOVED, "天津市宝坻区", place_id="120115", position=(116.4, 39.9), uncertainty_m=900.0)
    assert apply_amendments(page_atlas, [move])[0].gazetteer["120115"].parent == "120000"


def test_amendments_for_other_pages_are_listed_and_change_nothing(page_atlas: Atlas, gazetteer: Gazetteer) -> None:
    line = next(p for p in gazetteer if p.path)
    foreign = [
        Amendment(Verdict.NOT_A_PLACE, "不在这里"),
        point(article_id="other-1"),
        Amendment(Verdict.PLACE, "城中村", mention_id="other@1-4", place_id=WUQING),
        Amendment(Verdict.PLACE, "天津口岸", place_id="no-such-place"),
        Amendment(Verdict.MOVED, "x", place_id="no-such-place", position=IN_BAODI, uncertainty_m=1),
        Amendment(Verdict.MOVED, line.name, place_id=line.id, position=IN_BAODI, uncertainty_m=1),
    ]
    amended, unfit = apply_amendments(page_atlas, foreign)
    assert amended is page_atlas and unfit == tuple(foreign)


def test_to_undo_is_to_leave_out_and_the_later_word_holds(page_atlas: Atlas) -> None:
    first = Amendment(Verdict.PLACE, "城中村", place_id="120114")
    second = Amendment(Verdict.NOT_A_PLACE, "城中村")
    assert amend(amend((), first), second) == (second,)
    assert apply_amendments(page_atlas, [first, second])[0] == apply_amendments(page_atlas, [second])[0]
    assert apply_amendments(page_atlas, [])[0] is page_atlas


def test_a_name_can_mean_a_place_that_was_moved(page_atlas: Atlas) -> None:
    move = Amendment(Verdict.MOVED, "武清站", place_id=WUQING, position=IN_BAODI, uncertainty_m=50.0)
    amended, _ = apply_amendments(page_atlas, [Amendment(Verdict.PLACE, "城中村", place_id=WUQING), move])
    assert {r.place.position for r in amended.resolutions if r.place and r.toponym.name == "城中村"} == {IN_BAODI}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "name is empty"),
        ({"article_id": "a", "mention_id": "m"}, "one of them"),
        ({"place_id": "120114"}, "Expected none"),
        ({"position": None}, "WGS 84 degrees"),
        ({"position": (39.7, 117.3)}, "swapped"),
        ({"position": (float("nan"), 39.7)}, "out of range"),
        ({"uncertainty_m": 0.0}, "metres above 0"),
        ({"uncertainty_m": float("inf")}, "metres above 0"),
        ({"verdict": Verdict.PLACE, "position": None, "uncertainty_m": 0.0}, "id of a place"),
        ({"verdict": Verdict.NOT_A_PLACE}, "Expected none"),
    ],
)
def test_an_amendment_that_says_too_little_or_too_much_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(AmendmentError, match=said):
        replace(point(), **change)  # type: ignore[arg-type]


# Files


def any_amendment(rng: random.Random) -> Amendment:
    letters = ["城", "=", "+1", "'", '"', ",", ";", "\t", "\n", "\r", " ", "＝", "@x", "-", "中村", "𠮷", "<b>", "`${x}`"]

    def text(least: int) -> str:
        return "".join(rng.choices(letters, k=rng.randint(least, 5)))

    verdict = rng.choice(list(Verdict))
    at_point = verdict in (Verdict.POINT, Verdict.MOVED)
    scope = rng.choice(["", "article_id", "mention_id"]) if verdict is not Verdict.MOVED else ""
    return Amendment(
        verdict,
        text(1),
        place_id=text(1) if verdict in (Verdict.PLACE, Verdict.MOVED) else "",
        position=(rng.uniform(-180, 180), rng.uniform(-90, 90)) if at_point else None,
        uncertainty_m=rng.uniform(1, 1e6) if at_point else 0.0,
        kind=rng.choice([None, *PlaceKind]) if verdict is Verdict.POINT else None,
        note=text(0),
        **({scope: text(1)} if scope else {}),
    )


def test_whatever_is_written_is_read_back_the_same() -> None:
    rng = random.Random(7)
    for _ in range(300):
        amendments = tuple(any_amendment(rng) for _ in range(rng.randint(0, 6)))
        text = write_amendments(amendments)
        assert read_amendments(("\ufeff" + text).encode(), "a.csv") == (amendments, ())
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(c.startswith(("=", "+", "@", "＝", "\t", "\r", "\n")) for c in row), row


def test_what_excel_saves_in_china_is_read() -> None:
    amendments = (point(), Amendment(Verdict.NOT_A_PLACE, "城中村"))
    assert read_amendments(write_amendments(amendments).encode("gb18030"), "a.csv") == (amendments, ())
    assert read_amendments(write_amendments(amendments).replace(",", ";").encode(), "a.csv") == (amendments, ())


def test_every_fault_of_a_file_names_line_expectation_and_what_to_do() -> None:
    rows = [
        ",".join(COLUMNS),
        "not_a_place,城中村,,,,,,,,",
        "notaplace,城中村,,,,,,,,",
        "point,城中村,,,,117.3,,,,",
        "point,城中村,,,,39.7,117.3,200,,",
        "point,城中村,,,,117.3,39.7,far,,",
        "place,城中村,,,,,,,,",
        "place,城中村",
        "",
        "place,武清,,,120114,,,,,好",
    ]
    found, faults = read_amendments("\n".join(rows).encode(), "mine.csv")
    assert [a.name for a in found] == ["城中村", "武清"]
    assert [f.split(": ")[0] for f in faults] == [f"mine.csv:{n}" for n in (3, 4, 5, 6, 7, 8)]
    assert "Did you mean 'not_a_place'?" in faults[0] and "both or neither" in faults[1] and "swapped" in faults[2]
    assert all("Expected" in f or "Mend" in f or "Quote" in f or "swapped" in f for f in faults)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"name,lon\nx,1\n", "lacks the column verdict"),
        (b"verdict,name,longitude\n", "is unknown"),
        (b"verdict,name,name\n", "twice"),
        (b"\xff\xfe\x00", "neither UTF-8 nor GB 18030"),
        (b"verdict,name\n\0", "null characters"),
        (b'verdict,name\nnot_a_place,"x\n', "a.csv:2"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MiB"),
    ],
)
def test_a_file_that_is_no_table_of_amendments_is_refused_with_a_reason(data: bytes, said: str) -> None:
    found, faults = read_amendments(data, "a.csv")
    assert found == () and said in faults[0] and faults[0].startswith("a.csv:")


def test_amendments_become_a_gazetteer_with_which_the_page_reads_the_same(page_atlas: Atlas, tmp_path: Path) -> None:
    gazetteer = page_atlas.gazetteer
    amendments = (
        point(),
        Amendment(Verdict.PLACE, "天津口岸", place_id="port-tianjingang"),
        Amendment(Verdict.MOVED, "武清站", place_id=WUQING, position=(117.005, 39.38), uncertainty_m=20.0),
        Amendment(Verdict.NOT_A_PLACE, "获悉"),
        Amendment(Verdict.PLACE, "武清站", mention_id="page-1@1-2", place_id="120114"),
    )
    text, left_out = gazetteer_table(page_atlas, amendments)
    assert left_out == amendments[3:]
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8", newline="")
    own = read_user_gazetteer(path, gazetteer.places)
    text = "## 武清站扩建\n\n本报讯(记者 李杨)记者昨日在天津市武清区获悉,武清站客流增长,城中村改造提速,天津口岸货物增长。\n"
    page = Reader(Gazetteer([*gazetteer, *own])).read_page(SourceText("page.txt", text, "utf-8", ""))
    amended, _ = apply_amendments(page_atlas, amendments[:3])
    names = ("城中村", "天津口岸", "武清站")
    found = {r.toponym.name: r.place for r in page.resolutions if r.toponym.name in names}
    assert len(own) == 3 and found == {r.toponym.name: found[r.toponym.name] for r in amended.resolutions if r.toponym.name in names}
    for resolution in amended.resolutions:
        place = found[resolution.toponym.name]
        assert (
            place is not None
            and resolution.place is not None
            and (place.id, place.position) == (resolution.place.id, resolution.place.position)
        )


def test_a_name_that_a_spreadsheet_would_compute_comes_back_as_it_was(page_atlas: Atlas, tmp_path: Path) -> None:
    place = page_atlas.gazetteer[WUQING]._replace(id="park-mine", name="+零空间产业园", aliases=("=1园",), note="-2 楼")
    path = tmp_path / "mine.csv"
    path.write_text(write_places(page_atlas.gazetteer, [place]), encoding="utf-8", newline="")
    assert "'+零空间产业园,'=1园" in path.read_text(encoding="utf-8")
    (row,) = read_user_gazetteer(path, page_atlas.gazetteer.places)
    assert (row.name, row.aliases, row.note) == (place.name, place.aliases, place.note)


def test_a_name_that_another_place_bears_is_left_out_of_the_gazetteer(page_atlas: Atlas) -> None:
    borne = Amendment(Verdict.PLACE, "武清站", place_id="120115")
    assert gazetteer_table(page_atlas, [borne])[1] == (borne,)


def test_every_built_in_place_is_written_so_that_it_reads_back_the_same(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text(write_places(gazetteer, gazetteer), encoding="utf-8", newline="")
    for mine, built_in in zip(read_user_gazetteer(path, gazetteer.places), gazetteer, strict=True):
        assert mine._replace(note="") == built_in._replace(note="")
        assert mine.note.removeprefix("outside parent: ").removesuffix("known to be so") in (
            built_in.note,
            built_in.note.removeprefix("outside parent: "),
        )


def test_a_point_lies_in_its_district(gazetteer: Gazetteer) -> None:
    unit = unit_at(gazetteer, (117.01, 39.38))
    assert unit is not None and unit.id == "120114"
    assert unit_at(gazetteer, (121.4, 31.2)) is None
