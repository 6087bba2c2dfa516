"""What an edition changes, and which ending of a review it carries out. Pure."""

from enum import StrEnum
from typing import Final

from reviews.states import Ending


class Change(StrEnum):
    """Why there is a new edition (`rules.md` §5)."""

    FIRST = "first"
    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    TYPO = "typo"
    RETRACTION = "retraction"


# A claim that was asked about again by hand ends as a first look does, whatever it changes.
CARRIES_OUT: Final[dict[Ending, frozenset[Change]]] = {
    Ending.FIRST: frozenset(Change),
    Ending.UPDATE: frozenset({Change.UPDATE}),
    Ending.CORRECTION: frozenset({Change.CORRECTION}),
    Ending.CLARIFICATION: frozenset({Change.CLARIFICATION, Change.TYPO}),
    Ending.RETRACTION: frozenset({Change.RETRACTION}),
    Ending.STANDS: frozenset(),
    Ending.SUSPENDED: frozenset(),
}
# Readers find what we had wrong apart from what the world changed.
CORRECTIONS: Final = (Change.CORRECTION.value, Change.RETRACTION.value)
UPDATES: Final = (Change.UPDATE.value, Change.CLARIFICATION.value)
