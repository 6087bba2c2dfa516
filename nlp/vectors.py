"""Claims as vectors: int8 by row, searched exactly, block by block for all passages at once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder
from nlp.encoder import Vectors as Floats
from nlp.ragged import Ints
from nlp.values import ClaimText

# What of a claim is embedded; the first is the one that is searched.
SIDES: Final = ("whole", "statement", "title")
_BLOCK: Final = 16_384
_GROUP: Final = 64
# The scale of a row of zeros; no text has a vector so short.
_LEAST: Final = np.float32(1e-11)


class Vectors:
    """The vectors of claims by row; a title that is not there has the vector of the statement."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """No rows yet."""
        self.encoder = encoder
        self.packed = {side: np.zeros((0, encoder.size), dtype=np.int8) for side in SIDES}
        self.scales = {side: np.zeros(0, dtype=np.float32) for side in SIDES}

    def __len__(self) -> int:
        """How many rows."""
        return len(self.scales[SIDES[0]])

    def add(self, claims: Sequence[ClaimText], *, by: SentenceEncoder | None = None) -> None:
        """One row per claim, in order; each different text is encoded once, `by` another if named.

        A row of zeros, for a text whose vector is still to come, is near to nothing.
        """
        texts = [texts_of(claim) for claim in claims]
        unique = list(dict.fromkeys(text for one in texts for text in one))
        place = {text: at for at, text in enumerate(unique)}
        rows = (by or self.encoder).encode(unique)
        for at, side in enumerate(SIDES):
            packed, scales = _packed(rows[[place[one[at]] for one in texts]])
            self.packed[side] = np.concatenate([self.packed[side], packed])
            self.scales[side] = np.concatenate([self.scales[side], scales])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Vectors and scales by name."""
        packed: dict[str, NDArray[Any]] = {f"{side}.int8": self.packed[side] for side in SIDES}
        return packed | {f"{side}.scale": self.scales[side] for side in SIDES}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], encoder: SentenceEncoder) -> "Vectors":
        """From what `arrays` gave, for the encoder that made them."""
        found = cls(encoder)
        found.packed = {side: arrays[f"{side}.int8"] for side in SIDES}
        found.scales = {side: arrays[f"{side}.scale"] for side in SIDES}
        return found

    def empty(self) -> NDArray[np.bool_]:
        """Which rows are of zeros, as their vectors are still to come."""
        return np.asarray(self.scales[SIDES[0]] <= _LEAST)

    def cosines(self, side: str, rows: Ints, queries: Floats) -> NDArray[np.float64]:
        """The cosine of each of the rows named with each query: [len(rows), len(queries)]."""
        near: Floats = self.packed[side][rows].astype(np.float32) @ queries.T
        return (near * self.scales[side][rows][:, None]).astype(np.float64)

    def nearest(self, queries: Floats, top: int) -> list[Ints]:
        """For each passage the rows with the best cosines; in no order, and at most `top`."""
        side = SIDES[0]
        best = np.full((len(queries), top), -np.inf, dtype=np.float32)
        rows = np.full((len(queries), top), -1, dtype=np.int64)
        if self.empty().all():
            return [one[:0] for one in rows]
        for start in range(0, len(self), _BLOCK):
            scores = self.packed[side][start : start + _BLOCK].astype(np.float32) @ queries.T
            scores *= self.scales[side][start : start + _BLOCK, None]
            best, rows = _better(best, rows, scores, start)
        return [one[one >= 0] for one in rows]


def texts_of(claim: ClaimText) -> tuple[str, str, str]:
    """What is embedded of a claim, in the order of SIDES."""
    whole = ". ".join(one for one in (claim.title, claim.statement) if one)
    return whole, claim.statement, claim.title or claim.statement


def _better(best: Floats, rows: Ints, scores: Floats, start: int) -> tuple[Floats, Ints]:
    """The best of what is known and of one more block [rows, queries]."""
    top = best.shape[1]
    bar = np.maximum(best.min(axis=1), _bar(scores, top))
    # Nearly all of a block is below the bar.
    over = np.flatnonzero(np.ascontiguousarray((scores >= bar).T))
    query, row = np.divmod(over, len(scores))
    many = np.bincount(query, minlength=len(best))
    place = top + np.arange(len(query)) - np.repeat(np.cumsum(many) - many, many)
    wide = np.full((len(best), top + int(many.max(initial=0))), -np.inf, dtype=np.float32)
    where = np.full(wide.shape, -1, dtype=np.int64)
    wide[:, :top], where[:, :top] = best, rows
    wide[query, place], where[query, place] = scores[row, query], row + start
    kept = np.argpartition(-wide, top - 1, axis=1)[:, :top]
    return np.take_along_axis(wide, kept, 1), np.take_along_axis(where, kept, 1)


def _bar(scores: Floats, top: int) -> Floats:
    """By query what its `top` best of a block reach: the best of as many groups of rows do."""
    groups = len(scores) // _GROUP
    if groups < top:
        return np.full(scores.shape[1], -np.inf, dtype=np.float32)
    most = scores[: groups * _GROUP].reshape(_GROUP, groups, -1).max(axis=0)
    bar: Floats = np.partition(most, groups - top, axis=0)[groups - top]
    return bar


def _packed(rows: Floats) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Eight bits a number, with one scale per row: a cosine moves by about 0.002."""
    scales = np.maximum(np.abs(rows).max(axis=1, initial=0.0) / 127, _LEAST).astype(np.float32)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales
