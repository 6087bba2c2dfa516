"""Reviews for tests, brought along by the actions that people use."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import User
from claims.facts import Stance
from claims.models import Appearance, Claim
from reviews.actions import Finding, assign, hand_in, open_review
from reviews.errors import ReviewError
from reviews.models import Rating, Review
from reviews.scales import add_scale
from reviews.states import Cause, Confidence
from tests.claims.make import NOON, confirmed, report


def opened(
    claim: Claim, *, by: User | None = None, cause: Cause = Cause.FIRST, now: datetime = NOON
) -> Review:
    return open_review(claim, cause=cause, words="Readers ask about it.", by=by, now=now)


def rating(label: str = "True") -> Rating:
    """A word of the starting scale, which is made once."""
    known = Rating.objects.filter(label=label).first()
    return known or add_scale(by=None, now=NOON).ratings.get(label=label)


def evidence(claim: Claim, by: User) -> Appearance:
    """A confirmed passage about the claim, always the same one."""
    known = claim.appearances.order_by("pk").first()
    return known or confirmed(report(claim, "City Herald"), by=by, stance=Stance.SUPPORTS)


def finding(claim: Claim, by: User, *, label: str = "True", **more: object) -> Finding:
    """What a reviewer hands in; `more` replaces fields of it."""
    fields: dict[str, object] = {
        "rating": rating(label),
        "confidence": Confidence.HIGH,
        "summary": "The bridge is closed to lorries.",
        "reasoning": "A reporter was there [1].",
        "as_of": NOON,
        "evidence": [evidence(claim, by)],
        **more,
    }
    return Finding(**fields)  # type: ignore[arg-type]  # by name


def ready(claim: Claim, *, writer: User, now: datetime = NOON) -> Review:
    """A review whose verdict waits for its sign-off."""
    review = opened(claim, now=now)
    assign(review, reviewer=writer, by=writer, now=now)
    hand_in(review, finding=finding(claim, writer), by=writer, now=now)
    return review


def loaded(review: Review) -> Review:
    """The review as it now stands."""
    return Review.objects.get(pk=review.pk)


def kinds(claim: Claim) -> list[str]:
    """What the ledger of a claim says of its reviews, in order."""
    rows = claim.ledger.filter(kind__startswith="reviews.").order_by("seq")
    return [row.kind.removeprefix("reviews.") for row in rows]


def is_done(work: Callable[[], object]) -> bool:
    """Whether it was done, and not refused."""
    try:
        work()
    except ReviewError:
        return False
    return True
