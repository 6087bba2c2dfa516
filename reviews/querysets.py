"""Reads of reviews, in English."""

from typing import TYPE_CHECKING, Self

from django.db import models

from reviews.states import OPEN

if TYPE_CHECKING:
    from reviews.models import Review


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        """Not yet signed off or cancelled."""
        return self.filter(state__in=OPEN)

    def with_desk_row(self) -> Self:
        """All that a queue row shows, in a fixed number of queries."""
        return self.select_related("claim", "claim__claimant").prefetch_related(
            "assignments__reviewer"
        )

    def riskiest_first(self) -> Self:
        """Reopened editions first, then the oldest."""
        return self.annotate(
            first=models.Case(
                models.When(cause="first", then=1), default=0, output_field=models.IntegerField()
            )
        ).order_by("first", "opened_at", "pk")
