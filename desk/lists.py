"""Fifty rows at a time, and filters that live in the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict

M = TypeVar("M", bound=Model)
PER_PAGE: Final = 50
LONGEST_SEARCH: Final = 200


@dataclass(frozen=True, slots=True)
class Pill:
    """An active filter, and the address without it."""

    words: str
    without: str


def page_of(rows: "QuerySet[M]", request: HttpRequest) -> "Page[M]":
    """The page that the address asks for; 404 for one that cannot be."""
    asked = request.GET.get("page", "1")
    paginator = Paginator(rows, PER_PAGE)
    if not (asked.isascii() and asked.isdecimal() and 1 <= int(asked) <= paginator.num_pages):
        raise Http404("There is no such page.")
    return paginator.page(int(asked))


def chosen(request: HttpRequest, name: str, allowed: Iterable[str]) -> str:
    """The value of a filter; "" if it is none that the filter knows."""
    value = request.GET.get(name, "")
    return value if value in set(allowed) else ""


def whole(request: HttpRequest, name: str) -> int:
    """A whole number from the address, at most a million; 0 for anything else."""
    value = request.GET.get(name, "")
    return min(int(value), 1_000_000) if value.isascii() and value.isdecimal() else 0


def searched(request: HttpRequest) -> str:
    """The words looked for, without what no text holds."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def pills(request: HttpRequest, active: Iterable[tuple[str, str]]) -> list[Pill]:
    """One per filter in use: (parameter, words); one without words is not in use."""
    return [Pill(words, without(request.GET, name)) for name, words in active if words]


def without(query: QueryDict, *names: str) -> str:
    """The address's query without these parameters, nor a page number."""
    left = query.copy()
    for name in (*names, "page"):
        left.pop(name, None)
    return f"?{left.urlencode()}"
