"""Asking for a re-check: a waiting reason and an earlier due time, however often it is asked."""

from collections.abc import Iterable
from datetime import datetime

from claims.models import Claim, RecheckTrigger
from claims.schedule import due_at
from claims.states import Trigger
from jobs.due import ask


def ask_recheck(claims: Iterable[int], *, why: Trigger, now: datetime) -> int:
    """Make tracked claims due, desk time; ten thousand asks wait as one row each.

    What touches a claim that was merged is asked of the one that reads it. Suggestions wait for
    their pause (`claims.schedule`), all else is due at `now`.
    """
    ids = set(claims)
    read_by = Claim.objects.filter(pk__in=ids).exclude(merged_into=None)
    meant = ids.union(read_by.values_list("merged_into_id", flat=True))
    last = dict(Claim.objects.tracked().filter(pk__in=meant).values_list("pk", "last_checked_at"))
    RecheckTrigger.objects.bulk_create(
        [RecheckTrigger(claim_id=pk, kind=why.value, at=now) for pk in last], ignore_conflicts=True
    )
    due: dict[datetime, list[int]] = {}
    for pk, checked in last.items():
        due.setdefault(due_at(why, last=checked, now=now), []).append(pk)
    return sum(ask(Claim.objects.filter(pk__in=pks), at=at) for at, pks in due.items())
