"""Our method changed: what it alone would move, and the editor's word on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.policy import Verb
from claims.models import StatusCheck
from claims.releasing import release_method
from claims.standing import ENGINE
from desk.doors import REFUSALS, SignedIn, door
from desk.frame import page
from desk.lists import page_of, without
from desk.showing.method import moved
from jobs import clock


@door(Verb.READ)
@require_http_methods(["GET", "POST"])
def index(request: SignedIn) -> HttpResponse:
    """Show what waits; let go what was ticked."""
    if request.method == "POST":
        _release(request)
        return redirect("desk:method")
    rows = StatusCheck.objects.waiting_for_release().select_related("claim").order_by("claim")
    shown = page_of(rows.defer("facts"), request)
    may_release = request.user.may(Verb.RELEASE_METHOD)
    context = {
        "rows": shown,
        "moved": moved(shown),
        "engine": ENGINE,
        "may_release": may_release,
        "rest": without(request.GET),
    }
    return page(request, "desk/method.html", context)


def _release(request: SignedIn) -> None:
    asked = {int(each) for each in request.POST.getlist("check") if each.isdecimal()}
    try:
        done = release_method(sorted(asked), by=request.user, now=clock.desk_now())
    except REFUSALS as error:
        messages.error(request, str(error))
        return
    if not asked:
        messages.error(request, "Tick the claims that may move.")
        return
    claims = "claim moves" if done == 1 else "claims move"
    messages.success(request, f"{done} {claims} within seconds.{_left(len(asked) - done)}")


def _left(count: int) -> str:
    if not count:
        return ""
    return f" {count} had been released or re-checked meanwhile: nothing was done about that."
