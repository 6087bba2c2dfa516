"""Version 1 of the API: reads one thing, shapes one thing, answers."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from jobs.clock import desk_now
from partners import showings
from partners.api import moments, pages
from partners.api.doors import Door, partner_of
from partners.api.problems import NAMES, type_of
from partners.api.v1 import asks, reads, shapes
from partners.models import Showing
from partners.states import PartnerEvent
from publishing.models import Edition


class Index(Door):
    """What there is."""

    def get(self, request: Request) -> Response:
        root = request.path.rstrip("/")
        names = ("claims", "fact-checks", "deliveries", "problems")
        return Response(
            {
                "newsroom": settings.NEWSROOM_NAME,
                "version": "v1",
                "resources": {name: f"{root}/{name}" for name in names},
                "webhook_events": [event.value for event in PartnerEvent],
            }
        )


class Problems(Door):
    """Every kind of refusal, by the address in its `type`; open to all."""

    authentication_classes = []
    permission_classes = []

    def get(self, request: Request) -> Response:  # noqa: ARG002
        kinds = [
            {"type": type_of(status), "status": status, "title": title}
            for status, (_, title) in NAMES.items()
        ]
        return Response({"results": kinds})


class Claims(Door):
    """Claims that have an edition, newest first."""

    params: ClassVar[frozenset[str]] = pages.PARAMS

    def get(self, request: Request) -> Response:
        found = pages.page(
            reads.editions_in_force(),
            request,
            by="fact_check__claim",
            key=lambda edition: edition.fact_check.claim_id,
            shape=shapes.claim,
        )
        return Response(found)


class OneClaim(Door):
    """A claim that has an edition, now or as of a moment."""

    params: ClassVar[frozenset[str]] = frozenset({moments.PARAM})

    def get(self, request: Request, name: str) -> Response:
        at = _as_of(request)
        edition = reads.claim_edition(name, at=at)
        return Response(shapes.claim(edition, reads.then(edition, at=at)))


class FactChecks(Door):
    """Fact-checks with the edition in force, newest first."""

    params: ClassVar[frozenset[str]] = pages.PARAMS

    def get(self, request: Request) -> Response:
        found = pages.page(
            reads.editions_in_force(),
            request,
            by="fact_check",
            key=lambda edition: edition.fact_check_id,
            shape=shapes.fact_check,
        )
        return Response(found)


class OneFactCheck(Door):
    """A fact-check with the edition in force, now or as of a moment; that it was read is noted."""

    params: ClassVar[frozenset[str]] = frozenset({moments.PARAM})

    def get(self, request: Request, name: str) -> Response:
        at = _as_of(request)
        edition = reads.fact_check_edition(name, at=at)
        showings.note_fetched(partner_of(request), edition=edition, now=desk_now())
        return Response(shapes.fact_check(edition, reads.then(edition, at=at)))


class OneEdition(Door):
    """One edition, in force or not; that it was read is noted."""

    def get(self, request: Request, name: str, number: str) -> Response:
        edition = reads.one_edition(name, number)
        showings.note_fetched(partner_of(request), edition=edition, now=desk_now())
        return Response(shapes.edition_out(edition))


class Acknowledgements(Door):
    """A partner says which edition it shows."""

    http_method_names = ["post"]

    def post(self, request: Request, name: str) -> Response:
        newest = reads.fact_check_edition(name)
        ask = asks.shown(asks.AcknowledgementAsk(data=request.data))
        showing = showings.acknowledge(
            partner_of(request),
            fact_check=newest.fact_check,
            shows_edition=ask.edition,
            url=ask.url,
            now=desk_now(),
        )
        return _written_down(showing, newest)


class Refusals(Door):
    """A partner says that it will not change what it shows, and why."""

    http_method_names = ["post"]

    def post(self, request: Request, name: str) -> Response:
        newest = reads.fact_check_edition(name)
        ask = asks.shown(asks.RefusalAsk(data=request.data))
        showing = showings.refuse(
            partner_of(request),
            fact_check=newest.fact_check,
            shows_edition=ask.edition,
            url=ask.url,
            words=ask.words,
            now=desk_now(),
        )
        return _written_down(showing, newest)


class Deliveries(Door):
    """The partner's own webhooks, newest first: what was missed can be read here."""

    params: ClassVar[frozenset[str]] = pages.PARAMS

    def get(self, request: Request) -> Response:
        found = pages.page(
            reads.deliveries_of(partner_of(request)),
            request,
            by="pk",
            key=lambda row: row.pk,
            shape=shapes.delivery,
        )
        return Response(found)


class OneDelivery(Door):
    """One of the partner's own webhooks."""

    def get(self, request: Request, webhook_id: str) -> Response:
        return Response(shapes.delivery(reads.delivery_of(partner_of(request), webhook_id)))


class Nowhere(Door):
    """Every other address below the API: a problem like any other, never a page."""

    authentication_classes = []
    permission_classes = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        raise NotFound("There is no such address here. GET /api/v1/ lists those there are.")


def _as_of(request: Request) -> datetime | None:
    return moments.moment_of(request.query_params.get(moments.PARAM), now=desk_now())


def _written_down(showing: Showing, newest: Edition) -> Response:
    told: shapes.AcknowledgementOut = {
        "fact_check": newest.fact_check.number,
        "shows_edition": showing.edition.number,
        "newest_edition": newest.number,
        "url": showing.url,
        "at": showing.at,
    }
    return Response(told, status=201)
