"""What stands around every desk page: the rail's counts, the health of the work, the theme."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from accounts.theme import theme_of
from claims.models import Appearance, Claim
from desk.doors import SignedIn
from desk.health import health
from jobs import clock
from reviews.models import Review


def page(
    request: SignedIn, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A whole desk page; five queries of its own, whatever the page."""
    around = {
        "counts": {
            "queue": Review.objects.open().count(),
            "matches": Appearance.objects.undecided().once_per_passage().count(),
            "claims": Claim.objects.tracked().count(),
        },
        "health": health(now=clock.now()),
        "theme": theme_of(request),
    }
    response = render(request, template, {**around, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response
