"""Which of its namesakes an article means, with the gazetteer as it is shipped and with small ones made for the purpose."""

from __future__ import annotations

import math

import pytest
from pyproj import Geod

from extract.model import Article, ArticleKind, Mention, MentionKind, Passage, PassageRole, SourceText, Toponym
from geo.atlas import Atlas, Page, Reader
from geo.distance import distance_km
from geo.gazetteer import Gazetteer
from geo.model import HOME_UNITS, Basis, Place, PlaceKind, Position, Status
from geo.resolve import Resolution, Resolver

TIANJIN_LINE_8 = "metro_line-tianjinditie8haoxian"
BEIJING_LINE_8 = "metro_line-beijingditie8haoxian"
REPORTED = "本报讯(记者 李杨)"


def read(reader: Reader, *paragraphs: str) -> Page:
    return reader.read_page(SourceText("page.txt", "\n\n".join(paragraphs) + "\n", "utf-8", ""))


def ids(page: Page, surface: str) -> list[str | None]:
    """The places that a surface was resolved to, in order."""
    return [r.place.id if r.place else None for r in page.resolutions if r.mention.surface == surface]


# Namesakes, with the gazetteer as it is shipped


def test_a_name_that_begins_with_its_country_is_no_namesake_at_home(reader: Reader) -> None:
    assert ids(read(reader, f"{REPORTED}徐水县的外贸企业订到了去韩国釜山的班轮。"), "韩国釜山") == ["city-fushan"]


def test_a_name_that_begins_like_a_far_town_stays_where_the_words_are(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}保定市派来支援队伍。天津市津南区雨势最大，位于先锋河泵站的水泵全开。")
    (place,) = [r.place for r in page.resolutions if r.mention.surface == "先锋河泵站"]
    assert place is not None and reader.gazetteer[place.parent].name == "天津市津南区"


def test_a_village_called_hebei_is_not_the_province(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}三河市新集镇沟北的河北村养鸭，沟南的小崔村种菜。")
    (place,) = [r.place for r in page.resolutions if r.mention.surface == "河北村"]
    assert place is not None and reader.gazetteer[place.parent].name.startswith("河北省廊坊市三河市")


def test_a_village_lies_in_the_town_that_its_name_holds(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}天津静海县王口镇后李村的炒货出了名。")
    (place,) = [r.place for r in page.resolutions if r.mention.surface == "天津静海县王口镇后李村"]
    assert place is not None and reader.gazetteer[place.parent].name == "天津市静海区王口镇"


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("石家庄和沧州都来了人，长安区、新华区的市民骑车来。", "新华区", "河北省石家庄市新华区"),
        ("河北省的水进了天津市静海区台头镇，独流镇、王口镇先撤。", "王口镇", "天津市静海区王口镇"),
        ("河北省，林亭口镇的驴肉、黄庄的稻米都上了桌。", "黄庄", "天津市宝坻区黄庄镇"),
        ("河北省承德市的菜运来，北京野生动物园门外，瓜农从庞各庄赶来。", "庞各庄", "北京市大兴区庞各庄镇"),
        ("天津站对面，劝业场、和平大世界商圈最热闹。", "劝业场", "天津劝业场商圈"),
        ("北京的客商来邢台：清河纺羊绒，平乡造童车，隆尧做方便面。", "清河", "河北省邢台市清河县"),
        ("环线经过张家口、承德以及大兴区、通州区和平谷区。", "承德", "河北省承德市"),
    ],
)
def test_what_is_listed_with_a_namesake_or_stands_near_it_speaks_for_it(reader: Reader, text: str, surface: str, place: str) -> None:
    (found,) = [r.place for r in read(reader, REPORTED + text).resolutions if r.mention.surface == surface]
    assert found is not None and found.name == place


def test_a_village_of_a_town_is_not_its_namesake_in_another_district(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}延庆的张山营镇西五里营村、旧县镇古城村通了水。")
    (place,) = [r.place for r in page.resolutions if r.mention.surface == "旧县镇古城村"]
    assert place is not None and reader.gazetteer[place.parent].name == "北京市延庆区旧县镇"


def test_an_exit_lies_in_the_unit_that_its_name_says(reader: Reader) -> None:
    (place,) = [r.place for r in read(reader, f"{REPORTED}大车请走京石高速清苑口。").resolutions if r.mention.surface == "京石高速清苑口"]
    assert place is not None and reader.gazetteer[place.parent].name == "河北省保定市清苑区"


def test_a_bare_name_is_the_namesake_that_the_article_names_in_full(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}摊位来自乐亭县。", "昨天在大兴区庞各庄镇比瓜，第二年他又去庞各庄学艺。")
    assert ids(page, "庞各庄") == ["town-beijingshidaxingqupanggezhuangzhen"]


def test_what_lies_between_two_cities_is_no_railway(reader: Reader) -> None:
    assert ids(read(reader, f"{REPORTED}旅客坐京张高铁，往返于京张之间。"), "京张") == ["110000", "130700"]


def test_a_campus_is_that_of_the_university_that_the_article_names(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}河北工业大学有几个校区，红桥校区在天津市红桥区。")
    assert ids(page, "红桥校区") == ["university-hebeigongyedaxuehongqiaoxiaoqu"]
    page = read(reader, f"{REPORTED}一所学校有几个校区，红桥校区在天津市红桥区。")
    assert all(id is None or id.startswith("unlisted-") for id in ids(page, "红桥校区"))


def test_a_new_name_that_begins_with_a_ports_lies_at_the_port(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}沧州市渤海新区，船靠上黄骅港综合港区矿石码头。")
    (place,) = [r.place for r in page.resolutions if r.mention.surface == "黄骅港综合港区矿石码头"]
    assert place is not None and place.basis is Basis.DISTRICT and reader.gazetteer[place.parent].name == "黄骅港综合港区"


@pytest.mark.parametrize(
    ("text", "line"),
    [("天津市全面推进城市更新。建成地铁8号线。", TIANJIN_LINE_8), ("北京市全面推进城市更新。建成地铁8号线。", BEIJING_LINE_8)],
)
def test_a_line_that_two_cities_have_is_that_of_the_city_the_article_names(reader: Reader, text: str, line: str) -> None:
    assert ids(read(reader, REPORTED + text), "地铁8号线") == [line]


def test_two_articles_of_one_page_decide_for_themselves(reader: Reader) -> None:
    page = read(
        reader,
        "## 天津地铁提速",
        f"{REPORTED}天津市全面推进城市更新。建成地铁8号线。",
        "## 北京地铁提速",
        f"{REPORTED}北京市东城区全面推进城市更新。北京市的地铁8号线贯通南北。",
    )
    assert [a.title for a in page.articles] == ["天津地铁提速", "北京地铁提速"]
    assert ids(page, "地铁8号线") == [TIANJIN_LINE_8, BEIJING_LINE_8]


def test_hebei_is_the_province_and_in_a_list_of_tianjins_districts_the_district(reader: Reader) -> None:
    page = read(reader, f"{REPORTED}河北、天津两地携手，河北省石家庄市提速。天津市和平、河东、河北等区更新老旧小区。河北各地行动起来。")
    assert ids(page, "河北") == ["130000", "120105", "130000"]
    assert ids(page, "河东") == ["120102"]


def test_an_article_means_one_line_by_one_name_even_where_the_other_city_is_spoken_of(reader: Reader) -> None:
    visitor = "来自天津市的游客说，地铁8号线方便出行。"
    assert ids(read(reader, f"{REPORTED}北京市东城区推进更新。", visitor), "地铁8号线") == [TIANJIN_LINE_8]
    page = read(reader, f"{REPORTED}北京市推进更新，北京市的地铁8号线贯通。", visitor)
    assert ids(page, "地铁8号线") == [BEIJING_LINE_8, BEIJING_LINE_8]
    assert "同篇同义" in page.resolutions[-1].reason


# Namesakes, with gazetteers of a few rows


def place(id: str, name: str, kind: PlaceKind, parent: str = "", at: Position | None = None, **others: object) -> Place:
    values = {"aliases": (), "loose_aliases": (), "uncertainty_m": 1.0 if at else 0.0, "basis": Basis.EDITORIAL, "status": Status.OPEN}
    return Place(id=id, name=name, kind=kind, parent=parent, position=at, source="test", **(values | others))  # type: ignore[arg-type]


NORTH = place("110000", "北市", PlaceKind.PROVINCE, at=(116.4, 39.9))
SOUTH = place("120000", "南市", PlaceKind.PROVINCE, at=(117.2, 39.1))
UNITS = (NORTH, SOUTH)


def resolve(gazetteer: Gazetteer, *toponyms: Toponym, home: str = "") -> tuple[Resolution, ...]:
    """The toponyms as mentions of one sentence, resolved."""
    text = "".join(t.name for t in toponyms)
    article = Article("a-1", "a.txt", ArticleKind.ARTICLE, "", "", "", (), (Passage(PassageRole.BODY, ((0, len(text)),), text),))
    mentions = []
    at = 0
    for t in toponyms:
        end = at + len(t.name)
        mentions.append(Mention(f"a@{at}-{end}", "a.txt", "a-1", at, end, t.name, MentionKind.LITERAL, (t,), 0, at, end - at))
        at = end
    return Resolver(gazetteer).resolve_article(article, mentions, home)


def chosen(resolutions: tuple[Resolution, ...]) -> list[str]:
    return [r.place.id if r.place else "" for r in resolutions]


def test_the_only_candidate_is_the_place_with_full_score() -> None:
    (found,) = resolve(Gazetteer(UNITS), Toponym("北市", ("110000",)))
    assert (found.place, found.score, found.reason) == (NORTH, 1.0, "唯一地名")


def test_without_any_clue_the_score_is_a_half_and_the_first_id_wins() -> None:
    namesakes = (place("mall-b", "甲", PlaceKind.MALL), place("mall-a", "甲", PlaceKind.MALL))
    (found,) = resolve(Gazetteer(namesakes), Toponym("甲", ("mall-b", "mall-a")))
    assert (chosen((found,)), found.score, found.reason) == (["mall-a"], 0.5, "2个同名地点中最常用者")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (place("mall-b", "甲", PlaceKind.MALL), place("mall-a", "甲", PlaceKind.MALL, status=Status.CLOSED)),
        (place("mall-b", "甲", PlaceKind.MALL), place("mall-a", "甲商场", PlaceKind.MALL, aliases=("甲",))),
        (place("mall-b", "乙", PlaceKind.MALL, aliases=("甲",)), place("mall-a", "丙", PlaceKind.MALL, loose_aliases=("甲",))),
        (place("mall-b", "甲", PlaceKind.MALL, "120000"), place("mall-a", "甲", PlaceKind.MALL, "110000")),
        (place("city-b", "甲", PlaceKind.CITY), place("mall-a", "甲", PlaceKind.MALL)),
    ],
    ids=["open before closed", "full name before alias", "sure alias before loose one", "at home before away", "city before shop"],
)
def test_of_two_namesakes_the_likelier_one_wins_and_the_order_of_candidates_does_not_matter(better: Place, worse: Place) -> None:
    gazetteer = Gazetteer((*UNITS, better, worse))
    for refs in ((better.id, worse.id), (worse.id, better.id)):
        (found,) = resolve(gazetteer, Toponym("甲", refs), home="120000")
        assert chosen((found,)) == [better.id]
        assert 0.5 < found.score < 1


def test_the_kind_that_the_words_prove_outweighs_the_home_of_the_page() -> None:
    gazetteer = Gazetteer((*UNITS, place("railway-a", "甲", PlaceKind.RAILWAY, "110000"), place("road-a", "甲", PlaceKind.ROAD, "120000")))
    refs = ("railway-a", "road-a")
    assert chosen(resolve(gazetteer, Toponym("甲", refs), home="120000")) == ["road-a"]
    assert chosen(resolve(gazetteer, Toponym("甲", refs, kind_hint="railway"), home="120000")) == ["railway-a"]


def test_the_namesake_near_the_other_places_of_the_article_wins() -> None:
    gazetteer = Gazetteer(
        (place("mall-far", "甲", PlaceKind.MALL, at=(100.0, 30.0)), place("mall-near", "甲", PlaceKind.MALL, at=(117.2, 39.11)), *UNITS)
    )
    found = resolve(gazetteer, Toponym("南市", ("120000",)), Toponym("甲", ("mall-far", "mall-near")))
    assert chosen(found) == ["120000", "mall-near"]
    assert found[1].reason == "2个同名地点中邻近文中其他地点"


# Names that no row bears


def test_an_unlisted_name_is_one_place_in_one_unit_and_another_in_another(reader: Reader) -> None:
    page = read(
        reader, f"{REPORTED}在天津市宝坻区，京保智造科技园二期交付。在天津市武清区，京保智造科技园一期交付。京保智造科技园热闹起来。"
    )
    found = [r.place for r in page.resolutions if r.mention.surface == "京保智造科技园"]
    assert [p.parent for p in found if p] == ["120115", "120114", "120114"]
    assert found[0] != found[1] and found[1] == found[2]
    assert all(p and p.id.startswith("unlisted-") and p.position is None and p.basis is Basis.DISTRICT for p in found)


def test_an_unlisted_name_that_holds_a_units_name_lies_in_that_unit(reader: Reader) -> None:
    (found,) = read(reader, f"{REPORTED}武清甲乙科技园开园。").resolutions
    assert found.place is not None and (found.place.name, found.place.parent) == ("武清甲乙科技园", "120114")
    assert found.reason == "地名表中无此名称，名称中含上级地名：天津市武清区"


def test_an_unlisted_lake_river_or_mountain_is_not_placed_where_the_article_is() -> None:
    for kind, unit in (("lake", ""), ("river", ""), ("mountain", ""), ("park", "120000")):
        found = resolve(Gazetteer(UNITS), Toponym("南市", ("120000",)), Toponym("某某", (), kind))[1]
        assert (found.place.parent if found.place else "") == unit


# The five pages


def test_every_toponym_of_the_five_pages_ends_with_a_place_or_a_reason(atlas: Atlas) -> None:
    assert len(atlas.resolutions) == sum(len(m.toponyms) for page in atlas.pages for m in page.mentions)
    for r in atlas.resolutions:
        assert r.reason
        assert r.toponym in r.mention.toponyms
        if r.place is None:
            assert (r.score, r.toponym.refs) == (0.0, ())
        elif r.toponym.refs:
            assert r.place.id in r.toponym.refs
            assert r.score in (1.0, 0.93) if len(r.toponym.refs) == 1 else 0.5 <= r.score < 1
        else:
            assert r.score == 0.5


def test_a_place_without_a_row_lies_in_a_unit_that_has_one_and_its_reason_names_it(atlas: Atlas) -> None:
    for r in atlas.resolutions:
        if r.place is not None and not r.toponym.refs:
            assert r.place.id not in atlas.gazetteer
            assert r.place.parent in atlas.gazetteer
            assert r.reason.startswith("地名表中无此名称，")
            assert r.reason.endswith(f"：{atlas.gazetteer[r.place.parent].name}")


def test_a_page_is_at_home_in_the_province_that_most_of_its_places_lie_in(atlas: Atlas) -> None:
    resolver = Resolver(atlas.gazetteer)
    homes = [resolver.home_of(page.mentions) for page in atlas.pages]
    assert homes == ["120000", "130000", "120000", "120000", "120000"]
    for page, home in zip(atlas.pages, homes, strict=True):
        lie_in = {u: sum(r.place is not None and atlas.gazetteer.lies_in(r.place, u) for r in page.resolutions) for u in HOME_UNITS}
        assert max(lie_in, key=lambda u: lie_in[u]) == home


def test_a_page_without_mentions_has_no_home(gazetteer: Gazetteer) -> None:
    assert Resolver(gazetteer).home_of(()) == ""


def test_a_city_printed_before_a_line_decides_whose_line_it_is(reader: Reader) -> None:
    assert ids(read(reader, REPORTED + "天津市地铁8号线开通。"), "天津市地铁8号线") == [TIANJIN_LINE_8]


def test_a_district_speaks_for_the_lines_of_its_city(reader: Reader) -> None:
    page = read(reader, REPORTED + "天津市提速。", "北京市通州区迎来地铁8号线。")
    assert ids(page, "地铁8号线") == [BEIJING_LINE_8]


def test_hebei_in_a_list_of_many_areas_is_the_province(reader: Reader) -> None:
    page = read(reader, "产品销往江苏、河南、河北、陕西、天津、唐山等许多地区的水务部门。")
    assert ids(page, "河北") == ["130000"]


def test_of_rivers_of_one_name_that_with_a_known_course_by_the_articles_places_is_meant(reader: Reader) -> None:
    page = read(reader, "密云水库上游的承德市、张家口市同守一库水，潮河在古北口、白河在赤城县的断面水质达标。")
    assert ids(page, "白河") == ["river-baihebeijing"]


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("同一天获批的还有辽宁大连大窑湾保税港区。", "辽宁大连大窑湾保税港区", "辽宁省大连市"),
        ("他毕业于河北永清一中。", "河北永清一中", "河北省廊坊市永清县"),
        ("北京和平路小学里。", "北京和平路小学", "北京市"),
        ("同行来威县的北京顺义威县产业园取经。", "北京顺义威县产业园", "河北省邢台市威县"),
        ("货车在京台高速永清出口排成长龙。", "京台高速永清出口", "河北省廊坊市永清县"),
    ],
)
def test_a_site_that_names_its_province_and_a_unit_of_it_lies_in_the_unit(reader: Reader, text: str, name: str, unit: str) -> None:
    (found,) = [r for r in read(reader, text).resolutions if r.mention.surface == name]
    assert found.place is not None and reader.gazetteer[found.place.parent].name == unit


def test_hebei_between_two_districts_of_tianjin_is_a_district_without_a_head_noun_too(reader: Reader) -> None:
    assert ids(read(reader, REPORTED + "天津市的南开、河北、红桥推进更新。"), "河北") == ["120105"]


def test_a_district_listed_before_a_word_that_ends_in_a_head_noun_stays_one(reader: Reader) -> None:
    assert ids(read(reader, REPORTED + "货物出现在北京市的朝阳、丰台的菜市场。"), "朝阳") == ["110105"]


def test_places_listed_are_places_each_though_a_region_is_made_of_them(reader: Reader) -> None:
    page = read(reader, REPORTED + "通州与三河、大厂、香河项目洽谈会举行。")
    assert [r.mention.surface for r in page.resolutions] == ["通州", "三河", "大厂", "香河"]


@pytest.mark.parametrize("text", ["津、冀两地", "冀和津两地", "京、津、冀三地", "京、冀两地"])
def test_short_forms_in_a_list_are_found_one_by_one(reader: Reader, text: str) -> None:
    page = read(reader, REPORTED + f"{text}互认检查检验结果。")
    assert [r.mention.surface for r in page.resolutions] == [c for c in text if c in "京津冀"]


# Distances


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((116.4074, 39.9042), (117.2009, 39.0842)),
        ((113.5, 36.1), (119.8, 42.6)),
        ((117.0099, 39.37106), (117.0381, 39.3829)),
        ((116.0, 39.0), (116.0, 41.0)),
        ((114.0, 40.0), (119.0, 40.0)),
        ((116.4, 39.9), (-0.13, 51.51)),
        ((179.5, 0.0), (-179.5, 1.0)),
        ((0.0, -90.0), (0.0, 90.0)),
    ],
)
def test_distances_are_those_on_the_ellipsoid_within_0_6_percent(a: Position, b: Position) -> None:
    metres = Geod(ellps="WGS84").inv(*a, *b)[2]
    assert distance_km(a, b) == pytest.approx(metres / 1000, rel=0.006)
    assert distance_km(b, a) == pytest.approx(distance_km(a, b), rel=1e-12)


def test_a_place_is_no_distance_from_itself_and_half_the_globe_from_its_antipode() -> None:
    assert distance_km((117.0, 39.0), (117.0, 39.0)) == 0
    assert distance_km((117.0, 39.0), (-63.0, -39.0)) == pytest.approx(math.pi * 6371.0088, rel=1e-9)


def test_a_name_in_a_list_of_counties_is_a_county_though_a_river_of_that_name_is_near(reader: Reader) -> None:
    page = read(reader, "高速在赞皇、内丘、沙河、武安各设一个出口。", "大沙河边的村子离出口不远。")
    assert ids(page, "沙河") == ["130582"]


def test_a_city_named_elsewhere_in_the_article_speaks_for_what_it_holds_and_a_province_not(reader: Reader) -> None:
    fair = (
        "## 羊绒走进会展中心",
        f"{REPORTED}清河羊绒的展台前人最多。",
        "来自北京市的客商一早就到。高阳县、安平县、平乡县的企业带来了样品。",
    )
    assert ids(read(reader, *fair), "清河") == ["130534"]
    town = (
        "## 新区的一天",
        f"{REPORTED}雄安新区的早市六点开张，老周说起北京朝阳区、丰台区的旧事。",
        "孩子们往西走到北海幼儿园，再大些的进了学校。",
    )
    assert ids(read(reader, *town), "北海幼儿园") == ["school-xionganbeihaiyoueryuan"]
