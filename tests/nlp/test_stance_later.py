"""nlp.stance.later: a passage about a later time than the claim, where the claim says of when."""

from datetime import date

import pytest

from nlp.stance import stance
from nlp.stance.later import is_later
from nlp.values import StanceLabel

SHUT = "The Harbour Bridge was closed to lorries on 12 August"
OPEN_ENDED = "The Harbour Bridge is closed to lorries"
MADE = date(2025, 8, 12)
NEXT_WEEK = date(2025, 8, 20)  # a Wednesday

LATER = [
    "On 18 August the Harbour Bridge was not closed to lorries.",
    "The Harbour Bridge was not closed to lorries yesterday.",
    "The Harbour Bridge is not closed to lorries.",
    "The Harbour Bridge is not closed to lorries, the port said on Monday.",
    "The Harbour Bridge is no longer closed to lorries.",
    "The Harbour Bridge will not be closed to lorries on Friday.",
    "The Harbour Bridge will not be closed to lorries on 1 September.",
]
NOT_LATER = [
    "The Harbour Bridge was not closed to lorries.",
    "The Harbour Bridge was not closed to lorries, the port said on Monday.",
    "On 12 August the Harbour Bridge was not closed to lorries.",
    "The Harbour Bridge was not closed to lorries on 12 August and is not closed today.",
    "It is false that the Harbour Bridge closed to lorries.",
    "The Harbour Bridge has never been closed to lorries.",
]


@pytest.mark.parametrize("passage", LATER)
def test_a_day_behind_the_claims_own_is_later_and_no_denial(passage: str) -> None:
    found = stance(SHUT, passage, said_on=MADE, published=NEXT_WEEK, until=MADE)

    assert found.later
    assert found.label is not StanceLabel.DENIES


@pytest.mark.parametrize("passage", NOT_LATER)
def test_what_speaks_of_the_claims_day_or_of_none_is_not_later(passage: str) -> None:
    found = stance(SHUT, passage, said_on=MADE, published=NEXT_WEEK, until=MADE)

    assert not found.later
    assert found.label is StanceLabel.DENIES


@pytest.mark.parametrize("passage", LATER)
def test_a_claim_without_an_end_has_no_later(passage: str) -> None:
    found = stance(OPEN_ENDED, passage, said_on=MADE, published=NEXT_WEEK, until=date.max)

    assert not found.later
    assert found.label is StanceLabel.DENIES


def test_days_within_a_period_are_not_later_and_days_behind_it_are() -> None:
    ends = date(2025, 8, 18)
    told = {day: f"On {day} August the Harbour Bridge was not closed." for day in (17, 18, 19)}

    later = [
        day
        for day, words in told.items()
        if is_later(words, said_on=MADE, published=NEXT_WEEK, until=ends)
    ]

    assert later == [19]


def test_a_day_to_come_is_later_only_where_the_claim_says_of_when() -> None:
    words = "The Harbour Bridge will not be closed to lorries on 1 September."

    assert not is_later(words, said_on=MADE, published=NEXT_WEEK)
    assert is_later(words, said_on=MADE, published=NEXT_WEEK, until=MADE)


@pytest.mark.parametrize("until", [None, MADE])
def test_an_article_without_a_day_of_its_own_is_never_later(until: date | None) -> None:
    assert not is_later("It is no longer closed.", said_on=MADE, published=None, until=until)
