"""Partners follow the ledger: what was published, reopened or reaffirmed becomes deliveries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from django.conf import settings

from claims.models import LedgerEvent
from jobs import logs
from jobs.clock import Now
from partners import webhooks
from partners.models import Delivery, Endpoint, Subscription
from partners.states import PartnerEvent
from partners.webhooks import News
from publishing.models import Edition
from publishing.states import Change

NAME: Final = "partners"

_BY_CHANGE: Final[Mapping[Change, PartnerEvent]] = {
    Change.FIRST: PartnerEvent.PUBLISHED,
    Change.UPDATE: PartnerEvent.UPDATED,
    Change.CORRECTION: PartnerEvent.CORRECTED,
    Change.CLARIFICATION: PartnerEvent.UPDATED,
    Change.TYPO: PartnerEvent.UPDATED,
    Change.RETRACTION: PartnerEvent.RETRACTED,
}
_BY_KIND: Final[Mapping[str, PartnerEvent]] = {
    "publishing.reopened": PartnerEvent.REOPENED,
    "publishing.reaffirmed": PartnerEvent.REAFFIRMED,
}
KINDS: Final = ("publishing.published", *_BY_KIND)


def follow_ledger(*, now: Now) -> int:
    """Read what publishing wrote; returns how many events were read."""
    rows = LedgerEvent.objects.filter(kind__in=KINDS)
    return logs.follow(NAME, rows, lambda events: tell(events, now=now))


def tell(events: Sequence[LedgerEvent], *, now: Now) -> int:
    """Make one delivery per event and endpoint that asked for it, due at once."""
    editions = {
        edition.pk: edition
        for edition in Edition.objects.filter(
            pk__in={int(event.facts["edition"]) for event in events}
        ).select_related("fact_check", "rating")
    }
    subscriptions = list(Subscription.objects.of_open_endpoints())
    made = [
        _delivery(event, news, edition, endpoint, now)
        for event in events
        for edition in (editions[int(event.facts["edition"])],)
        for news in (_news(event, edition),)
        for endpoint in _hearing(subscriptions, news.kind, edition)
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def kind_of(kind: str, change: Change) -> PartnerEvent:
    """What partners call an event of the ledger.

    >>> kind_of("publishing.published", Change.TYPO).value
    'factcheck.updated'
    """
    return _BY_KIND.get(kind) or _BY_CHANGE[change]


def must_update(kind: str, change: Change, *, rating_changed: bool) -> bool:
    """Whether whoever shows the fact-check must change it (`rules.md` §6).

    A typo never asks; but a changed rating does, whatever its edition is called.

    >>> must_update("publishing.published", Change.UPDATE, rating_changed=True)
    True
    """
    if kind != "publishing.published":
        return False
    return rating_changed or change in {Change.CORRECTION, Change.RETRACTION}


def _hearing(
    subscriptions: Collection[Subscription], kind: PartnerEvent, edition: Edition
) -> Iterator[Endpoint]:
    """Each endpoint once, however many of its subscriptions ask."""
    found = {
        subscription.endpoint_id: subscription.endpoint
        for subscription in subscriptions
        if kind.value in subscription.events
        if subscription.fact_check_id in {None, edition.fact_check_id}
    }
    yield from found.values()


def _news(event: LedgerEvent, edition: Edition) -> News:
    change = Change(edition.change)
    changed = bool(event.facts.get("rating_changed", False))
    base: str = settings.PUBLIC_URL
    return News(
        kind=kind_of(event.kind, change),
        at=event.at,
        claim=f"C-{event.claim_id}",
        fact_check=edition.fact_check.number,
        url=base.rstrip("/") + edition.fact_check.get_absolute_url(),
        edition=edition.number,
        rating=edition.rating.label,
        change=change.value,
        as_of=edition.as_of,
        must_update=must_update(event.kind, change, rating_changed=changed),
        version=event.seq,
    )


def _delivery(
    event: LedgerEvent, news: News, edition: Edition, endpoint: Endpoint, now: Now
) -> Delivery:
    return Delivery(
        endpoint=endpoint,
        event=event,
        kind=news.kind.value,
        edition=edition,
        webhook_id=webhooks.new_id(),
        body=webhooks.body(news),
        must_update=news.must_update,
        created_at=now.desk,
        next_at=now.machine,
    )
