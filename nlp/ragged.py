"""Rows of unequal length in two flat arrays, so that a hundred rows are read in one step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ids = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Ragged:
    """`values[offsets[row]:offsets[row + 1]]` is row `row`."""

    offsets: Ints
    values: Ids

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> "Ragged":
        """Rows laid end to end."""
        lengths: list[int] = [0]
        flat: list[int] = []
        for row in rows:
            flat.extend(row)
            lengths.append(len(row))
        return cls(np.cumsum(lengths, dtype=np.int64), np.array(flat, dtype=np.uint32))

    def __len__(self) -> int:
        """How many rows."""
        return len(self.offsets) - 1

    def and_then(self, more: "Ragged") -> "Ragged":
        """These rows and, after them, those."""
        later = more.offsets[1:] + self.offsets[-1]
        return Ragged(
            np.concatenate([self.offsets, later]), np.concatenate([self.values, more.values])
        )

    def lengths(self, rows: Ints) -> Ints:
        """How long each of the rows named is."""
        return self.offsets[rows + 1] - self.offsets[rows]

    def take(self, rows: Ints) -> tuple[Ints, Ids]:
        """(which of `rows` each value belongs to, the values), one after another."""
        lengths = self.lengths(rows)
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        starts = np.repeat(self.offsets[rows] - (ends - lengths), lengths)
        owner = np.repeat(np.arange(len(rows)), lengths)
        return owner, self.values[starts + np.arange(total)]
