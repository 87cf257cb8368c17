"""Toneless pinyin of place names, with the readings that characters have in names of places only."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping

import daachorse

READINGS: Mapping[str, str] = {
    "蔚县": "yu xian",
    "蔚州": "yu zhou",
    "京蔚": "jing yu",
    "蠡县": "li xian",
    "蠡吾": "li wu",
    "乐亭": "lao ting",
    "大城": "dai cheng",
    "大城山": "da cheng shan",
    "大城子": "da cheng zi",
    "滹沱": "hu tuo",
    "泊头": "bo tou",
    "泊镇": "bo zhen",
    "瀑河": "bao he",
    "朝阳": "chao yang",
    "朝内": "chao nei",
    "什刹海": "shi cha hai",
    "大栅栏": "da shi lan",
    "十里堡": "shi li pu",
    "马家堡": "ma jia pu",
    "长治": "chang zhi",
    "漯河": "luo he",
    "繁峙": "fan shi",
    "长芦": "chang lu",
}
"""Syllables of names that are read otherwise in everyday words.

Notes
-----
《现代汉语词典》 (7th edition, 2016), entries 蔚 Yù, 蠡 Lǐ, 乐 Lào, 大 dài, 滹 Hū, 泊 bó, 瀑 Bào, 朝 cháo, 什 shí, 栅 shí, 堡 pù, 长 cháng,
漯 Luò and 峙 shì; 十里堡 and 马家堡 as on the signs of their metro stations, Shilipu and Majiapu.
"""

WORDS: Mapping[str, str] = {
    word: syllables
    for line in """
    藏族 zang zu, 西藏 xi zang, 青藏 qing zang, 雅鲁藏布江 ya lu zang bu jiang, 长子 zhang zi, 都柏林 du bo lin, 柏林 bo lin
    太行 tai hang, 银行 yin hang, 央行 yang hang, 音乐 yin yue, 乐器 yue qi, 乐府 yue fu, 南乐 nan yue, 马圈 ma juan, 牛圈 niu juan
    重庆 chong qing, 劲松 jing song, 喀什 ka shi, 塔什干 ta shi gan, 堡子 bu zi, 柴沟堡 chai gou bu, 调节 tiao jie, 空调 kong tiao
    还乡 huan xiang, 番禺 pan yu, 六安 lu an, 厦门 xia men, 波罗的海 bo luo di hai, 秘鲁 bi lu, 轧辊 zha gun, 会计 kuai ji
    朝阳 zhao yang, 朝霞 zhao xia, 朝晖 zhao hui, 蚌埠 beng bu, 率先 shuai xian, 模具 mu ju, 海参崴 hai shen wei, 瑜伽 yu jia, 般若 bo re
    东阿 dong e, 中牟 zhong mu, 分行 fen hang, 泊位 bo wei, 重光 chong guang, 重聚 chong ju, 脊椎 ji zhui, 锁钥 suo yue
    乐清 yue qing, 民乐 min yue, 吴堡 wu bu, 大埔 da bu, 尉犁 yu li, 枞阳 zong yang, 泌阳 bi yang, 牟平 mu ping, 犍为 qian wei
    茄子 qie zi, 铅山 yan shan, 黄陂 huang pi, 酋长 qiu zhang, 处长 chu zhang, 长 chang, 都 du, 佛 fo, 坻 di, 勒 le
    """.strip().splitlines()
    for word, _, syllables in (entry.strip().partition(" ") for entry in line.split(","))
}
"""Syllables of words, and of characters, that are read otherwise in names than pypinyin reads a character alone.

Notes
-----
Of pypinyin's dictionary of phrases, which takes 50 MB of memory, these are what the names of the gazetteer need.
"""

_RUN = re.compile(r"[a-z0-9]+|.")


def fold(text: str) -> str:
    """What two ways to write a name have in common: compatible forms made one, case, tone marks, spaces and punctuation dropped."""
    if text.isascii():
        plain = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", text).casefold()
        plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    if not plain.isalnum():
        plain = "".join(c for c in plain if c.isalnum())
    return text if plain == text else plain  # most names are their own key: one string, not two


class Speller:
    """Spells folded names in syllables, without tones and with ``u`` for ü.

    Parameters
    ----------
    readings : mapping of str to str
        Syllables of parts of names that are read otherwise in everyday words.

    Notes
    -----
    What is in none of the tables is read character by character, as pypinyin does without its phrases.
    """

    def __init__(self, readings: Mapping[str, str] = READINGS) -> None:
        os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
        from pypinyin import lazy_pinyin  # here because its dictionary takes a while to load, and most commands need no pinyin

        self._lookup: Callable[[str], list[str]] = lazy_pinyin
        self._local = {word: tuple(syllables.split()) for word, syllables in readings.items()}
        self._known = {word: tuple(syllables.split()) for word, syllables in WORDS.items()}
        words = list(dict.fromkeys([*readings, *WORDS]))
        self._cutter = daachorse.CharwiseDoubleArrayAhoCorasick(words, daachorse.MATCH_KIND_LEFTMOST_LONGEST)

    def spell(self, name: str) -> tuple[str, ...]:
        """Syllables of a folded name; a run of Latin letters and digits is one: ``10号线`` is ``10 hao xian``."""
        return self.spellings(name)[0]

    def spellings(self, name: str) -> tuple[tuple[str, ...], ...]:
        """What `spell` says and, where that is another, what those who don't know the local reading type."""
        words = self._cut(name)
        everyday = [s for word in words for s in self._spell_word(word)]
        if self._local.keys().isdisjoint(words):
            return (tuple(everyday),)
        local = tuple(s for word in words for s in self._local.get(word) or self._spell_word(word))
        return tuple(dict.fromkeys((local, tuple(everyday))))

    def _cut(self, name: str) -> list[str]:
        words: list[str] = []
        at = 0
        for start, end, _ in self._cutter.find(name):
            if at < start:
                words += _RUN.findall(name, at, start)
            words.append(name[start:end])
            at = end
        return words + _RUN.findall(name, at) if at < len(name) else words

    def _spell_word(self, word: str) -> tuple[str, ...]:
        if word.isascii():  # what visitors type, of which there is no end
            return (word.replace("v", "u"),)
        if word not in self._known:
            self._known[word] = tuple(s.replace("v", "u") for c in word for s in self._lookup(c))  # keyboards and pypinyin have v for ü
        return self._known[word]
