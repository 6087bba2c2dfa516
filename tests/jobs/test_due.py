"""Due work is taken once, counted before it is done, fenced at its end, and never lost."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from pytest_django import Settings

from jobs.due import LostLease, ask, defer, fail, finish, lease, revive
from sources.models import Feed, Outlet
from tests.jobs.together import at_once

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def feed(*, due: datetime | None = NOON, name: str = "one") -> Feed:
    outlet, _ = Outlet.objects.get_or_create(domain="herald.example", defaults={"name": "Herald"})
    return Feed.objects.create(url=f"https://herald.example/{name}", outlet=outlet, next_at=due)


def take(now: datetime = NOON, most: int = 10) -> list[Feed]:
    return lease(Feed.objects.all(), due_by=now, now=now, most=most)


def again(row: Feed) -> Feed:
    return Feed.objects.get(pk=row.pk)


@pytest.mark.django_db
def test_what_is_due_is_taken_oldest_first_and_no_more_than_asked_for() -> None:
    later = feed(name="later", due=NOON - MINUTE)
    first = feed(name="first", due=NOON - HOUR)
    feed(name="not yet", due=NOON + MINUTE)
    feed(name="never", due=None)

    assert take(most=1) == [first]
    assert take() == [later]
    assert take() == []


@pytest.mark.django_db
def test_a_leased_row_is_free_again_only_when_its_lease_has_run_out(settings: Settings) -> None:
    settings.LEASE_S = 60
    row = feed()
    take()

    assert take(NOON + timedelta(seconds=59)) == []
    assert take(NOON + timedelta(seconds=60)) == [row]


@pytest.mark.django_db
def test_an_attempt_is_counted_before_the_work_begins() -> None:
    feed()

    (mine,) = take()

    assert mine.attempts == 1
    assert again(mine).attempts == 1


@pytest.mark.django_db
def test_finishing_clears_the_lease_and_sets_the_next_time() -> None:
    feed()
    (mine,) = take()

    finish(mine, next_at=NOON + HOUR, due_now=NOON)

    done = again(mine)
    assert (done.next_at, done.attempts, done.lease_token) == (NOON + HOUR, 0, None)
    assert (done.lease_until, done.last_error) == (None, "")


@pytest.mark.django_db
def test_a_change_during_the_work_makes_the_row_due_again_at_once() -> None:
    row = feed()
    (mine,) = take()
    ask(Feed.objects.filter(pk=row.pk), at=NOON)

    finish(mine, next_at=None, due_now=NOON + MINUTE)

    assert again(row).next_at == NOON + MINUTE


@pytest.mark.django_db
def test_who_lost_the_lease_finishes_nothing_and_is_told() -> None:
    row = feed()
    (slow,) = take()
    (quick,) = take(NOON + HOUR)

    with pytest.raises(LostLease):
        finish(slow, next_at=None, due_now=NOON + HOUR)

    assert again(row).lease_token == quick.lease_token
    assert again(row).next_at == NOON


@pytest.mark.django_db
def test_who_lost_the_lease_writes_no_failure_either() -> None:
    row = feed()
    (slow,) = take()
    take(NOON + HOUR)

    fail(slow, error="too late", due_now=NOON + HOUR, now=NOON + HOUR)

    assert again(row).last_error == ""
    assert again(row).next_at == NOON


@pytest.mark.django_db
def test_failing_waits_longer_each_time_and_keeps_the_error() -> None:
    row = feed()
    waits = []
    now = NOON
    for _ in range(3):
        (mine,) = take(now)
        fail(mine, error="the server hung up", due_now=now, now=now)
        waits.append((_next(row) - now).total_seconds())
        now = _next(row)

    assert again(row).last_error == "the server hung up"
    for wait, base in zip(waits, (5, 10, 20), strict=True):
        assert 0.5 * base <= wait <= 1.5 * base


def _next(row: Feed) -> datetime:
    moment = again(row).next_at
    assert moment is not None
    return moment


@pytest.mark.django_db
def test_a_row_that_fails_too_often_is_given_up_for_people_to_see(settings: Settings) -> None:
    settings.MAX_ATTEMPTS = 2
    row = feed()
    (mine,) = take()
    fail(mine, error="once", due_now=NOON, now=NOON)
    (mine,) = take(NOON + HOUR)
    fail(mine, error="twice", due_now=NOON + HOUR, now=NOON + HOUR)

    assert take(NOON + 10 * HOUR) == []
    assert again(row).dead_at == NOON + HOUR
    assert again(row).last_error == "twice"


@pytest.mark.django_db
def test_a_row_that_kills_its_workers_is_buried_and_holds_up_no_other(settings: Settings) -> None:
    settings.MAX_ATTEMPTS, settings.LEASE_S = 3, 60
    poison = feed(name="poison", due=NOON - HOUR)
    taken = [take(NOON + n * HOUR) for n in range(3)]  # nobody ever answers
    good = feed(name="good")

    assert [rows[0].pk for rows in taken] == [poison.pk] * 3
    assert take(NOON + 5 * HOUR) == [good]
    assert again(poison).dead_at == NOON + 5 * HOUR


@pytest.mark.django_db
def test_deferring_keeps_the_attempts_and_backs_off_as_told() -> None:
    row = feed()
    (mine,) = take()

    defer(mine, to=NOON + HOUR, error="asked to wait")

    done = again(row)
    assert (done.next_at, done.attempts, done.lease_token) == (NOON + HOUR, 1, None)
    assert (done.last_error, done.dead_at) == ("asked to wait", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("due", "then"),
    [(None, NOON), (NOON + HOUR, NOON), (NOON - HOUR, NOON - HOUR)],
    ids=["never", "later", "overdue"],
)
def test_asking_only_ever_brings_a_row_forward(due: datetime | None, then: datetime) -> None:
    row = feed(due=due)

    ask(Feed.objects.filter(pk=row.pk), at=NOON)

    assert again(row).next_at == then


@pytest.mark.django_db
def test_asking_a_hundred_times_costs_one_run() -> None:
    row = feed(due=None)
    for _ in range(100):
        ask(Feed.objects.filter(pk=row.pk), at=NOON)
    (mine,) = take()

    finish(mine, next_at=None, due_now=NOON)

    assert take(NOON + HOUR) == []


@pytest.mark.django_db
def test_a_person_revives_what_was_given_up(settings: Settings) -> None:
    settings.MAX_ATTEMPTS = 1
    row = feed()
    (mine,) = take()
    fail(mine, error="no", due_now=NOON, now=NOON)

    revive(Feed.objects.filter(pk=row.pk), at=NOON + HOUR)

    (back,) = take(NOON + HOUR)
    assert (back.pk, back.attempts, back.dead_at) == (row.pk, 1, None)


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_each_row_goes_to_exactly_one() -> None:
    for n in range(12):
        feed(name=str(n))

    taken = at_once([lambda: [row.pk for _ in range(4) for row in take(most=1)]] * 6)

    won = [pk for rows in taken for pk in rows]
    assert len(won) == len(set(won))
    assert Feed.objects.filter(attempts=1).count() == len(won)
    left = [row.pk for row in take(most=20)]
    assert sorted(won + left) == sorted(Feed.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_one_row_exactly_one_wins() -> None:
    row = feed()
    (slow,) = take()
    (quick,) = take(NOON + HOUR)

    won = at_once([partial(_finishes, slow), partial(_finishes, quick)])

    assert won == [False, True]
    assert again(row).next_at is None


def _finishes(row: Feed) -> bool:
    try:
        with transaction.atomic():
            finish(row, next_at=None, due_now=NOON)
    except LostLease:
        return False
    return True
