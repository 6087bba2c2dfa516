"""However often a re-check is asked for, one reason waits per kind and one run follows."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from accounts.models import User
from claims.models import Claim, RecheckTrigger
from claims.recheck import recheck
from claims.schedule import PATIENT, PAUSE
from claims.states import Trigger
from claims.waiting import ask_recheck
from tests.claims.make import at, checked, inbox, leased, tracked
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def ask(claim: Claim, why: Trigger = Trigger.NEW_PASSAGE) -> int:
    return ask_recheck([claim.pk], why=why, now=at(13))


def waiting(claim: Claim) -> list[str]:
    return sorted(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


@pytest.fixture
def claim(carl: User) -> Claim:
    """A claim that was re-checked and rests."""
    row = tracked(carl)
    checked(row, now=at(12))
    return row


def test_ten_thousand_copies_wait_as_one_reason(claim: Claim) -> None:
    for _ in range(100):
        ask(claim)

    assert waiting(claim) == ["new_passage"]
    assert Claim.objects.get().next_at == at(12, 15)
    assert Claim.objects.get().wanted == claim.wanted + 100


def test_reasons_of_different_kinds_wait_side_by_side(claim: Claim) -> None:
    ask(claim)
    ask(claim, Trigger.DECISION)

    assert waiting(claim) == ["decision", "new_passage"]


def test_after_a_recheck_the_same_reason_can_wait_again(claim: Claim) -> None:
    ask(claim)
    checked(claim, now=at(13))
    ask(claim)

    assert waiting(claim) == ["new_passage"]
    assert claim.triggers.filter(kind="new_passage").count() == 2


def test_what_is_not_tracked_is_not_asked(carl: User) -> None:
    claim = inbox(carl)

    assert ask(claim) == 0

    assert not RecheckTrigger.objects.exists()
    assert Claim.objects.get().next_at is None


def test_nobody_to_ask_is_no_error(db: None) -> None:
    assert ask_recheck([], why=Trigger.LINKED, now=at(13)) == 0


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_leave_one_reason(carl: User) -> None:
    claim = tracked(carl)

    at_once([partial(ask, claim)] * 8)

    assert waiting(claim) == ["new_passage", "tracked"]
    assert Claim.objects.get().wanted == claim.wanted + 8 + 1


# --- a pause for suggestions ---------------------------------------------------------------------


def due(claim: Claim) -> datetime | None:
    claim.refresh_from_db()
    return claim.next_at


def test_a_suggestion_right_after_a_recheck_waits_for_its_pause(claim: Claim) -> None:
    ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=at(12) + SECOND)

    assert due(claim) == at(12) + PAUSE


def test_a_suggestion_after_its_pause_is_due_at_once(claim: Claim) -> None:
    now = at(12) + PAUSE + SECOND

    ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=now)

    assert due(claim) == now


@pytest.mark.parametrize("why", sorted(set(Trigger) - PATIENT))
def test_nothing_but_a_suggestion_waits(why: Trigger, claim: Claim) -> None:
    ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=at(12) + SECOND)

    ask_recheck([claim.pk], why=why, now=at(12) + SECOND)

    assert due(claim) == at(12) + SECOND


def test_suggestions_that_come_in_during_a_recheck_wait_for_their_pause(claim: Claim) -> None:
    ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=at(13))
    mine = leased(claim, now=at(13))
    ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=at(13))

    recheck(mine, now=at(13))

    assert due(claim) == at(13) + PAUSE


def test_a_decision_that_comes_in_during_a_recheck_does_not_wait(claim: Claim) -> None:
    ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=at(13))
    mine = leased(claim, now=at(13))
    for why in (Trigger.NEW_PASSAGE, Trigger.DECISION):
        ask_recheck([claim.pk], why=why, now=at(13))

    recheck(mine, now=at(13) + SECOND)

    assert due(claim) == at(13) + SECOND
