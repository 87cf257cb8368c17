"""Names that mean several places, or no place at all: each in the senses that newspapers use."""

from __future__ import annotations

import pytest

from extract.model import SourceText
from geo.atlas import Reader


def read(reader: Reader, text: str) -> dict[str, str]:
    """The place of each surface of a sentence."""
    page = reader.read_page(SourceText("page.txt", f"本报讯(记者 李杨){text}\n", "utf-8", ""))
    return {r.mention.surface: r.place.name if r.place else "" for r in page.resolutions}


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("天津市的和平、河东、河西等区更新老楼。", "和平", "天津市和平区"),
        ("天津市和平区、河北区、南开区联合发布方案。", "河北区", "天津市河北区"),
        ("河北省与天津市签约，河北企业受益。", "河北", "河北省"),
        ("北京市朝阳区举办活动，游客来到朝阳。", "朝阳", "北京市朝阳区"),
        ("天津市红桥区的西站焕新。", "西站", "天津西站"),
        ("北京市丰台区的西站完成改造。", "西站", "北京西站"),
        ("旅客从北京大兴国际机场出发，大兴机场客流创新高。", "大兴机场", "北京大兴国际机场"),
        ("北京市通州区建设城市副中心，通州的企业增多。", "通州", "北京市通州区"),
        ("防护林从北京市延庆县的康庄种起，河北的人也来看。", "康庄", "北京市延庆区康庄镇"),
        ("静海的农户都住在子牙，出门就是田。", "子牙", "天津市静海区子牙镇"),
        ("天津雨量：河东8.2毫米、红桥12.1毫米、河北14毫米。", "河北", "天津市河北区"),
        ("沧州市运河区、新华区推进更新，新华区开工。", "新华区", "河北省沧州市新华区"),
        ("石家庄市长安区、新华区推进更新，新华区开工。", "新华区", "河北省石家庄市新华区"),
        ("秦皇岛市海港区的港口繁忙。", "秦皇岛市海港区", "河北省秦皇岛市海港区"),
        ("天津市东丽区的产业园开工。", "天津市东丽区", "天津市东丽区"),
        ("修缮后的长城迎来游客。", "长城", "万里长城"),
        ("海河两岸灯光亮起，天津市民散步。", "海河", "海河"),
        ("首钢搬迁曹妃甸，高炉在海边点火。", "曹妃甸", "曹妃甸"),
        ("唐山市曹妃甸区的中学开学。", "唐山市曹妃甸区", "河北省唐山市曹妃甸区"),
        ("河北省的丰南、滦南、曹妃甸等区县种稻。", "曹妃甸", "河北省唐山市曹妃甸区"),
        ("河北省阜平、平山、赞皇、信都区有雨。", "平山", "河北省石家庄市平山县"),
        ("清明那天，颐和园、天坛、北海等市属公园人多。", "北海", "北海公园"),
        ("滨海新区的北塘街、新河街和汉沽街开了会。", "新河街", "天津市滨海新区新河街道"),
        ("天津市北辰区的企业投产。", "天津市北辰区", "天津市北辰区"),
    ],
)
def test_a_name_means_the_place_that_its_surroundings_name(reader: Reader, text: str, surface: str, place: str) -> None:
    assert read(reader, text)[surface] == place


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("和平时期更要重视安全。", "和平"),
        ("三十年河东，三十年河西。", "河东"),
        ("新能源汽车是朝阳产业。", "朝阳"),
        ("天津要建北方大港、世界大港。", "大港"),
        ("天津港是亿吨大港。", "大港"),
        ("廊坊来了家互联网大厂。", "大厂"),
        ("各地不得大兴土木。", "大兴"),
        ("北辰集团主管周北辰介绍了展台。", "北辰"),
        ("日本东丽公司的原料运抵。", "东丽"),
        ("京东集团的物流车队出发。", "京东"),
        ("新华社记者现场报道。", "新华"),
        ("负责人薛永清在会上发言。", "永清"),
        ("市长马誉峰到场考察。", "马誉峰"),
        ("来自上海鲜花市场的商户。", "海鲜"),
        ("这条路是一条致富路。", "致富路"),
        ("乡亲们走上了小康路。", "小康路"),
        ("企业找到了新出路。", "新出路"),
        ("天津市改造学校、老旧小区、小山村和行政村。", "老旧小区"),
        ("天津市改造学校、老旧小区、小山村、行政村。", "小山村"),
    ],
)
def test_a_word_that_is_no_place_is_none(reader: Reader, text: str, surface: str) -> None:
    assert surface not in read(reader, text)


def test_a_place_far_off_is_not_put_into_the_region(reader: Reader) -> None:
    assert read(reader, "江苏省的通州区盛产家纺。")["通州区"] == ""
    assert read(reader, "飞机从大兴安岭起飞。").get("大兴") is None


@pytest.mark.parametrize(
    ("text", "surface", "unit"),
    [
        ("家住武清区下朱庄街的工人说。", "武清区下朱庄街", ""),
        ("旅客在天津市武清区泉旺路下车。", "天津市武清区泉旺路", "天津市武清区"),
        ("天津市宝坻区的里石桥村通了公交。", "里石桥村", "天津市宝坻区"),
        ("永定河水进入河北省廊坊市固安县，吴家场闸开启。", "吴家场闸", "河北省廊坊市固安县"),
        ("霸州市第九中学迎来新生。", "霸州市第九中学", "河北省廊坊市霸州市"),
        ("河北省沧州市青县的盘古智造产业园投产。", "盘古智造产业园", "河北省沧州市青县"),
    ],
)
def test_a_name_that_no_table_has_is_found_whole_and_placed_in_the_finest_unit_named(
    reader: Reader, text: str, surface: str, unit: str
) -> None:
    page = reader.read_page(SourceText("page.txt", f"本报讯(记者 李杨){text}\n", "utf-8", ""))
    found = {r.mention.surface: r.place for r in page.resolutions}
    place = found[surface]
    assert place is not None
    if unit:
        assert (place.position, reader.gazetteer[place.parent].name) == (None, unit)
