"""nlp.words: in each language another form of a word is the same stem, and names keep theirs."""

import pytest

from nlp.claim_index import ClaimIndex
from nlp.matcher import find
from nlp.passages import in_order
from nlp.values import ClaimText
from nlp.words import STEMMED, names, numbers, stems

# Language, a claim, other words of it in other forms, words that it has not.
TOLD = [
    ("de", "Die Häuser in Köln werden abgerissen", "ein haus in koeln oder Köln", "Der Zug fährt"),
    ("fr", "Les élections présidentielles sont annulées", "une ELECTION", "Le pont est vieux"),
    ("ru", "Выборы президента отменены", "выборов президент", "Мост старый"),
    ("uk", "Вибори президента скасовано о п'ятій", "ВИБОРИ, о п’ятій", "Міст старий"),
    ("es", "Las elecciones serán canceladas", "una elección cancelada", "El puente es viejo"),
    ("tr", "İstanbul'da köprü kapandı", "istanbul köprüsü", "Yağmur yağdı"),
    ("ja", "東京都の橋は閉鎖された", "橋の閉鎖", "雨が降っている"),
    ("zh", "北京宣布取消选举", "选举被取消", "桥很旧"),
    ("ko", "대통령 선거가 취소되었다", "선거를 취소", "비가 온다"),
]


@pytest.mark.parametrize(("language", "claim", "asked", "other"), TOLD)
def test_another_form_of_a_word_finds_the_claim_in_its_language(
    language: str, claim: str, asked: str, other: str
) -> None:
    index = ClaimIndex.build([ClaimText(1, claim, language=language)])

    assert [one.claim_id for one in index.search(asked, language=language)] == [1]
    assert index.search(other, language=language) == ()


@pytest.mark.parametrize(("language", "claim", "asked", "other"), TOLD)
def test_a_sentence_is_measured_in_its_language(
    language: str, claim: str, asked: str, other: str
) -> None:
    index = ClaimIndex.build([ClaimText(1, claim, language=language), ClaimText(2, "A tunnel")])

    near, far = find(in_order([asked, other], language=language), index)

    assert near[0].claim_id == 1
    assert near[0].parts["statement.covered"] > 0
    assert [one.parts["statement.covered"] for one in far if one.claim_id == 2] in ([], [0])


def test_the_stemmer_of_one_language_is_not_used_for_another() -> None:
    index = ClaimIndex.build([ClaimText(1, "Die Häuser", language="de")])

    assert index.search("der Häusern", language="de") != ()
    assert index.search("der Häusern", language="en") == ()


def test_a_region_changes_nothing() -> None:
    assert stems("Häuser", "de-AT") == stems("Häuser", "DE") == stems("Häuser", "de")


@pytest.mark.parametrize("language", ["", "xx", "pl", "zh-Hant-TW"])
def test_a_language_without_a_stemmer_has_its_words_folded(language: str) -> None:
    assert stems("Wybory w Łodzi", language) == ("wybory", "w", "lodzi")


@pytest.mark.parametrize("language", sorted(STEMMED))
def test_every_language_named_has_its_stemmer(language: str) -> None:
    assert stems("2025", language) == ("2025",)


def test_english_is_read_as_it_was_measured() -> None:
    text = "Said Malmö's mayor: \"It's 1,500 flats\", the schools' closings were re-scheduled"

    assert stems(text) == (
        *("malmo", "mayor", "1", "500", "flat", "school", "close", "re", "schedul"),
    )


def test_two_ways_to_write_a_letter_are_one() -> None:
    assert stems("Malmo\u0308", "sv") == stems("Malmö", "sv")


def test_a_single_character_is_a_word_where_none_stands_beside_it() -> None:
    assert stems("橋 A 東京都", "ja") == ("橋", "a", "東京", "京都")


def test_names_begin_with_a_capital_of_any_script() -> None:
    assert names("Škoda and Їжак met Ґалаґан at the bridge") == {"skoda", "їжак", "ґалаґан"}


def test_numbers_are_read_without_the_comma_of_thousands() -> None:
    assert numbers("1,500 of 30.5, and v2") == {"1500", "30.5"}
