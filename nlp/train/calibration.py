"""How likely a candidate is right, in newsrooms of every age, and how well that holds on dev."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder
from nlp.evaluate.lines import stream_of
from nlp.evaluate.scoring import Qrels
from nlp.train.apart import Apart
from nlp.train.likelihood import (
    Sample,
    chances,
    curve_of,
    reliability,
    threshold,
    together,
    weighted,
)
from nlp.train.sets import Measured, Store, measured
from nlp.train.young import Heard, worlds

# Lines of the debates that stand for all those that match nothing.
QUIET_LINES: Final = 6_000
# Lines of a text for each that is about a tracked claim: of debates one in a hundred is annotated,
# and of those that look likeliest several times as many are right as are annotated.
LINES: Final = 40.0
_TOGETHER: Final = 500
_SEED: Final = 20250812

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BySize:
    """Of dev, in indexes of one size: what the threshold gives, and how true probabilities are."""

    claims: int
    precision: float
    recall: float
    bins: list[tuple[float, float]]  # (mean probability, share right)


@dataclass(frozen=True, slots=True)
class Truth:
    """A curve to probabilities, and what it is worth."""

    curve: Numbers
    suggest: float
    precision: float
    recall: float
    by_size: list[BySize]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one split: its passages, all that was heard, and nets fair to it."""

    found: Measured
    heard: Heard
    apart: Apart
    small: Heard
    small_store: Store

    @property
    def odds(self) -> float:
        """Passages that match nothing for each that matches something, in small indexes."""
        # Posts were all collected from published checks: one in two without its claim is a choice.
        return LINES if self.small.quiet else 1.0


def heard_of(
    found: Measured, qrels: Qrels, stream: Path | None, *, fields: frozenset[str]
) -> Heard:
    """Passages with a right claim, and with a stream all its other lines. Raises BadFile."""
    if stream is None:
        return Heard(found.asked, (), qrels)
    lines = stream_of(stream, fields=fields)
    loud = [one for one in lines if one.query_id in qrels]
    return Heard(loud, [one for one in lines if one.query_id not in qrels], qrels)


def calibrated(
    train: Told, dev: Told, store: Store, *, encoder: SentenceEncoder, wanted: float
) -> Truth:
    """Fit on indexes of many sizes drawn from train; say what the threshold is worth on dev.

    The threshold is the lowest probability with the precision `wanted` in the whole index, out of
    fold; smaller indexes hold fewer that are alike.
    """
    learned = list(_by_size(train, store, encoder))
    curve = curve_of(together(*(sample for _, sample in learned)))
    whole = learned[-1][1]
    limit, precision, recall = threshold(chances(whole, curve), whole, wanted=wanted)
    by_size = [
        _worth(claims, sample, curve, limit) for claims, sample in _by_size(dev, store, encoder)
    ]
    return Truth(curve, limit, precision, recall, by_size)


def _by_size(told: Told, store: Store, encoder: SentenceEncoder) -> Iterator[tuple[int, Sample]]:
    """Samples by size of the index, the whole one last."""
    chance = random.Random(_SEED)  # noqa: S311  (a sample, no secret)
    small: dict[int, list[Sample]] = {}
    for world in worlds(told.small_store, told.small, encoder=encoder, chance=chance):
        loud, quiet = told.apart.sample(world.loud), told.apart.sample(world.quiet)
        heavy = told.odds * len(world.loud.asked) / max(1, len(world.quiet.asked))
        small.setdefault(world.size, []).extend((loud, weighted(quiet, heavy)))
    for size, samples in small.items():
        yield size, together(*samples)
    yield len(store.index), _whole(told, store, chance)


def _whole(told: Told, store: Store, chance: random.Random) -> Sample:
    """All claims tracked: every line that matches, and some in the place of all others."""
    heard = told.heard
    if not heard.quiet:
        return together(told.apart.sample(told.found), told.apart.sample(told.found, absent=True))
    samples = [told.apart.sample(measured(heard.loud, store, heard.qrels))]
    quiet = chance.sample(heard.quiet, min(QUIET_LINES, len(heard.quiet)))
    heavy = len(heard.quiet) / len(quiet)
    for start in range(0, len(quiet), _TOGETHER):
        # A few at a time: all measures of all lines would fill the memory.
        found = measured(quiet[start : start + _TOGETHER], store, heard.qrels)
        samples.append(weighted(told.apart.sample(found), heavy))
    return together(*samples)


def _worth(claims: int, sample: Sample, curve: Numbers, limit: float) -> BySize:
    chance = chances(sample, curve)
    shown = sample.weights * (chance >= limit)
    right = float(shown @ sample.right)
    return BySize(
        claims,
        precision=right / max(1e-9, float(shown.sum())),
        recall=right / max(1e-9, float(sample.weights @ sample.right)),
        bins=reliability(chance, sample),
    )
