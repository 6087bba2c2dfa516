"""What happened to one claim, as plain facts, and the same told in words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Band:
    """A status that the claim had from `start` until `end` (None: it still has it)."""

    status: str
    label: str
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class OriginStep:
    """From `at` on, so many independent origins support and deny the claim."""

    at: datetime
    supports: int
    denies: int


@dataclass(frozen=True, slots=True)
class Reopening:
    """An edition was being looked at again from `at` until `end` (None: it still is)."""

    at: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class EditionMark:
    """An edition in force from `at` until the next one, `until` (None: it still is)."""

    number: int
    rating: str
    at: datetime
    until: datetime | None = None
    reopened: Sequence[Reopening] = ()


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date of the claim: a flag `at`; from `earliest` a span to `at`, or open-ended if None.

    `begins` is how the table says that a span begins, if its end has a mark of its own.
    """

    label: str
    at: datetime | None = None
    earliest: datetime | None = None
    begins: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to one claim; each row in order of time, all times aware."""

    bands: Sequence[Band] = ()
    origins: Sequence[OriginStep] = ()
    editions: Sequence[EditionMark] = ()
    dates: Sequence[DateMark] = ()
    checks: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that says the same as the drawing."""

    at: datetime
    lane: str
    words: str


def sides(step: OriginStep) -> str:
    """How many origins stand on each side, as a clause.

    >>> from datetime import UTC
    >>> sides(OriginStep(datetime(2025, 8, 13, tzinfo=UTC), 1, 2))
    '1 origin supports it, 2 deny it'
    """
    if not step.supports and not step.denies:
        return "no origin supports or denies it"
    said = []
    if step.supports:
        said.append(
            f"{step.supports} {'origin supports' if step.supports == 1 else 'origins support'} it"
        )
    if step.denies:
        who = "" if said else ("origin " if step.denies == 1 else "origins ")
        said.append(f"{step.denies} {who}{'denies' if step.denies == 1 else 'deny'} it")
    return ", ".join(said)


def two_sentences(history: History, *, zone: ZoneInfo) -> str:
    """The whole drawing for somebody who cannot see it: where the claim stands, and why."""
    if not history.bands:
        return "Not re-checked yet. Nothing is known about its origins."
    last = history.bands[-1]
    day = last.start.astimezone(zone)
    first = f"{last.label} since {day.day} {day:%B %Y}"
    if len(history.bands) > 1:
        first += f", before that {history.bands[-2].label.lower()}"
    second = sides(history.origins[-1]) if history.origins else "no origin is known"
    if history.editions:
        second += f"; {_standing(history.editions[-1])}"
    return f"{first}. {second[0].upper()}{second[1:]}."


def _standing(edition: EditionMark) -> str:
    open_now = any(each.end is None for each in edition.reopened)
    state = "is being looked at again" if open_now else "is in force"
    return f"edition {edition.number}, {edition.rating}, {state}"


def rows(history: History) -> tuple[Row, ...]:
    """The drawing as lines of a table, in order of time; re-checks are summed up in one."""
    told = [*_status_rows(history), *_edition_rows(history), *_date_rows(history)]
    if history.checks:
        count = len(history.checks)
        words = f"{count} re-check{'' if count == 1 else 's'} until then"
        told.append(Row(max(history.checks), "Re-checks", words))
    return tuple(sorted(told, key=attrgetter("at")))


def _status_rows(history: History) -> Iterator[Row]:
    for band in history.bands:
        yield Row(band.start, "Status", band.label)
    for step in history.origins:
        words = sides(step)
        yield Row(step.at, "Origins", words[0].upper() + words[1:])


def _edition_rows(history: History) -> Iterator[Row]:
    for edition in history.editions:
        name = f"Edition {edition.number}"
        yield Row(edition.at, "Verdicts", f"{name}: {edition.rating}")
        for each in edition.reopened:
            yield Row(each.at, "Verdicts", f"{name} re-opened")
            if each.end is not None and each.end != edition.until:
                yield Row(each.end, "Verdicts", f"{name} looked at again, stands")


def _date_rows(history: History) -> Iterator[Row]:
    for date in history.dates:
        if date.earliest is not None:
            words = date.begins or f"{date.label}: can come true from here on"
            yield Row(date.earliest, "Dates", words)
        if date.at is not None and not date.begins:
            yield Row(date.at, "Dates", date.label)
