"""Reads of claims, in English."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from claims.models import Appearance, Claim, Speaker


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def named(self, name: str) -> "Speaker | None":
        """The speaker of that name or alias, whatever the case; None if nobody or two are meant."""
        exact = self.annotate(lower=Lower("name")).filter(lower=name.lower()).first()
        if exact:
            return exact
        by_alias = list(self.filter(aliases__name__iexact=name).distinct()[:2])
        return by_alias[0] if len(by_alias) == 1 else None


class ClaimQuerySet(models.QuerySet["Claim"]):
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


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def _decided(self) -> models.Exists:
        decision = self.model.decisions.rel.related_model  # type: ignore[attr-defined]
        return models.Exists(
            decision.objects.filter(claim=models.OuterRef("claim"), digest=models.OuterRef("digest"))
        )

    def undecided(self) -> Self:
        """Suggested passages on which nobody has decided, nor on a copy of them."""
        return self.filter(~self._decided(), claim__stage="tracked")

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
