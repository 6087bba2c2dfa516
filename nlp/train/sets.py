"""Passages of a data set with their measured candidates, ready to be fitted to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.candidates import Candidates, candidates
from nlp.claim_index import ClaimIndex
from nlp.encoder import SentenceEncoder
from nlp.evaluate.lines import Asked, claims_of
from nlp.evaluate.scoring import Qrels
from nlp.train.fitting import Lists
from nlp.values import ClaimText

_DOCUMENT: Final = re.compile(r"_\d+$")
_TOGETHER: Final = 32


@dataclass(frozen=True, slots=True)
class Store:
    """An index over one set's claims, and their own ids by row."""

    index: ClaimIndex
    ids: list[str]
    claims: Sequence[ClaimText]

    def of(self, rows: Sequence[int], *, encoder: SentenceEncoder, titled: bool) -> "Store":
        """A smaller one, of the claims in these rows alone, with their titles or without."""
        claims = [self.claims[row] for row in rows]
        if not titled:
            claims = [replace(one, title="") for one in claims]
        return Store(
            ClaimIndex.build(claims, encoder=encoder), [self.ids[row] for row in rows], claims
        )


def store_of(folder: Path, *, encoder: SentenceEncoder, fields: frozenset[str]) -> Store:
    """Index the claims of a folder, with their bodies where it has any. Raises BadFile."""
    bodies = folder / "bodies.jsonl.gz"
    claims, ids = claims_of(
        folder / "claims.jsonl.gz", bodies=bodies if bodies.is_file() else None, fields=fields
    )
    return Store(ClaimIndex.build(claims, encoder=encoder), ids, claims)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of the candidates of many passages."""

    asked: Sequence[Asked]
    found: Sequence[Candidates]
    right: Sequence[NDArray[np.bool_]]
    wanted: Sequence[int]
    claims: int  # in the index

    def names(self) -> tuple[str, ...]:
        """Every measure taken, in one order."""
        return tuple(sorted({name for one in self.found for name in one.table.columns}))

    def lists(self, names: Sequence[str]) -> Lists:
        """As one padded block."""
        longest = max(len(one.rows) for one in self.found)
        shape = (len(self.found), longest)
        measures = np.zeros((*shape, len(names)), dtype=np.float32)
        right, there = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=bool)
        for at, one in enumerate(self.found):
            many = len(one.rows)
            measures[at, :many] = one.table.matrix(names)
            right[at, :many], there[at, :many] = self.right[at], True
        return Lists(measures, right, there, np.array(self.wanted))

    def documents(self) -> list[str]:
        """What text each passage is from; a post is one of its own."""
        return [_DOCUMENT.sub("", one.query_id) for one in self.asked]


def measured(asked: Sequence[Asked], store: Store, qrels: Qrels) -> Measured:
    """Look every passage up, as the product does."""
    found: list[Candidates] = []
    for start in range(0, len(asked), _TOGETHER):
        passages = [one.passage for one in asked[start : start + _TOGETHER]]
        found.extend(candidates(passages, store.index))
    gold = [qrels.get(one.query_id, frozenset()) for one in asked]
    right = [
        np.array([store.ids[row] in wanted for row in one.rows.tolist()], dtype=bool)
        for one, wanted in zip(found, gold, strict=True)
    ]
    return Measured(asked, found, right, [len(one) for one in gold], len(store.index))
