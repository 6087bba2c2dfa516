"""This process's copy of the claim index, built from the database and caught up before each use.

It follows the ledger. A position is trusted only if the event there still has the hash we saw, so
a restored backup or an emptied database rebuilds it instead of matching against the past.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from claims.models import Claim, LedgerEvent
from nlp.claim_index import ClaimIndex
from nlp.values import ClaimText

# What changes the text or the stage of a claim, and so the index.
KINDS: Final = ("claims.tracked", "claims.edited", "claims.closed")


class Replica:
    """An index of all tracked claims, as of a position in the ledger."""

    def __init__(self) -> None:
        self.texts: dict[int, ClaimText] = {}
        self.index = ClaimIndex.build(())
        self._seen = (-1, "")
        self._rebuild()

    def catch_up(self) -> None:
        """Read the ledger on, so that a claim changed by any process is matched as it is now."""
        position, digest = self._seen
        events = LedgerEvent.objects.filter(kind__in=KINDS)
        if position < 0 or not events.filter(position=position, hash=digest).exists():
            self._rebuild()
            return
        fresh = list(events.filter(position__gt=position).order_by("position"))
        if fresh:
            self._put(Claim.objects.filter(pk__in={event.claim_id for event in fresh}))
            self._seen = (fresh[-1].position, fresh[-1].hash)

    def _rebuild(self) -> None:
        last = LedgerEvent.objects.filter(kind__in=KINDS).order_by("position").last()
        self._seen = (last.position, last.hash) if last else (-1, "")
        claims = Claim.objects.tracked().select_related("claimant").iterator(chunk_size=1000)
        self.texts = {claim.pk: claim_text(claim) for claim in claims}
        self.index = ClaimIndex.build(self.texts.values())

    def _put(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self.texts.pop(claim.pk, None)
            if claim.stage == "tracked":
                self.texts[claim.pk] = claim_text(claim)
        changed = {claim.pk for claim in claims}
        self.index.drop(changed)
        self.index.put([self.texts[pk] for pk in changed if pk in self.texts])


def claim_text(claim: Claim) -> ClaimText:
    """What matching knows of a claim."""
    return ClaimText(
        claim_id=claim.pk,
        statement=claim.statement,
        speaker=claim.claimant.name if claim.claimant else "",
        said_on=claim.said_on,
    )


@cache
def of_this_process() -> Replica:
    """The one replica that a process keeps; call `catch_up` before each use."""
    return Replica()
