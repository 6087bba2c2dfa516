"""Which claims had been merged into which at a moment, as their ledgers tell of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from claims.models import LedgerEvent

# Tracking a claim again ends its merge.
_MERGES: Final = ("claims.merged", "claims.tracked")


def winners(claims: Iterable[int], *, at: datetime) -> dict[int, int]:
    """Claim id -> the claim that stood for it at `at`, of those for which another did; one query.

    A row of today knows only of the last merge, and no longer of one that was ended.
    """
    moves = LedgerEvent.objects.filter(claim__in=list(claims), kind__in=_MERGES, at__lte=at)
    into: dict[int, int | None] = {}
    for pk, facts in moves.order_by("seq").values_list("claim_id", "facts"):
        # The winner's ledger has a row of each merge too.
        if facts.get("loser", pk) == pk:
            into[pk] = facts.get("into")
    return {pk: winner for pk, winner in into.items() if winner is not None}
