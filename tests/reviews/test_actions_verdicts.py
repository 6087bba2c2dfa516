"""Verdicts of `reviews/actions.py`: two sign, nobody overwrites, and what lacks is named."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest

from accounts.actions import set_role
from accounts.models import User
from accounts.policy import Role
from claims import ledger
from claims.actions import note_look_back
from claims.models import Claim
from reviews.actions import (
    assign,
    cancel,
    hand_in,
    latest_verdict,
    send_back,
    sign_off,
)
from reviews.errors import IllegalMove, Objection, StaleReview
from reviews.models import Review, Verdict
from reviews.states import Cause, Ending
from tests.claims.make import NOON, at, tracked
from tests.jobs.together import at_once
from tests.reviews.make import evidence, finding, is_done, kinds, loaded, opened, rating, ready

pytestmark = pytest.mark.django_db
Counter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


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

    assert (loaded(held).state, verdict.by, verdict.as_of, verdict.at) == (
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

    assert loaded(held).state == "assigned"
    assert not Verdict.objects.exists()
    assert kinds(claim) == ["opened", "assigned"]


def test_evidence_for_another_claim_is_no_evidence(held: Review, claim: Claim, carl: User) -> None:
    other = tracked(carl, "The Tagus tunnel will open for cyclists.")
    wrong = finding(claim, carl, evidence=[evidence(other, carl)])

    with pytest.raises(Objection, match="about another claim"):
        hand_in(held, finding=wrong, by=carl, now=at(13))

    assert not Verdict.objects.exists()


def test_a_claim_of_a_first_is_judged_only_once_the_archive_was_searched(
    carl: User,
) -> None:
    first = tracked(carl, "It is the first bridge in Lisbon that is closed to lorries.")
    review = opened(first)
    assign(review, reviewer=carl, by=carl, now=NOON)
    given = finding(first, carl)

    with pytest.raises(Objection, match="This claim speaks of a first"):
        hand_in(review, finding=given, by=carl, now=at(13))
    assert not Verdict.objects.exists()

    note_look_back(first, words="Two were closed before, in 1998.", by=carl, now=at(13))
    assert hand_in(review, finding=given, by=carl, now=at(13)).by == carl


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
    stale = loaded(held)
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
    sends = [partial(hand_in, loaded(review), finding=given, by=carl, now=NOON) for _ in range(4)]

    won = at_once([partial(is_done, send) for send in sends])

    assert won.count(True) == 1
    assert Verdict.objects.count() == 1
    assert kinds(claim).count("handed_in") == 1


# --- sending back and signing --------------------------------------------------------------


def test_a_verdict_goes_back_with_a_note_and_comes_loaded(
    claim: Claim, carl: User, edna: User
) -> None:
    review = ready(claim, writer=carl)

    send_back(review, note=" Who saw it? ", by=edna, now=at(13))
    assert (loaded(review).state, loaded(review).returned_note) == ("returned", "Who saw it?")
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

    assert loaded(review).state == "ready"


def test_a_second_pair_of_eyes_signs_off(claim: Claim, carl: User, edna: User) -> None:
    review = ready(claim, writer=carl)

    sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    done = loaded(review)
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

    assert loaded(review).state == "ready"


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
        (Cause.ASKED, Ending.STANDS, True),
        (Cause.ASKED, Ending.UPDATE, True),
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

    done = is_done(partial(sign_off, review, ending=ending, by=edna, now=at(13)))

    assert done is fits
    assert loaded(review).state == ("signed_off" if fits else "ready")


def test_of_two_editors_one_signs_and_the_other_is_told(
    claim: Claim, carl: User, edna: User, ada: User
) -> None:
    review = ready(claim, writer=carl)
    stale = loaded(review)
    sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    with pytest.raises(StaleReview, match="Load it again and look"):
        sign_off(stale, ending=Ending.FIRST, by=ada, now=at(13))

    assert loaded(review).signed_by == edna
    assert kinds(claim).count("signed_off") == 1


def test_what_has_ended_moves_no_more(claim: Claim, carl: User, edna: User) -> None:
    review = ready(claim, writer=carl)
    sign_off(review, ending=Ending.FIRST, by=edna, now=at(13))

    with pytest.raises(IllegalMove, match=f"{review.number} is signed off"):
        cancel(review, words="Too late.", by=edna, now=at(14))
    with pytest.raises(IllegalMove):
        assign(review, reviewer=carl, by=carl, now=at(14))
