"""`claims/dates.py`: the last day of which a claim speaks, and what makes a passage later."""

from datetime import date, datetime

import pytest

from accounts.models import User
from claims.dates import speaks_until
from claims.facts import ClaimKind
from claims.models import Appearance
from claims.states import Speaks
from tests.claims.make import at, capture, passage, tracked

MADE = date(2025, 8, 12)  # a Tuesday
CLOSED = "The Harbour Bridge in Lisbon was closed to lorries on 12 August."
OPEN_ENDED = "The Harbour Bridge in Lisbon is closed to lorries."
NOT_NOW = "The Harbour Bridge in Lisbon is not closed to lorries."
NOT_THEN = "The Harbour Bridge in Lisbon was not closed to lorries."


@pytest.mark.parametrize(
    ("statement", "until"),
    [
        ("The bridge was closed on 10 August.", date(2025, 8, 10)),
        ("The bridge was closed on Monday.", date(2025, 8, 11)),
        ("The bridge was closed from 4 August to 8 August.", date(2025, 8, 8)),
        ("The bridge is closed until 15 August.", date(2025, 8, 15)),
        ("The bridge has been closed since 4 August.", None),
        ("The bridge is closed from next month.", None),
        ("The bridge is closed.", None),
    ],
)
def test_an_instant_ends_with_the_last_day_that_the_claim_names(
    statement: str, until: date | None
) -> None:
    told = Speaks.INSTANT

    assert speaks_until(statement, speaks_of=told, ahead=False, made_on=MADE) == until


def test_a_period_without_a_named_end_has_none() -> None:
    since = "The bridge has been closed since 4 August."
    named = "The bridge is closed on 15 August."
    told = Speaks.PERIOD

    assert speaks_until(since, speaks_of=told, ahead=False, made_on=MADE) == date.max
    assert speaks_until(named, speaks_of=told, ahead=False, made_on=MADE) == date(2025, 8, 15)


def test_a_standing_claim_has_no_end_whatever_days_it_names() -> None:
    words, told = "The bridge is closed on Mondays, as on 4 August.", Speaks.STANDING

    assert speaks_until(words, speaks_of=told, ahead=False, made_on=MADE, due_on=MADE) == date.max


@pytest.mark.parametrize(
    ("statement", "due_on", "until"),
    [
        ("The bridge opens on Friday.", None, date(2025, 8, 15)),
        ("The bridge opens on Friday.", date(2025, 8, 22), date(2025, 8, 22)),
        ("The bridge opens, as early as Friday.", None, date.max),
        ("The bridge opens as early as next week.", None, date.max),
        ("The bridge opens one day.", None, date.max),
    ],
)
def test_what_looks_ahead_ends_when_it_is_due_and_else_is_open(
    statement: str, due_on: date | None, until: date
) -> None:
    told = Speaks.INSTANT

    found = speaks_until(statement, speaks_of=told, ahead=True, made_on=MADE, due_on=due_on)

    assert found == until


# --- as a version is read ------------------------------------------------------------------


def found(
    by: User,
    claim: str,
    words: str,
    *,
    now: datetime,
    kind: ClaimKind = ClaimKind.FACT,
    told: Speaks = Speaks.INSTANT,
) -> Appearance:
    """The passage that an article of `now` has about a claim of 12 August."""
    mine = tracked(by, claim, kind=kind, speaks_of=told, said_on=MADE)
    return passage(mine, capture(words, now=now), now=now)


@pytest.mark.django_db
def test_a_passage_about_a_day_behind_the_claims_is_later(carl: User) -> None:
    row = found(carl, CLOSED, NOT_NOW, now=at(20))

    assert (row.later, row.stance) == (True, "unclear")


@pytest.mark.django_db
def test_a_passage_about_the_claims_own_day_is_a_denial_however_late_it_comes(carl: User) -> None:
    row = found(carl, CLOSED, NOT_THEN, now=at(20))

    assert (row.later, row.stance) == (False, "denies")


@pytest.mark.django_db
def test_a_standing_claim_is_denied_by_what_comes_later(carl: User) -> None:
    words = "The Harbour Bridge in Lisbon is no longer closed to lorries, it is not."
    row = found(carl, OPEN_ENDED, words, now=at(20), told=Speaks.STANDING)
    other = found(carl, f"{OPEN_ENDED[:-1]} now.", words, now=at(20))

    assert (row.later, row.stance) == (False, "denies")
    assert other.later


@pytest.mark.django_db
def test_a_forecast_is_denied_by_what_is_said_of_its_own_day(carl: User) -> None:
    claim = "The Harbour Bridge in Lisbon will be closed to lorries on Friday."
    words = "The Harbour Bridge in Lisbon was not closed to lorries on Friday."
    row = found(carl, claim, words, now=at(18), kind=ClaimKind.PREDICTION)

    assert (row.later, row.stance) == (False, "denies")


@pytest.mark.django_db
def test_without_a_day_of_saying_the_claims_words_are_read_by_its_filing(carl: User) -> None:
    mine = tracked(carl, CLOSED, now=at(13))

    row = passage(mine, capture(NOT_NOW, now=at(20)), now=at(20))

    assert row.later
