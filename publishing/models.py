"""What readers see: an address, its immutable numbered editions, and when we looked again."""

from django.conf import settings
from django.db import models

from claims.facts import Stance, Status
from claims.models import Appearance, Claim, StatusCheck
from jobs.choices import choices
from publishing.querysets import EditionQuerySet, FactCheckQuerySet
from publishing.states import Change
from reviews.models import Rating, Review, Verdict
from reviews.states import Cause


class FactCheck(models.Model):
    """An address that readers keep; what stands there is its last edition."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="fact_check")
    slug = models.SlugField(max_length=120, unique=True)
    created_at = models.DateTimeField()

    objects = FactCheckQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug

    @property
    def number(self) -> str:
        """As people cite it."""
        return f"F-{self.pk}"


class Edition(models.Model):
    """One published verdict, with the status and origins that its signers accepted. Immutable."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="edition")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    claim_words = models.TextField(help_text="The claim as it read then")
    said_by_words = models.CharField(max_length=400, blank=True, default="")
    summary = models.CharField(max_length=300)
    finding = models.TextField()
    as_of = models.DateTimeField()
    change = models.CharField(max_length=14, choices=choices(Change))
    change_words = models.TextField(blank=True, default="", help_text="What changed and why")
    accepted_status = models.CharField(max_length=12, choices=choices(Status))
    accepted_origins = models.JSONField(default=list, help_text="Keys of the counted origins")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["fact_check", "number"], name="edition_number_once")
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.fact_check_id}"


class Citation(models.Model):
    """A passage as an edition quotes it: at most 300 characters, with hash, time and link."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="citations")
    order = models.PositiveSmallIntegerField()
    appearance = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=8, choices=choices(Stance))
    quote = models.CharField(max_length=300)
    outlet = models.CharField(max_length=120)
    url = models.URLField(max_length=2048)
    published_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="citation_order_once")
        ]

    def __str__(self) -> str:
        return self.quote


class Reopening(models.Model):
    """That an edition was called back, by which cause and check."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reopenings")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="reopening")
    cause = models.CharField(max_length=20, choices=choices(Cause))
    words = models.TextField()
    appearances = models.JSONField(default=list, help_text="Ids of the passages behind the cause")
    older_than_as_of = models.BooleanField(
        default=False, help_text="What changed the finding was public before as-of"
    )
    check_row = models.ForeignKey(
        StatusCheck, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.edition_id} reopened: {self.cause}"


class Reaffirmation(models.Model):
    """That a reopened edition was looked at again and stands."""

    reopening = models.OneToOneField(
        Reopening, on_delete=models.PROTECT, related_name="reaffirmation"
    )
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.reopening_id} stands"
