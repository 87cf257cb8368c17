"""Why a page's names were read as they were: each mention with how it was found, what it may mean and what spoke for each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from geo.atlas import Page
from geo.gazetteer import Gazetteer
from geo.model import Place
from geo.resolve import Resolution

MOST_CANDIDATES = 5
_LINE_END = re.compile(r"\r\n?|\n")


def explain_page(page: Page, gazetteer: Gazetteer, line: int | None = None) -> Iterator[str]:
    """Lines of text that explain a page's mentions, in the order of the file.

    Parameters
    ----------
    page : Page
    gazetteer : Gazetteer
        The one the page was read with.
    line : int, optional
        Only mentions that begin in this line of the file, counted from 1.

    Yields
    ------
    str
        For each mention its line and column, surface, kind and how it was found; for each place it speaks of the choice with its score
        and reason; and the other candidates with theirs.
    """
    starts = line_starts(page.source.text)
    titles = {a.id: a.title for a in page.articles}
    seen = ""
    for r in sorted(page.resolutions, key=lambda r: r.mention.start):
        m = r.mention
        at = bisect_right(starts, m.start)
        if line is not None and at != line:
            continue
        if m.id != seen:
            seen = m.id
            surface = m.surface.replace("\r", "").replace("\n", "⏎")
            place = f"{page.source.name}:{at}:{m.start - starts[at - 1] + 1}"
            yield f"{place} {surface}  {m.kind.value}, {m.how.value}  《{titles[m.article_id]}》"
        yield from _explain_resolution(r, gazetteer)


def line_starts(text: str) -> list[int]:
    """Where the lines of a text begin, as editors and `grep` count them: other marks of a break than line ends begin none."""
    return [0, *(m.end() for m in _LINE_END.finditer(text))]


def _explain_resolution(r: Resolution, gazetteer: Gazetteer) -> Iterator[str]:
    chosen = "no place" if r.place is None else _describe(r.place, gazetteer)
    yield f"    → {chosen}  score {r.score:.2f}  {r.reason}"
    for candidate in r.candidates[:MOST_CANDIDATES]:
        if candidate.place != r.place:
            why = "、".join(candidate.reasons) or "—"
            yield f"      also {_describe(candidate.place, gazetteer)}  weight {candidate.score:.2f}  {why}"
    if len(r.candidates) > MOST_CANDIDATES:
        yield f"      and {len(r.candidates) - MOST_CANDIDATES} more"


def _describe(place: Place, gazetteer: Gazetteer) -> str:
    position, own = gazetteer.representative_point(place)
    of_what = "" if own else " (on its line)" if place.path else " (its unit)"
    where = "no point" if position is None else f"{position[0]:.4f},{position[1]:.4f}{of_what}"
    return f"{place.name} [{place.id}] {where} ±{round(gazetteer.uncertainty_m(place))} m, {place.basis.value}"
