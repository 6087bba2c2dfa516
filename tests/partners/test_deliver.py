"""Deliveries over a real wire to receivers that fail in every way: `partners/deliver.py`."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from partners import deliver
from partners.models import Delivery, DeliveryAttempt, Endpoint, Partner
from partners.webhooks import Heard
from tests.partners.make import Newsroom
from tests.partners.receiver import Receiver, Reply
from tests.partners.sending import owed, send, terms

pytestmark = pytest.mark.django_db


def later(row: Delivery) -> datetime:
    """A moment by which the next try of a delivery is due."""
    row.refresh_from_db()
    assert row.next_at is not None
    return row.next_at + timedelta(milliseconds=1)


def test_a_delivery_arrives_and_the_reference_library_verifies_it(
    room: Newsroom, ledger: Partner
) -> None:
    with Receiver() as there:
        owed(room, ledger, there)

        assert send(terms(there)) == 1
        assert send(terms(there)) == 0

    secret, row = Endpoint.objects.get().secret, Delivery.objects.get()
    said = Webhook(secret).verify(there.heard[0].body, dict(there.heard[0].headers))
    assert said["type"] == "factcheck.published"
    assert there.heard[0].headers["webhook-id"] == row.webhook_id
    assert there.heard[0].headers["content-type"] == "application/json"
    assert row.delivered_at is not None
    assert [(x.status, x.words) for x in row.tries.all()] == [(204, "Answered 204.")]


def test_each_try_has_the_same_id_and_bytes_and_its_own_time(
    room: Newsroom, ledger: Partner
) -> None:
    with Receiver(Reply(500), Reply(500), Reply(500), Reply(200)) as there:
        owed(room, ledger, there)
        row, at = Delivery.objects.get(), None
        for _ in range(4):
            send(terms(there), at)
            row.refresh_from_db()
            at = later(row) if row.next_at else None

    assert len({heard.body for heard in there.heard}) == 1
    assert {heard.headers["webhook-id"] for heard in there.heard} == {row.webhook_id}
    assert len({heard.headers["webhook-timestamp"] for heard in there.heard}) == 4
    assert row.delivered_at is not None
    assert row.tries.count() == 4


def test_after_the_last_try_a_person_sees_it_and_can_send_it_again(
    room: Newsroom, ledger: Partner
) -> None:
    with Receiver(Reply(500)) as there:
        owed(room, ledger, there)
        row, at, start = Delivery.objects.get(), None, datetime.now(tz=UTC)
        tries = 0
        while row.dead_at is None:
            tries += send(terms(there), at)
            row.refresh_from_db()
            at = later(row) if row.next_at else at
    last = row.tries.latest("at").at

    assert tries == 10
    assert timedelta(hours=75) < last - start < timedelta(hours=84)
    assert row.last_error == "Answered 500."

    with Receiver() as there:
        Endpoint.objects.update(url=there.url)
        assert deliver.send_again(Delivery.objects.filter(pk=row.pk), now=start) == 1
        assert send(terms(there)) == 1
        row.refresh_from_db()
        assert row.delivered_at is not None
        assert row.dead_at is None


def test_a_redirect_is_a_failure_and_is_not_followed(room: Newsroom, ledger: Partner) -> None:
    with Receiver() as elsewhere, Receiver(Reply(302, {"Location": elsewhere.url})) as there:
        owed(room, ledger, there)

        send(terms(there, elsewhere))

    assert elsewhere.heard == []
    assert Delivery.objects.get().delivered_at is None
    assert DeliveryAttempt.objects.get().words == "Answered 302; redirects are not followed."


def test_gone_for_good_disables_the_endpoint(room: Newsroom, ledger: Partner) -> None:
    with Receiver(Reply(410)) as there:
        owed(room, ledger, there, editions=2)

        assert send(terms(there)) == 1
        assert send(terms(there), datetime.now(tz=UTC) + timedelta(days=9)) == 0

    assert len(there.heard) == 1
    assert Endpoint.objects.get().disabled_reason.startswith("Answered 410")
    assert Delivery.objects.filter(dead_at=None, delivered_at=None).count() == 1


def test_who_asks_us_to_wait_is_left_alone_that_long(room: Newsroom, ledger: Partner) -> None:
    with Receiver(Reply(429, {"Retry-After": "3600"}), Reply(204)) as there:
        owed(room, ledger, there)
        start = datetime.now(tz=UTC)

        send(terms(there), start)
        early = send(terms(there), start + timedelta(minutes=59))
        in_time = send(terms(there), start + timedelta(minutes=61))

    assert (early, in_time) == (0, 1)


def test_who_does_not_answer_in_time_has_failed(room: Newsroom, ledger: Partner) -> None:
    gate = threading.Event()
    with Receiver(Reply(after=lambda: gate.wait(20))) as there:
        owed(room, ledger, there)

        send(terms(there, deadline_s=0.3))
        gate.set()

    attempt = DeliveryAttempt.objects.get()
    assert attempt.status is None
    assert "did not finish" in attempt.words


def test_who_cannot_be_reached_has_failed(room: Newsroom, ledger: Partner) -> None:
    with Receiver() as there:
        owed(room, ledger, there)

    send(terms(there))

    assert DeliveryAttempt.objects.get().status is None
    assert Delivery.objects.get().tried == 1


def test_an_endless_body_is_read_no_further_than_needed(room: Newsroom, ledger: Partner) -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for _ in range(10_000):
            sent.append(1)
            yield b"x" * 100_000

    with Receiver(Reply(200, body=endless)) as there:
        owed(room, ledger, there)

        send(terms(there, deadline_s=30))

    assert Delivery.objects.get().delivered_at is not None
    assert len(sent) < 1_000


def test_nothing_is_sent_to_an_address_that_is_no_longer_allowed(
    room: Newsroom, ledger: Partner
) -> None:
    with Receiver() as there:
        owed(room, ledger, there)

        send(terms())

    assert there.heard == []
    assert "public internet" in DeliveryAttempt.objects.get().words


def test_an_endpoint_that_is_no_longer_https_is_not_called(room: Newsroom, ledger: Partner) -> None:
    with Receiver() as there:
        owed(room, ledger, there)
        Endpoint.objects.update(url="http://outlet.example.org/hook")

        send(terms(there))

    assert DeliveryAttempt.objects.get().words == "Webhooks are sent to https addresses only."


def test_a_dead_endpoint_does_not_stop_another(room: Newsroom, ledger: Partner) -> None:
    gate = threading.Event()
    with Receiver(Reply(after=lambda: gate.wait(20))) as dead, Receiver() as alive:
        owed(room, ledger, dead, alive, editions=6)
        start = datetime.now(tz=UTC)

        for _ in range(6):
            send(terms(dead, alive, deadline_s=0.3), start)
        gate.set()

    assert len(alive.heard) == 6


def test_an_answer_is_written_down_while_another_endpoint_still_hangs(
    room: Newsroom, ledger: Partner
) -> None:
    gate, written = threading.Event(), threading.Event()

    def hang() -> None:
        gate.wait(20)

    with Receiver(Reply(after=hang)) as slow, Receiver() as quick:
        owed(room, ledger, slow, quick)
        row = Delivery.objects.get(endpoint__url=quick.url)
        taken = list(Delivery.objects.with_row())
        now = datetime.now(tz=UTC)
        for found, answer in deliver._answers(taken, now=now, terms=terms(slow, quick)):
            if found.pk == row.pk and answer.heard is Heard.TAKEN:
                written.set()
                gate.set()

    assert written.is_set()


def test_an_endpoint_is_sent_one_at_a_time_oldest_first(room: Newsroom, ledger: Partner) -> None:
    with Receiver() as there:
        owed(room, ledger, there, editions=3)

        counts = [send(terms(there)) for _ in range(4)]

    order = [heard.headers["webhook-id"] for heard in there.heard]
    assert counts == [1, 1, 1, 0]
    assert order == list(Delivery.objects.order_by("pk").values_list("webhook_id", flat=True))
