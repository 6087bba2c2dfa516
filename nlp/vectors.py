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

    def add(self, claims: Sequence[ClaimText]) -> None:
        """One row per claim, in order; each different text is encoded once."""
        texts = {
            "whole": [". ".join(one for one in (c.title, c.statement) if one) for c in claims],
            "statement": [claim.statement for claim in claims],
            "title": [claim.title or claim.statement for claim in claims],
        }
        unique = list(dict.fromkeys(text for side in SIDES for text in texts[side]))
        place = {text: at for at, text in enumerate(unique)}
        rows = self.encoder.encode(unique)
        for side in SIDES:
            packed, scales = _packed(rows[[place[text] for text in texts[side]]])
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

    def cosines(self, side: str, rows: Ints, query: Floats) -> NDArray[np.float64]:
        """The cosine of one passage with each of the rows named."""
        near: Floats = self.packed[side][rows].astype(np.float32) @ query
        return (near * self.scales[side][rows]).astype(np.float64)

    def nearest(self, queries: Floats, top: int) -> list[Ints]:
        """For each passage the rows with the best cosines; in no order, and at most `top`."""
        side = SIDES[0]
        best_rows = np.zeros((len(queries), 0), dtype=np.int64)
        best = np.zeros((len(queries), 0), dtype=np.float32)
        for start in range(0, len(self), _BLOCK):
            block = self.packed[side][start : start + _BLOCK].astype(np.float32)
            scores = (queries @ block.T) * self.scales[side][start : start + _BLOCK]
            kept = _largest(scores, top)
            best = np.concatenate([best, np.take_along_axis(scores, kept, 1)], axis=1)
            best_rows = np.concatenate([best_rows, kept + start], axis=1)
        kept = _largest(best, top)
        return list(np.take_along_axis(best_rows, kept, 1))


def _packed(rows: Floats) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Eight bits a number, with one scale per row: a cosine moves by about 0.002."""
    scales = np.maximum(np.abs(rows).max(axis=1, initial=0.0), 1e-9) / 127
    return np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _largest(scores: Floats, top: int) -> Ints:
    if scores.shape[1] <= top:
        return np.tile(np.arange(scores.shape[1]), (len(scores), 1))
    return np.argpartition(-scores, top - 1, axis=1)[:, :top]
