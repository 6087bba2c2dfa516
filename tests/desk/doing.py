"""What people do with a review, through the pages' own forms."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.models import Appearance
from desk.forms.reviews import MOMENT
from jobs import clock
from reviews.models import Review
from tests.desk import make


def send(client: Client, review: Review, name: str, **typed: object) -> HttpResponse:
    version = Review.objects.get(pk=review.pk).version
    url = reverse(f"desk:{name}", args=[review.pk])
    return client.post(url, {"version": version, **typed})  # type: ignore[return-value]  # of the tests


def verdict(desk: make.Desk, passage: Appearance) -> dict[str, object]:
    now = clock.desk_now() + timedelta(seconds=1)
    return {
        "evidence": [passage.pk],
        "rating": desk.rating("Unproven").pk,
        "confidence": "middling",
        "as_of": now.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)).strftime(MOMENT),
        "summary": "One person says so, nobody else does.",
        "reasoning": "Only the mayor vouches for it [1].",
    }
