"""What readers see: an address, its immutable numbered editions, and when we looked again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from claims.facts import Stance, Status
from claims.models import Appearance, Claim, StatusCheck
from jobs.choices import choices
from publishing.states import CORRECTIONS, UPDATES, Change
from reviews.models import Rating, Review, Verdict
from reviews.states import Cause, ReviewState


class FactCheckQuerySet(models.QuerySet["FactCheck"]):
    """Reads of fact-checks, in English."""

    def for_readers(self) -> Self:
        """Each fact-check with the claim, its speakers and where it was first met."""
        return self.select_related(
            "claim__claimant",
            "claim__alleged_source",
            "claim__founded_on__capture__article__outlet",
        )


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

    def get_absolute_url(self) -> str:
        """The address that readers keep."""
        return reverse("publishing:fact_check", args=[self.slug])


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions, in English."""

    def in_force(self) -> Self:
        """The newest edition of each fact-check."""
        newer = Edition.objects.filter(
            fact_check=OuterRef("fact_check"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(newer))

    def not_retracted(self) -> Self:
        """Those that still say something."""
        return self.exclude(change=Change.RETRACTION.value)

    def with_list_row(self) -> Self:
        """All that a row of a readers' list shows, in one query.

        Adds `looked_at_since`, when a look that is not over began (None: there is none), and
        `earlier_rating`, the word of the edition before.
        """
        looks = Reopening.objects.unresolved().filter(edition=OuterRef("pk"))
        before = Edition.objects.filter(
            fact_check=OuterRef("fact_check"), number__lt=OuterRef("number")
        )
        return self.select_related("fact_check", "rating").annotate(
            looked_at_since=Subquery(looks.values("at")[:1]),
            earlier_rating=Subquery(before.order_by("-number").values("rating__label")[:1]),
        )

    def corrections(self) -> Self:
        """What we had wrong: corrections and retractions, newest first."""
        return self.filter(change__in=CORRECTIONS).newest_first()

    def updates(self) -> Self:
        """What the world changed or needed clearer words, newest first."""
        return self.filter(change__in=UPDATES).newest_first()

    def newest_first(self) -> Self:
        """By publication."""
        return self.order_by("-published_at", "-pk")


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
    update_reason = models.TextField(
        blank=True, default="", help_text="Why an update, though it was public before as-of"
    )
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

    def get_absolute_url(self) -> str:
        """The address of this edition alone."""
        return reverse("publishing:edition", args=[self.fact_check.slug, self.number])


class Citation(models.Model):
    """A passage as an edition quotes it: at most 300 characters, with hash, time and link."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="citations")
    order = models.PositiveSmallIntegerField()
    appearance = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=8, choices=choices(Stance))
    quote = models.CharField(max_length=300)
    origin_words = models.CharField(max_length=200, blank=True, default="")
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


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    """Reads of reopenings, in English."""

    def newest_of_each(self) -> Self:
        """Of each edition the newest, which is the one that counts."""
        newer = Reopening.objects.filter(edition=OuterRef("edition"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer))

    def unresolved(self) -> Self:
        """Looks at editions that are not over: neither affirmed nor cancelled."""
        return self.newest_of_each().filter(
            ~models.Q(review__state=ReviewState.CANCELLED.value), reaffirmation=None
        )


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

    objects = ReopeningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.edition_id} reopened: {self.cause}"


class Reaffirmation(models.Model):
    """That a reopened edition was looked at again and stands.

    From then on it is this look's as-of, status and origins that new evidence is held against.
    """

    reopening = models.OneToOneField(
        Reopening, on_delete=models.PROTECT, related_name="reaffirmation"
    )
    words = models.TextField()
    as_of = models.DateTimeField()
    accepted_status = models.CharField(max_length=12, choices=choices(Status))
    accepted_origins = models.JSONField(default=list, help_text="Keys of the counted origins")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.reopening_id} stands"


class BothSeen(models.Model):
    """That a person saw two editions side by side whose ratings contradict each other. Append-only.

    `one` is the earlier row of the two; an edition that comes after either is asked about anew.
    """

    one = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(
        blank=True, default="", help_text="Why both stay; empty where it was ticked at publishing"
    )
    at = models.DateTimeField(help_text="Desk time")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="both_seen_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="both_seen_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} seen"
