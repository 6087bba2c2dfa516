"""What the rules of publishing judge: an edition as accepted, a standing, a draft. Pure."""

from dataclasses import dataclass
from datetime import datetime

from claims.facts import ClaimFacts, Status
from claims.finding import Standing
from publishing.states import Change
from reviews.states import Cause, Ending, Polarity


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFacts:
    """Where the claim stands at `at`, and the facts that this rests on."""

    at: datetime
    standing: Standing
    facts: ClaimFacts


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
