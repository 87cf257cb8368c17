"""English names as visitors type them: the pinyin of what is special about a name, and the English word for what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.pinyin import Speller

GENERICS: Mapping[str, tuple[str, ...]] = {
    "国际机场": ("airport", "internationalairport"),
    "机场": ("airport",),
    "火车站": ("station", "railwaystation"),
    "站": ("station", "railwaystation"),
    "高速铁路": ("highspeedrailway", "railway"),
    "城际铁路": ("intercityrailway", "railway"),
    "铁路": ("railway",),
    "高速公路": ("expressway",),
    "大运河": ("grandcanal",),
    "运河": ("canal",),
    "水库": ("reservoir",),
    "河": ("river",),
    "湖": ("lake",),
    "淀": ("lake",),
    "湾": ("bay",),
    "港": ("port",),
    "山": ("mountain", "mount"),
    "大学": ("university",),
    "医院": ("hospital",),
    "博物馆": ("museum",),
    "公园": ("park",),
    "湿地": ("wetland",),
    "经济技术开发区": ("developmentzone", "developmentarea"),
    "开发区": ("developmentzone", "developmentarea"),
    "产业园": ("industrialpark",),
    "新区": ("newarea", "newdistrict"),
    "区": ("district",),
    "县": ("county",),
    "市": ("city",),
    "省": ("province",),
    "镇": ("town",),
}
"""English words for what ends a name; of those that fit, the first that is listed counts."""

EXONYMS: Mapping[str, tuple[str, ...]] = {
    "颐和园": ("summerpalace",),
    "圆明园": ("oldsummerpalace",),
    "故宫": ("forbiddencity", "palacemuseum"),
    "天坛": ("templeofheaven",),
    "长城": ("greatwall",),
    "大运河": ("grandcanal",),
    "黄河": ("yellowriver",),
    "长江": ("yangtze", "yangtzeriver"),
    "渤海": ("bohaisea",),
    "渤海湾": ("bohaibay",),
    "白洋淀": ("baiyangdianlake",),
    "首都机场": ("capitalairport",),
    "北京首都国际机场": ("beijingcapitalairport", "capitalinternationalairport"),
    "首都博物馆": ("capitalmuseum",),
    "中国": ("china",),
    "内蒙古": ("innermongolia",),
    "京津冀": ("jingjinji", "beijingtianjinhebei"),
}
"""Names that English has words of its own for."""


DIRECTIONS: Mapping[str, str] = {"东": "east", "南": "south", "西": "west", "北": "north"}
"""What stations of one city are told apart by: 天津西站 is Tianjin West as well as Tianjinxi."""


def english_keys(name: str, speller: Speller) -> Iterator[str]:
    """The English names of a place, folded as `geo.pinyin.fold` does: 天津港 is ``tianjinport``.

    Parameters
    ----------
    name : str
        A folded Chinese name.
    speller : Speller

    Yields
    ------
    str
        Nothing for a name that ends in no known generic.
    """
    yield from EXONYMS.get(name, ())
    generic = next((g for g in GENERICS if name.endswith(g) and len(name) > len(g)), None)
    if generic is not None:
        special = name if len(name) == 2 else name[: -len(generic)]  # the Haihe River, but Wuqing District
        yield from ("".join(speller.spell(special)) + word for word in GENERICS[generic])
        if generic.endswith("站") and len(special) > 2 and special[-1] in DIRECTIONS:
            city = "".join(speller.spell(special[:-1])) + DIRECTIONS[special[-1]]
            yield from (city + word for word in ("", *GENERICS[generic]))
