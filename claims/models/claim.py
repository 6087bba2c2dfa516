"""The tracked claim itself."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models

from claims.facts import ClaimKind, Status
from claims.models.speaker import Speaker
from claims.models.statement import Statement
from claims.records import ENTERS
from claims.states import LinkKind, PartyRole, Priority, Speaks, Stage
from jobs.choices import choices
from jobs.models import DueWork


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reads of claims, in English."""

    def tracked(self) -> Self:
        """Those that arriving articles are matched with."""
        return self.filter(stage="tracked")

    def with_list_row(self) -> Self:
        """All that a row of the claims list shows, in a fixed number of queries."""
        return self.select_related("claimant", "alleged_source", "holder")

    def newest_first(self) -> Self:
        """By number, downwards."""
        return self.order_by("-pk")

    def saying(self, words: str) -> Self:
        """Those whose statement holds the words, whatever the case."""
        return self.filter(statement__icontains=words) if words else self

    def falling_due(self, start: date, end: date) -> Self:
        """Those with a day of theirs from `start` up to, but without, `end`.

        A day is the one the speaker named (`due_on`), the earliest on which it can come true, or
        ours to look again; which of the three is the caller's to tell apart. Resolved ones too.
        """
        days = ("due_on", "earliest", "look_again_on")
        near = [models.Q(**{f"{day}__gte": start, f"{day}__lt": end}) for day in days]
        return self.tracked().filter(near[0] | near[1] | near[2])

    def waiting_for_outcome(self) -> Self:
        """Those whose date or condition has come and whose end is not recorded, oldest first."""
        return self.tracked().filter(status=Status.DUE.value).order_by("status_since", "pk")

    def on_record_of(self, speaker: Speaker) -> Self:
        """Those that count for or against a speaker's word once they end (rules, section 4)."""
        return self.on_records().filter(claimant=speaker)

    def on_records(self) -> Self:
        """Those that count for or against anybody's word; two that were merged count once."""
        kinds = [kind.value for kind in ENTERS]
        return self.unmerged().filter(kind__in=kinds).exclude(stage=Stage.INBOX.value)

    def unmerged(self) -> Self:
        """Those that no other claim stands for."""
        return self.filter(merged_into=None)


class Claim(DueWork):
    """One checkable statement that the newsroom keeps true to the latest reporting.

    Due work: `next_at`, on the desk clock, is its next re-check and is never empty while tracked.
    `status` is a cache of the last StatusCheck, `condition_met_at` of the last ConditionMet; where
    `merged_into` is set, that claim's standing reads this one's passages too. `claimant` is the
    last speaker heard on the record; `alleged_source` is a root who was not heard directly and is
    never named as claimant.
    """

    statement = models.TextField()
    kind = models.CharField(max_length=12, choices=choices(ClaimKind))
    language = models.CharField(max_length=35, default="en")
    claimant = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_made"
    )
    alleged_source = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_alleged"
    )
    holder = models.ForeignKey(
        Speaker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claims_held",
        help_text="Whose position, plan or commitment it is",
    )
    speaks_of = models.CharField(
        max_length=8, choices=choices(Speaks), default=Speaks.INSTANT.value
    )
    said_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="Only if the speaker named it")
    due_zones = models.JSONField(default=list, blank=True, help_text="IANA zones of the event")
    earliest = models.DateField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True, help_text="Ours, and shown as ours")
    condition = models.CharField(max_length=300, blank=True, default="")
    condition_met_at = models.DateTimeField(null=True, blank=True)
    criterion = models.TextField(blank=True, default="", help_text="What counts as true")
    topics = models.JSONField(default=list, blank=True)
    priority = models.CharField(
        max_length=8, choices=choices(Priority), default=Priority.NORMAL.value
    )
    stage = models.CharField(max_length=8, choices=choices(Stage), default=Stage.INBOX.value)
    status = models.CharField(
        max_length=12, choices=choices(Status), default=Status.UNCHECKED.value
    )
    status_before = models.CharField(max_length=12, choices=choices(Status), blank=True, default="")
    status_since = models.DateTimeField(null=True, blank=True)
    last_checked_at = models.DateTimeField(null=True, blank=True)
    looked_back = models.CharField(
        max_length=500, blank=True, default="", help_text="What the search of the archive gave"
    )
    founded_on = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField()
    frozen_at = models.DateTimeField(
        null=True, blank=True, help_text="First edition: the statement no longer changes"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, blank=True, help_text="Desk time")
    version = models.PositiveIntegerField(default=1)
    ledger_seq = models.PositiveIntegerField(default=0, editable=False)
    ledger_head = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="claim_due"),
            models.Index(fields=["stage", "-id"], name="claim_by_stage"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage="tracked") | models.Q(next_at__isnull=False),
                name="tracked_claim_is_always_due",
            ),
            models.CheckConstraint(condition=~models.Q(statement=""), name="claim_says_something"),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def number(self) -> str:
        """As people cite it."""
        return f"C-{self.pk}"


class ClaimParty(models.Model):
    """A speaker with an interest in the claim, and why; the claimant is one without a row."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="parties")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=choices(PartyRole))
    reason = models.CharField(max_length=300, blank=True, default="")
    since = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "speaker", "role"], name="party_once")
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} in {self.claim_id}"


class ClaimLinkQuerySet(models.QuerySet["ClaimLink"]):
    """Reads of links, in English."""

    def in_force(self, at: datetime | None = None) -> Self:
        """Those that were made by then and not taken back; `at` None is the present."""
        if at is None:
            return self.filter(until=None)
        return self.filter(models.Q(until=None) | models.Q(until__gt=at), at__lte=at)

    def of(self, claims: Iterable[int]) -> Self:
        """Those that one of these claims is an end of."""
        ids = set(claims)
        return self.filter(models.Q(source__in=ids) | models.Q(target__in=ids))


class ClaimLink(models.Model):
    """How one claim stands to another; carries no evidence, origin or rating over.

    One that is taken back keeps its row with the moment, `until`; a new one may follow it.
    """

    source = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="links")
    target = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=choices(LinkKind))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(
        null=True, blank=True, help_text="When it was taken back, desk time"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who took it back",
    )

    objects = ClaimLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=models.Q(until=None),
                name="claim_link_in_force_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="claim_link_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
