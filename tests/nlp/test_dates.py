"""nlp.dates: against the day of publication, and never a day that was not named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates import is_first_day_only, mentions, resolve

WEDNESDAY = date(2026, 11, 18)

SAID = [
    ("Friday", date(2026, 11, 13)),
    ("Tuesday", date(2026, 11, 17)),
    ("on Monday night", date(2026, 11, 16)),
    ("Wednesday", WEDNESDAY),
    ("yesterday", date(2026, 11, 17)),
    ("three weeks ago", date(2026, 10, 28)),
    ("Nov. 3", date(2026, 11, 3)),
    ("18 August", date(2026, 8, 18)),
]
DUE = [
    ("Friday", date(2026, 11, 20)),
    ("by Friday", date(2026, 11, 20)),
    ("next week", date(2026, 11, 23)),
    ("next Monday", date(2026, 11, 23)),
    ("December 1", date(2026, 12, 1)),
    ("March 1", date(2027, 3, 1)),
    ("2027-02-28", date(2027, 2, 28)),
    ("within 48 hours", date(2026, 11, 20)),
    ("the end of the month", date(2026, 11, 30)),
]
UNNAMED = [
    "",
    "soon",
    "in March",
    "next Friday",
    "31 February",
    "since last summer",
    "Nov. 3",
    "99 May",
]


@pytest.mark.parametrize(("words", "day"), SAID)
def test_what_was_said_looks_back(words: str, day: date) -> None:
    assert resolve(words, published=WEDNESDAY, ahead=False) == day


@pytest.mark.parametrize(("words", "day"), DUE)
def test_what_is_due_looks_ahead(words: str, day: date) -> None:
    assert resolve(words, published=WEDNESDAY, ahead=True) == day


@pytest.mark.parametrize("words", UNNAMED)
def test_a_day_that_is_not_named_once_is_not_invented(words: str) -> None:
    assert resolve(words, published=WEDNESDAY, ahead=True) is None


def test_next_week_is_a_first_day_and_by_friday_is_not() -> None:
    assert is_first_day_only("as early as next week")
    assert not is_first_day_only("by Friday")


@given(st.text(max_size=60), st.dates(), st.booleans())
def test_any_words_and_any_day_are_answered(words: str, published: date, ahead: bool) -> None:
    answer = resolve(words, published=published, ahead=ahead)

    assert answer is None or isinstance(answer, date)


def test_times_are_found_where_they_stand() -> None:
    text = "It opens on Friday, Nov. 20, and closes within two weeks."

    assert [span.of(text) for span in mentions(text)] == ["Friday, Nov. 20", "within two weeks"]
