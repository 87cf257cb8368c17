"""Bylines, dates and files as they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.articles import divide_page
from extract.bylines import closing_names, is_byline, is_dateline, is_photo_credit, names_of_line, opening_names
from extract.dates import date_articles
from extract.model import SourceText
from extract.reading import MAX_BYTES, UnreadableText, decode_text, read_text


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("■ 记者 胡萌伟 马晓冬", ("胡萌伟", "马晓冬")),
        ("记者 王音", ("王音",)),
        ("■ 本报记者 孙宏阳 赵平山", ("孙宏阳", "赵平山")),
        ("通讯员 王晓 兰立邦 曹倩 赵", ("王晓", "兰立邦", "曹倩")),
        ("（王天淇 通讯员 石怀柔）", ("王天淇", "石怀柔")),
        ("河北日报记者 袁伟华", ("袁伟华",)),
        ("本报记者 张㛃 王𠅤", ("张㛃", "王𠅤")),  # rare characters, which people and villages have in their names
        ("(千龙网)", ("千龙网",)),
    ],
)
def test_a_line_of_names_is_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert is_byline(line)
    assert names_of_line(line) == names


@pytest.mark.parametrize(
    "line", ["记者从会上获悉，今年我市住建工作将坚持人民城市理念", "在武清区，高铁带来的双城故事", "重点项目开复工提速"]
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报讯(记者 张雯倩)机械轰鸣", ("张雯倩",)),
        ("本报讯 任德辉 迈入“十五五”,北京", ("任德辉",)),
        ("本报讯 米彦泽 张思源 京津冀安全应急装备集群是", ("米彦泽", "张思源")),
        ("本报讯 近日,河北省人民政府", ()),
    ],
)
def test_reporters_named_where_a_paragraph_opens(text: str, names: tuple[str, ...]) -> None:
    assert is_dateline(text)
    assert opening_names(text) == names


def test_a_reporter_who_learns_something_opens_no_article() -> None:
    assert not is_dateline("记者了解到，中国海油围绕渤海油田油气储量资源情况，制定了目标任务。")


def test_a_source_named_where_a_paragraph_closes() -> None:
    assert closing_names("京津冀协同创新“总引擎”。 (千龙网)") == ("千龙网",)


@pytest.mark.parametrize(
    ("line", "is_credit"), [("记者 周伟 摄", True), ("陈中红(右)工作照。受访者供图", True), ("他拍摄了武清站。", False)]
)
def test_photo_credits(line: str, is_credit: bool) -> None:
    assert is_photo_credit(line) is is_credit


def dates(text: str) -> list[tuple[str, str]]:
    source = SourceText("page.txt", text, "utf-8", "")
    return [(a.published, a.published_basis) for a in date_articles(divide_page(source), text)]


def test_a_day_told_in_one_article_dates_the_page() -> None:
    found = dates(
        "## 研究成果登上《自然》\n\n本报讯(记者 姜凝)北京时间2月26日凌晨发表。\n\n## 住建会议\n\n本报讯(记者 胡萌伟)昨天,2026年全市住建工作会议召开。\n"
    )
    assert found == [("2026-02-26", "「北京时间2月26日」"), ("2026-02-26", "同版《研究成果登上《自然》》「北京时间2月26日」")]


def test_a_year_to_come_or_long_past_dates_nothing() -> None:
    assert dates("本报讯(记者 李杨)该企业自2003年落户以来发展迅速，预计2027年底全部竣工。\n") == [("", "")]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2025年13月45日 星期三\n\n武清站扩建\n\n天津市武清区的车站扩建。", ""),
        ("1999年12月20日 星期一\n\n武清站扩建\n\n天津市武清县的车站扩建，2010年建成。", "1999-12-20"),
        ("武清站扩建\n\n新华社天津2月30日电 车站在2025年扩建了。", "2025"),
        ("２０２５年２月３日 星期一\n\n武清站扩建\n\n天津市武清区的车站扩建。", "2025-02-03"),
        ("武清站扩建\n\n新华社天津2月29日电 车站在2025年扩建了。", "2025"),
    ],
)
def test_a_day_that_there_is_not_dates_nothing(text: str, published: str) -> None:
    assert dates(text)[-1][0] == published


@pytest.mark.parametrize(
    "line",
    ["2026-03-20 10:15　来源：天津日报", "2026-03-20", "2026年03月20日 10:15　来源：天津日报", "2026.03.20", "发布时间：2026年3月20日"],
)
def test_the_date_line_of_a_web_page_dates_its_article(line: str) -> None:
    assert dates(f"武清区重点项目集中开工\n{line}\n\n天津市武清区的项目集中开工，总投资百亿元。\n")[-1][0] == "2026-03-20"


def test_a_date_alone_far_down_a_page_is_that_of_what_is_told_there() -> None:
    lines = "".join(f"天津市武清区的第{n}家企业在这里安了家，员工们从北京搬来。\n\n" for n in range(9))
    assert dates(f"武清二十年\n\n{lines}2008.8.1\n\n京津城际开通。\n")[-1][0] == ""


def test_a_page_with_the_date_lines_of_several_articles_is_of_none_of_them() -> None:
    text = "".join(
        f"武清区{what}开工\n2026-03-{day} 来源：天津日报\n\n天津市武清区的{what}开工。\n\n" for what, day in (("车站", 20), ("医院", 21))
    )
    assert {published for published, _ in dates(text)} == {""}


def test_a_date_printed_on_the_page_wins() -> None:
    assert (
        dates("廊坊日报 2025年11月20日 星期四 第2版\n\n## 标题在此处\n\n本报讯(记者 李杨)去年今日，2024年的事。\n")[-1][0] == "2025-11-20"
    )


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16")])
def test_chinese_encodings_are_found_and_said(encoding: str, named: str) -> None:
    text = "本报讯(记者 李杨)天津市武清区京津城际武清站客流持续增长，区内企业复工达产。\n" * 8
    source = decode_text(text.encode(encoding), "page.txt")
    assert (source.text.lstrip("\ufeff"), source.encoding) == (text, named)
    assert source.text == text.encode(encoding).decode(source.encoding)  # so that offsets are those of whoever opens the file as said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\r\n", "empty"),
        (bytes(range(256)) * 64, "not text|binary|neither"),
        ("武清".encode() + b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03\x04\x05\x06\x07\x0e\x0f", "control characters|binary|neither"),
        ("武清。".encode() * MAX_BYTES, "larger than 5 MiB"),
    ],
)
def test_what_is_no_page_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableText, match=rf"bad\.txt: .*(?:{words})"):
        decode_text(data, "bad.txt")


@pytest.mark.parametrize("bad", [b"\xff", "武".encode()[:2]])
def test_one_bad_byte_is_found_by_its_line(bad: bytes) -> None:
    page = "天津市武清区今天开通新线。\n第二行在这里，".encode() + bad + "后面还有字的。\n第三行。\n".encode() * 9
    with pytest.raises(UnreadableText, match=r"bad\.txt:2 byte \d+ is not utf-8"):
        decode_text(page, "bad.txt")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableText, match=r"nowhere\.txt: No such file"):
        read_text(tmp_path / "nowhere.txt")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_read(encoding: str) -> None:
    text = "本报讯(记者 李杨)天津市武清区京津城际武清站客流持续增长，区内企业复工达产。\n" * 8
    assert decode_text(text.encode(encoding), "page.txt").text == text
