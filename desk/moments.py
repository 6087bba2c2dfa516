"""Moments as people type them into an address or a field, in the newsroom's own zone. Pure."""

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

_SHAPE: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?"
)
HOW: Final = "That is no moment. Use YYYY-MM-DDTHH:MM, as in 2025-08-13T12:00."


def moment(words: str, *, zone: ZoneInfo) -> datetime:
    """The instant, in UTC; one without an offset is of `zone`. ValueError says how to write it.

    >>> moment("2025-08-13T12:00", zone=ZoneInfo("Europe/Kyiv")).isoformat()
    '2025-08-13T09:00:00+00:00'
    >>> moment("2025-08-13T12:00:00.5Z", zone=ZoneInfo("Europe/Kyiv")).isoformat()
    '2025-08-13T12:00:00.500000+00:00'
    """
    if not _SHAPE.fullmatch(words):
        raise ValueError(HOW)
    try:
        read = datetime.fromisoformat(_padded(words))
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(HOW) from None


def address(at: datetime) -> str:
    """The instant as it stands in an address, to the microsecond.

    >>> address(datetime(2025, 8, 13, 12, 0, 0, 5, tzinfo=UTC))
    '2025-08-13T12:00:00.000005Z'
    """
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def _padded(words: str) -> str:
    """Python 3.11 reads fractions of three or six digits alone."""
    return re.sub(r"\.(\d+)", lambda found: f".{found[1]:0<6}", words)
