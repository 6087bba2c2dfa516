"""The readers' addresses alone, as the tests of `publishing/views.py` meet them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("checks/", include("publishing.urls"))]
