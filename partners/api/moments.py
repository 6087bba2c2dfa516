"""As of when a partner asks, strictly: RFC 3339 with its offset, and never of a time to come."""

import re
from datetime import UTC, datetime
from typing import Final

from rest_framework.exceptions import ParseError

PARAM: Final = "as_of"
# `fromisoformat` of Python 3.11 reads fractions of three or six digits; we keep six at most.
_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE
)
_HOW: Final = (
    "as_of is a moment with its offset, as in 2025-08-13T12:00:00Z; a + in an address is %2B."
)


def moment_of(asked: str | None, *, now: datetime) -> datetime | None:
    """The instant in UTC; None where nobody asked. Raises ParseError (400)."""
    if asked is None:
        return None
    at = _read(asked)
    if at is None:
        raise ParseError(_HOW)
    if at > now:
        raise ParseError("as_of is still to come. Leave it out for what is public now.")
    return at


def _read(asked: str) -> datetime | None:
    """The instant, or None.

    >>> _read("2025-08-13T14:00:00.5+02:00").isoformat()
    '2025-08-13T12:00:00.500000+00:00'
    >>> _read("2025-08-13T12:00:00") is _read("2025-02-30T12:00:00Z") is None
    True
    """
    found = _MOMENT.fullmatch(asked) if asked.isascii() else None
    if found is None:
        return None
    try:
        words = f"{found[1]}.{found[2] or '0':0<6}{found[3].upper()}"
        return datetime.fromisoformat(words).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
