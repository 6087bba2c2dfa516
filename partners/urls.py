"""Addresses of version 1, below /api/v1/."""

from typing import Final

from django.urls import path

from partners.api.v1 import views

app_name: Final = "partners"

urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("problems", views.Problems.as_view(), name="problems"),
    path("claims", views.Claims.as_view(), name="claims"),
    path("claims/<str:name>", views.OneClaim.as_view(), name="claim"),
    path("fact-checks", views.FactChecks.as_view(), name="fact_checks"),
    path("fact-checks/<str:name>", views.OneFactCheck.as_view(), name="fact_check"),
    path(
        "fact-checks/<str:name>/editions/<str:number>", views.OneEdition.as_view(), name="edition"
    ),
    path(
        "fact-checks/<str:name>/acknowledgements",
        views.Acknowledgements.as_view(),
        name="acknowledgements",
    ),
    path("fact-checks/<str:name>/refusals", views.Refusals.as_view(), name="refusals"),
    path("deliveries", views.Deliveries.as_view(), name="deliveries"),
    path("deliveries/<str:webhook_id>", views.OneDelivery.as_view(), name="delivery"),
    path("<path:rest>", views.Nowhere.as_view(), name="nowhere"),
]
