"""What an edition changes. Pure."""

from enum import StrEnum


class Change(StrEnum):
    """Why there is a new edition (`rules.md` §5)."""

    FIRST = "first"
    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    TYPO = "typo"
    RETRACTION = "retraction"
