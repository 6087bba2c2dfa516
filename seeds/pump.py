"""The sweeps of the journey, run here and now: for seeding a newsroom before its worker starts."""

from claims import follow as claims_follow
from claims import longwork, matching, recheck
from jobs import clock
from partners import deliver
from partners import follow as partners_follow
from publishing import follow as publishing_follow
from reviews import follow as reviews_follow
from sources import fetch
from sources.fetch import terms

MOST_ROUNDS = 200


class NotSettled(Exception):
    """The sweeps went round and round without an end."""


def settle() -> None:
    """Run every sweep until none finds anything to do."""
    for _ in range(MOST_ROUNDS):
        if not _round():
            return
    raise NotSettled(f"after {MOST_ROUNDS} rounds there was still work")


def _round() -> int:
    now = clock.now()
    return sum(
        (
            fetch.fetch_due(now=now),
            claims_follow.follow_sources(now=clock.now()),
            claims_follow.follow_tracked(now=clock.now()),
            matching.read_due(now=clock.now()),
            longwork.run_due(now=clock.now(), time_left=lambda: True),
            recheck.recheck_due(now=clock.now()),
            reviews_follow.follow_ledger(),
            publishing_follow.follow_ledger(now=clock.desk_now()),
            partners_follow.follow_ledger(now=clock.now()),
            deliver.deliver_due(now=clock.now(), terms=terms()),
        )
    )
