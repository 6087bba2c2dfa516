"""What a reading found in a version: statements and their relay chains."""

from django.conf import settings
from django.db import models

from claims.models.speaker import Speaker
from jobs.choices import choices
from jobs.models import DueWork
from nlp.values import Form, Kind
from sources.models import Capture


class Reading(DueWork):
    """That one version is to be read, or was read, by one engine version."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="readings")
    engine = models.CharField(max_length=40)
    done_at = models.DateTimeField(null=True, blank=True, help_text="Machine time")
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="Desk time; empty: as it was fetched"
    )
    vectors = models.BinaryField(
        null=True, help_text="Of its sentences, packed, while a passage rests on it"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["capture", "engine"], name="reading_once_per_engine")
        ]
        indexes = [models.Index(fields=["next_at"], name="reading_due")]

    def __str__(self) -> str:
        return f"{self.capture_id} read by {self.engine}"


class Statement(models.Model):
    """One thing that a version says somebody said, or an announced event that nobody is quoted for.

    Offsets are Unicode code points into the version's text, half-open.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="statements")
    engine = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    proposed = models.TextField(help_text="A wording for a claim; replaced pronouns in [ ]")
    kind = models.CharField(max_length=12, choices=choices(Kind))
    form = models.CharField(max_length=12, choices=choices(Form))
    cue = models.CharField(max_length=200, blank=True, default="")
    audience = models.CharField(max_length=200, blank=True, default="")
    said_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_earliest = models.DateField(null=True)
    due_words = models.CharField(max_length=200, blank=True, default="")
    condition = models.CharField(max_length=300, blank=True, default="")
    group = models.PositiveIntegerField(
        default=0, db_default=0, help_text="The order of the first statement that says the same"
    )
    worth = models.FloatField(
        default=0, db_default=0, help_text="Points for a check, no probability"
    )
    reasons = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="What gave the points: [name, points]",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "engine", "order"], name="statement_once_per_engine"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="statement_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.proposed


class Attribution(models.Model):
    """One voice of a statement's relay chain; order 0 is the root, the last spoke on the record."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="relays")
    order = models.PositiveSmallIntegerField()
    as_written = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    named = models.BooleanField()
    heard_directly = models.BooleanField()
    speaker = models.ForeignKey(
        Speaker, null=True, on_delete=models.PROTECT, related_name="attributions"
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "order"], name="relay_order_once")
        ]

    def __str__(self) -> str:
        return self.name
