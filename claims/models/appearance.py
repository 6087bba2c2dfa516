"""That a passage is about a claim, and what people decided of it."""

from typing import Self

from django.conf import settings
from django.db import models

from claims.facts import OriginKind, Stance
from claims.models.claim import Claim
from claims.models.speaker import Speaker
from claims.models.statement import Statement
from claims.states import Decided
from jobs.choices import choices
from sources.models import Capture


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Reads of appearances, in English."""

    def undecided(self) -> Self:
        """Suggested passages on which nobody has decided, nor on a copy of them."""
        decided = AppearanceDecision.objects.filter(
            claim=models.OuterRef("claim"), digest=models.OuterRef("digest")
        )
        return self.filter(~models.Exists(decided), claim__stage="tracked")

    def once_per_passage(self) -> Self:
        """Of copies of one passage, the first that was found."""
        earlier = self.model.objects.filter(
            claim=models.OuterRef("claim"),
            digest=models.OuterRef("digest"),
            pk__lt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(earlier))

    def with_passage(self) -> Self:
        """Each with claim, version, outlet and text, in a fixed number of queries."""
        return self.select_related(
            "claim", "capture__body", "capture__article__outlet", "statement"
        )


class Appearance(models.Model):
    """The machine's opinion, kept as it first was: this passage is about that claim.

    Offsets are code points into the version's text; `digest` is the passage's own, so that copies
    and unchanged versions inherit what was decided.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="appearances")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    headline = models.BooleanField(default=False)
    score = models.FloatField()
    features = models.JSONField(default=dict)
    stance = models.CharField(max_length=8, choices=choices(Stance))
    stance_score = models.FloatField(default=0.0)
    later = models.BooleanField(default=False)
    cues = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    statement = models.ForeignKey(
        Statement, null=True, on_delete=models.PROTECT, related_name="appearances"
    )
    engine = models.CharField(max_length=40)
    found_at = models.DateTimeField(help_text="Desk time")

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "capture", "start", "end"], name="appearance_once"
            )
        ]
        indexes = [models.Index(fields=["claim", "digest"], name="appearance_by_digest")]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.capture_id}"


class AppearanceDecision(models.Model):
    """What a person (or a measured auto-confirm: `by` empty) decided of a claim and a passage.

    The latest row of a claim and digest counts. Who the origin is belongs to the decision:
    `root` is the root speaker of the relay chain; of unnamed sources it is whose they are.
    """

    appearance = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="decisions")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    digest = models.CharField(max_length=64)
    decided = models.CharField(max_length=9, choices=choices(Decided))
    stance = models.CharField(max_length=8, choices=choices(Stance))
    later = models.BooleanField(default=False)
    origin = models.CharField(
        max_length=9, choices=choices(OriginKind), default=OriginKind.NONE.value
    )
    root = models.ForeignKey(Speaker, null=True, on_delete=models.PROTECT, related_name="+")
    heard_directly = models.BooleanField(default=False)
    via = models.JSONField(default=list, help_text="Names that passed it on, root's side first")
    note = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(help_text="Desk time")

    class Meta:
        indexes = [models.Index(fields=["claim", "digest", "at"], name="decision_by_digest")]

    def __str__(self) -> str:
        return f"{self.decided} {self.appearance_id}"
