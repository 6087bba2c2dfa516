"""From which score on a passage is suggested or confirmed, as people have set it over time."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class ThresholdQuerySet(models.QuerySet["Threshold"]):
    """Reads of thresholds, in English."""

    def as_of(self, at: datetime) -> Self:
        """The rows that had been set by then."""
        return self.filter(since__lte=at)

    def in_force(self, *, language: str, matcher: str, at: datetime) -> "Threshold | None":
        """What people last set for the scores of one matcher in one language."""
        rows = self.as_of(at).filter(language=language, matcher=matcher)
        return rows.order_by("since", "pk").last()


class Threshold(models.Model):
    """One setting for one language and one matcher, with what was measured then. Append-only.

    Scores of two matchers are not comparable, so each has rows of its own. `suggest` empty: the
    model's own; `auto` empty: nothing is confirmed automatically.
    """

    language = models.CharField(max_length=35)
    matcher = models.CharField(max_length=80)
    suggest = models.FloatField(null=True)
    auto = models.FloatField(null=True)
    labels = models.PositiveIntegerField(default=0, help_text="Decisions that were measured")
    precision = models.FloatField(null=True, help_text="Of matches from `suggest` on")
    auto_labels = models.PositiveIntegerField(default=0, help_text="Decisions from `auto` on")
    auto_floor = models.FloatField(
        null=True, help_text="95 % lower bound of precision, match and stance, from `auto` on"
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(help_text="Desk time")

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["language", "matcher", "since"], name="threshold_by_language")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suggest=None) | models.Q(suggest__gte=0, suggest__lte=1),
                name="threshold_suggests_by_probability",
            ),
            models.CheckConstraint(
                condition=models.Q(auto=None)
                | models.Q(auto__gte=0, auto__lte=1)
                & (models.Q(suggest=None) | models.Q(auto__gte=models.F("suggest"))),
                name="threshold_confirms_no_less_than_it_suggests",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.matcher}"
