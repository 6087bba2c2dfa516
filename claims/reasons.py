"""Why a claim stands where it does, as reasons that `claims.wording` puts into sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from claims.codec import Json, JsonObject
from claims.dates import condition_was_met, date_has_passed, day_begins, deadline
from claims.facts import ClaimFacts, ClaimKind, OriginKind, PassageFacts, Status
from claims.finding import Origin, Reason, ReasonCode
from claims.weighing import Weighed

Aside = Mapping[ReasonCode, tuple[PassageFacts, ...]]

# The order in which a reader asks for what was set aside.
_PRINTED = (
    ReasonCode.REPEATED,
    ReasonCode.UNNAMED_ALONE,
    ReasonCode.LATER,
    ReasonCode.STOPPED,
    ReasonCode.NOT_COUNTED,
    ReasonCode.WAITING,
)


def reasons_for(
    facts: ClaimFacts,
    weighed: Weighed,
    aside: Aside,
    *,
    timed: Status | None,
    now: datetime,
) -> tuple[Reason, ...]:
    """Dates first where they decide, then each side, what was set aside, what would change it."""
    return (
        *_dates(facts, timed, now=now),
        *(_evidence(weighed) if timed is None else _sides(weighed.supports, weighed)),
        *_notes(weighed, aside),
        *_look_again(facts, timed, now=now),
        *_would_change(facts, weighed, timed),
    )


def _evidence(weighed: Weighed) -> Iterator[Reason]:
    if weighed.status is Status.UNVERIFIED:
        yield _carried(weighed.supports)
        return
    if weighed.status is not Status.CONTRADICTED:
        yield from _sides(weighed.supports, weighed)
        return
    yield from _sides((), weighed)
    params: JsonObject = {"origins": _described(weighed.supports)}
    yield Reason(ReasonCode.OWN_ORIGIN, params, _passages(weighed.supports))


def _carried(supports: Sequence[Origin]) -> Reason:
    if not supports:
        return Reason(ReasonCode.NO_ORIGIN, {})
    code = ReasonCode.ONE_ORIGIN if len(supports) == 1 else ReasonCode.ONLY_INTERESTED
    return Reason(code, {"origins": _described(supports)}, _passages(supports))


def _sides(supports: Sequence[Origin], weighed: Weighed) -> Iterator[Reason]:
    """The denying side first: it is the one that may change a verdict."""
    for code, origins in ((ReasonCode.DENY, weighed.denies), (ReasonCode.SUPPORT, supports)):
        if origins:
            params: JsonObject = {
                "origins": _described(origins),
                "unopposed": not weighed.denies,
            }
            yield Reason(code, params, _passages(origins))
    for denying in weighed.denies:
        if denying.principal in weighed.two_voices:
            yield _two_voices(denying, weighed.supports)


def _two_voices(denying: Origin, supports: Sequence[Origin]) -> Reason:
    """One principal, heard directly on one side and relayed on the other."""
    supporting = next(one for one in supports if one.principal == denying.principal)
    direct, relayed = (denying, supporting) if denying.directly else (supporting, denying)
    params: JsonObject = {
        "name": direct.name,
        "relayed": relayed.name,
        "directly": "denies" if direct is denying else "supports",
    }
    return Reason(ReasonCode.TWO_VOICES, params, _passages([denying]))


def _notes(weighed: Weighed, aside: Aside) -> Iterator[Reason]:
    if weighed.printed:
        params: JsonObject = {"origins": _described(weighed.printed)}
        yield Reason(ReasonCode.INTERESTED_DENIAL, params, _passages(weighed.printed))
    for code in _PRINTED:
        if aside[code]:
            ids = tuple(sorted(passage.appearance_id for passage in aside[code]))
            count = sum(1 + passage.more_articles for passage in aside[code])
            yield Reason(code, {"passages": count}, ids)


def _dates(facts: ClaimFacts, timed: Status | None, *, now: datetime) -> Iterator[Reason]:
    if timed is Status.RESOLVED and facts.outcome is not None:
        on = _home_day(facts, facts.outcome.at)
        params: JsonObject = {"kind": facts.outcome.kind.value, "words": facts.outcome.words}
        yield Reason(ReasonCode.OUTCOME, {**params, **_day(facts, "on", on)})
    elif timed is Status.DUE:
        yield from _due(facts, now=now)
    elif timed is Status.AWAITING:
        yield from _awaiting(facts, now=now)


def _due(facts: ClaimFacts, *, now: datetime) -> Iterator[Reason]:
    if facts.due_on is not None and date_has_passed(facts, now=now):
        yield Reason(ReasonCode.DATE_PASSED, _day(facts, "due", facts.due_on))
    if facts.condition_met_at is not None and condition_was_met(facts, now=now):
        met = _day(facts, "on", _home_day(facts, facts.condition_met_at))
        yield Reason(ReasonCode.CONDITION_MET, {"condition": facts.condition, **met})


def _awaiting(facts: ClaimFacts, *, now: datetime) -> Iterator[Reason]:
    if facts.earliest is not None or facts.due_on is not None:
        days = {**_day(facts, "earliest", facts.earliest), **_day(facts, "due", facts.due_on)}
        yield Reason(ReasonCode.AWAITING, {**days, "phase": _phase(facts, now=now)})
    if facts.condition:
        yield Reason(ReasonCode.CONDITION, {"condition": facts.condition})
    elif facts.due_on is None:
        yield Reason(ReasonCode.OPEN_ENDED, {})


def _phase(facts: ClaimFacts, *, now: datetime) -> str:
    """Whether the earliest day is still to come, is today, or is past."""
    if facts.earliest is None:
        return ""
    if now < day_begins(facts.earliest, facts.due_zones):
        return "from"
    return "today" if now < deadline(facts.earliest, facts.due_zones) else "since"


def _look_again(facts: ClaimFacts, timed: Status | None, *, now: datetime) -> Iterator[Reason]:
    if facts.look_again_on is None or timed is Status.RESOLVED:
        return
    come = day_begins(facts.look_again_on, (facts.home_zone,)) <= now
    code = ReasonCode.LOOK_AGAIN_NOW if come else ReasonCode.LOOK_AGAIN
    yield Reason(code, _day(facts, "on", facts.look_again_on))


def _would_change(
    facts: ClaimFacts,
    weighed: Weighed,
    timed: Status | None,
) -> Iterator[Reason]:
    if timed is Status.RESOLVED:
        return
    ways = _ways_ahead(facts) if timed is not None else _ways(facts, weighed)
    yield Reason(ReasonCode.WOULD_CHANGE, {"ways": [*ways]})


def _ways_ahead(facts: ClaimFacts) -> Iterable[str]:
    unmet = bool(facts.condition) and facts.condition_met_at is None
    return ("condition", "outcome") if unmet else ("outcome",)


def _ways(facts: ClaimFacts, weighed: Weighed) -> Iterable[str]:
    """What would move the status; each way has its words in `claims.wording`."""
    if weighed.status is Status.CORROBORATED:
        return ("denial",)
    if weighed.status is Status.CONTRADICTED:
        return ("another_supports",) if weighed.supports else ("two_support_against",)
    if weighed.status is Status.DISPUTED:
        return _ways_out_of_dispute(weighed)
    saying = ("record",) if facts.kind is ClaimKind.SAID else ()
    return (*saying, _missing(weighed.supports), "denial")


def _ways_out_of_dispute(weighed: Weighed) -> Iterable[str]:
    recorded = any(origin.kind is OriginKind.RECORD for origin in weighed.supports)
    if len(weighed.supports) > 1 or recorded:
        return ("one_side_withdraws",)
    return ("second_denial", "denials_withdrawn")


def _missing(supports: Sequence[Origin]) -> str:
    if not supports:
        return "two_support"
    own = all(origin.interested for origin in supports)
    return "disinterested_support" if own else "another_support"


def _described(origins: Iterable[Origin]) -> list[Json]:
    return [
        {
            "name": origin.name,
            "via": [*origin.via],
            "directly": origin.directly,
            "interested": origin.interested,
            "kind": origin.kind.value,
            "articles": origin.articles,
            "stories": origin.stories,
        }
        for origin in origins
    ]


def _passages(origins: Iterable[Origin]) -> tuple[int, ...]:
    return tuple(sorted({number for origin in origins for number in origin.passages}))


def _home_day(facts: ClaimFacts, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(facts.home_zone)).date()


def _day(facts: ClaimFacts, name: str, day: date | None) -> JsonObject:
    # A day of another year than the claim's own is written out with its year.
    year = day is not None and day.year != facts.tracked_at.year
    return {name: None if day is None else day.isoformat(), f"{name}_year": year}
