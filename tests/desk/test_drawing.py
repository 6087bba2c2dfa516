from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from desk.drawing import LEFT, RIGHT, WIDTH, timeline
from desk.drawn import Timeline
from desk.history import Band, DateMark, EditionMark, History, OriginStep, Reopening
from tests.desk import kit

KYIV = ZoneInfo("Europe/Kyiv")
START = datetime(2025, 8, 12, 12, 0, tzinfo=UTC)
NOW = START + timedelta(days=4)


def drawn(history: History, *, now: datetime = NOW) -> Timeline:
    return timeline(history, now=now, start=START, zone=KYIV)


def words(drawing: Timeline) -> list[str]:
    return [text.words for text in drawing.texts]


def test_time_is_linear_from_the_first_event_to_now() -> None:
    half = START + timedelta(days=2)

    drawing = drawn(History(bands=[Band("unverified", "Unverified", START, half)], checks=[half]))

    assert drawing.now.x == RIGHT
    assert drawing.bars[0].x == LEFT
    assert drawing.bars[0].width == (RIGHT - LEFT) // 2
    assert drawing.checks == ((LEFT + RIGHT) // 2,)


def test_a_date_to_come_makes_room_after_now() -> None:
    drawing = drawn(History(dates=[DateMark("Summit", NOW + timedelta(days=4))]))

    assert drawing.now.x == (LEFT + RIGHT) // 2
    assert drawing.flags[0].x == RIGHT
    assert not drawing.flags[0].passed


def test_a_date_that_went_by_is_marked_as_passed() -> None:
    drawing = drawn(History(dates=[DateMark("Summit", NOW - timedelta(days=1))]))

    assert drawing.flags[0].passed


def test_an_earliest_date_is_a_span_and_never_a_flag() -> None:
    soon = NOW + timedelta(days=2)
    due = NOW + timedelta(days=8)

    open_ended = drawn(History(dates=[DateMark("Meeting", None, soon)]))
    bounded = drawn(History(dates=[DateMark("Meeting", due, soon)]))

    assert open_ended.flags == bounded.flags == ()
    assert open_ended.spans[0].to == bounded.spans[0].to == RIGHT
    assert open_ended.spans[0].x < RIGHT


def test_a_label_that_does_not_fit_its_band_goes_below_it() -> None:
    long, short = NOW - timedelta(hours=3), NOW - timedelta(hours=1)

    drawing = drawn(
        History(
            bands=[
                Band("unverified", "Unverified", START, long),
                Band("due", "Due", long, short),
                Band("disputed", "Disputed", short),
            ]
        )
    )

    inside, beside, below = drawing.texts
    assert inside.tone == "t-inside t-unverified"
    assert below.y > inside.y
    assert beside.y == inside.y
    assert beside.x > drawing.now.x


def test_origins_step_up_for_support_and_down_for_denial() -> None:
    steps = [OriginStep(START, 1, 0), OriginStep(START + timedelta(days=2), 2, 1)]

    drawing = drawn(History(origins=steps))

    middle = (LEFT + RIGHT) // 2
    zero = drawing.zero
    assert (
        drawing.supports.edge == f"M{LEFT} {zero}H{LEFT}V{zero - 13}H{middle}V{zero - 26}H{RIGHT}"
    )
    assert drawing.denies.edge == f"M{LEFT} {zero}H{LEFT}V{zero}H{middle}V{zero + 13}H{RIGHT}"
    assert words(drawing) == ["2 support", "1 denies"]


def test_a_side_without_origins_draws_nothing() -> None:
    drawing = drawn(History(origins=[OriginStep(START, 1, 0)]))

    assert drawing.denies.edge == drawing.denies.area == ""
    assert words(drawing) == ["1 supports"]


def test_ten_thousand_origins_stay_on_the_page() -> None:
    drawing = drawn(History(origins=[OriginStep(START, 10_000, 10_000)]))

    assert 0 < drawing.zero < drawing.floor < 300


def test_a_reopened_edition_is_dotted_from_there_to_now() -> None:
    again = START + timedelta(days=2)

    drawing = drawn(History(editions=[EditionMark(1, "Unproven", START, None, [Reopening(again)])]))

    line = drawing.verdicts[0]
    middle = (LEFT + RIGHT) // 2
    assert line.rings == (middle,)
    assert line.open == f"M{middle} {line.y}H{RIGHT}"
    assert words(drawing) == ["Edition 1: Unproven", "re-opened"]


def test_an_edition_that_stands_is_solid_again() -> None:
    again, looked = START + timedelta(days=1), START + timedelta(days=2)

    drawing = drawn(
        History(editions=[EditionMark(1, "Unproven", START, None, [Reopening(again, looked)])])
    )

    line = drawing.verdicts[0]
    middle = (LEFT + RIGHT) // 2
    assert line.solid.endswith(f"M{middle} {line.y}H{RIGHT}")
    assert words(drawing) == ["Edition 1: Unproven"]


def test_labels_that_would_touch_take_rows_of_their_own() -> None:
    dates = [DateMark("The first of two dates", NOW), DateMark("The second of two dates", NOW)]

    drawing = drawn(History(dates=dates))

    assert len({text.y for text in drawing.texts}) == 2


@pytest.mark.parametrize("days", [0, 1, 13, 40, 400, 4000])
def test_day_names_never_touch(days: int) -> None:
    drawing = drawn(History(), now=START + timedelta(days=days))

    places = [day.x for day in drawing.days]
    assert places
    assert all(b - a >= 50 for a, b in pairwise(places))
    assert all(LEFT <= x <= RIGHT for x in places)


def test_days_begin_at_midnight_in_the_newsroom() -> None:
    late = datetime(2025, 8, 12, 21, 30, tzinfo=UTC)

    drawing = timeline(History(), now=late + timedelta(days=3), start=late, zone=KYIV)

    assert drawing.days[0].words == "Wed 13"


def test_a_moment_of_the_past_is_called_by_its_day() -> None:
    then = timeline(History(), now=NOW, start=START, zone=KYIV, called="16 Aug")

    assert (drawn(History()).now.words, then.now.words) == ("now, 15:00", "16 Aug, 15:00")


def test_everything_of_a_full_story_stays_inside() -> None:
    drawing = kit.TIMELINE

    assert all(0 <= text.x <= WIDTH for text in drawing.texts)
    assert all(0 < text.y < drawing.height for text in drawing.texts)
    assert [lane.words for lane in drawing.lanes] == [
        "Status",
        "Origins",
        "Verdicts",
        "Dates",
        "Re-checks",
    ]
