"""What may stand behind a name and belongs to it: a line's section, a campus' gate, a unit's school (永清|一中)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from extract.han import HAN
from extract.kinds import GATED, LINES, STATIONS
from extract.names import Guess, Hit, KnownName

SIDE_STATION = re.compile(r"[东西南北](?:客运|汽车|火车|高铁)?站(?![在点台岗立])")
"""What a city's station on one of its sides is called behind its name."""

_SECTION = re.compile(
    rf"(?![在至到从由的沿经全等入各多])(?:{HAN}{{2,3}}(?<![路河那这某哪])|[东西南北中])段|(?:(?![站在的两三个区]){HAN}){{2,6}}[至—-](?:(?![站在的两三个区]){HAN}){{2,6}}段|\({HAN}{{2,4}}段\)|(?<![河渠江])[一二三四五]期(?!工程|项目|建设)"
)
_WORKS = frozenset({"factory", "mine", "energy"})
_PARTED = frozenset({"hospital", "university", "school"})
_LINE_ENDS = ("高速", "高速公路", "铁路", "高铁", "城际", "线")


class Tail(NamedTuple):
    """A kind of tail.

    Attributes
    ----------
    pattern : re.Pattern
    fits : callable
        Which names it belongs to.
    makes : str
        The kind of place that name and tail name together; empty where it is the place that the name alone names.
    """

    pattern: re.Pattern[str]
    fits: Callable[[KnownName], bool]
    makes: str = ""


TAILS = (
    # 大运河|京冀段, 京津塘高速|天津段, 京德高速|一期
    Tail(_SECTION, lambda name: not LINES.isdisjoint(name.kind_set)),
    # 南开大学|东门
    Tail(re.compile(r"[东西南北]{1,2}[大小]?门"), lambda name: not GATED.isdisjoint(name.kind_set)),
    # 北京城市副中心站|综合交通枢纽
    Tail(re.compile(r"综合(?:客运|交通)?枢纽"), lambda name: not STATIONS.isdisjoint(name.kind_set)),
    # 香河县|城
    Tail(re.compile(r"城(?![东西南北以市区镇乡关里外墙边])"), lambda name: name.is_unit and name.surface.endswith("县")),
    # 布拉格|市
    Tail(
        re.compile(r"市(?![民场值井郊区面长委政县辖域])"),
        lambda name: name.kind_set == {"city"} and not name.surface.endswith("市"),
    ),
    # 遵化|汽车站, 东直门|长途站
    Tail(re.compile(r"(?:长途|汽车|公路)(?:长途|汽车|客运)?(?:中心|总|枢纽)?站(?![点台长])"), lambda name: name.is_unit, "facility"),
    # 廊坊|东站
    Tail(SIDE_STATION, lambda name: name.is_unit, "rail_station"),
    # 永清|一中
    Tail(re.compile(r"[一二三四五六七八九十]{1,2}[中小](?![时央心型学国华间医])"), lambda name: name.is_unit, "school"),
    # 宣武医院|雄安院区, 津南医院|(新址)
    Tail(
        re.compile(
            rf"(?:(?![有的在是和与及共设个]){HAN}){{2,4}}(?:院区|校区|分院|分校)|\((?![以下简又原]){HAN}{{1,4}}(?:院区|校区|院|区|址|馆|部)\)"
        ),
        lambda name: not _PARTED.isdisjoint(name.kind_set),
        "hospital",
    ),
    # 首钢京唐公司|厂区
    Tail(re.compile("厂区"), lambda name: name.kind_set <= _WORKS),
    # 同仁医院|南院
    Tail(re.compile(r"[东西南北新老](?:院区?|区)(?![域别])|本部|总院"), lambda name: name.kind_set == {"hospital"}, "hospital"),
)

_ANY = re.compile("|".join(f"(?:{tail.pattern.pattern})" for tail in TAILS))


def add_tails(hits: Iterable[Hit], text: str) -> Iterator[Hit | Guess]:
    """The names of a passage that a tail belongs to, each with it as one name."""
    for start, at, name in hits:
        for tail in TAILS if _ANY.match(text, at) else ():
            if (found := tail.pattern.match(text, at)) and tail.fits(name):
                end = found.end()
                yield Guess(start, end, tail.makes) if tail.makes else Hit(start, end, name.proved._replace(surface=text[start:end]))


def add_sections(guesses: Iterable[Guess], text: str) -> Iterator[Guess]:
    """The new lines that a section of is meant, each with it as one name: 秦唐高速|秦皇岛段."""
    for guess in guesses:
        if guess.kind in LINES and text.endswith(_LINE_ENDS, guess.start, guess.end) and (section := _SECTION.match(text, guess.end)):
            yield Guess(guess.start, section.end(), guess.kind)
