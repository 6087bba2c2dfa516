"""Sweeps to a small press on this machine, on two clocks that stand a year apart."""

from datetime import UTC, datetime, timedelta

from jobs.clock import Now
from seeds.library import SeedArticle
from sources.fetch import fetch_due
from tests.sources.test_alike import WIRE

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERALD = "City Herald"


def piece(name: str, text: str = WIRE) -> SeedArticle:
    return SeedArticle(
        key=name,
        outlet=HERALD,
        path=f"herald/{name}",
        published=NOON - HOUR,
        byline="Our reporter",
        title=f"About {name}",
        text=text,
    )


def go(after: timedelta = timedelta()) -> int:
    """One sweep; the machine's clock stands a year ahead of the desk's, so that none is taken
    for the other."""
    desk = NOON + after
    return fetch_due(now=Now(machine=desk + timedelta(days=365), desk=desk))


def machine(after: timedelta = timedelta()) -> datetime:
    return NOON + after + timedelta(days=365)
