"""Outlets that use our verdicts: their keys, what they were told, and what they show."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from claims.models import LedgerEvent
from jobs.choices import choices
from jobs.models import DueWork
from partners.states import Known, PartnerEvent
from publishing.models import Edition, FactCheck


class Partner(models.Model):
    """An outlet that reads our API or receives our webhooks."""

    name = models.CharField(max_length=120, unique=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class KeyQuerySet(models.QuerySet["ApiKey"]):
    """Reads of keys, in English."""

    def live(self, *, now: datetime) -> Self:
        """Neither revoked nor expired, of an active partner; `now` is machine time."""
        return self.filter(revoked_at=None, expires_at__gt=now, partner__active=True)


class ApiKey(models.Model):
    """A key, kept as a hash; shown once when it is made."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=12, unique=True)
    hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = KeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.prefix}…"


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Reads of endpoints, in English."""

    def open(self) -> Self:
        """Those that may be called."""
        return self.filter(disabled_at=None, partner__active=True)


class Endpoint(models.Model):
    """Where a partner hears from us, and for which events."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="endpoints")
    url = models.URLField(max_length=2048)
    secret = models.CharField(max_length=120)
    previous_secret = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=300, blank=True, default="")

    objects = EndpointQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.partner_id} at {self.url}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Reads of subscriptions, in English."""

    def of_open_endpoints(self) -> Self:
        """Those through which somebody can hear, each with its endpoint."""
        return self.filter(endpoint__in=Endpoint.objects.open()).select_related("endpoint")


class Subscription(models.Model):
    """Which events an endpoint hears, of one fact-check or of all."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="subscriptions")
    fact_check = models.ForeignKey(
        FactCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions"
    )
    events = models.JSONField(default=list)

    objects = SubscriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.endpoint_id} hears {len(self.events)} events"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Reads of deliveries, in English."""

    def unacknowledged(self) -> Self:
        """Those that a partner must act on and has not answered."""
        return self.filter(must_update=True, acknowledged_at=None)

    def first_of_each_endpoint(self, *, due_by: datetime) -> Self:
        """Of what each open endpoint is owed by then (machine time), the oldest.

        One at a time: an endpoint that hangs holds up itself and nobody else.
        """
        waiting = Delivery.objects.filter(
            endpoint=OuterRef("endpoint"), next_at__lte=due_by, dead_at=None
        )
        before = Q(next_at__lt=OuterRef("next_at")) | Q(
            next_at=OuterRef("next_at"), pk__lt=OuterRef("pk")
        )
        # A subquery, not a join: a row lock on a join would lock the endpoint too.
        reachable = Endpoint.objects.open().filter(pk=OuterRef("endpoint"))
        return self.filter(Exists(reachable), ~Exists(waiting.filter(before)))

    def with_row(self) -> Self:
        """All that a row of a list shows, in a fixed number of queries."""
        return self.select_related("endpoint__partner", "edition__fact_check")


class Delivery(DueWork):
    """One event for one endpoint: the row is the queue, the body is stored once.

    A failed try is an outcome like any other, so it sets `attempts` back: that column counts what
    killed its process. `tried` counts the failed tries, and says when the next one comes.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(LedgerEvent, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=24, choices=choices(PartnerEvent))
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    webhook_id = models.CharField(max_length=64, unique=True)
    body = models.TextField()
    must_update = models.BooleanField(default=False)
    tried = models.PositiveSmallIntegerField(default=0, help_text="Failed tries of this sending")
    created_at = models.DateTimeField(help_text="Desk time")
    delivered_at = models.DateTimeField(null=True, blank=True, help_text="Machine time")
    acknowledged_at = models.DateTimeField(null=True, blank=True, help_text="Desk time")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="delivery_once_per_event")
        ]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due"),
            models.Index(fields=["endpoint", "next_at"], name="delivery_due_there"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.endpoint_id}"


class DeliveryAttempt(models.Model):
    """One try, and what came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField(help_text="Machine time")
    status = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.words}"


class Showing(models.Model):
    """What we know of one partner and one edition, and how we know it; append-only."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="showings")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="showings")
    url = models.URLField(max_length=2048, blank=True, default="")
    known = models.CharField(max_length=14, choices=choices(Known))
    words = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(help_text="Desk time")

    def __str__(self) -> str:
        return f"{self.partner_id} shows {self.edition_id}"
