"""Chinese text to words: an own jieba tokenizer that knows the gazetteer's names, and what kind of word a word is."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache

import jieba

jieba.setLogLevel(logging.WARNING)

Word = tuple[int, int, str]
"""Start, end and text of a word; offsets into the passage."""

# jieba tags these common verbs as nouns too; in front of a name they always end it
_TRANSITIVE = frozenset(
    """建设 打造 推进 推动 推广 建成 建立 构建 加快 加强 深化 支持 服务 发展 实施 开展 举办 启动 启用 投用 落户 落地 入驻 引进 引入
    承接 疏解 布局 形成 实现 成为 走进 位于 坐落 来到 前往 抵达 直达 到达 连接 串联 贯通 经过 途经 穿越 毗邻 紧邻 依托 围绕 聚焦 联合
    联动 对接 签约 签署 共建 共同 携手 参观 考察 调研 走访 视察 改造 扩建 新建 续建 规划 设立 成立 挂牌 揭牌 打通 开通 开行 运营 通车
    投资 拥有 汇聚 集聚 吸引 培育 建有 包括 涵盖 涉及 以及 联系 组织 参与 参加 完成 推出 创建 迁至 迁入 搬迁 迁移 选择 获批 获评
    入选 成功 全面 积极 持续 不断 率先 正式 主动 重点 目前 近日 日前 昨日 昨天 今年 去年 如今 其中 同时 此外 例如 比如 所在 作为
    研究 利用 管理 保护 治理 修复 整治 监测 巡查 检查 发布 印发 出台 制定 申报 评为 命名 加大 加速 扩大 提升 增强 优化 完善 健全""".split()
)
_CLOSED_CLASSES = tuple("pcudryfemqtko")
_NOUN_VERBS = frozenset("vn an n".split())


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

    def is_word(self, word: str) -> bool:
        """True when the dictionary has the word."""
        return bool(self._jieba.FREQ.get(word))


def is_function_word(word: str) -> bool:
    """True for words that cannot be part of a name: particles, prepositions, conjunctions, pronouns, numbers, time words."""
    tag = load_tags().get(word, "")
    return word in _TRANSITIVE or (tag.startswith(_CLOSED_CLASSES) and not tag.startswith(("en", "mq")))


def is_plain_verb(word: str) -> bool:
    """True for verbs that aren't used as nouns."""
    tag = load_tags().get(word, "")
    return word in _TRANSITIVE or (tag.startswith("v") and tag not in _NOUN_VERBS)


def is_proper(word: str) -> bool:
    """True for words that are names by themselves, or that no dictionary has."""
    tag = load_tags().get(word)
    return tag is None or tag.startswith(("nr", "ns", "nt", "nz", "j"))
