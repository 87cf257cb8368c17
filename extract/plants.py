"""Companies named as the site where something happens: 位于…的…有限公司, 走进…公司厂房."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.han import HAN
from extract.model import Range

_SITE_BEFORE = re.compile(
    r"(?:位于|坐落于|坐落在|地处)(?P<where>[^，,。；;：:]{2,24}?)的$|(?:走进|来到|参观)(?:了|位于)?$|(?:在|走进)(?:位于)?(?P<at>[^，,。；;：:]{2,20}?)的$"
)
_SITE_AFTER = re.compile(
    rf"^(?:[(（][^()（）]{{2,20}}[)）])?的?(?:\d+立方米的?)?{HAN}{{0,4}}"
    r"(?:厂房|车间|生产线|产线|生产基地|厂区|工厂|园区内|仓库|施工现场|高炉|料场|码头|[一二三四]期工程)"
)
_COMPANY = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9·]{{2,20}}(?:[(（]{HAN}{{2,6}}[)）])?[\u4e00-\u9fffA-Za-z0-9·]{{0,14}}?(?:有限(?:责任)?公司|集团公司)"
)
_COMPANY_END = re.compile(r"有限(?:责任)?公司|集团公司")
_LONGEST_NAME, _REACH = 44, 30
_BEFORE_NAME = ("位于", "走进", "的", "在", "和", "与", "是", "为", "对", "由")  # words that no company's name goes across


def _companies(text: str) -> Iterator[re.Match[str]]:
    """What ends as companies' names do, looked for from its end: a search from every character takes long."""
    at = 0
    for tail in _COMPANY_END.finditer(text):
        match = _COMPANY.search(text, max(at, tail.start() - _LONGEST_NAME), tail.end())
        if match:
            at = match.end()
            yield match


def is_site(text: str, start: int, end: int) -> bool:
    """True where the words around a company's name speak of its site, or of what stands there."""
    return bool(_SITE_BEFORE.search(text[max(0, start - _REACH) : start]) or _SITE_AFTER.match(text[end : end + _REACH]))


def find_plants(text: str) -> list[Range]:
    """Companies named as the site where something happens."""
    if "有限" not in text and "集团公司" not in text:
        return []
    found = []
    for match in _companies(text):
        start = match.start() + max((match[0].rfind(w) + len(w) for w in _BEFORE_NAME if w in match[0][:-6]), default=0)
        if is_site(text, start, match.end()):
            found.append((start, match.end()))
    return found
