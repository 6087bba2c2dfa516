"""Filing: an article comes in, its statements are looked at, claims are filed from them."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.policy import Verb
from claims.facts import Stance
from claims.ingest import Ingested
from claims.models import Claim, Statement
from desk.doors import SignedIn, door, status_of, tried
from desk.filing import add_to, file_from, file_opposite, take_in
from desk.forms.filing import FilingForm, PasteForm, first_answers
from desk.frame import page
from desk.showing.filing import article_page, find
from desk.similar import is_twin, similar_to
from jobs import clock


@door(Verb.FILE)
@require_http_methods(["GET", "POST"])
def paste(request: SignedIn) -> HttpResponse:
    """Take an article in, and show what it says."""
    form = PasteForm(request.POST if request.method == "POST" else None)
    taken: list[Ingested] = []
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        field = "text" if typed["text"].strip() else "url"
        if tried(form, lambda: taken.append(_take_in(form)), field=field):
            if typed["text"] and typed["url"]:
                messages.info(request, f"The text is kept as pasted, apart from {typed['url']}.")
            return redirect("desk:article", taken[0].capture.pk)
    return page(request, "desk/file.html", {"form": form}, status=status_of(form))


@door(Verb.FILE)
@require_safe
def article(request: SignedIn, capture: int) -> HttpResponse:
    """The article with its statements, one card open."""
    asked = request.GET.get("open", "")
    return _article(request, capture, _Opened(int(asked) if asked.isdecimal() else None))


@door(Verb.FILE)
@require_POST
def file(request: SignedIn, pk: int) -> HttpResponse:
    """File a claim from a statement, or add its passage to a claim that is tracked already."""
    statement = get_object_or_404(Statement, pk=pk)
    form = FilingForm(request.POST)
    told: list[str] = []
    unseen = "" if "look" in request.POST else _unseen(request, form)
    looking = "look" in request.POST or bool(unseen)
    if (
        not looking
        and form.is_valid()
        and tried(form, lambda: told.append(_filed(request, form, statement)))
    ):
        messages.success(request, told[0])
        return redirect("desk:article", statement.capture_id)
    opened = _Opened(statement.order + 1, form, looking=looking, unseen=unseen)
    return _article(request, statement.capture_id, opened)


@door(Verb.FILE)
@require_safe
def similar(request: SignedIn) -> HttpResponse:
    """The similar claims alone, while somebody types."""
    found = similar_to(request.GET.get("statement", ""))
    may_decide = request.user.may(Verb.DECIDE_MATCH)
    context = {"similar": found, "may_decide": may_decide, "told": True}
    return render(request, "desk/_similar.html", context)


def _take_in(form: PasteForm) -> Ingested:
    typed = form.cleaned_data
    return take_in(
        text=typed["text"],
        url=typed["url"],
        outlet=typed["outlet"],
        published_at=form.published_at(),
        now=clock.now(),
    )


@transaction.atomic
def _filed(request: SignedIn, form: FilingForm, statement: Statement) -> str:
    """Do what the pressed button says, and say its effect."""
    by, now = request.user, clock.desk_now()
    stance, voice = Stance(form.cleaned_data["stance"]), form.voice(by=by, now=now)
    same, opposite = _named(request, "same"), _named(request, "opposite")
    if same:
        add_to(same, statement, stance=stance, voice=voice, by=by, now=now)
        return f"Added to {same.number}; nothing new was filed. It is re-checked now."
    draft = form.draft(by=by, now=now)
    if opposite:
        claim = file_opposite(
            opposite, statement, draft, stance=stance, voice=voice, by=by, now=now
        )
        return f"Filed as {claim.number}, which contradicts {opposite.number}."
    claim = file_from(statement, draft, stance=stance, voice=voice, by=by, now=now)
    tracked = "It is tracked and re-checked now."
    waits = "It waits in the inbox for a checker."
    return f"Filed as {claim.number}. {tracked if by.may(Verb.DECIDE_MATCH) else waits}"


def _named(request: SignedIn, name: str) -> Claim | None:
    value = request.POST.get(name, "")
    return get_object_or_404(Claim, pk=value) if value.isdecimal() else None


def _unseen(request: SignedIn, form: FilingForm) -> str:
    """The near twins of a new claim that its writer was not shown, by number; "" for none.

    Without a script nothing is shown while typing, so they are shown once before it is final.
    """
    if {"same", "opposite"} & request.POST.keys() or not form.is_valid():
        return ""
    seen = set(request.POST.getlist("seen"))
    twins = [each.claim for each in similar_to(form.cleaned_data["statement"]) if is_twin(each)]
    return ", ".join(claim.number for claim in twins if str(claim.pk) not in seen)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The card that is open, and what was typed into it."""

    number: int | None
    form: FilingForm | None = None
    looking: bool = False
    unseen: str = ""


def _article(request: SignedIn, pk: int, opened: _Opened) -> HttpResponse:
    capture = find(pk)
    if capture is None:
        raise Http404("There is no such article.")
    shown = article_page(capture, open_number=opened.number)
    card, form = shown.current, opened.form
    if form is None and card:
        form = FilingForm(initial=first_answers(card.statement))
    words = form["statement"].value() if form else ""
    context = {
        "page": shown,
        "form": form,
        "similar": similar_to(words or ""),
        "may_decide": request.user.may(Verb.DECIDE_MATCH),
        "before_final": opened.unseen,
        "back": reverse("desk:file"),
    }
    status = 200 if opened.looking or form is None else status_of(form)
    return page(request, "desk/article.html", context, status=status)
