"""Chinese text to words: an own jieba tokenizer that knows the gazetteer's names, and what kind of word a word is."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache

import jieba

from extract.wordlists import load_words

jieba.setLogLevel(logging.WARNING)

Word = tuple[int, int, str]
"""Start, end and text of a word; offsets into the passage."""

CROSSING_WORD = 3
"""Characters of a word that begins at the end of one column and ends at the start of another from which it proves the two one text."""

_TRANSITIVE = load_words("verbs")  # jieba tags these common verbs as nouns too; in front of a name they always end it
_CLOSED_CLASSES = tuple("pcudryfemqtko")
_SHORT_VERBS = frozenset("坐乘骑游逛吃玩转换是有在到去来建设入进赴见看让使把被将给向往从由经过达获迎送办开展做用称叫成变涵含")
_NOUN_VERBS = frozenset(["vn", "an", "n"])


@cache
def load_tags() -> dict[str, str]:
    """jieba's part of speech of each word of its dictionary."""
    with jieba.get_dict_file() as file:
        return {word: tag for word, _, tag in (line.decode("utf-8").split(" ") for line in file.read().strip().splitlines())}


class Tokenizer:
    """A jieba tokenizer of its own, so that added names don't leak into other users of jieba.

    Parameters
    ----------
    names : iterable of str
        Words to know beside jieba's dictionary.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        frequencies = self._jieba.FREQ
        for name in names:
            if not frequencies.get(name):
                self._jieba.add_word(name)

    def cut(self, text: str) -> list[Word]:
        """The words of a text, gapless and in order; no guessing of words that no dictionary has."""
        return [(a, b, word) for word, a, b in self._jieba.tokenize(text, HMM=False)]

    def frequency(self, word: str) -> int:
        """How often the word stands in jieba's corpus."""
        return int(self._jieba.FREQ.get(word) or 0)


def is_function_word(word: str) -> bool:
    """True for words that cannot be part of a name: particles, prepositions, conjunctions, pronouns, numbers, time words."""
    tag = load_tags().get(word, "")
    return word in _TRANSITIVE or (tag.startswith(_CLOSED_CLASSES) and not tag.startswith(("en", "mq")))


def is_plain_verb(word: str) -> bool:
    """True for verbs that aren't used as nouns."""
    tag = load_tags().get(word, "")
    if len(word) == 1:
        return word in _SHORT_VERBS
    return word in _TRANSITIVE or (tag.startswith("v") and tag not in _NOUN_VERBS)


def is_proper(word: str) -> bool:
    """True for words that are names by themselves, or that no dictionary has."""
    tag = load_tags().get(word)
    return tag is None or tag.startswith(("nr", "ns", "nt", "nz", "j"))


def crossing_word(left: str, right: str) -> int:
    """Length of the longest dictionary word that begins in one text and ends in the next; 0 when there is none."""
    tags = load_tags()
    reach = [(i, j) for i in range(1, min(3, len(left)) + 1) for j in range(1, min(3, len(right)) + 1)]
    spans = [(i, j) for i, j in reach if left[-i:] + right[:j] in tags]
    return max((i + j for i, j in spans), default=0)


def tag_of(word: str) -> str:
    """jieba's part of speech of a word, empty for words that its dictionary lacks."""
    return load_tags().get(word, "")
