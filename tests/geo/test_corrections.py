"""Corrections: what the editors know better than a source, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.corrections import CORRECTIONS, apply_corrections, read_all_rows
from geo.gazetteer import Gazetteer
from geo.tables import GazetteerError, Row

ROW = Row("town.csv", 7, {"id": "town-a", "name": "甲镇", "kind": "town", "lon": "117.1", "lat": "39.1"})


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["id,column,old,new,reason", *rows, ""]), encoding="utf-8")
    return path


def test_a_correction_replaces_the_value_and_leaves_the_rest(tmp_path: Path) -> None:
    (row,) = apply_corrections([ROW], table(tmp_path, "town-a,lon,117.1,117.2,the station of that name lies there"))
    assert row.cells == {**ROW.cells, "lon": "117.2"}
    assert (row.table, row.line) == ("town.csv", 7)


def test_corrections_that_no_longer_hold_are_all_named(tmp_path: Path) -> None:
    path = table(tmp_path, "town-a,lon,116.9,117.2,why", "town-b,lon,1,2,why", "town-a,size,1,2,why", "town-a,lat,39.1,39.2,")
    with pytest.raises(GazetteerError) as caught:
        apply_corrections([ROW], path)
    assert caught.value.faults == (
        "corrections.csv:2 town-a lon: old '116.9' is not the row's '117.1'. Mend or delete the correction.",
        "corrections.csv:3 town-b lon: no row has this id. Expected one of a table's; delete the correction if the row is gone.",
        "corrections.csv:4 town-a size: is no column. Expected one of name, aliases, kind, parent, lon, lat, uncertainty_m, basis, source, "
        "status, since, until, path, note.",
        "corrections.csv:5 town-a lat: has no reason. Say how the new value is known.",
    )


def test_an_id_that_two_rows_have_is_a_fault_where_the_later_one_would_win(tmp_path: Path) -> None:
    other = Row("village.csv", 3, {**ROW.cells, "name": "乙镇"})
    with pytest.raises(GazetteerError) as caught:
        apply_corrections([ROW, other], table(tmp_path))
    assert caught.value.faults == (
        'village.csv:3 town "乙镇": id \'town-a\' is also that of town.csv:7 town "甲镇". Expected one that no other row has.',
    )


def test_the_built_in_corrections_hold(gazetteer: Gazetteer) -> None:
    assert gazetteer["120112"].position == (117.3828, 38.985)
    assert gazetteer["120112"].source == "geonames"
    assert CORRECTIONS.exists()
    assert len({r.cells["id"] for r in read_all_rows()}) == len(gazetteer)
