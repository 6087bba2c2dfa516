"""Pages for when something does not work: each says what is safe and what to do."""

import logging
import secrets
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

log = logging.getLogger(__name__)
_NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "username", "password", "version"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that came too late, or from elsewhere; nothing was saved."""
    # What another site sends is not repeated, or it could put its words on our page.
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    typed = _typed(request) if ours else []
    words = (
        f"Nothing was saved{', and nothing is lost' if typed else ''}. Somebody has signed in or "
        "out since you opened the form. Go back, load the page again and send it once more."
    )
    return _page(request, 403, "That form had run out", words, typed=typed)


def signed_out_while_writing(request: HttpRequest) -> HttpResponse:
    """A form of somebody whose session ended in the meantime; what they typed stands there."""
    typed = _typed(request)
    safe = ", and nothing is lost: what you typed stands below" if typed else ""
    words = f"Nothing was saved{safe}. Sign in, and send it once more."
    page = request.headers.get("Referer", "")
    ours = page.removeprefix(f"{request.scheme}://{request.get_host()}")
    query = urlencode({"next": ours if ours.startswith("/") else reverse("desk:claims")})
    url = f"{reverse('accounts:sign_in')}?{query}"
    title = "You were signed out while you were writing"
    more: dict[str, object] = {"next_url": url, "next_label": "Sign in"}
    return _page(request, 403, title, words, typed=typed, **more)


def not_allowed(request: HttpRequest, *, role: str) -> HttpResponse:
    """What the role does not allow; nothing was changed."""
    words = f"You are here as {role}. Nothing was changed. An editor can do this, or ask Admin."
    return _home(request, 403, "You may not do this", words)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no page of ours sends."""
    if isinstance(exception, RequestDataTooBig):
        return _too_large(request)
    words = f"{_told(exception, 'It was not one that our pages send.')} Nothing was changed."
    return _home(request, 400, "We could not read that request", words)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """What Django itself refuses."""
    return _home(request, 403, "You may not do this", "Nothing was changed.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """No row and no page at this address."""
    words = "Perhaps the address was cut off. Claims and fact-checks are never deleted."
    return _home(request, 404, "There is nothing at this address", words)


def broken(request: HttpRequest) -> HttpResponse:
    """A failure of ours, with a number that stands in the log beside its cause."""
    number = secrets.token_hex(4)
    log.error("Answered with the problem page, number %s.", number)
    words = (
        "This is our mistake, not yours. What was saved before is safe; the last thing you sent "
        "was not saved. Go back: your browser keeps what you typed."
    )
    return _page(request, 500, "Something broke on our side", words, number=number)


def _too_large(request: HttpRequest) -> HttpResponse:
    """A body that Django stops at, whichever form it came from."""
    most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1_000_000
    words = (
        f"That is more than {most} MB; paste the article only. Nothing was saved, and what was "
        "saved before is safe. Go back: your browser keeps what you typed."
    )
    return _page(request, 413, "That is too large", words)


def _told(exception: Exception, otherwise: str) -> str:
    words = str(exception)
    return words if words.endswith(".") and len(words) < 200 else otherwise


def _typed(request: HttpRequest) -> list[str]:
    """The texts of a form that was not taken, so that nobody has to write them again."""
    names = [name for name in request.POST if name not in _NOT_TYPED]
    values = [value for name in names for value in request.POST.getlist(name)]
    return [value for value in values if len(value.split()) > 1]


def _home(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    url = reverse("desk:claims")
    return _page(request, status, title, words, next_url=url, next_label="To the claims")


def _page(
    request: HttpRequest, status: int, title: str, words: str, **more: object
) -> HttpResponse:
    context = {"title": title, "words": words, **more}
    return render(request, "problem.html", context, status=status)
