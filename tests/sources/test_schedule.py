"""When feeds and articles are looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from sources.schedule import GONE_TRIES, GONE_WAIT, HOUR, next_fetch, next_poll

pytestmark = pytest.mark.once
SEEN = datetime(2025, 8, 12, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "rest"),
    [
        (timedelta(), 2 * HOUR),
        (DAY - timedelta(seconds=1), 2 * HOUR),
        (DAY, 12 * HOUR),
        (7 * DAY, 7 * DAY),
        (29 * DAY, 7 * DAY),
        (30 * DAY, None),
        (-DAY, 2 * HOUR),
    ],
    ids=["new", "first day", "second day", "second week", "a month", "old", "clock set back"],
)
def test_an_article_is_looked_at_less_and_less(age: timedelta, rest: timedelta | None) -> None:
    assert next_fetch(first_seen=SEEN, now=SEEN + age) == rest


@pytest.mark.parametrize(
    ("own", "asked", "rest"),
    [
        (HOUR, timedelta(), HOUR),
        (HOUR, 3 * HOUR, 3 * HOUR),
        (HOUR, timedelta(minutes=1), HOUR),
        (HOUR, 900 * DAY, DAY),
        (9 * DAY, timedelta(), DAY),
    ],
    ids=["ours", "longer", "never shorter", "at most a day", "ours too"],
)
def test_a_server_may_ask_for_more_time_and_never_for_less(
    own: timedelta, asked: timedelta, rest: timedelta
) -> None:
    assert next_poll(own=own, asked=asked) == rest


def test_gone_is_believed_after_three_tries_over_a_day() -> None:
    assert (GONE_TRIES - 1) * GONE_WAIT >= DAY
