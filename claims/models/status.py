"""Where a claim stood, what made us look, and how it ended."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from claims.facts import OutcomeKind, Status
from claims.models.appearance import Appearance
from claims.models.claim import Claim
from claims.replaying import Recorded
from claims.states import Stage, Trigger
from jobs.choices import choices


class StatusCheckQuerySet(models.QuerySet["StatusCheck"]):
    """Reads of re-checks, in English."""

    def in_force(self) -> Self:
        """Those that say where a claim stands; what runs in shadow says it to editors alone."""
        return self.filter(shadow="")

    def waiting_for_release(self) -> Self:
        """The last re-check of each tracked claim that a changed method alone would move.

        None of those that somebody has released, and that are about to be re-checked.
        """
        later = StatusCheck.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
        released = RecheckTrigger.objects.filter(
            claim=OuterRef("claim"), kind=Trigger.METHOD.value, served_by=None
        )
        rows = self.exclude(shadow="").filter(claim__stage=Stage.TRACKED.value)
        return rows.filter(~Exists(later), ~Exists(released))

    def newest_first(self) -> Self:
        """The last re-check of a claim first."""
        return self.order_by("-at", "-pk")


class StatusCheck(models.Model):
    """One re-check: the exact facts, the status before and after, and why. Append-only.

    `facts` is what `claims.standing.standing` was given, so that it can be replayed. Where a
    changed method alone would move the claim, `shadow` says to what status; `origins` and `reasons`
    are then the changed method's, and `after` is what it was `before` (`claims.shadow`).
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="checks")
    slot = models.DateTimeField(help_text="The due time that was served, desk time")
    triggers = models.JSONField(default=list)
    facts = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical facts")
    before = models.CharField(max_length=12, choices=choices(Status))
    after = models.CharField(max_length=12, choices=choices(Status))
    origins = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    engine = models.CharField(max_length=40)
    shadow = models.CharField(
        max_length=12,
        choices=choices(Status),
        blank=True,
        default="",
        db_default="",
        help_text="What a changed method says, until an editor releases it",
    )
    at = models.DateTimeField(help_text="Desk time")

    objects = StatusCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "slot"], name="one_check_per_due_slot")
        ]
        indexes = [
            models.Index(fields=["claim", "-at"], name="check_by_claim"),
            models.Index(fields=["claim"], condition=~models.Q(shadow=""), name="check_in_shadow"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.before} to {self.after}"

    def recorded(self) -> Recorded:
        """The row as the rules read it."""
        return Recorded(
            number=self.pk,
            at=self.at,
            engine=self.engine,
            facts=self.facts,
            digest=self.digest,
            before=self.before,
            after=self.after,
            origins=self.origins,
            reasons=self.reasons,
            shadow=self.shadow,
        )


class RecheckTrigger(models.Model):
    """Why a claim is to be looked at again; waits until a StatusCheck serves it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="triggers")
    kind = models.CharField(max_length=16, choices=choices(Trigger))
    at = models.DateTimeField(help_text="Desk time")
    served_by = models.ForeignKey(
        StatusCheck, null=True, on_delete=models.PROTECT, related_name="served"
    )

    class Meta:
        constraints = [
            # Ten thousand copies in an hour wait as one row.
            models.UniqueConstraint(
                fields=["claim", "kind"],
                condition=models.Q(served_by=None),
                name="one_waiting_trigger_per_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.claim_id}"


class ConditionMet(models.Model):
    """That a person recorded a claim's condition as come about, or took that back; append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="conditions")
    met = models.BooleanField()
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="Desk time")

    def __str__(self) -> str:
        return f"condition of {self.claim_id} {'came about' if self.met else 'taken back'}"


class Outcome(models.Model):
    """How a claim about the future ended, as one person recorded it; counts once seconded."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=choices(OutcomeKind))
    words = models.TextField()
    evidence = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="Desk time")

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind}"


class OutcomeSecond(models.Model):
    """The second person's word on an outcome: agreed, or taken back."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="seconds")
    agreed = models.BooleanField()
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="Desk time")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "agreed"], name="outcome_seconded_once")
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {'agreed' if self.agreed else 'taken back'}"
