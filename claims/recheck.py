"""Looking at a claim again: facts in, a StatusCheck and a ledger row out, once per due slot."""

import logging
from datetime import datetime
from typing import Final

from django.db import transaction

from claims import ledger, shadow
from claims.dates import turning_points
from claims.evidence import facts_of
from claims.facts import ClaimFacts
from claims.folding import folded
from claims.models import Claim, RecheckTrigger, StatusCheck
from claims.relied_on import relied_on
from claims.schedule import PAUSE, can_wait, next_check
from claims.standing import Standing, standing
from claims.states import Trigger
from jobs.clock import Now
from jobs.due import LostLease, fail, finish, lease

log = logging.getLogger(__name__)
BATCH: Final = 20


def recheck_due(*, now: Now) -> int:
    """Re-check the tracked claims that are due; returns how many were."""
    taken = lease(Claim.objects.tracked(), due_by=now.desk, now=now.machine, most=BATCH)
    for claim in taken:
        try:
            recheck(claim, now=now.desk)
        except LostLease:
            log.info("Another worker has taken %s over.", claim.number)
        except Exception as error:
            log.exception("The re-check of %s failed.", claim.number)
            fail(claim, error=repr(error), due_now=now.desk, now=now.machine)
    return len(taken)


def recheck(claim: Claim, *, now: datetime) -> StatusCheck:
    """Work out where a leased claim stands at `now`, desk time, and write it down.

    Raises LostLease, with nothing written, if somebody else has taken the claim over.
    """
    asked = list(claim.triggers.filter(served_by=None).order_by("pk"))
    # What was asked since `now` is a cause of the next re-check: the facts of `now` lack it.
    waiting = [row for row in asked if row.at <= now]
    # Kept as it is decided on: what is alike once and counted, so that a crowd costs no more.
    facts = folded(facts_of(claim, at=now), now=now, kept=relied_on(claim))
    found = standing(facts, now=now)
    in_shadow = _in_shadow(claim, found, {row.kind for row in waiting})
    since = claim.status_since if found.status == claim.status and claim.status_since else now
    again = next_check(found.status, since=since, now=now, next_look=found.next_look)
    again = min([again, *(row.at for row in asked if row.at > now)])
    with transaction.atomic():
        check, fresh = _write(claim, facts, found, in_shadow=in_shadow, waiting=waiting, now=now)
        finish(claim, next_at=again, due_now=now)
        _pause(claim, {row.kind for row in waiting}, now=now)
        if fresh:
            _stand(claim, check, now=now)
    return check


def _in_shadow(claim: Claim, found: Standing, causes: set[str]) -> bool:
    if Trigger.METHOD in causes:
        return False
    last = claim.checks.newest_first().first()
    return shadow.by_method_alone(last.recorded() if last else None, found)


def _pause(claim: Claim, served: set[str], *, now: datetime) -> None:
    """Let suggestions that came in meanwhile wait; `finish` made the claim due at once for them.

    Asked while the claim's row is locked: what is asked later makes it due itself.
    """
    left = RecheckTrigger.objects.filter(claim=claim, served_by=None)
    if can_wait(served | set(left.values_list("kind", flat=True))):
        Claim.objects.filter(pk=claim.pk, next_at=now).update(next_at=now + PAUSE)


def _write(
    claim: Claim,
    facts: ClaimFacts,
    found: Standing,
    *,
    in_shadow: bool,
    waiting: list[RecheckTrigger],
    now: datetime,
) -> tuple[StatusCheck, bool]:
    kinds = [row.kind for row in waiting] or [_clock_trigger(claim, facts, now=now).value]
    check, fresh = StatusCheck.objects.get_or_create(
        claim=claim,
        slot=_slot(claim, waiting, now=now),
        defaults={
            "triggers": kinds,
            "facts": facts.to_json(),
            "digest": facts.digest(),
            "before": claim.status,
            "after": claim.status if in_shadow else found.status.value,
            "shadow": found.status.value if in_shadow else "",
            "origins": [origin.to_json() for origin in found.origins],
            "reasons": [reason.to_json() for reason in found.reasons],
            "engine": found.engine,
            "at": now,
        },
    )
    RecheckTrigger.objects.filter(pk__in=[row.pk for row in waiting]).update(served_by=check)
    return check, fresh


def _slot(claim: Claim, waiting: list[RecheckTrigger], *, now: datetime) -> datetime:
    """The due time that is served.

    Readings of one sweep ask for one and the same time; who asks after that time was served has a
    reason of their own, which must not be taken for served too.
    """
    due = claim.next_at or now
    return now if waiting and claim.checks.filter(slot=due).exists() else due


def _clock_trigger(claim: Claim, facts: ClaimFacts, *, now: datetime) -> Trigger:
    last = claim.last_checked_at or claim.filed_at
    passed = any(last < moment <= now for moment in turning_points(facts))
    return Trigger.DATE if passed else Trigger.INTERVAL


def _stand(claim: Claim, check: StatusCheck, *, now: datetime) -> None:
    """Cache the status on the claim, and tell the ledger."""
    changed = check.after != check.before
    values: dict[str, object] = {"last_checked_at": now}
    if changed:
        values |= {"status": check.after, "status_before": check.before, "status_since": now}
    Claim.objects.filter(pk=claim.pk).update(**values)
    facts = {
        "check": check.pk,
        "before": check.before,
        "after": check.after,
        "triggers": check.triggers,
        "digest": check.digest,
    }
    if check.shadow:
        facts["shadow"] = check.shadow
    kind = "claims.status_changed" if changed else "claims.rechecked"
    ledger.append(claim, kind, by=None, now=now, facts=facts)
