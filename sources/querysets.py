"""Reads of sources, in English."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from sources.models import (
        Article,
        Capture,
        Outlet,
        Ownership,  # noqa: F401  (named in a base class, for the type checker)
        StoryMembership,  # noqa: F401  (alike)
    )


class OutletQuerySet(models.QuerySet["Outlet"]):
    def serving(self, host: str) -> "Outlet | None":
        """The outlet of a host: its own domain, or the nearest one above it."""
        parts = host.removeprefix("www.").split(".")
        domains = [".".join(parts[n:]) for n in range(len(parts))]
        found = {outlet.domain: outlet for outlet in self.filter(domain__in=domains)}
        return next((found[domain] for domain in domains if domain in found), None)


class OwnershipQuerySet(models.QuerySet["Ownership"]):
    def as_of(self, at: datetime) -> Self:
        """The rows that had been set by then."""
        return self.filter(since__lte=at)


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_latest(self) -> Self:
        """Each article with the number of its latest capture."""
        return self.annotate(latest_number=models.Max("captures__number"))


class CaptureQuerySet(models.QuerySet["Capture"]):
    def latest_of(self, article: "Article") -> "Capture | None":
        """The newest version of an article."""
        return self.filter(article=article).order_by("-number").first()

    def readable(self) -> Self:
        """Versions with text."""
        return self.filter(state="ok", body__text__isnull=False)


class StoryMembershipQuerySet(models.QuerySet["StoryMembership"]):
    def current(self, articles: Iterable[int], *, at: datetime) -> dict[int, int]:
        """Article id -> story id, as it stood at a time."""
        rows = self.filter(article__in=list(articles), since__lte=at).order_by("since", "pk")
        return dict(rows.values_list("article_id", "story_id"))
