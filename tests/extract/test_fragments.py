"""Articles that a file holds in turns, a piece of each."""

from __future__ import annotations

from extract.articles import divide_page
from extract.fragments import restore_fragments
from extract.lines import settle_kinds, split_lines
from extract.model import Article, SourceText

IN_TURNS = """周末早市搬新家

本报讯（记者 夏初）天刚亮，永定河边的早市已经排起长队。卖豆腐脑的老郭说，新棚子不漏雨，客人比从前多了三成，他打算再添一口大

果园里来了写生的学生

本报讯（记者 秋白）满坡的柿子红透了，几十名学生支起画架。村里腾出三间空屋当画室，墙上挂着去年的习

锅，好让排队的人少等一会儿。市场办公室说，停车场月底开放。

作，颜料盒堆在窗台上。支书说，明年要办一场乡村画展。"""


def read(text: str) -> list[Article]:
    return list(divide_page(SourceText("page.txt", text, "utf-8", "")))


def test_each_piece_goes_to_the_article_whose_last_word_it_ends() -> None:
    market, orchard = read(IN_TURNS)
    assert (market.title, orchard.title) == ("周末早市搬新家", "果园里来了写生的学生")
    assert "一口大锅，" in market.text and market.text.endswith("停车场月底开放。")
    assert "习作，" in orchard.text and orchard.text.endswith("乡村画展。")


def test_no_line_is_lost_or_doubled() -> None:
    lines = settle_kinds(split_lines(IN_TURNS))
    assert sorted(x.start for x in restore_fragments(lines)) == [x.start for x in lines]


def test_one_piece_out_of_place_proves_no_turns() -> None:
    lines = settle_kinds(split_lines("\n\n".join(IN_TURNS.split("\n\n")[:-1])))
    assert restore_fragments(lines) == lines


def test_pieces_that_wait_for_each_other_stay_where_they_are() -> None:
    lines = settle_kinds(split_lines("锅，水开了再下\n\n作，画的是一口大\n\n锅，水开了再下面，画的是习\n\n作，画的是一口大"))
    assert sorted(x.start for x in restore_fragments(lines)) == [x.start for x in lines]


def test_a_page_without_any_sentence_is_divided_in_no_time() -> None:
    text = "\n\n".join(
        f"园区建设项目开工铁路车站河流治理生态环境医院学校协同发展交通运输港口贸易第{n}次没有句号的一行" for n in range(2000)
    )
    assert len(read(text)) == 1  # thousands of loose ends are not matched with each other


def test_a_text_that_breaks_off_in_a_word_goes_on_where_the_words_other_half_stands() -> None:
    first, _, second = read(
        """## 太行深处通了车

本报讯（记者 夏初）从前出山要走一整天，遇上落石还得绕

图为施工人员在隧道口清理碎石。 本报记者 冬青 摄

## 淀边来了新房客

本报讯（记者 秋白）震旦鸦雀在苇塘里安了家，护鸟员老赵数到十九只。

行三十里山路。如今隧道打通，半个钟头就能到县城。"""
    )
    assert "绕行三十里山路。" in first.text and second.text.endswith("十九只。")
