"""A claim that is due is looked at once per slot, and what was found can be decided again."""

from datetime import timedelta
from functools import partial

import pytest
from pytest_django import Settings

from accounts.models import User
from claims import ledger
from claims.actions import ask_again, close
from claims.facts import ClaimFacts, ClaimKind, Stance, Status
from claims.models import Claim, LedgerEvent, StatusCheck
from claims.recheck import recheck, recheck_due
from claims.standing import standing
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.due import LostLease
from tests.claims.make import (
    NOON,
    at,
    both,
    checked,
    confirmed,
    leased,
    report,
    tracked,
)
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def witness(claim: Claim, name: str, *, by: User, stance: Stance = Stance.SUPPORTS) -> None:
    """An outlet's own report, confirmed by a person."""
    confirmed(report(claim, name), by=by, stance=stance)


def test_a_recheck_writes_one_check_and_one_row_and_serves_its_reasons(carl: User) -> None:
    claim = tracked(carl)

    assert recheck_due(now=both(NOON)) == 1

    check = StatusCheck.objects.get()
    assert (check.slot, check.at, check.triggers) == (NOON, NOON, ["tracked"])
    assert (check.before, check.after) == ("unchecked", "unverified")
    assert not claim.triggers.filter(served_by=None).exists()
    assert claim.ledger.filter(facts__check=check.pk).count() == 1
    claim.refresh_from_db()
    assert (claim.status, claim.status_before, claim.status_since) == (
        "unverified",
        "unchecked",
        NOON,
    )
    assert (claim.last_checked_at, claim.next_at) == (NOON, NOON + 3 * HOUR)
    assert (claim.lease_token, claim.attempts) == (None, 0)


def test_nothing_is_rechecked_before_it_is_due(carl: User) -> None:
    tracked(carl)
    recheck_due(now=both(NOON))

    assert recheck_due(now=both(NOON + 2 * HOUR)) == 0


def test_two_outlets_of_their_own_corroborate_and_the_ledger_says_so(carl: User) -> None:
    claim = tracked(carl)
    for name in ("City Herald", "Evening Courier"):
        witness(claim, name, by=carl)

    check = checked(claim, now=at(12, 13))

    assert check.after == claim.status == Status.CORROBORATED
    assert len(check.origins) == 2
    event = claim.ledger.latest("seq")
    assert (event.kind, event.facts["after"]) == ("claims.status_changed", "corroborated")
    assert set(check.triggers) == {"tracked", "new_passage", "decision"}


def test_a_recheck_that_changes_nothing_keeps_since_when_it_stood(carl: User) -> None:
    claim = tracked(carl)
    checked(claim, now=NOON)

    check = checked(claim, now=NOON + 3 * HOUR)

    assert (check.before, check.after, check.triggers) == ("unverified", "unverified", ["interval"])
    assert (claim.status_since, claim.last_checked_at) == (NOON, NOON + 3 * HOUR)
    assert claim.ledger.latest("seq").kind == "claims.rechecked"


def test_a_date_that_passed_is_the_reason_of_its_recheck(carl: User) -> None:
    claim = tracked(
        carl, kind=ClaimKind.PREDICTION, due_on=at(13).date(), due_zones=("Europe/Lisbon",)
    )
    checked(claim, now=NOON)
    midnight = at(13, 23)
    Claim.objects.update(next_at=midnight)

    check = checked(claim, now=midnight)

    assert (check.after, check.triggers) == ("due", ["date"])


def test_a_waiting_date_makes_the_claim_due_exactly_then(carl: User) -> None:
    claim = tracked(
        carl, kind=ClaimKind.PREDICTION, due_on=NOON.date(), due_zones=("Europe/Lisbon",)
    )

    checked(claim, now=at(12, 20))

    assert claim.next_at == at(12, 23)


def test_the_stored_facts_give_the_same_status_again(carl: User) -> None:
    claim = tracked(carl)
    witness(claim, "City Herald", by=carl)
    witness(claim, "Evening Courier", by=carl, stance=Stance.DENIES)
    checked(claim, now=at(12, 13))
    checked(claim, now=at(13))

    for check in StatusCheck.objects.all():
        facts = ClaimFacts.from_json(check.facts)
        again = standing(facts, now=check.at)
        assert again.status.value == check.after
        assert [origin.to_json() for origin in again.origins] == check.origins
        assert [reason.to_json() for reason in again.reasons] == check.reasons
        assert facts.digest() == check.digest


def test_a_lost_lease_writes_nothing(carl: User) -> None:
    claim = tracked(carl)
    slow = leased(claim, now=NOON)
    leased(claim, now=NOON + HOUR)
    rows = LedgerEvent.objects.count()

    with pytest.raises(LostLease):
        recheck(slow, now=NOON + HOUR)

    claim.refresh_from_db()
    assert not StatusCheck.objects.exists()
    assert LedgerEvent.objects.count() == rows
    assert claim.status == Status.UNCHECKED
    assert claim.triggers.filter(served_by=None).count() == 1


def test_what_changes_during_a_recheck_is_looked_at_right_after_it(carl: User) -> None:
    claim = tracked(carl)
    mine = leased(claim, now=NOON)
    ask_again(claim, by=carl, now=NOON)

    recheck(mine, now=NOON + HOUR)

    claim.refresh_from_db()
    assert claim.next_at == NOON + HOUR
    assert checked(claim, now=NOON + HOUR).slot == NOON + HOUR
    assert not claim.triggers.filter(served_by=None).exists()


def test_one_slot_is_served_once_even_if_it_comes_again(carl: User) -> None:
    claim = tracked(carl)
    checked(claim, now=NOON)
    Claim.objects.update(next_at=NOON)
    rows = claim.ledger.count()

    checked(claim, now=NOON + HOUR)

    assert StatusCheck.objects.count() == 1
    assert claim.ledger.count() == rows


def test_a_change_that_falls_into_a_slot_already_served_is_not_lost(carl: User) -> None:
    claim = tracked(carl)
    checked(claim, now=NOON)
    for name in ("City Herald", "Evening Courier"):
        witness(claim, name, by=carl)

    checked(claim, now=NOON + HOUR)

    assert claim.status == Status.CORROBORATED


def test_a_recheck_that_fails_is_tried_again_later_and_holds_up_no_other(carl: User) -> None:
    poison = tracked(carl, "The tunnel will open.")
    Claim.objects.filter(pk=poison.pk).update(kind="no such kind")
    good = tracked(carl)

    assert recheck_due(now=both(NOON)) == 2

    poison.refresh_from_db()
    good.refresh_from_db()
    assert good.status == Status.UNVERIFIED
    assert "no such kind" in poison.last_error
    assert poison.next_at is not None
    assert poison.next_at > NOON
    assert (poison.lease_token, poison.attempts) == (None, 1)


def test_a_claim_that_always_fails_is_given_up(carl: User, settings: Settings) -> None:
    settings.MAX_ATTEMPTS = 2
    claim = tracked(carl)
    Claim.objects.update(kind="no such kind")

    for n in range(4):
        recheck_due(now=both(NOON + n * HOUR))

    claim.refresh_from_db()
    assert (claim.dead_at, claim.attempts) == (NOON + HOUR, 2)


def test_a_closed_claim_is_not_rechecked(carl: User) -> None:
    claim = tracked(carl)
    close(claim, why="Gone.", by=carl, now=NOON)

    assert recheck_due(now=both(at(20))) == 0


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_one_rechecks_a_claim(carl: User) -> None:
    claims = [tracked(carl, f"Bridge number {n} will close.") for n in range(4)]

    taken = at_once([partial(recheck_due, now=both(NOON))] * 4)

    assert sum(taken) == 4
    assert StatusCheck.objects.count() == 4
    for claim in claims:
        claim.refresh_from_db()
        assert ledger.broken(claim) is None


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_workers_work_is_never_forgotten(carl: User) -> None:
    claim = tracked(carl)

    def asks() -> None:
        for n in range(10):
            ask_recheck([claim.pk], why=Trigger.ASKED, now=NOON + n * timedelta(minutes=1))

    def works() -> None:
        for n in range(10):
            recheck_due(now=both(NOON + n * timedelta(minutes=1)))

    at_once([asks, works, works])
    for n in range(10, 20):
        recheck_due(now=both(NOON + n * timedelta(minutes=1)))

    assert not claim.triggers.filter(served_by=None).exists()
    claim.refresh_from_db()
    assert ledger.broken(claim) is None


@pytest.mark.django_db
def test_what_is_asked_after_the_moment_of_a_re_check_is_a_cause_of_the_next(carl: User) -> None:
    claim = tracked(carl)
    checked(claim, now=NOON)
    seen = report(claim, "City Herald", now=NOON)
    a_little_later = NOON + HOUR + timedelta(minutes=1)
    confirmed(seen, by=carl, now=a_little_later)

    first = recheck(leased(claim, now=NOON + HOUR), now=NOON + HOUR)
    second = checked(claim, now=a_little_later)

    assert "decision" not in first.triggers
    assert second.triggers == ["decision"]
    assert len(second.origins) == 1
