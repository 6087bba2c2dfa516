"""The addresses that the shells of pages name, answered by nobody: tests only reverse them."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def nobody(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse("")


def _room(app: str, *names: str) -> URLResolver:
    pages: list[URLPattern] = [path(f"{name}/", nobody, name=name) for name in names]
    return path(f"{app}/", include((pages, app)))


urlpatterns = [
    _room("desk", "claims", "file", "queue", "matches", "published", "due"),
    _room("publishing", "index", "corrections"),
    _room("accounts", "sign_in", "sign_out", "theme"),
    _room("admin", "index"),
]
