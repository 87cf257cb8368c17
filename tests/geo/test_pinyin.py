"""Toneless pinyin of place names."""

import subprocess
import sys

import daachorse
import pytest
from pypinyin.phrases_dict import phrases_dict

from geo.gazetteer import Gazetteer
from geo.pinyin import READINGS, Speller, fold
from tests.conftest import ROOT


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


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("长辛店", "chang xin dian"),
        ("长子营镇", "zhang zi ying zhen"),
        ("襄都区", "xiang du qu"),
        ("宝坻区", "bao di qu"),
        ("东太行", "dong tai hang"),
        ("石家庄市长安区", "shi jia zhuang shi chang an qu"),
    ],
)
def test_characters_are_read_as_in_names(speller: Speller, name: str, syllables: str) -> None:
    assert speller.spellings(name) == (tuple(syllables.split()),)


def test_names_are_read_as_with_the_dictionary_of_phrases_which_is_too_large_to_load(speller: Speller, gazetteer: Gazetteer) -> None:
    words = daachorse.CharwiseDoubleArrayAhoCorasick(list(phrases_dict), daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    names = {fold(n) for p in gazetteer for n in (p.name, *p.aliases, *p.loose_aliases)}
    used = {name[start:end] for name in names for start, end, _ in words.find(name)}
    others = {w for w in used if tuple(fold(s[0]) for s in phrases_dict[w]) not in speller.spellings(w)}
    across = {"县长", "市长", "省长", "部长", "科长", "台长", "州长", "团长", "里长", "村长", "镇长"}  # as in 石家庄市长安区
    wrong = {
        "漯河",
        "洪都拉斯",
        "都柏林",
        "便宜",
        "马尾",
        "卡子",
    }  # the dictionary has Tàhé, Hóngdōulāsī, Dōubólín, Mǎyǐ; 便宜坊 is Biànyífāng
    assert others - across == wrong, "a new name has a word that its characters don't spell: put the word into geo.pinyin.WORDS"


def test_the_dictionary_of_phrases_is_not_loaded() -> None:
    code = "import sys; from geo.pinyin import Speller; Speller().spell('武清'); assert 'pypinyin.phrases_dict' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_what_is_typed_in_latin_letters_is_not_kept(speller: Speller) -> None:
    before = len(speller._known)
    assert [speller.spell(f"wuqing{n}") for n in range(100)] == [(f"wuqing{n}",) for n in range(100)]
    assert len(speller._known) == before
