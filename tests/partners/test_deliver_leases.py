"""Leases and tries in `partners/deliver.py`, and the doorways of `partners/tasks.py`."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from jobs.due import LostLease, lease
from partners import deliver, tasks
from partners.models import Delivery, DeliveryAttempt, Partner
from partners.webhooks import Answer, Heard
from tests.partners import make
from tests.partners.make import Newsroom, clocks
from tests.partners.receiver import Receiver, Reply
from tests.partners.sending import owed, send, terms


def test_what_another_process_holds_is_not_sent(room: Newsroom, ledger: Partner) -> None:
    with Receiver() as there:
        owed(room, ledger, there)
        now = datetime.now(tz=UTC)
        lease(Delivery.objects.all(), due_by=now, now=now, most=1)

        assert send(terms(there)) == 0

    assert there.heard == []


def test_who_lost_the_lease_writes_nothing(room: Newsroom, ledger: Partner) -> None:
    with Receiver() as there:
        owed(room, ledger, there)
    now = clocks()
    (held,) = lease(Delivery.objects.with_row(), due_by=now.machine, now=now.machine, most=1)
    much_later = now.machine + timedelta(hours=1)
    lease(Delivery.objects.all(), due_by=much_later, now=much_later, most=1)

    for heard in (Heard.TAKEN, Heard.FAILED):
        with pytest.raises(LostLease):
            deliver.write_down(held, Answer(heard, 200, "."), now=now, chance=0.0)

    assert not DeliveryAttempt.objects.exists()
    assert Delivery.objects.get().delivered_at is None


def test_failed_tries_do_not_count_as_crashes(room: Newsroom, ledger: Partner) -> None:
    with Receiver(Reply(500)) as there:
        owed(room, ledger, there)
        send(terms(there))

    row = Delivery.objects.get()
    assert (row.tried, row.attempts) == (1, 0)


def test_the_tasks_make_and_send_deliveries(
    room: Newsroom, ledger: Partner, settings: Settings
) -> None:
    with Receiver() as there:
        settings.FETCH_ALLOW = [there.pair]
        settings.SWEEPS = {**settings.SWEEPS, "partners.follow": ()}
        owed(room, ledger, there)
        make.published(make.edition(room))

        assert tasks.follow() == 1
        assert tasks.deliver_due() == 2

    assert len(there.heard) == 2
