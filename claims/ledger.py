"""Writing and verifying the ledger of a claim. The chain's rule is `jobs.chain`."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from claims.models import Claim, LedgerEvent, LedgerText
from jobs import chain
from jobs.logs import next_position

LOG = "ledger"


@transaction.atomic
def append(
    claim: Claim,
    kind: str,
    *,
    by: User | None,
    now: datetime,
    facts: Mapping[str, object] | None = None,
    texts: Mapping[str, str] | None = None,
) -> LedgerEvent:
    """Write one event of a claim, as the last write of the caller's transaction.

    `facts` holds ids and plain values; names, quotes and free text go into `texts`, of which the
    chain keeps only a salted commitment.
    """
    Claim.objects.filter(pk=claim.pk).update(ledger_seq=F("ledger_seq") + 1)
    seq, head = Claim.objects.values_list("ledger_seq", "ledger_head").get(pk=claim.pk)
    salts = {name: secrets.token_hex(16) for name in texts or {}}
    committed = {n: chain.commitment(salts[n], text) for n, text in (texts or {}).items()}
    link = chain.Link(
        subject=_subject(claim.pk),
        seq=seq,
        position=next_position(LOG),
        kind=kind,
        actor=by.pk if by else None,
        at=now,
        facts={**(facts or {}), **committed},
        prev=head or chain.GENESIS,
    )
    event = LedgerEvent.objects.create(
        claim=claim,
        seq=seq,
        position=link.position,
        kind=kind,
        actor=by,
        at=now,
        facts=dict(link.facts),
        prev=link.prev,
        hash=chain.digest(link),
    )
    LedgerText.objects.bulk_create(
        LedgerText(event=event, name=n, salt=salts[n], text=t) for n, t in (texts or {}).items()
    )
    Claim.objects.filter(pk=claim.pk).update(ledger_head=event.hash)
    return event


def broken(claim: Claim) -> str | None:
    """Why the claim's ledger does not hold, naming the first bad row, or None.

    Rows that are written meanwhile are no tampering: the head is read before the rows.
    """
    known = Claim.objects.values_list("ledger_seq", "ledger_head").get(pk=claim.pk)
    events = claim.ledger.order_by("seq")
    if found := chain.first_break(_links(claim, events.iterator())):
        return f"{claim.number}: {found}"
    if not _reaches(claim, *known):
        last = events.last()
        after = last.seq if last else 0
        return f"{claim.number}: rows after {after} were cut off: the claim knows of {known[0]}"
    return _text_changed(claim)


def _reaches(claim: Claim, seq: int, head: str) -> bool:
    """Whether the rows go as far as the claim says, and no further."""
    beyond = claim.ledger.filter(seq__gt=F("claim__ledger_seq"))
    whole = not seq or claim.ledger.filter(seq=seq, hash=head).exists()
    return whole and not beyond.exists()


def _links(claim: Claim, events: Iterator[LedgerEvent]) -> Iterator[tuple[chain.Link, str]]:
    for event in events:
        link = chain.Link(
            subject=_subject(claim.pk),
            seq=event.seq,
            position=event.position,
            kind=event.kind,
            actor=event.actor_id,
            at=event.at,
            facts=event.facts,
            prev=event.prev,
        )
        yield link, event.hash


def _text_changed(claim: Claim) -> str | None:
    """The first text that is not what its row committed to; erased means salt and text are gone."""
    texts = LedgerText.objects.filter(event__claim=claim)
    kept = {(text.event_id, text.name): (text.salt, text.text) for text in texts}
    for event in claim.ledger.order_by("seq"):
        for name, committed in chain.commitments(event.facts):
            if not chain.keeps(kept.get((event.pk, name)), committed):
                return f"{claim.number}: the {name} of row {event.seq} was changed"
    return None


def _subject(claim_id: int) -> str:
    return f"claims.claim:{claim_id}"
