"""What stands beside a claim at a moment: linked claims, outcomes; `at` None is the present."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.models import User
from accounts.policy import Verb
from claims.asof import claim_as_of, known
from claims.facts import OutcomeKind, Status
from claims.models import Claim, ClaimLink, Outcome, OutcomeSecond
from claims.wording import LABELS, OUTCOMES
from desk.conflicts import when


@dataclass(frozen=True, slots=True)
class Linked:
    """Another claim as it was then, and how the two stand to each other by which link."""

    link: int
    words: str
    claim: Claim
    status: str
    label: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome that somebody recorded, and what became of it; `back` words the way to undo it."""

    outcome: Outcome
    label: str
    state: str
    why: str  # it was taken back, "" where nobody did, or said why
    may_second: bool
    back: str  # "" where this person cannot take it back, or somebody did


_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "says": ("says that", "is said in"),
    "duplicate_of": ("is a duplicate of", "has the duplicate"),
    "contradicts": ("contradicts", "contradicted by"),
    "follows_from": ("follows from", "leads to"),
    "updates": ("updates", "updated by"),
}


def link_words(link: ClaimLink, *, of: int) -> str:
    """How the claim of that id stands to the other end."""
    return _WORDS[link.kind][0 if link.source_id == of else 1]


def linked(claim: Claim, *, at: datetime | None) -> list[Linked]:
    """The claims linked with it, as they were then; two queries, in the past a few for each."""
    links = ClaimLink.objects.in_force(at)
    mine = links.filter(source=claim).select_related("target")
    theirs = links.filter(target=claim).select_related("source")
    rows = [*((row, row.target) for row in mine), *((row, row.source) for row in theirs)]
    return [_linked(row, claim, claim_as_of(other, at=at) if at else other) for row, other in rows]


def _linked(row: ClaimLink, claim: Claim, other: Claim) -> Linked:
    words, label = link_words(row, of=claim.pk), LABELS[Status(other.status)]
    return Linked(row.pk, words, other, other.status, label)


def outcomes(claim: Claim, viewer: User, *, at: datetime | None) -> list[OutcomeRow]:
    """What was recorded of the claim's end, newest first; two queries."""
    rows = claim.outcomes.filter(known(at)).select_related("by").order_by("-pk")
    found = rows.prefetch_related("seconds__by")
    return [outcome_row(row, viewer, at=at) for row in found]


def outcome_row(row: Outcome, viewer: User, *, at: datetime | None) -> OutcomeRow:
    """One outcome as this person sees it; its seconds are prefetched with who said them."""
    seconds = [each for each in row.seconds.all() if at is None or each.at <= at]
    said = {each.agreed: each for each in seconds}
    may = at is None and viewer.may(Verb.RECORD_OUTCOME)
    mine = viewer.pk == row.by_id
    return OutcomeRow(
        outcome=row,
        label=OUTCOMES[OutcomeKind(row.kind)],
        state=_state(said),
        why=said[False].words if False in said else "",
        may_second=may and not said and not mine,
        back=way_back(mine=mine, agreed=True in said) if may and False not in said else "",
    )


def way_back(*, mine: bool, agreed: bool) -> str:
    """What undoing an outcome is called by who would do it."""
    if agreed:
        return "Take it back"
    return "Withdraw it" if mine else "I do not agree"


def _state(said: Mapping[bool, OutcomeSecond]) -> str:
    if False in said:
        return f"taken back by {said[False].by} on {when(said[False].at)}: it does not count"
    return f"{said[True].by} agrees: it counts" if True in said else "waits for a second person"
