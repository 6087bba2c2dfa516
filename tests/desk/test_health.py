"""Whether work runs: `desk/health.py`, `desk/views/health.py`."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from claims.models import Claim
from desk.health import health
from jobs.clock import Now
from jobs.models import Tick
from tests.desk import make

NOON = datetime(2025, 8, 12, 12, 0, tzinfo=UTC)
NOW = Now(machine=NOON, desk=NOON)


def beat(at: datetime) -> None:
    Tick.objects.create(name="sweep", slot=int(at.timestamp() / settings.SWEEP_S))


@pytest.mark.django_db
def test_work_that_never_began_is_late() -> None:
    assert health(now=NOW).late
    assert "start the workers" in health(now=NOW).words


@pytest.mark.django_db
def test_a_fresh_sweep_with_nothing_overdue_is_calm() -> None:
    beat(NOON - timedelta(seconds=12))

    found = health(now=NOW)

    assert found.words == "All work running. Last sweep 12 s ago, nothing overdue."
    assert not found.late


@pytest.mark.django_db
def test_a_scheduler_that_stopped_is_late() -> None:
    beat(NOON - timedelta(minutes=9))

    assert health(now=NOW).late


def test_a_claim_that_waits_too_long_is_late(edna: User) -> None:
    row = make.claim(make.desk(edna), by=edna)
    Claim.objects.filter(pk=row.pk).update(next_at=NOON - timedelta(minutes=3))
    beat(NOON)

    found = health(now=NOW)

    assert (found.words, found.late) == ("1 re-check is late.", True)


@pytest.mark.django_db
def test_the_monitors_address_answers_without_signing_in(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.content.decode().startswith("late: ")
