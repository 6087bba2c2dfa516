"""One review: taken, written, handed in, sent back, signed off and published."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.policy import Verb
from desk.conflicts import same_review, when
from desk.doors import SignedIn, door, seen_version, status_of, tried
from desk.forms.base import DeskForm
from desk.forms.reviews import (
    STANDS,
    AssignForm,
    SendBackForm,
    SignOffForm,
    VerdictForm,
    current_ratings,
    draft_of,
    initial_of,
)
from desk.frame import page
from desk.showing.review import ReviewPage, find, numbered, review_page
from desk.signing import Words, sign_and_let_stand, sign_and_publish
from jobs import clock
from publishing.states import Change
from reviews import actions
from reviews.models import Review
from reviews.states import Cause


@door(Verb.READ)
@require_safe
def review(request: SignedIn, pk: int) -> HttpResponse:
    """The review, with the forms that its state and this person allow."""
    return _page(request, _found(pk))


@door(Verb.REVIEW)
@require_POST
def take(request: SignedIn, pk: int) -> HttpResponse:
    """Take a review, or as an editor give it to somebody."""
    found, form = _found(pk), AssignForm(request.POST)
    given = form.cleaned_data["reviewer"] if form.is_valid() else request.user
    blank = DeskForm({})
    return _moved(
        request,
        found,
        blank,
        lambda: actions.assign(found, reviewer=given, by=request.user, now=clock.desk_now()),
        f"{given} has {found.number} now.",
    )


@door(Verb.REVIEW)
@require_POST
def hand_back(request: SignedIn, pk: int) -> HttpResponse:
    """Put it back into the queue; the draft stays."""
    found = _found(pk)
    return _moved(
        request,
        found,
        DeskForm({}),
        lambda: actions.hand_back(found, by=request.user, now=clock.desk_now()),
        f"{found.number} is back in the queue. Your draft stays with it.",
    )


@door(Verb.REVIEW)
@require_POST
def draft(request: SignedIn, pk: int) -> HttpResponse:
    """Keep what is typed, whatever it is; somebody who lost the review keeps the text too."""
    found, now = _found(pk), clock.desk_now()
    seen_version(request)
    kept = draft_of(request.POST, request.POST.getlist("evidence"))
    if actions.save_draft(found, by=request.user, draft=kept, now=now):
        if request.headers.get("HX-Request"):
            return HttpResponse(f"Draft saved {when(now)}", "text/plain")
        messages.success(request, f"Draft kept, {when(now)}.")
        return redirect("desk:review", pk)
    form = _verdict_form(request, review_page(found, viewer=request.user, now=now))
    words = f"You do not have {found.number} any more. Nothing of yours is lost: it stands below."
    form.add_error(None, words)
    return _page(request, found, verdict=form, status=409)


@door(Verb.REVIEW)
@require_POST
def hand_in(request: SignedIn, pk: int) -> HttpResponse:
    """Hand the verdict in."""
    found, now = _found(pk), clock.desk_now()
    form = _verdict_form(request, review_page(found, viewer=request.user, now=now))
    return _moved(
        request,
        found,
        form,
        lambda: actions.hand_in(found, finding=form.finding(now=now), by=request.user, now=now),
        "Handed in. It waits for somebody else to sign it off.",
        verdict=form,
    )


@door(Verb.SIGN_OFF)
@require_POST
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Return a verdict with a note."""
    found, form = _found(pk), SendBackForm(request.POST)
    return _moved(
        request,
        found,
        form,
        lambda: actions.send_back(
            found, note=form.cleaned_data["note"], by=request.user, now=clock.desk_now()
        ),
        f"{found.number} is back with its writer.",
        back=form,
    )


@door(Verb.SIGN_OFF)
@require_POST
def sign_off(request: SignedIn, pk: int) -> HttpResponse:
    """Sign off and publish, or let the edition stand."""
    found = _found(pk)
    form = _sign_form(found, review_page(found, viewer=request.user, now=clock.desk_now()), request)
    told: list[str] = []
    return _moved(
        request, found, form, lambda: told.append(_signed(request, found, form)), told, sign=form
    )


def _signed(request: SignedIn, found: Review, form: SignOffForm) -> str:
    typed, by, now = form.cleaned_data, request.user, clock.desk_now()
    said = typed.get("change_words", "")
    if typed["change"] == STANDS:
        return sign_and_let_stand(found, words=said, by=by, now=now)
    words = Words(typed["title"], said, typed.get("update_reason", ""), typed.get("seen", ()))
    return sign_and_publish(found, change=Change(typed["change"]), words=words, by=by, now=now)


def _moved(
    request: SignedIn,
    found: Review,
    form: DeskForm,
    act: Callable[[], object],
    told: str | list[str],
    **forms: DeskForm,
) -> HttpResponse:
    """Do one move from the version that was seen, or show the page again with what was typed."""
    seen = seen_version(request)

    def move() -> None:
        same_review(found, seen=seen, by=request.user)
        act()

    if form.is_valid() and tried(form, move):
        messages.success(request, told if isinstance(told, str) else told[0])
        return redirect("desk:review", found.pk)
    return _page(request, _found(found.pk), status=status_of(form), problem=form, **forms)


def _found(pk: int) -> Review:
    found = find(pk)
    if found is None:
        raise Http404("There is no such review.")
    return found


def _verdict_form(request: SignedIn, shown: ReviewPage) -> VerdictForm:
    return VerdictForm(request.POST, evidence=shown.passages)


def _sign_form(found: Review, shown: ReviewPage, request: SignedIn | None = None) -> SignOffForm:
    data = request.POST if request else None
    may_stand = shown.look is not None or found.cause not in {Cause.FIRST, Cause.ASKED}
    initial = {"title": shown.edition.title if shown.edition else ""}
    rivals = [(each.edition.pk, each.tick) for each in shown.rivals]
    first = shown.edition is None
    return SignOffForm(data, first=first, may_stand=may_stand, rivals=rivals, initial=initial)


def _page(
    request: SignedIn, found: Review, *, status: int = 200, **given: DeskForm | None
) -> HttpResponse:
    now = clock.desk_now()
    shown = review_page(found, viewer=request.user, now=now)
    draft = initial_of(shown.draft, now=now)
    verdict = given.get("verdict") or VerdictForm(initial=draft, evidence=shown.passages)
    context = {
        "page": shown,
        "evidence": numbered(shown.evidence, chosen=verdict["evidence"].value() or []),
        "ratings": current_ratings(),
        "rated": _whole(verdict["rating"].value()),
        "review": found,
        "claim": found.claim,
        "lost": bool(given.get("verdict")),
        "problem": given.get("problem") or given.get("verdict"),
        "verdict_form": verdict,
        "assign_form": AssignForm(initial={"reviewer": shown.holder}),
        "back_form": given.get("back") or SendBackForm(),
        "sign_form": given.get("sign") or _sign_form(found, shown),
    }
    return page(request, "desk/review.html", context, status=status)


def _whole(value: object) -> int | None:
    return int(str(value)) if str(value or "").isdecimal() else None
