"""Passages in, claims out: candidates, measured, weighed, and said how likely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.candidates import Candidates, candidates
from nlp.claim_index import ClaimIndex
from nlp.passages import Passage
from nlp.reranker import Reranker, Verdict, model_for, shipped


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that a passage may be about; `verdict` is what the thresholds make of it.

    `parts` are the measures that a person can read as reasons.
    """

    claim_id: int
    score: float
    probability: float
    verdict: Verdict
    parts: Mapping[str, float]


# What stands beside a match on the page.
READABLE: Final = (
    "statement.covered",
    "whole.cosine",
    "names.found",
    "numbers.found",
    "speaker.same",
)


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
    chosen = reranker or shipped(model_for(passages, claims=len(index)))
    return [_weighed(one, index, chosen, top, language) for one in candidates(passages, index)]


def _weighed(
    one: Candidates, index: ClaimIndex, chosen: Reranker, top: int, language: str
) -> tuple[Found, ...]:
    scores, likely = chosen.weighed(one.table, claims=len(index))
    parts = one.table.matrix(READABLE)
    best = np.argsort(-scores, kind="stable")[:top]
    return tuple(
        Found(
            int(index.rows.ids[one.rows[at]]),
            float(scores[at]),
            float(likely[at]),
            chosen.verdict(float(likely[at]), language=language),
            dict(zip(READABLE, parts[at].round(4).tolist(), strict=True)),
        )
        for at in best
    )
