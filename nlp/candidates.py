"""For each passage the claims worth a closer look, and how alike they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.claim_index import WORDS_AND_BODY, ClaimIndex
from nlp.encoder import Vectors
from nlp.features import Asked, Table, words_of
from nlp.passages import NEAR, Passage
from nlp.ragged import Ints

# From each way of looking; the union has about 100 (by R@20 of the dev sets, flat beyond).
EACH: Final = 40
# How much the sentences before weigh in a passage's own vector.
NEAR_WEIGHT: Final = 0.6
# Without training, the share of BM25 beside the cosine (by CheckThat! 2020 dev).
WORDS_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows of the claim index, and what was measured of each."""

    rows: Ints
    table: Table

    def plain(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """A score without any training: BM25 and cosine, weighed as measured."""
        words, cosine = self.table.matrix(("whole.bm25/best", "whole.cosine")).T
        return np.asarray(WORDS_SHARE * words + (1 - WORDS_SHARE) * cosine)


def candidates(passages: Sequence[Passage], index: ClaimIndex) -> list[Candidates]:
    """One for each passage, in order; no passage has more than a few hundred claims."""
    own, around = _vectors(passages, index)
    near_own = index.nearest(own, top=EACH)
    near_around = index.nearest(around, top=EACH)
    return [
        _measured(passage, index, (own[at], around[at]), (near_own[at], near_around[at]))
        for at, passage in enumerate(passages)
    ]


def _measured(
    passage: Passage, index: ClaimIndex, asked: tuple[Vectors, Vectors], near: tuple[Ints, Ints]
) -> Candidates:
    around = " ".join((*passage.before[-NEAR:], passage.text)) if passage.before else ""
    ways = [index.worded(passage.text, top=EACH), *near]
    if passage.speaker:
        ways.append(index.worded(f"{passage.text} {passage.speaker}", top=EACH))
    if around:
        ways.append(index.worded(around, top=EACH))
    if index.has_bodies:
        ways.append(index.worded(passage.text, top=EACH, fields=WORDS_AND_BODY))
    rows = np.unique(np.concatenate(ways))
    table = words_of(Asked.of(passage, index.columns), index.columns, rows)
    if index.vectors is not None:
        for side in index.vectors.packed:
            table.put_ranked(f"{side}.cosine", index.vectors.cosines(side, rows, asked[0]))
        table.put_ranked("near.cosine", index.vectors.cosines("whole", rows, asked[1]))
    return Candidates(rows, table)


def _vectors(passages: Sequence[Passage], index: ClaimIndex) -> tuple[Vectors, Vectors]:
    """The passages' own vectors, and those with what was said just before mixed in."""
    if index.vectors is None:
        none = np.zeros((len(passages), 0), dtype=np.float32)
        return none, none
    texts = dict.fromkeys(text for one in passages for text in (one.text, *one.before[-NEAR:]))
    place = {text: at for at, text in enumerate(texts)}
    rows = index.vectors.encoder.encode(list(texts))
    own = rows[[place[one.text] for one in passages]]
    mixed = own.copy()
    for at, one in enumerate(passages):
        if one.before:
            before = rows[[place[text] for text in one.before[-NEAR:]]].mean(axis=0)
            mixed[at] += NEAR_WEIGHT * before / max(1e-9, float(np.linalg.norm(before)))
    return own, np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)
