"""A page to its articles, with themes and dates; one in traditional characters is read in simplified ones and handed on as printed."""

from __future__ import annotations

from dataclasses import replace

from extract.articles import divide_page
from extract.dates import date_articles
from extract.model import Article, Passage, SourceText
from extract.themes import add_themes, load_vocabulary
from extract.variants import simplify


def read_articles(source: SourceText) -> tuple[Article, ...]:
    """The articles, captions and mastheads of a page, in the order in which they begin on it.

    Parameters
    ----------
    source : SourceText

    Returns
    -------
    tuple of Article
        Their texts are the page's own characters.
    """
    plain = replace(source, text=simplify(source.text))
    articles = date_articles(add_themes(divide_page(plain), load_vocabulary()), plain.text)
    if plain.text == source.text:
        return articles
    return tuple(_as_printed(article, plain.text, source.text) for article in articles)


def _as_printed(article: Article, plain: str, printed: str) -> Article:
    """An article of the page that was divided with the characters of the page as stored, which is as long."""
    forms = {x: y for a, b in article.ranges for x, y in zip(plain[a:b], printed[a:b], strict=True)}

    def restore(text: str) -> str:
        at = plain.find(text)
        return printed[at : at + len(text)] if at >= 0 else "".join(forms.get(c, c) for c in text)

    passages = tuple(Passage(p.role, p.ranges, "".join(printed[a:b] for a, b in p.ranges), p.themes) for p in article.passages)
    return replace(
        article,
        title=restore(article.title),
        kicker=restore(article.kicker),
        subtitle=restore(article.subtitle),
        bylines=tuple(restore(name) for name in article.bylines),
        published_basis=restore(article.published_basis),
        passages=passages,
    )
