"""When an article was published, as far as its words tell, and which words told it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.model import Article, ArticleKind
from extract.variants import fold

_PAGE_DATE = re.compile(
    r"^[^，。,\n]{0,12}((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})[日曰]\s*(?:星期.|第?\s*[0-9A-Z]+\s*版|$)[^，。,\n]{0,16}$", re.M
)
HEAD_LINES = 8
"""Lines of a web page, empty ones aside, within which the date of its article stands."""

_WEB_DATE = re.compile(
    r"^[ \u3000]*(?:(?:发布)?(?:时间|日期)[:：] ?)?((?:19|20)\d\d)[—./年](\d{1,2})[—./月](\d{1,2})[日曰]?(?: +\d{1,2}:\d\d(?::\d\d)?)?"
    r"(?:[ \u3000|]+(?:来源|作者|编辑|责编|记者|浏览|阅读|字号|字体|分享)[^\n]{0,40})?[ \u3000]*$",
    re.M,
)
"""What a web page has under its headline: 2026-03-20 10:15 来源：天津日报."""

_WIRE = re.compile(r"(?:本报|新华社|中新社|中新网)[^\n，,。]{0,12}?(\d{1,2})月(\d{1,2})日(?:[电讯]|日电)")
_RECENT = re.compile(
    r"(?:北京时间|昨日|昨天|今天|今日|近日)[(（,，]?(\d{1,2})月(\d{1,2})日|(\d{1,2})月(\d{1,2})日(?:凌晨|[,，](?:记者|从))"
)
_OPENING_YEAR = re.compile(r"(20\d\d)年(?:是“[^”]{2,6}”(?:规划)?(?:的)?|是[^。]{0,30}?)(?:开局|收官)")
_YEAR = re.compile(r"(20\d\d)(?<![\d—\-~～—]20\d\d)年(?!(?:以来|起|前|底前|落户|成立|始建|建成投产后))")
_NOT_NOW = re.compile(r"(?:预计|计划|(?<!截)到|(?<!截)至|力争|规划|预期|将于|目标|自从?|始建于|成立于|诞生于|早在)[^，。；\n]{0,6}$")


def date_articles(articles: Sequence[Article], page_text: str) -> tuple[Article, ...]:
    """The articles of one page with `published` and what it was inferred from.

    A page is printed on one day, so what one article proves holds for its neighbours; the basis then names that article. A day and
    month that an article calls recent get the latest year that the page speaks of as present.

    Parameters
    ----------
    articles : sequence of Article
        All of one page.
    page_text : str
        The page, for a date printed on a line of its own.

    Returns
    -------
    tuple of Article
        `published` is ``YYYY-MM-DD``, ``YYYY`` or empty when nothing tells.
    """
    printed, stamp = _printed_date(fold(page_text))
    if printed and stamp:
        return tuple(
            replace(a, published=stamp, published_basis=f"版面日期「{page_text[slice(*printed.span())].strip()}」") for a in articles
        )
    read = [a for a in articles if a.kind is ArticleKind.ARTICLE]
    texts = [fold(a.text) for a in read]  # digits may be as wide as characters
    years = ((*_year_of(text), a) for a, text in zip(read, texts, strict=True))
    year, words, proof = max(years, key=lambda found: found[0], default=("", "", None))
    if proof is None or not year:
        return tuple(articles)
    day = next(((*found, a) for a, text in zip(read, texts, strict=True) if (found := _day_of(text, int(year)))), None)
    published, words, proof = day or (year, words, proof)
    return tuple(
        replace(a, published=published, published_basis=words if a is proof else f"同版《{proof.title}》{words}") for a in articles
    )


def _printed_date(text: str) -> tuple[re.Match[str] | None, str]:
    """The date on a line of its own: a newspaper page's, or a web page's near its top, where no other line has another."""
    if (printed := _PAGE_DATE.search(text)) and (stamp := _stamp(*map(int, printed.groups()))):
        return printed, stamp
    found = list(_WEB_DATE.finditer(text))
    stamps = {_stamp(*map(int, m.groups())) for m in found}
    above = text[: found[0].start()].split("\n") if found else []
    is_near_top = sum(map(bool, map(str.strip, above))) < HEAD_LINES
    return (found[0], stamps.pop()) if len(stamps) == 1 and is_near_top else (None, "")


def _stamp(year: int, month: int, day: int) -> str:
    """``YYYY-MM-DD``, empty for a day that there isn't."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day_of(text: str, year: int) -> tuple[str, str] | None:
    """``YYYY-MM-DD`` and the words, where an article gives its day, and the year has it."""
    for pattern in (_WIRE, _RECENT):
        match = pattern.search(text)
        if match:
            month, day = (int(g) for g in [g for g in match.groups() if g][:2])
            if stamp := _stamp(year, month, day):
                return stamp, f"「{match[0]}」"
    return None


def _year_of(text: str) -> tuple[str, str]:
    """The latest year that an article speaks of as past or present, and the words."""
    match = _OPENING_YEAR.search(text)
    if match:
        return match[1], f"「{match[0]}」"
    found = [m for m in _YEAR.finditer(text) if not _NOT_NOW.search(text[max(0, m.start() - 10) : m.start()])]
    newest = max(found, key=lambda m: (m[1], -m.start()), default=None)
    return (newest[1], f"「{newest[0]}」") if newest else ("", "")
