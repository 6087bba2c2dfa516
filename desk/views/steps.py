"""What people do with a claim, one step a page, so that each works alone and by keyboard."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.policy import Verb
from claims.models import Claim
from desk import problems
from desk.conflicts import same_claim
from desk.doors import SignedIn, door, seen_version, status_of, tried
from desk.forms.steps import STEPS, OutcomeForm, StepForm
from desk.frame import page
from desk.showing.ending import ending
from jobs import clock


@door(Verb.READ)
@require_http_methods(["GET", "POST"])
def step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """Ask what the step needs, do it, and go back to the claim."""
    kind = STEPS.get(name)
    if kind is None:
        raise Http404("There is no such step.")
    claim = get_object_or_404(Claim, pk=pk)
    if not request.user.may(kind.verb):
        return problems.not_allowed(request, role=request.user.role)
    form = _form(request, kind, claim)
    if request.method == "POST" and _done(request, form):
        return redirect("desk:claim", pk)
    stale = form.is_bound and form.has_error("__all__", "stale")
    context: dict[str, object] = {"claim": claim, "form": form, "stale": stale}
    if isinstance(form, OutcomeForm):
        context["ending"] = ending(form, viewer=request.user, now=clock.desk_now())
    return page(request, form.template, context, status=status_of(form))


def _form(request: SignedIn, kind: type[StepForm], claim: Claim) -> StepForm:
    initial = {"statement": claim.statement, "priority": claim.priority}
    initial["look_again_on"] = claim.look_again_on  # type: ignore[assignment]  # a day among texts
    data = request.POST if request.method == "POST" else None
    return kind(data, claim=claim, initial=initial)


def _done(request: SignedIn, form: StepForm) -> bool:
    seen = seen_version(request)
    told: list[str] = []

    def act() -> None:
        same_claim(form.claim, seen=seen, by=request.user)
        told.append(form.act(by=request.user, now=clock.desk_now()))

    if not (form.is_valid() and tried(form, act)):
        return False
    messages.success(request, *told)
    return True
