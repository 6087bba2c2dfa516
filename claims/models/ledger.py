"""The hash-chained ledger of each claim, from its first write."""

from django.db import models

from claims.models.claim import Claim
from jobs.models import ChainedEvent, ErasableText


class LedgerEvent(ChainedEvent):
    """One change of one claim, by whichever room made it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "seq"], name="ledger_event_seq_once")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.seq} {self.kind}"


class LedgerText(ErasableText):
    """Names, quotes and free text of an event; erasable, the chain still verifies."""

    event = models.ForeignKey(LedgerEvent, on_delete=models.PROTECT, related_name="texts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="ledger_text_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.event_id}"
