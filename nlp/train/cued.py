"""What the words of a body's best sentence say of the headline, and how much that is worth."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.evaluate.pairs import Pair, sentences_of
from nlp.stance.judge import CUED, SIDES, Numbers, softmax
from nlp.stance.lines import MOST, Floats
from nlp.stance.worded import worded

# Which measure says where the best sentence is, as a share of MOST.
_PLACE: Final = 7
_HELD: Final = 20.0


def cues_of(
    pairs: Sequence[Pair], bodies: Mapping[str, str], measures: Floats
) -> NDArray[np.int64]:
    """By pair the number in CUED of what its best sentence says in words."""
    split: dict[str, list[str]] = {}
    found = np.full(len(pairs), CUED.index("unclear"))
    for at, pair in enumerate(pairs):
        if pair.body_id not in split:
            split[pair.body_id] = sentences_of(bodies[pair.body_id])
        if sentences := split[pair.body_id]:
            best = sentences[round(float(measures[at, _PLACE]) * MOST)]
            found[at] = CUED.index(worded(pair.headline, best).label.value)
    return found


def worth_of(likely: Numbers, cues: NDArray[np.int64], classes: NDArray[np.int64]) -> Floats:
    """What each of CUED adds to the log-chances of the sides: [4, 3]; gradient descent, held."""
    logs, wanted = np.log(likely + 1e-9), np.eye(len(SIDES))[classes]
    said = np.eye(len(CUED))[cues]
    worth = np.zeros((len(CUED), len(SIDES)))
    for _ in range(2_000):
        slope = said.T @ (softmax(logs + said @ worth) - wanted) + _HELD * worth
        worth -= slope / (said.sum(axis=0)[:, None] + _HELD)
    return worth.astype(np.float32)
