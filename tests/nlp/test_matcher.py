"""nlp.matcher: what is at least suggested, whatever the others in the index are."""

import pytest

from nlp.claim_index import ClaimIndex
from nlp.matcher import Found, find
from nlp.passages import Passage
from nlp.values import ClaimText

SAFE = "The harbour bridge in Lisbon is safe for heavy lorries"
RELAYED = f"Anna Lind told Karl Berg on Monday that {SAFE.lower()}, the news agency reported."
INDEX = ClaimIndex.build(
    [
        ClaimText(1, SAFE),
        ClaimText(2, f"Anna Lind said that {SAFE.lower()}"),
        ClaimText(3, f"Karl Berg said that {SAFE.lower()}"),
        ClaimText(4, "The bridge is safe"),
        ClaimText(5, "The harbour bridge in Porto is safe for heavy lorries"),
    ]
)


def found(text: str) -> dict[int, Found]:
    (hits,) = find([Passage(text, before=("The talks went on.",))], INDEX)
    return {one.claim_id: one for one in hits}


def test_a_claim_that_stands_whole_in_a_sentence_is_at_least_suggested() -> None:
    one = found(RELAYED)[1]

    assert one.whole
    assert one.verdict != "none"


@pytest.mark.parametrize("claim", [4, 5])
def test_a_few_words_or_one_that_is_missing_are_not_the_whole_claim(claim: int) -> None:
    hits = found(RELAYED)

    assert claim not in hits or not hits[claim].whole


def test_standing_whole_is_never_more_than_a_suggestion_by_itself() -> None:
    hits = found(RELAYED).values()

    assert {one.verdict for one in hits if one.whole and one.probability < 0.2} <= {"suggest"}
