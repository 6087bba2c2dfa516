"""Reviews follow the ledger: a closed claim ends its review."""

from collections.abc import Sequence

from claims.models import LedgerEvent
from jobs.logs import follow
from reviews.actions import cancel
from reviews.models import Review

NAME = "reviews"
KINDS = ("claims.closed",)


def follow_ledger() -> int:
    """Read what claims wrote; returns how many events were read."""
    rows = LedgerEvent.objects.filter(kind__in=KINDS).select_related("claim")
    return follow(NAME, rows, _handle)


def _handle(events: Sequence[LedgerEvent]) -> None:
    """End what was open by then; who closed the claim stands in the ledger's row of that."""
    for event in events:
        for review in Review.objects.open().filter(claim=event.claim, opened_at__lte=event.at):
            cancel(review, words="The claim was closed.", by=None, now=event.at)
