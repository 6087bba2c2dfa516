"""Which row of the columns and vectors is which claim's; a replaced claim has a newer row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.ragged import Ints


class Rows:
    """Claim ids by row, and which rows still stand."""

    def __init__(self, ids: Ints | None = None, live: NDArray[np.bool_] | None = None) -> None:
        """No rows, or those that were kept."""
        self.ids: Ints = np.zeros(0, dtype=np.int64) if ids is None else ids
        self.live: NDArray[np.bool_] = np.ones(len(self.ids), dtype=bool) if live is None else live
        self._sort()

    def __len__(self) -> int:
        """How many rows, standing or not."""
        return len(self.ids)

    def add(self, claim_ids: Sequence[int]) -> None:
        """One new row per claim; older rows of the same claims stand no longer."""
        self.drop(claim_ids)
        self.ids = np.concatenate([self.ids, np.array(claim_ids, dtype=np.int64)])
        self.live = np.concatenate([self.live, np.ones(len(claim_ids), dtype=bool)])
        self._sort()

    def drop(self, claim_ids: Sequence[int]) -> None:
        """Let the rows of these claims stand no longer; an unknown id is no error."""
        live = self.live.copy()
        live[self.of(claim_ids)] = False
        self.live = live
        self._sort()

    def of(self, claim_ids: Sequence[int]) -> Ints:
        """The standing rows of these claims, without those that have none."""
        wanted = np.array(claim_ids, dtype=np.int64)
        if not len(self._sorted) or not len(wanted):
            return np.zeros(0, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        found: Ints = self._rows[at[self._sorted[at] == wanted]]
        return found

    def standing(self, rows: Ints) -> Ints:
        """Those of the rows that still stand."""
        return rows[self.live[rows]]

    def _sort(self) -> None:
        standing = np.flatnonzero(self.live)
        order = np.argsort(self.ids[standing], kind="stable")
        self._rows: Ints = standing[order]
        self._sorted: Ints = self.ids[self._rows]
