"""The seed story as data: what arrives when, what people decide, and where each claim then stands.

Times are UTC, August 2025. `EXPECTED` is the table that the story must give, row by row.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from claims.facts import ClaimKind, OriginKind, Stance


def aug(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of August 2025, UTC."""
    return datetime(2025, 8, day, hour, minute, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Call:
    """What a person decides of one passage: the one of `claim` that holds these words."""

    claim: str
    holds: str
    stance: Stance
    origin: OriginKind
    root: str = ""
    directly: bool = False
    via: tuple[str, ...] = ()
    later: bool = False


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


VIA: Final = ("Steve Witkoff", "Volodymyr Zelenskyy")

FILINGS: Final = (
    Filing(
        code="S1",
        words="Zelenskyy said that Witkoff signalled that Russia is ready for a first step "
        "toward a ceasefire",
        kind=ClaimKind.SAID,
        founded_on="a first step toward a ceasefire",
        claimant="Volodymyr Zelenskyy",
        call=Call("S1", "first step", Stance.SUPPORTS, OriginKind.FIRSTHAND),
    ),
    Filing(
        code="S3",
        words="Russia is ready for a first step toward a ceasefire",
        kind=ClaimKind.POSITION,
        founded_on="a first step toward a ceasefire",
        claimant="Volodymyr Zelenskyy",
        alleged_source="Russia",
        holder="Russia",
        call=Call("S3", "first step", Stance.SUPPORTS, OriginKind.SPEAKER, root="Russia", via=VIA),
    ),
    Filing(
        code="S6",
        words="Trump and Putin meet at Joint Base Elmendorf-Richardson in Alaska "
        "on Friday 15 August",
        kind=ClaimKind.PREDICTION,
        founded_on="Joint Base Elmendorf-Richardson",
        due_on=date(2025, 8, 15),
        due_zone="America/Anchorage",
        criterion="Both are there in person before that Friday ends in Alaska.",
        call=Call("S6", "Elmendorf", Stance.REPEATS, OriginKind.NONE),
    ),
    Filing(
        code="S7",
        words="A three-way meeting of Trump, Putin and Zelenskyy takes place, "
        "as early as next week",
        kind=ClaimKind.PLAN,
        founded_on="three-way meeting",
        earliest=date(2025, 8, 18),
        look_again_on=date(2025, 8, 25),
        criterion="All three meet in person.",
        call=Call("S7", "three-way", Stance.REPEATS, OriginKind.NONE),
    ),
)

FIRST: Final = Arrival(aug(12, 12), "herald-signal")
COPY: Final = Arrival(aug(12, 13, 30), "courier-signal")
BRIEFING: Final = Arrival(
    aug(12, 15, 40),
    "wire-briefing",
    (
        Call("S1", "in the room", Stance.SUPPORTS, OriginKind.FIRSTHAND),
        Call("S3", "in the room", Stance.SUPPORTS, OriginKind.SPEAKER, root="Russia", via=VIA),
    ),
)
EUROPEAN: Final = Arrival(
    aug(13, 6),
    "post-european",
    (
        Call(
            "S3",
            "European official",
            Stance.SUPPORTS,
            OriginKind.SPEAKER,
            root="Russia",
            via=("Steve Witkoff", "a European official"),
        ),
    ),
)
MINISTRY: Final = Arrival(
    aug(13, 10, 30),
    "wire-ministry",
    (
        Call(
            "S3",
            "has not changed",
            Stance.DENIES,
            OriginKind.SPEAKER,
            root="Russian foreign ministry",
            directly=True,
        ),
    ),
)
TRANSCRIPT: Final = Arrival(
    aug(14, 9),
    "record-transcript",
    (
        Call("S1", "In it Zelenskyy", Stance.SUPPORTS, OriginKind.RECORD),
        Call("S3", "In it Zelenskyy", Stance.SUPPORTS, OriginKind.SPEAKER, root="Russia", via=VIA),
    ),
)
SUMMIT: Final = Arrival(
    aug(16, 5),
    "herald-summit",
    (
        Call("S6", "met on Friday", Stance.SUPPORTS, OriginKind.FIRSTHAND),
        Call("S3", "no ceasefire", Stance.UNCLEAR, OriginKind.FIRSTHAND, later=True),
    ),
)
EDIT: Final = Arrival(aug(16, 10), "herald-signal-edited", edit=True)
RELAYED: Final = Arrival(
    aug(16, 15),
    "post-relayed",
    (Call("S3", "passed the posts on", Stance.REPEATS, OriginKind.NONE, later=True),),
)

UNPROVEN: Final = Written(
    "Unproven",
    "One signal, passed on by others, is all there is so far.",
    "Every account goes back to one call. Russia itself has not been heard on it.",
)
CONTEXT: Final = Written(
    "Missing context",
    "A signal was passed on; Russia's own ministry says that nothing has changed.",
    "What was relayed from the call stands against the holder's own word, heard directly on "
    "13 August: the position is unchanged since June 2024.",
)
AFTER_THE_EDIT: Final = Written(
    "Missing context",
    "The edited report takes nothing away: other accounts of the call remain.",
    "Two other outlets and a transcript still carry what was relayed, and the ministry's word is "
    "unchanged.",
)

DAYS: Final = (12, 13, 14, 15, 16, 18, 25)
EXPECTED: Final[dict[str, dict[int, str]]] = {
    "S1": dict.fromkeys(DAYS, "corroborated"),
    "S3": dict.fromkeys(DAYS, "disputed") | {12: "unverified"},
    "S6": dict.fromkeys(DAYS[:4], "awaiting") | dict.fromkeys(DAYS[4:], "resolved"),
    "S7": dict.fromkeys(DAYS, "awaiting"),
}
# What a day's row must have passed through, in order, besides where it ends.
MOVES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "S1": (("unchecked", "unverified"), ("unverified", "corroborated")),
    "S3": (("unchecked", "unverified"), ("unverified", "disputed")),
    "S6": (("unchecked", "awaiting"), ("awaiting", "due"), ("due", "resolved")),
    "S7": (("unchecked", "awaiting"),),
}
# S3's editions: change of each, and the cause by which each was called back.
EDITIONS: Final = (("first", "Unproven"), ("update", "Missing context"))
