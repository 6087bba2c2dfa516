"""nlp.verbatim: quoted words and the name under a post are measured."""

import numpy as np
import pytest

from nlp.candidates import candidates
from nlp.claim_index import ClaimIndex
from nlp.passages import Passage, posted
from nlp.quoting import quoted
from nlp.values import ClaimText

CLAIMS = [
    ClaimText(1, 'The mayor called the bridge "a ribbon of rust" in March'),
    ClaimText(2, "The mayor called the bridge old in March"),
    ClaimText(3, "Edna opened the bridge"),
]
INDEX = ClaimIndex.build(CLAIMS)


def measured(passage: Passage, name: str) -> dict[int, float]:
    """The measure by claim; 0 where it is no candidate."""
    (found,) = candidates([passage], INDEX)
    values = found.table.matrix((name,))[:, 0]
    by_id = dict(zip(INDEX.rows.ids[found.rows].tolist(), values.tolist(), strict=True))
    return {claim.claim_id: by_id.get(claim.claim_id, 0.0) for claim in CLAIMS}


def test_a_claim_whose_quoted_words_are_repeated_is_told_from_its_like() -> None:
    passage = Passage("The bridge is a ribbon of rust, said the mayor.")

    found = measured(passage, "quoted.found")

    assert found[1] == pytest.approx(1)
    assert found[2] == found[3] == 0


def test_half_of_the_quoted_words_is_not_all() -> None:
    assert 0 < measured(Passage("Only rust holds the bridge."), "quoted.found")[1] < 1


def test_words_that_a_passage_quotes_are_looked_for_in_claims() -> None:
    found = measured(Passage('"A ribbon of rust" is what the bridge was called.'), "quoted.asked")

    assert found[1] == pytest.approx(1)
    assert found[2] == 0


def test_a_passage_without_quotes_asks_for_none() -> None:
    assert set(measured(Passage("The bridge is old."), "quoted.asked").values()) == {0.0}


def test_who_signed_a_post_is_looked_for_in_claims() -> None:
    found = measured(Passage("The bridge is open.", speaker="Edna"), "signed.named")

    assert found[3] > 0
    assert found[1] == found[2] == 0
    assert measured(Passage("The bridge is open.", speaker="Edna"), "signed.bm25")[3] > 0


def test_a_name_that_no_claim_has_is_no_error() -> None:
    found = measured(Passage("The bridge is open.", speaker="Xq"), "signed.named")

    assert np.count_nonzero(list(found.values())) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "no more" twice', "no more"),
        ("„nie wieder“, rief sie", "nie wieder"),
        ("«jamais»", "jamais"),
        ("it's Carl's and Rita's", ""),
        ('an inch is 2.54", more or less', ""),
    ],
)
def test_what_stands_in_quotation_marks_is_quoted(text: str, words: str) -> None:
    assert quoted(text) == words


def test_the_parts_of_a_handle_are_words() -> None:
    assert posted("Thanks, @KofiAnnan!").text == "Thanks, Kofi Annan!"
    assert posted("Look — Ann Lee (@annLee) May 4, 2020").speaker == "Ann Lee ann Lee"
    assert posted("write to me@example.org").text == "write to me@example.org"
