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


# What is set in another width, or stands above another's text


def _column(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


WIND = (
    "　　五月的坝上，风从高原一路吹来，站在山岗上数百台白色风机缓缓转动，风来了钱就来了，运维员每天要爬到七十多米高的机舱里。",
    "　　把坝上的风送进京城的灯，靠的是一条直流电网，每年输送的绿电有一百四十亿千瓦时，相当于京城用电量的十分之一。",
)
SHIPS = "本报讯（记者 秋白）两座港口携手做远洋生意，一列列火车开进港区，翻车机三分钟就能卸完四节车厢，集装箱运量增长了一成。"
TOWN = (
    "　　新城里塔吊林立，绿意渐浓，首批单位的总部已经开工，工程师把家也搬了过来，周末骑车去公园转上一圈，孩子下楼就到学校。",
    "　　眼下骨干路网已经成形，早上在京城吃早点，上午就到新城开会，做咨询的人每周都要坐城际铁路往返两地，五十分钟就到。",
)


def test_a_column_of_another_width_is_the_text_of_the_headline_below_it() -> None:
    town, wind = ("\n\n".join(_column(p, width) for p in text) for text, width in ((TOWN, 21), (WIND, 15)))
    articles = read("新城里的生长力", "□记者 夏初", town, wind, "坝上的风点亮京城的灯", "□记者 冬青", _column(TOWN[1][2:] + LONG, 21))
    found = {a.title: a.text for a in articles}
    assert list(found) == ["新城里的生长力", "坝上的风点亮京城的灯"]
    assert WIND[1].strip() in found["坝上的风点亮京城的灯"] and WIND[0].strip() not in found["新城里的生长力"]


def test_a_column_of_another_width_that_no_headline_wants_stays_where_it_stands() -> None:
    (article,) = read("新城里的生长力", "□记者 夏初", *(_column(p, w) for text, w in ((TOWN, 21), (WIND, 15)) for p in text))
    assert all(p.strip() in article.text for p in WIND)


def test_below_a_wide_text_that_breaks_off_an_indented_column_is_another() -> None:
    wide = f"本报讯（记者 夏初）{LONG}{OTHER}为方便市民前往，公交部门开通了从北关、"
    articles = read(
        "三座殿堂同日启幕", wide, "\n".join(_column(p, 15) for p in WIND), "坝上的风点亮京城的灯", "本报记者 冬青", "新城里的生长力", OTHER
    )
    assert [a.title for a in articles if WIND[0].strip() in a.text] == ["坝上的风点亮京城的灯"]


def test_a_headline_below_the_byline_of_another_is_that_of_the_report_that_speaks_of_it() -> None:
    articles = read("新城里的生长力", "——首批总部见闻", "■ 记者 夏初", "两座港口携手", "远洋生意做得火", *TOWN, SHIPS)
    assert [(a.title, SHIPS in a.text) for a in articles] == [("新城里的生长力", False), ("两座港口携手 远洋生意做得火", True)]


def test_headlines_below_the_dash_of_another_go_together() -> None:
    articles = read("新城里的生长力", "——首批总部见闻", "两座港口携手做远洋生意", "前四月集装箱运量增长一成", "□记者 夏初", *TOWN, SHIPS)
    assert [a.text.split("\n")[-1] for a in articles] == [TOWN[1][2:], SHIPS]
    assert articles[1].text.startswith("两座港口携手做远洋生意\n前四月集装箱运量增长一成\n")


def test_all_headings_above_a_report_are_those_of_the_text_above_where_that_alone_speaks_of_the_last() -> None:
    texts = ["本报讯（记者 冬青）" + WIND[0][2:], SHIPS, "本报讯（记者 夏初）" + TOWN[0][2:]]
    wind, ships, town = ("坝上的风来了", "山岗上风机缓缓转动"), "两座港口携手", "新城里的生长力"
    articles = read(texts[0], *wind, texts[1], ships, town, texts[2])
    assert [a.text.split("\n")[-1] for a in articles] == texts
    assert titles(articles) == [" ".join(wind), ships, town]


def test_a_dateline_alone_below_a_headline_whose_text_stands_above_begins_that_text() -> None:
    heads = ("坝上的风来了", "山岗上风机缓缓转动")
    articles = read(WIND[0][2:], *heads, "本报讯（记者 冬青）", "新城里的生长力", "——首批总部见闻", "本报记者 夏初", *TOWN)
    assert [("本报讯（记者 冬青）" in a.text, a.text.endswith(WIND[0][2:])) for a in articles] == [(True, True), (False, False)]
