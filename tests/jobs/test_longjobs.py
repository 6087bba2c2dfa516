"""Long jobs: begun once, done in slices that they share, called off and begun afresh."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from jobs.longjobs import begin, cancel, run_due
from jobs.models import LongJob
from tests.jobs.counting import COUNT, HOUR, NOON, Counting, both, job, order, run, written
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db


def test_a_slice_ends_when_its_time_is_over_and_keeps_its_place() -> None:
    order()

    assert run(Counting(), bites=2) == 1

    row = job()
    assert (row.cursor, row.done, row.total, row.found) == ("20", 20, 50, 2)
    assert (row.started_at, row.finished_at, row.lease_token) == (NOON, None, None)
    assert row.next_at == NOON


def test_slice_after_slice_comes_to_the_end_once() -> None:
    order()

    while run(Counting(), bites=2):
        pass

    row = job()
    assert (row.done, row.found, row.finished_at, row.next_at) == (50, 5, NOON, None)
    assert written() == [f"a from {n}" for n in (0, 10, 20, 30, 40)]


def test_long_work_is_begun_once_however_often_it_is_asked_for() -> None:
    order()
    run(Counting())

    order("a", "b", now=NOON + HOUR)

    assert (job("a").cursor, job("a").asked_at) == ("10", NOON)
    assert job("b").asked_at == NOON + HOUR


def test_the_database_itself_refuses_a_second_open_job() -> None:
    order()

    with pytest.raises(IntegrityError), transaction.atomic():
        LongJob.objects.create(kind=COUNT, subject="a", asked_at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_begin_at_once_one_job_comes() -> None:
    at_once([partial(order, "a")] * 5)

    assert LongJob.objects.count() == 1


def test_what_is_finished_can_be_begun_again() -> None:
    order()
    run(Counting(end=10))

    order(now=NOON + HOUR)

    assert LongJob.objects.count() == 2
    newest = LongJob.objects.newest_of(COUNT, "a")
    assert newest is not None
    assert (newest.done, newest.finished_at) == (0, None)


def test_who_asked_is_kept(carl: User) -> None:
    order(by=carl)

    assert job().asked_by_id == carl.pk


def test_what_is_called_off_stops_at_once_and_those_that_share_its_slice_go_on() -> None:
    order("a", "b")

    def call_off(at: int) -> None:
        if at == 10:
            assert cancel(COUNT, ["a"], now=NOON) == 1

    run(Counting(meanwhile=call_off), bites=9)

    assert (job("a").done, job("a").cancelled_at, job("a").next_at) == (10, NOON, None)
    assert (job("b").done, job("b").found, job("b").finished_at) == (50, 5, NOON)
    assert run(Counting(), now=NOON + HOUR) == 0


def test_a_slice_whose_only_job_is_called_off_writes_nothing_more() -> None:
    order()

    run(Counting(meanwhile=lambda at: at and cancel(COUNT, ["a"], now=NOON)), bites=9)

    assert written() == ["a from 0"]
    assert cancel(COUNT, ["a"], now=NOON) == 0


def test_jobs_that_wait_at_one_place_share_their_slices() -> None:
    order("a", "b", "c")
    step = Counting()

    assert run(step, bites=9) == 3

    assert step.shared == [["a", "b", "c"]] * 5
    assert [job(name).found for name in "abc"] == [5, 5, 5]


def test_a_job_that_comes_later_has_a_pass_of_its_own_and_both_take_turns() -> None:
    order("a")
    step = Counting(end=40)
    run(step, bites=2)
    order("b", now=NOON - HOUR)

    for n in range(1, 9):
        run(step, now=NOON + n * HOUR)

    assert step.shared == [["a"], ["a"], ["b"], ["a"], ["b"], ["a"], ["b"], ["b"]]


def test_a_job_that_catches_up_with_another_goes_on_with_it() -> None:
    order("a")
    step = Counting()
    run(step)
    order("b", now=NOON - HOUR)
    run(step)

    run(step)

    assert step.shared == [["a"], ["b"], ["a", "b"]]


def test_jobs_of_different_kinds_share_nothing() -> None:
    order("a")
    begin("tests.other", ["b"], now=NOON)
    step = Counting()

    run_due({COUNT: step, "tests.other": step}, now=both(), time_left=lambda: False)

    assert step.shared == [["a"]]


def test_a_kind_that_nobody_here_knows_is_left_alone() -> None:
    begin("tests.other", ["a"], now=NOON)

    assert run(Counting()) == 0
    assert job().attempts == 0


def test_one_slice_runs_at_a_time() -> None:
    order("a")
    during: list[int] = []

    def meanwhile(at: int) -> None:
        order("b")
        during.append(run(Counting()))

    run(Counting(meanwhile=meanwhile))

    assert during == [0]
    assert job("b").attempts == 0


def test_begun_afresh_it_reads_from_the_start_and_the_slice_that_runs_is_dropped() -> None:
    order()

    def again(at: int) -> None:
        if at == 10:
            order(now=NOON + HOUR, afresh=True)

    run(Counting(meanwhile=again), bites=9)

    row = job()
    assert (row.cursor, row.done, row.total, row.found) == ("", 0, None, 0)
    assert (row.next_at, row.lease_token, row.started_at) == (NOON + HOUR, None, None)
    assert written() == ["a from 0"]
