"""What a hint costs while somebody types: one text against all claims, word by word at the end."""

from collections.abc import Collection, Sequence
from pathlib import Path
from time import process_time
from typing import Final

import numpy as np

from benchmarks.many import claims_of_all_sets
from benchmarks.speed import RandomVectors
from nlp.claim_index import ClaimIndex
from nlp.encoder import Encoder
from nlp.evaluate.lines import queries_of
from nlp.ranking import alike
from nlp.values import ClaimText

# What stands in the field each time that somebody pauses.
TYPED: Final = (4, 9, 16, 30)
MOST: Final = 4


def slow_hint(data: Path, encoder: Encoder, *, claims: int) -> float:
    """CPU seconds below which 95 of 100 hints come, the look at the database left out."""
    known = {claim.claim_id: claim for claim in claims_of_all_sets(data, claims)}
    index = ClaimIndex.build(known.values(), encoder=RandomVectors())
    if index.vectors is not None:
        index.vectors.encoder = encoder

    def texts(claim_ids: Collection[int]) -> dict[int, ClaimText]:
        return {claim_id: known[claim_id] for claim_id in claim_ids}

    seconds = []
    for text in _typed(data):
        start = process_time()
        alike(text, index=index, texts=texts, most=MOST)
        seconds.append(process_time() - start)
    return float(np.percentile(seconds, 95))


def _typed(data: Path) -> Sequence[str]:
    asked = queries_of(data / "ct2020_t2" / "dev.queries.jsonl.gz", fields=frozenset())
    words = [one.passage.text.split() for one in asked]
    return [" ".join(one[:many]) for one in words for many in TYPED]
