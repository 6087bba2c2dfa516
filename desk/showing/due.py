"""What falls due: what waits for its outcome, what for a second person, and the month ahead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min, QuerySet

from accounts.models import User
from claims.facts import OutcomeFacts, OutcomeKind, Status
from claims.models import Claim, Outcome
from claims.outcomes import outcomes_in_force
from claims.wording import LABELS, OUTCOMES
from desk.months import DayKind, Mark, Week, month_after, month_before, weeks

# More in one month than this, or waiting, makes no page; the list of claims has them all.
MOST: Final = 100
MOST_WAITING: Final = 20
WORDS: Final[Mapping[DayKind, str]] = {
    DayKind.DUE: "Due",
    DayKind.EARLIEST: "Can come true from here on",
    DayKind.LOOK_AGAIN: "We look again; the date is ours",
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """A claim on one of its days, or overdue; `ended` is its outcome in words, "" while open."""

    claim: Claim
    label: str
    words: str
    ended: str


@dataclass(frozen=True, slots=True)
class SecondRow:
    """An outcome that waits for a second person."""

    outcome: Outcome
    label: str
    may_second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """What `desk/due.html` draws; `next_month` is the next one with something on it, or None."""

    first: date
    before: date
    after: date
    today: date
    overdue: Sequence[DueRow]
    overdue_more: int
    seconds: Sequence[SecondRow]
    seconds_more: int
    weeks: Sequence[Week[DueRow]]
    more: bool
    upcoming: date | None


def today(*, now: datetime) -> date:
    """The newsroom's day."""
    return now.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)).date()


def due_page(first: date, *, viewer: User, now: datetime) -> DuePage:
    """The month that begins on `first`, under what waits already; eight queries."""
    after = month_after(first)
    waiting = Claim.objects.waiting_for_outcome().with_list_row()
    listed = Claim.objects.falling_due(first, after).with_list_row().order_by("pk")
    rows = list(listed[: MOST + 1])
    shown = rows[:MOST]
    unanswered = _unanswered()
    ended = outcomes_in_force([claim.pk for claim in shown], at=now)
    return DuePage(
        first=first,
        before=month_before(first),
        after=after,
        today=today(now=now),
        overdue=[_row(claim, _why(claim), {}) for claim in waiting[:MOST_WAITING]],
        overdue_more=max(waiting.count() - MOST_WAITING, 0),
        seconds=_seconds(unanswered, viewer),
        seconds_more=max(unanswered.count() - MOST_WAITING, 0),
        weeks=weeks(_marks(shown, ended, first=first, after=after)),
        more=len(rows) > MOST,
        upcoming=_upcoming(after),
    )


def _why(claim: Claim) -> str:
    if claim.condition_met_at:
        return "Its condition came about; nobody has recorded the outcome."
    if claim.due_on:
        day = f"{claim.due_on:%a} {claim.due_on.day} {claim.due_on:%b %Y}"
        return f"Its date passed on {day}; nobody has recorded the outcome."
    return "Nobody has recorded the outcome."


def _row(claim: Claim, words: str, ended: Mapping[int, OutcomeFacts]) -> DueRow:
    outcome = ended.get(claim.pk)
    told = OUTCOMES[outcome.kind] if outcome else ""
    return DueRow(claim, LABELS[Status(claim.status)], words, told)


def _marks(
    claims: Iterable[Claim], ended: Mapping[int, OutcomeFacts], *, first: date, after: date
) -> Iterator[Mark[DueRow]]:
    for claim in claims:
        days = {
            DayKind.DUE: claim.due_on,
            DayKind.EARLIEST: claim.earliest,
            DayKind.LOOK_AGAIN: claim.look_again_on,
        }
        for kind, day in days.items():
            if day and first <= day < after:
                yield Mark(day, kind, _row(claim, WORDS[kind], ended))


def _unanswered() -> "QuerySet[Outcome]":
    """Outcomes of tracked claims that nobody has agreed with or taken back, the oldest first."""
    return Outcome.objects.filter(seconds=None, claim__stage="tracked").order_by("at", "pk")


def _seconds(rows: "QuerySet[Outcome]", viewer: User) -> list[SecondRow]:
    found = rows.select_related("claim", "by")[:MOST_WAITING]
    return [
        SecondRow(row, OUTCOMES[OutcomeKind(row.kind)], may_second=row.by_id != viewer.pk)
        for row in found
    ]


def _upcoming(after: date) -> date | None:
    """The month of the first day from `after` on that is one of some claim's days."""
    rows = Claim.objects.tracked()
    days = [
        rows.filter(**{f"{name}__gte": after}).aggregate(first=Min(name))["first"]
        for name in ("due_on", "earliest", "look_again_on")
    ]
    return min((day.replace(day=1) for day in days if day), default=None)
