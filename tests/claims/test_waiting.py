"""However often a re-check is asked for, one reason waits per kind and one run follows."""

from functools import partial

import pytest

from accounts.models import User
from claims.models import Claim, RecheckTrigger
from claims.states import Trigger
from claims.waiting import ask_recheck
from tests.claims.make import at, checked, inbox, tracked
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db


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
