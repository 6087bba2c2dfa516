"""FNC-1's own score of answers, and F1 by label."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.evaluate.pairs import LABELS
from nlp.stance.judge import SIDES

Ints = NDArray[np.int64]
Numbers = NDArray[np.floating[Any]]
# From which chance on a body is taken to be about the headline.
ABOUT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """`official` is 0 to 100; `f1` is by label, of those that are there; `macro` is its mean."""

    official: float
    f1: Mapping[str, float]
    macro: float


def answers(near: Numbers, likely: Numbers, lean: Numbers) -> Ints:
    """One label by number for each pair: what is near takes its likeliest side, with a lean."""
    side = (np.log(likely + 1e-9) + lean).argmax(axis=1)
    return np.where(near > ABOUT, side, len(SIDES))


def score_of(gold: Ints, said: Ints) -> Score:
    """The score of FNC-1: a quarter for related or not, three more for the side."""
    ours, theirs = said != len(SIDES), gold != len(SIDES)
    points = 0.25 * (ours == theirs) + 0.75 * (theirs & (gold == said))
    most = np.where(theirs, 1.0, 0.25)
    f1 = {
        label: _f1(gold == at, said == at) for at, label in enumerate(LABELS) if (gold == at).any()
    }
    return Score(
        official=100 * float(points.sum() / most.sum()),
        f1=f1,
        macro=sum(f1.values()) / len(f1),
    )


def _f1(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return 2 * float((gold & said).sum()) / max(1, int(gold.sum() + said.sum()))
