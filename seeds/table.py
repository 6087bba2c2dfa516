"""How the seed story must come out: where each claim stands, day by day, and what was published.

Times are UTC, August 2025. Source: the acceptance table of the rules of meaning, section 7.
"""

from typing import Final, NamedTuple

DAYS: Final = (12, 13, 14, 15, 16, 18, 25)
_U, _C, _X, _D = "unverified", "corroborated", "contradicted", "disputed"
_A, _DUE, _R = "awaiting", "due", "resolved"


def _row(*statuses: str) -> dict[int, str]:
    return dict(zip(DAYS, statuses, strict=True))


# Where each claim stands at the end of each day.
EXPECTED: Final[dict[str, dict[int, str]]] = {
    "S1": _row(_C, _C, _C, _C, _C, _C, _C),
    "S2": _row(_U, _C, _C, _C, _C, _C, _C),
    "S3": _row(_U, _D, _D, _D, _D, _D, _D),
    "S4": _row(_U, _U, _X, _X, _X, _X, _X),
    "S5": _row(_A, _R, _R, _R, _R, _R, _R),
    "S6": _row(_A, _A, _A, _A, _R, _R, _R),
    "S7": _row(_A, _A, _A, _A, _A, _A, _A),
    "S8": _row(_A, _A, _A, _A, _A, _DUE, _R),
}


class Move(NamedTuple):
    """A change of status, and the day of August on which it happens."""

    before: str
    after: str
    day: int


_NEW: Final = "unchecked"
# All that each claim goes through, in order: nothing else may move it.
MOVES: Final[dict[str, tuple[Move, ...]]] = {
    "S1": (Move(_NEW, _U, 12), Move(_U, _C, 12)),
    "S2": (Move(_NEW, _U, 12), Move(_U, _C, 13)),
    "S3": (Move(_NEW, _U, 12), Move(_U, _D, 13)),
    "S4": (Move(_NEW, _U, 12), Move(_U, _X, 14)),
    "S5": (Move(_NEW, _A, 12), Move(_A, _R, 13)),
    "S6": (Move(_NEW, _A, 12), Move(_A, _DUE, 16), Move(_DUE, _R, 16)),
    "S7": (Move(_NEW, _A, 12),),
    "S8": (Move(_NEW, _A, 12), Move(_A, _DUE, 18), Move(_DUE, _R, 19)),
}
OUTCOMES: Final = {"S5": "came_true", "S6": "came_true", "S8": "did_not"}


class Look(NamedTuple):
    """That an edition was called back, and how it ended; any of the causes may name it."""

    edition: int
    causes: frozenset[str]
    stands: bool


# By claim: what changed with each edition, its rating, and the looks at it.
EDITIONS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "S3": (("first", "Unproven"), ("update", "Missing context")),
    "S4": (("first", "Unproven"), ("correction", "Mostly false")),
}
LOOKS: Final[dict[str, tuple[Look, ...]]] = {
    "S3": (
        Look(1, frozenset({"status_moved", "new_origin"}), stands=False),
        Look(2, frozenset({"evidence_changed"}), stands=True),
    ),
    "S4": (Look(1, frozenset({"status_moved"}), stands=False),),
}
REVIEWS: Final = {"S3": 3, "S4": 2}
# What the partner is told of each fact-check, in order.
HEARD: Final[dict[str, tuple[str, ...]]] = {
    "S3": (
        "factcheck.published",
        "factcheck.reopened",
        "factcheck.updated",
        "factcheck.reopened",
        "factcheck.reaffirmed",
    ),
    "S4": ("factcheck.published", "factcheck.reopened", "factcheck.corrected"),
}
