"""What the seed story is written in: filings, arrivals, decisions and verdicts, as plain values."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from claims.facts import ClaimKind, OriginKind, Stance


def aug(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of August 2025, UTC."""
    return datetime(2025, 8, day, hour, minute, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Call:
    """What a person decides of one passage: the one of `claim` that holds these words.

    `by_hand`: where the machine does not suggest it, the person adds it from its statement.
    """

    claim: str
    holds: str
    stance: Stance
    origin: OriginKind
    root: str = ""
    directly: bool = False
    via: tuple[str, ...] = ()
    later: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """A claim that the newsroom files from a statement of the first article."""

    code: str
    words: str
    kind: ClaimKind
    founded_on: str
    call: Call
    claimant: str = ""
    alleged_source: str = ""
    holder: str = ""
    due_on: date | None = None
    due_zone: str = ""
    earliest: date | None = None
    look_again_on: date | None = None
    condition: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A verdict as a checker writes it."""

    rating: str
    summary: str
    reasoning: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that comes in, with what people decide of its passages; others are dismissed."""

    at: datetime
    article: str
    calls: tuple[Call, ...] = ()
    edit: bool = False
