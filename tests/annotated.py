"""The annotated passages of `tests/passages`: their marks read, and the program's reading measured against them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.model import SourceText
from geo.atlas import Page, Reader
from geo.distance import distance_km
from geo.resolve import Resolution

PASSAGES = Path(__file__).parent / "passages"

_MARK = re.compile(r"⟦(~?)([^⟦⟧→]+)(?:→([^⟦⟧→]+))?⟧")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention as the annotator marked it."""

    start: int
    end: int
    is_literal: bool
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage, its marks taken out."""

    name: str
    text: str
    mentions: tuple[Marked, ...]

    @property
    def source(self) -> SourceText:
        """The passage as a page."""
        return SourceText(self.name, self.text, "utf-8", "")


def read_passages(prefix: str = "") -> list[Passage]:
    """The passages whose names begin so."""
    return [_parse(p.name, p.read_text(encoding="utf-8")) for p in sorted(PASSAGES.glob(f"{prefix}*.txt"))]


def read_places() -> dict[str, dict[str, Any]]:
    """The places of the passages by their keys, as the scorer wants them."""
    with (PASSAGES / "places.csv").open(encoding="utf-8", newline="") as file:
        return {
            r["name"]: {
                "type": r["type"],
                "lon": float(r["lon"]) if r["lon"] else None,
                "lat": float(r["lat"]) if r["lat"] else None,
                "tolerance_km": float(r["tolerance_km"] or 5),
                "confidence": "high",
            }
            for r in csv.DictReader(file)
        }


def gold_of(passage: Passage, places: dict[str, dict[str, Any]]) -> str:
    """A passage in the annotators' JSON."""
    mentions = [
        {
            "start": m.start,
            "end": m.end,
            "surface": passage.text[m.start : m.end],
            "kind": "literal" if m.is_literal else "associative",
            "places": m.places,
        }
        for m in passage.mentions
    ]
    used = {key: places[key] for m in passage.mentions for key in m.places}
    gold = {"doc": passage.name, "articles": [], "mentions": mentions, "places": used, "themes": [], "flows": [], "figures": []}
    return json.dumps(gold, ensure_ascii=False)


def judged(reader: Reader, passages: list[Passage]) -> Iterator[tuple[Resolution, bool]]:
    """The resolutions of literal mentions that an annotator marked too, and whether the place is right.

    It is where it bears the name the annotator gave, or lies within the tolerance of the annotator's point.
    """
    places = read_places()
    for passage in passages:
        marked = {(m.start, m.end): m for m in passage.mentions if m.is_literal}
        page: Page = reader.read_page(passage.source)
        for r in page.resolutions:
            gold = marked.get((r.mention.start, r.mention.end))
            if gold is not None and r.place is not None:
                known = [places[key] for key in gold.places if places[key]["lon"] is not None]
                if known or any(_bare(r.place.name) == _bare(key) for key in gold.places):
                    yield r, _is_right(r, gold, known, reader)


def _is_right(r: Resolution, gold: Marked, known: list[dict[str, Any]], reader: Reader) -> bool:
    assert r.place is not None
    if any(_bare(r.place.name) == _bare(key) for key in gold.places):
        return True
    here, _ = reader.gazetteer.representative_point(r.place)
    return here is not None and any(distance_km(here, (p["lon"], p["lat"])) <= p["tolerance_km"] for p in known)


def _bare(name: str) -> str:
    return re.sub(r"^(?:天津市?|北京市?|河北省?)(?=.{2})|(?:省|市|区|县|站)$", "", name)


def _parse(name: str, marked: str) -> Passage:
    text, mentions, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        mentions.append(Marked(len(text), len(text) + len(match[2]), not match[1], tuple((match[3] or match[2]).split("+"))))
        text += match[2]
        at = match.end()
    return Passage(name, text + marked[at:], tuple(mentions))
