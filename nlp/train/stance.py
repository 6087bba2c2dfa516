"""Trains what articles do with claims on FNC-1, and says by folds without shared topics how well.

Two steps, as the scorer of FNC-1 has them: is the body about the headline at all, and if so, which
side does it take. Settings were chosen by these folds, on train alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder
from nlp.evaluate.pairs import LABELS, Pair, bodies_of, pairs_of, table_of
from nlp.evaluate.sides import Score, answers, score_of
from nlp.files import BadFile
from nlp.stance import ALERT, SURE
from nlp.stance.judge import (
    SIDES,
    Frame,
    Model,
    Net,
    Numbers,
    calibrated,
    columns,
    mean_of,
    softmax,
)
from nlp.stance.lines import Floats
from nlp.stance.measures import PRODUCTS
from nlp.stance.reader import Reader
from nlp.train.cued import cues_of, worth_of
from nlp.train.softmax import Rows, Settings, fitted
from nlp.train.topics import FOLDS, Topics, topics_of

TOPIC_NETS: Final = Settings(rounds=10, left_out=0.1, decay=1e-3)
SIDE_NETS: Final = Settings(rounds=20, left_out=0.6, decay=1e-2)
SEEDS: Final = 2
# Denials are one in sixteen of the related pairs.
DENIAL_WEIGHT: Final = 1.5
# Of leans to a side that which finds most denials, as far as it leaves these F1 to the others.
WANTED: Final[Mapping[str, float]] = {"agree": 0.602, "discuss": 0.831}
UNRELATED: Final = len(SIDES)


@dataclass(frozen=True, slots=True)
class Learned:
    """The pairs of train: what was measured, their classes, and which belong together."""

    measures: Floats
    classes: NDArray[np.int64]
    weights: Floats
    topics: Topics
    pairs: tuple[Pair, ...]
    bodies: Mapping[str, str]

    @property
    def related(self) -> NDArray[np.bool_]:
        """The pairs that are about the same."""
        return np.asarray(self.classes != UNRELATED)


@dataclass(frozen=True, slots=True)
class Nets:
    """All that is fitted by gradient descent."""

    frame: Frame
    topic: tuple[Net, ...]
    sides: tuple[Net, ...]

    def chances(self, measures: Floats) -> tuple[Numbers, Numbers]:
        """How likely each row is related, and its sides, not calibrated."""
        wide = self.frame.widened(measures)
        return mean_of(self.topic, wide)[:, 0], mean_of(self.sides, wide)


@dataclass(frozen=True, slots=True)
class Sure:
    """Of a side said from a chance on, the share that is right, and of all such how many."""

    side: str
    least: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Folded:
    """What nets say of pairs whose topics they have not seen, and what that is worth."""

    curve: Floats
    lean: Floats
    likely: Numbers  # of related pairs, calibrated
    sides: Score  # of related pairs, given that they are
    whole: Score  # of all pairs, as FNC-1 counts
    sure: tuple[Sure, ...]
    bins: list[tuple[float, float, int]]  # of each side's chance: mean said, share right, how many


def train(given: Learned, encoder: SentenceEncoder) -> tuple[Model, Folded]:
    """A model of all pairs, and what the same fit is worth on topics that it has not seen."""
    found = folded(given)
    nets = _nets(given, np.ones(len(given.classes), dtype=bool))
    model = Model(
        encoder=encoder.model_id,
        frame=nets.frame,
        topic=nets.topic,
        sides=nets.sides,
        curve=found.curve,
        lean=found.lean,
        cued=_worth(given, found),
    )
    return model, found


def learned(data: Path, *, encoder: SentenceEncoder) -> Learned:
    """The train split under `data`/stance/fnc1, measured. Raises BadFile."""
    folder = data / "stance" / "fnc1"
    pairs = pairs_of(folder / "train.jsonl.gz")
    if unknown := {pair.label for pair in pairs} - set(LABELS):
        raise BadFile(f"not a stance of FNC-1: {', '.join(sorted(unknown))}")
    if encoder.size != PRODUCTS:
        raise BadFile(f"stance is trained with vectors of {PRODUCTS} numbers, not {encoder.size}")
    texts = bodies_of(folder / "train_bodies.jsonl.gz")
    classes = np.array([LABELS.index(pair.label) for pair in pairs])
    bodies = np.unique([pair.body_id for pair in pairs], return_inverse=True)[1]
    return Learned(
        measures=table_of(pairs, texts, Reader(encoder)),
        classes=classes,
        weights=_weights(classes, bodies),
        topics=topics_of(pairs, classes != UNRELATED),
        pairs=tuple(pairs),
        bodies=texts,
    )


def folded(given: Learned) -> Folded:
    """Fit once per fold; calibrate and measure on what each fit has not seen."""
    near, sides = np.zeros(len(given.classes)), np.zeros((len(given.classes), len(SIDES)))
    for fold in range(FOLDS):
        asked = given.topics.asked(fold)
        nets = _nets(given, given.topics.learned(fold))
        near[asked], sides[asked] = nets.chances(given.measures[asked])
    related = given.related
    curve = curve_of(sides[related], given.classes[related])
    likely = calibrated(sides, curve)
    lean = _lean(likely[related], given.classes[related])
    answered = answers(near, likely, lean)
    alone = answers(np.ones(int(related.sum())), likely[related], lean)
    return Folded(
        curve=curve,
        lean=lean,
        likely=likely[related],
        sides=score_of(given.classes[related], alone),
        whole=score_of(given.classes, answered),
        sure=tuple(_sure(likely[related], given.classes[related], at) for at in range(len(SIDES))),
        bins=_bins(likely[related], given.classes[related]),
    )


def _worth(given: Learned, found: Folded) -> Floats:
    near = np.flatnonzero(given.related)
    cues = cues_of([given.pairs[at] for at in near], given.bodies, given.measures[near])
    return worth_of(found.likely, cues, given.classes[near])


def curve_of(chances: Numbers, classes: NDArray[np.int64]) -> Floats:
    """A slope and a constant per side under which the classes are the likeliest.

    Gradient descent on four numbers; the last constant stays 0 (Guo et al., arXiv 1706.04599).
    """
    logs, wanted = np.log(chances + 1e-9), np.eye(len(SIDES))[classes]
    slope, constants = 1.0, np.zeros(len(SIDES))
    for _ in range(2_000):
        off = softmax(logs * slope + constants) - wanted
        slope -= 0.2 * float((off * logs).sum(axis=1).mean())
        constants[:-1] -= 0.5 * off.mean(axis=0)[:-1]
    return np.array([slope, *constants], dtype=np.float32)


def _nets(given: Learned, chosen: NDArray[np.bool_]) -> Nets:
    frame = Frame.of(given.measures[chosen & given.related])
    wide = frame.widened(given.measures)
    about, views = columns()
    known = np.where(given.related, 0, 1)
    topics = Rows(wide, known, np.ones(len(known), dtype=np.float32)).only(chosen)
    sides = Rows(wide, given.classes, given.weights).only(chosen & given.related)
    return Nets(
        frame,
        tuple(fitted(topics, about, TOPIC_NETS, seed=seed) for seed in range(SEEDS)),
        tuple(fitted(sides, view, SIDE_NETS, seed=seed) for seed in range(SEEDS) for view in views),
    )


def _weights(classes: NDArray[np.int64], bodies: NDArray[np.int64]) -> Floats:
    """A body with many headlines counts for less by headline, and a denial for more."""
    many = np.bincount(bodies[classes != UNRELATED], minlength=int(bodies.max()) + 1)
    heavy = 1 / np.sqrt(np.maximum(1, many[bodies]))
    return np.where(classes == 1, DENIAL_WEIGHT * heavy, heavy).astype(np.float32)


def _lean(likely: Numbers, classes: NDArray[np.int64]) -> Floats:
    """What to add to log-chances: the best macro-F1 that leaves `agree` and `discuss` their WANTED.

    Where none does, what comes nearest.
    """
    sure = np.ones(len(classes))
    tried: list[tuple[float, float, float, float]] = []
    for agree in np.arange(-0.3, 0.6, 0.05):
        for disagree in np.arange(-1.0, 1.5, 0.1):
            lean = np.array([agree, disagree, 0.0], dtype=np.float32)
            score = score_of(classes, answers(sure, likely, lean))
            spare = min(score.f1[label] - least for label, least in WANTED.items())
            tried.append((min(spare, 0.0), score.macro, float(agree), float(disagree)))
    _, _, agree, disagree = max(tried)
    return np.array([agree, disagree, 0.0], dtype=np.float32)


def _sure(likely: Numbers, classes: NDArray[np.int64], side: int) -> Sure:
    least = ALERT if SIDES[side] == "denies" else SURE
    said, right = likely[:, side] >= least, classes == side
    both = float((said & right).sum())
    return Sure(SIDES[side], least, both / max(1, said.sum()), both / max(1, right.sum()))


def _bins(likely: Numbers, classes: NDArray[np.int64]) -> list[tuple[float, float, int]]:
    """Of all sides together, by tenths of the scale."""
    said, right = likely.ravel(), (np.eye(len(SIDES))[classes] > 0).ravel()
    place = np.minimum((said * 10).astype(np.int64), 9)
    return [
        (float(said[place == at].mean()), float(right[place == at].mean()), int(many))
        for at, many in enumerate(np.bincount(place, minlength=10))
        if many
    ]
