"""The open web as we keep it: outlets, feeds, articles, their immutable versions, stories."""

from django.conf import settings
from django.db import models

from jobs.choices import choices
from jobs.models import DueWork
from sources.querysets import (
    ArticleQuerySet,
    CaptureQuerySet,
    OutletQuerySet,
    OwnershipQuerySet,
    StoryMembershipQuerySet,
)
from sources.states import CaptureState, NoticeKind, OutletKind, SourceEventKind


class OwnerGroup(models.Model):
    """Who owns outlets; two outlets of one group are not two witnesses."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Outlet(models.Model):
    """A house that publishes articles."""

    name = models.CharField(max_length=120)
    domain = models.CharField(max_length=253, unique=True)
    kind = models.CharField(
        max_length=12, choices=choices(OutletKind), default=OutletKind.NEWSROOM.value
    )
    country = models.CharField(max_length=2, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="en")
    zone = models.CharField(max_length=64, blank=True, default="", help_text="IANA name")
    counted = models.BooleanField(default=True)
    not_counted_reason = models.CharField(max_length=300, blank=True, default="")
    invented = models.BooleanField(default=False, help_text="Made up for the demo; shown as such.")

    objects = OutletQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counted=True) | ~models.Q(not_counted_reason=""),
                name="outlet_not_counted_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Ownership(models.Model):
    """From when an outlet belongs to a group (None: unknown again); a dated row, never changed."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="ownerships")
    group = models.ForeignKey(OwnerGroup, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["outlet", "since"], name="ownership_by_outlet")]

    def __str__(self) -> str:
        return f"{self.outlet_id} owned by {self.group_id} since {self.since:%Y-%m-%d}"


class Feed(DueWork):
    """An address that lists articles; polled when due."""

    url = models.URLField(max_length=2048, unique=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feeds")
    interval_s = models.PositiveIntegerField(default=900)
    etag = models.CharField(max_length=512, blank=True, default="")
    last_modified = models.CharField(max_length=128, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    paused = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="feed_due")]

    def __str__(self) -> str:
        return self.url


class Article(DueWork):
    """One address on the web; what stood there, and when, are its captures.

    Due work: an article that a tracked claim rests on is fetched again, to see silent edits.
    """

    url = models.URLField(max_length=2048, unique=True, help_text="Canonical address")
    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    first_seen_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="article_due")]

    def __str__(self) -> str:
        return self.url


class Capture(models.Model):
    """An immutable version of an article, as we saw it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="captures")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500, blank=True, default="")
    byline = models.CharField(max_length=300, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True, help_text="As the outlet says")
    modified_at = models.DateTimeField(null=True, blank=True, help_text="As the outlet says")
    fetched_at = models.DateTimeField(help_text="Desk time")
    language = models.CharField(max_length=35, blank=True, default="")
    sha256 = models.CharField(max_length=64, help_text="Of the text")
    state = models.CharField(
        max_length=12, choices=choices(CaptureState), default=CaptureState.OK.value
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="capture_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.title or self.article_id} (version {self.number})"


class CaptureBody(models.Model):
    """Text and raw bytes of a version; may be erased (takedown, retention), never changed."""

    capture = models.OneToOneField(
        Capture, primary_key=True, on_delete=models.PROTECT, related_name="body"
    )
    text = models.TextField(null=True)  # noqa: DJ001  (NULL means erased)
    raw = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"body of {self.capture_id}"


class ArticleNotice(models.Model):
    """That an article went away, or was retracted or corrected by its publisher."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=choices(NoticeKind))
    at = models.DateTimeField(help_text="Desk time")
    note = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind}"


class Story(models.Model):
    """Near-identical articles: one text, however many carry it."""

    founded_on = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"story {self.pk}"


class StoryMembership(models.Model):
    """That an article belongs to a story from a time on; the latest row counts."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="memberships")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = StoryMembershipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["article", "since"], name="membership_by_article")]

    def __str__(self) -> str:
        return f"{self.article_id} in story {self.story_id}"


class StoryBand(models.Model):
    """One band of a text's MinHash signature; equal bands make two articles candidates."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bands")
    value = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["value"], name="band_value")]
        constraints = [models.UniqueConstraint(fields=["article", "value"], name="band_once")]

    def __str__(self) -> str:
        return self.value


class SourceEvent(models.Model):
    """The log of sources, which claims follow; `position` is the order of commit."""

    position = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=choices(SourceEventKind))
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    capture = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.article_id}"
