"""Headlines that a file holds together, above or away from their texts."""

from __future__ import annotations

from extract.bylines import is_dateline
from extract.model import ArticleKind
from tests.extract.handmade import LONG, OTHER, read, titles

PLAIN = "站房已经封顶，旅客明年就能在这里上车，老人们说等了二十年，沿线的小店也都换了新招牌。"
NETS = "本报承德讯 潘家口水库、大黑汀水库的网箱养鱼清理工作结束，网箱清完了，渔民上了岸。"


def test_a_dateline_below_a_text_that_no_byline_opened_begins_the_text_of_a_collected_headline() -> None:
    heads = ("## 短波", "### 潘家口网箱清完了", "### 四百家医院 化验单通用", "# 小站等来了新铁路", "## ——沿线见闻")
    articles = read(*heads, "本报记者 夏初", PLAIN, "## 固安园区扩建", LONG, NETS)
    assert titles(articles) == ["潘家口网箱清完了", "小站等来了新铁路", "固安园区扩建"]
    assert [a.text.split("\n")[-1] for a in articles if a.kind is ArticleKind.ARTICLE] == [NETS, PLAIN, LONG]


def test_a_dateline_that_no_headline_wants_goes_back_to_the_text_above_it() -> None:
    opening = "本报讯 固安园区昨天宣布扩建，三个月后动工。"
    (article,) = read("## 固安园区扩建", LONG, opening)
    assert is_dateline(opening)
    assert article.text.split("\n") == ["固安园区扩建", opening, LONG]  # its first column, which the file has last


def test_a_line_that_ends_the_word_above_it_is_no_headline() -> None:
    (article,) = read("洋河水清了", "记者 夏初", f"{LONG}洋河由张", "家口的友谊水库放出", OTHER)
    assert "张家口的友谊水库放出" in article.text
