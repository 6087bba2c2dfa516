"""Two people at once: who was first, when, and that nothing of the other's is lost."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from claims.errors import StaleClaim
from claims.models import Claim
from desk.doors import changed_since
from reviews.errors import StaleReview
from reviews.models import Review


def same_claim(claim: Claim, *, seen: int, by: User) -> None:
    """Raise StaleClaim if somebody changed the claim after `by`, the sender, had loaded it."""
    if changed_since(claim, seen):
        raise StaleClaim(_told(claim, f"changed {claim.number}", by=by))


def same_review(review: Review, *, seen: int, by: User) -> None:
    """Raise StaleReview if somebody moved the review after `by`, the sender, had loaded it."""
    if changed_since(review, seen):
        raise StaleReview(_told(review.claim, f"moved {review.number}", by=by))


def when(at: datetime) -> str:
    """A moment as the newsroom reads it."""
    return f"{at.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)):%a %d %b, %H:%M}"


_SAFE: Final = "Nothing of yours is lost: look at it as it is now, and send again if need be."


def _told(claim: Claim, did: str, *, by: User) -> str:
    acts = claim.ledger.exclude(actor=None).select_related("actor").order_by("-seq")
    last = acts.first()
    if last and last.actor_id == by.pk:
        return f"You {did} already, {when(last.at)}: by a second click, or elsewhere. {_SAFE}"
    who = f"{last.actor} ({when(last.at)})" if last else "Somebody"
    return f"{who} {did} after you had opened it. {_SAFE}"
