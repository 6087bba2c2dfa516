"""What people do with a claim, one step a page, so that each works alone and by keyboard."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.policy import Verb
from claims.deciding import second_outcome
from claims.models import Claim, Outcome
from desk import problems
from desk.conflicts import same_claim
from desk.doors import REFUSALS, SignedIn, door, seen_version, status_of, tried
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
    context: dict[str, object] = {"claim": claim, "form": form}
    if isinstance(form, OutcomeForm):
        context["ending"] = ending(form, viewer=request.user, now=clock.desk_now())
    return page(request, form.template, context, status=status_of(form))


@door(Verb.RECORD_OUTCOME)
@require_POST
def agree(request: SignedIn, pk: int) -> HttpResponse:
    """Agree with an outcome, or take it back."""
    outcome = get_object_or_404(Outcome.objects.select_related("claim"), pk=pk)
    agreed = request.POST.get("agreed") != "no"
    try:
        second_outcome(outcome, agreed=agreed, by=request.user, now=clock.desk_now())
    except REFUSALS as error:
        messages.error(request, str(error))
    else:
        done = "Agreed. The outcome counts." if agreed else "The outcome is taken back."
        messages.success(request, done)
    return redirect("desk:claim", outcome.claim_id)


def _form(request: SignedIn, kind: type[StepForm], claim: Claim) -> StepForm:
    initial = {"statement": claim.statement, "priority": claim.priority}
    initial["look_again_on"] = claim.look_again_on  # type: ignore[assignment]  # a day among texts
    data = request.POST if request.method == "POST" else None
    return kind(data, claim=claim, initial=initial)


def _done(request: SignedIn, form: StepForm) -> bool:
    seen = seen_version(request)
    told: list[str] = []

    def act() -> None:
        same_claim(form.claim, seen=seen)
        told.append(form.act(by=request.user, now=clock.desk_now()))

    if not (form.is_valid() and tried(form, act)):
        return False
    messages.success(request, *told)
    return True
