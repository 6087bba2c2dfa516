"""An archive of articles, and the look through it for a claim, for tests."""

from datetime import datetime

from claims import longwork
from claims.backfill import search_of
from claims.follow import follow_tracked
from claims.models import Claim
from jobs.models import LongJob
from sources.models import Capture
from tests.claims.make import BRIDGE_NEWS, OTHER_NEWS, at, both, capture

LATER = at(13)


def search(now: datetime = LATER, *, slices: int = 99, bites: int = 99) -> int:
    """Follow the ledger and run so many slices of so many bites; how many slices did something."""
    while follow_tracked(now=both(now)):
        pass
    return sum(bool(one_slice(now, bites)) for _ in range(slices))


def one_slice(now: datetime, bites: int) -> int:
    left = iter([True] * (bites - 1) + [False] * 2)
    return longwork.run_due(now=both(now), time_left=lambda: next(left))


def job(claim: Claim) -> LongJob:
    found = search_of(claim)
    assert found is not None
    return found


def archive(count: int, *, every: int = 1, text: str = BRIDGE_NEWS) -> list[Capture]:
    """So many articles; each `every`th carries the text, the others are of something else."""
    return [
        capture(f"{text if n % every == 0 else OTHER_NEWS} It was number {n}.")
        for n in range(count)
    ]
