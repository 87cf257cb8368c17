"""The page of numbers: what the pages are about, in charts that filter the map when they are clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas
import streamlit as st

from extract.model import Theme
from geo.atlas import Atlas
from geo.layers import Feature, make_features
from geo.overview import (
    Change,
    HeatTable,
    Numbers,
    Period,
    ThemeCount,
    articles_by_theme,
    compare_places,
    compare_themes,
    count_all,
    list_periods,
    themes_by_unit,
    top_places,
)
from geo.style import THEME_COLOURS
from geo.ui.words import THEMES, Language
from geo.ui.words_pages import LEVELS, PAGE_TEXTS
from geo.units import Level

OnFilter = Callable[[dict[str, str]], None]
"""Takes what was clicked: some of ``place``, ``unit``, ``theme``, ``since`` and ``until``, each an id, a theme or a date."""

PICK = "pick"
FILTERS = ("place", "unit", "theme", "since", "until")
MOST_CHANGES = 16
ROW_PX = 24
_HEAT = {False: ("#ffffff", "#eef4f8", "#08519c"), True: ("#0e1117", "#17364d", "#a8dbff")}
"""Gaps, few and many mentions, on a light page and on a dark one."""

_PARTS = {False: ("#0b5c8f", "#9cc3dc"), True: ("#5fb0e6", "#2f5f7d")}
_RISE, _FALL = "#00785a", "#b5480c"


def show(atlas: Atlas, language: Language, on_filter: OnFilter, key: Sequence[str] = ()) -> None:
    """Draw the page.

    Parameters
    ----------
    atlas : Atlas
        With the corrections made so far.
    language : Language
    on_filter : callable
        Called within a widget's callback, before the script runs again, with what was clicked.
    key : sequence of str
        What tells this atlas from others (checksums of its pages, key of its corrections), to count once; empty to count anew.
    """
    texts = PAGE_TEXTS[language]
    st.subheader(texts["overview"], anchor=False)
    if not atlas.pages:
        st.info(texts["no_pages"])
        return
    dark = st.context.theme.type == "dark"
    _show_numbers(_counted(key, atlas, "numbers", lambda: count_all(atlas)), texts)
    st.caption(texts["click_note"])
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"#### {texts['top_places']}")
        units = st.toggle(texts["with_units"], key="overview_with_units")
        places = _counted(key, atlas, f"places {units}", lambda: top_places(make_features(atlas), with_units=units))
        if places:
            _draw(places_chart(places, language), "overview_places", on_filter)
    with right:
        st.markdown(f"#### {texts['by_theme']}")
        themes = _counted(key, atlas, "themes", lambda: articles_by_theme(atlas))
        if themes:
            _draw(themes_chart(themes, language, dark), "overview_themes", on_filter)
    st.markdown(f"#### {texts['by_unit']}")
    level = st.segmented_control(
        texts["level"], list(Level), default=Level.DISTRICT, key="overview_level", format_func=LEVELS[language].__getitem__
    )
    level = level or Level.DISTRICT
    table = _counted(key, atlas, f"units {level}", lambda: themes_by_unit(atlas, level))
    if table.cells:
        _draw(heat_chart(table, language, dark), "overview_units", on_filter)
    said = [texts["left_out"].format(n=table.left_out, level=LEVELS[language][level].lower())] if table.left_out else []
    said += [texts["others"].format(n=table.others, level=LEVELS[language][level].lower())] if table.others else []
    st.caption(" ".join([*said, texts["each_counts"]]))
    _show_changes(atlas, language, on_filter, key)


def filters_of(selected: Mapping[str, Any] | None) -> dict[str, str]:
    """The filters of a chart's selection as Streamlit tells it; empty where nothing, or something else, is selected."""
    picked = ((selected or {}).get("selection") or {}).get(PICK)
    first = picked[0] if isinstance(picked, list) and picked and isinstance(picked[0], Mapping) else {}
    return {name: str(first[name]) for name in FILTERS if first.get(name)}


# -- charts: one view each, as Streamlit tells of clicks on no others; fields have plain names, as dots and brackets mean something in Vega


def places_chart(places: Sequence[Feature], language: Language) -> alt.Chart:
    """Bars of the places named most, in the colours that they have on the map."""
    texts = PAGE_TEXTS[language]
    rows = [
        {
            "place": f.place.id,
            "name": _short(f.place.name),
            "mentions": f.mentions,
            "articles": len(f.article_ids),
            "told": THEMES[language][f.theme] if f.theme else "—",
            "colour": THEME_COLOURS[f.theme],
        }
        for f in places
    ]
    tooltip = [alt.Tooltip(f, title=texts[t]) for f, t in (("name", "place"), ("mentions",) * 2, ("articles",) * 2, ("told", "theme"))]
    return _bars(rows, ["place"], "mentions", texts["mentions"], alt.Color("colour:N", scale=None), tooltip)


def themes_chart(themes: Sequence[ThemeCount], language: Language, dark: bool = False) -> alt.Chart:
    """Bars of the articles of each theme: those that are mainly about it, and those that are besides."""
    texts = PAGE_TEXTS[language]
    rows = [
        {"theme": c.theme.value, "name": THEMES[language][c.theme], "part": texts[part], "articles": len(ids), "order": n}
        for c in themes
        for n, (part, ids) in enumerate((("main", c.main), ("also", c.also)))
    ]
    scale = alt.Scale(domain=[texts["main"], texts["also"]], range=list(_PARTS[dark]))
    colour = alt.Color("part:N", title=None, scale=scale, legend=alt.Legend(orient="bottom"))
    tooltip = [alt.Tooltip(f, title=t) for f, t in (("name", texts["theme"]), ("part", " "), ("articles", texts["articles"]))]
    return _bars(rows, ["theme"], "articles", texts["articles"], colour, tooltip).encode(order="order:Q")


def heat_chart(table: HeatTable, language: Language, dark: bool = False) -> alt.Chart:
    """A heat table of mentions, units by themes, each unit with how often it is named."""
    texts = PAGE_TEXTS[language]
    gap, few, many = _HEAT[dark]
    names = {u.id: f"{u.name}  {n}" for u, n in zip(table.units, table.totals, strict=True)}
    rows = [{"unit": id, "theme": t.value, "name": names[id], "told": THEMES[language][t], "mentions": n} for id, t, n in table.cells]
    themes = [THEMES[language][t] for t in Theme if any(t == c[1] for c in table.cells)]
    pick = _pick(["unit", "theme"])
    chart: alt.Chart = (
        alt.Chart(pandas.DataFrame(rows))
        .mark_rect(cursor="pointer", stroke=gap)
        .encode(
            x=alt.X(
                "told:N",
                sort=themes,
                title=None,
                axis=alt.Axis(orient="top", labelAngle=-40, labelOverlap=False, domain=False, ticks=False),
            ),
            y=alt.Y("name:N", sort=list(names.values()), title=None, axis=alt.Axis(labelLimit=220, domain=False, ticks=False)),
            color=alt.Color("mentions:Q", title=texts["mentions"], scale=alt.Scale(type="sqrt", range=[few, many], domainMin=0)),
            opacity=_opacity(pick),
            tooltip=[alt.Tooltip(f, title=texts[t]) for f, t in (("name", "unit"), ("told", "theme"), ("mentions", "mentions"))],
        )
        .add_params(pick)
        .properties(height=alt.Step(ROW_PX))
    )
    return chart


def changes_chart(changes: Sequence[Change], filters: Sequence[Mapping[str, str]], names: Sequence[str], language: Language) -> alt.Chart:
    """Bars to the right for what grew, to the left for what shrank; `filters` and `names` stand beside the changes."""
    texts = PAGE_TEXTS[language]
    rows = [
        {
            **told,
            "name": name,
            "points": round(c.difference * 100, 2),
            "before": c.before,
            "after": c.after,
            "colour": _RISE if c.difference > 0 else _FALL,
        }
        for c, told, name in zip(changes, filters, names, strict=True)
    ]
    columns = (("name", " "), ("before", texts["before"]), ("after", texts["after"]), ("points", texts["difference"]))
    tooltip = [alt.Tooltip(f, title=t) for f, t in columns]
    return _bars(rows, list(filters[0]), "points", texts["difference"], alt.Color("colour:N", scale=None), tooltip)


def _bars(
    rows: Sequence[Mapping[str, Any]], facets: list[str], value: str, title: str, colour: alt.Color, tooltip: list[alt.Tooltip]
) -> alt.Chart:
    """Bars of a value, one a name, that can be picked by their facets."""
    pick = _pick(facets)
    chart: alt.Chart = (
        alt.Chart(pandas.DataFrame(list(rows)))
        .mark_bar(cursor="pointer")
        .encode(
            x=alt.X(f"{value}:Q", title=title, axis=alt.Axis(tickCount=8, format="~g")),
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=180)),
            color=colour,
            opacity=_opacity(pick),
            tooltip=tooltip,
        )
        .add_params(pick)
        .properties(height=alt.Step(ROW_PX))
    )
    return chart


def _pick(facets: list[str]) -> alt.Parameter:
    return alt.selection_point(name=PICK, fields=facets, on="click", clear="dblclick")


def _opacity(pick: alt.Parameter) -> Any:
    """Full for what is picked, or for all when nothing is."""
    return alt.condition(pick, alt.value(1.0), alt.value(0.35))


# -- parts of the page


def _show_numbers(n: Numbers, texts: Mapping[str, str]) -> None:
    told = (("pages", n.pages), ("articles", n.articles), ("places", n.places), ("mentions", n.mentions), ("without_place", n.unplaced))
    with st.container(key="overview_numbers"):
        for column, (label, value) in zip(st.columns(len(told)), told, strict=True):
            column.metric(texts[label], f"{value:,}")
    st.caption(texts["dates"].format(first=n.first, last=n.last, n=n.undated) if n.first else texts["no_dates"])


def _show_changes(atlas: Atlas, language: Language, on_filter: OnFilter, key: Sequence[str]) -> None:
    texts = PAGE_TEXTS[language]
    st.markdown(f"#### {texts['changes']}")
    periods = {p.name: p for p in _counted(key, atlas, "periods", lambda: list_periods(atlas))}
    years = [p for p in periods if len(p) == len("2026")]
    if len(periods) < 2 or not _are_comparable(list(periods.values())):
        st.info(texts["one_period"])
        return
    first, last = (years[0], years[-1]) if len(years) > 1 else (min(_finest(periods)), max(_finest(periods)))
    one, two, what = st.columns([2, 2, 2], vertical_alignment="bottom")
    names = list(periods)

    def label(name: str) -> str:
        return texts["period"].format(name=name, n=periods[name].articles)

    before = one.selectbox(texts["before"], names, index=names.index(first), key="overview_before", format_func=label)
    after = two.selectbox(texts["after"], names, index=names.index(last), key="overview_after", format_func=label)
    kinds = ("change_places", "change_themes")
    kind = what.segmented_control(
        texts["changes"], kinds, default=kinds[0], key="overview_what", format_func=texts.__getitem__, label_visibility="collapsed"
    )
    if before == after:
        st.info(texts["same_period"])
        return
    if kind == "change_themes":
        changes = compare_themes(atlas, before, after)[:MOST_CHANGES]
        shown = [THEMES[language][Theme(c.name)] for c in changes]
    else:
        changes = _counted(key, atlas, f"changes {before} {after}", lambda: compare_places(atlas, before, after))[:MOST_CHANGES]
        shown = [_short(c.name) for c in changes]
    if not changes:
        st.info(texts["no_changes"])
        return
    facet = "theme" if kind == "change_themes" else "place"
    filters = [{facet: c.id, "since": p, "until": p} for c in changes for p in [after if c.difference > 0 else before]]
    _draw(changes_chart(changes, filters, shown, language), "overview_changes", on_filter)
    st.caption(texts["change_note"])


def _are_comparable(periods: Sequence[Period]) -> bool:
    """True when not every period lies in the next wider one."""
    names = sorted((p.name for p in periods), key=len)
    return any(not b.startswith(a) for a, b in pairwise(names))


def _finest(periods: Mapping[str, Period]) -> list[str]:
    """The periods that no other one is a part of."""
    return [p for p in periods if not any(q.startswith(f"{p}-") for q in periods)]


def _draw(chart: alt.Chart, key: str, on_filter: OnFilter) -> None:
    """A chart whose selection goes to `on_filter`."""
    st.altair_chart(chart, key=key, width="stretch", on_select=lambda: _on_select(key, on_filter), selection_mode=PICK)


def _on_select(key: str, on_filter: OnFilter) -> None:
    told = filters_of(st.session_state.get(key))
    if told:
        on_filter(told)


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17] + "…"


def _counted(key: Sequence[str], atlas: Atlas, what: str, count: Callable[[], Any]) -> Any:
    return _cached(tuple(key), what, count) if key else count()


@st.cache_data(max_entries=256, show_spinner=False)
def _cached(key: tuple[str, ...], what: str, _count: Callable[[], Any]) -> Any:
    return _count()
