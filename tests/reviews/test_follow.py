"""Reviews follow the ledger: a closed claim ends its review, once."""

import pytest

from accounts.models import User
from claims import ledger
from claims.actions import close
from reviews.actions import assign
from reviews.follow import follow_ledger
from reviews.models import Review
from tests.claims.make import NOON, at, tracked
from tests.reviews.make import opened, ready

pytestmark = pytest.mark.django_db
KINDS = ("claims.closed", "reviews.cancelled")


def test_a_closed_claim_ends_its_review_though_who_closed_it_may_not_cancel(carl: User) -> None:
    claim = tracked(carl)
    opened(claim)
    close(claim, why="It was pulled down.", by=carl, now=at(13))

    assert follow_ledger() == 1

    assert Review.objects.get().state == "cancelled"
    closed, event = claim.ledger.filter(kind__in=KINDS).order_by("seq")
    assert (closed.kind, closed.actor) == ("claims.closed", carl)
    assert (event.kind, event.actor, event.at) == ("reviews.cancelled", None, at(13))
    assert ledger.broken(claim) is None


def test_the_ledger_is_read_once(carl: User) -> None:
    claim = tracked(carl)
    opened(claim)
    close(claim, why="It was pulled down.", by=carl, now=at(13))
    follow_ledger()

    assert follow_ledger() == 0

    assert claim.ledger.filter(kind="reviews.cancelled").count() == 1


@pytest.mark.parametrize("state", ["assigned", "ready"])
def test_a_review_is_ended_wherever_it_stands(state: str, carl: User) -> None:
    claim = tracked(carl)
    if state == "ready":
        ready(claim, writer=carl)
    else:
        assign(opened(claim), reviewer=carl, by=carl, now=NOON)
    close(claim, why="It was pulled down.", by=carl, now=at(13))

    follow_ledger()

    assert not Review.objects.open().exists()


def test_a_claim_that_closes_without_a_review_is_no_error(carl: User) -> None:
    claim, other = tracked(carl), tracked(carl, "The tunnel will open.")
    opened(other)
    close(claim, why="It was pulled down.", by=carl, now=at(13))

    assert follow_ledger() == 1

    assert Review.objects.open().count() == 1


def test_a_review_opened_after_the_closing_goes_on(carl: User) -> None:
    claim = tracked(carl)
    close(claim, why="It was pulled down.", by=carl, now=at(13))
    later = opened(claim, now=at(14))

    follow_ledger()

    assert Review.objects.open().get() == later
