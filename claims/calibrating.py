"""How good the matcher's scores are, by what people decided of them; where thresholds may stand.

A score is worth what people made of passages with such scores. Nothing here proposes a threshold
from a handful of decisions, and none at all below the lowest score that people were ever shown.
Rules of meaning, section 3: auto-confirm. Pure.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, groupby
from typing import Final

WINDOW_DAYS: Final = 90
AUTO_LABELS: Final = 300
AUTO_FLOOR: Final = 0.98
# With fewer, the interval of a precision of one half is wider than ten points to either side.
FEW: Final = 100
# A threshold rests on so many passages from it on, or is not proposed.
LEAST: Final = 20
BINS: Final = 10
UNKNOWN_LANGUAGE: Final = "und"
_Z: Final = 1.959964  # of a two-sided 95 % interval
_PLACES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Label:
    """What a person made of one suggestion; `score` is the matcher's, 0 to 1.

    `right`: the passage is about the claim. `sided`: and on the side, and of the time, that the
    machine said.
    """

    score: float
    right: bool
    sided: bool
    language: str
    matcher: str
    at: datetime
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """So many of so many were right."""

    right: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share (Wilson, 1927), which holds for small counts too.

        >>> [round(bound, 3) for bound in Measure(300, 300).interval]
        [0.987, 1.0]
        >>> Measure(0, 0).interval
        (0.0, 1.0)
        """
        if not self.total:
            return 0.0, 1.0
        n, p, square = self.total, self.share, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z * math.sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def floor(self) -> float:
        """The lower bound of that interval."""
        return self.interval[0]


@dataclass(frozen=True, slots=True)
class Bin:
    """The passages whose score lies in one tenth, and how many of them were right."""

    low: float
    high: float
    mean: float  # of their scores; the middle where there are none
    measure: Measure


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold at `at` would have shown, and how much of what was right."""

    at: float
    measure: Measure
    recall: float  # of what was right among all that was shown


@dataclass(frozen=True, slots=True)
class Curve:
    """A calibration that never falls: how likely a single passage of a score is right."""

    steps: tuple[tuple[float, float], ...] = ()

    def at(self, score: float) -> float | None:
        """The share of the step that the score stands on; None where nothing was measured."""
        if not self.steps:
            return None
        step = bisect_right([low for low, _ in self.steps], score) - 1
        return self.steps[max(step, 0)][1]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where the decisions would put a threshold, or None; and why, in one sentence."""

    at: float | None
    why: str
    measure: Measure = Measure(0, 0)


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without region and script.

    >>> primary("en-GB"), primary("")
    ('en', 'und')
    """
    return tag.strip().replace("_", "-").partition("-")[0].lower() or UNKNOWN_LANGUAGE


def window(now: datetime, *, days: int = WINDOW_DAYS) -> datetime:
    """Since when decisions are measured."""
    return now - timedelta(days=days)


def reliability(labels: Iterable[Label], *, bins: int = BINS) -> tuple[Bin, ...]:
    """The labels by tenths of their score, lowest first; scores outside 0 to 1 go to the edges."""
    inside: list[list[Label]] = [[] for _ in range(bins)]
    for label in labels:
        inside[min(max(int(label.score * bins), 0), bins - 1)].append(label)
    return tuple(
        Bin(
            low=n / bins,
            high=(n + 1) / bins,
            mean=_mean([label.score for label in rows], otherwise=(n + 0.5) / bins),
            measure=matched(rows),
        )
        for n, rows in enumerate(inside)
    )


def gap(bins: Iterable[Bin]) -> float:
    """How far scores and shares lie apart on average (expected calibration error); 0 of nothing."""
    filled = [one for one in bins if one.measure.total]
    total = sum(one.measure.total for one in filled)
    apart = sum(one.measure.total * abs(one.mean - one.measure.share) for one in filled)
    return apart / total if total else 0.0


def sweep(labels: Iterable[Label]) -> tuple[Point, ...]:
    """What each score that occurs would give as a threshold, the highest first; equals are one."""
    ordered = sorted(labels, key=lambda label: -threshold_of(label))
    groups = [(at, matched(rows)) for at, rows in groupby(ordered, key=threshold_of)]
    sums = accumulate((measure for _, measure in groups), _together)
    points = list(zip((at for at, _ in groups), sums, strict=True))
    right = points[-1][1].right if points else 0
    return tuple(
        Point(at, measure, measure.right / right if right else 0.0) for at, measure in points
    )


def threshold_of(label: Label) -> float:
    """The score as a threshold that lets it pass: rounded down to four places."""
    # As a binary fraction 0.29 lies a hair under itself.
    return math.floor(label.score * _PLACES + 1e-9) / _PLACES


def calibration(labels: Iterable[Label]) -> Curve:
    """Isotonic regression of right on score, by pooling neighbours that fall (Ayer et al., 1955).

    Chosen over a logistic curve: the model's own score went through one already, so what is left
    to correct has a shape that nobody knows; and the order of passages stays as it is.
    """
    ordered = sorted(labels, key=lambda label: label.score)
    pools: list[tuple[float, Measure]] = []
    for low, rows in groupby(ordered, key=lambda label: label.score):
        pools.append((low, matched(rows)))
        while len(pools) > 1 and pools[-2][1].share >= pools[-1][1].share:
            (start, before), (_, after) = pools[-2:]
            pools[-2:] = [(start, _together(before, after))]
    return Curve(tuple((low, measure.share) for low, measure in pools))


def suggest(labels: Sequence[Label], *, wanted: float, now_at: float | None) -> Proposal:
    """The lowest score from which the wanted precision is reached; `now_at` is what holds today.

    Below the lowest score that people saw nothing is known, so nothing lower is proposed.
    """
    if len(labels) < FEW:
        return Proposal(None, _too_few(len(labels), FEW))
    points = [point for point in sweep(labels) if point.measure.total >= LEAST]
    good = [point for point in points if point.measure.share >= wanted]
    if not good:
        best = max(point.measure.share for point in points)
        return Proposal(
            None, f"no score reaches a precision of {wanted:.2f}; the best is {best:.2f}"
        )
    lowest = good[-1]
    if lowest is points[-1] and (now_at is None or now_at <= lowest.at):
        return Proposal(None, _all_good(lowest, wanted), lowest.measure)
    kept = f"{100 * lowest.recall:.0f} % of what is right"
    why = f"precision {lowest.measure.share:.2f} from there on, {kept}"
    return Proposal(lowest.at, why, lowest.measure)


def auto(labels: Sequence[Label], *, from_: float | None, language: str) -> Proposal:
    """The lowest score at which auto-confirm would be carried, at `from_` or above."""
    if language == UNKNOWN_LANGUAGE:
        return Proposal(None, "it is for one known language")
    fit = [label for label in labels if from_ is None or label.score >= from_]
    points = sweep(_as_both(fit))
    carried = [point for point in points if objection_to_auto(point.measure) is None]
    if carried:
        lowest = carried[-1]
        at = max(lowest.at, from_ or 0.0)
        return Proposal(at, _carried(lowest.measure), lowest.measure)
    if len(fit) < AUTO_LABELS:
        return Proposal(None, _too_few(len(fit), AUTO_LABELS))
    enough = [point.measure for point in points if point.measure.total >= AUTO_LABELS]
    best = max(enough, key=lambda measure: measure.floor)
    return Proposal(None, objection_to_auto(best) or "", best)


def both_right(labels: Iterable[Label], *, at: float) -> Measure:
    """Match and stance together, of the labels from a score on."""
    rows = [label for label in labels if label.score >= at]
    return Measure(sum(label.right and label.sided for label in rows), len(rows))


def matched(labels: Iterable[Label]) -> Measure:
    """How many of the labels are about their claim."""
    rows = list(labels)
    return Measure(sum(label.right for label in rows), len(rows))


def objection_to_auto(measure: Measure) -> str | None:
    """Why this newsroom's own decisions do not carry auto-confirm, or None."""
    if measure.total < AUTO_LABELS:
        return _too_few(measure.total, AUTO_LABELS)
    if measure.floor < AUTO_FLOOR:
        return f"{_carried(measure)}, and {100 * AUTO_FLOOR:.0f} % is needed"
    return None


def _as_both(labels: Iterable[Label]) -> list[Label]:
    """The same labels, right only where match and stance are."""
    return [
        Label(one.score, one.right and one.sided, one.sided, one.language, one.matcher, one.at)
        for one in labels
    ]


def _together(one: Measure, other: Measure) -> Measure:
    return Measure(one.right + other.right, one.total + other.total)


def _mean(values: Sequence[float], *, otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _too_few(count: int, needed: int) -> str:
    return f"too few decisions: {count} of the {needed} that are needed"


def _all_good(lowest: Point, wanted: float) -> str:
    return (
        f"all that was shown, from {lowest.at:.2f} on, has a precision of"
        f" {lowest.measure.share:.2f}, and {wanted:.2f} is wanted; what was not shown cannot be"
        " measured"
    )


def _carried(measure: Measure) -> str:
    counted = f"match and stance were both right in {measure.right} of {measure.total}"
    return f"{counted}, so in at least {100 * measure.floor:.1f} % (95 % interval)"
