"""How long a status may rest before it is looked at again without any cause. Pure."""

from datetime import datetime, timedelta
from typing import Final

from claims.facts import Status

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
# Status -> interval while the status is young, and once it has stood for a week.
INTERVALS: Final[dict[Status, tuple[timedelta, timedelta]]] = {
    Status.UNCHECKED: (HOUR, HOUR),
    Status.UNVERIFIED: (3 * HOUR, DAY),
    Status.CORROBORATED: (6 * HOUR, 2 * DAY),
    Status.CONTRADICTED: (6 * HOUR, 2 * DAY),
    Status.DISPUTED: (3 * HOUR, DAY),
    Status.AWAITING: (12 * HOUR, DAY),
    Status.DUE: (3 * HOUR, DAY),
    Status.RESOLVED: (7 * DAY, 30 * DAY),
}
YOUNG: Final = timedelta(days=7)


def next_check(
    status: Status, *, since: datetime, now: datetime, next_look: datetime | None
) -> datetime:
    """When a claim is due again: its interval, or sooner when the clock alone will change it."""
    young, old = INTERVALS[status]
    resting = now + (young if now - since < YOUNG else old)
    return min(resting, next_look) if next_look else resting
