"""What taking an outcome back would do, worked out by the rules before it is done."""

from dataclasses import dataclass, replace
from datetime import datetime

from accounts.models import User
from claims.evidence import facts_of
from claims.facts import Status
from claims.finding import Standing
from claims.models import Outcome
from claims.outcomes import needs_a_reason, outcomes_in_force
from claims.standing import standing
from claims.wording import LABELS, sentence
from desk.showing.beside import OutcomeRow, outcome_row
from publishing.models import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What `desk/take_back.html` draws beside its form."""

    row: OutcomeRow
    title: str
    effect: str
    published: bool
    needs_a_reason: bool


def undoing(outcome: Outcome, *, viewer: User, now: datetime) -> Undoing:
    """An outcome, and where its claim would stand without it; some twenty queries."""
    row = outcome_row(outcome, viewer, at=None)
    return Undoing(
        row=row,
        title=_TITLES.get(row.back, "Taken back"),
        effect=_effect(outcome, now=now),
        published=Edition.objects.filter(fact_check__claim=outcome.claim_id).exists(),
        needs_a_reason=needs_a_reason(outcome, by=viewer),
    )


_TITLES = {
    "Take it back": "Take back how it ended",
    "Withdraw it": "Withdraw what you recorded",
    "I do not agree": "Say that it did not end so",
}


def _effect(outcome: Outcome, *, now: datetime) -> str:
    claim = outcome.claim
    facts = facts_of(claim, at=now)
    left = outcomes_in_force([claim.pk], at=now, without=outcome).get(claim.pk)
    before = standing(facts, now=now)
    after = standing(replace(facts, outcome=left), now=now)
    why = [sentence(reason) for reason in after.reasons[:1]]
    return " ".join([_told(claim.number, before, after), *why])


def _told(number: str, before: Standing, after: Standing) -> str:
    old, new = (LABELS[Status(one.status)] for one in (before, after))
    if before == after:
        return f"{number} keeps its status, {new}: this outcome does not count."
    return f"{number} goes from {old} to {new}." if old != new else f"{number} stays {new}."
