"""Who can say something, by which names, and whom they speak for."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from claims.records import ENTERS
from claims.states import SpeakerKind
from jobs.choices import choices


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Reads of speakers, in English."""

    def named(self, name: str) -> "Speaker | None":
        """The speaker of that name or alias, whatever the case; None if nobody or two are meant."""
        exact = self.annotate(lower=Lower("name")).filter(lower=name.lower()).first()
        if exact:
            return exact
        by_alias = list(self.filter(aliases__name__iexact=name).distinct()[:2])
        return by_alias[0] if len(by_alias) == 1 else None

    def on_record(self) -> Self:
        """Those who were heard predicting or promising something that is tracked, by name."""
        # One condition on one claim, as in ClaimQuerySet.on_records.
        filed = self.filter(
            claims_made__kind__in=[kind.value for kind in ENTERS],
            claims_made__stage__in=["tracked", "closed"],
            claims_made__merged_into__isnull=True,
        )
        return filed.distinct().order_by("name")


class Speaker(models.Model):
    """A person, an organisation, or a state as a speaker."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(
        max_length=12, choices=choices(SpeakerKind), default=SpeakerKind.PERSON.value
    )

    objects = SpeakerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class SpeakerAlias(models.Model):
    """Another name of a speaker, from a time on."""

    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200, db_index=True)
    since = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.name} = {self.speaker_id}"


class Principal(models.Model):
    """For whom a speaker speaks (office, ministry, state), from a time on; set by people."""

    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="principals")
    principal = models.ForeignKey(
        Speaker, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: himself"
    )
    since = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.speaker_id} speaks for {self.principal_id}"
