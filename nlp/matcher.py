"""Passages in, claims out: candidates, measured, weighed, and said how likely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.candidates import Candidates, candidates
from nlp.claim_index import ClaimIndex
from nlp.passages import Passage
from nlp.reranker import Reranker, Verdict, model_for, shipped


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that a passage may be about; `verdict` is what the thresholds make of it.

    `parts` are the measures that a person can read as reasons. `whole`: every word of the claim
    stands in the passage, and they are so many that this is no chance. Such a passage is at least
    suggested, whatever the others in the index made of its probability.
    """

    claim_id: int
    score: float
    probability: float
    verdict: Verdict
    parts: Mapping[str, float]
    whole: bool = False


# What stands beside a match on the page.
READABLE: Final = (
    "statement.covered",
    "whole.cosine",
    "names.found",
    "numbers.found",
    "speaker.same",
)


# A claim of fewer words may stand in a sentence by chance.
WORDS: Final = 5
# The same sum taken in another order differs in its last digits.
ROUNDING: Final = 1e-6


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
    parts, whole = one.table.matrix(READABLE), _whole(one, index)
    best = np.argsort(-scores, kind="stable")[:top]
    return tuple(
        Found(
            int(index.rows.ids[one.rows[at]]),
            float(scores[at]),
            float(likely[at]),
            _verdict(chosen.verdict(float(likely[at]), language=language), whole=bool(whole[at])),
            dict(zip(READABLE, parts[at].round(4).tolist(), strict=True)),
            bool(whole[at]),
        )
        for at in best
    )


def _whole(one: Candidates, index: ClaimIndex) -> NDArray[np.bool_]:
    covered = one.table.matrix(("statement.covered",))[:, 0]
    words = index.columns.fields["statement"].lengths(one.rows)
    return (covered > 1 - ROUNDING) & (words >= WORDS)


def _verdict(likely: Verdict, *, whole: bool) -> Verdict:
    return "suggest" if whole and likely == "none" else likely
