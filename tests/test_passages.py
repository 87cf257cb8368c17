"""The passages written and annotated to keep the reading of unknown text from getting worse; floors only rise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geo.atlas import Atlas, Reader
from geo.files import write_atlas
from tests.annotated import gold_of, judged, read_passages, read_places
from tests.conftest import ROOT

SURE = 0.9


def test_there_are_passages_of_every_kind_and_every_place_in_them_has_a_row() -> None:
    passages, places = read_passages(), read_places()
    assert len(passages) >= 60
    assert {p.name.split("-")[1].removesuffix(".txt") for p in read_passages("p")} >= {"paper", "tv", "y2006", "web", "flood", "misc"}
    assert {key for p in passages for m in p.mentions for key in m.places} == set(places)
    for p in passages:
        assert not set(p.text) & set("⟦⟧→"), p.name


@pytest.mark.parametrize(
    ("prefix", "least"),
    [
        ("p", {"strict_f1": 0.96, "lenient_f1": 0.98, "kind": 0.98, "coverage": 0.895}),
        ("q", {"strict_f1": 0.935, "lenient_f1": 0.94, "kind": 0.985, "coverage": 0.955}),
    ],
    ids=["genres", "ambiguity"],
)
def test_the_passages_score_no_worse_than_they_did(reader: Reader, tmp_path: Path, prefix: str, least: dict[str, float]) -> None:
    passages, places = read_passages(prefix), read_places()
    write_atlas(Atlas(tuple(reader.read_page(p.source) for p in passages), reader.gazetteer), tmp_path / "atlas")
    golds = []
    for p in passages:
        golds.append(tmp_path / f"{p.name}.json")
        golds[-1].write_text(gold_of(p, places), encoding="utf-8")
    floors = [x for k, v in least.items() for x in ("--min", f"{k}={v}")]
    command = [sys.executable, str(ROOT / "tests" / "gold" / "score.py"), str(tmp_path / "atlas"), *map(str, golds), *floors]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout.splitlines()[-1] + result.stderr


def test_of_the_mentions_that_are_said_to_be_sure_19_in_20_are_right(reader: Reader) -> None:
    right = [is_right for r, is_right in judged(reader, read_passages()) if r.score >= SURE]
    assert len(right) >= 800
    assert sum(right) / len(right) >= 0.95
