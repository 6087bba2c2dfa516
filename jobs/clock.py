"""The two clocks; only doorways (views, tasks, commands) read them.

Machine time runs leases, back-off, feeds and deliveries: the database's on PostgreSQL, Python's on
SQLite. Desk time is the `now=` of every rule and action: machine time plus one stored offset.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import NamedTuple

from django.db import connection

from jobs.models import DeskClock


class Now(NamedTuple):
    """Both clocks, read together."""

    machine: datetime
    desk: datetime


def machine_now() -> datetime:
    """Machine time, UTC."""
    if connection.vendor != "postgresql":
        return datetime.now(tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now.astimezone(UTC)


def offset() -> timedelta:
    """How far the desk clock stands from the machine's; zero in a newsroom."""
    return DeskClock.objects.values_list("offset", flat=True).first() or timedelta()


def now() -> Now:
    """Machine and desk time, UTC."""
    machine = machine_now()
    return Now(machine=machine, desk=machine + offset())


def desk_now() -> datetime:
    """Desk time, UTC."""
    return now().desk


def set_desk(to: datetime) -> None:
    """Put the desk clock at `to`; the demo's privilege, refused by `check --deploy`."""
    DeskClock.objects.update_or_create(pk=1, defaults={"offset": to - machine_now()})


def within(seconds: float) -> Callable[[], bool]:
    """A question to be asked again and again: whether so many seconds from now are not over."""
    end = monotonic() + seconds
    return lambda: monotonic() < end
