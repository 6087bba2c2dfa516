"""The scheduler beats once per slot, however many schedulers run (`jobs/tasks.py`)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import Celery
from pytest_django import Settings

from jobs.models import Tick
from jobs.tasks import KEEP_SLOTS, tick
from tests.jobs.listening import listening, told
from tests.jobs.together import at_once

A_YEAR = timedelta(days=365).total_seconds()


@pytest.fixture(autouse=True)
def broker() -> Iterator[Celery]:
    with listening() as app:
        told(app)
        yield app


@pytest.fixture(autouse=True)
def _long_slots(settings: Settings) -> None:
    """So long a slot that a test hardly ever begins in one and ends in the next."""
    settings.SWEEP_S = A_YEAR


@pytest.mark.django_db
def test_the_first_tick_of_a_slot_wakes_every_sweep_and_the_second_none(
    broker: Celery, settings: Settings
) -> None:
    assert tick() == len(settings.SWEEPS)
    assert tick() == 0
    assert told(broker) == list(settings.SWEEPS)


@pytest.mark.django_db(transaction=True)
def test_of_schedulers_at_once_one_beats(settings: Settings) -> None:
    woken = at_once([tick] * 5)

    assert sorted(woken) == [0, 0, 0, 0, len(settings.SWEEPS)]
    assert Tick.objects.count() == 1


@pytest.mark.django_db
def test_old_ticks_are_forgotten_and_recent_ones_kept(settings: Settings) -> None:
    tick()
    (now,) = Tick.objects.values_list("slot", flat=True)
    settings.SWEEP_S = A_YEAR / (10 * KEEP_SLOTS)
    tick()

    assert not Tick.objects.filter(slot=now).exists()
    assert Tick.objects.count() == 1
