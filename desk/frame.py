"""What stands around every desk page: the rail's counts, the health of the work, the theme."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from accounts.theme import theme_of
from claims.models import Appearance, Claim
from desk.doors import SignedIn
from desk.health import health
from desk.progress import Progress, work_progress
from jobs import clock
from jobs.models import LongJob
from nlp.encoder import LEXICAL_ONLY
from reviews.models import Review

MOST_LINES: Final = 3


def page(
    request: SignedIn, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A whole desk page; seven queries of its own, whatever the page."""
    now = clock.now()
    around = {
        "counts": {
            "queue": Review.objects.open().count(),
            "matches": Appearance.objects.undecided().once_per_passage().count(),
            "claims": Claim.objects.tracked().count(),
            "due": Claim.objects.waiting_for_outcome().count(),
        },
        "health": health(now=now),
        "long_work": _long_work(now=now.desk),
        "notice": LEXICAL_ONLY if settings.SENTENCE_ENCODER == "none" else "",
        "theme": theme_of(request),
    }
    response = render(request, template, {**around, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _long_work(*, now: datetime) -> list[Progress]:
    """What goes on for the whole newsroom; a claim's own work stands on its page."""
    rows = LongJob.objects.open().exclude(subject__startswith="claims.claim:").order_by("pk")
    return [work_progress(job, now=now) for job in rows[:MOST_LINES]]
