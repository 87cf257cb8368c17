"""How names stand in running text: what belongs to one name, what only borrows one, and what looks like a name and is none."""

from __future__ import annotations

import pytest

from extract.model import SourceText
from geo.atlas import Page, Reader


def read(reader: Reader, text: str) -> Page:
    return reader.read_page(SourceText("page.txt", f"本报讯(记者 李杨){text}\n", "utf-8", ""))


def surfaces(reader: Reader, text: str) -> list[str]:
    return [m.surface for m in read(reader, text).mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("客人可乘公交到南开大学东门下车。", "南开大学东门"),
        ("邮局搬到范阳西路，门口种了树。", "范阳西路"),
        ("公交开往安新县城，全程二十公里。", "安新县城"),
        ("河北三河、大厂与通州一河之隔。", "河北三河"),
        ("丰南至滦南一小时贯通。", "滦南"),
        ("天津市历史博物馆闭馆修缮。", "天津市历史博物馆"),
        ("旅客在京津高速列车上用餐。", "京津"),
        ("河北省雄安新区安新县大王镇的芦苇收完了。", "河北省雄安新区安新县大王镇"),
        ("这条线设北京南、亦庄、永乐、武清、天津5个车站。", "永乐"),
        ("京津冀区域内高铁越来越密。", "京津冀"),
        ("县人民政府驻沙城镇，东邻延庆。", "沙城镇"),
        ("北京地铁平谷线加快建设。", "北京地铁平谷线"),
        ("顺义、密云以及河北的兴隆等县下了雨。", "密云"),
        ("昨夜地铁大兴机场线全线停运。", "地铁大兴机场线"),
        ("邯黄铁路（黄骅港段）扩能改造工程开工。", "邯黄铁路（黄骅港段）"),
        ("公司地址是北京市海淀区东冉北街9号。", "北京市海淀区东冉北街9号"),
        ("读者参观了天津市规划展览馆。", "天津市规划展览馆"),
        ("孩子就读于新港第四小学。", "新港第四小学"),
        ("一行人拜谒了陈子正故居。", "陈子正故居"),
        ("租客搬出了聚福缘公寓的三楼。", "聚福缘公寓"),
        ("自驾线路：京石高速-杜家坎环岛-京原路-衙门口村。", "杜家坎环岛"),
        ("两市间有承唐、承朝、承秦3条高速公路。", "承朝"),
        ("当年蓟县下营镇的栗子丰收。", "蓟县下营镇"),
        ("天津，简称“津”，是直辖市。", "津"),
        ("京承高速在太师屯出口分流，津蓟高速的宝坻南口关闭。", "太师屯出口"),
        ("京承高速在太师屯出口分流，津蓟高速的宝坻南口关闭。", "宝坻南口"),
        ("北京至张家口高速铁路昨日开通运营。", "北京至张家口高速铁路"),
        ("京雄城际设霸州北、固安东等4座车站。", "固安东"),
        ("天津市蓟州区泃河两岸植树。", "泃河"),
        ("列车往来北京与雄安新区间只要半小时。", "雄安新区"),
        ("京雄城际在霸州段放慢了速度。", "京雄城际"),
        ("津城下了急雨，和平、河西、南开等区积水。", "河西"),
        ("新站叫北京城市副中心站综合交通枢纽，年底完工。", "北京城市副中心站综合交通枢纽"),
        ("包头的稀土、大同的煤都从天津港出海。", "大同"),
        ("游船一路开往沧州、德州。", "德州"),
        ("工程将打通崇文门外大街到天坛东路的瓶颈。", "天坛东路"),
        ("货柜从曰本神户运来。", "曰本神户"),
        ("专线开进武淸区。", "武淸区"),
        ("北京巿通州区又添两条公交。", "北京巿通州区"),
        ("茶叶销往天津、内蒙、陕西。", "内蒙"),
        ("京唐 京滨城际铁路年底前贯通。", "京唐"),
        ("苏皖鲁豫四省交界处有雾。", "苏皖鲁豫"),
        ("今年来廊创业的青年增多。", "廊"),
        ("药企在华投资超过十亿元。", "华"),
        ("春回岭南大地。", "岭南"),
        ("接驳车串起滨海新区的开发区、保税区、塘沽。", "保税区"),
        ("廊坊东站的站房今天封顶。", "廊坊东站"),
        ("白洋淀边，唐河大堤加固。", "唐河大堤"),
        ("保定的漕河桥维修。", "漕河桥"),
        ("摊主把菜从北京拉到廊坊的聚鑫农贸市场。", "聚鑫农贸市场"),
        ("天津河西区的平山道又积水了。", "平山道"),
        ("首趟列车从北京西开出。", "北京西"),
        ("公交线路经过：黄港村、下辛堡村，都在北京朝阳区。", "下辛堡村"),
        ("天津的重庆道站：公交改道。", "重庆道站"),
        ("孩子考上了永清一中。", "永清一中"),
        ("陕西省汉中市城固县派来了考察团。", "陕西省汉中市城固县"),
        ("茶样来自安徽歙县。", "安徽歙县"),
        ("厦深、西宝等高速铁路开始联调。", "西宝"),
        ("北京添了两处花园，东城东花市是其一。", "东城东花市"),
        ("隆冬时节，华北大地碧空如洗。", "华北"),
        ("塞罕坝位于河北省北部。", "塞罕坝"),
        ("唐山西客运站加开夜班车。", "唐山西客运站"),
    ],
)
def test_a_name_is_found_with_all_that_belongs_to_it(reader: Reader, text: str, name: str) -> None:
    assert name in surfaces(reader, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("学校在天津市卫津路94号南开大学院内。", "天津市卫津路94号"),
        ("河北高速公路通车里程增长。", "河北"),
        ("容城县城东的路口车多。", "容城县"),
        ("京郊采摘游升温。", "京"),
        ("天津市城区内河道全部清淤。", "天津市"),
        ("石家庄市区积水已退。", "石家庄"),
        ("保定西部今晚有暴雨。", "保定"),
        ("京港澳高速等路段限速。", "京港澳高速"),
        ("永定新河入海河段开始整治。", "永定新河"),
        ("张家窝镇8家社区食堂添了晚餐。", "张家窝镇"),
        ("渤海西岸来了候鸟。", "渤海"),
        ("雁栖湖畔的光源出光。", "雁栖湖"),
        ("燕赵大地麦浪翻滚。", "燕赵"),
        ("雍阳大地又添新绿。", "雍阳"),
        ("京津塘高速改扩建工程进入冲刺阶段。", "京津塘高速"),
        ("铁路天津西站加开夜间列车。", "天津西站"),
        ("天津口岸汽车出口增长。", "天津"),
        ("邯郸应借邯黄铁路出海。", "邯郸"),
        ("渤海湾地区今夜有大风。", "渤海湾"),
        ("北京地铁5号线北新桥站加装扶梯。", "北京地铁5号线"),
        ("首都北京迎来初雪。", "北京"),
        ("安次西站外栽了银杏。", "安次西站"),
        ("唐山工厂的焊缝合格率提高。", "唐山"),
        ("宝坻区湿地管护站挂牌。", "宝坻区"),
        ("尔王庄镇三镇的稻田连成了片。", "尔王庄镇"),
        ("廊坊一家饭店换了掌勺的。", "廊坊"),
        ("河北省阜平县城南20公里是革命旧址。", "河北省阜平县"),
        ("亚洲最大铁路枢纽客站开通。", "亚洲"),
    ],
)
def test_a_name_ends_where_the_place_does(reader: Reader, text: str, name: str) -> None:
    assert surfaces(reader, text)[0] == name


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("河北省气象台发布预警。", {"河北省": "associative"}),
        ("意大利、韩国等多支冰球队进场训练。", {"意大利": "associative", "韩国": "associative"}),
        (
            "北京、天津、河北人社部门在张家口签约。",
            {"北京": "associative", "天津": "associative", "河北": "associative", "张家口": "literal"},
        ),
        ("打造雄安质量不是口号。", {"雄安": "associative"}),
        ("天津市原副市长到会。", {"天津市": "associative"}),
        ("图为河北省成安县一家农业科技有限公司的大棚。", {"河北省成安县": "literal"}),
        ("北京冬奥会的场馆对外开放。", {"北京": "associative"}),
        ("朔黄铁路发展有限责任公司招聘员工。", {"朔黄铁路": "associative"}),
        ("新中国成立后修建了水库。", {"中国": "associative"}),
        ("小镇自称“中国板栗之乡”。", {"中国": "associative"}),
        ("天津市“十四五”规划发布。", {"天津市": "associative"}),
        ("获奖的有昌平区4人、房山区2人。", {"昌平区": "literal", "房山区": "literal"}),
        ("沧州人杰地灵。", {"沧州": "literal"}),
        ("北京市副市长到会。", {"北京市": "associative"}),
        ("水利部海河水利委员会会商。", {"海河": "associative"}),
        ("天津部分中学停课。", {"天津": "literal"}),
        ("北京至天津列车运行时间为30分钟。", {"北京": "literal", "天津": "literal"}),
        ("治沙须顾及华北平原生态全局。", {"华北平原": "literal"}),
        ("全家四年前有过一次天津之旅。", {"天津": "literal"}),
        ("天津市人力资源和社会保障局发布岗位。", {"天津市": "associative"}),
        ("法国驻华大使到访。", {"法国": "associative", "华": "associative"}),
        ("天津港集团招聘船员。", {"天津港": "associative"}),
        ("货轮停靠天津港三天。", {"天津港": "literal"}),
        ("吴桥杂技登台。", {"吴桥": "associative"}),
        ("北京市民李先生赶来排队。", {"北京": "associative"}),
        ("北京2022年冬奥会火炬点燃。", {"北京": "associative"}),
        ("这是中国人民的智慧。", {"中国": "associative"}),
        ("工商银行天津市分行上门服务。", {"天津市": "associative"}),
    ],
)
def test_what_borrows_a_name_is_told_from_what_is_there(reader: Reader, text: str, kinds: dict[str, str]) -> None:
    assert {m.surface: m.kind.value for m in read(reader, text).mentions} == kinds


@pytest.mark.parametrize(
    "text",
    [
        "产品通过OHSAS28001体系认证。",
        "戏台上唱的是孟姜女的哭声。",
        "社区提供长租公寓和快捷酒店。",
        "地图上东北与邻县接壤，西北靠山。",
        "企业扩大出口，产品畅销。",
        "车站早高峰客流增加。",
        "各地打破一亩三分地的思维定式。",
        "“天河一号”超级计算机满负荷运转。",
        "医院正在筹建康复分院。",
        "企业以此举来保证质量。",
        "小城变成了新兴城市。",
        "这里是有名的工业重镇。",
        "志愿者走进一所山村小学。",
        "各地的开发区、高新区、保税区比学赶超。",
        "办手续曾像过独木桥。",
        "老板崔长江合上账本。崔长江原先在别处卖菜。",
        "责编：高原 美编：柳州红",
        "三大港区同时扩建。",
        "周良成说，菜价降了。晚上，周良成打开账本。",
        "首条时速300公里铁路---老人念叨着。",
    ],
)
def test_what_looks_like_a_name_is_none(reader: Reader, text: str) -> None:
    assert surfaces(reader, text) == []


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("开幕式在济南奥体中心举行。", "济南奥体中心", "山东省济南市"),
        ("表哥毕业于重庆南开中学。", "重庆南开中学", "重庆市"),
        ("游客去过南京汤山温泉，也来过遵化市。", "南京汤山温泉", "江苏省南京市"),
    ],
)
def test_a_site_of_another_city_is_placed_there_and_not_at_its_namesake(reader: Reader, text: str, name: str, place: str) -> None:
    found = next(r for r in read(reader, text).resolutions if r.mention.surface == name)
    assert found.place is not None and reader.gazetteer[found.place.parent].name == place


def test_a_park_of_a_city_is_no_misprint_of_another_park(reader: Reader) -> None:
    page = read(reader, "密云区北房镇企业增多，1992年北京经济开发区落地亦庄。")
    assert "北房经济开发区" not in {r.place.name for r in page.resolutions if r.place}


def test_a_name_that_an_article_introduces_is_the_place_it_was_introduced_for(reader: Reader) -> None:
    found = {r.mention.start: r.place for r in read(reader, "天津经济技术开发区，又称泰达。厂房搬到泰达，年底投产。").resolutions}
    assert len(found) == 3 and len({p.id for p in found.values() if p}) == 1
    assert surfaces(reader, "昨天公司把厂房搬到泰达，年底投产。") == []
    assert "科技城" not in surfaces(reader, "京津中关村科技城（以下简称“科技城”）开园，科技城很大。")
