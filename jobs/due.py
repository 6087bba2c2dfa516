"""Taking, finishing and failing due work: the same on both databases (`design.md` §6).

A lease is one conditional UPDATE, committed before the work starts, so that a row that kills its
process is still counted. Finishing is fenced by the token: whoever lost the lease writes nothing.
"""

import random
import uuid
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, F, Q, QuerySet, Value, When

from jobs.models import DueWork

W = TypeVar("W", bound=DueWork)

BACKOFF_BASE_S: Final = 5.0
BACKOFF_CAP_S: Final = 3600.0


class LostLease(Exception):
    """Somebody else took this work over; what was worked out is dropped."""


def lease(rows: "QuerySet[W]", *, due_by: datetime, now: datetime, most: int) -> list[W]:
    """Take up to `most` due rows, oldest first; of one moment, those that were made first.

    `due_by` is on the clock of `next_at`; `now` is machine time, for the lease itself.
    """
    due = rows.filter(Q(lease_until=None) | Q(lease_until__lte=now), next_at__lte=due_by)
    due.filter(attempts__gte=settings.MAX_ATTEMPTS, dead_at=None).update(
        dead_at=now, lease_until=None, lease_token=None
    )
    free = due.filter(dead_at=None)
    token = uuid.uuid4()
    with transaction.atomic():
        oldest = free.order_by("next_at", "pk").select_for_update(skip_locked=True)
        won = free.filter(pk__in=oldest.values("pk")[:most]).update(
            lease_token=token,
            lease_until=now + timedelta(seconds=settings.LEASE_S),
            attempts=F("attempts") + 1,
        )
    return list(rows.filter(lease_token=token).order_by("next_at", "pk")) if won else []


def finish(row: DueWork, *, next_at: datetime | None, due_now: datetime) -> None:
    """Give the row back, due again at `next_at`, or at once if it changed during the work.

    Call it inside the transaction that writes the work's results; raises LostLease (roll back).
    """
    rearmed = Case(
        When(wanted=row.wanted, then=Value(next_at, output_field=DateTimeField(null=True))),
        default=Value(due_now),
        output_field=DateTimeField(null=True),
    )
    mine = type(row)._base_manager.filter(pk=row.pk, lease_token=row.lease_token)
    won = mine.update(
        lease_token=None, lease_until=None, attempts=0, last_error="", next_at=rearmed
    )
    if won != 1:
        raise LostLease(str(row))


def fail(row: DueWork, *, error: str, due_now: datetime, now: datetime) -> None:
    """Back off with jitter, or give up for a person to see after MAX_ATTEMPTS."""
    delay = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** (row.attempts - 1))
    delay *= 0.5 + random.random()  # noqa: S311  (jitter, not a secret)
    dead = now if row.attempts >= settings.MAX_ATTEMPTS else None
    defer(row, to=due_now + timedelta(seconds=delay), error=error, dead=dead)


def defer(row: DueWork, *, to: datetime, error: str, dead: datetime | None = None) -> None:
    """Give the row back untouched, due again at `to`; its attempts stay counted."""
    mine = type(row)._base_manager.filter(pk=row.pk, lease_token=row.lease_token)
    mine.update(
        lease_token=None,
        lease_until=None,
        last_error=error[:2000],
        next_at=to,
        dead_at=dead,
    )


def ask(rows: "QuerySet[W]", *, at: datetime) -> int:
    """Make rows due no later than `at`; asking often costs one run (a natural debounce)."""
    sooner = Case(
        When(Q(next_at=None) | Q(next_at__gt=at), then=Value(at)),
        default=F("next_at"),
        output_field=DateTimeField(null=True),
    )
    return rows.update(next_at=sooner, wanted=F("wanted") + 1)


def revive(rows: "QuerySet[W]", *, at: datetime) -> int:
    """Try rows again that had been given up; a person's decision."""
    return rows.update(dead_at=None, attempts=0, next_at=at, wanted=F("wanted") + 1)
