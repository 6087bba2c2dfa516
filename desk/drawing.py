"""A claim over time, laid out for `templates/components/timeline.html`. Pure.

All coordinates are whole pixels, y downwards; the template only writes them into SVG.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.drawn import Bar, Flag, Steps, Stretch, Text, Timeline, VerdictLine
from desk.history import DateMark, EditionMark, History, OriginStep, rows, two_sentences

WIDTH, LEFT, RIGHT = 660, 76, 552
# Mean width of a 12 px Inter character in these labels; a little more than measured, never less.
CHAR = 6.7
GAP = 6
DAY = timedelta(days=1)
# Steps of the day axis, in days: the smallest whose labels do not touch is taken.
STEPS = (1, 2, 3, 7, 14, 30, 91, 182, 365)
STEP_PX = 52
BAR_TOP, BAR_HEIGHT, LABEL_ROW = 26, 18, 16
ORIGINS_HEIGHT, ORIGIN_STEP = 40, 13
VERDICT_ROW, DATE_ROW = 28, 26


class _Scale(NamedTuple):
    """Linear time: `start` stands at LEFT, `end` at RIGHT; the rest is put on the border."""

    start: datetime
    end: datetime
    now: datetime

    def x(self, at: datetime) -> int:
        part = (at - self.start) / (self.end - self.start)
        return round(LEFT + min(max(part, 0.0), 1.0) * (RIGHT - LEFT))


class _Statuses(NamedTuple):
    bars: tuple[Bar, ...]
    texts: tuple[Text, ...]
    below: int


class _Origins(NamedTuple):
    supports: Steps
    denies: Steps
    texts: tuple[Text, ...]
    zero: int
    below: int


class _Verdicts(NamedTuple):
    lines: tuple[VerdictLine, ...]
    texts: tuple[Text, ...]
    below: int


class _Dates(NamedTuple):
    flags: tuple[Flag, ...]
    spans: tuple[Stretch, ...]
    texts: tuple[Text, ...]
    below: int


def timeline(
    history: History, *, now: datetime, start: datetime, zone: ZoneInfo, called: str = "now"
) -> Timeline:
    """Lay a claim's history out from `start` (its first event) to now or its last date.

    All times are aware; day names and the time at the line of `now`, which stands after what that
    moment is `called`, are those of `zone`.
    """
    scale = _Scale(start, max(_last(history, now), start + DAY), now)
    statuses = _statuses(history, scale)
    origins = _origins(history.origins, scale, statuses.below)
    verdicts = _verdicts(history.editions, scale, origins.below)
    dates = _dates(history.dates, scale, verdicts.below)
    floor = dates.below + 14
    here = now.astimezone(zone)
    now_x = scale.x(now)
    return Timeline(
        width=WIDTH,
        height=floor + 20,
        left=LEFT,
        right=RIGHT,
        zero=origins.zero,
        floor=floor,
        label=two_sentences(history, zone=zone),
        now=Text(now_x, floor + 14, f"{called}, {here:%H:%M}"),
        lanes=_lanes(history, origins.zero, origins.below, verdicts.below, floor),
        days=tuple(_days(scale, zone)),
        bars=statuses.bars,
        supports=origins.supports,
        denies=origins.denies,
        verdicts=verdicts.lines,
        flags=dates.flags,
        spans=dates.spans,
        checks=tuple(sorted({scale.x(at) for at in history.checks})),
        texts=(*statuses.texts, *origins.texts, *verdicts.texts, *dates.texts),
        rows=rows(history),
    )


def _last(history: History, now: datetime) -> datetime:
    ends = [date.at or date.earliest or now for date in history.dates]
    # An open-ended span needs a little room to point into.
    ends += [date.earliest + 2 * DAY for date in history.dates if date.earliest and not date.at]
    return max([now, *ends])


def _wide(words: str) -> int:
    return round(len(words) * CHAR)


def _stacked(extents: Sequence[tuple[int, int]]) -> list[int]:
    """A row for each (from, to) so that no two of one row touch; the first free row is taken."""
    ends: list[int] = []
    placed = []
    for begin, end in extents:
        row = next((n for n, taken in enumerate(ends) if taken + GAP <= begin), len(ends))
        ends[row : row + 1] = [end]
        placed.append(row)
    return placed


def _lanes(
    history: History, zero: int, origins: int, verdicts: int, floor: int
) -> tuple[Text, ...]:
    named = [Text(0, BAR_TOP + 13, "Status"), Text(0, zero + 4, "Origins")]
    if history.editions:
        named.append(Text(0, origins + 20, "Verdicts"))
    if history.dates:
        named.append(Text(0, verdicts + 18, "Dates"))
    if history.checks:
        named.append(Text(0, floor, "Re-checks"))
    return tuple(named)


def _days(scale: _Scale, zone: ZoneInfo) -> Iterator[Text]:
    span = (scale.end - scale.start) / DAY
    per_day = (RIGHT - LEFT) / span
    step = next((s for s in STEPS if s * per_day >= STEP_PX), round(span / 8))
    day = scale.start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = scale.x(day + DAY)
    if first - LEFT >= STEP_PX:
        yield Text(LEFT, 13, _day(day, step))
    day += DAY
    while day <= scale.end:
        yield Text(scale.x(day), 13, _day(day, step))
        day += step * DAY


def _day(day: datetime, step: int) -> str:
    return f"{day.day} {day:%b}" if step >= 7 else f"{day:%a} {day.day}"


def _statuses(history: History, scale: _Scale) -> _Statuses:
    bars, texts, homeless = [], [], []
    for n, band in enumerate(history.bands):
        x, to = scale.x(band.start), scale.x(band.end or scale.now)
        bars.append(Bar(x, BAR_TOP, max(to - x, 2), BAR_HEIGHT, band.status))
        if _wide(band.label) + 12 <= to - x:
            tone = f"t-inside t-{band.status}"
            texts.append(Text(x + 6, BAR_TOP + 13, band.label, tone))
        elif n == len(history.bands) - 1 and to + GAP + _wide(band.label) <= WIDTH:
            texts.append(Text(to + GAP, BAR_TOP + 13, band.label, f"t-{band.status}"))
        else:
            homeless.append((x, band))
    placed = _stacked([(x, x + _wide(band.label)) for x, band in homeless])
    top = BAR_TOP + BAR_HEIGHT
    for row, (x, band) in zip(placed, homeless, strict=True):
        texts.append(Text(x, top + 13 + row * LABEL_ROW, band.label, f"t-{band.status}"))
    return _Statuses(tuple(bars), tuple(texts), top + LABEL_ROW * len(set(placed)))


def _origins(steps: Sequence[OriginStep], scale: _Scale, top: int) -> _Origins:
    up = max((step.supports for step in steps), default=0)
    down = max((step.denies for step in steps), default=0)
    unit = min(ORIGIN_STEP, ORIGINS_HEIGHT // max(up, down, 1))
    zero = top + 18 + max(up * unit, 8)
    supports = [(scale.x(step.at), zero - step.supports * unit) for step in steps]
    denies = [(scale.x(step.at), zero + step.denies * unit) for step in steps]
    to = scale.x(scale.now)
    texts = []
    if steps and steps[-1].supports:
        words = f"{steps[-1].supports} support{'s' if steps[-1].supports == 1 else ''}"
        texts.append(Text(to + GAP, supports[-1][1] + 2, words, "t-for"))
    if steps and steps[-1].denies:
        words = f"{steps[-1].denies} den{'ies' if steps[-1].denies == 1 else 'y'}"
        texts.append(Text(to + GAP, denies[-1][1] + 6, words, "t-against"))
    return _Origins(
        _staircase(supports, zero, to),
        _staircase(denies, zero, to),
        tuple(texts),
        zero,
        zero + max(down * unit, 6) + 8,
    )


def _staircase(points: Sequence[tuple[int, int]], zero: int, to: int) -> Steps:
    if all(y == zero for _, y in points):
        return Steps()
    moves = "".join(f"H{x}V{y}" for x, y in points)
    edge = f"M{points[0][0]} {zero}{moves}H{to}"
    return Steps(area=f"{edge}V{zero}z", edge=edge)


def _verdicts(editions: Sequence[EditionMark], scale: _Scale, top: int) -> _Verdicts:
    named = [(scale.x(each.at), f"Edition {each.number}: {each.rating}") for each in editions]
    lefts = [min(x, WIDTH - _wide(words)) for x, words in named]
    placed = _stacked(
        [
            (left, max(left + _wide(words), scale.x(each.until or scale.now)))
            for left, (_, words), each in zip(lefts, named, editions, strict=True)
        ]
    )
    lines, texts = [], []
    for row, left, (_, words), edition in zip(placed, lefts, named, editions, strict=True):
        y = top + 24 + row * VERDICT_ROW
        lines.append(_line(edition, scale, y))
        texts.append(Text(left, y - 8, words, "t-ink"))
        if any(each.end is None for each in edition.reopened):
            texts.append(Text(scale.x(scale.now) + GAP, y + 4, "re-opened", "t-against"))
    below = top + VERDICT_ROW * len(set(placed)) + (6 if editions else 0)
    return _Verdicts(tuple(lines), tuple(texts), below)


def _line(edition: EditionMark, scale: _Scale, y: int) -> VerdictLine:
    end = edition.until or scale.now
    x = scale.x(edition.at)
    solid, dotted, at = "", "", x
    for each in edition.reopened:
        begin, stop = scale.x(each.at), scale.x(each.end or end)
        solid += f"M{at} {y}H{begin}"
        dotted += f"M{begin} {y}H{stop}"
        at = stop
    solid += f"M{at} {y}H{scale.x(end)}"
    return VerdictLine(x, y, solid, dotted, tuple(scale.x(each.at) for each in edition.reopened))


def _dates(dates: Sequence[DateMark], scale: _Scale, top: int) -> _Dates:
    placed = _stacked([_extent(date, scale) for date in dates])
    flags, spans, texts = [], [], []
    for row, date in zip(placed, dates, strict=True):
        y = top + 22 + row * DATE_ROW
        left, _ = _extent(date, scale)
        if date.earliest is not None:
            spans.append(Stretch(scale.x(date.earliest), scale.x(date.at or scale.end), y))
            texts.append(Text(left, y - 7, date.label, "t-awaiting"))
        elif date.at is not None:
            x = scale.x(date.at)
            flags.append(Flag(x, y, passed=date.at <= scale.now))
            start = x + 13 if left == x else left
            texts.append(Text(start, y - 2, date.label, "t-ink"))
    return _Dates(tuple(flags), tuple(spans), tuple(texts), top + DATE_ROW * len(set(placed)))


def _extent(date: DateMark, scale: _Scale) -> tuple[int, int]:
    """From where to where a date's mark and label reach; a label turns left at the border."""
    wide = _wide(date.label)
    if date.earliest is not None:
        x = scale.x(date.earliest)
        left = min(x, WIDTH - wide)
        return left, max(left + wide, scale.x(date.at or scale.end))
    x = scale.x(date.at or scale.end)
    if x + 13 + wide <= WIDTH:
        return x, x + 13 + wide
    return x - 4 - wide, x + 10
