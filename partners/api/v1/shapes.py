"""What leaves in version 1: one TypedDict per shape, and the function that fills it.

A status never leaves, nor a word for one: what readers may know of the evidence stands in `reasons`
(`rules.md` §6). Fields may be added; none is renamed or removed within the version.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.conf import settings

from claims import codec, wording
from claims.finding import Reason
from partners.api.v1.reads import Then
from partners.models import Delivery
from publishing.models import Citation, Edition, Reopening
from reviews.states import ReviewState


class LookingAgainOut(TypedDict):
    """That an edition is under re-check: it stays in force, and may change."""

    since: datetime
    words: str


class VerdictOut(TypedDict):
    """The rating by people; `value` is 1 (false) to 5 (true), null where the word has no number."""

    rating: str
    meaning: str
    value: int | None
    summary: str


class CitationOut(TypedDict):
    """A quoted passage; `stance` is supports, denies, repeats or unclear."""

    quote: str
    stance: str
    outlet: str
    url: str
    published_at: datetime | None
    sha256: str


class EditionOut(TypedDict):
    """One published edition; it never changes."""

    number: int
    fact_check: str
    url: str
    title: str
    claim: str
    said_by: str
    verdict: VerdictOut
    finding: str
    as_of: datetime
    published_at: datetime
    change: str
    change_words: str
    reasons: list[str]
    citations: list[CitationOut]


class FactCheckOut(TypedDict):
    """A fact-check: the address, and the edition in force."""

    id: str
    url: str
    claim: str
    edition: EditionOut
    looking_again: LookingAgainOut | None
    looked_again_at: datetime | None


class ClaimOut(TypedDict):
    """A claim that has an edition; `claimant` is null where nobody was heard to make it."""

    id: str
    statement: str
    kind: str
    language: str
    claimant: str | None
    said_on: str | None
    fact_check: str
    edition: int
    verdict: VerdictOut
    as_of: datetime
    looking_again: LookingAgainOut | None


class DeliveryOut(TypedDict):
    """One webhook of yours, and what became of it. `id` is its webhook-id."""

    id: str
    event: str
    fact_check: str | None
    edition: int | None
    must_update: bool
    endpoint: str
    created_at: datetime
    delivered_at: datetime | None
    acknowledged_at: datetime | None
    failed_tries: int
    given_up: bool


class AcknowledgementOut(TypedDict):
    """What we wrote down of what you show."""

    fact_check: str
    shows_edition: int
    newest_edition: int
    url: str
    at: datetime


def claim(edition: Edition, then: Then | None = None) -> ClaimOut:
    """The claim of an edition in force, now or as it was public then."""
    row = edition.fact_check.claim
    return {
        "id": row.number,
        "statement": edition.claim_words,
        "kind": row.kind,
        "language": row.language,
        "claimant": row.claimant.name if row.claimant else None,
        "said_on": row.said_on.isoformat() if row.said_on else None,
        "fact_check": edition.fact_check.number,
        "edition": edition.number,
        "verdict": _verdict(edition),
        "as_of": edition.as_of,
        "looking_again": _looking_again(_last_look(edition), then),
    }


def fact_check(edition: Edition, then: Then | None = None) -> FactCheckOut:
    """The fact-check of an edition in force, now or as it was public then."""
    last = _last_look(edition)
    return {
        "id": edition.fact_check.number,
        "url": _outside(edition.fact_check.get_absolute_url()),
        "claim": edition.fact_check.claim.number,
        "edition": edition_out(edition),
        "looking_again": _looking_again(last, then),
        "looked_again_at": _looked_again_at(edition, then),
    }


def edition_out(edition: Edition) -> EditionOut:
    """One edition by itself."""
    return {
        "number": edition.number,
        "fact_check": edition.fact_check.number,
        "url": _outside(edition.get_absolute_url()),
        "title": edition.title,
        "claim": edition.claim_words,
        "said_by": edition.said_by_words,
        "verdict": _verdict(edition),
        "finding": edition.finding,
        "as_of": edition.as_of,
        "published_at": edition.published_at,
        "change": edition.change,
        "change_words": edition.change_words,
        "reasons": reasons_for_readers(getattr(edition, "reasons_then", None)),
        "citations": [_citation(row) for row in edition.citations.all()],
    }


def delivery(row: Delivery) -> DeliveryOut:
    """One delivery, for the partner it was made for."""
    return {
        "id": row.webhook_id,
        "event": row.kind,
        "fact_check": row.edition.fact_check.number if row.edition else None,
        "edition": row.edition.number if row.edition else None,
        "must_update": row.must_update,
        "endpoint": row.endpoint.url,
        "created_at": row.created_at,
        "delivered_at": row.delivered_at,
        "acknowledged_at": row.acknowledged_at,
        "failed_tries": row.tried,
        "given_up": row.dead_at is not None,
    }


def reasons_for_readers(stored: object) -> list[str]:
    """The sentences of a check's reasons, less those that concern the desk alone."""
    rows = stored if isinstance(stored, list) else []
    told = (wording.for_readers(Reason.from_json(codec.mapping(row))) for row in rows)
    return [words for words in told if words]


def _verdict(edition: Edition) -> VerdictOut:
    return {
        "rating": edition.rating.label,
        "meaning": edition.rating.definition,
        "value": edition.rating.number,
        "summary": edition.summary,
    }


def _citation(row: Citation) -> CitationOut:
    return {
        "quote": row.quote,
        "stance": row.stance,
        "outlet": row.outlet,
        "url": row.url,
        "published_at": row.published_at,
        "sha256": row.sha256,
    }


def _last_look(edition: Edition) -> Reopening | None:
    looks: Sequence[Reopening] = list(edition.reopenings.all())
    return max(looks, key=lambda look: look.pk, default=None)


def _looking_again(look: Reopening | None, then: Then | None) -> LookingAgainOut | None:
    if look is None or _affirmed_at(look, then) or _cancelled(look, then):
        return None
    return {"since": look.at, "words": "This is being looked at again."}


def _cancelled(look: Reopening, then: Then | None) -> bool:
    if then is None:
        return look.review.state == ReviewState.CANCELLED
    return look.review_id in then.cancelled


def _affirmed_at(look: Reopening, then: Then | None) -> datetime | None:
    stands = getattr(look, "reaffirmation", None)
    return stands.at if stands and (then is None or stands.at <= then.at) else None


def _looked_again_at(edition: Edition, then: Then | None) -> datetime | None:
    stands = [_affirmed_at(look, then) for look in edition.reopenings.all()]
    return max(filter(None, stands), default=None)


def _outside(path: str) -> str:
    base: str = settings.PUBLIC_URL
    return base.rstrip("/") + path
