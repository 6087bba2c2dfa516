"""Passages in, claims out: candidates, measured, weighed, and said how likely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.candidates import candidates
from nlp.claim_index import ClaimIndex
from nlp.passages import Passage
from nlp.reranker import Reranker, Verdict, model_for


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that a passage may be about; `verdict` is what the thresholds make of it."""

    claim_id: int
    score: float
    probability: float
    verdict: Verdict


def find(
    passages: Sequence[Passage],
    index: ClaimIndex,
    *,
    reranker: Reranker | None = None,
    top: int = 100,
    language: str = "en",
) -> list[tuple[Found, ...]]:
    """For each passage the claims worth a look, best first; those of verdict "none" stand last.

    Without a model named, the one for what is known of these passages is taken.
    """
    chosen = reranker or Reranker.load(model_for(passages, claims=len(index)))
    found = []
    for one in candidates(passages, index):
        scores = chosen.scores(one.table)
        likely = chosen.probabilities(one.table, scores)
        best = np.argsort(-scores, kind="stable")[:top]
        found.append(
            tuple(
                Found(
                    int(index.rows.ids[one.rows[at]]),
                    float(scores[at]),
                    float(likely[at]),
                    chosen.verdict(float(likely[at]), language=language),
                )
                for at in best
            )
        )
    return found
