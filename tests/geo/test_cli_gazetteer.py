"""The command line's part on the gazetteer."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli_gazetteer import gazetteer

HEADER = "id,name,aliases,kind,parent,lon,lat,uncertainty_m,basis,source,status,since,until,path,note\n"
CITY = "120000,天津市,天津,province,,117.2009,39.0842,1500,editorial,editorial,open,,,,\n"
DISTRICT = "120114,天津市武清区,武清,district,天津市,117.0381,39.3829,1500,derived,cpca,open,,,,\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "district.csv").write_text(HEADER + DISTRICT, encoding="utf-8")
    (folder / "province.csv").write_text(HEADER + CITY, encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gazetteer, [str(a) for a in arguments])


def test_check_of_sound_tables_says_how_many_places_of_each_kind(tables: Path) -> None:
    result = run("check", "--tables", tables)
    assert (result.exit_code, result.stdout) == (0, "     1 district\n     1 province\n2 places of 2 kinds, no faults.\n")


def test_check_says_all_faults_and_exits_with_1(tables: Path) -> None:
    (tables / "district.csv").write_text(HEADER + DISTRICT.replace("derived,cpca", "line,hearsay"), encoding="utf-8")
    result = run("check", "--tables", tables)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line.split(".")[0] + "." + line.split(".")[1] for line in lines[:2]] == [
        "district.csv:2 district \"天津市武清区\": source 'hearsay' is unknown",
        'district.csv:2 district "天津市武清区": a point with basis line',
    ]
    assert lines[2:] == ["2 faults."]


def test_check_says_the_faults_of_rows_that_are_no_places(tables: Path) -> None:
    (tables / "district.csv").write_text(HEADER + DISTRICT.replace("117.0381", "east").replace("district", "distrikt"), encoding="utf-8")
    result = run("check", "--tables", tables)
    assert result.exit_code == 1
    assert "'east'" in result.stdout
    assert "distrikt" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 faults."


def test_check_lists_notes_when_asked(tables: Path) -> None:
    twin = DISTRICT.replace("120114,天津市武清区", "120115,天津市宝坻区").replace("117.0381,39.3829", "117.3,39.7")
    (tables / "district.csv").write_text(HEADER + DISTRICT + twin, encoding="utf-8")
    assert run("check", "--tables", tables).stdout.splitlines()[-1] == "3 places of 2 kinds, no faults. 1 note; say --notes to list it."
    listed = run("check", "--tables", tables, "--notes").stdout.splitlines()
    assert listed[0] == "note: “武清” is shared by 天津市武清区, 天津市宝坻区 (41.8 km apart). Mark it “?” in all rows but one."
    assert listed[-1] == "3 places of 2 kinds, no faults."


def test_check_takes_a_reference_of_stations(tables: Path, tmp_path: Path) -> None:
    reference = tmp_path / "stations.csv"
    reference.write_text("name,lon,lat\n武清,117.06,39.38\n", encoding="utf-8")
    result = run("check", "--tables", tables, "--reference", reference, "--notes")
    assert result.exit_code == 0
    assert "note: stations.csv: 0 stations with a point are in it.\n" in result.stdout


def test_search_lists_places_the_surest_first(tables: Path) -> None:
    result = run("search", "Wu Qing", "--tables", tables)
    assert (result.exit_code, result.stdout) == (0, "0.90 pinyin   120114 district 天津市武清区 “武清”\n")
    assert run("search", "天津", "--limit", 1, "--tables", tables).stdout == "0.95 alias    120000 province 天津市 “天津”\n"


def test_search_that_finds_nothing_says_so(tables: Path) -> None:
    result = run("search", "qqqqqq", "--tables", tables)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "No name is near 'qqqqqq'.\n")


@pytest.mark.parametrize(
    ("format", "begin"), [("csv", "\ufeffid,name,"), ("geojson", '{"type":"FeatureCollection","bbox":[117'), ("lpf", '{"@context":')]
)
def test_export_writes_all_places_into_a_file(tables: Path, tmp_path: Path, format: str, begin: str) -> None:
    out = tmp_path / "new" / "places"
    result = run("export", "--format", format, "--out", out, "--tables", tables)
    assert (result.exit_code, result.stdout) == (0, f"{out}: 2 places.\n")
    text = out.read_text(encoding="utf-8")
    assert text.startswith(begin)
    assert len(text.splitlines()) == 3 if format == "csv" else len(json.loads(text)["features"]) == 2


def test_export_replaces_a_file_only_when_told(tables: Path, tmp_path: Path) -> None:
    out = tmp_path / "places.csv"
    out.write_text("mine", encoding="utf-8")
    result = run("export", "--format", "csv", "--out", out, "--tables", tables)
    assert (result.exit_code, result.stderr) == (
        2,
        f"jjj-atlas: {out}: is there already. Choose another name, or say --force to replace it.\n",
    )
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("export", "--format", "csv", "--out", out, "--tables", tables, "--force").exit_code == 0
    assert out.read_text(encoding="utf-8-sig").startswith("id,name")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--tables", "{}/none"), "jjj-atlas: {}/none: no tables. Expected one CSV file a kind of place.\n"),
        (
            ("check", "--tables", "{}/tables", "--reference", "{}/none.csv"),
            "jjj-atlas: {}/none.csv: there is no such file. Expected a table with name,lon,lat.\n",
        ),
        (
            ("search", "…", "--tables", "{}/tables"),
            "jjj-atlas: The query '…' has no letters. Expected Chinese, pinyin, initials or the beginning of a name.\n",
        ),
        (("search", "武清", "--tables", "{}/none"), "jjj-atlas: {}/none: no tables. Expected one CSV file a kind of place.\n"),
        (("export", "--format", "csv", "--out", "{}", "--tables", "{}/tables"), "jjj-atlas: {}: is a folder. Name a file to write.\n"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(tables: Path, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(*(a.replace("{}", str(tmp_path)) for a in arguments))
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message.replace("{}", str(tmp_path)))


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    result = run("export", "--format", "kml", "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert "'kml' is not one of 'csv', 'geojson', 'lpf'" in result.stderr
