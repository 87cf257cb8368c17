"""What stands around and between the articles of a page: its head, short news, boxes, captions, interviews, late headlines."""

from __future__ import annotations

from extract.articles import divide_page
from extract.dates import date_articles
from extract.model import Article, ArticleKind, SourceText

LONG = "园区管委会介绍，上半年共有四十二家企业从北京迁来，带动就业三千余人，厂房出租率达到九成以上。"
HEAD = "经济新闻\n2006年9月14曰 星期四 第2版"
OTHER = "头班车早上六点发车，沿途停靠十一站，六十岁以上的老人凭卡免费，周末还会加开两趟。"


def read(*blocks: str) -> tuple[Article, ...]:
    return divide_page(SourceText("page.txt", "\n\n".join(blocks), "utf-8", ""))


def titles(articles: tuple[Article, ...], kind: ArticleKind = ArticleKind.ARTICLE) -> list[str]:
    return [a.title for a in articles if a.kind is kind]


def test_each_item_among_short_news_is_an_article_and_their_label_none() -> None:
    found = read("短波", "香河家具节周五开门", LONG, "北戴河新添两趟公交", OTHER)
    assert titles(found) == ["香河家具节周五开门", "北戴河新添两趟公交"]
    assert titles(found, ArticleKind.MASTHEAD) == ["短波"]


def test_headings_with_the_same_mark_are_items_of_their_own() -> None:
    found = read("●大城县红木市集开张", LONG, "●固安添一座污水处理厂", OTHER)
    assert titles(found) == ["●大城县红木市集开张", "●固安添一座污水处理厂"]


def test_a_box_of_facts_is_an_article_with_text() -> None:
    (found,) = read("数说永定河", "流经五市：大同、张家口、北京、廊坊、天津\n今年补水：四亿立方米\n沿线湿地：十七处")
    assert (found.kind, found.title, len(found.text.split("\n"))) == (ArticleKind.ARTICLE, "数说永定河", 4)


def test_the_sections_name_above_the_date_is_the_pages_even_where_the_date_is_misread() -> None:
    found = read(HEAD, "开发区添新军", "本报讯（记者 夏初）" + LONG)
    assert titles(found) == ["开发区添新军"]
    assert date_articles(found, HEAD)[1].published == "2006-09-14"


def test_a_headline_below_its_text_brings_its_kicker_and_subtitle() -> None:
    first, second = read("本报讯（记者 夏初）" + LONG, "新区巡礼", "填海造地", "——东疆一日", "架梁到杨村", "本报讯（记者 秋白）" + OTHER)
    assert (first.title.split()[-1], first.subtitle, second.title) == ("填海造地", "——东疆一日", "架梁到杨村")
    assert (first.bylines, second.bylines) == (("夏初",), ("秋白",))


def test_a_caption_of_two_lines_is_one_caption() -> None:
    found = read(
        "古村初雪", "本报讯（记者 夏初）" + LONG, "爨底下的石墙上落了一层薄雪。昨天，\n斋堂镇来了今冬头一批写生的学生。\n本报记者 冬青 摄"
    )
    (caption,) = [a for a in found if a.kind is ArticleKind.CAPTION]
    assert (len(caption.text.split("\n")), caption.bylines) == (3, ("冬青",))


def test_questions_of_an_interview_open_no_articles() -> None:
    questions = ("问：为什么来保定？", "答：" + LONG, "问：最难的是什么？", "答：" + OTHER)
    (found,) = read("“孩子不用跑了”\n对话人：儿科医生何静\n本报记者 夏初", *questions)
    assert (found.title, found.bylines, len(found.passages)) == ("“孩子不用跑了”", ("夏初",), 7)


def test_the_first_half_of_a_broken_paragraph_is_no_subtitle() -> None:
    (found,) = read("●天津机场通航点增至108个", "进入冬春航季，天津滨海国", "际机场新开两条航线。" + LONG)
    assert found.title == "●天津机场通航点增至108个"
    assert "天津滨海国际机场" in found.text
