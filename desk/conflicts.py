"""Two people at once: who was first, when, and that nothing of the other's is lost."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from claims.errors import StaleClaim
from claims.models import Claim
from desk.doors import changed_since
from reviews.errors import StaleReview
from reviews.models import Review


def same_claim(claim: Claim, *, seen: int) -> None:
    """Raise StaleClaim if somebody changed the claim after the sender had loaded it."""
    if changed_since(claim, seen):
        raise StaleClaim(f"{_who(claim)} changed {claim.number}{_after}")


def same_review(review: Review, *, seen: int) -> None:
    """Raise StaleReview if somebody moved the review after the sender had loaded it."""
    if changed_since(review, seen):
        raise StaleReview(f"{_who(review.claim)} moved {review.number}{_after}")


def when(at: datetime) -> str:
    """A moment as the newsroom reads it."""
    return f"{at.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)):%a %d %b, %H:%M}"


_after = (
    " after you had opened it. Nothing of yours is lost: look at it as it is now, and send again."
)


def _who(claim: Claim) -> str:
    acts = claim.ledger.exclude(actor=None).select_related("actor").order_by("-seq")
    last = acts.first()
    return f"{last.actor} ({when(last.at)})" if last else "Somebody"
