"""What falls due, and what waits for somebody to say how it ended."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.policy import Verb
from desk.doors import SignedIn, door
from desk.frame import page
from desk.months import month_of
from desk.showing.due import due_page, today
from jobs import clock


@door(Verb.READ)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """One month of days, under what has come already."""
    now = clock.desk_now()
    first = month_of(request.GET.get("month", ""), today=today(now=now))
    shown = due_page(first, viewer=request.user, now=now)
    may_record = request.user.may(Verb.RECORD_OUTCOME)
    return page(request, "desk/due.html", {"page": shown, "may_record": may_record})
