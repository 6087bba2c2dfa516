"""Every address of the newsroom, by room."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from desk.views.health import healthz

admin.site.site_header = "Recheck"
admin.site.site_title = "Recheck"
admin.site.index_title = "Queues and people"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="publishing:index")),
    path("healthz", healthz, name="healthz"),
    # One door for everybody: the admin's own sign-in would know no slow-down.
    path(
        "admin/login/",
        RedirectView.as_view(pattern_name="accounts:sign_in", query_string=True),
    ),
    path("admin/", admin.site.urls),
    path("desk/", include("desk.urls")),
    path("accounts/", include("accounts.urls")),
    path("checks/", include("publishing.urls")),
    path("api/v1/", include("partners.urls")),
]

handler400 = "desk.problems.bad_request"
handler403 = "desk.problems.forbidden"
handler404 = "desk.problems.not_found"
handler500 = "desk.problems.broken"
