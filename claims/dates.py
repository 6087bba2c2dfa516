"""When a claim can come true, when it is due, and when only the clock changes its standing."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from claims.facts import ClaimFacts, ClaimKind, Status
from claims.states import Speaks
from nlp.dates import is_first_day_only, mentions, resolve
from nlp.values import Span

_DAY = timedelta(days=1)

# These are answered by what happens, not by who says so (rules, section 3).
FORWARD = frozenset({ClaimKind.PREDICTION, ClaimKind.PLAN, ClaimKind.COMMITMENT})
# A condition inside a saying or a position is part of what is said; evidence decides these.
BY_EVIDENCE = frozenset({ClaimKind.SAID, ClaimKind.POSITION})

# What stands before a day with which something only begins.
_FROM: Final = re.compile(
    r"\b(?:since|from|after|as early as|as soon as|no earlier than|not before|starting|beginning)"
    r"\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)


def day_begins(day: date, zones: Iterable[str]) -> datetime:
    """The instant, in UTC, at which the day has begun in the first of these IANA zones."""
    return min(_midnights(day, zones))


def deadline(due_on: date, zones: Iterable[str]) -> datetime:
    """The instant, in UTC, at which the day has ended in the last of these IANA zones.

    No zone means UTC. ZoneInfoNotFoundError for a name that is no zone. Rules, section 4.

    >>> deadline(date(2025, 8, 15), ("America/Juneau", "Europe/Kyiv")).isoformat()
    '2025-08-16T08:00:00+00:00'
    """
    return max(_midnights(due_on + _DAY, zones))


def _midnights(day: date, zones: Iterable[str]) -> list[datetime]:
    return [
        datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for zone in (tuple(zones) or ("UTC",))
    ]


def looks_ahead(facts: ClaimFacts) -> bool:
    """Whether time and an outcome decide the claim, rather than who vouches for it."""
    return may_end(facts.kind, condition=facts.condition)


def may_end(kind: ClaimKind, *, condition: str) -> bool:
    """Whether an outcome would decide a claim of this kind, so that one can be recorded.

    A day alone makes no claim one of the future. Rules, section 3.

    >>> may_end(ClaimKind.PLAN, condition="")
    True
    >>> may_end(ClaimKind.FACT, condition=""), may_end(ClaimKind.FACT, condition="if it rains")
    (False, True)
    >>> may_end(ClaimKind.POSITION, condition="if it rains")
    False
    """
    return kind in FORWARD or (bool(condition) and kind not in BY_EVIDENCE)


def speaks_until(
    statement: str, *, speaks_of: Speaks, ahead: bool, made_on: date, due_on: date | None = None
) -> date | None:
    """The last day of which a claim speaks; `date.max` for no end, None where only `made_on` tells.

    `ahead`: whether time decides the claim (`may_end`), `made_on`: the day by which its words are
    read. A passage about a day behind it is later (rules, section 1).

    >>> made, told = date(2025, 8, 12), Speaks.INSTANT
    >>> speaks_until("The bridge shut on 10 August.", speaks_of=told, ahead=False, made_on=made)
    datetime.date(2025, 8, 10)
    >>> speaks_until("The bridge is shut.", speaks_of=told, ahead=False, made_on=made)
    """
    if speaks_of is Speaks.STANDING:
        return date.max
    named = (_ends_on(statement, time, made_on, ahead=ahead) for time in mentions(statement))
    if days := [day for day in (due_on, *named) if day]:
        return max(days)
    return date.max if ahead or speaks_of is Speaks.PERIOD else None


def _ends_on(statement: str, time: Span, made_on: date, *, ahead: bool) -> date | None:
    """The day that ends with what the words name; None where they name a beginning, or no day."""
    told = time.of(statement)
    if is_first_day_only(told) or _FROM.search(statement[: time.start]):
        return None
    near = resolve(told, published=made_on, ahead=ahead)
    return near or resolve(told, published=made_on, ahead=not ahead)


def by_the_clock(facts: ClaimFacts, *, now: datetime) -> Status | None:
    """Awaiting, due or resolved; None where the evidence decides.

    Only a date that the speaker named, or a condition that a person recorded as met, makes a
    claim due: neither `earliest` nor `look_again_on` does.
    """
    if not looks_ahead(facts):
        return None
    if facts.outcome is not None and facts.outcome.at <= now:
        return Status.RESOLVED
    if date_has_passed(facts, now=now) or condition_was_met(facts, now=now):
        return Status.DUE
    return Status.AWAITING


def date_has_passed(facts: ClaimFacts, *, now: datetime) -> bool:
    """Whether the day that the speaker named is over where the event is, everywhere."""
    return facts.due_on is not None and deadline(facts.due_on, facts.due_zones) <= now


def condition_was_met(facts: ClaimFacts, *, now: datetime) -> bool:
    """Whether a person has recorded that the claim's condition occurred."""
    return facts.condition_met_at is not None and facts.condition_met_at <= now


def turning_points(facts: ClaimFacts) -> tuple[datetime, ...]:
    """Every instant at which the clock alone can change the status or one of its reasons."""
    return (*_days(facts), *_known_instants(facts))


def _days(facts: ClaimFacts) -> Iterable[datetime]:
    if facts.look_again_on is not None:
        yield day_begins(facts.look_again_on, (facts.home_zone,))
    if not looks_ahead(facts):
        return
    if facts.due_on is not None:
        yield deadline(facts.due_on, facts.due_zones)
    if facts.earliest is not None:
        yield day_begins(facts.earliest, facts.due_zones)
        yield deadline(facts.earliest, facts.due_zones)


def _known_instants(facts: ClaimFacts) -> Iterable[datetime]:
    if facts.condition_met_at is not None:
        yield facts.condition_met_at
    if facts.outcome is not None:
        yield facts.outcome.at
    for passage in facts.passages:
        yield passage.captured_at
        yield from filter(None, (passage.until, passage.retracted_at))
