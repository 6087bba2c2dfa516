"""Fits a small softmax net by gradient descent, in NumPy alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.stance.judge import Net, softmax
from nlp.stance.lines import Floats

_BATCH: Final = 256
_INSIDE_LEFT_OUT: Final = 0.3
Parts = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a net is trained; chosen by folds of train in which no topic is on both sides."""

    rounds: int
    left_out: float
    decay: float
    rate: float = 3e-3
    units: int = 32


@dataclass(frozen=True, slots=True)
class Rows:
    """Measures, the class of each row by number, and how much it weighs."""

    measures: Floats
    classes: NDArray[np.int64]
    weights: Floats

    def only(self, chosen: NDArray[np.bool_]) -> "Rows":
        """Those of the rows chosen."""
        return Rows(self.measures[chosen], self.classes[chosen], self.weights[chosen])


def fitted(rows: Rows, columns: NDArray[np.int64], settings: Settings, *, seed: int) -> Net:
    """A net under which the rows' classes are the likeliest; the same seed gives the same net.

    Adam (arXiv 1412.6980) with weight decay apart (arXiv 1711.05101), dropout on measures and units
    (Srivastava et al., 2014), and a cosine schedule.
    """
    chance = np.random.default_rng(seed)
    inside = rows.measures[:, columns]
    # A measure that hardly moves is not blown up.
    mean, scale = inside.mean(axis=0), inside.std(axis=0) + np.float32(1e-2)
    parts = _start(len(columns), settings.units, int(rows.classes.max()) + 1, chance)
    net = _net(parts, columns, (mean, scale))
    scaled, adam = net.scaled(rows.measures), _Adam(parts)
    wanted = np.eye(parts["constant"].shape[0], dtype=np.float32)[rows.classes]
    heavy = rows.weights / rows.weights.mean()
    steps = settings.rounds * -(-len(scaled) // _BATCH)
    for _ in range(settings.rounds):
        order = chance.permutation(len(scaled))
        for start in range(0, len(order), _BATCH):
            at = order[start : start + _BATCH]
            pull = (scaled[at], wanted[at], heavy[at] / len(at))
            slopes = _slopes(parts, pull, settings.left_out, chance)
            adam.step(parts, slopes, settings, share=adam.steps / steps)
    return _net(parts, columns, (mean, scale))


class _Adam:
    """Running means of slopes and of their squares."""

    def __init__(self, parts: Parts) -> None:
        self._first = {name: np.zeros_like(one) for name, one in parts.items()}
        self._second = {name: np.zeros_like(one) for name, one in parts.items()}
        self.steps = 0

    def step(self, parts: Parts, slopes: Parts, settings: Settings, *, share: float) -> None:
        """Move the parts; `share` of all steps are done."""
        self.steps += 1
        rate = settings.rate * 0.5 * (1 + np.cos(np.pi * share))
        for name, slope in slopes.items():
            self._first[name] += np.float32(0.1) * (slope - self._first[name])
            self._second[name] += np.float32(0.001) * (slope**2 - self._second[name])
            pace = self._first[name] / (1 - 0.9**self.steps)
            spread = np.sqrt(self._second[name] / (1 - 0.999**self.steps)) + 1e-8
            held = settings.decay * parts[name] if parts[name].ndim > 1 else 0.0
            parts[name] -= (rate * (pace / spread + held)).astype(np.float32)


def _start(measures: int, units: int, classes: int, chance: np.random.Generator) -> Parts:
    hidden = chance.normal(size=(measures, units)) / np.sqrt(measures)
    out = chance.normal(size=(units, classes)) / np.sqrt(units)
    return {
        "line": np.zeros((measures, classes), dtype=np.float32),
        "hidden": hidden.astype(np.float32),
        "offset": np.zeros(units, dtype=np.float32),
        "out": out.astype(np.float32),
        "constant": np.zeros(classes, dtype=np.float32),
    }


def _slopes(
    parts: Parts, pull: tuple[Floats, Floats, Floats], left_out: float, chance: np.random.Generator
) -> Parts:
    measures, wanted, heavy = pull
    measures = measures * _kept(measures.shape, left_out, chance)
    before = measures @ parts["hidden"] + parts["offset"]
    kept = _kept(before.shape, _INSIDE_LEFT_OUT, chance)
    inside = np.maximum(before, 0) * kept
    said = softmax(measures @ parts["line"] + inside @ parts["out"] + parts["constant"])
    off = (said - wanted) * heavy[:, None]
    back = (off @ parts["out"].T) * (before > 0) * kept
    return {
        "line": measures.T @ off,
        "hidden": measures.T @ back,
        "offset": back.sum(axis=0),
        "out": inside.T @ off,
        "constant": off.sum(axis=0),
    }


def _kept(shape: tuple[int, ...], left_out: float, chance: np.random.Generator) -> Floats:
    kept = chance.random(shape, dtype=np.float32) >= left_out
    return np.asarray(kept / (1 - left_out), dtype=np.float32)


def _net(parts: Parts, columns: NDArray[np.int64], units: tuple[Floats, Floats]) -> Net:
    names = ("line", "hidden", "offset", "out", "constant")
    return Net(columns, *units, *(parts[name] for name in names))
