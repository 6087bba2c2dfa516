"""What happened to a claim, from its rows, for the timeline."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from claims.facts import Stance, Status
from claims.models import Claim, StatusCheck
from claims.wording import LABELS
from desk.drawing import timeline
from desk.drawn import Timeline
from desk.history import Band, DateMark, EditionMark, History, OriginStep, Reopening
from publishing.models import Edition

# More ticks than this do not fit the drawing; the ledger has them all.
MOST_CHECKS: Final = 200


def timeline_of(
    claim: Claim, checks: Sequence[StatusCheck], editions: Sequence[Edition], *, now: datetime
) -> Timeline:
    """The drawing; `checks` and `editions` oldest first, editions with their reopenings."""
    history = History(
        bands=tuple(_bands(checks)),
        origins=tuple(_steps(checks)),
        editions=tuple(_editions(editions)),
        dates=tuple(_dates(claim)),
        checks=tuple(check.at for check in checks),
    )
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    return timeline(history, now=now, start=min(claim.filed_at, now), zone=zone)


def last_checks(claim: Claim) -> list[StatusCheck]:
    """The newest re-checks, oldest first."""
    return list(claim.checks.order_by("-at", "-pk")[:MOST_CHECKS])[::-1]


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


def _editions(editions: Sequence[Edition]) -> Iterator[EditionMark]:
    for n, edition in enumerate(editions):
        until = editions[n + 1].published_at if n + 1 < len(editions) else None
        yield EditionMark(
            edition.number,
            edition.rating.label,
            edition.published_at,
            until,
            tuple(_reopenings(edition, until)),
        )


def _reopenings(edition: Edition, until: datetime | None) -> Iterator[Reopening]:
    for look in edition.reopenings.all():
        stands = getattr(look, "reaffirmation", None)
        yield Reopening(look.at, stands.at if stands else until)


def _dates(claim: Claim) -> Iterator[DateMark]:
    if claim.earliest:
        yield DateMark("Can come true", _end(claim), _start(claim.earliest, claim))
    elif claim.due_on:
        yield DateMark("Due", _end(claim))
    if claim.look_again_on:
        yield DateMark("We look again", _start(claim.look_again_on, claim))


def _start(day: object, claim: Claim) -> datetime:
    zone = claim.due_zones[0] if claim.due_zones else settings.NEWSROOM_ZONE
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))  # type: ignore[arg-type]  # a date


def _end(claim: Claim) -> datetime | None:
    if claim.due_on is None:
        return None
    zones = claim.due_zones or [settings.NEWSROOM_ZONE]
    day = [datetime.combine(claim.due_on, time.max, tzinfo=ZoneInfo(zone)) for zone in zones]
    return max(day)
