"""What the pages of corrections, open names and numbers say, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from geo.amendments import Verdict
from geo.downloads import COLUMNS
from geo.ui.words import BASES, EXACTNESS, KINDS, STATUSES, THEMES, Language
from geo.units import Level
from geo.unresolved import Likeness

VERDICTS: Mapping[Language, Mapping[Verdict, str]] = {
    Language.ZH: dict(zip(Verdict, ("指 {place}", "位于 {at}（误差 {m} 米）", "不是地点", "点位移至 {at}（误差 {m} 米）"), strict=True)),
    Language.EN: dict(
        zip(Verdict, ("means {place}", "lies at {at} (within {m} m)", "is no place", "moved to {at} (within {m} m)"), strict=True)
    ),
}
SCOPES: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {"pages": "所有版面", "article": "仅本篇", "mention": "仅此处"},
    Language.EN: {"pages": "All pages", "article": "This article", "mention": "This mention"},
}
LEVELS: Mapping[Language, Mapping[Level, str]] = {
    Language.ZH: dict(zip(Level, ("区县", "城市", "省级"), strict=True)),
    Language.EN: dict(zip(Level, ("Districts", "Cities", "Provinces"), strict=True)),
}
LIKENESS: Mapping[Language, Mapping[Likeness, str]] = {
    Language.ZH: dict(zip(Likeness, ("同名", "差一字", "首或尾相同"), strict=True)),
    Language.EN: dict(zip(Likeness, ("same name", "one character off", "begins or ends alike"), strict=True)),
}

_CSV_ZH = "编号 地名 类型 所在区划 主题 提及次数 文章数 经度 纬度 误差（米） 精度 依据 来源 状态 原句".split()
CSV_COLUMNS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: dict(zip(COLUMNS, _CSV_ZH, strict=True)),
    Language.EN: {c: c for c in COLUMNS},
}

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")

PAGE_TEXTS: Mapping[Language, Mapping[str, str]] = {
    Language.ZH: {
        # corrections
        "amend": "更正",
        "which_name": "更正哪个名称",
        "scope": "适用范围",
        "candidates": "可能是",
        "no_candidates": "地名表中没有相近的名称。可在下面搜索，或在图上定点。",
        "find": "在地名表中查找",
        "find_hint": "中文、拼音或首字母",
        "find_none": "地名表中没有“{q}”。",
        "point": "在图上定点",
        "pick": "在地图上点选",
        "picking": "请在地图上点一下该地点的位置。",
        "stop_picking": "取消点选",
        "lonlat": "经度, 纬度（WGS 84）",
        "lonlat_bad": "“{text}”不是两个数。请写成“经度, 纬度”，如 117.0095, 39.3782。",
        "lonlat_far": "“{text}”不在中国范围内（经度 70–140，纬度 0–60）。",
        "lonlat_swapped": "经纬度似乎写反了：经度在前，如 117.0095, 39.3782。",
        "uncertainty": "误差（米）",
        "kind": "类型",
        "meaning": "要更正的是",
        "meaning_moved": "{name} 的点位（所有版面）",
        "meaning_point": "这个名称另指一处",
        "set_point": "确定点位",
        "not_a_place": "不是地点",
        "note": "依据（可不填）",
        "done": "已更正：{name} {what}",
        "ask": "询问在线地理编码（{service}）",
        "ask_note": "只发送名称“{name}”，不发送原文。",
        "asking": "正在询问 {service}…",
        "suggestion": "在线建议 · {service}",
        "suggestion_none": "{service} 没有找到“{name}”。",
        "ask_extra": "在线地理编码需要安装 geopy：pip install jjj-atlas[geocode]",
        "amendments": "更正记录",
        "amendments_count": "{n} 条更正，已应用于地图、表格、统计与下载。",
        "amendments_none": "还没有更正。在地点卡片或“待定地名”页中，可把名称改指别处、在图上定点，或标为“不是地点”。",
        "undo": "撤销",
        "undo_all": "全部撤销",
        "more": "还有 {n} 条未列出，都已应用，也都在下载的文件里。",
        "unfit": "以下 {n} 条不适用于当前版面，未应用，但会保留并随文件下载：",
        "download_amendments": "下载更正记录（CSV）",
        "download_gazetteer": "下载为自备地名表（CSV）",
        "gazetteer_note": (
            "可用于 jjj-atlas build --gazetteer。"
            "{n} 条无法写成地名表（限于一篇或一处、不是地点、与他处同名），只在更正记录中。"
        ),
        "upload_amendments": "上传更正记录（CSV）",
        "uploaded": "已读入 {n} 条更正。",
        "faults": "{n} 行有误，未读入：",
        # names without a place
        "unresolved": "待定地名",
        "unresolved_note": "规划人员的待办：名称还没有地点，或只知所在区划。选一个候选、在图上定点，或标为“不是地点”。",
        "unplaced": "没有地点（{n}）",
        "in_unit": "只知区划（{n}）",
        "none_unplaced": "这些版面上的名称都有地点。",
        "none_in_unit": "没有只知区划的地点。",
        "no_pages": "还没有可读的版面。请先加入版面。",
        "times": "{n} 处提及 · {a} 篇",
        "lies_in": "位于 {unit}",
        "from_places": "距文中地点 {km} 公里",
        "previous": "上一页",
        "next": "下一页",
        "page_of": "第 {n}/{of} 页",
        "in_article": "《{title}》",
        # numbers
        "overview": "概览",
        "pages": "版面",
        "articles": "报道",
        "places": "地点",
        "mentions": "提及",
        "without_place": "待定提及",
        "dates": "日期 {first} — {last}；{n} 篇日期不详。",
        "no_dates": "报道日期不详。",
        "top_places": "提及最多的地点",
        "with_units": "计入行政区划",
        "click_note": "数字按全部版面统计，不受筛选影响。点击图形，地图只显示相应内容。",
        "by_unit": "各地的主题",
        "level": "按",
        "others": "另有 {n} 处提及不属于任何单个{level}（或在三地之外）。",
        "left_out": "提及较少的 {n} 个{level}未列出。",
        "each_counts": "一处地名指几个地点（如“京津”）的，各计一次。",
        "by_theme": "各主题的报道",
        "main": "主要主题",
        "also": "兼及",
        "changes": "两个时期的变化",
        "before": "之前",
        "after": "之后",
        "period": "{name}（{n} 篇）",
        "change_places": "地点",
        "change_themes": "主题",
        "share": "占比",
        "difference": "占比变化（百分点）",
        "change_note": "按占该时期全部提及（主题按报道）的比例比较，时期长短不影响结果；日期不详的报道不计。",
        "one_period": "报道只有一个时期，无从比较。加入其他日期的版面后可看变化。",
        "same_period": "请选两个不同的时期。",
        "no_changes": "两个时期没有差别。",
        "unit": "区划",
        "theme": "主题",
        "place": "地点",
    },
    Language.EN: {
        "amend": "Correct",
        "which_name": "Name to correct",
        "scope": "Applies to",
        "candidates": "May be",
        "no_candidates": "The gazetteer has no name like it. Search below, or give its point on the map.",
        "find": "Find in the gazetteer",
        "find_hint": "Chinese, pinyin or initials",
        "find_none": "The gazetteer has no “{q}”.",
        "point": "Give its point",
        "pick": "Click on the map",
        "picking": "Click on the map where the place is.",
        "stop_picking": "Stop",
        "lonlat": "Longitude, latitude (WGS 84)",
        "lonlat_bad": "“{text}” is not two numbers. Write longitude, latitude, such as 117.0095, 39.3782.",
        "lonlat_far": "“{text}” is not in China's part of the world (longitude 70–140, latitude 0–60).",
        "lonlat_swapped": "Longitude and latitude look swapped: longitude comes first, such as 117.0095, 39.3782.",
        "uncertainty": "Uncertainty (m)",
        "kind": "Kind",
        "meaning": "What is wrong",
        "meaning_moved": "The point of {name} (all pages)",
        "meaning_point": "The name means another site",
        "set_point": "Set the point",
        "not_a_place": "Not a place",
        "note": "How it is known (optional)",
        "done": "Corrected: {name} {what}",
        "ask": "Ask the online geocoder ({service})",
        "ask_note": "Sends the name “{name}” only, nothing of the text.",
        "asking": "Asking {service}…",
        "suggestion": "Online suggestion · {service}",
        "suggestion_none": "{service} knows no “{name}”.",
        "ask_extra": "The online geocoder needs geopy: pip install jjj-atlas[geocode]",
        "amendments": "Corrections",
        "amendments_count": "{n} corrections, applied to map, table, counts and downloads.",
        "amendments_none": (
            "No corrections yet. On a place's card or the page of open names, "
            "a name can be given another place, a point, or be called no place."
        ),
        "undo": "Undo",
        "undo_all": "Undo all",
        "more": "{n} more are not listed; all are applied and in the downloaded file.",
        "unfit": "These {n} fit nothing on these pages. They are not applied, but kept, and downloaded with the others:",
        "download_amendments": "Download corrections (CSV)",
        "download_gazetteer": "Download as a gazetteer of one's own (CSV)",
        "gazetteer_note": (
            "For jjj-atlas build --gazetteer. {n} can't be said by a gazetteer (one article "
            "or mention only, no place, or a namesake) and are in the corrections only."
        ),
        "upload_amendments": "Upload corrections (CSV)",
        "uploaded": "{n} corrections were read.",
        "faults": "{n} lines have faults and were not read:",
        "unresolved": "Open names",
        "unresolved_note": (
            "What is left to do: names without a place, or known by their "
            "unit only. Choose a candidate, give a point, or call it no place."
        ),
        "unplaced": "No place ({n})",
        "in_unit": "Unit only ({n})",
        "none_unplaced": "Every name on these pages has a place.",
        "none_in_unit": "No place is known by its unit only.",
        "no_pages": "No page could be read yet. Add pages first.",
        "times": "named {n}× in {a} articles",
        "lies_in": "in {unit}",
        "from_places": "{km} km from the article's places",
        "previous": "Previous",
        "next": "Next",
        "page_of": "Page {n} of {of}",
        "in_article": "“{title}”",
        "overview": "Overview",
        "pages": "Pages",
        "articles": "Articles",
        "places": "Places",
        "mentions": "Mentions",
        "without_place": "Without a place",
        "dates": "Dates {first} – {last}; {n} articles undated.",
        "no_dates": "The articles' dates are not known.",
        "top_places": "Places named most",
        "with_units": "With admin units",
        "click_note": "The numbers are of all pages, whatever is filtered. Click a mark: the map shows just that.",
        "by_unit": "Themes by unit",
        "level": "By",
        "others": "{n} more mentions belong to no single one of the {level} (or lie outside of the region).",
        "left_out": "{n} more {level} with fewer mentions aren't listed.",
        "each_counts": "A name that speaks of several places (京津) counts once for each.",
        "by_theme": "Articles by theme",
        "main": "main theme",
        "also": "besides",
        "changes": "What changed between two dates",
        "before": "Before",
        "after": "After",
        "period": "{name} ({n} articles)",
        "change_places": "Places",
        "change_themes": "Themes",
        "share": "Share",
        "difference": "Change of share (percentage points)",
        "change_note": (
            "Compared as shares of the period's mentions (themes: articles), "
            "so that its length doesn't matter; undated articles don't count."
        ),
        "one_period": "All articles are of one period, so there is nothing to compare. Add pages of other dates.",
        "same_period": "Choose two different periods.",
        "no_changes": "The two periods don't differ.",
        "unit": "Unit",
        "theme": "Theme",
        "place": "Place",
    },
}  # fmt: skip


def plain(text: str) -> str:
    """Text of a page for a label, where Streamlit would read it as Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def csv_labels(language: Language) -> Mapping[str, Mapping[str, str]]:
    """What the codes of a table of places are called, by column."""
    if language is Language.EN:
        return {}
    said: dict[str, Mapping[Any, str]] = {
        "kind": KINDS[language],
        "themes": THEMES[language],
        "exactness": EXACTNESS[language],
        "basis": BASES[language],
        "status": STATUSES[language],
    }
    return {column: {str(code): label for code, label in words.items()} for column, words in said.items()}
