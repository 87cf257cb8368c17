"""Corrections that travel in an address: back as they were, or not at all."""

from __future__ import annotations

import base64
import random
import zlib
from dataclasses import replace

import pytest

from geo.amendment_links import LARGEST_BYTES, LONGEST, MOST, read_word, write_word
from geo.amendments import Amendment, Verdict
from geo.model import PlaceKind

MOVED = Amendment(Verdict.MOVED, "武清站", place_id="rail_station-wuqingzhan", position=(117.0095, 39.3782), uncertainty_m=150.0)
FEW = (
    MOVED,
    Amendment(Verdict.PLACE, "北站", article_id="000_x-1", place_id="rail_station-tianjinbeizhan", note="据上文"),
    Amendment(Verdict.POINT, "新厂", position=(116.9, 39.1), uncertainty_m=300.0, kind=PlaceKind.FACTORY),
    Amendment(Verdict.NOT_A_PLACE, "=cmd|' /C calc'!A0", note="<img src=x onerror=alert(1)>`${1}`\n第二行"),
)


def fold(rows: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(rows, 9)).decode().rstrip("=")


def test_a_few_corrections_come_back_as_they_were() -> None:
    word = write_word(FEW)
    assert read_word(word) == FEW and len(word) < 500
    assert set(word) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert (write_word(()), read_word("")) == ("", ())


def test_what_is_too_much_for_an_address_stays_out_of_it() -> None:
    many = [replace(MOVED, place_id=f"p-{n}") for n in range(MOST + 1)]
    assert read_word(write_word(many[:MOST])) == tuple(many[:MOST]) and write_word(many) == ""
    noise = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9FA5), k=900)))
    assert write_word([replace(MOVED, note=noise)]) == ""


@pytest.mark.parametrize(
    "word",
    [
        "",
        "x",
        "<script>",
        "a" * 40,
        "a" * (LONGEST + 1),
        fold(b"0" * 10 * LARGEST_BYTES),
        fold(b"\xff\xfe\xfd"),
        fold("moved,武清站,,,rail_station-wuqingzhan,39.3,117.0,150,,\r\n".encode()),
        fold("place,武清站,,,,,,,,\r\n".encode()),
        fold("moved,武清站\r\n".encode()),
        fold("not_a_place,武清站,,,,,,,,\r\nbang,武清站,,,,,,,,\r\n".encode()),
        fold("".join(f"not_a_place,n{n},,,,,,,,\r\n" for n in range(MOST + 1)).encode()),
        write_word(FEW)[:-6],
        write_word(FEW) + "AAAA",
    ],
)
def test_a_word_with_anything_unsound_means_nothing(word: str) -> None:
    assert read_word(word) == ()


def test_any_letters_are_refused_without_an_error() -> None:
    rng = random.Random(7)
    for _ in range(300):
        assert read_word("".join(rng.choices("abcXYZ019-_", k=rng.randint(1, 80)))) == ()
    sound = write_word(FEW)
    for n in range(0, len(sound), 7):
        found = read_word(sound[:n] + ("A" if sound[n] != "A" else "B") + sound[n + 1 :])
        assert found in ((), FEW)
