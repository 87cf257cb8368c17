"""Toneless pinyin of place names."""

import pytest

from geo.pinyin import READINGS, Speller, fold, spell


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller()


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Wu Qing", "wuqing"),
        ("xiong'an", "xiongan"),
        ("Wǔqīng", "wuqing"),
        ("lǜ", "lu"),
        ("１０号线", "10号线"),
        ("保定·中关村创新中心", "保定中关村创新中心"),
        ("白河（北京）", "白河北京"),
        ("  ", ""),
    ],
)
def test_case_tones_width_spaces_and_punctuation_make_no_difference(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("蔚县", "yu xian"),
        ("蠡县", "li xian"),
        ("乐亭", "lao ting"),
        ("大城县", "dai cheng xian"),
        ("滹沱河", "hu tuo he"),
        ("泊头市", "bo tou shi"),
        ("辽宁朝阳", "liao ning chao yang"),
        ("什刹海", "shi cha hai"),
        ("徐水瀑河", "xu shui bao he"),
        ("马家堡", "ma jia pu"),
        ("漯河", "luo he"),
        ("繁峙县", "fan shi xian"),
    ],
)
def test_names_of_places_have_their_local_readings(speller: Speller, name: str, syllables: str) -> None:
    assert speller.spell(name) == tuple(syllables.split())


@pytest.mark.parametrize(("name", "syllables"), [("大城子镇", "da cheng zi zhen"), ("大城山", "da cheng shan"), ("蔚山", "wei shan")])
def test_a_local_reading_does_not_reach_into_other_names(speller: Speller, name: str, syllables: str) -> None:
    assert speller.spell(name) == tuple(syllables.split())


def test_who_does_not_know_the_local_reading_is_understood_too(speller: Speller) -> None:
    assert speller.spellings("大城县") == (("dai", "cheng", "xian"), ("da", "cheng", "xian"))
    assert speller.spellings("武清") == (("wu", "qing"),)


def test_letters_and_digits_stay_together_and_u_stands_for_its_umlaut(speller: Speller) -> None:
    assert speller.spell("北京地铁10号线") == ("bei", "jing", "di", "tie", "10", "hao", "xian")
    assert speller.spell("曹妃甸lng") == ("cao", "fei", "dian", "lng")
    assert speller.spell("绿博园") == ("lu", "bo", "yuan")


def test_every_reading_has_one_syllable_a_character() -> None:
    assert [name for name, syllables in READINGS.items() if len(name) != len(syllables.split())] == []


def test_several_names_are_spelled_at_once() -> None:
    assert spell(["武清", "10号线", ""]) == {"武清": ("wu", "qing"), "10号线": ("10", "hao", "xian"), "": ()}
