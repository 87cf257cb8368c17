"""Names found in sentences, with the gazetteer as it is shipped."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from extract.model import MentionKind, SourceText
from extract.words import frequency
from geo.atlas import Page, Reader


def read(reader: Reader, text: str) -> Page:
    return reader.read_page(SourceText("page.txt", f"本报讯(记者 李杨){text}\n", "utf-8", ""))


def places(reader: Reader, text: str, kind: MentionKind | None = None) -> list[tuple[str, str]]:
    """Surface and place of each mention of a sentence."""
    page = read(reader, text)
    return [(r.mention.surface, r.place.name if r.place else "") for r in page.resolutions if kind is None or r.mention.kind is kind]


def test_one_word_for_several_places(reader: Reader) -> None:
    assert places(reader, "京津冀一体化提速。") == [("京津冀", "京津冀")]
    assert places(reader, "京津两地携手。") == [("京津", "北京市"), ("京津", "天津市")]
    assert places(reader, "“通武廊”合作机制落实。") == [("通武廊", "北京市通州区"), ("通武廊", "天津市武清区"), ("通武廊", "河北省廊坊市")]
    assert places(reader, "半小时进京入卫。") == [("京", "北京市"), ("卫", "天津市")]
    assert places(reader, "优质资源加速在津集聚，选派专家驻雄帮扶。") == [("津", "天津市"), ("雄", "河北雄安新区")]


@pytest.mark.parametrize(
    "text",
    [
        "生活在和平年代，更要铭记历史。",
        "今年启动十五个新建项目。",
        "各地大兴土木的做法得到遏制。",
        "他津津有味地看京剧。",
        "新华社记者走进车间。",
        "人形机器人是朝阳产业。",
        "青山绿水间一派繁荣景象。",
    ],
)
def test_common_words_are_no_places(reader: Reader, text: str) -> None:
    assert places(reader, text) == []


def test_the_longest_name_wins(reader: Reader) -> None:
    assert places(reader, "河北省高质量发展。") == [("河北省", "河北省")]
    assert places(reader, "企业位于天津滨海高新区。")[0][0] == "天津滨海高新区"
    assert places(reader, "天津滨海—中关村科技园、宝坻京津中关村科技城多点开花。") == [
        ("天津滨海—中关村科技园", "天津滨海—中关村科技园"),
        ("宝坻京津中关村科技城", "宝坻京津中关村科技城"),
    ]
    assert places(reader, "北京市民来到武清。") == [("北京", "北京市"), ("武清", "天津市武清区")]


def test_a_list_takes_its_kind_from_its_head(reader: Reader) -> None:
    assert places(reader, "目前,京津、津兴、京滨、京沪4条高铁直通首都。") == [
        ("京津", "京津城际铁路"),
        ("津兴", "津兴城际铁路"),
        ("京滨", "京滨城际铁路"),
        ("京沪", "京沪高速铁路"),
    ]
    assert [p for _, p in places(reader, "京津塘、京津、京沪等高速公路在此交汇。")] == ["京津塘高速公路", "京津高速公路", "京沪高速公路"]
    assert [p for _, p in places(reader, "水来自潘家口、大黑汀两座水库。")] == ["潘家口水库", "大黑汀水库"]


def test_the_article_completes_a_name(reader: Reader) -> None:
    assert ("西站", "天津西站") in places(reader, "天津市红桥区加快建设。西站客流连年攀升。")
    assert ("地铁8号线", "天津地铁8号线") in places(reader, "天津市全面推进城市更新。建成地铁8号线。")
    assert ("地铁8号线", "北京地铁8号线") in places(reader, "北京市东城区全面推进城市更新。地铁8号线贯通北京南北。")


def test_a_unit_and_what_lies_in_it_are_one_name(reader: Reader) -> None:
    assert places(reader, "航班直飞英国伦敦。") == [("英国伦敦", "伦敦")]
    assert places(reader, "水源于河北遵化。") == [("河北遵化", "河北省唐山市遵化市")]
    assert places(reader, "气送到河北沧州临港经济技术开发区。")[0][0] == "河北沧州临港经济技术开发区"
    assert [s for s, _ in places(reader, "阜平县龙泉关镇骆驼湾村的民宿一房难求。")] == ["阜平县龙泉关镇骆驼湾村"]


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("固安、霸川市的家具厂接到了订单。", "霸川市", "河北省廊坊市霸州市"),
        ("文安县、大诚县也没有闲着。", "大诚县", "河北省廊坊市大城县"),
        ("来自廊纺、沧州的患者多了。", "廊纺", "河北省廊坊市"),
        ("大兴机场旁，能看见北京太兴国际机场的航站楼。", "北京太兴国际机场", "北京大兴国际机场"),
        ("永清县的水清东站客流多了。", "水清东站", "永清东站"),
    ],
)
def test_look_alikes_that_scanners_confuse_are_read_through(reader: Reader, text: str, surface: str, place: str) -> None:
    page = read(reader, text)
    assert [r.place.name for r in page.resolutions if r.mention.surface == surface and r.place] == [place]


def test_a_look_alike_that_is_a_word_makes_no_name(reader: Reader) -> None:
    assert [m.surface for m in read(reader, "永清县的河水清了，水清岸绿。").mentions] == ["永清县"]


def test_a_misread_name_is_read_as_the_one_the_article_proves(reader: Reader) -> None:
    assert ("黄河实验室", "海河实验室") in places(reader, "天津科技创新提速，7家黄河实验室效能提升。")
    assert ("于桥水厍", "于桥水库") in places(reader, "天津市蓟州区的于桥水库碧波万顷。保护于桥水厍人人有责。")
    assert places(reader, "廓坊的口岸连着京津翼。") == [("廓坊", "河北省廊坊市"), ("京津翼", "京津冀")]
    assert places(reader, "办办同心向未来。") == []
    assert ("沧洲经济开发区", "沧州经济开发区") in places(reader, "沧州市变了，沧洲经济开发区落户了十家厂。")


def test_a_station_bears_the_name_of_a_place(reader: Reader) -> None:
    assert [s for s, _ in places(reader, "天津市滨海新区的北塘站区间已具备通电条件。")] == ["天津市滨海新区", "北塘站"]


def test_what_happens_in_a_place_is_not_its_name(reader: Reader) -> None:
    assert places(reader, "从北京坐高铁不到一小时。") == [("北京", "北京市")]
    assert places(reader, "张家口投运数据中心33个。") == [("张家口", "河北省张家口市")]
    assert places(reader, "京津冀旅游景区门票发售。") == [("京津冀", "京津冀")]


def test_names_of_persons_are_no_places(reader: Reader) -> None:
    assert places(reader, "总工程师周北辰告诉记者，隧道贯通。") == []
    assert places(reader, "家住燕郊的王香河像往常一样出门。") == [("燕郊", "河北省廊坊市三河市燕郊镇")]
    page = reader.read_page(SourceText("page.txt", "## 标题在此处\n\n本报讯（记者 陈阳原 通讯员 石怀柔）今天通车。\n", "utf-8", ""))
    assert page.mentions == ()


def test_a_borrowed_name_is_associative(reader: Reader) -> None:
    text = "天津海关、天津市政府、河北省科技厅联合发布《天津市城市更新条例》，书写天津答卷，成立京津冀机器人产业链联盟。"
    assert [s for s, _ in places(reader, text, MentionKind.ASSOCIATIVE)] == ["天津", "天津市", "河北省", "天津市", "天津", "京津冀"]
    assert places(reader, text, MentionKind.LITERAL) == []


def test_a_place_that_is_spoken_of_is_literal(reader: Reader) -> None:
    text = "天津名师走进雄安新区的校园，北京院士团队落户天津港码头。"
    assert [s for s, _ in places(reader, text, MentionKind.LITERAL)] == ["天津", "雄安新区", "北京", "天津港"]


def test_an_organisation_is_its_site_only_where_the_text_goes_there(reader: Reader) -> None:
    assert places(reader, "企业联合天津大学等高校攻关。") == [("天津", "天津市")]
    assert places(reader, "记者走进天津大学校园。") == [("天津大学", "天津大学")]
    assert places(reader, "清华大学教授表示。") == []


def test_names_that_no_table_has_are_placed_in_the_unit_the_words_name(reader: Reader) -> None:
    page = read(reader, "在天津市宝坻区，京保智造科技园二期刚刚交付。")
    park = page.resolutions[-1]
    assert park.mention.surface == "京保智造科技园"
    assert park.place is not None and park.place.position is None
    assert park.place.parent == "120115"
    assert "地名表中无此名称" in park.reason


def test_a_name_without_any_unit_has_a_reason_and_no_place(reader: Reader) -> None:
    page = read(reader, "京保智造科技园二期刚刚交付。")
    assert [(r.mention.surface, r.place, r.reason) for r in page.resolutions] == [
        ("京保智造科技园", None, "地名表中无此名称，文中也未说明所在区划")
    ]


def test_offsets_count_code_points_of_the_file_even_after_emoji(reader: Reader) -> None:
    text = "本报讯(记者 李杨)🚄🚄从武清站出发，到北京南站。\n"
    page = reader.read_page(SourceText("page.txt", text, "utf-8", ""))
    assert [(m.surface, text[m.start : m.end]) for m in page.mentions] == [("武清站", "武清站"), ("北京南站", "北京南站")]


def test_every_mention_of_the_five_pages_stands_where_it_says(atlas) -> None:  # type: ignore[no-untyped-def]
    for page in atlas.pages:
        taken: set[int] = set()
        for mention in page.mentions:
            assert page.source.text[mention.start : mention.end] == mention.surface
            article = next(a for a in page.articles if a.id == mention.article_id)
            passage = article.passages[mention.passage].text
            assert passage[mention.at : mention.at + mention.length] == "".join(mention.surface.split())
            assert not taken & set(range(mention.start, mention.end))
            taken |= set(range(mention.start, mention.end))


def test_as_many_resolutions_as_toponyms_and_each_has_a_reason(atlas) -> None:  # type: ignore[no-untyped-def]
    for page in atlas.pages:
        assert len(page.resolutions) == sum(len(m.toponyms) for m in page.mentions)
        assert all(r.reason for r in page.resolutions)


def test_a_words_frequency_is_that_of_its_line_in_the_dictionary() -> None:
    package = find_spec("jieba")
    assert package is not None and package.origin is not None
    lines = Path(package.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    sample = [line.split(" ") for line in (*lines[::2000], *lines[:200], lines[-1])]  # the first are Latin, and not all in their order
    assert [frequency(word) for word, _, _ in sample] == [int(times) for _, times, _ in sample]
    assert frequency("从来没有的词") == 0
