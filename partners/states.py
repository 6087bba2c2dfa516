"""What partners can be told and may ask, and how we know what they show. Pure."""

from enum import StrEnum


class Scope(StrEnum):
    """What a key opens."""

    READ = "read"
    ACKNOWLEDGE = "acknowledge"


class PartnerEvent(StrEnum):
    """What a webhook can be about (`rules.md` §6)."""

    PUBLISHED = "factcheck.published"
    UPDATED = "factcheck.updated"
    CORRECTED = "factcheck.corrected"
    RETRACTED = "factcheck.retracted"
    REOPENED = "factcheck.reopened"
    REAFFIRMED = "factcheck.reaffirmed"
    STATUS_CHANGED = "claim.status_changed"


class Known(StrEnum):
    """How we know which edition a partner shows; kept apart, never merged."""

    SAID = "said"
    FETCHED = "fetched"
    SEEN = "seen"
    CANNOT_CHANGE = "cannot_change"
    REFUSED = "refused"
