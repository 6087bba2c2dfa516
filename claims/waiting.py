"""Asking for a re-check: a waiting reason and an earlier due time, however often it is asked."""

from collections.abc import Iterable
from datetime import datetime

from claims.models import Claim, RecheckTrigger
from claims.states import Trigger
from jobs.due import ask


def ask_recheck(claims: Iterable[int], *, why: Trigger, now: datetime) -> int:
    """Make tracked claims due at `now`, desk time; ten thousand asks wait as one row each."""
    tracked = Claim.objects.tracked().filter(pk__in=set(claims))
    ids = list(tracked.values_list("pk", flat=True))
    RecheckTrigger.objects.bulk_create(
        [RecheckTrigger(claim_id=pk, kind=why.value, at=now) for pk in ids], ignore_conflicts=True
    )
    return ask(Claim.objects.filter(pk__in=ids), at=now)
