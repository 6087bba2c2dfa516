"""What people recorded of how claims went, as known at a moment: conditions, outcomes, records."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from claims.facts import OutcomeFacts, OutcomeKind
from claims.models import Claim, ConditionMet, OutcomeSecond, Speaker
from claims.records import SpeakerRecord, record


def outcomes_in_force(claims: Iterable[int], *, at: datetime) -> dict[int, OutcomeFacts]:
    """Claim id -> its outcome: the last that was agreed with and not itself taken back.

    What was taken back stays so, whatever was said of it afterwards. One query, however many
    claims; a claim that is still open has no entry.
    """
    known = OutcomeSecond.objects.filter(at__lte=at)
    taken_back = known.filter(outcome=OuterRef("outcome"), agreed=False)
    standing = known.filter(~Exists(taken_back), outcome__claim__in=list(claims), agreed=True)
    return {
        row.outcome.claim_id: OutcomeFacts(
            kind=OutcomeKind(row.outcome.kind), words=row.outcome.words, at=row.at
        )
        for row in standing.select_related("outcome").order_by("at", "pk")
    }


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
    """How the claims on a speaker's record ended, as known at `at`; two queries."""
    filed = Claim.objects.on_record_of(speaker).filter(filed_at__lte=at)
    ids = list(filed.values_list("pk", flat=True))
    ended = outcomes_in_force(ids, at=at)
    return record(ended.get(pk) for pk in ids)
