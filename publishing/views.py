"""The pages for readers: no script, no cookie, cached, and the same for everybody."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from publishing.markup import as_script, json_ld
from publishing.models import Edition, FactCheck
from publishing.reading import page_of

PER_PAGE: Final = 50
# A correction must reach readers soon, whatever cache stands between.
FRESH: Final = "public, max-age=60"


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All fact-checks, the newest edition first."""
    editions = Edition.objects.in_force().with_list_row().newest_first()
    page = Paginator(editions, PER_PAGE).get_page(request.GET.get("page"))
    last = page.object_list[0].published_at if page.object_list else None
    response = render(request, "publishing/index.html", {"page": page})
    return _answer(request, response, last=last)


@require_safe
def fact_check(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A fact-check as it stands."""
    return _edition_page(request, slug, None)


@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """One edition, as it was."""
    return _edition_page(request, slug, number)


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """What we had wrong, and apart from it what the world changed."""
    rows = Edition.objects.with_list_row()
    wrong = Paginator(rows.corrections(), PER_PAGE).get_page(request.GET.get("page"))
    moved = Paginator(rows.updates(), PER_PAGE).get_page(request.GET.get("updates"))
    context = {"corrections": wrong, "updates": moved}
    response = render(request, "publishing/corrections.html", context)
    times = [each[0].published_at for each in (wrong.object_list, moved.object_list) if each]
    return _answer(request, response, last=max(times, default=None))


def _edition_page(request: HttpRequest, slug: str, number: int | None) -> HttpResponseBase:
    found = FactCheck.objects.for_readers().filter(slug=slug).first()
    page = page_of(found, number) if found else None
    if page is None:
        return render(request, "publishing/missing.html", status=404)
    data = json_ld(page, public_url=settings.PUBLIC_URL, newsroom=settings.NEWSROOM_NAME)
    context = {"page": page, "json_ld": as_script(data) if data else ""}
    response = render(request, "publishing/fact_check.html", context)
    if page.invented or not page.in_force:
        response["X-Robots-Tag"] = "noindex"
    return _answer(request, response, last=page.modified_at)


def _answer(
    request: HttpRequest, response: HttpResponse, *, last: datetime | None
) -> HttpResponseBase:
    """The page with what caches need, or "not modified"."""
    response["Cache-Control"] = FRESH
    if last:
        response["Last-Modified"] = http_date(last.timestamp())
    set_response_etag(response)
    # The tag alone decides: an hour says nothing of the words around what was published.
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
