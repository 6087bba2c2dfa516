"""How long a status rests before it is looked at again without any cause."""

from datetime import timedelta

import pytest

from claims.facts import Status
from claims.schedule import DAY, HOUR, INTERVALS, YOUNG, next_check
from tests.claims.make import NOON

pytestmark = pytest.mark.once


@pytest.mark.parametrize("status", Status)
def test_every_status_is_looked_at_again_and_an_old_one_less_often(status: Status) -> None:
    young, old = INTERVALS[status]

    assert timedelta() < young <= old <= 30 * DAY


@pytest.mark.parametrize(
    ("age", "rest"),
    [(timedelta(), 3 * HOUR), (YOUNG - HOUR, 3 * HOUR), (YOUNG, DAY)],
    ids=["new", "young", "a week old"],
)
def test_a_dispute_rests_longer_once_it_has_stood_for_a_week(
    age: timedelta, rest: timedelta
) -> None:
    found = next_check(Status.DISPUTED, since=NOON - age, now=NOON, next_look=None)

    assert found == NOON + rest


def test_a_date_that_passes_sooner_comes_first() -> None:
    soon = NOON + HOUR

    assert next_check(Status.AWAITING, since=NOON, now=NOON, next_look=soon) == soon


def test_a_date_that_passes_later_does_not_lengthen_the_rest() -> None:
    found = next_check(Status.AWAITING, since=NOON, now=NOON, next_look=NOON + 90 * DAY)

    assert found == NOON + 12 * HOUR
