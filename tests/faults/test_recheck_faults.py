"""What must hold whatever crashes: `claims.recheck` behind a real worker and a real Valkey."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db.models import Count

from accounts.models import User
from claims import ledger
from claims.models import Claim, StatusCheck
from jobs import clock
from jobs.children import ChildFailed
from jobs.supervise import Supervisor
from tests.workers import newsroom, until

pytestmark = [pytest.mark.worker, pytest.mark.faults, pytest.mark.django_db(transaction=True)]

MANY = 1000
# No re-check asks for vectors: a worker that is killed after three seconds need not load a model.
ENV = {"SENTENCE_ENCODER": "none"}


@pytest.fixture
def due(carl: User) -> datetime:
    """A thousand tracked claims that have been due for a minute."""
    now = clock.desk_now()
    slot = now - timedelta(minutes=1)
    Claim.objects.bulk_create(
        Claim(
            statement=f"The bridge of district {n} is open again",
            kind="fact",
            stage="tracked",
            filed_by=carl,
            filed_at=now,
            next_at=slot,
        )
        for n in range(MANY)
    )
    return slot


def _all_checked() -> bool:
    return StatusCheck.objects.count() >= MANY


def _some_checked() -> bool:
    return StatusCheck.objects.exists()


def _in_the_middle() -> bool:
    return Claim.objects.filter(lease_token__isnull=False).exists()


def _each_once(slot: datetime) -> None:
    assert Claim.objects.exclude(dead_at=None).count() == 0
    assert StatusCheck.objects.filter(slot=slot).count() == MANY
    assert StatusCheck.objects.count() == MANY
    twice = StatusCheck.objects.values("claim").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()
    assert not Claim.objects.filter(lease_token__isnull=False).exists()
    sample = Claim.objects.order_by("pk")[:20]
    assert [ledger.broken(claim) for claim in sample] == [None] * 20


def test_a_broker_restarted_empty_loses_no_due_claim(due: datetime, tmp_path: Path) -> None:
    with newsroom(tmp_path, env=ENV) as children:
        assert until(_some_checked, children)
        children.restart_broker(empty=True)

        assert until(_all_checked, children), children.log("worker")

        assert until(lambda: not _in_the_middle(), children)
    _each_once(due)


def test_a_worker_killed_in_the_middle_of_a_recheck_loses_and_doubles_nothing(
    due: datetime, tmp_path: Path
) -> None:
    with newsroom(tmp_path, env=ENV) as children:
        for _ in range(3):
            assert until(_in_the_middle, children)
            killed = children.pid("worker")
            children.kill("worker")
            assert until(partial(_came_back, children, killed), children)

        assert until(_all_checked, children), children.log("worker")

        assert until(lambda: not _in_the_middle(), children)
    _each_once(due)


def test_without_the_sweep_the_lost_work_would_stand_still(due: datetime, tmp_path: Path) -> None:
    with newsroom(tmp_path, beat=False, env=ENV) as children:
        children.restart_broker(empty=True)

        assert not until(_some_checked, children, within_s=5)


def _came_back(children: Supervisor, killed: int) -> bool:
    """A new process stands in its place: the log of the one just killed says "ready" too."""
    try:
        return children.pid("worker") != killed and "ready." in children.log("worker")
    except ChildFailed:
        return False
