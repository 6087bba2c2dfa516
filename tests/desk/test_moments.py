from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.moments import address, moment

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("2025-08-13T12:00", datetime(2025, 8, 13, 9, tzinfo=UTC)),
        ("2025-08-13 12:00:30", datetime(2025, 8, 13, 9, 0, 30, tzinfo=UTC)),
        ("2025-01-13T12:00", datetime(2025, 1, 13, 10, tzinfo=UTC)),
        ("2025-08-13T12:00Z", datetime(2025, 8, 13, 12, tzinfo=UTC)),
        ("2025-08-13T12:00:00.25-04:00", datetime(2025, 8, 13, 16, 0, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_a_moment_without_an_offset_is_the_newsrooms(words: str, instant: datetime) -> None:
    assert moment(words, zone=KYIV) == instant


@pytest.mark.parametrize(
    "words", ["", "now", "2025-08-13", "2025-8-13T12:00", "2025-08-13T25:00", "20250813T1200"]
)
def test_what_is_no_moment_is_told_how_to_be_one(words: str) -> None:
    with pytest.raises(ValueError, match="Use YYYY-MM-DDTHH:MM"):
        moment(words, zone=KYIV)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001  (hypothesis wants naive bounds)
def test_an_address_leads_back_to_its_very_instant(at: datetime) -> None:
    instant = at.replace(tzinfo=UTC)

    assert moment(address(instant), zone=KYIV) == instant


def test_two_instants_a_microsecond_apart_have_two_addresses() -> None:
    at = datetime(2025, 8, 13, tzinfo=UTC)

    assert address(at) < address(at + timedelta(microseconds=1))
