"""A page in traditional characters is read as the same page in simplified ones, and shown as it is printed."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from extract.model import SourceText
from extract.reading import read_text
from extract.variants import TRADITIONAL, fold, simplify
from geo.atlas import Page, Reader

SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))


def in_traditional(text: str) -> str:
    """The text with the first traditional form of each character that has one."""
    with TRADITIONAL.open(encoding="utf-8", newline="") as file:
        forms = {row["simplified"]: row["traditional"] for row in reversed(list(csv.DictReader(file)))}
    return "".join(forms.get(c, c) for c in text)


def spans(page: Page) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.kind) for m in page.mentions]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_page_is_divided_and_read_alike_in_both_scripts(reader: Reader, path: Path) -> None:
    source = read_text(path)
    printed = replace(source, text=in_traditional(source.text))
    assert printed.text != source.text
    here, there = reader.read_page(source), reader.read_page(printed)
    assert [(a.kind, a.ranges, a.themes, a.published) for a in there.articles] == [
        (a.kind, a.ranges, a.themes, a.published) for a in here.articles
    ]
    assert spans(there) == spans(here)
    assert [r.place for r in there.resolutions] == [r.place for r in here.resolutions]
    for article in there.articles:
        for passage in article.passages:
            assert passage.text == "".join(printed.text[a:b] for a, b in passage.ranges)


def test_headline_and_names_are_shown_as_printed(reader: Reader) -> None:
    text = "靜海的湖清了\n\n本報訊（記者 張雲飛）團泊湖的水，2025年清了。天津市靜海區的鄉親說「魚回來了」，灤河的水也清。\n"
    (article,) = reader.read_page(SourceText("page.txt", text, "utf-8", "")).articles
    assert (article.title, article.bylines) == ("靜海的湖清了", ("張雲飛",))
    assert article.published == "2025" and "2025年" in article.published_basis


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("沿著桑乾河走，衞運河、香河傢俱城到了。", "沿着桑干河走，卫运河、香河家具城到了。"),
        ("乾隆年間的名著，百姓俱樂。", "乾隆年间的名著，百姓俱乐。"),
        ("老人說「清了」。", "老人说“清了”。"),
        ("著名的乾清宫，俱乐部「一号」。", "著名的乾清宫，俱乐部「一号」。"),
    ],
)
def test_characters_of_both_scripts_are_told_by_the_word_they_stand_in(text: str, plain: str) -> None:
    assert simplify(text) == plain
    assert fold(text) == fold(plain)
