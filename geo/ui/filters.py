"""The filters: the bar of themes, the drawer with all other facets, the chips of what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from extract.model import ArticleKind, MentionKind, Theme
from geo.facets import Index, Visible
from geo.layers import Shape
from geo.model import REGION_CODES, Place, PlaceKind, Status
from geo.style import THEME_COLOURS
from geo.ui.assets import ASSETS
from geo.ui.reader import article_labels
from geo.ui.state import drop, narrow
from geo.ui.words import EXACTNESS, KINDS, SENSES, STATUSES, TEXTS, THEMES, Language
from geo.view import Chip, Exactness, View, chips_of, clean_words, date_bounds

MOST_UNDRAWN = 3
MOST_CHOICES = 300
"""Articles or pages to choose from in the drawer, those with the most places; of more, the search and the reader know all."""

_SETS: Mapping[str, Any] = {
    "themes": Theme,
    "kinds": PlaceKind,
    "articles": str,
    "pages": str,
    "senses": MentionKind,
    "exactness": Exactness,
    "statuses": Status,
}


@st.cache_resource
def _component() -> Any:
    css, js = ((ASSETS / f"filters.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    return st.components.v2.component("jjj_filters", css=css, js=js)


def show_choices(key: str, groups: list[dict[str, Any]], language: Language, on_change: Any) -> None:
    """Draw groups of choices; `on_change` is called with facet → choices when a visitor changes any."""
    texts = TEXTS[language]
    words = {k: texts[k] for k in ("more", "find", "since", "until", "remove", "reset")}
    session = st.session_state
    data = {"groups": groups, "words": words, "seq": session.setdefault("seq", {}).get(key, 0), "visit": session.visit}
    _component()(data=data, key=key, on_chosen_change=lambda: _take(key, on_change))


def _take(key: str, on_change: Any) -> None:
    """Hand on what was chosen, and remember how recent it is, so that the browser knows what has been heard."""
    told = getattr(st.session_state[key], "chosen", None) or {}
    st.session_state.seq = {**st.session_state.get("seq", {}), key: told.get("seq", 0)}
    on_change(told.get("chosen") or {})


def show_themes(visible: Visible, view: View, language: Language) -> None:
    """The bar of themes."""
    counts = visible.counts["themes"]
    choices = [{"id": t.value, "label": THEMES[language][t], "count": counts[t.value], "colour": THEME_COLOURS[t]} for t in Theme]
    group = {"id": "themes", "type": "toggles", "bare": True, "title": TEXTS[language]["themes"], "choices": choices}
    show_choices("themes", [{**group, "chosen": [t.value for t in Theme if t in view.themes]}], language, apply_choices)


def show_chips(visible: Visible, index: Index, view: View, language: Language) -> None:
    """What narrows the map, each with a way out, and how much is left."""
    texts = TEXTS[language]
    chips = chips_of(view)
    summary = texts["summary"].format(
        shown=len(visible.features),
        places=len(index.features),
        mentions=visible.mentions,
        articles=sum(index.articles[id].kind is ArticleKind.ARTICLE for id in visible.article_ids),
        pages=visible.pages,
    )
    undrawn = [f.place.name for f in visible.features if f.shape is Shape.NONE]
    if undrawn:
        named = texts["and"].join(undrawn[:MOST_UNDRAWN]) + ("…" if len(undrawn) > MOST_UNDRAWN else "")
        summary += texts["undrawn"].format(n=len(undrawn), names=named)
    choices = [{"id": str(n), "label": chip_label(chip, index, language)} for n, chip in enumerate(chips)]
    group = {"id": "chip", "type": "chips", "title": texts["filters"], "choices": choices, "chosen": [], "note": summary}
    show_choices("chips", [group], language, lambda chosen: _drop(chips, chosen))


def _drop(chips: tuple[Chip, ...], chosen: Mapping[str, list[str]]) -> None:
    for value in chosen.get("chip") or []:
        drop(None if value == "*" else chips[int(value)])


def chip_label(chip: Chip, index: Index, language: Language) -> str:
    """What a chip says: the facet and the choice."""
    texts = TEXTS[language]
    if chip.facet == "articles":
        named = article_labels(index, language).get(chip.value, chip.value)
    elif chip.facet == "unit":
        named = index.units[chip.value].name if chip.value in index.units else chip.value
    else:
        named = choice_names(language).get(chip.facet, {}).get(chip.value, chip.value)
    return f"{texts['facet_' + chip.facet]}：{named}"


def choice_names(language: Language) -> Mapping[str, Mapping[Any, str]]:
    """What the choices of closed facets are called."""
    return {
        "themes": THEMES[language],
        "kinds": KINDS[language],
        "senses": SENSES[language],
        "exactness": EXACTNESS[language],
        "statuses": STATUSES[language],
    }


def show_drawer(visible: Visible, index: Index, view: View, language: Language) -> None:
    """All facets but the themes."""
    show_choices("filters", drawer_groups(visible, index, view, language), language, apply_choices)


def drawer_groups(visible: Visible, index: Index, view: View, language: Language) -> list[dict[str, Any]]:
    """What the drawer draws: words, dates, units, and the facets with a closed or counted list of choices."""
    texts, names = TEXTS[language], choice_names(language)

    def group(id: str, type: str, choices: list[dict[str, Any]], chosen: list[str], **more: Any) -> dict[str, Any]:
        return {"id": id, "type": type, "title": texts["facet_" + id], "choices": choices, "chosen": chosen, **more}

    def closed(id: str, type: str, order: Sequence[str], **more: Any) -> dict[str, Any]:
        counts = visible.counts[id]
        choices = [{"id": c, "label": names[id][c], "count": counts.get(c, 0)} for c in order]
        return group(id, type, choices, [str(c) for c in order if c in getattr(view, id)], **more)

    def counted(id: str, labels: Mapping[str, str]) -> dict[str, Any]:
        counts = visible.counts[id]
        order = sorted(labels, key=lambda c: (c not in getattr(view, id), -counts.get(c, 0)))
        choices = [{"id": c, "label": labels[c], "count": counts.get(c, 0)} for c in order[:MOST_CHOICES]]
        note = texts["not_all"].format(n=len(order) - MOST_CHOICES) if len(order) > MOST_CHOICES else ""
        return group(id, "list", choices, [c for c in order if c in getattr(view, id)], fold=True, note=note)

    kinds = sorted(index.kinds, key=lambda k: -visible.counts["kinds"].get(k, 0))
    dated = [{"id": label, "label": label, "count": n} for label, n in visible.dates]
    found = [group("words", "words", [], [view.words] if view.words else [], note=texts["words_note"])]
    if len(dated) > 1:
        found.append(group("dates", "dates", dated, _inside(view, [label for label, _ in visible.dates]), note=texts["dates_note"]))
    found.append(group("unit", "tree", _tree(index, visible, texts["everywhere"]), [view.unit] if view.unit else []))
    found.append(closed("kinds", "list", [k.value for k in kinds], fold=True))
    found.append(counted("articles", article_labels(index, language)))
    found.append(counted("pages", {p: p for p in index.pages}))
    found.append(closed("senses", "toggles", [k.value for k in MentionKind]))
    found.append(closed("exactness", "toggles", [e.value for e in Exactness]))
    found.append(closed("statuses", "toggles", [s.value for s in Status if s in index.statuses]))
    return found


def apply_choices(chosen: Mapping[str, list[str]]) -> None:
    """Take over what a visitor chose, facet by facet; values that no facet has are left out."""
    changes: dict[str, Any] = {}
    for facet, values in chosen.items():
        if facet in _SETS:
            allowed = _SETS[facet]
            changes[facet] = frozenset(allowed(v) for v in values if allowed is str or v in set(allowed))
        elif facet == "unit":
            changes["unit"] = values[0] if values else ""
        elif facet == "words":
            changes["words"] = clean_words(values[0]) if values else ""
        elif facet == "dates":
            dated = {v: bounds for v in values if (bounds := date_bounds(v))}  # a year may hold a day that stands beside it
            changes["since"] = min(dated, key=lambda v: dated[v][0], default="")
            changes["until"] = max(dated, key=lambda v: dated[v][1], default="")
    narrow(**changes)


def _inside(view: View, labels: list[str]) -> list[str]:
    """The dates in the view's range; none where it has no bound."""
    if not (view.since or view.until):
        return []
    since, until = date_bounds(view.since) or (0, 0), date_bounds(view.until) or (99_999_999, 99_999_999)
    return [x for x in labels if (days := date_bounds(x)) and days[0] >= since[0] and days[1] <= until[1]]


def _tree(index: Index, visible: Visible, everywhere: str) -> list[dict[str, Any]]:
    """Units, each below the one it lies in, the larger counts first."""
    below: dict[str, list[Place]] = {}
    for unit in index.units.values():
        below.setdefault(unit.parent if unit.parent in index.units else "", []).append(unit)
    counts = visible.counts["unit"]
    rows: list[dict[str, Any]] = [{"id": "", "label": everywhere, "count": len(visible.features), "depth": 0}]

    def add(parent: str, depth: int) -> None:
        for unit in sorted(below.get(parent, ()), key=lambda u: (not u.id.startswith(REGION_CODES), -counts.get(u.id, 0), u.id)):
            rows.append({"id": unit.id, "label": unit.name, "count": counts.get(unit.id, 0), "depth": depth})
            add(unit.id, depth + 1)

    add("", 0)
    return rows
