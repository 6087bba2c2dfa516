"""A wake-up is a hint: it goes to the sweeps behind, and its loss is a warning and no more."""

import logging
from collections.abc import Iterator

import pytest
from celery import Celery
from django.conf import settings

from config.celery import app as ours
from jobs.wake import onward, wake
from tests.jobs.listening import listening, told

pytestmark = pytest.mark.once


@pytest.fixture
def broker() -> Iterator[Celery]:
    with listening() as app:
        told(app)
        yield app


def test_a_sweep_that_did_work_wakes_the_ones_behind_it(broker: Celery) -> None:
    onward("claims.recheck_due")

    assert told(broker) == list(settings.SWEEPS["claims.recheck_due"])


def test_the_last_sweep_wakes_nobody(broker: Celery) -> None:
    onward("partners.deliver_due")

    assert told(broker) == []


def test_every_sweep_that_is_named_is_a_task_with_a_queue() -> None:
    ours.loader.import_default_modules()
    names = {*settings.SWEEPS, *(then for behind in settings.SWEEPS.values() for then in behind)}

    assert names == set(settings.SWEEPS)
    assert names <= set(settings.QUEUES)
    assert set(settings.QUEUES) <= set(ours.tasks)


def test_a_broker_that_is_away_costs_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with (
        listening("redis://127.0.0.1:1/0"),
        caplog.at_level(logging.WARNING, logger="jobs.wake"),
    ):
        wake("claims.recheck_due")

    assert "did not take claims.recheck_due" in caplog.text
    assert "The next tick asks again" in caplog.text
