"""What the API reads, in a fixed number of queries whatever the length of the list."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from rest_framework.exceptions import NotFound

from claims.asof import known
from claims.models import LedgerEvent, StatusCheck
from partners.models import Delivery, Partner
from publishing.models import Edition, Reopening

_MOST: Final = 2**63


@dataclass(frozen=True, slots=True)
class Then:
    """A moment that was asked about, and the reviews that had been cancelled by then."""

    at: datetime
    cancelled: frozenset[int]


def editions(at: datetime | None = None) -> "QuerySet[Edition]":
    """Every edition that was public at `at` (None: now), with all that its shape shows.

    `reasons_then` is what the last check before publication found: later ones have not been
    released by anybody.
    """
    then = StatusCheck.objects.in_force().newest_first()
    then = then.filter(claim=OuterRef("fact_check__claim"), at__lte=OuterRef("published_at"))
    looks = Reopening.objects.filter(known(at)).select_related("review", "reaffirmation")
    return (
        Edition.objects.filter(known(at, "published_at"))
        .select_related("fact_check__claim__claimant", "rating")
        .prefetch_related("citations", Prefetch("reopenings", queryset=looks))
        .annotate(reasons_then=Subquery(then.values("reasons")[:1]))
    )


def editions_in_force(at: datetime | None = None) -> "QuerySet[Edition]":
    """The newest edition of each fact-check then; a claim without one is not there at all."""
    newer = Edition.objects.filter(
        known(at, "published_at"), fact_check=OuterRef("fact_check"), number__gt=OuterRef("number")
    )
    return editions(at).filter(~Exists(newer))


def claim_edition(name: str, *, at: datetime | None = None) -> Edition:
    """The edition in force of a claim, by C-12 or 12. Raises NotFound."""
    return _only(editions_in_force(at).filter(fact_check__claim=number_of(name, "C")), name)


def fact_check_edition(name: str, *, at: datetime | None = None) -> Edition:
    """The edition in force of a fact-check, by F-3 or 3. Raises NotFound."""
    return _only(editions_in_force(at).filter(fact_check=number_of(name, "F")), name)


def then(edition: Edition, *, at: datetime | None) -> Then | None:
    """What else of the past the edition's shape needs; None for the present."""
    if at is None:
        return None
    events = LedgerEvent.objects.filter(
        known(at), claim=edition.fact_check.claim_id, kind="reviews.cancelled"
    )
    return Then(at, frozenset(event.facts["review"] for event in events))


def one_edition(name: str, number: str) -> Edition:
    """One edition of a fact-check, by its number. Raises NotFound."""
    found = editions().filter(fact_check=number_of(name, "F"), number=number_of(number, ""))
    return _only(found, f"{name}, edition {number}")


def deliveries_of(partner: Partner) -> "QuerySet[Delivery]":
    """What one partner was told; nobody else's."""
    return Delivery.objects.with_row().filter(endpoint__partner=partner)


def delivery_of(partner: Partner, webhook_id: str) -> Delivery:
    """One of a partner's own deliveries. Raises NotFound."""
    row = deliveries_of(partner).filter(webhook_id=webhook_id[:64].replace("\0", "")).first()
    if row is None:
        raise NotFound(_nothing(webhook_id))
    return row


def number_of(name: str, prefix: str) -> int:
    """The row's number in "C-12" or "12". Raises NotFound, also for what no row can have.

    >>> number_of("C-12", "C"), number_of("12", "C")
    (12, 12)
    """
    found = re.fullmatch(rf"(?:{prefix}-)?([1-9][0-9]{{0,18}})", name)
    if found is None or int(found[1]) >= _MOST:
        raise NotFound(_nothing(name))
    return int(found[1])


def _only(rows: "QuerySet[Edition]", name: str) -> Edition:
    edition = rows.first()
    if edition is None:
        raise NotFound(_nothing(name))
    return edition


def _nothing(name: str) -> str:
    return f"There is nothing published under {name[:80]!r}."
