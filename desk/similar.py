"""Which tracked claims say nearly the same, and where they differ, before a claim is filed."""

from dataclasses import dataclass
from typing import Final

from claims import replica
from claims.facts import Status
from claims.models import Claim
from claims.wording import LABELS
from nlp import differences, ranking
from nlp.values import Span

MOST: Final = 3
# Below what a passage needs to be suggested: a hint costs one look, a second claim costs more.
HINT_AT: Final = 0.4


@dataclass(frozen=True, slots=True)
class Similar:
    """A tracked claim that may be the same one."""

    claim: Claim
    label: str
    score: float
    differs: tuple[str, ...]


def similar_to(words: str) -> list[Similar]:
    """The nearest tracked claims, best first; empty for a text without words."""
    text = words.strip()[:2_000]
    if not text:
        return []
    copy = replica.of_this_process()
    copy.catch_up()
    sentence = (Span(0, len(text)), text)
    found = ranking.match([sentence], index=copy.index, claims=copy.texts, at_least=HINT_AT)[:MOST]
    rows = Claim.objects.with_list_row().in_bulk([match.claim_id for match in found])
    return [
        _similar(rows[match.claim_id], text, match.score)
        for match in found
        if match.claim_id in rows
    ]


def _similar(claim: Claim, words: str, score: float) -> Similar:
    kinds = dict.fromkeys(one.kind for one in differences.between(claim.statement, words))
    return Similar(claim, LABELS[Status(claim.status)], score, tuple(kinds))
