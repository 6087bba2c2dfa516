"""That a passage is about a claim, and what people decided of it."""

from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from claims.facts import OriginKind, Stance
from claims.models.claim import Claim
from claims.models.speaker import Speaker
from claims.models.statement import Statement
from claims.states import Decided
from jobs.choices import choices
from sources.models import Capture

# Features that say that a passage's score is not the matcher's opinion of it.
NOT_MATCHED: Final = ["carried_over", "filed_from", "moved_here"]


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Reads of appearances, in English."""

    def undecided(self) -> Self:
        """Suggested passages on which nobody has decided, nor on a copy of them.

        Merged claims share their decisions, as they share their standing.
        """
        words = AppearanceDecision.objects.filter(digest=models.OuterRef("digest"))
        there = words.filter(claim=models.OuterRef("standing_for"))
        merged = words.filter(claim__merged_into=models.OuterRef("standing_for"))
        read = models.Q(claim__stage="tracked") | models.Q(claim__merged_into__stage="tracked")
        rows = self.alias(standing_for=Coalesce("claim__merged_into", "claim"))
        return rows.filter(~models.Exists(there), ~models.Exists(merged), read)

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
    edited_in = models.BooleanField(  # nullable, as `matcher` is
        null=True, help_text="The article first stood there without the words; empty: no"
    )
    headline = models.BooleanField(default=False)
    score = models.FloatField()
    matcher = models.CharField(  # noqa: DJ001  (nullable, so that SQLite adds it without a re-made table)
        max_length=80, null=True, blank=True, help_text="What gave the score; empty: the engine"
    )
    features = models.JSONField(default=dict)
    stance = models.CharField(max_length=8, choices=choices(Stance))
    stance_score = models.FloatField(default=0.0)
    later = models.BooleanField(default=False)
    sides = models.JSONField(
        null=True, help_text="What the whole body does with the claim, and what the headline does"
    )
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

    @property
    def scored_by(self) -> str:
        """Which matcher's score it is; only scores of one and the same are comparable."""
        return self.matcher or self.engine


class AppearanceDecisionQuerySet(models.QuerySet["AppearanceDecision"]):
    """Reads of decisions, in English."""

    def labels(self, *, since: datetime, until: datetime) -> Self:
        """What people taught the matcher: of each claim and passage their last word, once.

        Left out is what the matcher did not find itself: the sentence that a claim was filed from,
        and passages carried over from an earlier version.
        """
        known = self.model.objects.filter(by__isnull=False, at__lte=until)
        newer = models.Q(at__gt=models.OuterRef("at"))
        newer |= models.Q(at=models.OuterRef("at"), pk__gt=models.OuterRef("pk"))
        changed = known.filter(
            newer, claim=models.OuterRef("claim"), digest=models.OuterRef("digest")
        )
        own = ~models.Q(appearance__features__has_any_keys=NOT_MATCHED)
        return self.filter(
            own, ~models.Exists(changed), by__isnull=False, at__gt=since, at__lte=until
        )


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

    objects = AppearanceDecisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["claim", "digest", "at"], name="decision_by_digest")]

    def __str__(self) -> str:
        return f"{self.decided} {self.appearance_id}"
