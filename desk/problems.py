"""Pages for when something does not work: each says what is safe and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that came too late, or from elsewhere; nothing was saved."""
    context = {"title": "That form had run out", "words": "Go back, load the page again and send it once more. Your browser keeps what you typed."}
    return render(request, "problem.html", context, status=403)
