"""What `claims.standing` is told: everything that a status may rest on, and nothing else.

A StatusCheck stores these facts as JSON, so that any status can be decided again, later, by
anybody. Reference: rules of meaning, sections 1 to 4.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from claims import codec
from claims.codec import JsonObject


class Status(StrEnum):
    """Where a claim stands by its evidence; never a verdict."""

    UNCHECKED = "unchecked"
    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    AWAITING = "awaiting"
    DUE = "due"
    RESOLVED = "resolved"


class ClaimKind(StrEnum):
    """What sort of thing a claim says, which decides who can bear witness to it."""

    SAID = "said"
    FACT = "fact"
    POSITION = "position"
    PLAN = "plan"
    PREDICTION = "prediction"
    COMMITMENT = "commitment"


class Stance(StrEnum):
    """How a passage stands to a claim."""

    SUPPORTS = "supports"
    DENIES = "denies"
    REPEATS = "repeats"
    UNCLEAR = "unclear"


class OriginKind(StrEnum):
    """On whose word a passage rests."""

    SPEAKER = "speaker"  # a named speaker: the root of the relay chain
    FIRSTHAND = "firsthand"  # the outlet's own reporter was there
    RECORD = "record"  # a recording, a transcript or an official text
    UNNAMED = "unnamed"  # unnamed sources of one side
    NONE = "none"  # names no source


class Confirmed(StrEnum):
    """Who said that a passage is about the claim."""

    PERSON = "person"
    AUTO = "auto"


class OutcomeKind(StrEnum):
    """How a prediction, plan, commitment or condition ended."""

    CAME_TRUE = "came_true"
    PARTLY = "partly"
    LATE = "late"
    DID_NOT = "did_not"
    CALLED_OFF = "called_off"
    CONDITION_NOT_MET = "condition_not_met"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFacts:
    """One passage about the claim, as far as a status may depend on it.

    `root`, `owner`, `side` and the claim's `interested` speak one language of keys: a principal's
    key, such as "speaker:3", already resolved as of the moment asked about. An outlet that speaks
    for a principal (state media) has that principal's key as its `owner`; unnamed sources of a
    principal have its key as their `side`. Times are instants; ValueError for one without a zone.

    For a claim of kind *said*, `root` is who tells of having heard the saying, not whose content
    it was; an outlet whose own reporter heard it is `firsthand`.
    """

    appearance_id: int
    digest: str  # of the passage's text: copies share it
    stance: Stance
    origin: OriginKind
    outlet_id: int
    outlet_name: str
    at: datetime  # when the outlet published, or when captured if that is unknown
    captured_at: datetime
    confirmed: Confirmed | None  # None: suggested, does not count yet
    article_id: int | None = None  # None: the passage is counted as an article of its own
    root: str | None = None
    root_name: str = ""
    heard_directly: bool = False  # the root itself, on the record
    side: str = ""  # for unnamed sources: whose
    via: tuple[str, ...] = ()  # names between the root and the outlet
    owner: str | None = None  # None: unknown
    counted: bool = True  # whether the outlet counts
    story_id: int | None = None
    later: bool = False  # speaks of a later time than the claim does
    until: datetime | None = None  # the article changed then
    retracted_at: datetime | None = None  # its publisher took it back then
    more_articles: int = 0  # so many more say the very same (`claims.folding`)
    more_stories: int = 0  # so many more stories are like this one

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", codec.utc(self.at))
        object.__setattr__(self, "captured_at", codec.utc(self.captured_at))
        object.__setattr__(self, "until", codec.utc_or_none(self.until))
        object.__setattr__(self, "retracted_at", codec.utc_or_none(self.retracted_at))

    def to_json(self) -> JsonObject:
        """Every field by its name; instants as ISO 8601 in UTC; counts only where there are any."""
        counts = {"more_articles": self.more_articles, "more_stories": self.more_stories}
        return {
            "appearance_id": self.appearance_id,
            "digest": self.digest,
            "stance": self.stance.value,
            "origin": self.origin.value,
            "outlet_id": self.outlet_id,
            "outlet_name": self.outlet_name,
            "at": codec.written(self.at),
            "captured_at": codec.written(self.captured_at),
            "confirmed": None if self.confirmed is None else self.confirmed.value,
            "article_id": self.article_id,
            "root": self.root,
            "root_name": self.root_name,
            "heard_directly": self.heard_directly,
            "side": self.side,
            "via": list(self.via),
            "owner": self.owner,
            "counted": self.counted,
            "story_id": self.story_id,
            "later": self.later,
            "until": codec.written(self.until),
            "retracted_at": codec.written(self.retracted_at),
            **{name: count for name, count in counts.items() if count},
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> "PassageFacts":
        """The passage that `to_json` wrote; KeyError, TypeError or ValueError if it is not one."""
        confirmed = codec.text_or_none(data, "confirmed")
        return cls(
            appearance_id=codec.number(data, "appearance_id"),
            digest=codec.text(data, "digest"),
            stance=Stance(codec.text(data, "stance")),
            origin=OriginKind(codec.text(data, "origin")),
            outlet_id=codec.number(data, "outlet_id"),
            outlet_name=codec.text(data, "outlet_name"),
            at=codec.moment(data, "at"),
            captured_at=codec.moment(data, "captured_at"),
            confirmed=None if confirmed is None else Confirmed(confirmed),
            article_id=codec.number_or_none(data, "article_id"),
            root=codec.text_or_none(data, "root"),
            root_name=codec.text(data, "root_name"),
            heard_directly=codec.yes(data, "heard_directly"),
            side=codec.text(data, "side"),
            via=codec.texts(data, "via"),
            owner=codec.text_or_none(data, "owner"),
            counted=codec.yes(data, "counted"),
            story_id=codec.number_or_none(data, "story_id"),
            later=codec.yes(data, "later"),
            until=codec.moment_or_none(data, "until"),
            retracted_at=codec.moment_or_none(data, "retracted_at"),
            more_articles=codec.count(data, "more_articles"),
            more_stories=codec.count(data, "more_stories"),
        )


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """How the claim ended, in a person's words, and when that was recorded."""

    kind: OutcomeKind
    words: str
    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", codec.utc(self.at))

    def to_json(self) -> JsonObject:
        """Every field by its name."""
        return {"kind": self.kind.value, "words": self.words, "at": codec.written(self.at)}

    @classmethod
    def from_json(cls, data: JsonObject) -> "OutcomeFacts":
        """The outcome that `to_json` wrote."""
        kind = OutcomeKind(codec.text(data, "kind"))
        return cls(kind=kind, words=codec.text(data, "words"), at=codec.moment(data, "at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """A claim and all its passages, in one canonical order, each once."""

    claim_id: int
    kind: ClaimKind
    tracked_at: datetime
    claimant: str | None = None  # a principal's key; None for narration and announced events
    interested: frozenset[str] = frozenset()  # principals' keys
    holder: str | None = None  # whose position, plan or commitment it is
    due_on: date | None = None  # only a date that the speaker named
    due_zones: tuple[str, ...] = ()  # IANA names; the last one to end the day decides
    earliest: date | None = None
    look_again_on: date | None = None  # ours, never the speaker's
    home_zone: str = "UTC"  # the newsroom's, for the day that is ours
    condition: str = ""
    condition_met_at: datetime | None = None
    outcome: OutcomeFacts | None = None
    passages: tuple[PassageFacts, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tracked_at", codec.utc(self.tracked_at))
        object.__setattr__(self, "condition_met_at", codec.utc_or_none(self.condition_met_at))
        object.__setattr__(self, "due_zones", tuple(sorted(set(self.due_zones))))
        object.__setattr__(self, "passages", tuple(sorted(set(self.passages), key=_place)))

    def to_json(self) -> JsonObject:
        """Every field by its name: the same facts in any order give the same JSON."""
        return {
            "claim_id": self.claim_id,
            "kind": self.kind.value,
            "tracked_at": codec.written(self.tracked_at),
            "claimant": self.claimant,
            "interested": [*sorted(self.interested)],
            "holder": self.holder,
            "due_on": codec.written(self.due_on),
            "due_zones": [*self.due_zones],
            "earliest": codec.written(self.earliest),
            "look_again_on": codec.written(self.look_again_on),
            "home_zone": self.home_zone,
            "condition": self.condition,
            "condition_met_at": codec.written(self.condition_met_at),
            "outcome": None if self.outcome is None else self.outcome.to_json(),
            "passages": [passage.to_json() for passage in self.passages],
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> "ClaimFacts":
        """The facts that `to_json` wrote; KeyError, TypeError or ValueError if they are not."""
        outcome = data["outcome"]
        passages = codec.array(data, "passages")
        return cls(
            claim_id=codec.number(data, "claim_id"),
            kind=ClaimKind(codec.text(data, "kind")),
            tracked_at=codec.moment(data, "tracked_at"),
            claimant=codec.text_or_none(data, "claimant"),
            interested=frozenset(codec.texts(data, "interested")),
            holder=codec.text_or_none(data, "holder"),
            due_on=codec.day_or_none(data, "due_on"),
            due_zones=codec.texts(data, "due_zones"),
            earliest=codec.day_or_none(data, "earliest"),
            look_again_on=codec.day_or_none(data, "look_again_on"),
            home_zone=codec.text(data, "home_zone"),
            condition=codec.text(data, "condition"),
            condition_met_at=codec.moment_or_none(data, "condition_met_at"),
            outcome=None if outcome is None else OutcomeFacts.from_json(codec.mapping(outcome)),
            passages=tuple(PassageFacts.from_json(codec.mapping(row)) for row in passages),
        )

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex: the same evidence has the same digest."""
        return codec.digest(self.to_json())


def _place(passage: PassageFacts) -> tuple[int, str, str, datetime, datetime]:
    # An appearance id names one passage; the rest only settles facts that were made by hand.
    stance = passage.stance.value
    return (passage.appearance_id, passage.digest, stance, passage.at, passage.captured_at)
