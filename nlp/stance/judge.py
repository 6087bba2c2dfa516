"""Weighs what was measured of an article and a claim: are they related, and which side is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder
from nlp.stance.lines import Article, Floats
from nlp.stance.measures import CUES, MEASURES, PRODUCTS, SIMPLE, TOPIC, TOUCHED, ZONES, measured
from nlp.stance.reader import Reader
from nlp.stance.touchstones import FIRST_HALF, TOUCHSTONES

FILE: Final = Path(__file__).parent.parent / "models" / "stance.npz"
# A value far outside what training saw says no more than one at its edge.
EDGE: Final = 4.0
# The order of the classes; what FNC-1 calls them is in `nlp.train.stance`.
SIDES: Final = ("supports", "denies", "repeats")
# What a passage's words may say of it (`nlp.stance.worded`).
CUED: Final = (*SIDES, "unclear")

# So many principal components of the products say nearly all that helps.
PROJECTED: Final = 48

Arrays = Mapping[str, NDArray[Any]]
Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely an article is about a claim, and if it is, which side it takes (sum 1)."""

    related: float
    supports: float
    denies: float
    repeats: float

    @property
    def side(self) -> str:
        """The likeliest of SIDES."""
        return max(SIDES, key=self.of)

    def of(self, side: str) -> float:
        """The chance of one of SIDES."""
        return {"supports": self.supports, "denies": self.denies, "repeats": self.repeats}[side]


@dataclass(frozen=True, slots=True)
class Net:
    """Softmax of a straight line and one small layer; takes raw measures of `columns`."""

    columns: NDArray[np.int64]
    mean: Floats
    scale: Floats
    line: Floats
    hidden: Floats
    offset: Floats
    out: Floats
    constant: Floats

    def chances(self, rows: Floats) -> Numbers:
        """[rows, classes]; each row sums to 1."""
        scaled = self.scaled(rows)
        inside = np.maximum(scaled @ self.hidden + self.offset, 0)
        return softmax(scaled @ self.line + inside @ self.out + self.constant)

    def scaled(self, rows: Floats) -> Floats:
        """In the units of training."""
        units = (rows[:, self.columns] - self.mean) / self.scale
        return np.asarray(np.clip(units, -EDGE, EDGE), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Frame:
    """From what measures are seen: the middle of the touched ones, the main ways of products."""

    middle: Floats  # [TOUCHED]
    origin: Floats  # [PRODUCTS]
    ways: Floats  # [PRODUCTS, PROJECTED]

    @classmethod
    def of(cls, rows: Floats) -> "Frame":
        """The frame of related pairs' measures; the ways are their principal components."""
        start = TOPIC + CUES
        products = rows[:, SIMPLE:]
        origin = products.mean(axis=0)
        spread = (products - origin).astype(np.float64)
        _, ways = np.linalg.eigh(spread.T @ spread)
        return cls(
            rows[:, start : start + TOUCHED].mean(axis=0),
            origin,
            ways[:, : -PROJECTED - 1 : -1].astype(np.float32),
        )

    def widened(self, rows: Floats) -> Floats:
        """The simple measures; whether claim and article lean to the same touchstones; products.

        One correlation per zone for all touchstones, then for their first half.
        """
        start = TOPIC + CUES
        zones = (rows[:, start : start + TOUCHED] - self.middle).reshape(len(rows), ZONES, -1)
        found: list[Numbers] = [rows[:, :SIMPLE]]
        for part in (zones, zones[:, :, :FIRST_HALF]):
            claim, others = part[:, -1:], part[:, :-1]
            size = np.linalg.norm(claim, axis=2) * np.linalg.norm(others, axis=2)
            found.append((claim * others).sum(axis=2) / (size + 1e-6))
        # Products are small numbers: as large as the others once the size of a vector is undone.
        found.append((rows[:, SIMPLE:] - self.origin) @ self.ways * PRODUCTS)
        return np.asarray(np.concatenate(found, axis=1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Model:
    """The trained file: nets for the topic, nets for the side, and how chances are calibrated."""

    encoder: str
    frame: Frame
    topic: tuple[Net, ...]
    sides: tuple[Net, ...]
    curve: Floats  # [4]: a slope for log-chances, and a constant for each side
    lean: Floats  # [3]: added to log-chances before FNC-1's one answer is given
    cued: Floats  # [4, 3]: the same, by what the best sentence's words say, in the order of CUED

    def judgements(self, rows: Floats) -> Numbers:
        """[rows, 4]: related, then SIDES, calibrated."""
        wide = self.frame.widened(rows)
        related = mean_of(self.topic, wide)[:, 0]
        return np.column_stack([related, calibrated(mean_of(self.sides, wide), self.curve)])

    @classmethod
    def load(cls, path: Path = FILE) -> "Model":
        """Read a model. Raises FileNotFoundError, and ValueError for one of other measures."""
        with np.load(path, allow_pickle=False) as kept:
            arrays = dict(kept)
        if int(arrays["measures"]) != MEASURES:
            raise ValueError(f"{path.name} is of another engine version")
        return cls(
            encoder=str(arrays["encoder"]),
            frame=Frame(
                *(arrays[part].astype(np.float32) for part in ("middle", "origin", "ways"))
            ),
            topic=_nets(arrays, "topic"),
            sides=_nets(arrays, "sides"),
            curve=arrays["curve"],
            lean=arrays["lean"],
            cued=arrays["cued"],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Says what articles do with claims, by one encoder and the model that was trained for it."""

    reader: Reader
    model: Model

    def judgements(self, claims: Sequence[str], article: Article) -> list[Judgement]:
        """What an article, as the reader took it apart, does with each of the claims."""
        if not claims:
            return []
        rows = np.stack([measured(one, article) for one in self.reader.claims(claims)])
        said = self.model.judgements(rows).astype(np.float64)
        return [Judgement(*row) for row in said.round(4).tolist()]


@cache
def shipped() -> Model:
    """The model of this engine, read once per process."""
    return Model.load()


def judge_by(encoder: SentenceEncoder | None) -> Judge | None:
    """A judge, where the model was trained for this encoder; else None, and words alone."""
    if encoder is None or encoder.model_id != shipped().encoder:
        return None
    return Judge(Reader(encoder), shipped())


def weighed(judgement: Judgement, label: str) -> Judgement:
    """The judgement of an article, once one knows what the passage's own words say."""
    sides = np.array([[judgement.of(side) for side in SIDES]])
    moved = softmax(np.log(sides + 1e-9) + shipped().cued[CUED.index(label)])
    return Judgement(judgement.related, *moved[0].round(4).tolist())


def columns() -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], ...]]:
    """What of `Frame.widened` the topic's nets see, and each of four views of the sides.

    The views differ in touchstones, zones and products, so that their mean is better than any.
    """
    first = np.arange(TOPIC + CUES)
    zones = np.arange(TOUCHED).reshape(ZONES, len(TOUCHSTONES)) + TOPIC + CUES
    turned = np.arange(TOPIC + CUES + TOUCHED, SIMPLE)
    agreement = np.arange(SIMPLE, SIMPLE + 2 * (ZONES - 1))
    whole, half = np.split(agreement, 2)
    projected = np.arange(agreement[-1] + 1, agreement[-1] + 1 + PROJECTED)
    return (
        np.arange(TOPIC),
        (
            np.concatenate([first, np.delete(zones, 1, axis=0).ravel(), turned, whole]),
            np.concatenate([first, zones[:, :FIRST_HALF].ravel(), turned, half]),
            np.concatenate([first, zones[:, FIRST_HALF:].ravel(), turned, agreement]),
            np.concatenate([first, zones[-1], turned, agreement, projected]),
        ),
    )


def mean_of(nets: Iterable[Net], rows: Floats) -> Numbers:
    """The mean of what several nets say."""
    return np.asarray(np.mean([net.chances(rows) for net in nets], axis=0))


def calibrated(chances: Numbers, curve: Floats) -> Numbers:
    """Chances on which one can rely: one slope, and a constant for each side."""
    return softmax(np.log(chances + 1e-9) * curve[0] + curve[1:])


def softmax(scores: Numbers) -> Numbers:
    """Rows that sum to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _nets(arrays: Arrays, name: str) -> tuple[Net, ...]:
    parts = ("mean", "scale", "line", "hidden", "offset", "out", "constant")
    return tuple(
        Net(
            arrays[f"{name}.{at}.columns"],
            *(arrays[f"{name}.{at}.{part}"].astype(np.float32) for part in parts),
        )
        for at in range(int(arrays[name]))
    )
