"""What a planner corrects by hand, applied to an atlas: everything made from the atlas then follows.

An amendment speaks of a name as the pages print it (one mention, one article, or all pages) or of a place of the gazetteer whose
point is wrong. To undo one is to leave it out.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy
import shapely
from numpy.typing import NDArray

from extract.model import Mention
from geo.atlas import Atlas, Page
from geo.boundaries import Boundaries
from geo.gazetteer import Gazetteer
from geo.model import ADMIN_KINDS, USER, Basis, Place, PlaceKind, Position, Status
from geo.resolve import Resolution

BY_HAND = "人工更正"
"""How the reason of a resolution begins that was amended."""

SOURCE = USER
"""Source of places that a planner placed, as the gazetteer's tables call what users add."""

LARGEST_UNCERTAINTY_M = 1_000_000.0
"""A point that may be further off than this says nothing."""

_Subject = tuple[str, str, str, str]


class Verdict(StrEnum):
    """What an amendment says. The values go into files as they are."""

    PLACE = "place"
    POINT = "point"
    NOT_A_PLACE = "not_a_place"
    MOVED = "moved"


class AmendmentError(ValueError):
    """An amendment that says too little or two things at once."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """One correction by hand.

    Attributes
    ----------
    verdict : Verdict
        The name means a place of the gazetteer; it is a place of its own at a point; it is no place; or (`MOVED`) the place lies at
        another point than the gazetteer has.
    name : str
        The toponym's name as the resolver took it; for `MOVED` the place's name, for whoever reads the file.
    article_id, mention_id : str
        Where the name is meant: one mention, one article, or with both empty all pages.
    place_id : str
        For `PLACE` and `MOVED`.
    position : Position or None
        For `POINT` and `MOVED`: WGS 84 degrees, longitude first.
    uncertainty_m : float
        Metres within which the point is right.
    kind : PlaceKind or None
        For `POINT`: what the place is; a facility where neither this nor the words say it.
    note : str
        Why, in the planner's words.

    Raises
    ------
    AmendmentError
        When something that the verdict needs is missing or out of range.
    """

    verdict: Verdict
    name: str
    article_id: str = ""
    mention_id: str = ""
    place_id: str = ""
    position: Position | None = None
    uncertainty_m: float = 0.0
    kind: PlaceKind | None = None
    note: str = ""

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise AmendmentError(" ".join(faults))

    @property
    def subject(self) -> _Subject:
        """What it speaks of: of two amendments with the same subject the later one holds."""
        if self.verdict is Verdict.MOVED:
            return self.place_id, "", "", Verdict.MOVED.value
        return self.name, self.article_id, self.mention_id, ""


def amend(amendments: Iterable[Amendment], new: Amendment) -> tuple[Amendment, ...]:
    """Amendments with a new one at the end, in the place of any that spoke of the same."""
    return (*(a for a in amendments if a.subject != new.subject), new)


def apply_amendments(atlas: Atlas, amendments: Iterable[Amendment]) -> tuple[Atlas, tuple[Amendment, ...]]:
    """An atlas with amendments applied, and those that fit nothing in it.

    Parameters
    ----------
    atlas : Atlas
        As the program made it; it stays as it is.
    amendments : iterable of Amendment
        The narrower one goes before the wider (mention, article, all pages), the later before the earlier.

    Returns
    -------
    atlas : Atlas
        As many resolutions as before, less those of names that are no places; amended ones have a reason that begins with `BY_HAND`.
        Places that were moved lie at their new point in its gazetteer too. The same atlas when nothing fits.
    unfit : tuple of Amendment
        Names that the pages don't have there, places that the gazetteer doesn't have, and lines, which have no point to move.
    """
    latest = {a.subject: a for a in amendments}
    moved: dict[str, Place] = {}
    spoken: dict[_Subject, tuple[Amendment, Place | None]] = {}
    unfit: list[Amendment] = []
    for amendment in latest.values():
        if amendment.verdict is Verdict.MOVED:
            place = _find_place(atlas, amendment.place_id)
            if place is None or place.path:
                unfit.append(amendment)
            else:
                moved[place.id] = _move(atlas.gazetteer, place, amendment)
    gazetteer = atlas.gazetteer
    if any(id in gazetteer for id in moved):
        gazetteer = Gazetteer((moved.get(p.id, p) for p in gazetteer), gazetteer.boundaries)
    for amendment in latest.values():
        if amendment.verdict is Verdict.PLACE:
            place = moved.get(amendment.place_id) or _find_place(atlas, amendment.place_id)
            if place is None:
                unfit.append(amendment)
                continue
            spoken[amendment.subject] = (amendment, place)
        elif amendment.verdict is not Verdict.MOVED:
            own = place_at(atlas, amendment) if amendment.verdict is Verdict.POINT else None
            spoken[amendment.subject] = (amendment, own)
    work = _Work(moved, spoken, {s[0] for s in spoken}, set())
    pages = tuple(work.amend_page(p) for p in atlas.pages)
    unfit += [a for s, (a, _) in spoken.items() if s not in work.fitting]
    ordered = tuple(a for a in latest.values() if a in set(unfit))
    if gazetteer is atlas.gazetteer and all(a is b for a, b in zip(pages, atlas.pages, strict=True)):
        return atlas, ordered
    return Atlas(pages, gazetteer, atlas.skipped), ordered


def place_at(atlas: Atlas, amendment: Amendment) -> Place:
    """The place of its own that a `POINT` amendment makes, in the district that its point lies in.

    Its kind is the amendment's, else the first that the pages' words prove of the name, else a facility.
    """
    assert amendment.position is not None
    hints = (r.toponym.kind_hint for r in atlas.resolutions if r.toponym.name == amendment.name)
    kind = amendment.kind or next((PlaceKind(h) for h in hints if h), PlaceKind.FACILITY)
    unit = unit_at(atlas.gazetteer, amendment.position)
    said = f"{amendment.name}|{kind}|{amendment.position}|{amendment.uncertainty_m}"
    return Place(
        id=f"amended-{hashlib.sha256(said.encode()).hexdigest()[:10]}",
        name=amendment.name,
        aliases=(),
        loose_aliases=(),
        kind=kind,
        parent=unit.id if unit else "",
        position=amendment.position,
        uncertainty_m=amendment.uncertainty_m,
        basis=Basis.EDITORIAL,
        source=SOURCE,
        status=Status.OPEN,
        note=amendment.note,
    )


def unit_at(gazetteer: Gazetteer, position: Position) -> Place | None:
    """The district of the region that a point lies in; None outside of all."""
    ids, areas = _districts(gazetteer.boundaries)
    inside = numpy.flatnonzero(shapely.contains_xy(areas, *position)).tolist()
    return next((gazetteer[ids[i]] for i in inside if ids[i] in gazetteer), None)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is the same for all pages; `fitting` gathers the subjects that were met."""

    moved: Mapping[str, Place]
    spoken: Mapping[_Subject, tuple[Amendment, Place | None]]
    names: set[str]
    fitting: set[_Subject]

    def amend_page(self, page: Page) -> Page:
        """A page with what was said of its names; the page itself when nothing was."""
        resolutions: list[Resolution] = []
        dropped: dict[str, set[str]] = {}
        is_changed = False
        for resolution in page.resolutions:
            amended = self._amend(resolution)
            is_changed = is_changed or amended is not resolution
            if amended is None:
                dropped.setdefault(resolution.mention.id, set()).add(resolution.toponym.name)
            else:
                resolutions.append(amended)
        if not is_changed:
            return page
        left = {m.id: _without(m, dropped[m.id]) for m in page.mentions if m.id in dropped}
        mentions = tuple(kept for m in page.mentions if (kept := left.get(m.id, m)) is not None)
        resolutions = [r._replace(mention=m) if (m := left.get(r.mention.id)) is not None else r for r in resolutions]
        return replace(page, mentions=mentions, resolutions=tuple(resolutions))

    def _amend(self, resolution: Resolution) -> Resolution | None:
        """A resolution as it was amended; itself where nothing was said of it, None for what is no place."""
        name = resolution.toponym.name
        if name in self.names:
            mention = resolution.mention
            subjects = ((name, "", mention.id, ""), (name, mention.article_id, "", ""), (name, "", "", ""))
            met = [s for s in subjects if s in self.spoken]
            self.fitting.update(met)
            if met:
                return self._obey(resolution, *self.spoken[met[0]])
        place = resolution.place
        if place is not None and place.id in self.moved:
            return resolution._replace(place=self.moved[place.id], reason=f"{BY_HAND}：点位；{resolution.reason}")
        return resolution

    @staticmethod
    def _obey(resolution: Resolution, amendment: Amendment, place: Place | None) -> Resolution | None:
        if place is None:
            return None
        why = "图上定点" if amendment.verdict is Verdict.POINT else "所指地点"
        before = resolution.place.name if resolution.place else "无地点"
        return resolution._replace(place=place, score=1.0, reason=f"{BY_HAND}：{why}（原为{before}）")


def _without(mention: Mention, names: set[str]) -> Mention | None:
    """A mention without some of its toponyms; None when none is left."""
    toponyms = tuple(t for t in mention.toponyms if t.name not in names)
    return mention._replace(toponyms=toponyms) if toponyms else None


def _find_place(atlas: Atlas, id: str) -> Place | None:
    return atlas.gazetteer[id] if id in atlas.gazetteer else atlas.places.get(id)


def lies_outside(gazetteer: Gazetteer, place: Place) -> bool:
    """True when a place's point or line lies outside the nearest unit above it that has a boundary."""
    holder = next((a for up in gazetteer.ancestors(place) if (a := gazetteer.boundaries.area(up.id)) is not None), None)
    if holder is None or not (place.position or place.path):
        return False
    return not shapely.intersects(holder, shapely.Point(place.position) if place.position else shapely.LineString(place.path))


def _move(gazetteer: Gazetteer, place: Place, amendment: Amendment) -> Place:
    """A place at the point it was moved to, in the district of that point where that lies outside the old parent."""
    assert amendment.position is not None
    moved = place._replace(
        position=amendment.position, uncertainty_m=amendment.uncertainty_m, basis=Basis.EDITORIAL, source=SOURCE, note=amendment.note
    )
    if place.kind in ADMIN_KINDS or not lies_outside(gazetteer, moved):
        return moved
    unit = unit_at(gazetteer, amendment.position)
    return moved._replace(parent=unit.id) if unit else moved


@lru_cache(maxsize=4)
def _districts(boundaries: Boundaries) -> tuple[Sequence[str], NDArray[numpy.object_]]:
    areas = boundaries.districts()
    return list(areas), numpy.array(list(areas.values()), dtype=object)


def _faults(amendment: Amendment) -> Iterable[str]:
    """What is wrong with an amendment, each with what was expected."""
    verdict = amendment.verdict
    if not amendment.name:
        yield "name is empty. Expected the name as the page has it."
    if amendment.article_id and amendment.mention_id:
        yield "article_id and mention_id are both given. Expected one of them, or neither for all pages."
    needs_place, needs_point = verdict in (Verdict.PLACE, Verdict.MOVED), verdict in (Verdict.POINT, Verdict.MOVED)
    if needs_place and not amendment.place_id:
        yield f"place_id is empty. Expected the id of a place for the verdict {verdict.value}."
    if not needs_place and amendment.place_id:
        yield f"place_id {amendment.place_id!r} is given. Expected none for the verdict {verdict.value}."
    if verdict is Verdict.MOVED and (amendment.article_id or amendment.mention_id):
        yield "article_id or mention_id is given. Expected neither: a place lies in one point for all pages."
    if needs_point and amendment.position is None:
        yield f"lon and lat are empty. Expected WGS 84 degrees for the verdict {verdict.value}."
    if not needs_point and (amendment.position is not None or amendment.uncertainty_m):
        yield f"lon, lat or uncertainty_m is given. Expected none for the verdict {verdict.value}."
    if needs_point and amendment.position is not None:
        lon, lat = amendment.position
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            advice = "Longitude and latitude look swapped." if abs(lat) <= 180 and abs(lon) <= 90 else "Expected WGS 84 degrees."
            yield f"lon={lon}, lat={lat} is out of range. {advice}"
        if not (math.isfinite(amendment.uncertainty_m) and 0 < amendment.uncertainty_m <= LARGEST_UNCERTAINTY_M):
            yield f"uncertainty_m is {amendment.uncertainty_m:g}. Expected metres above 0, at most {LARGEST_UNCERTAINTY_M:,.0f}."
    if amendment.kind is not None and verdict is not Verdict.POINT:
        yield f"kind {amendment.kind.value!r} is given. Expected none for the verdict {verdict.value}."
