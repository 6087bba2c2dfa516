"""The addresses that readers keep."""

from django.urls import path

from publishing import views

app_name = "publishing"

urlpatterns = [
    path("", views.index, name="index"),
    # Before the slugs: no fact-check is ever called "corrections" (`publishing.actions`).
    path("corrections/", views.corrections, name="corrections"),
    path("<slug:slug>/", views.fact_check, name="fact_check"),
    path("<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
]
