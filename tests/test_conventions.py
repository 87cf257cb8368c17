"""What the project promises about itself: directions of imports, pinned requirements, the README's commands and tables."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from extract.model import Theme
from geo.cli import main
from geo.tables import COLUMNS
from geo.ui.words import TEXTS, Language
from tests.conftest import ROOT, SEEDS

SEED_SUMS = {
    "000_23a6a8bb32791a82.txt": "6f89b41a9ca3ba86",
    "001_2d9b35b43cfe2626.txt": "de8f60c6c2d9d51d",
    "002_83505fbf49f17fe3.txt": "ee1e4d1e77de6785",
    "003_7cb799a000531fba.txt": "f8489105fe7b26f5",
    "004_eb19b1057686abf4.txt": "63fe47339a2ee118",
}
MODULES = sorted(p for folder in ("extract", "geo") for p in (ROOT / folder).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    return found | {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports_of(path)}


def test_extract_knows_neither_geo_nor_the_screen() -> None:
    for path in (ROOT / "extract").rglob("*.py"):
        assert not tops(path) & {"geo", "streamlit", "folium", "streamlit_folium"}, path


def test_only_the_ui_imports_streamlit_and_only_the_map_imports_folium() -> None:
    for path in (ROOT / "geo").rglob("*.py"):
        if "ui" not in path.parts:
            assert not tops(path) & {"streamlit", "streamlit_folium"}, path
        if path.name != "map.py":
            assert "folium" not in tops(path), path


def test_geo_takes_only_types_and_stages_from_extract() -> None:
    allowed = {"extract.model", "extract.reading", "extract.pages", "extract.recognise", "extract.themes", "extract.variants"}
    for path in (ROOT / "geo").rglob("*.py"):
        assert {i for i in imports_of(path) if i.startswith("extract")} <= allowed, path


def test_no_module_is_two_things() -> None:
    assert {p.name: n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400} == {}


def test_seeds_are_as_they_were_given() -> None:
    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in SEEDS.glob("*.txt")} == SEED_SUMS


def test_requirements_pin_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [x for x in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines() if x and not x.lstrip().startswith("#")]
    pins = {Requirement(x).name.lower(): Requirement(x) for x in lines}
    assert all(re.fullmatch(r"[\w.\-\[\]]+==[\w.]+(?: ;.*)?", x) for x in lines)
    for asked in map(Requirement, project["dependencies"]):
        pinned = pins[asked.name.lower()]
        version = next(iter(pinned.specifier)).version
        assert asked.specifier.contains(Version(version)), asked


def test_no_file_names_a_registry_host_or_a_machine_path() -> None:
    home = "/" + "root"
    for path in [*ROOT.glob("*.*"), *MODULES, ROOT / "Makefile"]:
        if path.is_file() and path.suffix in (".py", ".toml", ".txt", ".md", "", ".cfg"):
            text = path.read_text(encoding="utf-8")
            assert "index-url" not in text.replace("no-emit-index-url", "") and home + "/" not in text and "/work" + "/" not in text, path


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_the_two_commands_and_every_command_of_the_program(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("run", "test"):
        assert f"make {command}" in text and re.search(rf"^{command}:", makefile, re.M)
    for command in main.commands:
        assert f"jjj-atlas {command}" in text
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", text):
        assert (ROOT / picture).stat().st_size > 50_000


def test_the_data_readme_describes_every_column() -> None:
    text = (ROOT / "geo" / "data" / "README.md").read_text(encoding="utf-8")
    named = {c.strip() for row in re.findall(r"^\| ([a-z_, ]+) \|", text, re.M) for c in row.split(",")}
    assert set(COLUMNS) <= named


def test_tables_are_sorted_and_hold_one_kind_each() -> None:
    for path in (ROOT / "geo" / "data" / "places").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {r["kind"] for r in rows} == {path.stem}
        assert [r["id"] for r in rows] == sorted(r["id"] for r in rows)


def test_both_languages_say_the_same_things() -> None:
    assert TEXTS[Language.ZH].keys() == TEXTS[Language.EN].keys()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(theme.value in readme for theme in Theme)


def test_public_names_have_docstrings() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree) or not tree.body, path
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                inner = any(isinstance(p, ast.FunctionDef) and node in ast.walk(p) and p is not node for p in ast.walk(tree))
                assert inner or ast.get_docstring(node), f"{path.name}: {node.name}"
