"""The claims: all of them, and one with everything that is known of it."""

import re

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.policy import Verb
from claims.facts import Status
from claims.ledger import broken
from claims.models import Claim
from claims.states import Stage
from claims.wording import LABELS
from desk.doors import SignedIn, door, status_of
from desk.forms.past import PastForm, field_words, past_form
from desk.frame import page
from desk.lists import chosen, page_of, pills, searched, whole, without
from desk.showing.claim import claim_page, events_of, find, search_shown
from desk.showing.telling import ledger_rows
from jobs import clock


@door(Verb.READ)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """All claims, newest first, by words, status and stage."""
    q = searched(request)
    status = chosen(request, "status", [each.value for each in Status])
    stage = chosen(request, "stage", [each.value for each in Stage])
    rows = page_of(_filtered(q, status, stage), request)
    active = [
        ("q", f"“{q}”" if q else ""),
        ("status", status.capitalize()),
        ("stage", stage.capitalize()),
    ]
    context = {
        "rows": rows,
        "q": q,
        "status": status,
        "stage": stage,
        "statuses": [(each.value, LABELS[each]) for each in Status],
        "stages": [(each.value, each.value.capitalize()) for each in Stage],
        "pills": pills(request, active),
        "rest": without(request.GET),
    }
    return page(request, "desk/claims.html", context)


@door(Verb.READ)
@require_safe
def claim(request: SignedIn, pk: int) -> HttpResponse:
    """One claim, now or `as_of` a moment: where it stands and why, what was said and done."""
    found = find(pk)
    if found is None:
        raise Http404("There is no such claim.")
    now, tab = clock.desk_now(), request.GET.get("tab", "")
    form = past_form(request.GET.get("as_of", ""), claim=found, now=now)
    at = form.cleaned_data["as_of"] if form.is_valid() else None
    start = whole(request, "from")
    shown = claim_page(found, tab=tab, viewer=request.user, now=now, at=at, start=start)
    if not form.errors:
        form = PastForm(initial={"as_of": field_words(at or now)}, claim=found, now=now)
    context = {"page": shown, "claim": shown.claim, "form": form}
    return page(request, "desk/claim.html", context, status=status_of(form))


@door(Verb.READ)
@never_cache
@require_safe
def search(request: SignedIn, pk: int) -> HttpResponse:
    """How far the look through the archive has come, alone, while somebody watches."""
    found = get_object_or_404(Claim, pk=pk)
    progress = search_shown(found, now=clock.desk_now())
    context = {"claim": found, "progress": progress, "polled": True}
    return render(request, "desk/_search.html", context)


@door(Verb.READ)
@require_safe
def ledger(request: SignedIn, pk: int) -> HttpResponse:
    """The whole ledger of a claim, with the chain verified while the page is made."""
    found = get_object_or_404(Claim, pk=pk)
    rows = page_of(events_of(found), request)
    context = {
        "claim": found,
        "broken": broken(found),
        "rows": rows,
        "events": ledger_rows(rows),
        "rest": without(request.GET),
    }
    return page(request, "desk/ledger.html", context)


def _filtered(q: str, status: str, stage: str) -> "QuerySet[Claim]":
    number = re.fullmatch(r"[Cc]-(\d{1,12})", q)
    rows = Claim.objects.with_list_row().newest_first()
    rows = rows.filter(pk=int(number[1])) if number else rows.saying(q)
    if status:
        rows = rows.filter(status=status)
    return rows.filter(stage=stage) if stage else rows
