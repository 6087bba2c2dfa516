"""When feeds and articles are looked at again. Pure."""

from datetime import datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)
# Age of an article -> how long until it is fetched again, to see silent edits; then no more.
DECAY: Final[tuple[tuple[timedelta, timedelta], ...]] = (
    (timedelta(days=1), 2 * HOUR),
    (timedelta(days=7), 12 * HOUR),
    (timedelta(days=30), timedelta(days=7)),
)
# An article out of reach is asked for three times over a day before we believe it: taken away, or
# behind a log-in, a paywall or a block (rules of meaning, section 3). A server that only lets us
# wait (429, 5xx), or our own way out (407), says nothing of the article.
GONE_TRIES: Final = 3
GONE_WAIT: Final = 12 * HOUR
GONE_STATUSES: Final = frozenset({401, 402, 403, 404, 410, 451})
LONGEST_POLL: Final = 24 * HOUR


def next_fetch(*, first_seen: datetime, now: datetime) -> timedelta | None:
    """How long an article rests before it is fetched again; None: no more.

    >>> from datetime import UTC
    >>> seen = datetime(2025, 8, 12, tzinfo=UTC)
    >>> next_fetch(first_seen=seen, now=seen + 3 * HOUR)
    datetime.timedelta(seconds=7200)
    """
    age = now - first_seen
    return next((rest for until, rest in DECAY if age < until), None)


def next_poll(*, own: timedelta, asked: timedelta) -> timedelta:
    """A server may ask for more time than our interval, up to a day; never for less."""
    return min(max(own, asked), LONGEST_POLL)
