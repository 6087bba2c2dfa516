"""Reads of partners, in English."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from partners.models import ApiKey, Delivery, Endpoint, Subscription


class KeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self, *, now: datetime) -> Self:
        """Neither revoked nor expired, of an active partner; `now` is machine time."""
        return self.filter(revoked_at=None, expires_at__gt=now, partner__active=True)


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def open(self) -> Self:
        """Those that may be called."""
        return self.filter(disabled_at=None, partner__active=True)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def of_open_endpoints(self) -> Self:
        """Those through which somebody can hear, each with its endpoint."""
        return self.filter(
            endpoint__disabled_at=None, endpoint__partner__active=True
        ).select_related("endpoint")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unacknowledged(self) -> Self:
        """Those that a partner must act on and has not answered."""
        return self.filter(must_update=True, acknowledged_at=None)

    def first_of_each(self, open_endpoints: EndpointQuerySet, *, due_by: datetime) -> Self:
        """Of what each of these endpoints is owed by then (machine time), the oldest.

        One at a time: an endpoint that hangs holds up itself and nobody else.
        """
        waiting = self.model.objects.filter(
            endpoint=OuterRef("endpoint"), next_at__lte=due_by, dead_at=None
        )
        before = Q(next_at__lt=OuterRef("next_at")) | Q(
            next_at=OuterRef("next_at"), pk__lt=OuterRef("pk")
        )
        # A subquery, not a join: a row lock on a join would lock the endpoint too.
        return self.filter(
            ~Exists(waiting.filter(before)),
            Exists(open_endpoints.filter(pk=OuterRef("endpoint"))),
        )

    def with_row(self) -> Self:
        """All that a row of a list shows, in a fixed number of queries."""
        return self.select_related("endpoint__partner", "edition__fact_check")
