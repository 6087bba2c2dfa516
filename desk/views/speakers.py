"""Who says things, and how what they foretold came out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.policy import Verb
from claims.models import Speaker
from desk.doors import SignedIn, door
from desk.frame import page
from desk.lists import page_of, without
from desk.showing.speaker import on_record, rows_of, speaker_page, speaker_rows
from jobs import clock


@door(Verb.READ)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Everybody who was heard foretelling or promising something, by name."""
    rows = page_of(Speaker.objects.on_record(), request)
    context = {
        "rows": rows,
        "listed": speaker_rows(list(rows), now=clock.desk_now()),
        "rest": without(request.GET),
    }
    return page(request, "desk/speakers.html", context)


@door(Verb.READ)
@require_safe
def speaker(request: SignedIn, pk: int) -> HttpResponse:
    """One speaker's record: counts, and the claims behind them."""
    found = get_object_or_404(Speaker, pk=pk)
    now = clock.desk_now()
    rows = page_of(on_record(found), request)
    context = {
        "page": speaker_page(found, now=now),
        "rows": rows,
        "listed": rows_of(list(rows), now=now),
        "rest": without(request.GET),
    }
    return page(request, "desk/speaker.html", context)
