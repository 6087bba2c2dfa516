"""What the rules of publishing judge: an edition as accepted, a standing, a draft. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.facts import ClaimFacts, OriginKind, OutcomeFacts, PassageFacts, Stance, Status
from claims.finding import Origin, Standing
from publishing.states import Change
from reviews.states import Cause, Ending, Polarity

# How a word reached us, the weakest first: the last part of an origin's key.
MANNERS: Final = ("relayed", "direct", "record")


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage as it was counted: whose word people took it for, under whatever key."""

    appearance: int
    side: Stance
    origin: OriginKind
    name: str  # the root speaker's own, whoever that speaks for
    manner: str


def manner_of(passage: PassageFacts) -> str:
    """How the passage has its origin's word."""
    if passage.origin is OriginKind.RECORD:
        return "record"
    directly = passage.heard_directly or passage.origin is OriginKind.FIRSTHAND
    return "direct" if directly else "relayed"


def heard_in(origin: Origin, facts: ClaimFacts) -> frozenset[Heard]:
    """The passages in which the origin is heard; a record that counts as none is a direct word."""
    own, counted_as = set(origin.passages), origin.key.rsplit("|", 1)[1]
    return frozenset(
        Heard(
            appearance=passage.appearance_id,
            side=origin.side,
            origin=passage.origin,
            name=passage.root_name,
            manner=min(manner_of(passage), counted_as, key=MANNERS.index),
        )
        for passage in facts.passages
        if passage.appearance_id in own
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """A verdict as its signers accepted it: what was known at `as_of` was judged."""

    as_of: datetime
    rating: str
    polarity: Polarity
    sits_with: frozenset[str]  # statuses, and outcomes of a resolved claim
    accepted_status: Status
    accepted_origins: frozenset[str]  # keys of claims.finding.Origin
    cited: frozenset[int]  # appearance ids
    accepted_passages: frozenset[Heard] = frozenset()
    # What a person knew who has since ended a look without a verdict, see `publishing.declining`.
    accepted_outcome: OutcomeFacts | None = None
    declined: frozenset[tuple[Cause, int]] = frozenset()  # what became of cited appearances


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFacts:
    """Where the claim stands at `at`, and the facts that this rests on."""

    at: datetime
    standing: Standing
    facts: ClaimFacts
    in_shadow: bool = False  # a changed method says so, and no editor has released it yet
    by_method: bool = False  # an editor released it: the method moved, and not the world
    outcome_public_at: datetime | None = None  # when the outcome's evidence came out

    @property
    def heard(self) -> frozenset[Heard]:
        """Every passage that is counted, as it is counted."""
        origins = self.standing.origins
        return frozenset(each for origin in origins for each in heard_in(origin, self.facts))


@dataclass(frozen=True, slots=True)
class Reopen:
    """Why an edition is called back; `appearances` are the passages behind it."""

    cause: Cause
    words: str
    appearances: tuple[int, ...] = ()
    older_than_as_of: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """A passage that an edition is about to quote."""

    order: int
    confirmed_by_person: bool
    readable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edition that somebody wants to publish."""

    title: str
    claim_words: str
    number: int
    rating_changed: bool  # against the edition in force
    change: Change
    change_words: str
    update_reason: str
    ending: Ending | None  # None: not signed off
    on_scale: bool
    writer: int
    signer: int | None
    may_publish: bool
    evidence: tuple[EvidenceFacts, ...]
    older_than_as_of: bool
    unread: Reopen | None
