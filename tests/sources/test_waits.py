"""How long a server asks us to wait."""

from datetime import timedelta

import pytest

from sources.waits import interval_from

NOW = "Tue, 12 Aug 2025 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "1" + "0" * 5000}, 86_400),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "Tue, 12 Aug 2025 12:10:00 GMT", "date": NOW}, 600),
        ({"retry-after": "Tue, 12 Aug 2025 11:00:00 GMT", "date": NOW}, 0),
        ({"retry-after": "Thu, 12 Aug 2099 12:00:00 GMT", "date": NOW}, 86_400),
        ({"retry-after": "Tue, 12 Aug 2025 12:10:00 GMT"}, 0),
        ({"cache-control": "public, max-age=3600"}, 3600),
        ({"cache-control": "s-maxage=9"}, 0),
        ({"cache-control": "max-age=99999999999"}, 86_400),
        ({"cache-control": "max-age=-1"}, 0),
        ({"expires": "Tue, 12 Aug 2025 13:00:00 GMT", "date": NOW}, 3600),
        ({"expires": "0", "date": NOW}, 0),
        ({"cache-control": "max-age=60", "retry-after": "90"}, 90),
    ],
)
def test_the_longest_wait_asked_for_counts_up_to_a_day(
    headers: dict[str, str], seconds: int
) -> None:
    assert interval_from(headers) == timedelta(seconds=seconds)
