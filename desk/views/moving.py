"""The sixth answer to a match: it is about another claim."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.policy import Verb
from claims.models import Appearance
from claims.moving import move
from desk.doors import SignedIn, door, seen_version, status_of, tried
from desk.forms.matches import first_answers
from desk.forms.moving import OtherForm
from desk.frame import page
from desk.showing.filing import speaker_names
from desk.showing.matches import find_or_404, last_decision, still_as_seen
from desk.showing.moving import choices
from desk.showing.passages import card
from jobs import clock


@door(Verb.DECIDE_MATCH)
@require_http_methods(["GET", "POST"])
def other_claim(request: SignedIn, pk: int) -> HttpResponse:
    """Look for the claim that a passage is about, and put it there."""
    passage = find_or_404(pk)
    if request.method == "POST":
        form = OtherForm(request.POST)
        seen = seen_version(request)
        if form.is_valid() and tried(form, lambda: _move(request, passage, form, seen=seen)):
            there, here = form.chosen.number, passage.claim.number
            told = f"Moved to {there}, which is re-checked now. {here} does not count it."
            messages.success(request, told)
            return redirect("desk:matches")
        return _page(request, passage, form)
    if "HX-Request" in request.headers:
        found = choices(passage, request.GET.get("q", ""))
        return render(request, "desk/_others.html", {"others": found, "told": True})
    return _page(request, passage, None)


def _move(request: SignedIn, passage: Appearance, form: OtherForm, *, seen: int) -> None:
    by, now = request.user, clock.desk_now()
    still_as_seen(passage, seen=seen, by=by)
    move(
        passage,
        form.chosen,
        stance=form.side,
        voice=form.voice(by=by, now=now),
        later=form.cleaned_data["later"],
        note=form.cleaned_data["note"],
        by=by,
        now=now,
    )


def _page(request: SignedIn, passage: Appearance, form: OtherForm | None) -> HttpResponse:
    last = last_decision(passage)
    typed = request.GET.get("q", "")
    if form is None:
        side = {"stance": passage.stance}
        form = OtherForm(initial={**first_answers(passage, last), **side})
    context = {
        "passage": passage,
        "card": card(passage, last),
        "seen": last.pk if last else 0,
        "form": form,
        "typed": typed,
        "others": choices(passage, typed),
        "chosen": form["to"].value() or "",
        "speakers": speaker_names(),
    }
    return page(request, "desk/other.html", context, status=status_of(form))
