"""Due work, long jobs, positions in logs, ticks, the desk clock, the chain without a claim."""

from collections.abc import Iterable
from typing import Final, Self

from django.conf import settings
from django.db import models


class DueWork(models.Model):
    """A row that is its own queue entry: the truth about what is due (`design.md` §6).

    `next_at` says when (None: nothing is due); the lease columns say who works on it; `wanted`
    rises with every change, so that a change during the work re-arms the row.
    """

    next_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    wanted = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, default="")
    dead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


# Neither at its end nor called off; one that was given up stays open, and is seen.
OPEN: Final = models.Q(finished_at=None, cancelled_at=None)


class LongJobQuerySet(models.QuerySet["LongJob"]):
    """Reads of long jobs, in English."""

    def open(self) -> Self:
        """Those that are still to be worked on."""
        return self.filter(OPEN)

    def of(self, kind: str, subjects: Iterable[str]) -> Self:
        """Those of one kind about these subjects."""
        return self.filter(kind=kind, subject__in=list(subjects))

    def newest_of(self, kind: str, subject: str) -> "LongJob | None":
        """The last one of a kind about a subject, whatever became of it."""
        return self.filter(kind=kind, subject=subject).order_by("-pk").first()


class LongJob(DueWork):
    """Work too long for one task: done in slices, with a stored cursor, and progress to show.

    Due work on the desk clock.
    """

    kind = models.CharField(max_length=60, help_text="app.verb, as in claims.search_archive")
    subject = models.CharField(max_length=80, help_text="As in claims.claim:12")
    cursor = models.CharField(
        max_length=200, blank=True, default="", help_text="Where the next slice begins"
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True, help_text="Empty until it is known")
    found = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(help_text="Desk time, as are the next three.")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = LongJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=OPEN, name="long_job_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=OPEN, name="long_job_due"),
            models.Index(fields=["subject", "kind"], name="long_job_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"


class LogHead(models.Model):
    """The last position given out in a log; its row lock makes positions commit in order."""

    name = models.CharField(max_length=120, unique=True)
    position = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Cursor(models.Model):
    """How far a follower has read a log."""

    name = models.CharField(max_length=120, unique=True)
    position = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Tick(models.Model):
    """One beat of the scheduler; unique, so that two schedulers beat once."""

    name = models.CharField(max_length=60)
    slot = models.PositiveBigIntegerField(help_text="Whole sweeps since 1970.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="tick_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class DeskClock(models.Model):
    """Desk time = machine time + offset; one row, written only by the demo."""

    offset = models.DurationField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="desk_clock_one_row")]

    def __str__(self) -> str:
        return f"desk clock {self.offset}"


class ChainedEvent(models.Model):
    """One append-only row of a hash chain; see `jobs.chain` for what the hash covers."""

    seq = models.PositiveIntegerField()
    position = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=60, help_text="app.verb, as in claims.filed")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(help_text="Desk time.")
    facts = models.JSONField(default=dict, help_text="Ids and salted commitments only.")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True


class ErasableText(models.Model):
    """Personal and free text of an event; salt and text can be erased, the chain still verifies."""

    name = models.CharField(max_length=40)
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001  (NULL means erased)
    text = models.TextField(null=True)  # noqa: DJ001  (NULL means erased)

    class Meta:
        abstract = True


class SubjectEvent(ChainedEvent):
    """A change that no claim owns (roles, feeds, keys, owner groups), chained per subject."""

    subject = models.CharField(max_length=80, help_text="As in sources.outlet:3")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "seq"], name="subject_event_seq_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.seq} {self.kind}"


class SubjectText(ErasableText):
    """The erasable text of a SubjectEvent."""

    event = models.ForeignKey(SubjectEvent, on_delete=models.PROTECT, related_name="texts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="subject_text_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.event_id}"
