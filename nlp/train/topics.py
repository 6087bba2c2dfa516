"""Folds of pairs in which no topic is on both sides, so that what is learned of one is no help."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.evaluate.pairs import Pair

FOLDS: Final = 5

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Topics:
    """By pair the fold of the headline's topic, and that of the body's."""

    headline: Ints
    body: Ints
    many: int

    def asked(self, fold: int) -> NDArray[np.bool_]:
        """The pairs that a fold is measured on."""
        return np.asarray(self.headline == fold)

    def learned(self, fold: int) -> NDArray[np.bool_]:
        """The pairs that know nothing of the fold's topics."""
        return np.asarray((self.headline != fold) & (self.body != fold))


def topics_of(pairs: Sequence[Pair], related: NDArray[np.bool_]) -> Topics:
    """A topic is all headlines and bodies that related pairs join; each is in one fold."""
    joined = _Joined()
    for pair, near in zip(pairs, related, strict=True):
        if near:
            joined.join(f"h{pair.headline}", f"b{pair.body_id}")
    sizes: dict[str, int] = {}
    for pair, near in zip(pairs, related, strict=True):
        topic = joined.of(f"h{pair.headline}")
        sizes[topic] = sizes.get(topic, 0) + int(near)
        sizes.setdefault(joined.of(f"b{pair.body_id}"), 0)
    fold_of = _spread(sizes)
    return Topics(
        np.array([fold_of[joined.of(f"h{pair.headline}")] for pair in pairs]),
        np.array([fold_of[joined.of(f"b{pair.body_id}")] for pair in pairs]),
        sum(size > 0 for size in sizes.values()),
    )


class _Joined:
    """Which things belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def of(self, one: str) -> str:
        """What stands for all that belongs to `one`."""
        while (parent := self._parent.setdefault(one, one)) != one:
            one = parent
        return one

    def join(self, one: str, other: str) -> None:
        self._parent[self.of(one)] = self.of(other)


def _spread(sizes: dict[str, int]) -> dict[str, int]:
    """The largest topics first, each to the fold that has least."""
    load = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for topic in sorted(sizes, key=lambda one: (-sizes[one], one)):
        fold = load.index(min(load))
        fold_of[topic] = fold
        # One without related pairs weighs little, but is spread too.
        load[fold] += max(1, sizes[topic])
    return fold_of
