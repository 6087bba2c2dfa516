"""Two clocks: the machine's, and the desk's, which only the demo puts elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from jobs import clock
from jobs.models import DeskClock

pytestmark = pytest.mark.django_db


def test_in_a_newsroom_the_desk_clock_is_the_machines() -> None:
    now = clock.now()

    assert now.desk == now.machine
    assert clock.offset() == timedelta()


def test_machine_time_is_utc_and_goes_on() -> None:
    first, second = clock.machine_now(), clock.machine_now()

    assert first.tzinfo is UTC
    assert first <= second


def test_the_desk_clock_can_be_put_on_and_goes_on_from_there() -> None:
    then = datetime(2025, 8, 12, 12, tzinfo=UTC)

    clock.set_desk(then)

    assert then <= clock.desk_now() < clock.machine_now()
    now = clock.now()
    assert now.desk - now.machine == clock.offset()


def test_the_desk_clock_has_one_row_however_often_it_is_set() -> None:
    clock.set_desk(datetime(2025, 8, 12, tzinfo=UTC))
    clock.set_desk(datetime(2025, 8, 13, tzinfo=UTC))

    assert DeskClock.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskClock.objects.create(pk=2, offset=timedelta(days=1))
