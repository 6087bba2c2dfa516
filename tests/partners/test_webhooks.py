"""The wire format and the rules of `partners/webhooks.py`, judged by the reference library."""

import base64
import json
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from partners import webhooks
from partners.states import PartnerEvent
from partners.webhooks import Heard, News

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NEWS = News(
    kind=PartnerEvent.CORRECTED,
    at=NOW,
    claim="C-1",
    fact_check="F-1",
    url="https://newsroom.example.org/checks/é/",
    edition=2,
    rating="Mostly false",
    change="correction",
    as_of=NOW,
    must_update=True,
    version=7,
)


def test_the_body_is_one_line_of_json_and_always_the_same() -> None:
    text = webhooks.body(NEWS)

    assert text == webhooks.body(NEWS)
    assert json.loads(text)["type"] == "factcheck.corrected"
    assert json.loads(text)["timestamp"] == "2026-01-02T03:04:05.000Z"
    assert json.loads(text)["data"]["version"] == 7


def test_the_reference_library_takes_our_signature() -> None:
    secret, text = webhooks.new_secret(), webhooks.body(NEWS)

    sent = webhooks.headers(text, webhook_id="msg_1", keys=[secret], now=datetime.now(tz=UTC))

    assert Webhook(secret).verify(text.encode(), sent)["data"]["edition"] == 2


@pytest.mark.parametrize("late", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_signature_with_another_time_is_refused(late: timedelta) -> None:
    secret, text = webhooks.new_secret(), webhooks.body(NEWS)
    at = datetime.now(tz=UTC) + late

    sent = webhooks.headers(text, webhook_id="msg_1", keys=[secret], now=at)

    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(text, sent)


def test_one_changed_byte_is_noticed() -> None:
    secret, text = webhooks.new_secret(), webhooks.body(NEWS)
    sent = webhooks.headers(text, webhook_id="msg_1", keys=[secret], now=datetime.now(tz=UTC))

    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(text.replace("2", "3"), sent)


def test_while_a_secret_changes_both_the_old_and_the_new_one_verify() -> None:
    old, new, text = webhooks.new_secret(), webhooks.new_secret(), webhooks.body(NEWS)

    sent = webhooks.headers(text, webhook_id="m", keys=[new, old], now=datetime.now(tz=UTC))

    assert Webhook(old).verify(text, sent) == Webhook(new).verify(text, sent)


@pytest.mark.parametrize(
    ("secret", "good"),
    [
        ("whsec_" + base64.b64encode(b"x" * 24).decode(), True),
        ("whsec_" + base64.b64encode(b"x" * 64).decode(), True),
        ("whsec_" + base64.b64encode(b"x" * 23).decode(), False),
        ("whsec_" + base64.b64encode(b"x" * 65).decode(), False),
        (base64.b64encode(b"x" * 32).decode(), False),
        ("whsec_not base64", False),
        ("", False),
    ],
)
def test_a_secret_has_24_to_64_bytes(secret: str, good: bool) -> None:
    assert (webhooks.objection_to_secret(secret) is None) is good


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://outlet.example.org/hook", True),
        ("http://outlet.example.org/hook", False),
        ("https://127.0.0.1/hook", False),
        ("https://10.0.0.1/hook", False),
        ("https://169.254.169.254/latest", False),
        ("https://user:word@outlet.example.org/", False),
        ("https://localhost/hook", False),
        ("https://outlet.example.org:22/", False),
        ("ftp://outlet.example.org/", False),
        ("http://127.0.0.1:7001/hook", True),
        ("http://127.0.0.1:7002/hook", False),
        ("not an address", False),
    ],
)
def test_an_endpoint_is_https_and_public_or_named_exactly(url: str, good: bool) -> None:
    allow = frozenset({"127.0.0.1:7001"})

    assert (webhooks.objection_to_url(url, allow=allow) is None) is good


@pytest.mark.parametrize(
    ("status", "heard"),
    [
        (200, Heard.TAKEN),
        (299, Heard.TAKEN),
        (301, Heard.FAILED),
        (304, Heard.FAILED),
        (400, Heard.FAILED),
        (410, Heard.GONE),
        (429, Heard.FAILED),
        (500, Heard.FAILED),
    ],
)
def test_only_2xx_is_success_and_only_410_is_the_end(status: int, heard: Heard) -> None:
    assert webhooks.answer_of(status, MappingProxyType({})).heard is heard


def test_what_they_ask_us_to_wait_is_heard_only_from_those_who_are_busy() -> None:
    sent = {"retry-after": "600"}

    assert webhooks.answer_of(429, sent).wait == timedelta(seconds=600)
    assert webhooks.answer_of(500, sent).wait == timedelta(0)


def test_the_table_of_tries_is_the_standards_own() -> None:
    waits = [
        after - NOW
        for failed in range(1, 10)
        if (after := webhooks.next_try(failed, at=NOW, wait=timedelta(), chance=0.0))
    ]

    assert waits == [
        timedelta(seconds=5),
        timedelta(minutes=5),
        timedelta(minutes=30),
        *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
    ]
    assert webhooks.next_try(10, at=NOW, wait=timedelta(), chance=0.0) is None


def test_a_wait_they_ask_for_lengthens_and_never_shortens() -> None:
    long = webhooks.next_try(1, at=NOW, wait=timedelta(hours=1), chance=0.5)
    short = webhooks.next_try(3, at=NOW, wait=timedelta(seconds=1), chance=0.0)

    assert long == NOW + timedelta(hours=1)
    assert short == NOW + timedelta(minutes=30)


def test_chance_spreads_by_a_tenth_at_most() -> None:
    latest = webhooks.next_try(2, at=NOW, wait=timedelta(), chance=0.999)

    assert latest is not None
    assert NOW + timedelta(minutes=5) < latest < NOW + timedelta(minutes=5.5)
