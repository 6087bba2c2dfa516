"""No two words of a drawn timeline touch, whatever the history: `desk/drawing.py`."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.drawing import CHAR, WIDTH, timeline
from desk.drawn import Text, Timeline
from desk.history import Band, DateMark, EditionMark, History, OriginStep, Reopening

START = datetime(2025, 8, 12, 12, tzinfo=UTC)
NOW = START + timedelta(days=30)
ZONE = ZoneInfo("Europe/Kyiv")
STATUSES = ("unverified", "corroborated", "disputed", "contradicted", "awaiting", "due")
RATINGS = ("True", "Half true", "Missing context", "Mostly false")
LABELS = ("Due", "Can come true", "We look again", "Its condition came about")
HOURS = st.integers(0, 30 * 24)
AHEAD = st.integers(0, 90 * 24)


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


def bands(hours: list[int]) -> list[Band]:
    starts = sorted(set(hours))
    ends = [hour(each) for each in starts[1:]] + [None]
    return [
        Band(STATUSES[n % 6], STATUSES[n % 6].capitalize(), hour(start), end)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def editions(hours: list[int]) -> list[EditionMark]:
    starts = sorted(set(hours))
    ends = [hour(each) for each in starts[1:]] + [None]
    return [
        EditionMark(
            n + 1,
            RATINGS[n % 4],
            hour(start),
            until,
            [Reopening(hour(start), until)] if n % 2 == 0 else [],
        )
        for n, (start, until) in enumerate(zip(starts, ends, strict=False))
    ]


def dates(hours: list[int]) -> list[DateMark]:
    return [
        DateMark(LABELS[n % 4], hour(each))
        if n % 2
        else DateMark(LABELS[n % 4], None if n % 4 else hour(each + 48), hour(each))
        for n, each in enumerate(hours)
    ]


HISTORIES = st.builds(
    lambda b, o, e, d: History(
        bands=bands(b),
        origins=[OriginStep(hour(at), *sides) for at, sides in sorted(o.items())],
        editions=editions(e),
        dates=dates(d),
        checks=[hour(each) for each in b],
    ),
    st.lists(HOURS, min_size=1, max_size=8),
    st.dictionaries(HOURS, st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5),
    st.lists(HOURS, max_size=5),
    st.lists(AHEAD, max_size=4),
)


def reach(text: Text, anchor: str = "") -> tuple[float, float, float, float]:
    wide = len(text.words) * CHAR * 0.94  # the layout itself counts a little more than is drawn
    left = text.x - wide / 2 if anchor == "middle" else text.x
    return left, left + wide, text.y - 9, text.y + 3


def touching(drawing: Timeline) -> list[str]:
    """Pairs of words that overlap, and words that leave the drawing."""
    placed = [(each, reach(each)) for each in (*drawing.texts, *drawing.lanes, *drawing.days)]
    placed.append((drawing.now, reach(drawing.now, "middle")))
    found = [
        f"{a.words!r} at {a.x},{a.y} touches {b.words!r} at {b.x},{b.y}"
        for (a, one), (b, other) in combinations(placed, 2)
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]
    return found + [
        f"{text.words!r} leaves the drawing"
        for text, (left, right, top, bottom) in placed
        if left < -1 or right > WIDTH + 1 or top < 0 or bottom > drawing.height
    ]


@settings(max_examples=300, deadline=None)
@given(HISTORIES)
@example(History(bands=bands([0]), editions=editions([700, 710, 719])))
@example(History(bands=bands([0, 1, 2, 3, 4, 5]), dates=dates([0, 1, 2, 3])))
def test_no_two_words_touch_and_none_leaves_the_drawing(history: History) -> None:
    assert touching(timeline(history, now=NOW, start=START, zone=ZONE)) == []


def test_words_that_touch_would_be_seen() -> None:
    drawing = timeline(History(bands=bands([0, 300])), now=NOW, start=START, zone=ZONE)
    first = drawing.texts[0]
    beside = Text(first.x + 3, first.y, "Over it")

    assert touching(_with(drawing, beside))


def _with(drawing: Timeline, text: Text) -> Timeline:
    values = {name: getattr(drawing, name) for name in drawing.__dataclass_fields__}
    return Timeline(**{**values, "texts": (*drawing.texts, text)})
