"""nlp.differences: what would make a match a false one, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.differences import between, material

DIFFERENT = [
    ("The firm will cut 300 jobs", "The firm will cut 500 jobs", "number", "300 jobs", "500 jobs"),
    ("Prices rose 3.5 percent", "Prices rose 3.4%", "number", "3.5 percent", "3.4%"),
    ("They meet on Friday", "They will meet on Monday", "date", "Friday", "Monday"),
    ("It began on 3 May", "It began on May 4", "date", "3 May", "May 4"),
    ("Russia is ready for talks", "Russia isn’t ready for talks", "negation", "", "isn’t"),
    ("Ukraine will not leave", "Ukraine will leave", "negation", "not", ""),
    ("Russia is ready for talks", "Russia may be ready for talks", "modality", "", "may"),
    ("Today Ruiz met Weber in Lund", "Today Ruiz met Byron in Lund", "name", "Weber", "Byron"),
]
SAME = [
    ("The firm will cut 1,500 jobs", "Some 1500 jobs will be cut by the firm"),
    ("The aid is worth $2 billion", "Aid of $2,000 million was agreed"),
    ("They meet on Friday 15 August", "They meet on Friday"),
    ("He scored two goals", "He scored 2 goals"),
    ("Russia is ready", "There is no doubt in the mind of many who follow it, Russia is ready"),
    ("", "anything"),
    ("anything", ""),
]


@pytest.mark.parametrize(("claim", "passage", "kind", "ours", "theirs"), DIFFERENT)
def test_a_difference_is_named_and_located(
    claim: str, passage: str, kind: str, ours: str, theirs: str
) -> None:
    (found,) = between(claim, passage)

    assert (found.kind, found.claim_words, found.passage_words) == (kind, ours, theirs)
    assert found.claim is None or found.claim.of(claim) == ours
    assert found.passage is None or found.passage.of(passage) == theirs
    assert material([found])


@pytest.mark.parametrize(("claim", "passage"), SAME)
def test_the_same_in_other_words_is_no_difference(claim: str, passage: str) -> None:
    assert between(claim, passage) == ()
    assert not material(())


VOCABULARY = [
    *("Russia", "is", "not", "ready", "may", "3", "300", "jobs", "Friday", "Monday", "5", "May"),
    *("Weber", "Byron", "“", "”", ".", ",", "é"),
]
WORDS = st.lists(st.sampled_from(VOCABULARY)).map(" ".join)


@given(WORDS, WORDS)
def test_the_offsets_hold_on_both_sides(claim: str, passage: str) -> None:
    for found in between(claim, passage):
        assert (found.claim.of(claim) if found.claim else "") == found.claim_words
        assert (found.passage.of(passage) if found.passage else "") == found.passage_words


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert between(text, text) == ()
