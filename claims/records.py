"""How often what a speaker foretold came about: counts, and a share only of many. Pure.

Source: rules of meaning, section 4. A record is of predictions and commitments by somebody who was
heard making them; plans and hopes promise nothing, and what nobody said is on nobody's record.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from claims.facts import ClaimKind, OutcomeFacts, OutcomeKind

ENTERS: Final = frozenset({ClaimKind.PREDICTION, ClaimKind.COMMITMENT})
# What was called off, or waited for a condition that never came, was never put to the test.
JUDGED: Final = frozenset(
    {OutcomeKind.CAME_TRUE, OutcomeKind.PARTLY, OutcomeKind.LATE, OutcomeKind.DID_NOT}
)
# Of fewer, a share would say more than we know (section 4: no score where numbers are small).
LEAST_FOR_A_SHARE: Final = 10


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """How many claims ended in which way, and how many are open.

    `counts` names every kind of outcome, also those that never occurred. `share` is of those
    judged the part that came true as it was said, from 0 to 1, or None where too few were.
    """

    counts: Mapping[OutcomeKind, int]
    open: int
    judged: int
    share: float | None

    @property
    def total(self) -> int:
        """Every claim on the record."""
        return self.open + sum(self.counts.values())

    @property
    def cannot_be_told(self) -> int:
        """How many ended so that nobody can say; they speak neither for nor against."""
        return self.counts[OutcomeKind.CANNOT_BE_TOLD]


def enters_record(kind: ClaimKind, *, has_claimant: bool) -> bool:
    """Whether a claim is on its claimant's record.

    >>> enters_record(ClaimKind.PREDICTION, has_claimant=True)
    True
    >>> enters_record(ClaimKind.PLAN, has_claimant=True)
    False
    >>> enters_record(ClaimKind.PREDICTION, has_claimant=False)
    False
    """
    return has_claimant and kind in ENTERS


def record(outcomes: Iterable[OutcomeFacts | None]) -> SpeakerRecord:
    """The record of one speaker: an outcome per claim, None for a claim that is still open."""
    ended = [None if outcome is None else outcome.kind for outcome in outcomes]
    seen = Counter(ended)
    counts = {kind: seen[kind] for kind in OutcomeKind}
    judged = sum(counts[kind] for kind in JUDGED)
    enough = judged >= LEAST_FOR_A_SHARE
    return SpeakerRecord(
        counts=counts,
        open=seen[None],
        judged=judged,
        share=counts[OutcomeKind.CAME_TRUE] / judged if enough else None,
    )


def by_year(outcomes: Iterable[OutcomeFacts | None], *, zone: str) -> dict[int, SpeakerRecord]:
    """The record over time: by the year, in the newsroom's zone, in which each was recorded.

    What is still open belongs to no year.
    """
    years: dict[int, list[OutcomeFacts]] = {}
    for outcome in outcomes:
        if outcome is not None:
            years.setdefault(outcome.at.astimezone(ZoneInfo(zone)).year, []).append(outcome)
    return {year: record(years[year]) for year in sorted(years)}
