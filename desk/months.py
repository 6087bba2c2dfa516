"""A month of days on which claims fall due, can come true, or are looked at again. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar

T = TypeVar("T")
EARLIEST, LATEST = 1900, 2200
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_DAY: Final = timedelta(days=1)


class DayKind(StrEnum):
    """Which day of a claim it is; only the first was named by its speaker as the last one."""

    DUE = "due"
    EARLIEST = "earliest"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True, slots=True)
class Mark(Generic[T]):
    """That a day is one of something's days."""

    day: date
    kind: DayKind
    of: T


@dataclass(frozen=True, slots=True)
class Day(Generic[T]):
    """A day with something on it."""

    day: date
    marks: tuple[Mark[T], ...]


@dataclass(frozen=True, slots=True)
class Week(Generic[T]):
    """From Monday on, the days of a week that have something on them."""

    monday: date
    days: tuple[Day[T], ...]


def month_of(words: str, *, today: date) -> date:
    """The first day of the month that an address asks for; of today's for anything else.

    >>> month_of("2025-08", today=date(2026, 1, 5)), month_of("2025-13", today=date(2026, 1, 5))
    (datetime.date(2025, 8, 1), datetime.date(2026, 1, 1))
    """
    found = _MONTH.fullmatch(words)
    if found and 1 <= int(found[2]) <= 12 and EARLIEST <= int(found[1]) <= LATEST:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def month_after(first: date) -> date:
    """The first day of the month after.

    >>> month_after(date(2025, 12, 1))
    datetime.date(2026, 1, 1)
    """
    return (first + 31 * _DAY).replace(day=1)


def month_before(first: date) -> date:
    """The first day of the month before.

    >>> month_before(date(2025, 3, 1))
    datetime.date(2025, 2, 1)
    """
    return (first - _DAY).replace(day=1)


def weeks(marks: Iterable[Mark[T]]) -> tuple[Week[T], ...]:
    """The marks by week and day, in order of time; of one day those due come first."""
    by_day: dict[date, list[Mark[T]]] = {}
    for mark in marks:
        by_day.setdefault(mark.day, []).append(mark)
    by_week: dict[date, list[Day[T]]] = {}
    for day in sorted(by_day):
        monday = day - day.weekday() * _DAY
        by_week.setdefault(monday, []).append(Day(day, tuple(_ranked(by_day[day]))))
    return tuple(Week(monday, tuple(days)) for monday, days in by_week.items())


def _ranked(marks: Sequence[Mark[T]]) -> list[Mark[T]]:
    order = list(DayKind)
    return sorted(marks, key=lambda mark: order.index(mark.kind))
