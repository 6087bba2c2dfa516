"""Clearing away the other claims for which a passage's words wait."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.policy import Verb
from claims.clearing import clear
from desk.doors import REFUSALS, SignedIn, door
from desk.showing.matches import find_or_404
from jobs import clock


@door(Verb.DECIDE_MATCH)
@require_POST
def clear_others(request: SignedIn, pk: int) -> HttpResponse:
    """Say of the ticked ones that the words are not about them, and stay with the passage."""
    passage = find_or_404(pk)
    ticked = {int(each) for each in request.POST.getlist("other") if each.isdecimal()}
    try:
        done = clear(ticked, by=request.user, now=clock.desk_now())
    except REFUSALS as error:
        messages.error(request, str(error))
        return redirect("desk:match", passage.pk)
    if not ticked:
        messages.error(request, "Tick the claims that these words are not about.")
    else:
        messages.success(request, _told(done, len(ticked) - done))
    return redirect("desk:match", passage.pk)


def _told(done: int, left: int) -> str:
    claims = "claim" if done == 1 else "claims"
    words = f"Dismissed for {done} {claims}."
    return f"{words} {left} had been decided meanwhile and stay as they are." if left > 0 else words
