"""Places called by one character: in lists, counted, or with 间 behind them."""

from __future__ import annotations

import pytest

from extract.letters import find_letters
from geo.atlas import Reader
from tests.extract.test_names_in_use import read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("晋、冀、京三省市一起调水。", {"晋": ["province-shanxisheng"], "冀": ["130000"], "京": ["110000"]}),
        ("湖边常有冀、鲁、豫三省的游客。", {"冀": ["130000"], "鲁": ["province-shandongsheng"], "豫": ["province-henansheng"]}),
        ("秦、唐、沧三市的港口错位发展。", {"秦": ["130300"], "唐": ["130200"], "沧": ["130900"]}),
        ("县城在京、津、保三角地带。", {"京": ["110000"], "津": ["120000"], "保": ["130600"]}),
        ("届时京唐间只要半小时。", {"京唐": ["110000", "130200"]}),
        ("京张之间的列车多了。", {"京张": ["110000", "130700"]}),
        ("京、津两地的专家来了。", {"京": ["110000"], "津": ["120000"]}),
        ("驻涿部队前来救援。", {"涿": ["130681"]}),
    ],
)
def test_places_called_by_one_character_are_found_each_or_together(reader: Reader, text: str, places: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for r in read(reader, text).resolutions:
        found.setdefault(r.mention.surface, []).append(r.place.id if r.place else "")
    assert found == places


@pytest.mark.parametrize(
    "text",
    [
        "唐、宋两代的碑刻。",
        "石、木、砖三种材料。",
        "保、证据都要查清。",
        "衡、量各有标准。",
        "他姓张、承办三件事。",
        "雄、雌两只白鹳。",
        "秦、汉之间的长城。",
    ],
)
def test_characters_that_mean_something_else_are_no_places(text: str) -> None:
    assert list(find_letters(text)) == []


def test_the_region_stays_one_place_where_it_is_counted(reader: Reader) -> None:
    (resolution,) = read(reader, "京津冀三地签了约。").resolutions
    assert resolution.place is not None and resolution.place.name == "京津冀"
