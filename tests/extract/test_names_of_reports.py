"""Names as reports of floods, roads, parks and villages have them, each found where another rule had hidden or cut it."""

from __future__ import annotations

import pytest

from extract.model import SourceText
from geo.atlas import Page, Reader


def read(reader: Reader, text: str) -> Page:
    return reader.read_page(SourceText("page.txt", f"本报讯(记者 李杨){text}\n", "utf-8", ""))


def named(reader: Reader, text: str) -> dict[str, str]:
    """The surfaces of a sentence, each with its place."""
    return {r.mention.surface: r.place.name if r.place else "" for r in read(reader, text).resolutions}


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("沧州筹建天津·沧州渤海新区生物医药产业园。", "天津·沧州渤海新区生物医药产业园", "天津·沧州渤海新区生物医药产业园"),
        ("亦庄—永清高新技术产业开发区再添企业。", "亦庄—永清高新技术产业开发区", "北京亦庄·永清高新技术产业开发区"),
        ("灵寿抽蓄电站开工。", "灵寿抽蓄电站", "灵寿抽水蓄能电站"),
        ("天津的胡家园轻轨站旁修路。", "胡家园轻轨站", "天津地铁胡家园站"),
        ("涞水县三坡镇下庄村村民搬了家。", "涞水县三坡镇下庄村", "涞水县三坡镇下庄村"),
        ("车队从江西德兴铜矿来。", "江西德兴铜矿", "江西德兴铜矿"),
        ("黄骅市规划了羊三木城北工业园。", "羊三木城北工业园", "羊三木城北工业园"),
        ("房山辖区内琉璃河、大石河等河流涨了。", "琉璃河", "大石河"),
        ("官厅水库旁的怀来湿地公园很美。", "怀来湿地公园", "怀来湿地公园"),
        ("由大厂至潞城的公交通车，廊坊人高兴。", "大厂", "河北省廊坊市大厂回族自治县"),
        ("北京的新路从五环团河桥东修起。", "团河桥", "团河桥"),
        ("河北怀来县人去了青龙峡，它位于怀柔区。", "青龙峡", "怀柔青龙峡"),
        ("客人来到首钢京唐公司。", "首钢京唐公司", "首钢京唐钢铁联合有限责任公司"),
        ("照片上的雄安新区容东片区街道很干净。", "雄安新区容东片区", "雄安新区容东片区"),
        ("天津的台儿庄路(奉化道至古海道)只剩半边。", "古海道", "古海道"),
        ("天津经开区的东区泰达街道是办公区。", "泰达街道", "天津市滨海新区泰达街道"),
        ("天津高新区的华苑产业区位于海泰北道。", "华苑产业区", "天津滨海高新区华苑科技园"),
        ("石景山的老山西街27号院、北重西厂开工。", "老山西街27号院", "老山西街27号院"),
        ("石家庄有块空地，在天苑路以北、大安舍路以南。", "大安舍路", "大安舍路"),
        ("石家庄地块紧邻建设大街和建华南大街。", "建华南大街", "石家庄建华大街"),
        ("房山区青龙湖镇的常乐寺村、北车营村修了桥。", "常乐寺村", "常乐寺村"),
        ("天津蓟州的车向东2公里到孟各庄。", "孟各庄", "孟各庄"),
        ("北辰区的车先到前堡、后堡、徐堡等村庄。", "前堡", "前堡"),
        ("迁安市野鸡坨镇大杨官营村的麦子熟了。", "迁安市野鸡坨镇大杨官营村", "迁安市野鸡坨镇大杨官营村"),
        ("北京大兴中关村医疗器械园添了新楼。", "北京大兴中关村医疗器械园", "北京大兴中关村医疗器械园"),
        ("论坛在东丽临空经济区开幕，北京大兴区来人。", "东丽临空经济区", "东丽临空经济区"),
        ("京津雄安的工厂搬来深州。", "雄安", "河北雄安新区"),
        ("潞城全民健身中心封顶，通州区来人。", "潞城全民健身中心", "潞城全民健身中心"),
        ("天津地铁8号线及延伸线提速。", "天津地铁8号线", "天津地铁8号线"),
        ("天津的绿水公园站在8号线一期工程里。", "8号线一期", "天津地铁8号线"),
        ("从怀来到张家口的班车昨天开通。", "怀来", "河北省张家口市怀来县"),
        ("京承高速杨雁路出口昨天封闭。", "京承高速杨雁路出口", ""),
        ("永请东站昨天启用，永清县的居民说。", "永请东站", "永清东站"),
        ("记者在定州的中山路看到，街上很热闹。", "中山路", "中山路"),
        ("冬天的华北大地结了冰，丰台区也冷。", "华北", "华北"),
    ],
)
def test_a_name_of_a_report_is_found_whole_and_placed(reader: Reader, text: str, name: str, place: str) -> None:
    assert named(reader, text).get(name) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("河北省林业厅厅长宋岐峰种了树。", "河北省林业厅厅长宋岐峰"),
        ("北京有大石山森林公园，免费公园，人多。", "免费公园"),
        ("华能集团总部基地在雄安开工，丰台区来祝贺。", "总部基地"),
        ("唐山市的人到阜平栗园铺看蘑菇。", "栗园"),
        ("廊坊市园林局副局长石桥讲了花。", "廊坊市园林局副局长石桥"),
        ("南开大学有四个校区，先去八里台校区。", "南开大学有四个校区"),
        ("衡水市的“全国文明村”又多了一个。", "全国文明村"),
        ("在衡水湖码头，顺民庄乡民宋岐峰开船。", "顺民庄乡民宋岐峰"),
        ("新路通往北京东部地区和首都机场。", "东部地区"),
        ("天津来人住进元氏县东韩台村西南角的院子。", "西南角"),
        ("天津有个绿色城镇。", "绿色城镇"),
        ("天津要建京津保供菜园。", "京津保"),
        ("三河市有燕京总部基地，丰台区来取经。", "总部基地"),
        ("天津依托保税区和海港、空港，秦皇岛也来了。", "海港"),
        ("北京的管线和平房区都要修。", "平房区"),
        ("石家庄地铁与市域铁路衔接，规划南北支路。", "市域铁路"),
        ("花儿第二天出现在日本东京的花市上，北京丰台的花农说。", "花市"),
    ],
)
def test_what_only_looks_like_a_name_in_a_report_is_none(reader: Reader, text: str, name: str) -> None:
    assert name not in named(reader, text)


def test_a_firm_of_the_country_bears_its_name(reader: Reader) -> None:
    page = read(reader, "中国中化、中国星网落户雄安，中国北方降温。")
    assert [m.kind.value for m in page.mentions if m.surface == "中国"] == ["associative", "associative", "literal"]


def test_a_province_alone_proves_no_villages_namesake(reader: Reader) -> None:
    """There are villages of any name anywhere in Hebei; the town of that name in Wei County is 380 km away."""
    found = named(reader, "河北省涿州市的老刘家在大马村，大马村的鼓敲响了。")
    assert found["大马村"] == "大马村"


def test_a_new_name_is_found_wherever_the_article_has_it(reader: Reader) -> None:
    page = read(reader, "河北涿州市码头镇的丹佛尔湾小区内停了电。从北园子村到丹佛尔湾小区要走一小时。")
    assert [m.surface for m in page.mentions].count("丹佛尔湾小区") == 2
    assert all(r.place and r.place.parent != "city-danfo" for r in page.resolutions if r.mention.surface == "丹佛尔湾小区")


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("石家庄地铁的站点有北兴街站、平安公园站、长安公园站。", "平安公园站", "石家庄地铁长安公园站"),
        ("北京延庆的长城边兴建瓮城博物馆。", "瓮城博物馆", "中国长城博物馆"),
        ("石家庄地块紧邻建设大街和建华南大街。", "建华南大街", "石家庄建设大街"),
        ("北京来人看了邯郸磁县护城河。", "护城河", "故宫筒子河"),
    ],
)
def test_a_name_that_differs_or_lies_elsewhere_is_not_the_one_nearby(reader: Reader, text: str, name: str, other: str) -> None:
    assert named(reader, text)[name] != other


def test_a_village_said_without_its_town_is_the_one_that_the_article_has_in_full(reader: Reader) -> None:
    page = read(reader, "王奶奶家在河北省涿州市码头镇西刘庄村。西刘庄村东边是大石河。房山区的人也去过西刘庄村。")
    villages = [r for r in page.resolutions if r.mention.surface.endswith("西刘庄村")]
    assert len(villages) == 3 and {r.place.id for r in villages if r.place} == {villages[0].place.id if villages[0].place else ""}
    assert villages[2].reason == "文中全称为河北省涿州市码头镇西刘庄村"
    assert [m.surface for m in read(reader, "车开进赵县韩村镇大马村。大马村村头有棵树。").mentions] == ["赵县韩村镇大马村", "大马村"]
