"""For each passage the claims worth a closer look, and how alike they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.claim_index import WORDS_AND_BODY, ClaimIndex
from nlp.encoder import Vectors
from nlp.features import Asked, Table, put_eligible, words_of
from nlp.passages import NEAR, Passage
from nlp.ragged import Ints

# From each way of looking; the union has about 100 (by R@20 of the dev sets, flat beyond).
EACH: Final = 40
# How much the sentences near it weigh in a passage's own vector.
NEAR_WEIGHT: Final = 0.6
AFTER: Final = 2
# The views that claims are looked for with; "around" only weighs those that were found.
LOOKED: Final = ("own", "before")
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
    views = _views(passages, index)
    # All views in one pass, as reading the claims' vectors is what costs.
    found = index.nearest(np.concatenate([views[name] for name in LOOKED]), top=EACH)
    return [
        _measured(
            passage,
            index,
            {name: rows[at] for name, rows in views.items()},
            found[at :: len(passages)],
        )
        for at, passage in enumerate(passages)
    ]


def _measured(
    passage: Passage, index: ClaimIndex, views: Mapping[str, Vectors], near: Sequence[Ints]
) -> Candidates:
    rows = np.unique(np.concatenate([*near, *_ways(passage, index, views["own"])]))
    table = words_of(Asked.of(passage, index.columns), index.columns, rows)
    if index.vectors is not None:
        for side in index.vectors.packed:
            table.put_ranked(f"{side}.cosine", index.vectors.cosines(side, rows, views["own"]))
        for name in ("before", "around"):
            table.put_ranked(f"{name}.cosine", index.vectors.cosines("whole", rows, views[name]))
    put_eligible(table)
    return Candidates(rows, table)


def _ways(passage: Passage, index: ClaimIndex, own: Vectors) -> list[Ints]:
    """The rows found by words: alone, with the speaker, with what stands before, in bodies."""
    ways = [index.worded(passage.text, top=EACH)]
    if passage.speaker:
        ways.append(index.worded(f"{passage.text} {passage.speaker}", top=EACH))
        ways.append(index.by_speaker(passage.speaker, own, top=EACH))
    if passage.before:
        ways.append(index.worded(" ".join((*passage.before[-NEAR:], passage.text)), top=EACH))
    if index.has_bodies:
        ways.append(index.worded(passage.text, top=EACH, fields=WORDS_AND_BODY))
    return ways


def _views(passages: Sequence[Passage], index: ClaimIndex) -> dict[str, Vectors]:
    """Each passage's own vector; with what was said before mixed in; with what came after too."""
    if index.vectors is None:
        return dict.fromkeys(("own", "before", "around"), np.zeros((len(passages), 0), np.float32))
    texts = dict.fromkeys(
        text for one in passages for text in (one.text, *one.before[-NEAR:], *one.after[:AFTER])
    )
    place = {text: at for at, text in enumerate(texts)}
    rows = index.vectors.encoder.encode(list(texts))
    own = rows[[place[one.text] for one in passages]]
    before, around = own.copy(), own.copy()
    for at, one in enumerate(passages):
        near = [place[text] for text in one.before[-NEAR:]]
        before[at] += NEAR_WEIGHT * _middle(rows[near])
        around[at] += NEAR_WEIGHT * _middle(rows[[*near, *(place[t] for t in one.after[:AFTER])]])
    return {"own": own, "before": _unit(before), "around": _unit(around)}


def _middle(rows: Vectors) -> Vectors:
    """The direction that several vectors have in common; nothing for none."""
    if not len(rows):
        return np.zeros(rows.shape[1], dtype=np.float32)
    middle: Vectors = _unit(rows.mean(axis=0, keepdims=True))[0]
    return middle


def _unit(rows: Vectors) -> Vectors:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / lengths, dtype=np.float32)
