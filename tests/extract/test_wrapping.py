"""Pages whose columns keep the newspaper's line ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.articles import divide_page
from extract.lines import split_lines
from extract.model import Article, PassageRole, SourceText
from extract.wrapping import unwrap_lines

SEEDS = Path(__file__).parent.parent.parent / "seeds"
NOT_FIRST = "，。、；：？！”’》）,.;:?!%"

COLUMN = """护河员老周
守着九公里
本报记者 石岚
清早五点半，老周推着自行车上了
大堤。他管的这一段从牛栏山到向
阳闸，一共九公里，哪里有钓鱼的
，哪里芦苇倒了，他都记在本子上
。
“以前捞上来的是塑料袋，现在捞
的是水草。”他说。

顺义再添一座口袋公园
本报讯（记者 江澄）昨天，位于
仁和镇的口袋公园开了门，占地一
万一千平方米，多半种了槐树。"""


def read(text: str) -> tuple[Article, ...]:
    return divide_page(SourceText("page.txt", text, "utf-8", ""))


def wrapped(text: str, width: int, indent: bool, is_tight: bool) -> str:
    """A page as a narrow column prints it."""
    lines = []
    for line in (re.sub(r"\n\n(?!\n)", "\n", text) if is_tight else text).split("\n"):
        if len(line) <= 34 or "。" not in line:
            lines.append(line)
            continue
        row, room = "　　" * indent, float(width - 2 * indent)
        for c in line:
            wide = 0.5 if ord(c) < 256 else 1.0
            if wide > room and c not in NOT_FIRST:
                lines.append(row)
                row, room = "", float(width)
            row, room = row + c, room - wide
        lines.append(row)
    return "\n".join(lines)


def told(articles: tuple[Article, ...]) -> list[tuple[str, str]]:
    return [(a.title, re.sub(r"\s", "", a.text)) for a in articles]


@pytest.mark.parametrize(("width", "indent", "is_tight"), [(13, True, True), (17, False, True), (22, True, False), (17, False, False)])
@pytest.mark.parametrize("name", ["001", "003"])
def test_a_page_set_in_narrow_columns_has_the_articles_of_the_page_with_whole_paragraphs(
    name: str, width: int, indent: bool, is_tight: bool
) -> None:
    text = next(SEEDS.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    assert told(read(wrapped(text, width, indent, is_tight))) == told(read(text))


def test_headings_and_bylines_above_a_column_are_not_drawn_into_its_text() -> None:
    first, second = read(COLUMN)
    assert (first.title, first.bylines) == ("护河员老周 守着九公里", ("石岚",))
    assert [p.text[:8] for p in first.passages if p.role is PassageRole.BODY] == ["清早五点半，老周", "“以前捞上来的是"]
    assert (second.title, second.bylines) == ("顺义再添一座口袋公园", ("江澄",))


def test_what_was_put_together_stands_in_the_file_where_it_says() -> None:
    for line in unwrap_lines(split_lines(COLUMN)):
        assert "".join(COLUMN[a:b] for a, b in line.ranges) == line.text
    article = read(COLUMN)[0]
    passage = next(p for p in article.passages if "向阳闸" in p.text)
    start, end = passage.span(at := passage.text.index("向阳闸"), at + 3)
    assert COLUMN[start:end] == "向\n阳闸"


def test_lines_without_a_common_width_stay_as_they_are() -> None:
    text = "流经五市：廊坊、沧州、衡水\n世界文化遗产：谢家坝\n今年新增通航：香河中心码头至木厂闸，约两小时\n沿线博物馆：33座"
    assert [x.text for x in unwrap_lines(split_lines(text))] == text.split("\n")


def test_lines_broken_after_so_many_characters_are_joined_however_narrow_these_are() -> None:
    text = (
        "这片75平方公里的水面,横跨桃城区和冀州区,是平原上保存最完整的淡水湿地。2017年起退养还湿,先后拆除网箱6400个,迁出31家企业,"
        "从240公里外的水库调来生态水。水质由劣五类升到三类,记录到的鸟类也从286种增加到334种,其中12种是近5年才来的。"
        "去年10月到今年3月,护鸟员一共救下49只受伤的水鸟,36只已经放飞。湖边新栽芦苇1200亩,步道通到了105国道,每月有2万人来看鸟。"
    )
    lines = [text[i : i + 19] for i in range(0, len(text), 19)]
    assert len(lines) > 9
    (joined,) = unwrap_lines(split_lines("\n".join(lines)))
    assert joined.text == text
