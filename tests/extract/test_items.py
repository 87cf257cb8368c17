"""Short news and items: paragraphs of a column that each are an article, told by their marks, labels and places."""

from __future__ import annotations

from extract.model import ArticleKind
from tests.extract.handmade import LONG, OTHER, read, titles


def test_each_item_among_short_news_is_an_article_and_their_label_none() -> None:
    found = read("短波", "香河家具节周五开门", LONG, "北戴河新添两趟公交", OTHER)
    assert titles(found) == ["香河家具节周五开门", "北戴河新添两趟公交"]
    assert titles(found, ArticleKind.MASTHEAD) == ["短波"]


def test_headings_with_the_same_mark_are_items_of_their_own() -> None:
    found = read("●大城县红木市集开张", LONG, "●固安添一座污水处理厂", OTHER)
    assert titles(found) == ["大城县红木市集开张", "固安添一座污水处理厂"]


def test_headlines_in_brackets_before_their_texts_are_items_of_their_own() -> None:
    found = read("简明新闻", "【延庆栈道贯通】 " + LONG, "【霍营再添小学】 " + OTHER)
    assert titles(found) == ["延庆栈道贯通", "霍营再添小学"]
    assert [a.text.split("\n")[-1] for a in found[-2:]] == [LONG, OTHER]


def test_items_behind_bars_and_stars_are_text_and_open_an_article() -> None:
    bars = "\n".join(f"▍{what}{n}家，其中一半在园区" for n, what in enumerate(("迁来企业", "新办学校", "改造食堂"), 2))
    stars = "☆古镇：门票减半。\n☆码头：夜里停开，白天照常开到下个月底\n☆湖心岛：封岛养鸟。"
    found = read("早市开张", "本报讯 " + LONG, "数说这一年", bars, "周末去哪儿", stars)
    assert titles(found) == ["早市开张", "数说这一年", "周末去哪儿"]
    assert found[2].text.count("☆") == 3


def test_a_programmes_numbered_items_are_articles() -> None:
    found = read("片号01《新桥今天合龙》　2分40秒", LONG, "片号02《一船白菜进城》　1分整", OTHER)
    assert titles(found) == ["新桥今天合龙", "一船白菜进城"]


def test_paragraphs_that_open_with_a_places_name_are_items_and_the_text_around_them_goes_on() -> None:
    items = ("【滹沱河】 " + LONG, "【潮河】 " + OTHER, "【大清河】 两岸新栽的柳树已经成活，沿河的步道年底铺到县界。")
    found = read(
        "## 老窑厂的新窑火", "■ 本报记者　夏初", LONG[:-1].replace("上半年", "前两年") + "，窑火", "## 河边消息", *items, "灭了又点着。"
    )
    assert titles(found) == ["老窑厂的新窑火", "滹沱河", "潮河", "大清河"]
    assert found[0].text.endswith("窑火灭了又点着。") and titles(found, ArticleKind.MASTHEAD) == ["河边消息"]


def test_labels_that_name_no_places_divide_no_text() -> None:
    found = read(
        "## 早市开张", "■ 本报记者　夏初", "【背景】 " + LONG, "【进展】 " + OTHER, "【难点】 摊位不够，想进来的菜农还有一半在等号。"
    )
    assert titles(found) == ["早市开张"]


def test_short_news_behind_its_label_is_an_article() -> None:
    found = read("## 早市开张", "本报讯（记者 夏初）" + LONG, "简讯 " + OTHER)
    assert titles(found) == ["早市开张", "简讯"]


def test_a_report_below_an_item_is_none_of_it() -> None:
    found = read("【延庆栈道贯通】 " + LONG, "【霍营再添小学】 " + OTHER, "本报讯（记者 秋白）新桥昨天合龙，两岸居民少绕十里路。")
    assert [a.text.count("新桥") for a in found] == [0, 0, 1]
