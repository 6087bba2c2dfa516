"""What people do with reviews; every write goes through here and into the claim's ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.lookback import speaks_of_a_first
from claims.models import Appearance, Claim
from claims.world import group_of
from reviews import policy
from reviews.errors import IllegalMove, Objection, ReviewAlreadyOpen, StaleReview
from reviews.models import Assignment, Evidence, Rating, Review, Verdict
from reviews.states import Cause, Confidence, Ending, Part, ReviewState, may_move


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reviewer hands in: a rating with reasons, as of a moment, resting on passages."""

    rating: Rating
    confidence: Confidence
    summary: str
    reasoning: str
    as_of: datetime
    evidence: Sequence[Appearance]


@transaction.atomic
def open_review(
    claim: Claim, *, cause: Cause, words: str, by: User | None, now: datetime
) -> Review:
    """Put a claim before people. `by` is None when a change in the evidence opened it.

    Raises Objection, ReviewAlreadyOpen.
    """
    if by and not by.may(Verb.OPEN_REVIEW):
        raise Objection("Only an editor opens a review.")
    # Asked of the row: the page may be older than the closing or the merging.
    if by and not Claim.objects.tracked().filter(pk=claim.pk).exists():
        raise Objection(f"{claim.number} is not tracked: a verdict on it would go stale unwatched.")
    try:
        with transaction.atomic():
            review = Review.objects.create(
                claim=claim,
                cause=cause.value,
                cause_words=words,
                due_at=policy.due_at(cause, opened_at=now),
                opened_at=now,
                opened_by=by,
            )
    except IntegrityError as error:
        raise ReviewAlreadyOpen(f"{claim.number} is already being reviewed.") from error
    facts = {"review": review.pk, "cause": cause.value}
    ledger.append(claim, "reviews.opened", by=by, now=now, facts=facts, texts={"words": words})
    return review


@transaction.atomic
def assign(review: Review, *, reviewer: User, by: User, now: datetime) -> Assignment:
    """Give a review to somebody (or take it: `by` is the reviewer); it leaves who had it."""
    if not reviewer.may(Verb.REVIEW):
        raise Objection(f"{reviewer} does not write verdicts.")
    if reviewer != by and not by.may(Verb.OPEN_REVIEW):
        raise Objection("Only an editor gives a review to somebody else.")
    if review.state == ReviewState.QUEUED:
        _move(review, ReviewState.ASSIGNED)
    elif review.state not in {ReviewState.ASSIGNED, ReviewState.RETURNED}:
        raise IllegalMove(f"{review.number} is {review.get_state_display().lower()}.")
    held = Assignment.objects.filter(review=review, part=Part.FIRST, handed_back_at=None)
    draft = held.values_list("draft", flat=True).first() or {}
    held.update(handed_back_at=now)
    taken = Assignment.objects.create(
        review=review, reviewer=reviewer, part=Part.FIRST, taken_at=now, draft=draft
    )
    facts = {"review": review.pk, "reviewer": reviewer.pk}
    ledger.append(review.claim, "reviews.assigned", by=by, now=now, facts=facts)
    return taken


@transaction.atomic
def hand_back(review: Review, *, by: User, now: datetime) -> None:
    """Put a review back into the queue; its draft stays with the assignment."""
    _held_by(review, by).update(handed_back_at=now)
    _move(review, ReviewState.QUEUED)
    ledger.append(review.claim, "reviews.handed_back", by=by, now=now, facts={"review": review.pk})


def save_draft(review: Review, *, by: User, draft: Mapping[str, str], now: datetime) -> bool:
    """Keep what was typed so far; False if somebody else has the review by now."""
    mine = Assignment.objects.filter(review=review, reviewer=by, handed_back_at=None)
    return bool(mine.update(draft=dict(draft), draft_at=now))


@transaction.atomic
def hand_in(review: Review, *, finding: Finding, by: User, now: datetime) -> Verdict:
    """Hand a verdict in; under the single policy it then waits for its sign-off."""
    _held_by(review, by)
    objection = policy.objection_to_verdict(
        role=by.role,
        summary=finding.summary,
        reasoning=finding.reasoning,
        evidence=len(finding.evidence),
        looked_back_needed=_lacks_look_back(review.claim_id),
    )
    if objection:
        raise Objection(objection)
    group = group_of(review.claim)
    if any(passage.claim_id not in group for passage in finding.evidence):
        raise Objection("A passage of the evidence is about another claim. Take it out.")
    if finding.as_of > now:
        raise Objection("As-of lies in the future: a verdict judges what is known by now.")
    _move(review, ReviewState.SUBMITTED)
    _move(review, ReviewState.READY)
    verdict = Verdict.objects.create(
        review=review,
        by=by,
        rating=finding.rating,
        confidence=finding.confidence.value,
        summary=finding.summary.strip(),
        reasoning=finding.reasoning.strip(),
        as_of=finding.as_of,
        at=now,
    )
    Evidence.objects.bulk_create(
        Evidence(verdict=verdict, order=n, appearance=a)
        for n, a in enumerate(finding.evidence, start=1)
    )
    facts = {"review": review.pk, "verdict": verdict.pk, "rating": finding.rating.pk}
    ledger.append(review.claim, "reviews.handed_in", by=by, now=now, facts=facts)
    return verdict


@transaction.atomic
def send_back(review: Review, *, note: str, by: User, now: datetime) -> None:
    """Return a verdict to its writer with a note, instead of signing it off."""
    if not by.may(Verb.SIGN_OFF):
        raise Objection("Only an editor sends a verdict back.")
    if not note.strip():
        raise Objection("Say what is to be done: the note is empty.")
    _move(review, ReviewState.RETURNED, returned_note=note.strip())
    ledger.append(
        review.claim,
        "reviews.returned",
        by=by,
        now=now,
        facts={"review": review.pk},
        texts={"note": note.strip()},
    )


@transaction.atomic
def sign_off(review: Review, *, ending: Ending, by: User, now: datetime) -> None:
    """Put a second pair of eyes' name to a verdict."""
    verdict = latest_verdict(review)
    objection = policy.objection_to_sign_off(signer=by.pk, role=by.role, writer=verdict.by_id)
    if objection:
        raise Objection(objection)
    # A question by hand ends as a first look does, or as the look that came to it meanwhile.
    asked, first_look = review.cause == Cause.ASKED, review.cause == Cause.FIRST
    if not asked and (ending == Ending.FIRST) != first_look:
        first = "a first verdict" if ending == Ending.FIRST else "the end of a reopened review"
        raise Objection(f"This is not {first}: the review's cause is {review.cause}.")
    _move(review, ReviewState.SIGNED_OFF, signed_by=by, signed_at=now, ending=ending.value)
    facts = {"review": review.pk, "verdict": verdict.pk, "ending": ending.value}
    ledger.append(review.claim, "reviews.signed_off", by=by, now=now, facts=facts)


@transaction.atomic
def cancel(review: Review, *, words: str, by: User | None, now: datetime) -> None:
    """End a review without a verdict. `by` is None when its claim was closed."""
    if by and not by.may(Verb.OPEN_REVIEW):
        raise Objection("Only an editor ends a review without a verdict.")
    _move(review, ReviewState.CANCELLED)
    facts = {"review": review.pk}
    ledger.append(
        review.claim, "reviews.cancelled", by=by, now=now, facts=facts, texts={"words": words}
    )


def latest_verdict(review: Review) -> Verdict:
    """The verdict that counts; IllegalMove if none is in."""
    verdict = review.verdicts.select_related("by", "rating").order_by("-pk").first()
    if verdict is None:
        raise IllegalMove(f"No verdict has been handed in for {review.number}.")
    return verdict


def _lacks_look_back(claim_id: int) -> bool:
    """Asked of the row, which may have been noted since the claim was loaded."""
    statement, noted = Claim.objects.values_list("statement", "looked_back").get(pk=claim_id)
    return speaks_of_a_first(statement) and not noted


def _held_by(review: Review, by: User) -> "QuerySet[Assignment]":
    held = Assignment.objects.filter(review=review, reviewer=by, handed_back_at=None)
    if not held.exists():
        raise Objection(f"You do not have {review.number}. Take it first.")
    return held


def _move(review: Review, to: ReviewState, **changes: object) -> None:
    """Compare and set: of two people at once, exactly one wins."""
    start = review.state
    if not may_move(start, to):
        raise IllegalMove(
            f"{review.number} is {review.get_state_display().lower()}; "
            f"it cannot become {to.value.replace('_', ' ')}."
        )
    mine = Review.objects.filter(pk=review.pk, state=start, version=review.version)
    if not mine.update(state=to.value, version=F("version") + 1, **changes):
        raise StaleReview(f"Somebody moved {review.number} before you. Load it again and look.")
    review.refresh_from_db()
