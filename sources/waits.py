"""How long a server asks us to wait, by its headers. Pure: the server's own Date is the clock."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = timedelta(hours=24)
_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(-?\d+)", re.IGNORECASE)


def interval_from(headers: Mapping[str, str]) -> timedelta:
    """The longest wait that Retry-After, Cache-Control max-age or Expires ask for (RFC 9110, 9111).

    `headers` by lower-case name. Zero when none does; never over 24 h. It can only lengthen
    the caller's own interval: take the larger of both.

    >>> interval_from({"cache-control": "public, max-age=3600"})
    datetime.timedelta(seconds=3600)
    """
    return max(retry_after(headers), _max_age(headers), _until(headers, "expires"))


def retry_after(headers: Mapping[str, str]) -> timedelta:
    """Retry-After, in seconds or as a date; zero when absent, past or unreadable.

    >>> retry_after({"retry-after": "1000000000000"}), retry_after({"retry-after": "-5"})
    (datetime.timedelta(days=1), datetime.timedelta(0))
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[+-]?\d+", value):
        return _bounded(value)
    return _until(headers, "retry-after")


def _max_age(headers: Mapping[str, str]) -> timedelta:
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return _bounded(found[1]) if found else timedelta(0)


def _bounded(seconds: str) -> timedelta:
    # Digits are counted first: int() of a million digits is work in itself.
    if len(seconds) > 9:
        return timedelta(0) if seconds.startswith("-") else LONGEST
    return min(max(timedelta(seconds=int(seconds)), timedelta(0)), LONGEST)


def _until(headers: Mapping[str, str], name: str) -> timedelta:
    then, now = _date(headers.get(name, "")), _date(headers.get("date", ""))
    if then is None or now is None:
        return timedelta(0)
    return min(max(then - now, timedelta(0)), LONGEST)


def _date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value[:64])
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
