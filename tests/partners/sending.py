"""What the tests of deliveries share: receivers that are owed something, and a sending."""

from datetime import datetime

from partners import deliver
from partners.follow import follow_ledger
from partners.models import Endpoint, Partner
from partners.webhooks import new_secret
from sources.transport import Terms
from tests.partners import make
from tests.partners.make import Newsroom, clocks
from tests.partners.receiver import Receiver


def terms(*receivers: Receiver, deadline_s: float = 5.0) -> Terms:
    return Terms(
        user_agent="Recheck tests",
        allow=frozenset(receiver.pair for receiver in receivers),
        deadline_s=deadline_s,
    )


def owed(room: Newsroom, partner: Partner, *receivers: Receiver, editions: int = 1) -> None:
    """What each receiver is owed, due now."""
    for receiver in receivers:
        made = Endpoint.objects.create(
            partner=partner, url=receiver.url, secret=new_secret(), created_at=make.DESK
        )
        made.subscriptions.create(events=["factcheck.published"])
    for _ in range(editions):
        make.published(make.edition(room))
    follow_ledger(now=clocks())


def send(on: Terms, at: datetime | None = None) -> int:
    return deliver.deliver_due(now=clocks(at), terms=on)
