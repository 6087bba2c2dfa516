"""People decide: reviews, who has them, verdicts with evidence, and the scale they rate on."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models import Appearance, Claim
from jobs.choices import choices
from reviews.states import OPEN, Cause, Confidence, Ending, Part, Polarity, ReviewState


class RatingScale(models.Model):
    """One version of the newsroom's scale; a changed scale is a new row."""

    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="scale_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Rating(models.Model):
    """One word of a scale: what it means, which way it points, which statuses it sits with."""

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="ratings")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    definition = models.CharField(max_length=300)
    polarity = models.CharField(max_length=8, choices=choices(Polarity))
    number = models.PositiveSmallIntegerField(
        null=True, help_text="1 false to 5 true; empty where the scale does not apply"
    )
    sits_with = models.JSONField(help_text="Statuses and outcomes, as strings")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "label"], name="rating_label_once"),
            models.UniqueConstraint(fields=["scale", "order"], name="rating_order_once"),
        ]

    def __str__(self) -> str:
        return self.label


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads of reviews, in English."""

    def open(self) -> Self:
        """Not yet signed off or cancelled."""
        return self.filter(state__in=OPEN)

    def with_desk_row(self) -> Self:
        """All that a queue row shows, in a fixed number of queries."""
        # Reviewers come with the assignments: a query of their own would wait for there being any.
        held = models.Prefetch("assignments", Assignment.objects.select_related("reviewer"))
        return self.select_related("claim", "claim__claimant").prefetch_related(held)

    def riskiest_first(self) -> Self:
        """Reopened editions first, then the oldest."""
        return self.annotate(
            first=models.Case(
                models.When(cause="first", then=1), default=0, output_field=models.IntegerField()
            )
        ).order_by("first", "opened_at", "pk")


class Review(models.Model):
    """One look at one claim by people, from its cause to its sign-off."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    cause = models.CharField(max_length=20, choices=choices(Cause))
    cause_words = models.TextField(help_text="The cause in one sentence, for people")
    state = models.CharField(
        max_length=12, choices=choices(ReviewState), default=ReviewState.QUEUED.value
    )
    due_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(help_text="Desk time")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_note = models.TextField(blank=True, default="")
    ending = models.CharField(max_length=14, choices=choices(Ending), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state__in=OPEN), name="one_open_review_per_claim"
            )
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="review_by_state")]

    def __str__(self) -> str:
        return f"R-{self.pk}"

    @property
    def number(self) -> str:
        """As people cite it."""
        return f"R-{self.pk}"


class Assignment(models.Model):
    """Who has a review, and their draft, saved as they type."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    part = models.CharField(max_length=12, choices=choices(Part), default=Part.FIRST.value)
    taken_at = models.DateTimeField()
    handed_back_at = models.DateTimeField(null=True, blank=True)
    draft = models.JSONField(default=dict, blank=True)
    draft_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "part"],
                condition=Q(handed_back_at=None),
                name="one_reviewer_per_part",
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id} with {self.reviewer_id}"


class Verdict(models.Model):
    """One person's rating with reasons; handed in, it never changes. The latest one counts."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="verdicts")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verdicts"
    )
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    confidence = models.CharField(max_length=8, choices=choices(Confidence))
    summary = models.CharField(max_length=300, help_text="One sentence for readers")
    reasoning = models.TextField()
    as_of = models.DateTimeField(help_text="What was known then is what was judged; desk time")
    at = models.DateTimeField(help_text="Desk time")

    def __str__(self) -> str:
        return f"{self.rating_id} by {self.by_id}"


class Evidence(models.Model):
    """A passage that a verdict rests on."""

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="evidence")
    order = models.PositiveSmallIntegerField()
    appearance = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "order"], name="evidence_order_once"),
            models.UniqueConstraint(fields=["verdict", "appearance"], name="evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.appearance_id} in {self.verdict_id}"
