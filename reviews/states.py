"""The life of a review, as one table. Pure."""

from enum import StrEnum
from typing import Final


class ReviewState(StrEnum):
    """Where a review stands; "published" is the existence of an Edition, never stored here."""

    QUEUED = "queued"
    ASSIGNED = "assigned"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    READY = "ready"
    SIGNED_OFF = "signed_off"
    CANCELLED = "cancelled"


MOVES: Final[dict[ReviewState, frozenset[ReviewState]]] = {
    ReviewState.QUEUED: frozenset({ReviewState.ASSIGNED, ReviewState.CANCELLED}),
    ReviewState.ASSIGNED: frozenset(
        {ReviewState.QUEUED, ReviewState.SUBMITTED, ReviewState.CANCELLED}
    ),
    # One verdict is enough under the single policy; a second, blind one comes in between later.
    ReviewState.SUBMITTED: frozenset({ReviewState.READY, ReviewState.RETURNED}),
    ReviewState.RETURNED: frozenset(
        {ReviewState.SUBMITTED, ReviewState.QUEUED, ReviewState.CANCELLED}
    ),
    ReviewState.READY: frozenset(
        {ReviewState.SIGNED_OFF, ReviewState.RETURNED, ReviewState.CANCELLED}
    ),
    ReviewState.SIGNED_OFF: frozenset(),
    ReviewState.CANCELLED: frozenset(),
}
ENDED: Final = frozenset({ReviewState.SIGNED_OFF, ReviewState.CANCELLED})
OPEN: Final = tuple(state.value for state in ReviewState if state not in ENDED)


def may_move(before: str, after: str) -> bool:
    """Whether a review may go from one state to another.

    >>> may_move("ready", "signed_off"), may_move("queued", "signed_off")
    (True, False)
    """
    return ReviewState(after) in MOVES[ReviewState(before)]


class Cause(StrEnum):
    """Why a review is open."""

    FIRST = "first"
    STATUS_MOVED = "status_moved"
    NEW_ORIGIN = "new_origin"
    EVIDENCE_CHANGED = "evidence_changed"
    EVIDENCE_RETRACTED = "evidence_retracted"
    DATE_PASSED = "date_passed"
    ASKED = "asked"
    METHOD_CHANGED = "method_changed"


class Ending(StrEnum):
    """How a review ended; all but FIRST end a reopened one."""

    FIRST = "first"
    STANDS = "stands"
    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"
    SUSPENDED = "suspended"


class Polarity(StrEnum):
    """Which way a rating points."""

    SUPPORTS = "supports"
    AGAINST = "against"
    MIXED = "mixed"
    NONE = "none"


class Confidence(StrEnum):
    """How sure a reviewer is."""

    LOW = "low"
    MIDDLING = "middling"
    HIGH = "high"


class Part(StrEnum):
    """A reviewer's part in a review."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATOR = "adjudicator"
