"""What the API reads, in a fixed number of queries whatever the length of the list."""

import re
from typing import Final

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from rest_framework.exceptions import NotFound

from claims.models import StatusCheck
from partners.models import Delivery, Partner
from publishing.models import Edition, Reopening

_MOST: Final = 2**63


def editions() -> "QuerySet[Edition]":
    """Every edition with all that its shape shows.

    `reasons_then` is what the last check before publication found: later ones have not been
    released by anybody.
    """
    then = StatusCheck.objects.filter(
        claim=OuterRef("fact_check__claim"), at__lte=OuterRef("published_at")
    ).order_by("-at", "-pk")
    looks = Reopening.objects.select_related("review", "reaffirmation")
    return (
        Edition.objects.select_related("fact_check__claim__claimant", "rating")
        .prefetch_related("citations", Prefetch("reopenings", queryset=looks))
        .annotate(reasons_then=Subquery(then.values("reasons")[:1]))
    )


def editions_in_force() -> "QuerySet[Edition]":
    """The newest edition of each fact-check; a claim without one is not there at all."""
    return editions().filter(pk__in=Edition.objects.in_force().values("pk"))


def claim_edition(name: str) -> Edition:
    """The edition in force of a claim, by C-12 or 12. Raises NotFound."""
    return _only(editions_in_force().filter(fact_check__claim=number_of(name, "C")), name)


def fact_check_edition(name: str) -> Edition:
    """The edition in force of a fact-check, by F-3 or 3. Raises NotFound."""
    return _only(editions_in_force().filter(fact_check=number_of(name, "F")), name)


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
