"""The addresses that partners need, and no others."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _page(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse("A readers' page.")


_readers = (
    [
        path("<slug:slug>/", _page, name="fact_check"),
        path("<slug:slug>/editions/<int:number>/", _page, name="edition"),
    ],
    "publishing",
)
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("partners.urls")),
    path("checks/", include(_readers)),
]
