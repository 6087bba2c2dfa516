"""Two claims that are one: the loser closes, keeps its address, and the other reads it too."""

from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.actions import close
from claims.errors import Objection
from claims.models import Claim, ClaimLink, Outcome
from claims.outcomes import condition_met_at
from claims.states import LinkKind, Stage, Trigger
from claims.waiting import ask_recheck

_APART: Final = (LinkKind.SAYS.value, LinkKind.CONTRADICTS.value)


@transaction.atomic
def merge(loser: Claim, into: Claim, *, why: str, by: User, now: datetime) -> None:
    """Close a claim as being the same as another, whose standing reads both from now on.

    No row of its history moves; tracking it again ends the merge. A claim that readers know is
    never the loser, so that two claims with editions never merge. Raises Objection, IllegalMove,
    StaleClaim.
    """
    if not by.may(Verb.DECIDE_MATCH):
        raise Objection("A checker merges claims.")
    # Locked in one order: of two who merge two claims into each other, one is told.
    pair = Claim.objects.select_for_update().filter(pk__in=[loser.pk, into.pk])
    claims = {claim.pk: claim for claim in pair.order_by("pk")}
    if not why.strip():
        raise Objection("Say why the two are one claim.")
    mine, other = claims[loser.pk], claims[into.pk]
    if objection := _unfit(mine, other) or _unlike(mine, other) or _ended(mine, other, now=now):
        raise Objection(objection)
    close(loser, why=f"The same as {into.number}: {why.strip()}", by=by, now=now)
    Claim.objects.filter(pk=loser.pk).update(merged_into=into, merged_at=now)
    along = list(Claim.objects.filter(merged_into=loser).order_by("pk"))
    Claim.objects.filter(merged_into=loser).update(merged_into=into, merged_at=now)
    loser.refresh_from_db()
    ask_recheck([into.pk], why=Trigger.LINKED, now=now)
    # Each of them has its row: the ledgers alone tell of what was merged with what at a moment.
    for merged in (loser, *along):
        facts = {"loser": merged.pk, "into": into.pk}
        for claim in (merged, into):
            ledger.append(claim, "claims.merged", by=by, now=now, facts=facts)


def _unfit(loser: Claim, into: Claim) -> str | None:
    """Why the one cannot be merged into the other, or None."""
    if loser.pk == into.pk:
        return "A claim is not merged into itself."
    if loser.frozen_at and into.frozen_at:
        return "Both claims have an edition: they never merge. Link the two instead."
    if loser.frozen_at:
        return f"{loser.number} has an edition. Merge {into.number} into it instead."
    if into.stage != Stage.TRACKED:
        return f"{into.number} is not tracked. Track it first, or choose another claim."
    return None


def _unlike(loser: Claim, into: Claim) -> str | None:
    """Why the two are not one claim, or None: evidence never passes from a saying to its content.

    Rules of meaning, section 1.
    """
    if loser.kind != into.kind:
        return "The two are of different kinds, so they are not one claim. Link them instead."
    pair = [loser.pk, into.pk]
    rows = ClaimLink.objects.in_force().filter(source__in=pair, target__in=pair)
    if rows.filter(kind__in=_APART).exists():
        return "The two are linked as a saying and its content, or as contradicting each other."
    return None


def _ended(loser: Claim, into: Claim, *, now: datetime) -> str | None:
    """Why the loser cannot close over what people recorded of how it went, or None."""
    told = Outcome.objects.filter(claim=loser).exclude(seconds__agreed=False)
    if told.exists():
        return f"{loser.number} has an outcome. Merge the other way round, or take it back first."
    if condition_met_at(loser, at=now) and not condition_met_at(into, at=now):
        return f"The condition of {loser.number} came about. Merge the other way round."
    return None
