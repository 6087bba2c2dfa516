"""Matches: is this passage about this claim? One question, six answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.policy import Verb
from claims.deciding import confirm, dismiss
from claims.facts import Stance
from claims.models import Appearance
from desk.doors import SignedIn, door, seen_version, status_of, tried
from desk.forms.matches import MatchForm, first_answers
from desk.frame import page
from desk.showing.filing import speaker_names
from desk.showing.machine import agreement_words
from desk.showing.matches import (
    LABEL,
    after,
    find_or_404,
    just_decided,
    match_page,
    next_up,
    still_as_seen,
    waiting,
)
from jobs import clock


@door(Verb.DECIDE_MATCH)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """The passage with the greatest effect; `after` leaves one for later."""
    left = request.GET.get("after", "")
    rows = after(waiting(), int(left)) if left.isdecimal() else waiting()
    first = rows.values_list("pk", flat=True).first()
    return _page(request, first, None)


@door(Verb.DECIDE_MATCH)
@require_http_methods(["GET", "POST"])
def match(request: SignedIn, pk: int) -> HttpResponse:
    """One passage; deciding again is how a decision is taken back."""
    if request.method != "POST":
        return _page(request, pk, None)
    passage = find_or_404(pk)
    form = MatchForm(request.POST)
    seen = seen_version(request)
    if form.is_valid() and tried(form, lambda: _decide(request, passage, form, seen=seen)):
        messages.success(request, _effect(form, passage))
        return redirect("desk:matches")
    return _page(request, pk, form)


def _decide(request: SignedIn, passage: Appearance, form: MatchForm, *, seen: int) -> None:
    by, now, note = request.user, clock.desk_now(), form.cleaned_data["note"]
    still_as_seen(passage, seen=seen, by=by)
    if form.dismissed:
        dismiss(passage, note=note, by=by, now=now)
        return
    confirm(
        passage,
        stance=Stance(form.cleaned_data["answer"]),
        voice=form.voice(by=by, now=now),
        later=form.cleaned_data["later"],
        note=note,
        by=by,
        now=now,
    )


def _effect(form: MatchForm, passage: Appearance) -> str:
    number = passage.claim.number
    if form.dismissed:
        return f"Dismissed. {number} keeps its status."
    return f"{LABEL[form.cleaned_data['answer']]}: {number} is re-checked now."


def _page(request: SignedIn, pk: int | None, form: MatchForm | None) -> HttpResponse:
    passage = find_or_404(pk) if pk else None
    now = clock.desk_now()
    shown = match_page(passage, now=now) if passage else None
    if passage and shown and form is None:
        form = MatchForm(initial=first_answers(passage, shown.last))
    context = {
        "page": shown,
        "form": form,
        "next_up": next_up(passage),
        "decided": just_decided(),
        "agreed": agreement_words(now=now),
        "speakers": speaker_names(),
        "total": waiting().count(),
    }
    return page(request, "desk/match.html", context, status=status_of(form) if form else 200)
