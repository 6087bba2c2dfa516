"""What people recorded of how claims went, as known at a moment: conditions, outcomes, records."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from accounts.models import User
from claims.facts import OutcomeFacts, OutcomeKind
from claims.merged import winners
from claims.models import Claim, ConditionMet, LedgerEvent, Outcome, OutcomeSecond, Speaker
from claims.records import ENTERS, SpeakerRecord, record

_OUT_OF_INBOX: Final = ("claims.tracked", "claims.closed")


def outcomes_in_force(
    claims: Iterable[int], *, at: datetime, without: Outcome | None = None
) -> dict[int, OutcomeFacts]:
    """Claim id -> its outcome: the last that was agreed with and not itself taken back.

    What was taken back stays so, whatever was said of it afterwards; `without` leaves one out as
    if it were taken back too. One query, however many claims; one still open has no entry.
    """
    known = OutcomeSecond.objects.filter(at__lte=at)
    taken_back = known.filter(outcome=OuterRef("outcome"), agreed=False)
    standing = known.filter(~Exists(taken_back), outcome__claim__in=list(claims), agreed=True)
    if without is not None:
        standing = standing.exclude(outcome=without)
    return {
        row.outcome.claim_id: OutcomeFacts(
            kind=OutcomeKind(row.outcome.kind), words=row.outcome.words, at=row.at
        )
        for row in standing.select_related("outcome").order_by("at", "pk")
    }


def needs_a_reason(outcome: Outcome, *, by: User) -> bool:
    """Whether taking it back needs one: who recorded it withdraws it without, while it waits."""
    return by.pk != outcome.by_id or outcome.seconds.filter(agreed=True).exists()


def condition_met_at(claim: Claim, *, at: datetime) -> datetime | None:
    """When a person recorded that the claim's condition came about, unless that was taken back."""
    if not claim.condition:
        return None
    rows = list(ConditionMet.objects.filter(claim=claim).order_by("at", "pk"))
    if not rows:  # Recorded before there were such rows: only the claim knows the day.
        met = claim.condition_met_at
        return met if met is not None and met <= at else None
    known = [row for row in rows if row.at <= at]
    return known[-1].at if known and known[-1].met else None


def record_of(speaker: Speaker, *, at: datetime) -> SpeakerRecord:
    """How the claims on a speaker's record ended, as known at `at`; three queries.

    A claim counts as it stood then: out of the inbox, and for itself if it was not merged.
    """
    out = LedgerEvent.objects.filter(claim=OuterRef("pk"), kind__in=_OUT_OF_INBOX, at__lte=at)
    kinds = [kind.value for kind in ENTERS]
    filed = Claim.objects.filter(Exists(out), kind__in=kinds, claimant=speaker)
    found = list(filed.values_list("pk", flat=True))
    merged = winners(found, at=at)
    ids = [pk for pk in found if pk not in merged]
    ended = outcomes_in_force(ids, at=at)
    return record(ended.get(pk) for pk in ids)
