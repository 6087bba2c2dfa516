"""What leaves of a captured text."""

import pytest

from publishing.quotes import LONGEST, quote

LONG = "It was said again and again that a signal had come. " * 20


def test_a_passage_of_some_length_goes_out_alone() -> None:
    text = f"First things. {LONG[:103]} Last things."

    assert quote(text, 14, 117) == LONG[:103]


def test_a_short_passage_takes_the_sentence_before_it() -> None:
    text = "The ministry answered. Nothing has changed. More followed."

    assert quote(text, 23, 43) == "The ministry answered. Nothing has changed."


def test_the_sentence_of_another_paragraph_is_left_out() -> None:
    text = "The ministry answered.\n\nNothing has changed."

    assert quote(text, 24, 44) == "Nothing has changed."


def test_a_short_passage_stays_alone_where_the_sentence_before_is_long() -> None:
    before = "And " + "so it went on and on " * 15 + "that day."
    text = f"{before} Nothing has changed."

    assert quote(text, len(before) + 1, len(text)) == "Nothing has changed."


@pytest.mark.parametrize("text", [LONG, "x" * 400, "я" * 301])
def test_nothing_longer_than_three_hundred_characters_goes_out(text: str) -> None:
    cut = quote(text, 0, len(text))

    assert len(cut) <= LONGEST
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
