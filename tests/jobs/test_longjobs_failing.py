"""Long jobs that are cut off, overtaken or fail: nothing is lost, doubled or hidden."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import pytest
from pytest_django import Settings

from accounts.models import User
from jobs.clock import Now
from jobs.longjobs import ALONE_FROM, Bite
from jobs.models import LogHead, LongJob
from tests.jobs.counting import HOUR, NOON, Counting, job, order, run, written

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a process that is killed in the middle raises: nothing catches it."""


def test_what_is_cut_off_in_the_middle_repeats_that_bite_alone(settings: Settings) -> None:
    settings.LEASE_S = 60
    order()

    def die(at: int) -> None:
        if at == 20:
            raise Killed

    with suppress(Killed):
        run(Counting(meanwhile=die), bites=9)
    assert job().done == 20
    assert run(Counting(), now=NOON + timedelta(seconds=59)) == 0

    assert run(Counting(), bites=9, now=NOON + timedelta(seconds=60)) == 1

    assert (job().done, job().found, len(written())) == (50, 5, 5)


def test_results_and_progress_are_written_together_or_not_at_all() -> None:
    order()
    step = Counting()
    LogHead.objects.create(name="a from 10")  # so that the second bite fails on writing

    run(step, bites=9)

    assert (job().cursor, job().done, job().found) == ("10", 10, 1)
    assert "IntegrityError" in job().last_error


def test_who_lost_the_lease_writes_nothing(settings: Settings) -> None:
    settings.LEASE_S = 60
    order()

    def take_over(at: int) -> None:
        if at == 10:
            run(Counting(), bites=1, now=NOON + HOUR)

    run(Counting(meanwhile=take_over), bites=9)

    assert (job().cursor, job().done, job().found) == ("20", 20, 2)
    assert written() == ["a from 0", "a from 10"]


def fails(at: int) -> None:
    raise ValueError("bad luck")


def test_a_slice_that_fails_is_put_off_and_says_why() -> None:
    order("a", "b")

    run(Counting(meanwhile=fails))

    assert {job(name).last_error for name in "ab"} == {"ValueError('bad luck')"}
    moments = {job(name).next_at for name in "ab"}
    assert len(moments) == 1, "they wait for one moment, to go on together"
    assert run(Counting()) == 0
    assert run(Counting(), now=NOON + HOUR) == 2


def test_what_fails_too_often_is_given_up_and_seen_and_goes_on_when_somebody_asks(
    settings: Settings, carl: User
) -> None:
    order()
    run(Counting())
    for n in range(1, settings.MAX_ATTEMPTS + 2):
        run(Counting(meanwhile=fails), now=NOON + n * HOUR)
    assert job().dead_at is not None
    assert job().attempts == settings.MAX_ATTEMPTS
    assert run(Counting(), now=NOON + 99 * HOUR) == 0

    order(now=NOON + 100 * HOUR)
    assert run(Counting(), now=NOON + 100 * HOUR) == 0, "nobody has asked"
    order(now=NOON + 100 * HOUR, by=carl)

    assert run(Counting(), now=NOON + 100 * HOUR) == 1
    assert (job().dead_at, job().done, job().last_error) == (None, 20, "")


def test_one_that_fails_always_is_given_up_alone(settings: Settings) -> None:
    settings.MAX_ATTEMPTS = ALONE_FROM + 2
    order("good", "bad", "fine")

    class Picky(Counting):
        def __call__(self, jobs: Sequence[LongJob], _now: Now) -> Bite:
            if "bad" in [job.subject for job in jobs]:
                raise ValueError("not that one")
            return Bite(cursor="10", done=10, finished=True)

    for n in range(12):
        run(Picky(), now=NOON + n * HOUR)

    assert job("bad").dead_at is not None
    assert job("good").finished_at is not None
    assert job("fine").finished_at is not None
