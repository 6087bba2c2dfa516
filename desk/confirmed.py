"""What people decided of a claim's passages, and which they confirmed."""

from datetime import datetime

from claims.asof import known
from claims.models import Appearance, AppearanceDecision, Claim
from claims.models.appearance import AppearanceQuerySet
from claims.states import Decided


def latest_decisions(claim: Claim, *, at: datetime | None = None) -> dict[str, AppearanceDecision]:
    """What counted at `at` (None: now) of each passage that somebody had decided on, by digest."""
    rows = claim.decisions.filter(known(at)).select_related("by", "root").order_by("at", "pk")
    return {row.digest: row for row in rows}


def confirmed_passages(claim: Claim) -> list[tuple[Appearance, AppearanceDecision]]:
    """What people confirmed, the oldest first: what a verdict may rest on."""
    decided = latest_decisions(claim)
    kept = {
        digest: row
        for digest, row in decided.items()
        if row.decided == Decided.CONFIRMED and row.by_id
    }
    return [
        (passage, kept[passage.digest])
        for passage in passages_with(claim, set(kept)).order_by("pk")
    ]


def passages_with(claim: Claim, digests: set[str]) -> AppearanceQuerySet:
    """The passages with these digests, each once however many articles carry it."""
    return Appearance.objects.filter(claim=claim, digest__in=digests).once_per_passage()
