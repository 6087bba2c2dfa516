"""The sweeps of the journey, run here and now: where no worker does it, or none is running yet."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from claims import follow as claims_follow
from claims import longwork, matching, recheck
from jobs import clock
from partners import deliver
from partners import follow as partners_follow
from publishing import follow as publishing_follow
from reviews import follow as reviews_follow
from sources import fetch
from sources.fetch import terms

Sweep: TypeAlias = Callable[[], int]

MOST_ROUNDS: Final = 200
# In the order of the journey; each answers how much it found to do.
INSIDE: Final[Sequence[Sweep]] = (
    lambda: claims_follow.follow_sources(now=clock.now()),
    lambda: claims_follow.follow_tracked(now=clock.now()),
    lambda: claims_follow.follow_linked(now=clock.now()),
    lambda: matching.read_due(now=clock.now()),
    lambda: longwork.run_due(now=clock.now(), time_left=lambda: True),
    lambda: recheck.recheck_due(now=clock.now()),
    reviews_follow.follow_ledger,
    lambda: publishing_follow.follow_ledger(now=clock.desk_now()),
    lambda: partners_follow.follow_ledger(now=clock.now()),
)
# With what goes over a wire: to the outlets first, to the partners last.
ALL: Final[Sequence[Sweep]] = (
    lambda: fetch.fetch_due(now=clock.now()),
    *INSIDE,
    lambda: deliver.deliver_due(now=clock.now(), terms=terms()),
)


class NotSettled(Exception):
    """The sweeps went round and round without an end."""


def settle(sweeps: Sequence[Sweep] = ALL) -> None:
    """Run every sweep until none finds anything to do."""
    for _ in range(MOST_ROUNDS):
        if not sum(_drained(sweep) for sweep in sweeps):
            return
    raise NotSettled(f"after {MOST_ROUNDS} rounds there was still work")


def settle_inside() -> None:
    """The same, without anything that goes over a wire."""
    settle(INSIDE)


def _drained(sweep: Sweep) -> int:
    """Repeat one sweep while it finds work, so that what follows sees all of it at once."""
    total = 0
    for _ in range(MOST_ROUNDS):
        did = sweep()
        total += did
        if not did:
            break
    return total
