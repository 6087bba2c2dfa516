"""A passage that is about another tracked claim than the machine thought."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from claims import ledger
from claims.deciding import Voice, confirm, dismiss, kept
from claims.errors import Objection
from claims.facts import Stance
from claims.models import Appearance, AppearanceDecision, Claim
from claims.passages import appearance
from claims.states import Stage
from nlp.values import Span

MOVED: dict[str, float] = {"moved_here": 1.0}


@transaction.atomic
def move(  # noqa: PLR0913  (what a person answers on the page)
    passage: Appearance,
    to: Claim,
    *,
    stance: Stance,
    voice: Voice,
    later: bool = False,
    note: str = "",
    by: User,
    now: datetime,
) -> AppearanceDecision:
    """Confirm the passage as being about another claim and dismiss it here, both or neither.

    Each claim is re-checked and its ledger says where the passage came from or went. Gives the
    decision on the other claim. Raises Objection.
    """
    if objection := _unfit(passage, to):
        raise Objection(objection)
    # Locked in one order: of two who move passages to and fro at once, neither waits for ever.
    pair = Claim.objects.select_for_update().filter(pk__in=[passage.claim_id, to.pk])
    claims = {claim.pk: claim for claim in pair.order_by("pk")}
    there = _at(passage, claims[to.pk], now=now)
    dismiss(passage, note=note, by=by, now=now)
    found = confirm(there, stance=stance, voice=voice, later=later, note=note, by=by, now=now)
    facts = {"from": passage.claim_id, "to": to.pk, "passages": [passage.pk, there.pk]}
    for claim in claims.values():
        ledger.append(claim, "claims.passage_moved", by=by, now=now, facts=facts)
    return found


def _unfit(passage: Appearance, to: Claim) -> str | None:
    """Why the passage cannot be moved there, or None."""
    if to.pk == passage.claim_id:
        return f"It stands at {to.number} already. Choose another claim."
    if to.stage != Stage.TRACKED:
        return f"{to.number} is not tracked. Track it first, or choose another claim."
    return None


def _at(passage: Appearance, claim: Claim, *, now: datetime) -> Appearance:
    """The same words as a passage of the other claim, read against that one."""
    row = appearance(
        passage.capture,
        Span(passage.start, passage.end),
        claim,
        score=1.0,
        features=MOVED,
        statement=passage.statement,
        now=now,
    )
    row.headline = passage.headline
    return kept(row)
