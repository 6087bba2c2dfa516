"""Taking a link between two claims back: from then on they stand apart again."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.errors import Objection, StaleClaim
from claims.models import Claim, ClaimLink
from claims.states import LinkKind, Trigger
from claims.waiting import ask_recheck


@transaction.atomic
def unlink(link: ClaimLink, *, why: str, by: User, now: datetime) -> None:
    """Take a link back, with a reason; as of a moment before, it still stands.

    Both claims are re-checked, and both ledgers tell of it. The two can be linked again. Raises
    Objection, StaleClaim.
    """
    if not by.may(Verb.DECIDE_MATCH):
        raise Objection("A checker takes a link back.")
    if not why.strip():
        raise Objection("Say why the link is taken back.")
    # Locked in one order: of two who end links to and fro at once, neither waits for ever.
    ends = Claim.objects.select_for_update().filter(pk__in=[link.source_id, link.target_id])
    claims = {claim.pk: claim for claim in ends.order_by("pk")}
    if objection := _of_merge(link, claims[link.source_id], claims[link.target_id]):
        raise Objection(objection)
    # Compare and set: of two people at once, exactly one wins.
    if not ClaimLink.objects.in_force().filter(pk=link.pk).update(until=now, ended_by=by):
        raise StaleClaim("Somebody took that link back before you. Load the page again and look.")
    link.refresh_from_db()
    ask_recheck(claims, why=Trigger.LINKED, now=now)
    facts = {
        "link": link.pk,
        "source": link.source_id,
        "target": link.target_id,
        "kind": link.kind,
    }
    told = {"why": why.strip()}
    for claim in claims.values():
        ledger.append(claim, "claims.unlinked", by=by, now=now, facts=facts, texts=told)


def _of_merge(link: ClaimLink, source: Claim, target: Claim) -> str | None:
    """Why the link stays as long as the two are merged, or None."""
    if link.kind != LinkKind.DUPLICATE_OF or _stands_in(source) != _stands_in(target):
        return None
    closed = source if source.merged_into_id else target
    return f"{closed.number} is merged: the two are one claim. Track it again first."


def _stands_in(claim: Claim) -> int:
    """The claim that stands for this one."""
    return claim.merged_into_id or claim.pk
