"""Reads of what readers see, in English."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from publishing.models import Edition, FactCheck


class FactCheckQuerySet(models.QuerySet["FactCheck"]):
    def with_editions(self) -> Self:
        """Each fact-check with its editions, newest first, in a fixed number of queries."""
        return self.select_related("claim", "claim__claimant").prefetch_related(
            "editions__rating", "editions__citations"
        )

    def published(self) -> Self:
        """Those that have an edition, newest edition first."""
        return self.annotate(last_at=models.Max("editions__published_at")).filter(
            last_at__isnull=False
        ).order_by("-last_at", "-pk")


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_force(self) -> Self:
        """The newest edition of each fact-check."""
        newer = self.model.objects.filter(
            fact_check=models.OuterRef("fact_check"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))
