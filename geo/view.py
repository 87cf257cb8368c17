"""What a planner has narrowed the map to: all filters in one frozen value, and its form in an address.

An empty filter lets everything through. Filters of different facets combine with *and*, choices of one facet with *or*.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from extract.model import MentionKind, Theme
from geo.model import Basis, Place, PlaceKind, Status

LONGEST_WORDS = 80
"""Characters of a search in the sentences; an address may bring more, a reader hardly types as many."""

SITE_M, QUARTER_M = 500.0, 3_000.0
"""Up to here a point is said to be the site itself, or to lie in the right quarter."""

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


class Exactness(StrEnum):
    """How exactly it is known where a place is, the most exact first."""

    SITE = "site"
    QUARTER = "quarter"
    TOWN = "town"
    LINE = "line"
    UNIT = "unit"


def exactness_of(place: Place, uncertainty_m: float) -> Exactness:
    """How exactly it is known where a place is.

    Parameters
    ----------
    place : Place
    uncertainty_m : float
        Metres within which the true point lies.
    """
    if place.path:
        return Exactness.LINE
    if place.position is None or place.basis is Basis.DISTRICT:
        return Exactness.UNIT
    if uncertainty_m <= SITE_M:
        return Exactness.SITE
    return Exactness.QUARTER if uncertainty_m <= QUARTER_M else Exactness.TOWN


@dataclass(frozen=True, slots=True)
class View:
    """The filters. The names of its fields are those of the facets.

    Attributes
    ----------
    themes, kinds : frozenset
    unit : str
        Id of the admin unit that places lie in, or empty.
    articles, pages : frozenset of str
        Ids of articles; names of files.
    since, until : str
        ISO dates, or months, or years, both inclusive; empty for no bound.
    senses : frozenset of MentionKind
        Whether the text speaks of the place or only borrows its name.
    exactness : frozenset of Exactness
    statuses : frozenset of Status
    words : str
        All of these, parted by spaces, stand in the sentence.
    """

    themes: frozenset[Theme] = frozenset()
    kinds: frozenset[PlaceKind] = frozenset()
    unit: str = ""
    articles: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    senses: frozenset[MentionKind] = frozenset()
    exactness: frozenset[Exactness] = frozenset()
    statuses: frozenset[Status] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice that narrows the map.

    Attributes
    ----------
    facet : str
        Field of `View`; ``dates`` for its two bounds together.
    value : str
    """

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part of an address that means nothing here.

    Attributes
    ----------
    parameter, value : str
    """

    parameter: str
    value: str


PARAMETERS: Mapping[str, str] = {
    "themes": "themes",
    "kinds": "kinds",
    "unit": "unit",
    "articles": "only",
    "pages": "pages",
    "since": "from",
    "until": "to",
    "senses": "sense",
    "exactness": "exact",
    "statuses": "status",
    "words": "words",
}
"""Field of a view to the parameter of an address."""

_CLOSED: Mapping[str, type[StrEnum]] = {
    "themes": Theme,
    "kinds": PlaceKind,
    "senses": MentionKind,
    "exactness": Exactness,
    "statuses": Status,
}
_LONGEST_TOLD = 40


def chips_of(view: View) -> tuple[Chip, ...]:
    """Every choice that narrows the map, in the order of the filters."""
    return tuple(_chips(view))


def without(view: View, chip: Chip) -> View:
    """The view without one of its choices; a choice that it hasn't changes nothing."""
    if chip.facet == "dates":
        return replace(view, since="", until="")
    held = getattr(view, chip.facet)
    changed: Any = frozenset(v for v in held if v != chip.value) if isinstance(held, frozenset) else ""
    return replace(view, **{chip.facet: changed})


def read_view(asked: Mapping[str, str], known: Mapping[str, Collection[str]]) -> tuple[View, tuple[Ignored, ...]]:
    """The view an address asks for, and what of it means nothing.

    Parameters
    ----------
    asked : mapping of str to str
        Parameters of an address; those that aren't a view's are left alone.
    known : mapping of str to collection of str
        The ``unit``, ``articles`` and ``pages`` that there are.
    """
    found: dict[str, Any] = {}
    ignored: list[Ignored] = []
    for field, parameter in PARAMETERS.items():
        text = asked.get(parameter, "")
        if not text:
            continue
        if field == "words":
            found[field] = clean_words(text)
        elif field in ("since", "until"):
            found[field] = text if date_bounds(text) else ""
        elif field == "unit":
            found[field] = text if text in known["unit"] else ""
        else:
            names = [unquote(n) for n in text.split(",") if n]
            allowed: Collection[str] = set(_CLOSED[field]) if field in _CLOSED else known[field]
            found[field] = frozenset(_CLOSED[field](n) if field in _CLOSED else n for n in names if n in allowed)
            ignored += [Ignored(parameter, n[:_LONGEST_TOLD]) for n in names if n not in allowed]
            continue
        if not found[field]:
            ignored.append(Ignored(parameter, text[:_LONGEST_TOLD]))
    view = View(**found)
    if _ends_before_it_begins(view):
        ignored.append(Ignored(PARAMETERS["until"], view.until))
        view = replace(view, until="")
    return view, tuple(ignored)


def write_view(view: View) -> dict[str, str]:
    """The parameters of an address that bring a view back; nothing for what isn't narrowed."""
    out = {}
    for field in fields(view):
        value = getattr(view, field.name)
        if value:
            out[PARAMETERS[field.name]] = _listed(_in_order(field.name, value)) if isinstance(value, frozenset) else value
    return out


def _ends_before_it_begins(view: View) -> bool:
    """True for a range of dates that no day is in."""
    first, last = date_bounds(view.since), date_bounds(view.until)
    return first is not None and last is not None and first[0] > last[1]


def clean_words(text: str) -> str:
    """Words to look for: one space between them, no control characters, not too many."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_WORDS].rstrip()


def date_bounds(text: str) -> tuple[int, int] | None:
    """First and last day of a date that may be known to the month or year only, as numbers like 20260226; None for no date."""
    match = _DATE.fullmatch(text)
    if match is None or match[1] == "0000":
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day:
        return None if day > calendar.monthrange(year, month)[1] else (year * 10_000 + month * 100 + day,) * 2
    last = month or 12
    return year * 10_000 + (month or 1) * 100 + 1, year * 10_000 + last * 100 + calendar.monthrange(year, last)[1]


def _chips(view: View) -> Iterator[Chip]:
    for field in fields(view):
        value = getattr(view, field.name)
        if field.name == "until":
            continue
        if field.name == "since":
            if view.since or view.until:
                yield Chip("dates", view.since if view.since == view.until else f"{view.since}–{view.until}")
        elif isinstance(value, frozenset):
            yield from (Chip(field.name, v) for v in _in_order(field.name, value))
        elif value:
            yield Chip(field.name, value)


def _listed(values: Iterable[str]) -> str:
    """Values with commas between; a comma in one, as a file's name may have, is written as addresses write it."""
    return ",".join(v.replace("%", "%25").replace(",", "%2C") for v in values)


def _in_order(field: str, values: Collection[str]) -> list[str]:
    """A facet's choices in the order that they are offered in."""
    return [v.value for v in _CLOSED[field] if v in values] if field in _CLOSED else sorted(values)
