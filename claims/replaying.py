"""Whether the rules still give what a re-check found, from the facts that it recorded. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims import codec
from claims.codec import Json, JsonObject
from claims.facts import ClaimFacts
from claims.standing import ENGINE, standing


@dataclass(frozen=True, slots=True)
class Recorded:
    """A re-check as it was written down, in the order of its claim's re-checks."""

    number: int
    at: datetime
    engine: str
    facts: JsonObject
    digest: str
    before: str
    after: str
    origins: list[Json]
    reasons: list[Json]
    shadow: str = ""

    @property
    def said(self) -> str:
        """What its rules said, whether or not that was to stand."""
        return self.shadow or self.after


class Outcome(StrEnum):
    """What came of deciding a re-check again."""

    SAME = "same"
    OLDER_ENGINE = "older engine"  # decided by rules of then, which are not the rules of now
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Replayed:
    """One re-check decided again; `words` say what differs, or what the rules of now would say."""

    recorded: Recorded
    outcome: Outcome
    words: str = ""


def replayed(checks: Iterable[Recorded]) -> Iterator[Replayed]:
    """Every re-check of one claim, oldest first, decided again from its own facts alone."""
    before: Recorded | None = None
    for check in checks:
        yield _replayed(check, before)
        before = check


def _replayed(check: Recorded, before: Recorded | None) -> Replayed:
    if broken := _broken(check, before):
        return Replayed(check, Outcome.DIFFERS, broken)
    found = standing(ClaimFacts.from_json(check.facts), now=check.at)
    if check.engine != ENGINE:
        would = "the same" if found.status == check.said else found.status.value
        words = f"decided by {check.engine}; {ENGINE} would say {would}"
        return Replayed(check, Outcome.OLDER_ENGINE, words)
    if found.status != check.said:
        words = f"its facts give {found.status.value}, recorded was {check.said}"
        return Replayed(check, Outcome.DIFFERS, words)
    if [origin.to_json() for origin in found.origins] != check.origins:
        return Replayed(check, Outcome.DIFFERS, "its facts give other origins than recorded")
    if [reason.to_json() for reason in found.reasons] != check.reasons:
        return Replayed(check, Outcome.DIFFERS, "its facts give other reasons than recorded")
    return Replayed(check, Outcome.SAME)


def _broken(check: Recorded, before: Recorded | None) -> str:
    """What of the record itself does not hold, before any rule is asked."""
    if codec.digest(check.facts) != check.digest:
        return "its facts are not those of its digest"
    if before is not None and check.before != before.after:
        return f"it began at {check.before}, the re-check before it ended at {before.after}"
    return ""
