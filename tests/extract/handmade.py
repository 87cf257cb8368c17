"""Pages made of blocks, and texts to fill them with."""

from __future__ import annotations

from extract.articles import divide_page
from extract.model import Article, ArticleKind, SourceText

LONG = "园区管委会介绍，上半年共有四十二家企业从北京迁来，带动就业三千余人，厂房出租率达到九成以上。"
OTHER = "头班车早上六点发车，沿途停靠十一站，六十岁以上的老人凭卡免费，周末还会加开两趟。"


def read(*blocks: str) -> tuple[Article, ...]:
    """The articles of a page whose blocks stand below each other, an empty line between them."""
    return divide_page(SourceText("page.txt", "\n\n".join(blocks), "utf-8", ""))


def titles(articles: tuple[Article, ...], kind: ArticleKind = ArticleKind.ARTICLE) -> list[str]:
    """The titles of the articles of one kind, in the page's order."""
    return [a.title for a in articles if a.kind is kind]
