"""What happened to a claim until a moment, from its rows, for the timeline; `at` None is now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from claims.asof import changes_around, known
from claims.dates import day_begins, deadline
from claims.facts import Stance, Status
from claims.models import Claim, StatusCheck
from claims.wording import LABELS
from desk.drawing import timeline
from desk.drawn import Timeline
from desk.history import Band, DateMark, EditionMark, History, OriginStep
from desk.moments import address

# More ticks than this do not fit the drawing; the ledger has them all.
MOST_CHECKS: Final = 200


@dataclass(frozen=True, slots=True)
class Past:
    """As of when a claim is shown, and the addresses of the changes around, "" where none."""

    at: datetime
    before: str
    after: str


def past_of(claim: Claim, *, at: datetime) -> Past:
    """The way back to now, and to the changes just before and after."""
    around = changes_around(claim, at=at)
    before, after = [address(each) if each else "" for each in (around.before, around.after)]
    return Past(at, before, after)


def timeline_of(
    claim: Claim,
    checks: Sequence[StatusCheck],
    editions: Sequence[EditionMark],
    *,
    now: datetime,
    past: bool = False,
) -> Timeline:
    """The drawing up to `now`, which may lie in the past; `checks` and `editions` oldest first."""
    history = History(
        bands=tuple(_bands(checks)),
        origins=tuple(_steps(checks)),
        editions=tuple(editions),
        dates=tuple(_dates(claim)),
        checks=tuple(check.at for check in checks),
    )
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    here = now.astimezone(zone)
    called = f"{here.day} {here:%b}" if past else "now"
    return timeline(history, now=now, start=min(claim.filed_at, now), zone=zone, called=called)


def last_checks(claim: Claim, *, at: datetime | None) -> list[StatusCheck]:
    """The newest re-checks, oldest first, without their facts."""
    rows = claim.checks.in_force().filter(known(at)).defer("facts", "reasons")
    return list(rows.newest_first()[:MOST_CHECKS])[::-1]


def last_check(claim: Claim, *, at: datetime | None) -> StatusCheck | None:
    """The newest re-check that says where it stands, whole."""
    return claim.checks.in_force().filter(known(at)).newest_first().first()


def _bands(checks: Sequence[StatusCheck]) -> Iterator[Band]:
    starts = [
        check for n, check in enumerate(checks) if n == 0 or check.after != checks[n - 1].after
    ]
    for n, check in enumerate(starts):
        end = starts[n + 1].at if n + 1 < len(starts) else None
        yield Band(check.after, LABELS[Status(check.after)], check.at, end)


def _steps(checks: Sequence[StatusCheck]) -> Iterator[OriginStep]:
    before: tuple[int, int] | None = None
    for check in checks:
        sides = [row["side"] for row in check.origins]
        both = sides.count(Stance.SUPPORTS.value), sides.count(Stance.DENIES.value)
        if both != before:
            yield OriginStep(check.at, *both)
        before = both


def _dates(claim: Claim) -> Iterator[DateMark]:
    due = deadline(claim.due_on, claim.due_zones) if claim.due_on else None
    if claim.earliest:
        first = day_begins(claim.earliest, claim.due_zones)
        yield DateMark("Can come true", due, first, begins="Can come true from here on")
    if due:
        yield DateMark("Due", due)
    if claim.condition_met_at:
        yield DateMark("Its condition came about", claim.condition_met_at)
    if claim.look_again_on:
        ours = day_begins(claim.look_again_on, (settings.NEWSROOM_ZONE,))
        yield DateMark("We look again", ours)
