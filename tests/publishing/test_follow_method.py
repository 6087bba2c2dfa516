"""A changed method calls no edition back before an editor has let it move the claim."""

from dataclasses import replace

import pytest

from accounts.models import User
from claims.facts import Status
from claims.models import StatusCheck
from claims.releasing import release_method
from publishing import policy
from publishing.actions import publish
from publishing.errors import NotReady
from publishing.follow import follow_ledger
from publishing.models import Edition, Reopening
from publishing.states import Change
from publishing.wording import NOTES
from reviews.states import Cause, Ending
from tests.claims.older import decided_by_an_older_method
from tests.publishing import make
from tests.publishing.make import Signed, Story, at
from tests.publishing.test_policy import COPY, DENIAL, ROOT, UNPROVEN, stands


@pytest.fixture
def held(carl: User, edna: User) -> Story:
    """An edition on a claim that our changed method would move, had an editor let it."""
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    decided_by_an_older_method(story.claim, status=Status.UNVERIFIED, origins=1)
    make.recheck(story.claim, when=at(13, 15))
    return story


@pytest.mark.django_db
def test_what_runs_in_shadow_calls_nobody_back(held: Story) -> None:
    assert StatusCheck.objects.waiting_for_release().get().shadow == "disputed"

    follow_ledger(now=at(13, 16))

    assert not Reopening.objects.exists()


@pytest.mark.django_db
def test_what_an_editor_let_go_calls_the_edition_back_and_names_our_method(
    held: Story, edna: User
) -> None:
    waits = StatusCheck.objects.waiting_for_release().get()
    release_method([waits.pk], by=edna, now=at(13, 16))
    make.recheck(held.claim, when=at(13, 16))

    follow_ledger(now=at(13, 17))

    look = Reopening.objects.get()
    assert (look.edition, look.cause) == (Edition.objects.get(), Cause.METHOD_CHANGED)
    assert look.words.startswith("Our method changed, not the reporting. New: Russia")
    assert look.review.cause == Cause.METHOD_CHANGED
    assert NOTES[Cause(look.cause)][0] == "Our method of weighing has changed. Since"


@pytest.mark.django_db
def test_new_evidence_beside_a_released_method_is_not_called_our_method(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    make.recheck(story.claim, when=at(13, 9))
    decided_by_an_older_method(story.claim, status=Status.CORROBORATED)
    make.recheck(story.claim, when=at(13, 10))
    waits = StatusCheck.objects.waiting_for_release().get()
    release_method([waits.pk], by=edna, now=at(13, 13))
    story.holder_denies(published=at(13, 12), captured=at(13, 13, 1))
    make.recheck(story.claim, when=at(13, 14))

    follow_ledger(now=at(13, 15))

    check = StatusCheck.objects.latest("pk")
    look = Reopening.objects.get()
    assert "method" in check.triggers
    assert look.cause == Cause.NEW_ORIGIN
    assert look.words == "New: Russia, heard directly, denies it."


@pytest.mark.django_db
def test_nobody_publishes_on_what_only_runs_in_shadow(held: Story, rita: User, edna: User) -> None:
    case = Signed(held.claim, rita, edna, "Half true", at(13, 16), [held.first], Ending.FIRST)
    review = make.signed(case)

    with pytest.raises(NotReady, match="release that on its page first"):
        publish(
            review,
            title="A signal came",
            change=Change.UPDATE,
            change_words="More is known.",
            by=edna,
            now=at(13, 17),
        )


def test_what_became_of_quoted_evidence_calls_back_even_in_shadow() -> None:
    changed = stands(replace(ROOT, until=at(13, 20)), COPY, DENIAL)

    found = policy.reopening(UNPROVEN, replace(changed, in_shadow=True))

    assert found is not None
    assert found.cause == Cause.EVIDENCE_CHANGED
    assert found.words == found.words.split(" New:")[0]


def test_our_method_is_not_blamed_for_what_a_publisher_took_back() -> None:
    changed = stands(replace(ROOT, until=at(13, 20)), COPY)

    found = policy.reopening(UNPROVEN, replace(changed, by_method=True))

    assert found is not None
    assert found.cause == Cause.EVIDENCE_CHANGED
