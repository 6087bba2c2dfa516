"""Weighs what was measured of a candidate: a score to rank by, and how likely it is right."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from nlp.features import Floats, Table
from nlp.passages import Passage

MODELS: Final = Path(__file__).parent / "models"
# A value far outside what training saw says no more than one at its edge.
EDGE: Final = 5.0
# Between the sizes of the two sets that were measured: 10,375 and 59,951.
MANY: Final = 30_000
# Up to the one all sizes of index were drawn in training; beyond the other nothing was measured.
YOUNG: Final = 6_000
LARGEST: Final = 60_000
Verdict = Literal["none", "suggest", "auto"]


@dataclass(frozen=True, slots=True)
class Net:
    """A straight line through the features and, where trained so, one small layer beside it."""

    line: Floats
    hidden: Floats  # [features, units]; no units for logistic regression
    offset: Floats
    out: Floats

    def scores(self, matrix: Floats) -> Floats:
        """One number per row, larger for better."""
        straight: Floats = matrix @ self.line
        if not len(self.out):
            return straight
        return np.asarray(straight + np.tanh(matrix @ self.hidden + self.offset) @ self.out)


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which probability on; `precision` is what was measured there, on held-out lines."""

    suggest: float
    auto: float | None
    precision: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reranker:
    """One trained file of nlp/models; its card beside it says from what and how well."""

    name: str
    version: str
    features: tuple[str, ...]
    mean: Floats
    scale: Floats
    nets: tuple[Net, ...]
    steady: tuple[str, ...]
    curve: Floats
    thresholds: Mapping[str, Threshold]

    @classmethod
    def load(cls, name: str, folder: Path = MODELS) -> "Reranker":
        """Read a model. Raises FileNotFoundError, and ValueError for a file that is none."""
        raw = (folder / f"{name}.json").read_bytes()
        kept = json.loads(raw)
        try:
            if len(kept["curve"]) != width_of(len(kept["steady"])):
                raise ValueError(f"{name}.json is of another engine version")
            return cls(
                name=name,
                version=f"{name}-{hashlib.sha256(raw).hexdigest()[:12]}",
                features=tuple(kept["features"]),
                mean=np.array(kept["mean"]),
                scale=np.array(kept["scale"]),
                nets=tuple(_net(one) for one in kept["nets"]),
                steady=tuple(kept["steady"]),
                curve=np.array(kept["curve"]),
                thresholds={
                    language: Threshold(one["suggest"], one["auto"], one["precision"])
                    for language, one in kept["thresholds"].items()
                },
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"{name}.json is not a model of this engine") from error

    def weighed(self, table: Table, *, claims: int) -> tuple[Floats, Floats]:
        """Per candidate a score, comparable within one passage, and a probability, over all lines.

        The probability is a logistic regression on the score, its lead over the others, and those
        measures that mean the same among 8 claims as among 60,000, as even the best of a passage's
        candidates is mostly about something else (after Platt, 1999); each weighs otherwise as the
        index of `claims` claims grows, since among more of them more are alike by chance.
        """
        measures = self._scaled(table)
        scores = np.asarray(np.mean([net.scores(measures) for net in self.nets], axis=0))
        at = [self.features.index(name) for name in self.steady]
        rows = evidence(scores, measures[:, at], claims=claims)
        return scores, np.asarray(1 / (1 + np.exp(-np.clip(rows @ self.curve, -30, 30))))

    def _scaled(self, table: Table) -> Floats:
        """In the units of training; what was not measured, as without an encoder, is as usual."""
        missing = [name not in table.columns for name in self.features]
        scaled = np.clip((table.matrix(self.features) - self.mean) / self.scale, -EDGE, EDGE)
        scaled[:, missing] = 0.0
        return scaled

    def verdict(self, probability: float, *, language: str = "en") -> Verdict:
        """What a probability is worth in a language; one that was not measured is only suggested.

        Where no threshold carries `auto`, nothing is ever confirmed by it.
        """
        known = self.thresholds.get(language)
        limits = known or self.thresholds["en"]
        if known and limits.auto is not None and probability >= limits.auto:
            return "auto"
        return "suggest" if probability >= limits.suggest else "none"


def model_for(passages: Sequence[Passage], *, claims: int) -> str:
    """The model for lines of a longer text; else that for a text alone, among few or many claims.

    Among many, several checks stand for one rumour, and a first place is worth less.
    """
    if any(one.before or one.after for one in passages):
        return "lines"
    return "alone" if claims <= MANY else "alone-large"


@cache
def shipped(name: str) -> Reranker:
    """One of the models of this engine, read once per process."""
    return Reranker.load(name)


def is_steady(measure: str) -> bool:
    """Whether a measure is of a passage and a claim alone, and not of the others in the index."""
    return not ("/" in measure or "bm25" in measure)


def evidence(scores: Floats, steady: Floats, *, claims: int) -> Floats:
    """What a probability is weighed from: [candidates, width_of(steady measures)].

    Every part three times: as it is, as it grows with the index, and as large indexes differ.
    """
    parts = np.column_stack([lead_of(scores), steady, np.ones(len(scores))])
    many = min(max(1, claims), LARGEST)
    size = np.log(many) / np.log(1000) - 1
    late = max(0.0, np.log(many / YOUNG) / np.log(LARGEST / YOUNG))
    return np.concatenate([parts, parts * size, parts * late], axis=1)


def width_of(steady: int) -> int:
    """How many numbers `evidence` gives for so many steady measures."""
    return 3 * (steady + 3)


def lead_of(scores: Floats) -> Floats:
    """Per candidate: its score, and by how much it leads the best of the others."""
    if not len(scores):
        return np.zeros((0, 2))
    ranked = np.sort(scores)[::-1]
    best, second = ranked[0], ranked[min(1, len(ranked) - 1)]
    return np.column_stack([scores, scores - np.where(scores == best, second, best)])


def _net(kept: Mapping[str, Sequence[float]]) -> Net:
    line = np.array(kept["line"], dtype=np.float64)
    hidden: NDArray[np.float64] = np.array(kept["hidden"], dtype=np.float64).reshape(len(line), -1)
    return Net(line, hidden, np.array(kept["offset"]), np.array(kept["out"]))
