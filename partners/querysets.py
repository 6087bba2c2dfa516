"""Reads of partners, in English."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from partners.models import ApiKey, Delivery


class KeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self, *, now: datetime) -> Self:
        """Neither revoked nor expired, of an active partner; `now` is machine time."""
        return self.filter(revoked_at=None, expires_at__gt=now, partner__active=True)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unacknowledged(self) -> Self:
        """Those that a partner must act on and has not answered."""
        return self.filter(must_update=True, acknowledged_at=None)
