"""nlp.claim_index: what is put is found, what is dropped is not, no query breaks it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.claim_index import BODY, WORDS, ClaimIndex
from nlp.values import ClaimText
from nlp.words import stems

BRIDGE = ClaimText(1, "The old bridge in Lund will be closed for repairs")
CAFE = ClaimText(2, "The café on the square serves no coffee")
INDEX = ClaimIndex.build([BRIDGE, CAFE])


def ids(index: ClaimIndex, text: str) -> list[int]:
    return [candidate.claim_id for candidate in index.search(text)]


def test_another_form_of_the_word_finds_the_claim() -> None:
    assert ids(INDEX, "bridges are being repaired") == [1]


def test_accents_and_case_do_not_matter() -> None:
    assert ids(INDEX, "CAFE") == [2]


def test_a_text_without_a_shared_word_finds_nothing() -> None:
    assert ids(INDEX, "Rain fell in Bergen") == []


def test_a_claim_put_again_replaces_the_first() -> None:
    index = ClaimIndex.build([BRIDGE, CAFE])

    index.put([ClaimText(1, "A tunnel is dug")])

    assert ids(index, "bridge") == []
    assert ids(index, "tunnel") == [1]
    assert len(index) == 2


def test_a_dropped_claim_is_not_found() -> None:
    index = ClaimIndex.build([BRIDGE, CAFE])

    index.drop([1, 99])

    assert ids(index, "bridge coffee") == [2]


def test_an_index_in_a_folder_is_still_there_when_opened_again(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], path=tmp_path)

    assert ids(ClaimIndex(tmp_path), "bridge") == [1]


@pytest.mark.parametrize(
    "text", ['"', "AND OR NOT", "words:(", "a^2~3 [x TO y}", "\0", "*" * 999, "bridge " * 9_999]
)
def test_a_query_has_no_syntax(text: str) -> None:
    assert len(INDEX.search(text)) <= 2


@given(st.text(max_size=100))
def test_any_text_may_be_searched(text: str) -> None:
    assert len(INDEX.search(text)) <= 2


def test_the_best_claim_comes_first() -> None:
    found = INDEX.search("closed bridge and coffee")

    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found[0].claim_id == 1


def test_a_word_said_again_weighs_more_but_not_twice() -> None:
    once, again = INDEX.search("bridge")[0], INDEX.search("bridge bridge")[0]

    assert once.score < again.score < 2 * once.score


def test_the_rarest_words_are_those_of_fewest_claims() -> None:
    index = ClaimIndex.build([BRIDGE, CAFE, ClaimText(3, "The bridge is new")])

    assert index.rarest(stems("A bridge of coffee, a café, coffee: xyzzy"), 2) == stems(
        "coffee café coffee"
    )
    assert index.rarest((), 2) == ()


def test_many_searches_at_once_find_what_each_finds_alone() -> None:
    asked = [(stems(text), WORDS) for text in ("coffee", "", "an old bridge", "xyzzy")]

    found = INDEX.worded(asked, top=5)

    assert [INDEX.rows.ids[rows].tolist() for rows in found] == [[2], [], [1], []]


def test_a_word_of_the_published_check_is_looked_for_there_alone() -> None:
    index = ClaimIndex.build([BRIDGE, ClaimText(3, "Rain fell", body="The bridge was wet")])

    words, bodies = index.worded([(stems("bridge"), WORDS), (stems("bridge"), BODY)], top=5)

    assert (index.rows.ids[words].tolist(), index.rows.ids[bodies].tolist()) == ([1], [3])
