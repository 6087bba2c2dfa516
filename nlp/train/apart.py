"""Nets that have each not seen one fold, so that what they say of it is honest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.reranker import Net, is_steady
from nlp.train.fitting import Lists, Tensor
from nlp.train.likelihood import Sample, sample_of
from nlp.train.sets import Measured

FOLDS: Final = 5

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Apart:
    """One set of nets per fold of the documents, and which document is of which fold."""

    names: tuple[str, ...]
    units: tuple[Tensor, Tensor]
    nets: list[tuple[Net, ...]]
    fold_of: Mapping[str, int]

    @property
    def steady(self) -> tuple[str, ...]:
        """The measures that a probability may rest on."""
        return tuple(name for name in self.names if is_steady(name))

    def knowing(self, nets: tuple[Net, ...]) -> "Apart":
        """With nets that have seen all of train, for passages that are not of it."""
        return replace(self, nets=[nets] * FOLDS)

    def sample(self, found: Measured, *, absent: bool = False) -> Sample:
        """The best few of every passage, by the nets that have not seen its document."""
        lists = found.lists(self.names).scaled(*self.units)
        steady = [at for at, name in enumerate(self.names) if is_steady(name)]
        return sample_of(found, lists, self.scores(found, lists), steady=steady, absent=absent)

    def scores(self, found: Measured, scaled: Lists) -> list[Numbers]:
        """Per passage, by the net that has not seen its document."""
        return [
            scored(self.nets[fold], scaled.measures[at, : len(one.rows)])
            for at, (fold, one) in enumerate(zip(self._folds(found), found.found, strict=True))
        ]

    def _folds(self, found: Measured) -> list[int]:
        """The fold of each passage's document; any, for a document that no net has seen."""
        return [self.fold_of.get(document, 0) for document in found.documents()]


def scored(nets: Sequence[Net], measures: Tensor) -> Numbers:
    """The mean of what several nets say."""
    return np.asarray(np.mean([net.scores(measures.astype(np.float64)) for net in nets], axis=0))
