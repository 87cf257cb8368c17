"""Chinese text to words, cut only where somebody asks, and what kind of word a word is.

The dictionary and the way of cutting are jieba's, through its implementation in Rust (rjieba), which cuts the same words ten times as fast.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import rjieba

from extract.han import is_han
from extract.wordlists import load_words

Word = tuple[int, int, str]
"""Start, end and text of a word; offsets into the passage."""

CROSSING_WORD = 3
"""Characters of a word that begins at the end of one column and ends at the start of another from which it proves the two one text."""

CROSSING_WORD_AT_HOME = 2
"""The same for a column that something else proves too: its article, or that it begins in mid-sentence."""

AROUND = frozenset(
    """主城区 城区 市区 城内 城外 境内 东侧 西侧 南侧 北侧 城东 城西 城南 城北 东郊 西郊 南郊 北郊 近郊
    远郊 东部 西部 南部 北部 中部 一带 周边 附近 地区 沿线 方向 内
    干流 支流 全线 上游 中游 下游 水系 两岸 沿岸""".split()
)
"""Words for what is in or around a place, which end its name."""

AREA = "地区"
"""What a region's name may end in, and what follows any place's."""

INDEFINITE = re.compile(
    "一些|这些|那些|许多|不少|部分|多数|所有|各大|众多|(?:[0-9]+[余多]?|[一二两三四五六七八九十几多])[家个座所条处片批县市]"
)
"""What no name has inside, since it speaks of several or any, or counts them."""

NUMERALS = frozenset("一二两三四五六七八九十几")

_STRETCH = re.compile(r"[\u4e00-\u9fd5A-Za-z0-9—·()+#&._%-]+")
"""What a name may stand in: characters that jieba cuts together, and the marks that names hold. No word goes beyond."""

_TRANSITIVE = load_words("verbs")  # jieba tags these common verbs as nouns too; in front of a name they always end it
_CLOSED_CLASSES = tuple("pcudryfemqtko")
_SHORT_VERBS = frozenset(
    "出栽挖找寻选买租离辖借应赶回随坐乘骑游逛泡吃玩转换是有在到去来建设入进赴见看让使把被将给向往从由经过达获迎送办开展做用称叫成变涵含属住起接抵邻临近濒像靠依距跨爬沿驻"
)
_NOUN_VERBS = frozenset(["vn", "an", "n"])
_LONG_NAME = 3
"""Characters from which a name that needs no context is sure whatever words it cuts."""

_REMEMBERED = 1 << 16
_REACH = 6
"""Characters on either side of a break that are cut together to see whether a word was broken."""


def cut(text: str, begin: int = 0) -> list[Word]:
    """The words of a text, gapless and in order, by where they stand in a passage that has it at ``begin``; no guessing of words."""
    return [(begin + a, begin + b, word) for word, a, b in rjieba.tokenize(text, "default", False)]


class Words:
    """The words of a passage, cut stretch by stretch when they are asked for.

    Parameters
    ----------
    text : str
        The folded passage.
    names : mapping of int to list of int, optional
        Ends of names by where they begin, the longest first. A long one is a word whatever it cuts, a short one where words begin and
        end with it.
    """

    __slots__ = ("_cut", "_long", "_names", "_starts", "text")

    def __init__(self, text: str, names: Mapping[int, Sequence[int]] | None = None) -> None:
        self.text = text
        self._names = names or {}
        self._long = sorted((start, ends[0]) for start, ends in self._names.items() if ends[0] - start >= _LONG_NAME)
        self._starts = [m.start() for m in _STRETCH.finditer(text)]
        self._cut: dict[int, list[Word]] = {}

    def around(self, at: int) -> Sequence[Word]:
        """The words of the stretch that a character stands in, none where it stands in none."""
        n = bisect_right(self._starts, at) - 1
        if n < 0:
            return ()
        start = self._starts[n]
        words = self._cut.get(start)
        if words is None:
            words = self._cut[start] = self._joined(start, _STRETCH.match(self.text, start).end())  # type: ignore[union-attr]
        return words if words[-1][1] > at else ()

    def _joined(self, start: int, end: int) -> list[Word]:
        """The words of a stretch: long names as they stand, and what is between them."""
        words: list[Word] = []
        at = start
        first = bisect_left(self._long, (start, start))
        for begin, stop in self._long[first : bisect_left(self._long, (end, end))]:
            if begin >= at and stop <= end:
                words += [*self._cut_between(at, begin), (begin, stop, self.text[begin:stop])]
                at = stop
        return words + self._cut_between(at, end)

    def _cut_between(self, start: int, end: int) -> list[Word]:
        """The words that jieba cuts a part of a stretch into, those of a name made one."""
        if start == end:
            return []
        words = cut(self.text[start:end], start)
        names = self._names
        openings = [i for i, word in enumerate(words) if word[0] in names]
        if not openings:
            return words
        ends = {word[1]: i for i, word in enumerate(words)}
        joined: list[Word] = []
        at = 0
        for i in openings:
            last = next((ends[e] for e in names[words[i][0]] if e in ends), i)
            if i >= at and last > i:
                begin, stop = words[i][0], words[last][1]
                joined += [*words[at:i], (begin, stop, self.text[begin:stop])]
                at = last + 1
        return joined + words[at:]


def is_word(word: str) -> bool:
    """True for a word that jieba's dictionary has."""
    return bool(rjieba.has_word(word))


@lru_cache(_REMEMBERED)
def frequency(word: str) -> int:
    """How often a word stands in jieba's corpus; 0 for one that its dictionary lacks."""
    if not is_word(word):
        return 0
    dictionary, entry = _dictionary(), f"\n{word} ".encode()
    line = _line_of(word.encode())
    if not dictionary.startswith(entry, line):  # some Latin words aren't in their order
        line = dictionary.find(entry)
    return int(dictionary[line : line + 80].split(b" ", 2)[1]) if line >= 0 else 0


def _line_of(word: bytes) -> int:
    """Where the line feed before a word's line stands in the dictionary, which is sorted: halved until one line is left."""
    dictionary = _dictionary()
    low, high = 0, len(dictionary) - 1
    while low < high:
        line = dictionary.rfind(b"\n", 0, (low + high) // 2 + 1)
        if dictionary[line + 1 : dictionary.find(b" ", line)] < word:
            following = dictionary.find(b"\n", line + 1)
            low = following if following > 0 else high
        else:
            high = line
    return low


@cache
def _dictionary() -> bytes:
    package = find_spec("jieba")  # its dictionary is enough: to import it takes a third of a second
    assert package is not None and package.origin is not None
    return b"\n" + Path(package.origin).with_name("dict.txt").read_bytes()


@lru_cache(_REMEMBERED)
def is_function_word(word: str) -> bool:
    """True for words that cannot be part of a name: particles, prepositions, conjunctions, pronouns, numbers, time words."""
    tag = tag_of(word)
    return word in _TRANSITIVE or (tag.startswith(_CLOSED_CLASSES) and not tag.startswith(("en", "mq")))


@lru_cache(_REMEMBERED)
def is_plain_verb(word: str) -> bool:
    """True for verbs that aren't used as nouns."""
    tag = tag_of(word)
    if len(word) == 1:
        return word in _SHORT_VERBS
    return word in _TRANSITIVE or (tag.startswith("v") and tag not in _NOUN_VERBS)


@lru_cache(_REMEMBERED)
def is_proper(word: str) -> bool:
    """True for words that are names by themselves, or that no dictionary has."""
    tag = tag_of(word)
    return not tag or tag.startswith(("nr", "ns", "nt", "nz", "j"))


def crossing_word(left: str, right: str) -> int:
    """Length of the longest dictionary word that begins in one text and ends in the next; 0 when there is none."""
    reach = [(i, j) for i in range(1, min(3, len(left)) + 1) for j in range(1, min(3, len(right)) + 1)]
    return max((i + j for i, j in reach if tag_of(left[-i:] + right[:j])), default=0)


def runs_on(left: str, right: str) -> bool:
    """True when a text ends in the first half of a word whose second half another begins with, and that half is no word there."""
    near = left[-_REACH:]
    is_cut = any(a < len(near) < b for _, a, b in rjieba.tokenize(near + right[:_REACH], "default", False))
    return is_cut and len(opening_word(right)) == 1


def opening_word(text: str) -> str:
    """The first word of a text; empty where it begins with a function word, a mark or a number."""
    word = next((str(w) for w, *_ in rjieba.tokenize(text[:_REACH], "default", False)), "")
    return word if is_han(word[:1]) and not is_function_word(word) else ""


@lru_cache(_REMEMBERED)
def tag_of(word: str) -> str:
    """jieba's part of speech of a word, empty for words that its dictionary lacks."""
    return str(rjieba.tag(word, False)[0][1]) if is_word(word) else ""
