"""Names that an article introduces for a place itself: 天津经济技术开发区，又称泰达; 北京经济技术开发区(以下简称“北京经开区”)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extract.generics import load_generics
from extract.names import Hit, KnownName, NameIndex
from extract.unlisted import load_heads
from extract.words import is_proper

_INTRODUCED = re.compile(
    r"[,，(]?(?:以下)?(?:(?:又|亦|也|俗|旧|古|简|别|史|通)称|(?:又|旧|原|别|曾用)名)(?:为|叫|作)?[:：]?[“‘]?"
    r"(?P<alias>[\u3400-\u9fff]{2,6})[”’]?(?=[，,。；;、)])"
)
_INTRODUCED_BEFORE = re.compile(r"(?:人|又|俗|素|被|并)称(?:为|作)?[“‘](?P<alias>[\u3400-\u9fff]{2,6})[”’]的$")
_LONGEST_BEFORE = 14


def find_aliases(text: str, hits: Iterable[Hit], index: NameIndex) -> Mapping[str, KnownName]:
    """What a text calls its sure names besides, each with the name it stands for.

    Parameters
    ----------
    text : str
        Folded.
    hits : iterable of Hit
        The names found in it.
    index : NameIndex
        A word that is a sure name already, and one that any place of a kind is called (开发区), is no alias.

    Returns
    -------
    mapping of str to KnownName
        By the alias, which is the name's surface.
    """
    if "称" not in text and "名" not in text:
        return {}
    found: dict[str, KnownName] = {}
    for start, end, name in hits:
        if name.needs_context:
            continue
        match = _INTRODUCED.match(text, end) or _INTRODUCED_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
        if match is None or _is_common(alias := match["alias"]):
            continue
        known = index.get(alias)
        if known is None or known.needs_context:
            found[alias] = name._replace(surface=alias)
    return found


def _is_common(word: str) -> bool:
    """True for what any place of a kind is called, and for words that are no names."""
    return word in load_heads() or any(word == generic for generic, _, _ in load_generics()) or not is_proper(word)


def find_borne_by(text: str, aliases: Mapping[str, KnownName]) -> list[Hit]:
    """Where the aliases stand in a text."""
    return [Hit(m.start(), m.end(), name) for alias, name in aliases.items() for m in re.finditer(alias, text)]
