"""A claim has one open review, and a review has one holder."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from claims import ledger
from claims.actions import close
from claims.models import Claim, LedgerEvent
from reviews.actions import (
    assign,
    cancel,
    hand_back,
    save_draft,
)
from reviews.errors import Objection, ReviewAlreadyOpen
from reviews.models import Assignment, Review
from reviews.states import Cause
from tests.claims.make import NOON, at, tracked
from tests.jobs.together import at_once
from tests.reviews.make import is_done, kinds, loaded, opened

pytestmark = pytest.mark.django_db
Counter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


# --- opening -------------------------------------------------------------------------------


def test_an_open_review_knows_why_and_by_when(claim: Claim, edna: User) -> None:
    review = opened(claim, by=edna, cause=Cause.ASKED)

    assert (review.state, review.cause, review.opened_by) == ("queued", "asked", edna)
    assert review.due_at == NOON + timedelta(hours=24)
    assert kinds(claim) == ["opened"]
    assert "Readers ask" not in str(list(LedgerEvent.objects.values("facts")))


@pytest.mark.parametrize("person", ["cora", "carl"])
def test_only_an_editor_opens_a_review_or_ends_it_without_a_verdict(
    person: str, claim: Claim, edna: User, request: pytest.FixtureRequest
) -> None:
    by: User = request.getfixturevalue(person)

    with pytest.raises(Objection, match="Only an editor opens a review"):
        opened(claim, by=by)
    review = opened(claim, by=edna)
    with pytest.raises(Objection, match="Only an editor ends a review without a verdict"):
        cancel(review, words="No.", by=by, now=NOON)

    assert loaded(review).state == "queued"
    cancel(review, words="No.", by=edna, now=NOON)
    assert kinds(claim) == ["opened", "cancelled"]


def test_nobody_opens_a_review_of_a_claim_that_was_closed_meanwhile(
    claim: Claim, carl: User, edna: User
) -> None:
    close(Claim.objects.get(pk=claim.pk), why="A duplicate.", by=carl, now=NOON)

    with pytest.raises(Objection, match="is not tracked"):
        opened(claim, by=edna)

    assert not Review.objects.exists()


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

    won = at_once([partial(is_done, partial(opened, claim))] * 5)

    assert won.count(True) == 1
    assert Review.objects.count() == 1
    assert ledger.broken(claim) is None


# --- who has it ----------------------------------------------------------------------------


def test_a_checker_takes_a_review(claim: Claim, rita: User) -> None:
    review = opened(claim)

    taken = assign(review, reviewer=rita, by=rita, now=NOON)

    assert (loaded(review).state, taken.reviewer) == ("assigned", rita)
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

    assert loaded(review).state == "queued"


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
    assert loaded(review).state == "assigned"


def test_the_database_itself_keeps_one_reviewer_per_part(claim: Claim, carl: User) -> None:
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(review=review, reviewer=carl, taken_at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_review_at_once_one_has_it(carl: User, rita: User) -> None:
    claim = tracked(carl)
    review = opened(claim)
    takes = [
        partial(assign, loaded(review), reviewer=who, by=who, now=NOON) for who in (carl, rita)
    ]

    won = at_once([partial(is_done, take) for take in takes])

    assert sorted(won) == [False, True]
    assert Assignment.objects.filter(handed_back_at=None).count() == 1


def test_a_review_goes_back_into_the_queue(claim: Claim, carl: User, rita: User) -> None:
    review = opened(claim)
    assign(review, reviewer=carl, by=carl, now=NOON)

    with pytest.raises(Objection, match=f"You do not have {review.number}"):
        hand_back(review, by=rita, now=NOON)
    hand_back(review, by=carl, now=at(13))

    assert loaded(review).state == "queued"
    assert not Assignment.objects.filter(handed_back_at=None).exists()
    assert kinds(claim) == ["opened", "assigned", "handed_back"]


# --- lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 40])
def test_a_queue_costs_the_same_number_of_queries(
    count: int, carl: User, edna: User, django_assert_num_queries: Counter
) -> None:
    for n in range(count):
        review = opened(tracked(carl, f"Bridge number {n} will close."))
        assign(review, reviewer=carl, by=edna, now=NOON)

    with django_assert_num_queries(2):
        rows = list(Review.objects.open().with_desk_row().riskiest_first())
        told = [f"{row.claim} {[one.reviewer for one in row.assignments.all()]}" for row in rows]

    assert len(told) == count


def test_reopened_editions_come_before_first_reviews_and_old_before_new(carl: User) -> None:
    late = opened(tracked(carl, "One bridge will close."), now=at(14))
    early = opened(tracked(carl, "Two bridges will close."), now=at(12))
    reopened = opened(tracked(carl, "All bridges will close."), cause=Cause.NEW_ORIGIN, now=at(15))

    assert list(Review.objects.riskiest_first()) == [reopened, early, late]
