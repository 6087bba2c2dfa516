"""How long a status may rest before it is looked at again, with a cause or without. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from claims.facts import Status
from claims.states import Trigger

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
# A suggestion moves no status before a person has decided on it, which is a cause of its own.
PATIENT: Final = frozenset({Trigger.NEW_PASSAGE})
# So that ten thousand articles in an hour cost a claim sixty re-checks at most.
PAUSE: Final = timedelta(minutes=1)


def next_check(
    status: Status, *, since: datetime, now: datetime, next_look: datetime | None
) -> datetime:
    """When a claim is due again: its interval, or sooner when the clock alone will change it."""
    young, old = INTERVALS[status]
    resting = now + (young if now - since < YOUNG else old)
    return min(resting, next_look) if next_look else resting


def due_at(why: Trigger, *, last: datetime | None, now: datetime) -> datetime:
    """When a claim last checked at `last` is due for this cause.

    >>> from datetime import UTC
    >>> noon = datetime(2025, 8, 12, 12, tzinfo=UTC)
    >>> due_at(Trigger.NEW_PASSAGE, last=noon, now=noon).minute
    1
    >>> due_at(Trigger.DECISION, last=noon, now=noon).minute
    0
    """
    return max(now, last + PAUSE) if last and why in PATIENT else now


def can_wait(causes: Iterable[str]) -> bool:
    """Whether none of the causes asks for a re-check at once; of no cause at all we cannot tell."""
    kinds = set(causes)
    return bool(kinds) and kinds <= {cause.value for cause in PATIENT}
