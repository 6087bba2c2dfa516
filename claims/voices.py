"""Whose word a passage is, on which side, and since when it was heard (rules, section 2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.facts import ClaimFacts, ClaimKind, OriginKind, PassageFacts, Stance
from claims.sifting import Stories

UNKNOWN_OWNER: Final = "owner:unknown"
_UNNAMED: Final = "unnamed:"
UNKNOWN_OWNER_NAME: Final = "outlets of unknown owner"

Place = tuple[str, Stance]  # a principal on one side


@dataclass(frozen=True, slots=True)
class Voice:
    """One passage as the word of one principal on one side."""

    passage: PassageFacts
    principal: str
    name: str
    side: Stance
    heard_at: datetime  # a copy of an old word is no new word
    directly: bool
    record: bool

    @property
    def place(self) -> Place:
        return self.principal, self.side


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What tells one witness from another within one claim."""

    facts: ClaimFacts
    stories: Stories
    interested: frozenset[str]

    def voice(self, passage: PassageFacts) -> Voice | None:
        """Whose word the passage is; None if it is nobody's, or of unnamed sources."""
        side, who = side_of(passage), self._who(passage)
        if side is None or who is None:
            return None
        principal, name = who
        return Voice(
            passage=passage,
            principal=principal,
            name=name,
            side=side,
            heard_at=passage.at,
            directly=passage.heard_directly or passage.origin is not OriginKind.SPEAKER,
            record=passage.origin is OriginKind.RECORD,
        )

    def _who(self, passage: PassageFacts) -> tuple[str, str] | None:
        match passage.origin:
            case OriginKind.SPEAKER if self._heard_of_it(passage):
                return _root(passage)
            case OriginKind.RECORD:
                return _root(passage) or self._author(passage)
            case OriginKind.FIRSTHAND:
                return self._author(passage)
            case _:
                return None

    def _heard_of_it(self, passage: PassageFacts) -> bool:
        # Somebody else's account of the claimant names nobody who heard the saying itself.
        of_claimant = passage.root == self.facts.claimant
        return self.facts.kind is not ClaimKind.SAID or not of_claimant or passage.heard_directly

    def _author(self, passage: PassageFacts) -> tuple[str, str]:
        return self.stories.author(passage) or (UNKNOWN_OWNER, UNKNOWN_OWNER_NAME)

    def counts_as_record(self, voice: Voice, *, dispute: datetime) -> bool:
        """A record counts unless an interested party made it when the dispute was already on."""
        if not voice.record or voice.principal not in self.interested:
            return voice.record
        of_saying = self.facts.kind is ClaimKind.SAID and voice.side is Stance.SUPPORTS
        return of_saying or voice.heard_at < dispute


def speaks_for(principal: str) -> str:
    """Whose interest a principal has: unnamed sources have that of the side that they are of."""
    return principal.removeprefix(_UNNAMED)


def unnamed_voice(passage: PassageFacts, side: Stance, named: set[Place]) -> Voice:
    """Unnamed sources of one side together; a principal's own are no second witness beside it."""
    principal = passage.side if (passage.side, side) in named else f"{_UNNAMED}{passage.side}"
    return Voice(
        passage=passage,
        principal=principal,
        name=passage.root_name or passage.side,
        side=side,
        heard_at=passage.at,
        directly=False,
        record=False,
    )


def interested_in(facts: ClaimFacts) -> frozenset[str]:
    """Principals' keys: who was marked, the claimant, and whose position or plan it is."""
    own = {key for key in (facts.claimant, facts.holder) if key is not None}
    return facts.interested | own


def side_of(passage: PassageFacts) -> Stance | None:
    """Supports or denies; a passage that repeats its root speaker's word supports with it."""
    if passage.stance is Stance.REPEATS and passage.origin is OriginKind.SPEAKER:
        return Stance.SUPPORTS
    if passage.stance in {Stance.SUPPORTS, Stance.DENIES}:
        return passage.stance
    return None


def _root(passage: PassageFacts) -> tuple[str, str] | None:
    return None if passage.root is None else (passage.root, passage.root_name)
