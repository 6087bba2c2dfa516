"""Links between claims: taken back, and what they make of two ratings that contradict."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.policy import Verb
from claims.models import Claim, ClaimLink
from desk import problems
from desk.conflicts import same_claim
from desk.doors import SignedIn, door, seen_version, status_of, tried
from desk.forms.links import SeenForm, UnlinkForm
from desk.frame import page
from desk.showing.beside import link_words
from desk.showing.odds import odds_page
from jobs import clock
from publishing.models import Edition


@door(Verb.DECIDE_MATCH)
@require_http_methods(["GET", "POST"])
def unlink(request: SignedIn, pk: int, link: int) -> HttpResponse:
    """Ask why a link is taken back, do it, and go back to the claim that it was seen at."""
    rows = ClaimLink.objects.of([pk]).select_related("source", "target")
    found = get_object_or_404(rows, pk=link)
    ends = (found.source, found.target)
    claim, other = ends if found.source_id == pk else ends[::-1]
    form = UnlinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if _unlinked(request, form, found, claim):
            return redirect("desk:claim", pk)
    elif found.until:
        raise Http404("That link was taken back.")
    words = link_words(found, of=pk)
    context = {"claim": claim, "other": other, "words": words, "form": form}
    return page(request, "desk/unlink.html", context, status=status_of(form))


@door(Verb.READ)
@require_http_methods(["GET", "POST"])
def odds(request: SignedIn, one: int, other: int) -> HttpResponse:
    """Two ratings that contradict each other, side by side, until somebody has seen both."""
    rows = Edition.objects.select_related("rating", "fact_check__claim")
    first, second = (get_object_or_404(rows, pk=pk) for pk in (one, other))
    if request.method == "POST" and not request.user.may(Verb.PUBLISH):
        return problems.not_allowed(request, role=request.user.role)
    form = SeenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _seen(request, form, first, second):
        return redirect("desk:queue")
    shown = odds_page(first, second, viewer=request.user)
    context = {"page": shown, "form": form}
    return page(request, "desk/odds.html", context, status=status_of(form))


def _unlinked(request: SignedIn, form: UnlinkForm, link: ClaimLink, claim: Claim) -> bool:
    seen = seen_version(request)
    told: list[str] = []

    def act() -> None:
        same_claim(claim, seen=seen, by=request.user)
        told.append(form.act(link, by=request.user, now=clock.desk_now()))

    return _told(request, told) if form.is_valid() and tried(form, act) else False


def _seen(request: SignedIn, form: SeenForm, one: Edition, other: Edition) -> bool:
    told: list[str] = []

    def act() -> None:
        told.append(form.act(one, other, by=request.user, now=clock.desk_now()))

    return _told(request, told) if form.is_valid() and tried(form, act) else False


def _told(request: SignedIn, words: list[str]) -> bool:
    messages.success(request, words[0])
    return True
