"""The names to look for: those of the gazetteer, and the region's short forms."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from extract.association import acts_as_organisation, is_company
from extract.kinds import CONTAINERS, UNITS, ends_as_its_kind
from extract.model import Name, Toponym
from extract.scan import Match
from extract.variants import fold

SHORT_FORMS = Path(__file__).parent / "data" / "short_forms.csv"

LONGEST_BEFORE = 12
"""Characters before a short form that its rule looks at."""

SHORTEST_SHAPED = 5
"""Characters; of shorter names too many differ in one character to tell a misprint."""

_NEVER_AFTER = {
    "县城": tuple("东西南北区"),  # 阜平县|城南20公里, 固安县|城区
    "高速": ("列车", "动车", "铁路"),  # 京津|高速列车
    "省": ("会",),  # 河北|省会
    "制药": tuple(f"厂{after}" for after in ",。、;的在和与职工里"),  # 华北制药厂, but 华北制药|厂区
    "里": ("边", "面", "头"),  # 老城南门|里边
    "市": (
        *"民场值井郊区域",
        "面上",
        *(f"政{after}" for after in "路桥工集管建设道公服"),  # 北京|市政路桥
        *(f"中心{mark}" for mark in ",。、的0123456789"),  # 天津|市中心的
    ),
    "海港": ("、空港", "和空港", "与空港"),  # a port as any
    "路北": ("起",),  # 这条路|北起
    "路南": ("起",),
    **dict.fromkeys(("河东", "河西", "河南", "河北"), ("边", "岸")),  # 永定河南|边
    "新区": (),  # 雄安新区|间最快19分钟
    "区": ("域", "间", "别", "分", *(f"位{after}" for after in "优条和的、,。")),  # 门头沟|区域, but 产业区|位于
}
"""How names end, and what shows that their end belongs to the next word."""


class KnownName(Name):
    """A name of the index, with what follows from it worked out once; each is equal to itself only."""

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    @cached_property
    def kind_set(self) -> frozenset[str]:
        """The kinds of the places that bear it."""
        return frozenset(self.kinds)

    @cached_property
    def is_unit(self) -> bool:
        """True when all its places are admin units or regions."""
        return self.kind_set <= UNITS

    @cached_property
    def holds_others(self) -> bool:
        """True when all its places are units or zones, which streets and factories lie in."""
        return self.kind_set <= CONTAINERS

    @cached_property
    def ends_as_kind(self) -> bool:
        """True when it ends as names of its kind do (西站, 启动区)."""
        return ends_as_its_kind(self)

    @cached_property
    def never_before(self) -> tuple[str, ...]:
        """What shows, where it stands behind the name, that the name's end is part of another word: 北京市|民."""
        return next((after for end, after in _NEVER_AFTER.items() if self.surface.endswith(end)), ())

    @cached_property
    def is_company(self) -> bool:
        """True for a company's name, which says nothing of a site by itself."""
        return is_company(self)

    @cached_property
    def acts(self) -> bool:
        """True for a name that stands for who acts more often than for where."""
        return acts_as_organisation(self)

    @cached_property
    def proved(self) -> KnownName:
        """The same name where it needs no context."""
        return self._replace(needs_context=False) if self.needs_context else self

    @cached_property
    def elsewhere(self) -> KnownName:
        """The same name where none of its places is meant."""
        return self._replace(refs=(), needs_context=False)


class Hit(NamedTuple):
    """A name found in a passage."""

    start: int
    end: int
    name: KnownName

    @property
    def length(self) -> int:
        """Characters it takes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Guess:
    """A name found in a passage by its grammar, not by a table.

    Attributes
    ----------
    start, end : int
    kind : str
        Kind of place that its generic names.
    reads_as : str
        The gazetteer's name that this is a scanning error of, or empty.
    """

    start: int
    end: int
    kind: str
    reads_as: str = ""


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A word for one or more places (京津, 在津), with what must stand before and after it."""

    surface: str
    names: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    is_borrowed: bool = False

    @property
    def has_rule(self) -> bool:
        """True when the words around must allow the reading."""
        return self.before is not None or self.after is not None

    def fits(self, text: str, start: int) -> bool:
        """True when the words around ``text[start:]`` allow the reading."""
        end = start + len(self.surface)
        if self.before and not self.before.search(text[max(0, start - LONGEST_BEFORE) : start]):
            return False
        return not self.after or bool(self.after.match(text, end))


class NameIndex:
    """Names by what they look like.

    Parameters
    ----------
    names : iterable of Name
        Several may share a surface; the places they name are then candidates together.
    short_forms : path
        Table of short forms: surface, the full names they stand for, and the words around that they need.
    """

    def __init__(self, names: Iterable[Name], short_forms: Path = SHORT_FORMS) -> None:
        merged: dict[str, Name] = {}
        shared: dict[str, list[Name]] = {}
        for name in names:
            key = fold(name.surface)
            if merged.setdefault(key, name) is not name:
                shared.setdefault(key, [merged[key]]).append(name)
        merged |= {key: _merge(alike) for key, alike in shared.items()}
        self._numbers = {key: i for i, key in enumerate(merged)}
        self._known = _KnownNames(merged.values())
        readings: dict[str, list[ShortForm]] = {}
        for form in _read_short_forms(short_forms):
            readings.setdefault(form.surface, []).append(form)
        self._readings = tuple(readings.values())

    @property
    def surfaces(self) -> tuple[str, ...]:
        """All surfaces, in the order in which `hits` counts them."""
        return tuple(self._numbers)

    @property
    def short_surfaces(self) -> tuple[str, ...]:
        """The surfaces of the short forms, in the order in which `short_forms` counts them."""
        return tuple(readings[0].surface for readings in self._readings)

    def hits(self, matches: Iterable[Match]) -> list[Hit]:
        """The names that a scan for `surfaces` found."""
        known = self._known
        return [Hit(a, b, known[i]) for a, b, i in matches]

    def short_forms(self, text: str, matches: Iterable[Match], covered: bytearray | None = None) -> list[tuple[int, int, ShortForm]]:
        """The short forms that a scan of a folded text found and the words around allow, each with the first reading that fits.

        ``covered`` has 1 for each character that is part of a longer name; short forms of one character there are left out.
        """
        found = []
        for start, end, i in matches:
            if covered and covered[start] and end - start == 1:
                continue
            for form in self._readings[i]:
                if form.fits(text, start):
                    found.append((start, end, form))
                    break
        return found

    @cached_property
    def by_shape(self) -> Mapping[tuple[int, str], Sequence[str]]:
        """The surfaces of `SHORTEST_SHAPED` characters and more by their length and last two characters."""
        found: dict[tuple[int, str], list[str]] = {}
        for key in self._numbers:
            if len(key) >= SHORTEST_SHAPED:
                found.setdefault((len(key), key[-2:]), []).append(key)
        return found

    def get(self, surface: str) -> KnownName | None:
        """The name with this folded surface, or None."""
        i = self._numbers.get(surface)
        return None if i is None else self._known[i]

    def toponym(self, full_name: str, kind_hint: str = "") -> Toponym:
        """What a full name stands for, candidates included."""
        name = self.get(fold(full_name))
        return Toponym(full_name, name.refs if name else (), kind_hint)


class _KnownNames(dict[int, KnownName]):
    """The names by their numbers, each made when a text first has it: of tens of thousands few ever are."""

    def __init__(self, names: Iterable[Name]) -> None:
        super().__init__()
        self._names = tuple(names)

    def __missing__(self, i: int) -> KnownName:
        return self.setdefault(i, KnownName._make(self._names[i]))  # of two threads that ask at once both get the same


def _merge(names: Sequence[Name]) -> Name:
    """Names with the same surface as one that any of their places may bear."""
    kinds = {ref: kind for name in names for ref, kind in zip(name.refs, name.kinds, strict=True)}
    contexts = dict.fromkeys(context for name in names for context in name.contexts)
    return Name(names[0].surface, tuple(kinds), tuple(kinds.values()), all(n.needs_context for n in names), tuple(contexts))


def _read_short_forms(path: Path) -> Iterable[ShortForm]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            before = re.compile(f"(?:{row['before']})$") if row["before"] else None
            after = re.compile(row["after"]) if row["after"] else None
            yield ShortForm(fold(row["surface"]), tuple(row["names"].split("|")), before, after, row["kind"] == "associative")
