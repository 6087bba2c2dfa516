from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.months import DayKind, Mark, month_after, month_before, month_of, weeks

TODAY = date(2025, 8, 16)
DAYS = st.dates(min_value=date(1900, 2, 1), max_value=date(2200, 1, 1))


@pytest.mark.parametrize("words", ["", "2025", "2025-00", "2025-13", "0000-01", "2025-8", "x", "²"])
def test_what_is_no_month_is_this_month(words: str) -> None:
    assert month_of(words, today=TODAY) == date(2025, 8, 1)


@given(DAYS)
def test_the_month_before_the_month_after_is_the_month_itself(day: date) -> None:
    first = day.replace(day=1)

    assert month_before(month_after(first)) == first
    assert month_of(f"{first:%Y-%m}", today=TODAY) == first


@given(st.lists(st.tuples(DAYS, st.sampled_from(DayKind)), max_size=30))
def test_every_mark_stands_once_under_its_week_and_day(days: list[tuple[date, DayKind]]) -> None:
    marks = [Mark(day, kind, n) for n, (day, kind) in enumerate(days)]

    shown = weeks(marks)

    told = [mark for week in shown for day in week.days for mark in day.marks]
    assert sorted(mark.of for mark in told) == list(range(len(marks)))
    assert [mark.day for mark in told] == sorted(mark.day for mark in marks)
    for week in shown:
        assert week.monday.weekday() == 0
        assert all(day.day - week.monday < timedelta(days=7) for day in week.days)


def test_of_one_day_what_falls_due_comes_first() -> None:
    kinds = [DayKind.LOOK_AGAIN, DayKind.EARLIEST, DayKind.DUE]

    (week,) = weeks(Mark(TODAY, kind, kind) for kind in kinds)

    assert [mark.kind for mark in week.days[0].marks] == list(DayKind)
