"""Positions in append-only logs, and followers that miss nothing.

Never follow an autoincrement id: a late committer would be lost for ever. A position comes from a
counter row that stays locked until commit, so positions become visible in order.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet

from jobs.models import Cursor, LogHead


class Positioned(Protocol):
    """A row of a log."""

    position: int


E = TypeVar("E", bound=Positioned)


def next_position(log: str) -> int:
    """The next position of a log; take it just before the log row, last in the transaction."""
    if not LogHead.objects.filter(name=log).update(position=F("position") + 1):
        LogHead.objects.bulk_create([LogHead(name=log)], ignore_conflicts=True)
        LogHead.objects.filter(name=log).update(position=F("position") + 1)
    return LogHead.objects.values_list("position", flat=True).get(name=log)


def hold(log: str) -> None:
    """Let nobody else write to a log until this transaction ends; what is read under it stays so.

    The same row as `next_position` takes: whoever holds it waits for no writer of the log.
    """
    heads = LogHead.objects.select_for_update().filter(name=log)
    if not heads:
        LogHead.objects.bulk_create([LogHead(name=log)], ignore_conflicts=True)
        heads.get()


def follow(
    name: str,
    rows: "QuerySet[E]",  # type: ignore[type-var]
    handle: Callable[[Sequence[E]], object],
    *,
    most: int = 100,
) -> int:
    """Hand the next rows of a log to `handle`, and move the cursor in the same transaction.

    Returns how many rows were read; 0 also when another process is reading under this name.
    """
    Cursor.objects.bulk_create([Cursor(name=name)], ignore_conflicts=True)
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(name=name).first()
        if cursor is None:
            return 0
        batch = list(rows.filter(position__gt=cursor.position).order_by("position")[:most])
        if not batch:
            return 0
        handle(batch)
        Cursor.objects.filter(pk=cursor.pk, position=cursor.position).update(
            position=batch[-1].position
        )
    return len(batch)


def behind(name: str, log: str) -> int:
    """How many positions a follower has not read yet."""
    head = LogHead.objects.filter(name=log).values_list("position", flat=True).first() or 0
    read = Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0
    return head - read
