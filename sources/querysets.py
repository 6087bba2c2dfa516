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
    def current(self, articles: Iterable[int], *, at: datetime | None) -> dict[int, int]:
        """Article id -> story id, as it stood at a time (None: as it stands)."""
        rows = self.filter(article__in=list(articles)).order_by("since", "pk")
        then = rows if at is None else rows.filter(since__lte=at)
        return dict(then.values_list("article_id", "story_id"))

    def ever_in(self, stories: Iterable[int]) -> Self:
        """All rows, in order of time, of the articles that ever belonged to one of the stories."""
        articles = self.filter(story__in=list(stories)).values("article")
        return self.filter(article__in=articles).order_by("since", "pk")

    def members(self, stories: Iterable[int]) -> dict[int, int]:
        """Article id -> story id of the articles that belong to one of the stories."""
        wanted = set(stories)
        stands = dict(self.ever_in(wanted).values_list("article_id", "story_id"))
        return {article: story for article, story in stands.items() if story in wanted}
