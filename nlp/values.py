"""The frozen values that reading a text gives; each can be stored as plain JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from nlp import ENGINE

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
MentionKind: TypeAlias = Literal["person", "organisation", "group"]
DifferenceKind: TypeAlias = Literal[
    "number", "unit", "quantity", "date", "negation", "modality", "name", "place"
]


class Kind(StrEnum):
    """What sort of thing a statement says; an opinion can be shown and not tracked."""

    SAID = "said"
    FACT = "fact"
    POSITION = "position"
    PLAN = "plan"
    PREDICTION = "prediction"
    COMMITMENT = "commitment"
    OPINION = "opinion"


class Form(StrEnum):
    """How the words stand in the text; narration is nobody's."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NESTED = "nested"
    NARRATION = "narration"


class StanceLabel(StrEnum):
    """What a passage does to a claim."""

    SUPPORTS = "supports"
    DENIES = "denies"
    REPEATS = "repeats"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text in Unicode code points, half-open; never empty.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what slices nothing or counts from the end.

        Raises ValueError.
        """
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words that the span stands for; `text` is the one it was found in."""
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        """The same piece, counted in a larger text that begins `by` code points earlier."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def to_json(self) -> list[Json]:
        """As [start, end]."""
        return [self.start, self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """Who speaks: the fullest name that the text gives, and the words at this place."""

    name: str
    as_written: str
    named: bool
    kind: MentionKind

    def to_json(self) -> dict[str, Json]:
        """As a flat object."""
        return {
            "name": self.name,
            "as_written": self.as_written,
            "named": self.named,
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Relay:
    """One voice of a chain; not heard directly means that another voice passes it on."""

    name: str
    as_written: str
    named: bool
    heard_directly: bool

    def to_json(self) -> dict[str, Json]:
        """As a flat object."""
        return {
            "name": self.name,
            "as_written": self.as_written,
            "named": self.named,
            "heard_directly": self.heard_directly,
        }


@dataclass(frozen=True, slots=True)
class Due:
    """When a statement can be checked: a day, a first day, a condition; all may be empty."""

    on: date | None = None
    earliest: date | None = None
    condition: str = ""
    words: str = ""

    def to_json(self) -> dict[str, Json]:
        """As a flat object with ISO dates."""
        return {
            "on": _iso(self.on),
            "earliest": _iso(self.earliest),
            "condition": self.condition,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is reported to have said, or an announced event that nobody is quoted for.

    `span` and `sentence` are offsets in the text read and `quote` is exactly `span.of(text)`;
    `proposed` is a wording for a claim, with replaced pronouns in [ ]. `speaker` is None for
    narration alone. `chain` has the root first; the last is who spoke on the record.
    """

    span: Span
    quote: str
    proposed: str
    kind: Kind
    form: Form
    speaker: Mention | None
    chain: tuple[Relay, ...]
    cue: str
    audience: str
    said_on: date | None
    said_words: str
    due: Due
    sentence: Span
    engine: str = ENGINE

    @property
    def claimant(self) -> Relay | None:
        """The last voice heard on the record; never an alleged source (the rules of claims, §1)."""
        heard = [relay for relay in self.chain if relay.heard_directly]
        return heard[-1] if heard else None

    def to_json(self) -> dict[str, Json]:
        """As an object with ISO dates and [start, end] spans."""
        return {
            "span": self.span.to_json(),
            "quote": self.quote,
            "proposed": self.proposed,
            "kind": self.kind.value,
            "form": self.form.value,
            "speaker": self.speaker.to_json() if self.speaker else None,
            "chain": [relay.to_json() for relay in self.chain],
            "cue": self.cue,
            "audience": self.audience,
            "said_on": _iso(self.said_on),
            "said_words": self.said_words,
            "due": self.due.to_json(),
            "sentence": self.sentence.to_json(),
            "engine": self.engine,
        }


@dataclass(frozen=True, slots=True)
class ClaimText:
    """What matching knows of a tracked claim; `title` and `body` are of its published check."""

    claim_id: int
    statement: str
    speaker: str = ""
    said_on: date | None = None
    title: str = ""
    body: str = ""
    language: str = "en"

    def to_json(self) -> dict[str, Json]:
        """As a flat object with an ISO date."""
        return {
            "claim_id": self.claim_id,
            "statement": self.statement,
            "speaker": self.speaker,
            "said_on": _iso(self.said_on),
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that the index found; `score` is BM25, comparable within one search only."""

    claim_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """This sentence is about that claim; `score` is 0..1 and `features` say why."""

    claim_id: int
    sentence: Span
    score: float
    features: Mapping[str, float]
    engine: str = ENGINE

    def to_json(self) -> dict[str, Json]:
        """As an object with a [start, end] span."""
        return {
            "claim_id": self.claim_id,
            "sentence": self.sentence.to_json(),
            "score": self.score,
            "features": dict(self.features),
            "engine": self.engine,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that claim and passage do not say alike; a silent side has no span and no words."""

    kind: DifferenceKind
    claim: Span | None
    passage: Span | None
    claim_words: str
    passage_words: str

    def to_json(self) -> dict[str, Json]:
        """As an object with [start, end] spans or nulls."""
        return {
            "kind": self.kind,
            "claim": self.claim.to_json() if self.claim else None,
            "passage": self.passage.to_json() if self.passage else None,
            "claim_words": self.claim_words,
            "passage_words": self.passage_words,
        }


@dataclass(frozen=True, slots=True)
class Stance:
    """What a passage does to a claim, and the words that show it; `evidence` is in the passage."""

    label: StanceLabel
    score: float
    evidence: Span
    cues: tuple[str, ...]
    later: bool
    engine: str = ENGINE

    def to_json(self) -> dict[str, Json]:
        """As an object with a [start, end] span."""
        return {
            "label": self.label.value,
            "score": self.score,
            "evidence": self.evidence.to_json(),
            "cues": list(self.cues),
            "later": self.later,
            "engine": self.engine,
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
