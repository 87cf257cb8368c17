"""The annotated pages, scored as the annotators' own program scores them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from geo.atlas import Atlas
from geo.files import write_atlas
from tests.conftest import ROOT

LEAST = {"strict_f1": 0.92, "kind": 0.85, "coverage": 0.90, "articles": 1.0, "themes_f1": 0.75}


def test_the_annotated_pages_score_what_was_promised(atlas: Atlas, tmp_path: Path) -> None:
    write_atlas(atlas, tmp_path / "atlas")
    gold = ROOT / "tests" / "gold"
    command = [sys.executable, str(gold / "score.py"), str(tmp_path / "atlas"), str(gold / "001.json"), str(gold / "002.json")]
    result = subprocess.run(
        [*command, *(x for k, v in LEAST.items() for x in ("--min", f"{k}={v}"))], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
