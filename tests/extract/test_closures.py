"""Roads closed from one exit, toll station or bridge to another, as reports of fog and snow say it."""

from __future__ import annotations

import pytest

from extract.model import SourceText
from geo.atlas import Page, Reader


def read(reader: Reader, text: str) -> Page:
    return reader.read_page(SourceText("page.txt", f"本报讯(记者 李杨)受大雾影响，{text}\n", "utf-8", ""))


def surfaces(reader: Reader, text: str) -> list[str]:
    return [m.surface for m in read(reader, text).mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("河北：G2京沪高速沧州开发区站至青县站封闭。", ["河北", "G2京沪高速", "沧州开发区站", "青县站"]),
        (
            "河北：S3廊沧高速大城站至臧屯站，G22青兰高速林峰站至漳河店站。",
            ["S3廊沧高速", "大城站", "臧屯站", "G22青兰高速", "林峰站", "漳河店站"],
        ),
        ("北京的京哈高速白鹿至市界双向封闭。", ["京哈高速", "白鹿"]),
        ("北京的东六环六元桥至太和桥双向封闭。", ["东六环", "六元桥", "太和桥"]),
        ("北京的京秦高速港北检查站至市界双向封闭。", ["京秦高速", "港北检查站"]),
    ],
)
def test_a_closed_stretch_is_its_road_and_its_two_ends(reader: Reader, text: str, names: list[str]) -> None:
    assert surfaces(reader, text)[-len(names) :] == names


def test_a_station_between_which_a_road_is_closed_is_none_of_a_railway(reader: Reader) -> None:
    (station,) = [r for r in read(reader, "河北：G2京沪高速沧州开发区站至青县站封闭。").resolutions if r.mention.surface == "青县站"]
    assert station.place is not None and station.place.kind == "interchange"
    (stop,) = [r for r in read(reader, "列车从沧州开到青县站。").resolutions if r.mention.surface == "青县站"]
    assert stop.place is not None and stop.place.kind == "rail_station"


def test_what_is_closed_from_then_to_then_is_no_stretch(reader: Reader) -> None:
    assert surfaces(reader, "北京的京哈高速今天上午至下午，车不多。") == ["北京", "京哈高速"]
