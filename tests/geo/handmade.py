"""Atlases written by hand: what a test speaks of doesn't depend on what the recogniser finds."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Article, ArticleKind, Mention, MentionKind, Passage, PassageRole, SourceText, Theme, Toponym
from geo.atlas import Atlas, Page
from geo.gazetteer import Gazetteer
from geo.model import Place
from geo.resolve import Resolution

Said = tuple[str, str | Place]
"""A name as it stands in a text, and the place it means: an id of the gazetteer, empty for none, or a place of the page's own."""


def make_article(number: int, text: str, published: str = "", themes: Sequence[Theme] = (), source: str = "page.txt") -> Article:
    passage = Passage(PassageRole.BODY, ((0, len(text)),), text, tuple(themes))
    return Article(
        id=f"{source.split('.')[0]}-{number}",
        source=source,
        kind=ArticleKind.ARTICLE,
        title=text[:8],
        kicker="",
        subtitle="",
        bylines=(),
        passages=(passage,),
        published=published,
        themes=tuple(themes),
    )


def make_page(gazetteer: Gazetteer, articles: Sequence[tuple[Article, Sequence[Said]]], hint: str = "", source: str = "page.txt") -> Page:
    mentions, resolutions = [], []
    for article, said in articles:
        at = 0
        for name, told in said:
            place = told if isinstance(told, Place) else gazetteer[told] if told else None
            at = article.text.index(name, at)
            refs = (place.id,) if place and place.id in gazetteer else ()
            mention = Mention(
                id=f"{article.id}@{at}-{at + len(name)}",
                source=source,
                article_id=article.id,
                start=at,
                end=at + len(name),
                surface=name,
                kind=MentionKind.LITERAL,
                toponyms=(Toponym(name, refs, "" if refs else hint),),
                passage=0,
                at=at,
                length=len(name),
                themes=article.themes,
            )
            at += len(name)
            mentions.append(mention)
            resolutions.append(
                Resolution(mention, mention.toponyms[0], place, 1.0 if place else 0.0, "唯一地名" if place else "地名表中无此名称")
            )
    text = "\n".join(a.text for a, _ in articles)
    return Page(SourceText(source, text, "utf-8", source), tuple(a for a, _ in articles), tuple(mentions), tuple(resolutions))


def make_atlas(gazetteer: Gazetteer, articles: Sequence[tuple[Article, Sequence[Said]]], hint: str = "") -> Atlas:
    return Atlas((make_page(gazetteer, articles, hint),), gazetteer)
