"""Search in the gazetteer."""

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Basis, Place, PlaceKind, Position, Status
from geo.search import Match, PlaceSearch


def place(id: str, name: str, kind: PlaceKind, parent: str = "", aliases: str = "", at: Position | None = None) -> Place:
    names = aliases.split()
    strong = tuple(a for a in names if not a.startswith("?"))
    loose = tuple(a[1:] for a in names if a.startswith("?"))
    return Place(id, name, strong, loose, kind, parent, at, 0.0, Basis.DISTRICT, "editorial", Status.OPEN)


@pytest.fixture(scope="module")
def search() -> PlaceSearch:
    return PlaceSearch(
        Gazetteer(
            [
                place("120000", "天津市", PlaceKind.PROVINCE, aliases="天津"),
                place("120114", "天津市武清区", PlaceKind.DISTRICT, "120000", "武清区 武清"),
                place("131123", "河北省武强县", PlaceKind.DISTRICT, "130000", "武强县 武强"),
                place("130000", "河北省", PlaceKind.PROVINCE, aliases="河北"),
                place("133100", "河北雄安新区", PlaceKind.CITY, "130000", "雄安新区 雄安"),
                place("131025", "河北省廊坊市大城县", PlaceKind.DISTRICT, "130000", "大城县 ?大城"),
                place("town-yangcun", "天津市武清区杨村街道", PlaceKind.TOWN, "120114", "杨村街道 ?杨村"),
                place("rail_station-wuqingzhan", "武清站", PlaceKind.RAIL_STATION, "120114"),
                place("rail_station-tianjinxizhan", "天津西站", PlaceKind.RAIL_STATION, "120000", "?西站"),
                place("lake-baiyangdian", "白洋淀", PlaceKind.LAKE, "133100"),
                place("rail_station-baiyangdianzhan", "白洋淀站", PlaceKind.RAIL_STATION, "133100"),
                place("province-liaoningsheng", "辽宁省", PlaceKind.PROVINCE, aliases="辽宁", at=(123.4, 41.8)),
                place("city-chaoyang", "辽宁省朝阳市", PlaceKind.CITY, "province-liaoningsheng", "朝阳市 朝阳"),
                place("110000", "北京市", PlaceKind.PROVINCE, aliases="北京"),
                place("110105", "北京市朝阳区", PlaceKind.DISTRICT, "110000", "朝阳区 ?朝阳"),
                place("metro_line-beijingditie10haoxian", "北京地铁10号线", PlaceKind.METRO_LINE, "110000", "?10号线"),
            ]
        )
    )


@pytest.fixture(scope="module")
def built_in(gazetteer: Gazetteer) -> PlaceSearch:
    search = PlaceSearch(gazetteer)
    search.find("武清")
    return search


def found(search: PlaceSearch, query: str) -> list[tuple[str, str, str]]:
    return [(h.place.id, h.name, h.how.value) for h in search.find(query)]


@pytest.mark.parametrize("query", ["wuqing", "Wu Qing", "WUQING", "Wǔqīng", "武qing"])
def test_full_pinyin_finds_a_place_with_or_without_spaces_and_tones(search: PlaceSearch, query: str) -> None:
    assert found(search, query)[:2] == [("120114", "武清", "pinyin"), ("rail_station-wuqingzhan", "武清站", "pinyin")]


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("Xiongan", "pinyin"),
        ("xiong'an", "pinyin"),
        ("雄安", "alias"),
        ("雄安新區", "alias"),
        ("河北雄安新区", "exact"),
        ("xa", "initials"),
    ],
)
def test_a_new_area_is_found_in_any_writing(search: PlaceSearch, query: str, how: str) -> None:
    assert (search.find(query)[0].place.id, search.find(query)[0].how.value) == ("133100", how)


def test_chinese_finds_the_name_then_those_that_begin_with_it(search: PlaceSearch) -> None:
    assert found(search, "武清") == [("120114", "武清", "alias"), ("rail_station-wuqingzhan", "武清站", "alias")]
    assert found(search, "天津") == [
        ("120000", "天津", "alias"),
        ("120114", "天津市武清区", "prefix"),
        ("town-yangcun", "天津市武清区杨村街道", "prefix"),
        ("rail_station-tianjinxizhan", "天津西站", "prefix"),
    ]


@pytest.mark.parametrize(
    ("query", "how"), [("天津西", "alias"), ("tianjinxi", "pinyin"), ("天津西站", "exact"), ("西站", "alias"), ("tjx", "initials")]
)
def test_a_station_is_found_without_its_last_character(search: PlaceSearch, query: str, how: str) -> None:
    assert found(search, query)[0][::2] == ("rail_station-tianjinxizhan", how)


def test_initials_find_all_places_that_have_them(search: PlaceSearch) -> None:
    assert found(search, "wq")[:3] == [
        ("120114", "武清", "initials"),
        ("131123", "武强", "initials"),
        ("rail_station-wuqingzhan", "武清站", "initials"),
    ]
    assert found(search, "bjdt10hx") == [("metro_line-beijingditie10haoxian", "北京地铁10号线", "initials")]


@pytest.mark.parametrize(
    ("query", "id", "score"),
    [
        ("wuqnig", "120114", 0.5),
        ("wuqin", "120114", 0.7),
        ("武靖", "120114", 0.4),
        ("雄按", "133100", 0.45),
        ("白羊淀", "lake-baiyangdian", 0.5),
        ("自洋淀", "lake-baiyangdian", 0.445),
        ("baiyangdain", "lake-baiyangdian", 0.545),
    ],
)
def test_typing_errors_are_forgiven(search: PlaceSearch, query: str, id: str, score: float) -> None:
    hit = search.find(query)[0]
    assert (hit.place.id, hit.score) == (id, score)
    assert hit.how is (Match.PREFIX if query == "wuqin" else Match.TYPO)


def test_typing_errors_are_not_looked_for_where_a_name_is_as_typed(search: PlaceSearch) -> None:
    assert {h.how for h in search.find("wuqing")} == {Match.PINYIN}


@pytest.mark.parametrize("query", ["daicheng", "dacheng"])
def test_the_local_and_the_everyday_reading_find_a_place(search: PlaceSearch, query: str) -> None:
    assert found(search, query)[0] == ("131025", "大城", "pinyin")


def test_of_two_places_of_one_name_that_in_the_region_comes_first(search: PlaceSearch) -> None:
    assert found(search, "朝阳") == [("110105", "朝阳", "alias"), ("city-chaoyang", "朝阳", "alias")]


def test_a_place_that_is_called_so_comes_before_the_station_of_the_name(search: PlaceSearch) -> None:
    assert found(search, "baiyangdian") == [
        ("lake-baiyangdian", "白洋淀", "pinyin"),
        ("rail_station-baiyangdianzhan", "白洋淀站", "pinyin"),
    ]


def test_a_place_is_found_once_by_its_best_name(search: PlaceSearch) -> None:
    ids = [h.place.id for h in search.find("武", limit=100)]
    assert ids == ["120114", "131123", "rail_station-wuqingzhan"]


def test_hits_are_ordered_by_score_and_no_more_than_asked_for(search: PlaceSearch) -> None:
    scores = [h.score for h in search.find("w")]
    assert scores == sorted(scores, reverse=True)
    assert len(search.find("天津", limit=2)) == 2
    assert search.find("天津", limit=0) == ()


@pytest.mark.parametrize("query", ["", "  ", "'", "…", "qqqqqq", "綠"])
def test_what_is_near_no_name_finds_nothing(search: PlaceSearch, query: str) -> None:
    assert search.find(query) == ()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("武清", "天津市武清区"),
        ("wuqing", "天津市武清区"),
        ("wq", "天津市武清区"),
        ("xaz", "雄安站"),
        ("Wu Qing", "天津市武清区"),
        ("Xiongan", "河北雄安新区"),
        ("xiong'an", "河北雄安新区"),
        ("雄安", "河北雄安新区"),
        ("天津西", "天津西站"),
        ("tianjinxi", "天津西站"),
        ("wuqnig", "天津市武清区"),
        ("武靖", "天津市武清区"),
        ("白羊淀", "白洋淀"),
        ("yuxian", "河北省张家口市蔚县"),
        ("lixian", "河北省保定市蠡县"),
        ("laoting", "河北省唐山市乐亭县"),
        ("daicheng", "河北省廊坊市大城县"),
        ("hutuohe", "滹沱河"),
        ("bj", "北京市"),
        ("shijiazhaung", "河北省石家庄市"),
        ("秦黄岛", "河北省秦皇岛市"),
        ("cbd", "北京商务中心区"),
    ],
)
def test_the_built_in_gazetteer_answers_as_people_expect(built_in: PlaceSearch, query: str, name: str) -> None:
    assert built_in.find(query)[0].place.name == name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Daxing Airport", "北京大兴国际机场"),
        ("tianjin port", "天津港"),
        ("Tianjin West", "天津西站"),
        ("Beijing South Railway Station", "北京南站"),
        ("Tianjin University", "天津大学"),
        ("Haihe River", "海河"),
        ("Summer Palace", "颐和园"),
        ("Grand Canal", "京杭大运河"),
        ("Xiong'an New Area", "河北雄安新区"),
        ("Wuqing District", "天津市武清区"),
    ],
)
def test_an_english_name_finds_the_place(built_in: PlaceSearch, query: str, name: str) -> None:
    first = built_in.find(query)[0]
    assert (first.place.name, first.how) == (name, Match.PINYIN)
