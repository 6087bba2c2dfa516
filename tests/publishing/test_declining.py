"""A look that a person cancelled: what it knew is no news, what it did not know is."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import User
from claims.actions import edit
from claims.deciding import Voice, confirm, dismiss
from claims.facts import ClaimKind, OriginKind, OutcomeFacts, OutcomeKind, Stance, Status
from claims.models import Claim
from publishing.declining import declined
from publishing.facts import EditionFacts, Reopen, StandingFacts
from publishing.follow import follow_ledger
from publishing.models import Reopening
from publishing.policy import reopening
from reviews.actions import cancel
from reviews.models import Review
from reviews.states import Cause
from tests.publishing import make
from tests.publishing.make import Signed, Story, at
from tests.publishing.test_policy import DENIAL, NORWAY, OLD_DENIALS, ROOT, UNPROVEN, stands

FACT = {"kind": ClaimKind.FACT, "holder": None}
PREDICTED = {"kind": ClaimKind.PREDICTION, "holder": None}
AWAITING = replace(UNPROVEN, accepted_status=Status.AWAITING)
EDITED, TAKEN_BACK = replace(ROOT, until=at(13, 20)), replace(ROOT, retracted_at=at(13, 22))


def news(
    edition: EditionFacts, seen: StandingFacts, where: StandingFacts, *, moved: bool = False
) -> Reopen | None:
    """What still calls the edition back after a look at `seen` was cancelled."""
    assert reopening(edition, seen)
    return reopening(declined(edition, seen, where, moved=moved), where)


def ended(kind: OutcomeKind, *, hour: int) -> StandingFacts:
    return stands(ROOT, outcome=OutcomeFacts(kind, "So it went.", at(13, hour)), **PREDICTED)


def due(day: int) -> StandingFacts:
    return stands(ROOT, due_on=date(2025, 8, day), **PREDICTED)


@pytest.mark.parametrize(
    ("edition", "where"),
    [
        (UNPROVEN, stands(ROOT, DENIAL)),
        (UNPROVEN, stands(EDITED)),
        (UNPROVEN, stands(TAKEN_BACK)),
        (UNPROVEN, stands(ROOT, *OLD_DENIALS, **FACT)),
        (AWAITING, due(12)),
        (UNPROVEN, ended(OutcomeKind.DID_NOT, hour=12)),
    ],
    ids=["a new origin", "an edit", "a retraction", "a status", "a day", "an outcome"],
)
def test_what_the_look_knew_is_no_news(edition: EditionFacts, where: StandingFacts) -> None:
    assert news(edition, where, where) is None


def test_another_passage_of_an_origin_that_the_look_knew_is_no_news() -> None:
    copy = replace(DENIAL, appearance_id=9, at=at(13, 17))

    assert news(UNPROVEN, stands(EDITED, DENIAL), stands(EDITED, DENIAL, copy)) is None


def test_another_origin_than_the_look_knew_is_news_and_is_told_alone() -> None:
    found = news(UNPROVEN, stands(ROOT, DENIAL), stands(ROOT, DENIAL, NORWAY))

    assert found
    assert found.words == "New: Norway, heard directly, supports it."
    assert found.appearances == (5,)


def test_a_retraction_is_news_after_a_look_at_an_edit() -> None:
    found = news(UNPROVEN, stands(EDITED), stands(replace(EDITED, retracted_at=at(13, 22))))

    assert found
    assert found.cause == Cause.EVIDENCE_RETRACTED


def test_a_status_that_went_and_came_back_is_news() -> None:
    where = stands(ROOT, *OLD_DENIALS, **FACT)

    found = news(UNPROVEN, where, where, moved=True)

    assert found
    assert (found.cause, found.appearances) == (Cause.STATUS_MOVED, ())


def test_another_day_that_passes_is_news() -> None:
    found = news(AWAITING, due(12), due(13))

    assert found
    assert found.cause == Cause.DATE_PASSED


@pytest.mark.parametrize(
    "other",
    [ended(OutcomeKind.CALLED_OFF, hour=12), ended(OutcomeKind.DID_NOT, hour=18)],
    ids=["another kind", "recorded anew"],
)
def test_another_outcome_is_news(other: StandingFacts) -> None:
    assert news(UNPROVEN, ended(OutcomeKind.DID_NOT, hour=12), other)


def test_origins_that_only_ran_in_shadow_during_the_look_are_news_once_released() -> None:
    where = stands(EDITED, DENIAL)

    found = news(UNPROVEN, replace(where, in_shadow=True), where)

    assert found
    assert found.cause == Cause.NEW_ORIGIN


# --- through real rows ----------------------------------------------------------------------


@pytest.fixture
def story(carl: User, edna: User) -> Story:
    """S3 with its first edition, Unproven as of 13 August 08:00."""
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    return story


def looked(claim: Claim, *, day: int, hour: int) -> int:
    """How many looks there have been once the claim was re-checked then."""
    make.recheck(claim, when=at(day, hour))
    follow_ledger(now=at(day, hour))
    return Reopening.objects.count()


@pytest.mark.django_db
def test_a_copy_of_what_a_cancelled_look_knew_reopens_nothing(
    story: Story, carl: User, edna: User
) -> None:
    denial = story.holder_denies(published=at(13, 12), captured=at(13, 13))
    first = looked(story.claim, day=13, hour=14)
    cancel(Review.objects.open().get(), words="Known.", by=edna, now=at(13, 16))

    text = denial.capture.body.text or ""
    copy = make.capture(text, of=make.outlet("Ferry"), published=at(13, 17))
    make.passage(story.claim, copy, stance=Stance.DENIES, found=at(13, 17, 30))

    assert (first, looked(story.claim, day=13, hour=18)) == (1, 1)


@pytest.mark.django_db
def test_a_second_deadline_reopens_though_a_look_at_the_first_was_cancelled(
    carl: User, edna: User
) -> None:
    day = date(2025, 8, 13)
    row = make.claim("The bridge will be shut", by=carl, kind=ClaimKind.PREDICTION, due_on=day)
    version = make.capture(
        "It will be shut.", of=make.outlet("Northern Wire"), published=at(12, 10)
    )
    heard = make.spoken(row, version, make.speaker("Lind"), by=carl, when=at(12, 11))
    make.recheck(row, when=at(12, 12))
    make.published(Signed(row, carl, edna, "Unproven", at(12, 13), [heard]))
    first = looked(row, day=14, hour=1)
    cancel(Review.objects.open().get(), words="The day was misread.", by=edna, now=at(14, 2))

    edit(row, {"due_on": date(2025, 8, 20)}, version=row.version, by=edna, now=at(14, 3))

    assert (first, looked(row, day=14, hour=4)) == (1, 1)
    assert looked(row, day=21, hour=4) == 2
    assert Review.objects.open().get().cause == Cause.DATE_PASSED


@pytest.mark.django_db
def test_a_status_that_comes_back_after_a_cancelled_look_reopens(carl: User, edna: User) -> None:
    story = make.story(carl)
    heard = make.capture("Norway heard it too.", of=make.outlet("Ferry"), published=at(12, 13))
    norway = make.spoken(story.claim, heard, make.speaker("Norway"), by=carl, when=at(12, 14))
    voice = Voice(OriginKind.SPEAKER, root=make.speaker("Norway"), heard_directly=True)
    make.published(Signed(story.claim, carl, edna, "True", at(13, 8), [story.first]))
    dismiss(norway, by=carl, now=at(13, 9))
    first = looked(story.claim, day=13, hour=10)
    cancel(Review.objects.open().get(), words="Known.", by=edna, now=at(13, 11))

    same = looked(story.claim, day=13, hour=12)
    confirm(norway, stance=Stance.SUPPORTS, voice=voice, by=carl, now=at(13, 13))
    back = looked(story.claim, day=13, hour=14)
    dismiss(norway, by=carl, now=at(13, 15))

    assert (first, same, back) == (1, 1, 1)
    assert looked(story.claim, day=13, hour=16) == 2
