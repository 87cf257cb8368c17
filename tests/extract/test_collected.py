"""Headlines that a file holds together, above or away from their texts."""

from __future__ import annotations

from extract.articles import divide_page
from extract.bylines import is_dateline
from extract.model import ArticleKind
from extract.reading import read_text
from tests.conftest import SEEDS
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


def test_what_heads_the_page_is_no_headline_where_another_article_is_set_as_large_as_the_second_line() -> None:
    heads = ("# 燕赵大地 协同进行时", "## 敞开东大门 迎来新产业", "### 沧州承接转移项目观察")
    articles = read(*heads, LONG, "#### 一座药谷 把邻居搬来了", OTHER, "## “动批”搬家 白沟接棒", PLAIN)
    assert titles(articles) == ["敞开东大门 迎来新产业", "“动批”搬家 白沟接棒"]
    assert titles(articles, ArticleKind.MASTHEAD) == ["燕赵大地 协同进行时"]


def test_what_a_page_is_about_is_no_headline_where_one_with_a_subtitle_follows_as_large() -> None:
    articles = read("## 协同发展四年间", "## 从十里钢城到临港新城", "## 曹妃甸签约项目再添37个", "本报讯 " + LONG, OTHER)
    assert titles(articles) == ["从十里钢城到临港新城"]
    assert articles[1].subtitle == "曹妃甸签约项目再添37个"


def test_a_text_below_a_break_stays_where_its_words_are_though_another_article_broke_off() -> None:
    bridges = (
        "过河难，难在桥少，更难在“桥”不在图纸上，燕郊人过河要等两小时。",
        "统一规划不是画一张图就算完，燕郊人盼的是过河的桥早日建成。",
    )
    broken = "大兴机场综合保税区里，一条铜线把园区分开，跑道尽头的货机正在卸货，通关只用了"
    articles = read("## 一座机场 两地同建", "■ 记者 冯晓楠", broken, "### 北运河畔", bridges[0] + "\n\n\n", bridges[1], "桥多了，河就窄了")
    assert [a.text for a in articles if bridges[0] in a.text] == [a.text for a in articles if bridges[1] in a.text]


def test_a_motto_below_an_article_takes_no_text_that_speaks_of_it_as_of_the_articles_own_headline() -> None:
    text = ("渤海潮涌，千帆竞发，一组组数字跃动。", "天津聚焦高质量发展，奋力谱写新篇章。", "今日之天津，新篇章已经翻开。")
    articles = read("实干为要 津彩答卷", "——天津奋力谱写新篇章", "\n".join(text), "记者 张立平", "天津 新篇章")
    assert titles(articles) == ["实干为要 津彩答卷"] and all(x in articles[0].text for x in text)
    assert titles(articles, ArticleKind.MASTHEAD) == ["天津 新篇章"]


def test_the_lead_of_a_page_is_whole() -> None:
    (page,) = SEEDS.glob("004_*")
    lead = next(a for a in divide_page(read_text(page)) if a.title == "实干为要 津彩答卷")
    assert lead.ranges == ((19, 2622),) and lead.bylines == ("张立平",)
