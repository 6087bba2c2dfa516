"""What people decided of a claim's passages, and which they confirmed."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from claims.asof import known
from claims.models import Appearance, AppearanceDecision, Claim
from claims.models.appearance import AppearanceQuerySet
from claims.states import Decided
from claims.world import group_of, last_words


def latest_decisions(claim: Claim, *, at: datetime | None = None) -> dict[str, AppearanceDecision]:
    """What counted at `at` (None: now) of each passage that somebody had decided on, by digest.

    Of merged claims too; two queries, in the past three.
    """
    group = group_of(claim, at=at)
    rows = AppearanceDecision.objects.filter(known(at), claim__in=group)
    return last_words(rows.select_related("by", "root").order_by("at", "pk"), group)


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


def passages_with(
    claim: Claim, digests: set[str], *, at: datetime | None = None
) -> AppearanceQuerySet:
    """The passages with these digests, each once however many articles and merged claims have it.

    The claim's own goes before one of a claim that was merged into it at `at` (None: that is).
    """
    group = group_of(claim, at=at)
    rows = Appearance.objects.filter(claim__in=group, digest__in=digests).once_per_passage()
    if group == [claim.pk]:
        return rows
    sooner = Q(claim=claim) | Q(pk__lt=OuterRef("pk"))
    same = Appearance.objects.filter(sooner, claim__in=group, digest=OuterRef("digest"))
    return rows.filter(Q(claim=claim) | ~Exists(same))
