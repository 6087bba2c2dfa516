"""As many claims as are wanted: the real ones of three sets, then spliced from two of them."""

import random
from dataclasses import replace
from pathlib import Path

from nlp.evaluate.lines import claims_of
from nlp.values import ClaimText


def claims_of_all_sets(data: Path, many: int) -> list[ClaimText]:
    """Claims numbered from 0; those of CheckThat! 2020 come first, with their own numbers."""
    claims: list[ClaimText] = []
    for name in ("ct2020_t2", "ct2b", "tweets_en"):
        found, _ = claims_of(data / name / "claims.jsonl.gz", bodies=None, fields=frozenset())
        claims.extend([replace(one, claim_id=len(claims) + at) for at, one in enumerate(found)])
    chance = random.Random(1)  # noqa: S311  (a sample, no secret)
    real = list(claims)
    while len(claims) < many:
        claims.append(_spliced(len(claims), chance.choice(real), chance.choice(real)))
    return claims[:many]


def _spliced(number: int, one: ClaimText, two: ClaimText) -> ClaimText:
    head, tail = one.statement.split(), two.statement.split()
    words = [*head[: len(head) // 2], *tail[len(tail) // 2 :]]
    return ClaimText(number, " ".join(words), title=one.title)
