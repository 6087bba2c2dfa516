"""Fits a ranking by gradient descent and a probability by Newton's method, in NumPy alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.reranker import EDGE, Net

Tensor = NDArray[np.float32]
Flags = NDArray[np.bool_]
Parts = dict[str, Tensor]
_BATCH: Final = 64
_RATE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Lists:
    """Candidates of many passages, padded to one length: measures, which are right, which exist."""

    measures: Tensor  # [passages, candidates, features]
    right: Tensor  # [passages, candidates]
    there: Flags  # [passages, candidates]
    wanted: NDArray[np.int64]  # right claims of each passage, found or not

    def only(self, chosen: Flags) -> "Lists":
        """Those of the passages chosen."""
        return Lists(
            self.measures[chosen], self.right[chosen], self.there[chosen], self.wanted[chosen]
        )

    def scaled(self, mean: Tensor, scale: Tensor) -> "Lists":
        """In the units that a net is trained in, as the re-ranker scales them."""
        measures = np.clip((self.measures - mean) / scale, -EDGE, EDGE) * self.there[..., None]
        return Lists(measures.astype(np.float32), self.right, self.there, self.wanted)

    def units(self) -> tuple[Tensor, Tensor]:
        """Mean and spread of each measure over the candidates that exist."""
        rows = self.measures[self.there]
        spread = rows.std(axis=0)
        return rows.mean(axis=0), np.where(spread < 1e-6, 1, spread).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a net is trained; chosen by folds of train and by dev."""

    units: int = 0
    decay: float = 1e-3
    rounds: int = 40
    left_out: float = 0.0
    seeds: int = 1


def fitted(lists: Lists, settings: Settings, *, seed: int) -> Net:
    """A net under which the right claims of each passage are the likeliest (ListNet, Cao 2007).

    Adam (arXiv 1412.6980) with a cosine schedule; the same seed gives the same net.
    """
    chance = np.random.default_rng(seed)
    known = lists.only(lists.right.sum(axis=1) > 0)
    parts = _start(known.measures.shape[-1], settings.units, chance)
    first = {name: np.zeros_like(one) for name, one in parts.items()}
    second = {name: np.zeros_like(one) for name, one in parts.items()}
    step = 0
    for round_ in range(settings.rounds):
        rate = _RATE * 0.5 * (1 + np.cos(np.pi * round_ / settings.rounds))
        order = chance.permutation(len(known.right))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            slopes = _slopes(parts, known, rows, (settings.left_out, chance))
            step += 1
            for name in parts:
                slope = slopes[name] + np.float32(settings.decay) * parts[name]
                first[name] += np.float32(0.1) * (slope - first[name])
                second[name] += np.float32(0.001) * (slope**2 - second[name])
                pace = first[name] / (1 - 0.9**step)
                spread = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
                parts[name] -= (rate * pace / spread).astype(np.float32)
    return Net(*(parts[name].astype(np.float64) for name in ("line", "hidden", "offset", "out")))


def mean_precision(scores: NDArray[np.float64], lists: Lists, *, depth: int = 5) -> float:
    """MAP@depth as the CheckThat! scorer counts it."""
    order = np.argsort(-np.where(lists.there, scores, -1e9), axis=1, kind="stable")[:, :depth]
    hits = np.take_along_axis(lists.right, order, axis=1)
    precision = hits.cumsum(axis=1) / np.arange(1, hits.shape[1] + 1)
    return float(((precision * hits).sum(axis=1) / np.maximum(1, lists.wanted)).mean())


def likely(
    rows: NDArray[np.float64], right: Flags, weights: NDArray[np.float64], *, decay: float = 1.0
) -> NDArray[np.float64]:
    """Weights of a logistic regression whose last column is the constant (Newton's method)."""
    found = np.zeros(rows.shape[1])
    # The constant is not held back, or the share of matches would be wrong.
    held = np.diag([decay] * (rows.shape[1] - 1) + [1e-6])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weights * (chance - right)) + held @ found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + held
        move = np.linalg.solve(bend, slope)
        found -= move * min(1.0, 5.0 / max(1e-9, float(np.abs(move).max())))
        if np.abs(move).max() < 1e-6:
            break
    return found


def _start(features: int, units: int, chance: np.random.Generator) -> Parts:
    hidden = chance.normal(size=(features, units)) / np.sqrt(features)
    return {
        "line": np.zeros(features, dtype=np.float32),
        "hidden": hidden.astype(np.float32),
        "offset": np.zeros(units, dtype=np.float32),
        "out": (chance.normal(size=units) * 0.1).astype(np.float32),
    }


def _slopes(
    parts: Parts, lists: Lists, rows: NDArray[np.int64], noise: tuple[float, np.random.Generator]
) -> Parts:
    measures = lists.measures[rows]
    left_out, chance = noise
    if left_out:
        kept = chance.random((len(rows), 1, measures.shape[-1])) > left_out
        measures = measures * (kept / (1 - left_out)).astype(np.float32)
    inside = np.tanh(measures @ parts["hidden"] + parts["offset"])
    scores = measures @ parts["line"] + inside @ parts["out"]
    pull = _pull(scores, lists.right[rows], lists.there[rows])
    back = pull[..., None] * parts["out"] * (1 - inside**2)
    flat = measures.reshape(-1, measures.shape[-1])
    return {
        "line": flat.T @ pull.ravel(),
        "hidden": flat.T @ back.reshape(len(flat), -1),
        "offset": back.sum(axis=(0, 1)),
        "out": inside.reshape(len(flat), -1).T @ pull.ravel(),
    }


def _pull(scores: Tensor, right: Tensor, there: Flags) -> Tensor:
    """How far the softmax of the scores is from the right claims."""
    shown = np.where(there, scores, -1e9)
    shares = np.exp(shown - shown.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = right / right.sum(axis=1, keepdims=True)
    return np.asarray((shares - wanted) / len(scores), dtype=np.float32)
