"""What stands beside a claim at a moment: linked claims, outcomes; `at` None is the present."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.models import User
from claims.asof import claim_as_of, known
from claims.facts import OutcomeKind, Status
from claims.models import Claim, ClaimLink, Outcome, OutcomeSecond
from claims.wording import LABELS, OUTCOMES


@dataclass(frozen=True, slots=True)
class Linked:
    """Another claim as it was then, and how the two stand to each other."""

    words: str
    claim: Claim
    status: str
    label: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome that somebody recorded, and what became of it."""

    outcome: Outcome
    label: str
    state: str
    may_second: bool


_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "says": ("its content", "said so in"),
    "duplicate_of": ("is a duplicate of", "has the duplicate"),
    "contradicts": ("contradicts", "contradicted by"),
    "follows_from": ("follows from", "leads to"),
    "updates": ("updates", "updated by"),
}


def linked(claim: Claim, *, at: datetime | None) -> list[Linked]:
    """The claims linked with it, as they were then; two queries, in the past a few for each."""
    links = ClaimLink.objects.filter(known(at))
    mine = links.filter(source=claim).select_related("target")
    theirs = links.filter(target=claim).select_related("source")
    rows = [(_WORDS[row.kind][0], row.target) for row in mine]
    rows += [(_WORDS[row.kind][1], row.source) for row in theirs]
    then = [(words, claim_as_of(other, at=at) if at else other) for words, other in rows]
    return [Linked(words, one, one.status, LABELS[Status(one.status)]) for words, one in then]


def outcomes(claim: Claim, viewer: User, *, at: datetime | None) -> list[OutcomeRow]:
    """What was recorded of the claim's end, newest first; two queries."""
    rows = claim.outcomes.filter(known(at)).select_related("by").order_by("-pk")
    found = rows.prefetch_related("seconds__by")
    return [_outcome(row, viewer, at=at) for row in found]


def _outcome(row: Outcome, viewer: User, *, at: datetime | None) -> OutcomeRow:
    seconds = [each for each in row.seconds.all() if at is None or each.at <= at]
    return OutcomeRow(
        outcome=row,
        label=OUTCOMES[OutcomeKind(row.kind)],
        state=_state(seconds),
        may_second=at is None and not seconds and viewer.pk != row.by_id,
    )


def _state(seconds: Iterable[OutcomeSecond]) -> str:
    said = {each.agreed: each for each in seconds}
    if False in said:
        return f"taken back by {said[False].by}"
    return f"{said[True].by} agrees: it counts" if True in said else "waits for a second person"
