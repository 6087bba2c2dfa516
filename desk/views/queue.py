"""The queue: every open review, the riskiest first."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.policy import Verb
from claims.models import StatusCheck
from desk.doors import SignedIn, door
from desk.frame import page
from desk.lists import chosen, page_of, pills, searched, without
from desk.showing.odds import waiting
from desk.showing.queue import (
    CAUSES,
    STATES,
    VIEWS,
    in_view,
    load,
    reviews_in,
    row_of,
    view_counts,
)
from jobs import clock
from reviews.models import Review


@door(Verb.READ)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Open reviews by view, words, cause and state."""
    now, viewer = clock.desk_now(), request.user
    view, q = chosen(request, "view", VIEWS), searched(request)
    cause, state = chosen(request, "cause", CAUSES), chosen(request, "state", STATES)
    rows = Review.objects.open().filter(in_view(view, viewer=viewer, now=now))
    listed = rows.with_desk_row().riskiest_first()
    kept = reviews_in(listed, q=q, cause=cause, state=state)
    shown = page_of(kept, request)
    active = [
        ("q", f"“{q}”" if q else ""),
        ("cause", CAUSES.get(cause, "")),
        ("state", STATES.get(state, "")),
    ]
    counts = view_counts(viewer=viewer, now=now)
    context = {
        "rows": shown,
        "reviews": [row_of(review, now=now) for review in shown],
        "views": [(each, words, counts[each or "all"]) for each, words in VIEWS.items()],
        "view": view,
        "q": q,
        "cause": cause,
        "state": state,
        "causes": CAUSES.items(),
        "states": STATES.items(),
        "pills": pills(request, active),
        "rest": without(request.GET),
        "clear": without(request.GET, "q", "cause", "state"),
        "load": load(now=now),
        "odds": waiting(),
        "in_shadow": StatusCheck.objects.waiting_for_release().count(),
    }
    return page(request, "desk/queue.html", context)
