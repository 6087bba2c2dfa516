"""What a second person says of a recorded outcome: it counts, or it is taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.policy import Verb
from claims.deciding import second_outcome
from claims.models import Outcome
from desk.doors import REFUSALS, SignedIn, door, status_of, tried
from desk.forms.outcomes import TakeBackForm
from desk.frame import page
from desk.showing.undoing import undoing
from jobs import clock


@door(Verb.RECORD_OUTCOME)
@require_POST
def agree(request: SignedIn, pk: int) -> HttpResponse:
    """Agree with an outcome; a second click changes nothing."""
    outcome = _found(pk)
    try:
        if not _said_last(request, outcome, agreed=True):
            second_outcome(outcome, by=request.user, now=clock.desk_now())
    except REFUSALS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Agreed. The outcome counts.")
    return _back_to_claim(outcome)


@door(Verb.RECORD_OUTCOME)
@require_http_methods(["GET", "POST"])
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    """Say what taking an outcome back would do, ask why, and do it."""
    outcome, now = _found(pk), clock.desk_now()
    if _said_last(request, outcome, agreed=False):
        return _back_to_claim(outcome)
    data = request.POST if request.method == "POST" else None
    shown = undoing(outcome, viewer=request.user, now=now)
    form = TakeBackForm(data, required=shown.needs_a_reason)

    def act() -> None:
        words = form.cleaned_data["words"]
        second_outcome(outcome, agreed=False, words=words, by=request.user, now=now)

    if form.is_valid() and tried(form, act):
        messages.success(request, f"Taken back. {outcome.claim.number} is re-checked now.")
        return _back_to_claim(outcome)
    context = {"page": shown, "claim": outcome.claim, "form": form}
    return page(request, "desk/take_back.html", context, status=status_of(form))


def _found(pk: int) -> Outcome:
    rows = Outcome.objects.select_related("claim", "by", "evidence")
    return get_object_or_404(rows.prefetch_related("seconds__by"), pk=pk)


def _said_last(request: SignedIn, outcome: Outcome, *, agreed: bool) -> bool:
    """Whether the last word on it is this person's and the same, by a click before this one."""
    last = outcome.seconds.order_by("at", "pk").last()
    return last is not None and last.agreed == agreed and last.by_id == request.user.pk


def _back_to_claim(outcome: Outcome) -> HttpResponse:
    return redirect(f"{reverse('desk:claim', args=[outcome.claim_id])}#ended")
