"""The doors of the desk: who may come in, which version they saw, and what a refusal becomes."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.policy import Verb
from claims.errors import ClaimError, StaleClaim
from desk import problems
from publishing.errors import NotAtOdds, PublishingError
from reviews.errors import ReviewError, StaleReview
from sources.addresses import BadAddress
from sources.errors import SourceError
from sources.refusals import FetchError

P = ParamSpec("P")
T = TypeVar("T")

REFUSALS = (ClaimError, ReviewError, PublishingError, SourceError, FetchError, BadAddress)
STALE = (StaleClaim, StaleReview, NotAtOdds)


class SignedIn(HttpRequest):
    """A request of somebody who may come in."""

    user: User


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


def door(
    verb: Verb,
) -> Callable[
    [Callable[Concatenate[SignedIn, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Let in who may do this; send the rest to sign in, or tell them why not."""

    def guard(
        view: Callable[Concatenate[SignedIn, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, User):
                return _signed_out(request)
            if not request.user.may(verb):
                return problems.not_allowed(request, role=request.user.role)
            return view(cast(SignedIn, request), *args, **kwargs)

        return entered

    return guard


def _signed_out(request: HttpRequest) -> HttpResponse:
    """A page is asked for again after signing in; what was written must not vanish on the way."""
    if request.method == "POST":
        return problems.signed_out_while_writing(request)
    return redirect_to_login(request.get_full_path())


def seen_version(request: HttpRequest) -> int:
    """The version of the row that the sender had before them; BadRequest without one."""
    try:
        return int(request.POST["version"])
    except (KeyError, ValueError):
        raise BadRequest("The form lacks the version that you saw.") from None


def changed_since(row: Versioned, seen: int) -> bool:
    """Whether somebody changed the row after the sender had loaded it."""
    return row.version != seen


def tried(form: forms.Form, act: Callable[[], object], *, field: str | None = None) -> bool:
    """Do it; a refusal becomes words on the form, where everything typed still stands."""
    try:
        act()
    except REFUSALS as error:
        form.add_error(field, forms.ValidationError(str(error), code=_code(error)))
        return False
    return True


def status_of(form: forms.BaseForm) -> int:
    """The answer's status: 200 untouched, 409 where somebody else was first, 422 refused."""
    if not form.errors:
        return 200
    return 409 if form.has_error("__all__", "stale") else 422


def _code(error: Exception) -> str:
    return "stale" if isinstance(error, STALE) else "refused"
