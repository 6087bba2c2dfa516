"""`claims/recheck.py` under a crowd: two thousand articles at once cost bounded work and rows."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from accounts.models import User
from claims.deciding import Voice, confirm, record_outcome
from claims.facts import ClaimKind, OriginKind, OutcomeKind, Stance, Status
from claims.folding import FEW
from claims.models import Appearance, Claim, StatusCheck
from claims.recheck import recheck, recheck_due
from claims.schedule import PAUSE
from claims.states import Trigger
from claims.waiting import ask_recheck
from tests.claims.make import NOON, at, both, leased, many_passages, outlet, speaker, tracked

pytestmark = pytest.mark.django_db
Counter = Callable[[int], AbstractContextManager[object]]
MANY = 2_000
QUERIES = 40
HOUR = timedelta(hours=1)


@pytest.fixture
def claim(carl: User) -> Claim:
    outlet("City Herald")
    return tracked(carl, kind=ClaimKind.PREDICTION)


@pytest.mark.parametrize("count", [FEW * 2, MANY])
def test_a_recheck_of_a_crowd_costs_the_same_queries_and_keeps_the_same_rows(
    count: int, claim: Claim, carl: User, django_assert_num_queries: Counter
) -> None:
    many_passages(claim, count, by=carl)
    mine = leased(claim, now=at(13))

    with django_assert_num_queries(QUERIES):
        check = recheck(mine, now=at(13))

    assert len(json.dumps(check.facts)) < 40_000
    assert len(json.dumps([check.origins, check.reasons])) < 4_000
    told = [row["params"].get("passages") for row in check.reasons if row["code"] == "waiting"]
    assert told == [count - max(1, count // 100)]


def test_an_hour_of_a_crowd_costs_a_claim_sixty_rechecks(claim: Claim) -> None:
    recheck_due(now=both(NOON))
    before = StatusCheck.objects.count()
    second = timedelta(seconds=1)

    for n in range(0, 3600, 20):
        now = NOON + n * second
        ask_recheck([claim.pk], why=Trigger.NEW_PASSAGE, now=now)
        recheck_due(now=both(now))

    assert StatusCheck.objects.count() - before <= HOUR / PAUSE


def test_what_an_outcome_rests_on_stays_among_the_facts(claim: Claim, carl: User) -> None:
    many_passages(claim, FEW * 2, by=carl, digest="all quote one speaker")
    first, shown = Appearance.objects.order_by("pk")[0], Appearance.objects.order_by("pk")[FEW]
    voice = Voice(OriginKind.SPEAKER, root=speaker("Ana Costa"), heard_directly=True)
    confirm(first, stance=Stance.SUPPORTS, voice=voice, by=carl, now=NOON)
    kind = OutcomeKind.CAME_TRUE
    record_outcome(claim, kind=kind, words="It was so.", evidence=shown, by=carl, now=at(13))

    check = recheck(leased(claim, now=at(13)), now=at(13))

    kept = {row["appearance_id"] for row in check.facts["passages"]}
    assert shown.pk in kept
    assert len(kept) < 6
    assert check.origins[0]["articles"] == FEW * 2
    assert check.after == Status.AWAITING
