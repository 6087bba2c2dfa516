"""Two claims that are one: the loser closes, keeps its address, and the other reads it too."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.actions import close
from claims.errors import Objection
from claims.models import Claim
from claims.states import Stage, Trigger
from claims.waiting import ask_recheck


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
    if objection := _unfit(claims[loser.pk], claims[into.pk]):
        raise Objection(objection)
    close(loser, why=f"The same as {into.number}: {why.strip()}", by=by, now=now)
    Claim.objects.filter(pk=loser.pk).update(merged_into=into, merged_at=now)
    Claim.objects.filter(merged_into=loser).update(merged_into=into, merged_at=now)
    loser.refresh_from_db()
    ask_recheck([into.pk], why=Trigger.LINKED, now=now)
    facts = {"loser": loser.pk, "into": into.pk}
    for claim in (loser, into):
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
