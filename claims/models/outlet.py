"""What people know of an outlet that its claims rest on: for whom it speaks, whether it counts."""

from django.conf import settings
from django.db import models

from claims.models.speaker import Speaker
from sources.models import Outlet


class Mouthpiece(models.Model):
    """For whom an outlet speaks (state media), from a time on; such an outlet has no own voice."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey(
        Speaker, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: itself"
    )
    since = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["outlet", "since"], name="mouthpiece_by_outlet")]

    def __str__(self) -> str:
        return f"{self.outlet_id} speaks for {self.principal_id}"


class Counting(models.Model):
    """Whether an outlet counts as a witness from a time on, and if not, why."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    counted = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True, default="")
    since = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["outlet", "since"], name="counting_by_outlet")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counted=True) | ~models.Q(reason=""),
                name="not_counting_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} {'counts' if self.counted else 'does not count'}"
