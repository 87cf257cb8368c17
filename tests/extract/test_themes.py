"""What passages speak of, by their terms and by their article's."""

from __future__ import annotations

from extract.articles import divide_page
from extract.model import Article, PassageRole, SourceText, Theme
from extract.themes import add_themes, load_vocabulary

FAIR = """古城庙会周末开场

本报讯（记者 夏初）庙会请来四十位非遗传人，糖画、剪纸、皮影摆满老街，博物馆免费开放，文创摊位前排起长队。

外地游客坐高铁来，一进城就能看见灯笼。民宿已经订满，夜游项目加到九点。"""

LINE = """新线铺轨过半

本报讯（记者 秋白）这条城际铁路的铺轨已经过半，沿线车站的站房全部封顶，年底试运行。

外地游客坐高铁来，一进城就能看见灯笼。"""


def read(text: str) -> Article:
    (article,) = add_themes(divide_page(SourceText("page.txt", text, "utf-8", "")), load_vocabulary())
    return article


def last_themes(article: Article) -> tuple[Theme, ...]:
    return [p for p in article.passages if p.role is PassageRole.BODY][-1].themes


def test_a_train_is_in_passing_where_the_article_is_about_a_fair_and_a_theme_where_it_is_about_a_line() -> None:
    assert Theme.RAIL not in last_themes(read(FAIR))
    assert last_themes(read(FAIR))[0] is Theme.CULTURE
    assert last_themes(read(LINE))[0] is Theme.RAIL


def test_what_a_passage_itself_speaks_of_most_is_among_its_themes_whatever_its_article_is_about() -> None:
    clinic = FAIR + "\n\n庙会期间，县医院的急诊、儿科门诊和药房通宵值班，医生和护士住进了帐篷，患者免挂号费。"
    assert Theme.SERVICES in last_themes(read(clinic))


def test_a_passage_that_says_nothing_has_its_articles_theme() -> None:
    assert last_themes(read(FAIR + "\n\n他说，明年还要来。")) == (Theme.CULTURE,)
