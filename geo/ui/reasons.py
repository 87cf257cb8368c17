"""Why a place was chosen, in the visitor's language. The resolver gives its reasons in Chinese, made of the phrases below."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.amendments import BY_HAND
from geo.ui.words import Language

PHRASES: Mapping[str, str] = {
    "地名表中无此名称，文中也未说明所在区划": "not in the gazetteer, and the text doesn't say where it lies",
    "地名表中无此名称，": "not in the gazetteer; ",
    "唯一地名": "the only place of this name",
    "个同名地点中": " places bear the name: ",
    "名称中含上级地名": "the name says where it lies",
    "前文紧接上级地名": "its unit stands right before it",
    "与并列地名同类": "of the kind of those it is listed with",
    "与并列地名同属一地": "in the same unit as those it is listed with",
    "与同段地点同在一区县": "in the district of a place of the paragraph",
    "文中所述机构的": "of the institution that the article names: ",
    "文中全称为": "the article has it in full: ",
    "上级地名同段": "its unit is named in the paragraph",
    "上级地名同篇": "its unit is named in the article",
    "邻近文中其他地点": "near other places of the article",
    "中心词相符": "the head noun fits",
    "同篇同义": "as elsewhere in the article",
    "同篇全称": "the article has its full name",
    "最常用者": "the best known",
    "本地": "of the page's own province",
    "同句上文所述地点": "the place named before in the sentence",
    "同段上文所述地点": "the place named before in the paragraph",
    "同段下文所述地点": "the place named next in the paragraph",
    "邻段所述地点": "a place of the next paragraph",
    "全文主要所述区划": "the unit the article is mainly about",
    "地名表中的": "the gazetteer's ",
    "不在文中所说的": " doesn't lie in what the text says: ",
    f"{BY_HAND}：": "corrected by hand: ",
    "点位；": "its point; ",
    "图上定点": "a point on the map",
    "所指地点": "the place that is meant",
    "（原为无地点）": " (before: none)",
    "（原为": " (before: ",
    "）": ")",
    "：": ": ",
    "、": ", ",
}
"""What the resolver and corrections by hand say, and that in English."""

_PHRASE = re.compile("|".join(map(re.escape, sorted(PHRASES, key=len, reverse=True))))


def say_reason(reason: str, language: Language) -> str:
    """A reason of a resolution in a language; names of places stay as they are."""
    return reason if language is Language.ZH else _PHRASE.sub(lambda m: PHRASES[m[0]], reason)
