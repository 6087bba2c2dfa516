"""The newsroom's own pages."""

from django.urls import path
from django.views.generic import RedirectView

from desk.views import (
    alongside,
    claims,
    due,
    filing,
    links,
    matches,
    method,
    moving,
    outcomes,
    published,
    queue,
    reviews,
    speakers,
    steps,
)

app_name = "desk"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="desk:claims"), name="index"),
    path("claims/", claims.index, name="claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/ledger/", claims.ledger, name="ledger"),
    path("claims/<int:pk>/search/", claims.search, name="search"),
    path("claims/<int:pk>/do/<slug:name>/", steps.step, name="step"),
    path("claims/<int:pk>/unlink/<int:link>/", links.unlink, name="unlink"),
    path("outcomes/<int:pk>/agree/", outcomes.agree, name="agree"),
    path("outcomes/<int:pk>/take-back/", outcomes.take_back, name="take_back"),
    path("file/", filing.paste, name="file"),
    path("file/<int:capture>/", filing.article, name="article"),
    path("statements/<int:pk>/file/", filing.file, name="file_statement"),
    path("similar/", filing.similar, name="similar"),
    path("matches/", matches.index, name="matches"),
    path("matches/<int:pk>/", matches.match, name="match"),
    path("matches/<int:pk>/others/", alongside.clear_others, name="clear_others"),
    path("matches/<int:pk>/other/", moving.other_claim, name="other_claim"),
    path("queue/", queue.index, name="queue"),
    path("queue/odds/<int:one>/<int:other>/", links.odds, name="odds"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/take/", reviews.take, name="take"),
    path("reviews/<int:pk>/hand-back/", reviews.hand_back, name="hand_back"),
    path("reviews/<int:pk>/draft/", reviews.draft, name="draft"),
    path("reviews/<int:pk>/hand-in/", reviews.hand_in, name="hand_in"),
    path("reviews/<int:pk>/send-back/", reviews.send_back, name="send_back"),
    path("reviews/<int:pk>/sign-off/", reviews.sign_off, name="sign_off"),
    path("published/", published.index, name="published"),
    path("method/", method.index, name="method"),
    path("due/", due.index, name="due"),
    path("speakers/", speakers.index, name="speakers"),
    path("speakers/<int:pk>/", speakers.speaker, name="speaker"),
]
