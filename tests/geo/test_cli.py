"""The command line on good input and on bad: what is said, what is written, which exit code."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pytest
from click.testing import CliRunner, Result
from geojson_pydantic import FeatureCollection

from extract.model import Theme
from extract.reading import MAX_BYTES, UnreadableText, decode_text
from geo.atlas import Atlas
from geo.cli import main
from geo.layers import layer_of, make_features
from tests.conftest import SEEDS
from tests.geo.test_files import mentions_table

GOOD = "## 武清站客流增长\n\n本报讯(记者 李杨)记者近日从天津市武清区获悉，京津城际武清站客流持续增长，区内企业复工达产。\n"
NO_PLACE = "本报讯(记者 李杨)今年启动十五个新建项目，各项工作有序推进。\n"
MINE = "name,kind,parent,lon,lat,uncertainty_m\n青杨未来码头,venue,天津市武清区,117.05,39.38,150\n"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def manifest_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


# Good input


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five pages and five more, two of them in other encodings: enough for two workers to share."""
    folder = tmp_path_factory.mktemp("pages")
    for seed in SEEDS.glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    write(folder, "gbk.txt", GOOD * 3, "gbk")
    write(folder, "utf16.txt", GOOD, "utf-16")
    for n in range(3):
        write(folder, f"more{n}.md", GOOD)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture(scope="module")
def built(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    out = tmp_path_factory.mktemp("built") / "atlas"
    return out, run("build", pages, "--out", out)


def test_build_writes_the_atlas_of_a_folder_and_says_what_is_in_it(built: tuple[Path, Result], atlas: Atlas) -> None:
    out, result = built
    assert result.exit_code == 0
    counts = manifest_of(out)["counts"]
    assert result.stdout == f"{out}: {counts['articles']} articles, {counts['mentions']} mentions, {counts['places']} places.\n"
    assert sorted(p.name for p in out.iterdir()) == ["articles.parquet", "manifest.json", "mentions.parquet", "places.parquet"]
    mentions = pandas.read_parquet(out / "mentions.parquet")
    seeds = mentions[mentions["source"].isin([p.name for p in SEEDS.iterdir()])].reset_index(drop=True)
    expected = mentions_table(atlas)
    for column in ("mention_id", "surface", "place_id", "score", "reason"):
        assert list(seeds[column].fillna("")) == list(expected[column].fillna(""))


def test_other_encodings_are_converted_and_said_without_a_fault(built: tuple[Path, Result]) -> None:
    out, result = built
    assert "gbk.txt: read as gb18030, converted.\n" in result.stderr
    assert "utf16.txt: read as utf-16, converted.\n" in result.stderr
    encodings = {s["name"]: s["encoding"] for s in manifest_of(out)["sources"]}
    assert {k: v for k, v in encodings.items() if v != "utf-8"} == {"gbk.txt": "gb18030", "utf16.txt": "utf-16"}
    mentions = pandas.read_parquet(out / "mentions.parquet")
    named = {s: list(mentions[mentions["source"] == s]["surface"]) for s in ("utf16.txt", "more0.md", "gbk.txt")}
    assert named["utf16.txt"] == named["more0.md"] == ["武清站", "天津市武清区", "京津城际", "武清站"]
    assert set(named["gbk.txt"]) == set(named["more0.md"])


def test_files_of_a_folder_that_are_no_texts_are_listed_and_no_fault(built: tuple[Path, Result]) -> None:
    out, result = built
    assert "skipped scan.pdf: not .txt or .md\n" in result.stderr
    assert manifest_of(out)["skipped"] == [{"source": "scan.pdf", "reason": "not .txt or .md"}]


def test_two_jobs_write_the_same_tables_as_one(built: tuple[Path, Result], pages: Path, tmp_path: Path) -> None:
    result = run("build", pages, "--jobs", 2, "--out", tmp_path / "atlas")
    assert result.exit_code == 0
    for table in ("articles", "mentions"):
        one, two = (pandas.read_parquet(out / f"{table}.parquet") for out in (built[0], tmp_path / "atlas"))
        pandas.testing.assert_frame_equal(one, two)
    one, two = (geopandas.read_parquet(out / "places.parquet") for out in (built[0], tmp_path / "atlas"))
    pandas.testing.assert_frame_equal(pandas.DataFrame(one), pandas.DataFrame(two))
    assert manifest_of(built[0]) == manifest_of(tmp_path / "atlas")


# Export, with a layer and places of the user's own


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The ecology layer of the five pages and of one on a place that only the user's table has."""
    folder = tmp_path_factory.mktemp("exported")
    page = write(folder, "mine.txt", "本报讯(记者 李杨)青杨未来码头的湿地生态修复和水环境治理完成，候鸟成群，水质改善，生态环境优美。\n")
    table = write(folder, "mine.csv", MINE)
    out = folder / "new" / "ecology.geojson"
    return out, run("export", SEEDS, page, "--layer", "ecology", "--gazetteer", table, "--crs", "WGS84", "--out", out)


def test_export_writes_one_layer_as_geojson(exported: tuple[Path, Result], atlas: Atlas) -> None:
    out, result = exported
    assert result.exit_code == 0
    layer = FeatureCollection.model_validate_json(out.read_text(encoding="utf-8"))
    assert result.stdout == f"{out}: {len(layer.features)} places.\n"
    ids = {str(f.id) for f in layer.features}
    assert ids - {"user-qingyangweilaimatou"} == {f.place.id for f in layer_of(make_features(atlas), [Theme.ECOLOGY])}
    assert all("ecology" in (f.properties or {})["themes"] for f in layer.features)


def test_a_place_of_the_users_own_is_found_and_stands_where_the_user_says(exported: tuple[Path, Result]) -> None:
    features = json.loads(exported[0].read_text(encoding="utf-8"))["features"]
    (mine,) = [f for f in features if f["id"] == "user-qingyangweilaimatou"]
    assert mine["geometry"] == {"type": "Point", "coordinates": [117.05, 39.38]}
    properties = {k: mine["properties"][k] for k in ("name", "within", "uncertainty_m", "source", "mentions")}
    assert properties == {"name": "青杨未来码头", "within": "天津市武清区", "uncertainty_m": 150, "source": "user", "mentions": 1}


# Bad input


def test_pages_none_of_which_can_be_read_are_each_named_and_nothing_is_written(tmp_path: Path) -> None:
    pages = [tmp_path / name for name in ("empty.txt", "binary.txt", "large.txt")]
    pages[0].write_bytes(b"")
    pages[1].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    pages[2].write_text("武清" * (MAX_BYTES // 6 + 1), encoding="utf-8")
    result = run("build", *pages, "--out", tmp_path / "atlas")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "skipped empty.txt: the file is empty. Expected the text of a newspaper page in UTF-8.\n" in result.stderr
    assert "skipped binary.txt: " in result.stderr
    assert "skipped large.txt: larger than 5 MiB. Expected one newspaper page a file" in result.stderr
    assert result.stderr.endswith("jjj-atlas: No page could be read; see above for each.\n")
    assert not (tmp_path / "atlas").exists()


def test_a_good_page_beside_bad_ones_is_built_and_the_bad_ones_are_listed(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    write(pages, "good.txt", GOOD)
    write(pages, "none.txt", NO_PLACE)
    write(pages, "empty.txt", " \n")
    result = run("build", pages, "--format", "csv", "--out", tmp_path / "atlas")
    assert result.exit_code == 2
    assert result.stdout == f"{tmp_path / 'atlas'}: 2 articles, 4 mentions, 3 places.\n"
    manifest = manifest_of(tmp_path / "atlas")
    assert [(s["name"], s["mentions"]) for s in manifest["sources"]] == [("good.txt", 4), ("none.txt", 0)]
    assert [s["source"] for s in manifest["skipped"]] == ["empty.txt"]
    assert manifest["skipped"][0]["reason"].startswith("empty.txt: the file is empty.")


def test_a_page_without_any_place_is_said_and_is_a_fault(tmp_path: Path) -> None:
    out = tmp_path / "none.geojson"
    result = run("export", write(tmp_path, "none.txt", NO_PLACE), "--out", out)
    assert (result.exit_code, result.stdout) == (2, f"{out}: 0 places.\n")
    assert "none.txt: names no place that is known. Expected a page on Beijing, Tianjin or Hebei.\n" in result.stderr
    assert json.loads(out.read_text(encoding="utf-8")) == {"type": "FeatureCollection", "features": []}


Sources = Callable[[Path], tuple[object, ...]]


def _folder_without_texts(folder: Path) -> tuple[object, ...]:
    write(folder / "scans", "page.pdf", "%PDF")
    return (folder / "scans",)


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize(
    ("sources", "message"),
    [
        (lambda folder: (folder / "nowhere.txt",), "nowhere.txt: no such file or folder. Expected a text file of a newspaper page"),
        (_folder_without_texts, "scans: the folder holds no .txt or .md file. Expected texts of newspaper pages."),
    ],
    ids=["missing path", "folder without texts"],
)
def test_sources_that_cannot_be_read_are_refused_with_one_message(command: str, sources: Sources, message: str, tmp_path: Path) -> None:
    result = run(command, *sources(tmp_path), "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("jjj-atlas: ")
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_layer_is_told_the_known_ones(tmp_path: Path) -> None:
    result = run("export", SEEDS, "--layer", "railz", "--out", tmp_path / "out.geojson")
    assert result.exit_code == 2
    assert "'railz' is not one of " in result.stderr
    assert all(f"'{theme}'" in result.stderr for theme in Theme)
    assert not (tmp_path / "out.geojson").exists()


def test_no_sources_at_all_are_asked_for(tmp_path: Path) -> None:
    result = run("build", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "Missing argument 'SOURCES...'" in result.stderr


@pytest.mark.parametrize("command", ["build", "export"])
def test_existing_output_is_refused_without_force_and_left_as_it_is(command: str, tmp_path: Path) -> None:
    out = write(tmp_path, "out", "mine")
    result = run(command, SEEDS, "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"jjj-atlas: {out}: is there already. Choose another name, or say --force to replace it.\n"
    assert out.read_text(encoding="utf-8") == "mine"


def test_an_atlas_in_a_folder_with_a_point_in_its_name_is_replaced_with_force(tmp_path: Path) -> None:
    for force in ((), ("--force",)):
        result = run("build", write(tmp_path, "page.txt", "武清站开通。\n"), "--out", tmp_path / "atlas.2026", *force)
        assert result.exit_code == 0, result.stderr


def test_a_broken_table_of_the_users_is_refused_with_file_and_line_of_every_fault(tmp_path: Path) -> None:
    rows = "甲站,rail_statoin,天津市武清区,117.05,39.38,\n乙站,rail_station,天津市武清区,39.38,117.05,\n丙站,rail_station,天津市武青区,117.05,39.38,\n"
    table = write(tmp_path, "bad.csv", MINE.split("\n", 1)[0] + "\n" + rows)
    result = run("build", SEEDS, "--gazetteer", table, "--crs", "WGS84", "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    first, second, third = result.stderr.splitlines()
    assert first.startswith("jjj-atlas: bad.csv:2 rail_statoin \"甲站\": kind 'rail_statoin' is unknown. Expected one of country, ")
    assert first.endswith(" Did you mean 'rail_station'?")
    assert second.startswith('bad.csv:3 rail_station "乙站": lon=39.38, lat=117.05 ')
    assert second.endswith("Longitude and latitude look swapped.")
    assert third.startswith("bad.csv:4 rail_station \"丙站\": parent '天津市武青区' is no row's id or name.")
    assert not (tmp_path / "out").exists()


def test_a_table_with_coordinates_of_unstated_crs_is_asked_for_it(tmp_path: Path) -> None:
    result = run("build", SEEDS, "--gazetteer", write(tmp_path, "mine.csv", MINE), "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("jjj-atlas: mine.csv:2: coordinates without a CRS; ")
    assert "WGS84, CGCS2000, GCJ-02, BD-09" in result.stderr


def test_the_crs_of_no_table_is_refused_rather_than_ignored(tmp_path: Path) -> None:
    result = run("build", SEEDS, "--crs", "GCJ-02", "--out", tmp_path / "out")
    assert result.exit_code == 2 and "Name the table with --gazetteer" in result.stderr
    assert not (tmp_path / "out").exists()


def test_help_names_all_commands() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.split("Commands:\n")[1].splitlines()] == ["build", "explain", "export", "gazetteer"]


def test_explain_says_of_each_name_where_it_stands_how_it_was_found_and_what_else_it_may_mean(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", "## 武清站开通\n\n本报讯(记者 李杨)天津市地铁8号线提速。\n\n旅客在泉旺路下车。\n")
    result = run("explain", page)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "page.txt:1:4 武清站  literal, a name of the gazetteer  《武清站开通》"
    assert lines[1].startswith("    → 武清站 [rail_station-wuqingzhan] 117.0099,39.3711 ±")
    line = next(i for i, x in enumerate(lines) if "地铁8号线" in x)
    assert "天津" in lines[line + 1] and any("also 北京" in x for x in lines[line + 2 :])
    assert any("泉旺路  literal, a new name, by its generic" in x for x in lines)
    only = run("explain", f"{page}:5")
    assert [x for x in only.stdout.splitlines() if x.startswith("page.txt")] == [x for x in lines if x.startswith("page.txt:5:")]


def test_lines_are_counted_as_editors_count_them(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", "标题\f\u2028在此\n本报讯(记者 李杨)天津市武清\u2028区提速。\n")
    assert run("explain", f"{page}:2").stdout.startswith("page.txt:2:11 天津市武清")
    assert "Expected a line from 1 to 2." in run("explain", f"{page}:3").stderr


def test_explain_says_what_lines_there_are_and_where_no_name_is(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", "今年启动十五个新建项目。\n")
    assert run("explain", page).stdout == f"{page}: no place name was found here.\n"
    result = run("explain", f"{page}:9")
    assert (result.exit_code, result.stderr) == (2, f"jjj-atlas: {page}: has no line 9. Expected a line from 1 to 1.\n")


def test_one_bad_source_of_several_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    good, empty = write(tmp_path, "good.txt", GOOD), tmp_path / "scans"
    empty.mkdir()
    again = write(tmp_path / "more", "good.md", GOOD)
    result = run("build", tmp_path / "none.txt", empty, good, again, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stdout.endswith("4 mentions, 3 places.\n")
    assert f"skipped {tmp_path / 'none.txt'}: no such file or folder." in result.stderr
    assert f"skipped {empty}: the folder holds no .txt or .md file." in result.stderr
    assert f"skipped {again}: {good} is called so too but for its folder or its ending. Rename one" in result.stderr
    assert [s["source"] for s in manifest_of(tmp_path / "out")["skipped"]] == [str(tmp_path / "none.txt"), str(empty), "good.md"]


def test_a_file_name_of_an_old_archive_is_read_as_gb18030(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("北京.txt".encode("gb18030"))).write_text(GOOD, encoding="utf-8")
    assert run("build", tmp_path, "--format", "csv", "--out", tmp_path / "out").exit_code == 0
    assert [s["name"] for s in manifest_of(tmp_path / "out")["sources"]] == ["北京.txt"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02bin", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n \n"])
def test_a_few_bytes_that_are_no_text_are_no_page(data: bytes) -> None:
    with pytest.raises(UnreadableText):
        decode_text(data, "page.txt")


def test_what_only_looks_like_a_line_is_part_of_the_file_s_name(tmp_path: Path) -> None:
    page = write(tmp_path, "page:3", GOOD)
    assert "武清" in run("explain", page).stdout
    for number in ("²", "1" * 5000):
        result = run("explain", f"{page}:{number}")
        assert result.exit_code == 2 and result.stderr.startswith("jjj-atlas: ")
