"""Turns scores into probabilities, and probabilities into thresholds with a measured precision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.reranker import evidence
from nlp.train.fitting import Lists, likely
from nlp.train.sets import Measured

# Only a passage's best few are ever shown.
SHOWN: Final = 5
DECAY: Final = 10.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Candidates, whether they are right, and how many lines each stands for."""

    rows: Numbers
    right: NDArray[np.bool_]
    weights: Numbers


def sample_of(
    measured: Measured,
    lists: Lists,
    scores: Sequence[Numbers],
    *,
    steady: Sequence[int],
    absent: bool = False,
) -> Sample:
    """The best few of every passage; with `absent`, as if the right ones were not tracked."""
    rows, right = [], []
    for at, one in enumerate(measured.found):
        kept = np.flatnonzero(~measured.right[at] if absent else np.ones(len(one.rows), dtype=bool))
        mine = scores[at][kept]
        best = np.argsort(-mine, kind="stable")[:SHOWN]
        parts = lists.measures[at, kept[best]][:, steady].astype(np.float64)
        # Leads are over all candidates, of which these are the best.
        rows.append(evidence(mine[best], parts, claims=measured.claims))
        right.append(measured.right[at][kept[best]])
    together_ = np.concatenate(right)
    return Sample(np.concatenate(rows), together_, np.ones(len(together_)))


def weighted(sample: Sample, heavy: float) -> Sample:
    """The same candidates, each standing for so many."""
    return Sample(sample.rows, sample.right, sample.weights * heavy)


def together(*samples: Sample) -> Sample:
    """Several as one."""
    return Sample(
        np.concatenate([one.rows for one in samples]),
        np.concatenate([one.right for one in samples]),
        np.concatenate([one.weights for one in samples]),
    )


def curve_of(sample: Sample) -> Numbers:
    """Weights for the probability that a candidate is right."""
    return likely(sample.rows, sample.right, sample.weights, decay=DECAY)


def reliability(chance: Numbers, sample: Sample, *, bins: int = 10) -> list[tuple[float, float]]:
    """(mean probability, share right) of the candidates in each tenth of the scale that has any."""
    places = np.minimum((chance * bins).astype(np.int64), bins - 1)
    found = []
    for place in range(bins):
        heavy = sample.weights * (places == place)
        if heavy.sum() > 0:
            right = float(heavy @ sample.right) / float(heavy.sum())
            found.append((float(heavy @ chance) / float(heavy.sum()), right))
    return found


def chances(sample: Sample, curve: Numbers) -> Numbers:
    """The probabilities of a sample's candidates."""
    return np.asarray(1 / (1 + np.exp(-np.clip(sample.rows @ curve, -30, 30))))


def threshold(chance: Numbers, sample: Sample, *, wanted: float) -> tuple[float, float, float]:
    """(the lowest probability from which precision is `wanted`, that precision, recall there).

    Where no threshold reaches it, the one with the best precision over at least 20 candidates.
    """
    order = np.argsort(-chance, kind="stable")
    heavy, right = sample.weights[order], sample.right[order]
    hits, all_ = np.cumsum(heavy * right), np.cumsum(heavy)
    precision = hits / all_
    good = np.flatnonzero(precision >= wanted)
    at = int(good[-1]) if len(good) else 19 + int(np.argmax(precision[19:]))
    recall = hits[at] / max(1e-9, float(hits[-1]))
    return float(chance[order][at]), float(precision[at]), float(recall)
