"""What people decided of a claim's passages, and which they confirmed."""

from claims.models import Appearance, AppearanceDecision, Claim
from claims.models.appearance import AppearanceQuerySet
from claims.states import Decided


def latest_decisions(claim: Claim) -> dict[str, AppearanceDecision]:
    """What counts of each passage that somebody decided on, by its digest."""
    rows = claim.decisions.select_related("by", "root").order_by("at", "pk")
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
