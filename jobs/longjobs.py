"""Work too long for one task: begun once, done in slices that a kill repeats but never doubles.

A slice is a run of bites. A bite is worked out first, then written together with the progress in
one short transaction that is fenced by the lease: what was cut off in between was never written,
and the next slice begins where the last whole bite ended (`design.md` §6).

One slice runs at a time in the whole newsroom, so that long work never takes every worker. Jobs of
one kind that stand at the same cursor share their slices: a thousand claims that were imported
together are looked for in one pass.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from jobs.clock import Now
from jobs.due import LostLease, fail, lease, revive
from jobs.models import LongJob, LongJobQuerySet

log = logging.getLogger(__name__)

# So many jobs share a slice at most.
TOGETHER: Final = 1000
# Jobs that have failed so often go on alone, so that the one at fault is given up alone.
ALONE_FROM: Final = 2


def _nothing() -> Mapping[int, int]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bite:
    """A part of a slice, worked out and not yet written.

    `cursor` is where the next bite begins, `done` how many were worked through since the last;
    `total` is None where it is as it was. `write` writes the results, inside the transaction that
    keeps the progress, and gives how many were found for each job, by its id.
    """

    cursor: str
    done: int
    finished: bool
    total: int | None = None
    write: Callable[[], Mapping[int, int]] = _nothing


# Works out one bite for jobs that all stand at the same cursor; "" is the beginning.
Step = Callable[[Sequence[LongJob], Now], Bite]


def begin(
    kind: str,
    subjects: Collection[str],
    *,
    now: datetime,
    by: AbstractUser | None = None,
    afresh: bool = False,
) -> None:
    """Have long work done about each subject; of a kind and a subject one job is open at a time.

    One that is open goes on as it stands, and stays given up until somebody asks (`by`); `afresh`
    sends it back to the beginning, where what it has read by now no longer fits. `now` is desk
    time.
    """
    LongJob.objects.bulk_create(
        [
            LongJob(
                kind=kind,
                subject=subject,
                asked_by_id=by.pk if by else None,
                asked_at=now,
                next_at=now,
            )
            for subject in subjects
        ],
        ignore_conflicts=True,
    )
    there = LongJob.objects.of(kind, subjects).open()
    if by or afresh:
        revive(there.exclude(dead_at=None), at=now)
    if afresh:
        _restart(there.exclude(cursor="", lease_token=None), now=now)


def cancel(kind: str, subjects: Collection[str], *, now: datetime) -> int:
    """Call off what is open; a slice that runs now writes nothing more. Returns how many."""
    there = LongJob.objects.of(kind, subjects).open()
    return there.update(cancelled_at=now, next_at=None, lease_token=None, lease_until=None)


def run_due(steps: Mapping[str, Step], *, now: Now, time_left: Callable[[], bool]) -> int:
    """Run one slice of the job that has waited longest; returns how many jobs shared it.

    The slice ends with the first bite after `time_left` says no; there is always one.
    """
    jobs = _take(steps, now=now)
    if not jobs:
        return 0
    try:
        _slice(jobs, steps[jobs[0].kind], now=now, time_left=time_left)
    except LostLease:
        log.info("%s was called off, or another worker has taken it over.", jobs[0])
    except Exception as error:
        log.exception("A slice of %s, shared by %d, failed.", jobs[0], len(jobs))
        _fail(jobs, error=repr(error), now=now)
    return len(jobs)


def _take(kinds: Iterable[str], *, now: Now) -> list[LongJob]:
    """Lease the job that has waited longest, with those that can share its slice."""
    there = LongJob.objects.open().filter(kind__in=list(kinds))
    if there.filter(lease_until__gt=now.machine).exists():
        return []
    waiting = there.filter(next_at__lte=now.desk, dead_at=None)
    first = waiting.order_by("next_at", "pk").first()
    if first is None:
        return []
    # By id: a lease counts the attempt, so that the jobs must not be told by it afterwards.
    sharing = there.filter(pk__in=_sharing(waiting, first))
    return lease(sharing, due_by=now.desk, now=now.machine, most=TOGETHER)


def _sharing(waiting: LongJobQuerySet, first: LongJob) -> list[int]:
    if first.attempts >= ALONE_FROM:
        return [first.pk]
    rows = waiting.filter(kind=first.kind, cursor=first.cursor, attempts__lt=ALONE_FROM)
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:TOGETHER])


def _slice(jobs: Sequence[LongJob], step: Step, *, now: Now, time_left: Callable[[], bool]) -> None:
    goes_on = True
    while goes_on:
        bite = step(jobs, now)
        goes_on = not bite.finished and time_left()
        jobs = _keep(jobs[0], bite, goes_on=goes_on, now=now)


@transaction.atomic
def _keep(leased: LongJob, bite: Bite, *, goes_on: bool, now: Now) -> list[LongJob]:
    """Write a bite and its progress; gives the jobs that go on, without those called off."""
    mine = LongJob.objects.filter(lease_token=leased.lease_token)
    if not list(mine.select_for_update().values_list("pk")):
        raise LostLease(str(leased))
    for job, found in bite.write().items():
        mine.filter(pk=job).update(found=F("found") + found)
    changes: dict[str, object] = {
        "cursor": bite.cursor,
        "done": F("done") + bite.done,
        "started_at": Coalesce("started_at", Value(now.desk)),
    }
    if bite.total is not None:
        changes["total"] = bite.total
    mine.update(**changes, **_given_back(bite, goes_on=goes_on, now=now))
    return list(mine.order_by("pk"))


def _given_back(bite: Bite, *, goes_on: bool, now: Now) -> dict[str, object]:
    if goes_on:
        return {}
    return {
        "lease_token": None,
        "lease_until": None,
        "attempts": 0,
        "last_error": "",
        "next_at": None if bite.finished else now.desk,
        "finished_at": now.desk if bite.finished else None,
    }


def _fail(jobs: Sequence[LongJob], *, error: str, now: Now) -> None:
    """Put all of a slice off to one moment, so that they go on together."""
    mine = LongJob.objects.filter(lease_token=jobs[0].lease_token)
    first = mine.first()
    if first is None:
        return
    fail(first, error=error, due_now=now.desk, now=now.machine)
    first.refresh_from_db()
    mine.update(
        lease_token=None,
        lease_until=None,
        last_error=first.last_error,
        next_at=first.next_at,
        dead_at=first.dead_at,
    )


def _restart(jobs: LongJobQuerySet, *, now: datetime) -> None:
    """From the beginning; without its lease, a slice that runs now writes nothing more."""
    jobs.update(
        cursor="",
        done=0,
        total=None,
        found=0,
        started_at=None,
        asked_at=now,
        next_at=now,
        lease_token=None,
        lease_until=None,
        attempts=0,
        last_error="",
    )
