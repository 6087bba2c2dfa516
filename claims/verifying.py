"""Whether what the ledger tells of is still in the tables, as it was told: the other half of proof.

The chain shows that its own rows are whole; this shows that no row of it is missing altogether,
and that checks and decisions say what the ledger said of them.
"""

from collections.abc import Iterator

from django.db.models import Max, Min

from claims import ledger
from claims.facts import ClaimFacts
from claims.models import AppearanceDecision, Claim, LedgerEvent, StatusCheck
from jobs.models import LogHead

CHECKS = ("claims.status_changed", "claims.rechecked")
DECISIONS = (
    "claims.passage_confirmed",
    "claims.passage_dismissed",
    "claims.passage_auto_confirmed",
)


def problems() -> list[str]:
    """Everything of all claims that does not hold, one line each."""
    claims = Claim.objects.order_by("pk")
    broken = [words for claim in claims.iterator() if (words := ledger.broken(claim))]
    return [*broken, *gaps(), *_checks(), *_decisions(), *_statuses()]


def gaps() -> list[str]:
    """Whether every position that was given out still has its row."""
    head = LogHead.objects.filter(name=ledger.LOG).values_list("position", flat=True).first() or 0
    rows = LedgerEvent.objects.filter(position__lte=head)
    span = rows.aggregate(first=Min("position"), last=Max("position"))
    count = rows.count()
    if count == head and (not head or (span["first"], span["last"]) == (1, head)):
        return []
    return [f"{head - count} rows of the whole ledger are missing: {head} were written"]


def _checks() -> Iterator[str]:
    """Each re-check that the ledger tells of, against its row and the facts in it."""
    rows = StatusCheck.objects.in_bulk()
    for event in LedgerEvent.objects.filter(kind__in=CHECKS).order_by("position").iterator():
        check = rows.pop(event.facts.get("check"), None)
        if check is None:
            yield f"C-{event.claim_id}: the re-check of row {event.seq} is gone"
        elif not _same_check(check, event):
            yield f"C-{event.claim_id}: the re-check of row {event.seq} was changed"
    for check in rows.values():
        yield f"C-{check.claim_id}: a re-check of {check.at:%d %b %H:%M} is not in the ledger"


def _same_check(check: StatusCheck, event: LedgerEvent) -> bool:
    told = tuple(event.facts.get(name) for name in ("before", "after", "digest"))
    if (*told, event.facts.get("shadow", "")) != (
        check.before,
        check.after,
        check.digest,
        check.shadow,
    ):
        return False
    try:
        return ClaimFacts.from_json(check.facts).digest() == check.digest
    except (KeyError, TypeError, ValueError):
        return False


def _decisions() -> Iterator[str]:
    rows = AppearanceDecision.objects.in_bulk()
    for event in LedgerEvent.objects.filter(kind__in=DECISIONS).order_by("position").iterator():
        row = rows.get(event.facts.get("decision"))
        told = tuple(event.facts.get(name) for name in ("decided", "stance", "appearance"))
        if row is None or (row.decided, row.stance, row.appearance_id) != told:
            yield f"C-{event.claim_id}: the decision of row {event.seq} was changed or removed"


def _statuses() -> Iterator[str]:
    """The status on a claim is a cache of its last re-check, and nothing else."""
    for claim in Claim.objects.order_by("pk").iterator():
        last = claim.checks.order_by("pk").values_list("after", flat=True).last()
        if last is not None and last != claim.status:
            yield f"{claim.number}: it is shown as {claim.status}; its last re-check says {last}"
