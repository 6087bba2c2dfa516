"""Webhooks as values: what is sent and signed, what an answer means, when to try again. Pure.

The wire format is Standard Webhooks 1.0.0; the table of waits is its own recommendation.
"""

import base64
import binascii
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from standardwebhooks import Webhook

from jobs.chain import canonical
from partners.states import PartnerEvent
from sources.addresses import BadAddress, target_of
from sources.waits import retry_after

# How long after the n-th failed try comes the next one; after the last, a person decides.
WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# Added at most, so that endpoints that fell together do not rise together.
JITTER: Final = 0.1
_SLOW_DOWN: Final = frozenset({429, 502, 503, 504})
_SECRET_PREFIX: Final = "whsec_"  # noqa: S105  (the mark of a secret, not one)
_SECRET_BYTES: Final = range(24, 65)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one webhook says; thin on purpose, the rest is fetched with a key.

    `version` rises with each event of a claim: a receiver drops what is older than what it has.
    """

    kind: PartnerEvent
    at: datetime
    claim: str
    fact_check: str
    url: str
    edition: int
    rating: str
    change: str
    as_of: datetime
    must_update: bool
    version: int


def body(news: News) -> str:
    """The one text of the news, stored once so that every try sends the same bytes."""
    return canonical(
        {
            "type": news.kind.value,
            "timestamp": _written(news.at),
            "data": {
                "claim": news.claim,
                "fact_check": news.fact_check,
                "url": news.url,
                "edition": news.edition,
                "rating": news.rating,
                "change": news.change,
                "as_of": _written(news.as_of),
                "must_update": news.must_update,
                "version": news.version,
            },
        }
    )


def headers(text: str, *, webhook_id: str, keys: Sequence[str], now: datetime) -> dict[str, str]:
    """The headers of one try; one signature per secret, so that a secret can be changed."""
    at = now.astimezone(UTC)
    signed = (Webhook(key).sign(webhook_id, at, text) for key in keys)
    return {
        "Content-Type": "application/json",
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signed),
    }


def new_id() -> str:
    """The id of one delivery, the same on every try."""
    return f"msg_{secrets.token_hex(16)}"


def new_secret() -> str:
    """A signing secret: `whsec_` and 32 random bytes."""
    return _SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def objection_to_secret(secret: str) -> str | None:
    """Why a secret is refused, or None.

    >>> objection_to_secret("whsec_c2hvcnQ=")
    'A secret is whsec_ and the base64 of 24 to 64 random bytes.'
    """
    told = "A secret is whsec_ and the base64 of 24 to 64 random bytes."
    if not secret.startswith(_SECRET_PREFIX):
        return told
    try:
        raw = base64.b64decode(secret.removeprefix(_SECRET_PREFIX), validate=True)
    except binascii.Error:
        return told
    return None if len(raw) in _SECRET_BYTES else told


def objection_to_url(url: str, *, allow: frozenset[str]) -> str | None:
    """Why an endpoint may not stand there, or None. `allow`: exact host:port pairs (demo, tests).

    >>> objection_to_url("http://outlet.example.org/hook", allow=frozenset())
    'Webhooks are sent to https addresses only.'
    """
    try:
        target = target_of(url, allow=allow)
    except BadAddress as error:
        return str(error)
    if target.scheme != "https" and target.pair not in allow:
        return "Webhooks are sent to https addresses only."
    return None


class Heard(StrEnum):
    """What became of one try."""

    TAKEN = "taken"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one try; `status` None: nothing did. `wait` is what they asked for."""

    heard: Heard
    status: int | None
    words: str
    wait: timedelta = timedelta()


def answer_of(status: int, sent: Mapping[str, str]) -> Answer:
    """What an HTTP answer means; `sent` are its headers by lower-case name.

    >>> answer_of(204, {}).heard.value, answer_of(302, {}).words
    ('taken', 'Answered 302; redirects are not followed.')
    """
    if 200 <= status <= 299:
        return Answer(Heard.TAKEN, status, f"Answered {status}.")
    if status == 410:
        return Answer(Heard.GONE, status, "Answered 410: this endpoint is gone for good.")
    if 300 <= status <= 399:
        return Answer(Heard.FAILED, status, f"Answered {status}; redirects are not followed.")
    wait = retry_after(sent) if status in _SLOW_DOWN else timedelta()
    return Answer(Heard.FAILED, status, f"Answered {status}.", wait)


def next_try(failed: int, *, at: datetime, wait: timedelta, chance: float) -> datetime | None:
    """When to try again after so many failed tries, or None to give up.

    `wait` is what the endpoint asked for and only lengthens; `chance` in [0, 1) spreads.
    """
    if failed > len(WAITS):
        return None
    planned = WAITS[failed - 1] * (1 + JITTER * chance)
    return at + max(planned, wait)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
