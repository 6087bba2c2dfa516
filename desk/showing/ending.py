"""The evidence laid out for saying how a claim ended, and what has been recorded of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from claims.dates import deadline
from claims.models import Appearance, Claim
from desk.confirmed import confirmed_passages
from desk.forms.steps import StepForm
from desk.showing.beside import OutcomeRow, outcomes
from desk.showing.passages import Card, card, fates


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A passage that can show how the claim ended."""

    card: Card
    chosen: bool
    late: bool  # published after the claim fell due, so it may tell the end


@dataclass(frozen=True, slots=True)
class Ending:
    """What `desk/outcome.html` draws beside its form; `deadline` is None where nobody named one."""

    evidence: Sequence[EvidenceRow]
    recorded: Sequence[OutcomeRow]
    deadline: datetime | None
    early: bool


def ending(form: StepForm, *, viewer: User, now: datetime) -> Ending:
    """Confirmed passages, the newest first; eleven queries."""
    claim = form.claim
    ends = deadline(claim.due_on, claim.due_zones) if claim.due_on else None
    came = claim.condition_met_at or ends
    picked = str(form["evidence"].value() or "")
    return Ending(
        evidence=[_row(each, picked=picked, since=came) for each in _cards(claim)],
        recorded=outcomes(claim, viewer, at=None),
        deadline=ends,
        early=came is None or came > now,
    )


def _cards(claim: Claim) -> list[Card]:
    decided = {row.pk: decision for row, decision in confirmed_passages(claim)}
    rows = Appearance.objects.filter(pk__in=list(decided)).with_passage().order_by("-pk")
    shown = list(rows)
    found = fates(claim, shown)
    cards = [card(row, decided[row.pk], found) for row in shown]
    return sorted(cards, key=lambda each: each.at, reverse=True)


def _row(each: Card, *, picked: str, since: datetime | None) -> EvidenceRow:
    late = since is not None and each.at >= since
    return EvidenceRow(each, chosen=str(each.pk) == picked, late=late)
