"""Positions become visible in their order, and followers miss nothing and repeat nothing."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection, transaction

from jobs.actions import record
from jobs.logs import behind, follow, next_position
from jobs.models import Cursor, SubjectEvent
from tests.jobs.together import at_once
from tests.jobs.waiting import until

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
LOG = "subjects"
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)


def write(subject: str) -> SubjectEvent:
    return record(subject, "tests.happened", by=None, now=NOON)


def seen_by(name: str, *, most: int = 100) -> list[str]:
    found: list[str] = []

    def handle(rows: Sequence[SubjectEvent]) -> None:
        found.extend(row.subject for row in rows)

    follow(name, SubjectEvent.objects.all(), handle, most=most)
    return found


@pytest.mark.django_db
def test_positions_of_a_log_count_up_from_one_and_logs_are_apart() -> None:
    assert [next_position("one"), next_position("one"), next_position("other")] == [1, 2, 1]


@pytest.mark.django_db
def test_a_follower_reads_each_row_once_and_in_order() -> None:
    for name in "abc":
        write(name)

    assert seen_by("reader", most=2) == ["a", "b"]
    assert seen_by("reader", most=2) == ["c"]
    assert seen_by("reader") == []


@pytest.mark.django_db
def test_followers_read_on_their_own() -> None:
    write("a")
    seen_by("first")
    write("b")

    assert seen_by("first") == ["b"]
    assert seen_by("second") == ["a", "b"]


@pytest.mark.django_db
def test_a_follower_that_fails_reads_the_same_rows_again() -> None:
    write("a")

    def fails(rows: Sequence[SubjectEvent]) -> None:
        raise OSError("it broke")

    with pytest.raises(OSError, match="it broke"):
        follow("reader", SubjectEvent.objects.all(), fails)

    assert seen_by("reader") == ["a"]


@pytest.mark.django_db
def test_what_a_follower_wrote_goes_with_its_cursor() -> None:
    write("a")

    def half(rows: Sequence[SubjectEvent]) -> None:
        write("half done")
        raise OSError("it broke")

    with pytest.raises(OSError, match="it broke"):
        follow("reader", SubjectEvent.objects.all(), half)

    assert not SubjectEvent.objects.filter(subject="half done").exists()


@pytest.mark.django_db
def test_how_far_a_follower_lies_behind_is_known() -> None:
    write("a")
    write("b")

    assert behind("reader", LOG) == 2
    seen_by("reader", most=1)
    assert behind("reader", LOG) == 1


@pytest.mark.django_db(transaction=True)
def test_followers_of_one_name_at_once_handle_each_row_once() -> None:
    names = [f"row {n}" for n in range(30)]
    for name in names:
        write(name)

    def reads() -> list[str]:
        return [name for _ in range(20) for name in seen_by("reader", most=3)]

    rows = [name for part in at_once([reads] * 4) for name in part]

    assert sorted(rows + seen_by("reader")) == sorted(names)


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap_and_no_twin() -> None:
    at_once([partial(write, f"writer {n}") for n in range(8)])

    positions = SubjectEvent.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 9))


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_late_committer_is_not_lost() -> None:
    """With autoincrement ids the second row would be read first, and the first never."""
    written, free = threading.Event(), threading.Event()

    def slowly() -> list[str]:
        with transaction.atomic():
            row = write("early")
            written.set()
            free.wait(30)
        return [row.subject]

    def quickly() -> list[str]:
        written.wait(30)
        return [write("late").subject]

    def reads() -> list[str]:
        written.wait(30)
        until(lambda: _waiting_for_a_lock() > 0)
        before = seen_by("reader")
        free.set()
        until(lambda: SubjectEvent.objects.filter(subject="late").exists())
        return [*before, "then", *seen_by("reader")]

    told = at_once([slowly, quickly, reads])

    assert told[2] == ["then", "early", "late"]
    assert Cursor.objects.get(name="reader").position == 2


def _waiting_for_a_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return int(cursor.fetchone()[0])
