"""For each passage the claims worth a closer look, and how alike they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

import numpy as np

from nlp.asked import Asked, Read, read_of
from nlp.claim_index import BODY, WORDS, Asking, ClaimIndex
from nlp.encoder import Vectors
from nlp.features import Block, Table, put_eligible
from nlp.measures import put_words
from nlp.passages import NEAR, Passage
from nlp.ragged import Ints
from nlp.vectors import SIDES
from nlp.vectors import Vectors as ClaimVectors
from nlp.verbatim import put_verbatim

# From each way of looking; the union has about 100 (by R@20 of the dev sets, flat beyond).
EACH: Final = 40
# Of five sentences' words the rarest say what they are about; all of them cost three times as much
# and find no more (by CheckThat! 2B, train and dev).
TELLING: Final = 12
# How much the sentences near it weigh in a passage's own vector.
NEAR_WEIGHT: Final = 0.6
AFTER: Final = 2
# The views that claims are looked for with; "around" only weighs those that were found.
LOOKED: Final = ("own", "before")
VIEWS: Final = ("own", "before", "around")
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
    if not passages:
        return []
    views, read = _views(passages, index), read_of(passages)
    # All views in one pass, as reading the claims' vectors is what costs.
    near = index.nearest(np.concatenate([views[name] for name in LOOKED]), top=EACH)
    ways = [_ways(one, index, read) for one in passages]
    worded = iter(index.worded([way for one in ways for way in one], top=EACH))
    rows = [
        np.unique(
            np.concatenate(
                [
                    *near[at :: len(passages)],
                    *islice(worded, len(ways[at])),
                    _by_speaker(one, index, read, views["own"][at]),
                ]
            )
        )
        for at, one in enumerate(passages)
    ]
    block = Block.of(rows)
    asked = Asked.of(passages, index.columns, read)
    put_words(asked, index.columns, block)
    put_verbatim(passages, asked, index.columns, block)
    if index.vectors is not None:
        _put_cosines(block, index.vectors, rows, views)
    put_eligible(block)
    return [Candidates(one, table) for one, table in zip(rows, block.tables(), strict=True)]


def _put_cosines(
    block: Block, vectors: ClaimVectors, rows: Sequence[Ints], views: Mapping[str, Vectors]
) -> None:
    for side in SIDES:
        asked = VIEWS if side == SIDES[0] else VIEWS[:1]
        found = [
            vectors.cosines(side, one, np.stack([views[name][at] for name in asked]))
            for at, one in enumerate(rows)
        ]
        for name, values in zip((side, *asked[1:]), np.concatenate(found).T, strict=True):
            block.put_ranked(f"{name}.cosine", values)


def _ways(passage: Passage, index: ClaimIndex, read: Read) -> list[Asking]:
    """What words are looked for: alone, with the speaker, with what stands before, in bodies."""
    words = read[passage.text, passage.language].stems
    ways: list[Asking] = [(words, WORDS)]
    if passage.speaker:
        ways.append(((*words, *read[passage.speaker, passage.language].stems), WORDS))
    if passage.before:
        near = [read[text, passage.language].stems for text in passage.before[-NEAR:]]
        ways.append((index.rarest((*chain(*near), *words), TELLING), WORDS))
    if index.has_bodies:
        ways.append((words, BODY))
    return ways


def _by_speaker(passage: Passage, index: ClaimIndex, read: Read, own: Vectors) -> Ints:
    words = read[passage.speaker, passage.language].stems
    return index.by_speaker(words, own, top=EACH)


def _views(passages: Sequence[Passage], index: ClaimIndex) -> dict[str, Vectors]:
    """Each passage's own vector; with what was said before mixed in; with what came after too."""
    if index.vectors is None:
        return dict.fromkeys(VIEWS, np.zeros((len(passages), 0), np.float32))
    texts = dict.fromkeys(
        text for one in passages for text in (one.text, *one.before[-NEAR:], *one.after[:AFTER])
    )
    place = {text: at for at, text in enumerate(texts)}
    rows = index.vectors.encoder.encode(list(texts))
    own = rows[[place[one.text] for one in passages]]
    before = [[place[text] for text in one.before[-NEAR:]] for one in passages]
    after = [[place[text] for text in one.after[:AFTER]] for one in passages]
    around = [[*one, *two] for one, two in zip(before, after, strict=True)]
    return {"own": own, "before": _mixed(own, rows, before), "around": _mixed(own, rows, around)}


def _mixed(own: Vectors, rows: Vectors, near: Sequence[Sequence[int]]) -> Vectors:
    """Each passage's vector with the direction that those near it have in common."""
    many = np.zeros((len(own), len(rows)), dtype=np.float32)
    for at, places in enumerate(near):
        np.add.at(many[at], places, 1)
    return _unit(own + NEAR_WEIGHT * _unit(many @ rows))


def _unit(rows: Vectors) -> Vectors:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / lengths, dtype=np.float32)
