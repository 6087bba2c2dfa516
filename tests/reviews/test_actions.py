"""What people do with reviews: one is open, one holds it, two sign, and nobody overwrites."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import set_role
from accounts.models import User
from accounts.policy import Role
from claims import ledger
from claims.models import Claim, LedgerEvent
from reviews.actions import (
    assign,
    cancel,
    hand_back,
    hand_in,
    latest_verdict,
    save_draft,
    send_back,
    sign_off,
)
from reviews.errors import IllegalMove, Objection, ReviewAlreadyOpen, ReviewError, StaleReview
from reviews.models import Assignment, Review, Verdict
from reviews.states import Cause, Ending
from tests.claims.make import NOON, at, tracked
from tests.jobs.together import at_once
from tests.reviews.make import evidence, finding, opened, rating, ready

pytestmark = pytest.mark.django_db
Counter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


def again(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def kinds(claim: Claim) -> list[str]:
    rows = claim.ledger.filter(kind__startswith="reviews.").order_by("seq")
    return [row.kind.removeprefix("reviews.") for row in rows]


# --- opening -------------------------------------------------------------------------------


def test_an_open_review_knows_why_and_by_when(claim: Claim, edna: User) -> None:
    review = opened(claim, by=edna, cause=Cause.ASKED)

    assert (review.state, review.cause, review.opened_by) == ("queued", "asked", edna)
    assert review.due_at == NOON + timedelta(hours=24)
    assert kinds(claim) == ["opened"]
    assert "Readers ask" not in str(list(LedgerEvent.objects.values("facts")))


def test_a_claim_has_one_open_review(claim: Claim) -> None:
    opened(claim)

    with pytest.raises(ReviewAlreadyOpen, match=f"{claim.number} is already being reviewed"):
        opened(claim)

    assert Review.objects.count() == 1
    assert kinds(claim) == ["opened"]


def test_the_database_itself_keeps_one_open_review(claim: Claim) -> None:
    review = opened(claim)

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(claim=claim, cause="first", cause_words="x", opened_at=NOON)

    cancel(review, words="No.", by=None, now=NOON)
    opened(claim)
    assert Review.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_who_open_a_review_at_once_one_does(carl: User) -> None:
    claim = tracked(carl)

    won = at_once([partial(_done, partial(opened, claim))] * 5)

    assert won.count(True) == 1
    assert Review.objects.count() == 1
    assert ledger.broken(claim) is None


def _done(work: Callable[[], object]) -> bool:
    try:
        work()
    except ReviewError:
        return False
    return True


# --- who has it ----------------------------------------------------------------------------


def test_a_checker_takes_a_review(claim: Claim, rita: User) -> None:
    review = opened(claim)

    taken = assign(review, reviewer=rita, by=rita, now=NOON)

    assert (again(review).state, taken.reviewer) == ("assigned", rita)
    assert claim.ledger.latest("seq").facts == {"review": review.pk, "reviewer": rita.pk}


def test_only_an_editor_gives_a_review_to_somebody_else(
    claim: Claim, carl: User, rita: User, edna: User
) -> None:
    review = opened(claim)

    with pytest.raises(Objection, match="Only an editor gives"):
        assign(review, reviewer=rita, by=carl, now=NOON)
    assign(review, reviewer=rita, by=edna, now=NOON)

    assert Assignment.objects.get().reviewer == rita


def test_a_contributor_has_no_review(claim: Claim, cora: User, edna: User) -> None:
    review = opened(claim)

    for by in (cora, edna):
        with pytest.raises(Objection, match="does not write verdicts"):
            assign(review, reviewer=cora, by=by, now=NOON)

    assert again(review).state == "queued"


def test_a_review_that_changes_hands_takes_its_draft_along(
    claim: Claim, carl: User, rita: User, edna: User
) -> None:
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)
    save_draft(review, by=carl, draft={"summary": "So far."}, now=NOON)

    taken = assign(review, reviewer=rita, by=edna, now=at(13))

    assert taken.draft == {"summary": "So far."}
    old = Assignment.objects.get(reviewer=carl)
    assert old.handed_back_at == at(13)
    assert save_draft(review, by=carl, draft={"summary": "Mine."}, now=at(13)) is False
    assert again(review).state == "assigned"


def test_the_database_itself_keeps_one_reviewer_per_part(claim: Claim, carl: User) -> None:
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(review=review, reviewer=carl, taken_at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_review_at_once_one_has_it(carl: User, rita: User) -> None:
    claim = tracked(carl)
    review = opened(claim)
    takes = [partial(assign, again(review), reviewer=who, by=who, now=NOON) for who in (carl, rita)]

    won = at_once([partial(_done, take) for take in takes])

    assert sorted(won) == [False, True]
    assert Assignment.objects.filter(handed_back_at=None).count() == 1


def test_a_review_goes_back_into_the_queue(claim: Claim, carl: User, rita: User) -> None:
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)

    with pytest.raises(Objection, match=f"You do not have {review.number}"):
        hand_back(review, by=rita, now=NOON)
    hand_back(review, by=carl, now=at(13))

    assert again(review).state == "queued"
    assert not Assignment.objects.filter(handed_back_at=None).exists()
    assert kinds(claim) == ["opened", "assigned", "handed_back"]


# --- verdicts ------------------------------------------------------------------------------


@pytest.fixture
def held(claim: Claim, carl: User) -> Review:
    """A review that Carl has."""
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)
    return review


def test_a_verdict_that_is_handed_in_waits_for_its_sign_off(
    held: Review, claim: Claim, carl: User
) -> None:
    verdict = hand_in(held, finding=finding(claim, carl), by=carl, now=at(13))

    assert (again(held).state, verdict.by, verdict.as_of, verdict.at) == (
        "ready",
        carl,
        NOON,
        at(13),
    )
    assert [row.order for row in verdict.evidence.all()] == [1]
    assert latest_verdict(held) == verdict
    assert claim.ledger.latest("seq").facts["rating"] == rating().pk


def test_only_who_has_the_review_hands_a_verdict_in(
    held: Review, claim: Claim, carl: User, rita: User
) -> None:
    with pytest.raises(Objection, match="Take it first"):
        hand_in(held, finding=finding(claim, carl), by=rita, now=NOON)

    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"evidence": []}, "Add at least one passage"),
        ({"summary": " "}, "readers see first"),
        ({"summary": "w" * 301}, "at most 300 fit"),
        ({"reasoning": ""}, "reasoning is empty"),
        ({"as_of": at(20)}, "As-of lies in the future"),
    ],
    ids=["no evidence", "no summary", "long summary", "no reasoning", "future"],
)
def test_a_verdict_that_lacks_something_is_refused_and_leaves_nothing(
    more: dict[str, Any], words: str, held: Review, claim: Claim, carl: User
) -> None:
    with pytest.raises(Objection, match=words):
        hand_in(held, finding=finding(claim, carl, **more), by=carl, now=at(13))

    assert again(held).state == "assigned"
    assert not Verdict.objects.exists()
    assert kinds(claim) == ["opened", "assigned"]


def test_evidence_for_another_claim_is_no_evidence(held: Review, claim: Claim, carl: User) -> None:
    other = tracked(carl, "The Tagus tunnel will open for cyclists.")
    wrong = finding(claim, carl, evidence=[evidence(other, carl)])

    with pytest.raises(Objection, match="about another claim"):
        hand_in(held, finding=wrong, by=carl, now=at(13))

    assert not Verdict.objects.exists()


def test_who_lost_the_right_since_the_page_was_shown_hands_nothing_in(
    held: Review, claim: Claim, carl: User, ada: User
) -> None:
    ready_to_send = finding(claim, carl)
    set_role(carl, role=Role.CONTRIBUTOR, by=ada, now=NOON)

    with pytest.raises(Objection, match="a checker writes the verdict"):
        hand_in(held, finding=ready_to_send, by=carl, now=NOON)


def test_a_verdict_that_was_handed_in_before_is_not_overwritten(
    held: Review, claim: Claim, carl: User
) -> None:
    stale = again(held)
    hand_in(held, finding=finding(claim, carl), by=carl, now=NOON)

    with pytest.raises(StaleReview, match="Somebody moved"):
        hand_in(stale, finding=finding(claim, carl, label="False"), by=carl, now=NOON)

    assert Verdict.objects.get().rating.label == "True"


@pytest.mark.django_db(transaction=True)
def test_of_a_verdict_sent_twice_at_once_one_counts(carl: User) -> None:
    claim = tracked(carl)
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)
    given = finding(claim, carl)
    sends = [partial(hand_in, again(review), finding=given, by=carl, now=NOON) for _ in range(4)]

    won = at_once([partial(_done, send) for send in sends])

    assert won.count(True) == 1
    assert Verdict.objects.count() == 1
    assert kinds(claim).count("handed_in") == 1


# --- sending back and signing --------------------------------------------------------------


def test_a_verdict_goes_back_with_a_note_and_comes_again(
    claim: Claim, carl: User, edna: User
) -> None:
    review = ready(claim, writer=carl)

    send_back(review, note=" Who saw it? ", by=edna, now=at(13))
    assert (again(review).state, again(review).returned_note) == ("returned", "Who saw it?")
    hand_in(review, finding=finding(claim, carl, label="Mostly true"), by=carl, now=at(14))

    assert latest_verdict(review).rating.label == "Mostly true"
    assert Verdict.objects.count() == 2
    assert kinds(claim) == ["opened", "assigned", "handed_in", "returned", "handed_in"]


def test_only_an_editor_sends_back_and_never_without_a_note(
    claim: Claim, carl: User, rita: User, edna: User
) -> None:
    review = ready(claim, writer=carl)

    with pytest.raises(Objection, match="Only an editor"):
        send_back(review, note="No.", by=rita, now=NOON)
    with pytest.raises(Objection, match="the note is empty"):
        send_back(review, note="  ", by=edna, now=NOON)

    assert again(review).state == "ready"


def test_a_second_pair_of_eyes_signs_off(claim: Claim, carl: User, edna: User) -> None:
    review = ready(claim, writer=carl)

    sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    done = again(review)
    assert (done.state, done.signed_by, done.signed_at, done.ending) == (
        "signed_off",
        edna,
        at(13),
        "first",
    )
    assert not Review.objects.open().exists()
    assert kinds(claim)[-1] == "signed_off"
    assert ledger.broken(claim) is None


def test_nobody_signs_their_own_verdict(claim: Claim, edna: User) -> None:
    review = ready(claim, writer=edna)

    with pytest.raises(Objection, match="You wrote this verdict"):
        sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    assert again(review).state == "ready"


def test_a_checker_signs_nothing_off(claim: Claim, carl: User, rita: User) -> None:
    review = ready(claim, writer=carl)

    with pytest.raises(Objection, match="Only an editor signs off"):
        sign_off(review, ending=Ending.FIRST, by=rita, now=at(13))


def test_without_a_verdict_there_is_nothing_to_sign(held: Review, edna: User) -> None:
    with pytest.raises(IllegalMove, match="No verdict has been handed in"):
        sign_off(held, ending=Ending.FIRST, by=edna, now=at(13))


@pytest.mark.parametrize(
    ("cause", "ending", "fits"),
    [
        (Cause.FIRST, Ending.FIRST, True),
        (Cause.ASKED, Ending.FIRST, True),
        (Cause.FIRST, Ending.STANDS, False),
        (Cause.NEW_ORIGIN, Ending.FIRST, False),
        (Cause.NEW_ORIGIN, Ending.STANDS, True),
        (Cause.STATUS_MOVED, Ending.CORRECTION, True),
    ],
)
def test_a_review_ends_as_its_cause_allows(
    cause: Cause, ending: Ending, *, fits: bool, claim: Claim, carl: User, edna: User
) -> None:
    review = opened(claim, cause=cause)
    assign(review, reviewer=carl, by=carl, now=NOON)
    hand_in(review, finding=finding(claim, carl), by=carl, now=NOON)

    done = _done(partial(sign_off, review, ending=ending, by=edna, now=at(13)))

    assert done is fits
    assert again(review).state == ("signed_off" if fits else "ready")


def test_of_two_editors_one_signs_and_the_other_is_told(
    claim: Claim, carl: User, edna: User, ada: User
) -> None:
    review = ready(claim, writer=carl)
    stale = again(review)
    sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    with pytest.raises(StaleReview, match="Load it again and look"):
        sign_off(stale, ending=Ending.FIRST, by=ada, now=at(13))

    assert again(review).signed_by == edna
    assert kinds(claim).count("signed_off") == 1


def test_what_has_ended_moves_no_more(claim: Claim, carl: User, edna: User) -> None:
    review = ready(claim, writer=carl)
    sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    with pytest.raises(IllegalMove, match=f"{review.number} is signed off"):
        cancel(review, words="Too late.", by=edna, now=at(14))
    with pytest.raises(IllegalMove):
        assign(review, reviewer=carl, by=carl, now=at(14))


# --- lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 40])
def test_a_queue_costs_the_same_number_of_queries(
    count: int, carl: User, edna: User, django_assert_num_queries: Counter
) -> None:
    for n in range(count):
        review = opened(tracked(carl, f"Bridge number {n} will close."))
        assign(review, reviewer=carl, by=edna, now=NOON)

    with django_assert_num_queries(3):
        rows = list(Review.objects.open().with_desk_row().riskiest_first())
        told = [f"{row.claim} {[one.reviewer for one in row.assignments.all()]}" for row in rows]

    assert len(told) == count


def test_reopened_editions_come_before_first_reviews_and_old_before_new(carl: User) -> None:
    late = opened(tracked(carl, "One bridge will close."), now=at(14))
    early = opened(tracked(carl, "Two bridges will close."), now=at(12))
    reopened = opened(tracked(carl, "All bridges will close."), cause=Cause.NEW_ORIGIN, now=at(15))

    assert list(Review.objects.riskiest_first()) == [reopened, early, late]
