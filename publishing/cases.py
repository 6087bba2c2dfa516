"""A review about to be published, with all that the rules ask about it, read from its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.models import Appearance, AppearanceDecision, Claim
from claims.shadow import by_method_alone
from claims.states import Decided
from claims.world import group_of, last_words
from publishing import policy
from publishing.facts import EvidenceFacts, StandingFacts
from publishing.grounds import grounds_of, standing_at
from publishing.models import Edition, Reopening
from reviews.actions import latest_verdict
from reviews.models import RatingScale, Review, Verdict
from reviews.policy import objection_to_judges
from reviews.states import Ending, ReviewState


@dataclass(frozen=True, slots=True)
class Case:
    """A review about to be published, with what it stands on."""

    claim: Claim
    review: Review
    verdict: Verdict
    earlier: Edition | None
    evidence: list[Appearance]
    decisions: Mapping[str, AppearanceDecision]
    stands: StandingFacts

    @property
    def rating_changed(self) -> bool:
        """Whether readers would meet another rating; a new scale may keep a word as it was."""
        if self.earlier is None:
            return False
        old, new = self.earlier.rating, self.verdict.rating
        return (old.label, old.number) != (new.label, new.number)


def case_of(review: Review, claim: Claim, *, now: datetime) -> Case:
    """The review's newest verdict beside the claim's standing at `now`; IllegalMove without one."""
    fresh = Review.objects.select_related("signed_by").get(pk=review.pk)
    verdict = latest_verdict(fresh)
    rows = verdict.evidence.select_related(
        "appearance__capture__body", "appearance__capture__article__outlet"
    )
    evidence = [row.appearance for row in rows.order_by("order")]
    digests = {appearance.digest for appearance in evidence}
    group = group_of(claim, at=now)
    decided = AppearanceDecision.objects.filter(claim__in=group, digest__in=digests, at__lte=now)
    return Case(
        claim=claim,
        review=fresh,
        verdict=verdict,
        earlier=_in_force(claim),
        evidence=evidence,
        decisions=last_words(decided.order_by("at", "pk"), group),
        stands=standing_at(claim, at=now),
    )


def _in_force(claim: Claim) -> Edition | None:
    rows = Edition.objects.in_force().filter(fact_check__claim=claim)
    return rows.select_related("rating").first()


def look_of(case: Case) -> Reopening | None:
    """The look at the edition in force that this review ends: its own, where it has one."""
    looks = Reopening.objects.unresolved().filter(edition=case.earlier)
    if Reopening.objects.filter(review=case.review).exists():
        looks = looks.filter(review=case.review)
    return looks.first()


def is_looked_at(edition: Edition) -> bool:
    """Whether readers are told that the edition may change."""
    return Reopening.objects.unresolved().filter(edition=edition).exists()


def ending(review: Review) -> Ending | None:
    """How the review was signed off; None while it was not."""
    return Ending(review.ending) if review.state == ReviewState.SIGNED_OFF else None


def on_scale(verdict: Verdict) -> bool:
    """Whether the rating is a word of the newest version of its scale."""
    scale = verdict.rating.scale
    return not RatingScale.objects.filter(name=scale.name, version__gt=scale.version).exists()


def evidence_of(case: Case) -> list[EvidenceFacts]:
    """What the gate asks about each passage, in the verdict's order."""
    rows = []
    for order, appearance in enumerate(case.evidence, start=1):
        decision = case.decisions.get(appearance.digest)
        rows.append(
            EvidenceFacts(
                order=order,
                confirmed_by_person=bool(
                    decision and decision.by_id and decision.decided == Decided.CONFIRMED
                ),
                readable=bool(text_of(appearance)),
            )
        )
    return rows


def text_of(appearance: Appearance) -> str:
    """The text in which the passage stands; empty once it was erased."""
    return appearance.capture.body.text or ""


def older_than_as_of(case: Case) -> bool:
    """Whether what moved the finding was public before the as-of of the edition in force.

    A look keeps what was seen as it began; what came to light since counts as much. Not so a look
    that a person has cancelled: it found nothing.
    """
    if case.earlier is None:
        return False
    looks = Reopening.objects.filter(edition=case.earlier, reaffirmation=None)
    looks = looks.exclude(review__state=ReviewState.CANCELLED.value)
    found = policy.reopening(grounds_of(case.earlier), case.stands)
    now_known = found is not None and found.older_than_as_of
    return now_known or looks.filter(older_than_as_of=True).exists()


def of_method(case: Case) -> str | None:
    """Nobody signs for a standing that a changed method alone would move, and nobody released."""
    last = case.claim.checks.newest_first().first()
    if last is None or not by_method_alone(last.recorded(), case.stands.standing):
        return None
    return (
        f"Our method changed, and would move {case.claim.number} without any new reporting. "
        "Have it re-checked and release that on its page first."
    )


def of_judges(review: Review, earlier: Edition | None) -> str | None:
    """A reopened edition is judged by at least one person who had no part in it.

    Who wrote a verdict that was sent back and replaced had a part, but judges nothing now.
    """
    if earlier is None:
        return None
    writers = earlier.review.verdicts.values_list("by_id", flat=True)
    return objection_to_judges(
        judges=_names({latest_verdict(review).by_id, review.signed_by_id}),
        edition_people=_names({*writers, earlier.review.signed_by_id}),
    )


def _names(people: set[int | None]) -> set[int]:
    return {pk for pk in people if pk is not None}
