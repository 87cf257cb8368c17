"""Any text is read without a crash, and what is found stands where it is said to stand."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.articles import divide_page
from extract.model import ArticleKind, Passage, PassageRole, SourceText
from geo.atlas import Page, Reader

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PIECES = (
    *"天津 北京 武清区 京津冀 西站 大兴机场 河北区 和平 的 、 ， 。 “ ” 《 》 （ ） # \n \r\n \n\n 12号线 G112 某某产业园 泉旺路 村 站 公司".split(
        " "
    ),
    "\n",
    "\r\n",
    "\u3000",
    "Ｗuqing",
    "Xiong'an",
    "\u200b",
    "\u0301",
    "😀",
    "臺灣",
    "<b>天津</b>",
    "天\u200b津",
    "\x0b",
    "\u2028",
    "\ufeff",
)
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=200))


def read(reader: Reader, text: str) -> Page:
    return reader.read_page(SourceText("page.txt", text, "utf-8", ""))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_every_span_is_what_its_mention_says_and_none_overlaps_another(reader: Reader, text: str) -> None:
    page = read(reader, text)
    end = 0
    for mention in sorted(page.mentions, key=lambda m: m.start):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= end
        end = mention.end
    assert len(page.resolutions) == sum(len(m.toponyms) for m in page.mentions)
    for article in page.articles:
        assert all(0 <= a < b <= len(text) for a, b in article.ranges)


ARTICLES = (
    ("武清站停靠增多", "本报讯(记者 李杨)武清站每日停靠列车增多，天津市武清区的企业员工进京更方便。"),
    ("白洋淀水质改善", "本报讯(记者 王蕾)白洋淀水质持续改善，河北雄安新区的安新县境内候鸟成群。"),
    ("通州新建医院", "本报讯(记者 陈璠)北京市通州区新建医院启用，地铁6号线直达。"),
    ("和平区更新老楼", "本报讯(记者 周志强)天津市和平、河东、河北等区更新老旧小区，西站商圈焕新。"),
    ("港口繁忙", "本报讯(记者 万红)天津港与黄骅港、曹妃甸港区货运繁忙，京沪高铁加开列车。"),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(ARTICLES))
def test_shuffled_articles_name_the_same_places(reader: Reader, articles: list[tuple[str, str]]) -> None:
    def named(order: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str, str | None]]]:
        page = read(reader, "\n\n".join(f"## {title}\n\n{text}" for title, text in order) + "\n")
        titles = {a.id: a.title for a in page.articles}
        found: dict[str, list[tuple[str, str, str | None]]] = {}
        for r in page.resolutions:
            found.setdefault(titles[r.mention.article_id], []).append((r.mention.surface, r.mention.kind, r.place and r.place.id))
        return found

    assert named(articles) == named(ARTICLES)
    assert len(named(ARTICLES)) == len(ARTICLES)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("本报讯(记者 李杨)　　😀😀 天津市武清区的站台\u200b上，", ["天津市武清区"]),
        ("臺灣遊客來到天津市武清區，乘京津城際，參觀開發區的工廠。", ["臺灣", "天津市武清區", "京津城際"]),
        ("Wuqing and Xiong'an are places near Beijing. 武清站在武清。", ["武清站", "武清"]),
        ("１２月，旅客从北京南站出发，经<b>武清站</b>到天津站。", ["北京南站", "武清站", "天津站"]),
        ("天津\n" * 3 + "\n" * 10_000 + "武清区的河道治理完成。", ["天津", "天津", "天津", "武清区"]),
        ("本报讯(记者 李杨)天津市武清\u2028区的站台提速。", ["天津市武清\u2028区"]),
        ("An English page with no Chinese at all, printed by mistake.\n", []),
    ],
    ids=["emoji", "traditional", "latin", "html", "blank lines", "line separator", "english"],
)
def test_what_can_be_read_in_odd_text_is_found_at_the_right_place(reader: Reader, text: str, surfaces: list[str]) -> None:
    page = read(reader, text)
    assert [m.surface for m in sorted(page.mentions, key=lambda m: m.start)] == surfaces
    assert all(text[m.start : m.end] == m.surface for m in page.mentions)
    passages = {a.id: a.passages for a in page.articles}
    said = [passages[m.article_id][m.passage].text[m.at : m.at + m.length] for m in page.mentions]
    assert said == ["".join(c for c in m.surface if c.isprintable()) for m in page.mentions]


@pytest.mark.parametrize(
    ("repeated", "times", "mentions"),
    [("天津市武清区的企业与北京的高校合作，京津冀协同发展提速。", 12_000, 36_000), ("天津市武清区、海淀区、京津城际、", 4_000, 12_000)],
    ids=["sentences", "one list"],
)
def test_an_endless_line_is_read_to_its_end_in_time_that_grows_with_its_length(
    reader: Reader, repeated: str, times: int, mentions: int
) -> None:
    page = read(reader, repeated * times)
    assert len(page.mentions) == mentions
    assert {m.surface for m in page.mentions} == {m.surface for m in read(reader, repeated * 2).mentions}


def test_hundreds_of_headlines_without_text_are_read_one_after_the_other() -> None:
    source = SourceText("page.txt", "\n\n".join(f"## 早市{i}开张\n\n### 副题{i}" for i in range(1100)), "utf-8", "")
    assert len(divide_page(source)) == 1100


def test_a_caption_that_runs_on_after_the_reporter_names_no_photographer() -> None:
    (caption,) = divide_page(SourceText("page.txt", f"图为记者{'长' * 120}。", "utf-8", ""))
    assert (caption.kind, caption.bylines) == (ArticleKind.CAPTION, ())


PAGES = [path.read_text(encoding="utf-8").split("\n") for path in sorted(SEEDS.glob("*.txt"))]
MARKS = ("", "简讯", "（下转右栏）", "（上接本版左栏）", "编后：", "编者按", "本报讯（记者 夏初）", "■ 记者 夏初", "## 又一条", "——走笔")


@settings(max_examples=150, deadline=None)
@given(page=st.sampled_from(PAGES), random=st.randoms(use_true_random=False))
def test_pages_in_any_disorder_are_divided_and_their_passages_stand_where_they_say(page: list[str], random: Random) -> None:
    lines = list(page)
    for _ in range(random.randint(1, 30)):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(4):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                lines[other:other] = lines[at : at + random.randint(1, 6)]
            case 2:
                cut = random.randint(0, len(lines[at]))
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case _:
                lines.insert(at, random.choice(MARKS))
    source = SourceText("page.txt", "\n".join(lines), "utf-8", "")
    passages = [passage for article in divide_page(source) for passage in article.passages]
    assert all("".join(source.text[a:b] for a, b in p.ranges) == p.text for p in passages)
    taken = sorted(r for p in passages for r in p.ranges)
    gaps = zip([0, *(b for _, b in taken)], [*(a for a, _ in taken), len(source.text)], strict=True)
    assert not "".join(source.text[b:a] for b, a in gaps).strip("\n \u3000#")  # nothing is lost, and nothing in two passages
    assert all(b <= a for (_, b), (a, _) in pairwise(taken))


@pytest.mark.parametrize(
    "page",
    [
        "编者按\n■ 记者 李四\n\n京津冀协同发展十年。\n",
        "编者按\n（下转第4版）\n\n京津冀协同发展十年。\n",
        "天津市武清区开通新线，\n\n（上接左栏）\n\n技有限公司厂房\n\n本报讯（记者 王五）北京市大兴区开会。\n",
        "## 武清开通新线\n\n（上接第1版）\n\n——武清见闻\n\n天津市武清区今天开通新线。\n",
    ],
)
def test_no_byline_and_no_jump_is_lost(page: str) -> None:
    passages = [p for a in divide_page(SourceText("page.txt", page, "utf-8", "")) for p in a.passages]
    assert sorted(p.text for p in passages) == sorted(x.strip("# ") for x in page.split("\n") if x)


def test_a_long_list_of_names_is_divided_as_fast_as_a_short_one_for_its_length() -> None:
    def steps(lines: int) -> int:
        """Lines of Python that dividing so many headlines runs through."""
        source = SourceText("page.txt", "\n".join(f"第{n}批{'区县'[n % 2]}项目开工" for n in range(lines)), "utf-8", "")
        count = 0

        def trace(frame: FrameType, event: str, _: object) -> Any:
            nonlocal count
            count += event == "line"
            return trace

        old = sys.gettrace()
        sys.settrace(trace)
        try:
            divide_page(source)
        finally:
            sys.settrace(old)
        return count

    assert steps(400) < 3 * steps(200)


@pytest.mark.parametrize(
    "text",
    [
        "标题：\n\n题目：\n天津市武清区今天开通新线。",
        "【短片一】\n\n【短片二】\n天津市武清区开通新线。",
        "【标题】\n·北京市大兴区\n·天津市武清区",
        "天津市武清区开通新线。\n\n【标题】",
    ],
)
def test_a_label_alone_on_its_line_is_no_heading(reader: Reader, text: str) -> None:
    page = read(reader, text)
    assert any("武清区" in m.surface for m in page.mentions)
    assert all(a < b for article in page.articles for a, b in article.ranges)


def test_a_line_of_many_reporters_is_read_at_once(reader: Reader) -> None:
    assert len(read(reader, "记者 张三 " * 40 + "\n\n天津市武清区开通新线。").articles) >= 1


def test_a_name_whose_halves_another_text_parts_keeps_its_first_half() -> None:
    passage = Passage(PassageRole.BODY, ((0, 4), (60, 66)), "天津新能源科技有限公")
    assert passage.span(0, 10) == (0, 4)
    assert Passage(PassageRole.BODY, ((0, 4), (8, 14)), "天津新能源科技有限公").span(0, 10) == (0, 14)
