"""nlp.sentences: exact offsets, no crossing of paragraphs, no input too strange."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import LONGEST_PARAGRAPH, paragraphs, split

CASES = [
    (
        "Mr. Lee met Gen. Ruiz in the U.S. They spoke.",
        ["Mr. Lee met Gen. Ruiz in the U.S.", "They spoke."],
    ),
    ("Prices rose 3.5 percent. Wages fell.", ["Prices rose 3.5 percent.", "Wages fell."]),
    ("“It rained. It poured,” she said.", ["“It rained.", "It poured,” she said."]),
    ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
    ("RIVER RISES\nThe river rose.", ["RIVER RISES", "The river rose."]),
    ("a line that is\nwrapped here. Next.", ["a line that is\nwrapped here.", "Next."]),
    ("", []),
    (" \n\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_are_where_a_reader_sees_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in split(text)] == expected


@given(st.text(alphabet=st.sampled_from("aB1 .!?…\n\r\u2028“”\"'«»「」()*<>\0é😀"), max_size=200))
def test_every_sentence_lies_in_one_paragraph_and_none_overlap(text: str) -> None:
    found = split(text)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(sum(paragraph.holds(one) for paragraph in paragraphs(text)) == 1 for one in found)


@given(st.text(max_size=300))
def test_no_visible_word_is_lost(text: str) -> None:
    kept = "".join(span.of(text) for span in split(text))

    assert "".join(kept.split()) == "".join(text.split())


def test_a_megabyte_without_a_stop_is_cut_into_bounded_pieces() -> None:
    found = split("x" * 1_000_000)

    assert max(span.end - span.start for span in found) <= LONGEST_PARAGRAPH
    assert found[-1].end == 1_000_000
