"""What a claim was filed with, as the first row of its ledger keeps it: written, and read back.

Ids, days and words from our own lists are facts. What people wrote is text that can be erased
(rules of meaning, section 6).
"""

from datetime import date
from typing import Final

from claims.models import Claim, LedgerEvent

_TEXTS: Final = ("statement", "condition", "criterion", "topics")


def facts_of_filing(claim: Claim) -> dict[str, object]:
    """What the row says openly; a day as in 2025-08-12, None for what was left empty."""
    return {
        "kind": claim.kind,
        "founded_on": claim.founded_on_id,
        "speaks_of": claim.speaks_of,
        "claimant": claim.claimant_id,
        "alleged_source": claim.alleged_source_id,
        "holder": claim.holder_id,
        "said_on": _written(claim.said_on),
        "due_on": _written(claim.due_on),
        "due_zones": list(claim.due_zones),
        "earliest": _written(claim.earliest),
        "look_again_on": _written(claim.look_again_on),
        "priority": claim.priority,
    }


def texts_of_filing(claim: Claim) -> dict[str, str]:
    """What the row only commits to; topics one a line, nothing for what was left empty."""
    topics = "\n".join(claim.topics)
    written = (claim.statement, claim.condition, claim.criterion, topics)
    return {name: words for name, words in zip(_TEXTS, written, strict=True) if words}


def tells_all(filed: LedgerEvent) -> bool:
    """Whether the row keeps every field; those of older versions keep the statement alone."""
    return "priority" in filed.facts


def filed_with(filed: LedgerEvent, name: str) -> str | None:
    """A field as the row tells of it, "" where it was left empty; None: erased, or not kept."""
    if name in _TEXTS and name in filed.facts:
        return next((each.text for each in filed.texts.all() if each.name == name), None)
    return str(filed.facts.get(name) or "") if tells_all(filed) else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
