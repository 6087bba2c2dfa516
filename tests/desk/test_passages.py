"""Passages as cards: `desk/showing/passages.py`."""

import pytest

from claims.models import Appearance
from desk.showing.passages import card


@pytest.mark.parametrize(
    ("headline", "passage_says", "shown"),
    [
        ("repeats", "denies", "repeats"),
        ("denies", "supports", "denies"),
        ("denies", "denies", ""),
        ("supports", "repeats", ""),
        ("unclear", "denies", ""),
        ("", "denies", ""),
    ],
)
def test_a_headline_is_shown_where_it_and_the_passage_are_of_two_minds(
    passage: Appearance, headline: str, passage_says: str, shown: str
) -> None:
    passage.sides = {"body": None, "headline": headline}
    passage.stance = passage_says

    assert card(passage, None).headline_stance == shown


def test_a_passage_of_which_no_headline_is_known_shows_none(passage: Appearance) -> None:
    passage.sides = None
    passage.stance = "denies"

    assert card(passage, None).headline_stance == ""
