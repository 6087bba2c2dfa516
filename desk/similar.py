"""Which tracked claims say nearly the same, and where they differ, before a claim is filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claims import replica
from claims.facts import Status
from claims.models import Claim
from claims.texts import tracked_texts
from claims.wording import LABELS
from desk.marking import Piece, pieces
from nlp import differences, ranking
from nlp.values import Difference

MOST: Final = 3
LONGEST: Final = 2_000
# Below what a passage needs to be suggested: a hint costs one look, a second claim costs more.
HINT_AT: Final = 0.4
# Filing stops once for these: nearly all is said in the same words, and nothing differs.
TWIN_AT: Final = 0.9


@dataclass(frozen=True, slots=True)
class Unlike:
    """One thing that a tracked claim says otherwise than what is being written."""

    kind: str
    says: str
    written: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A tracked claim that may be the same one; `pieces` are its statement, marked."""

    claim: Claim
    label: str
    score: float
    pieces: tuple[Piece, ...]
    unlike: tuple[Unlike, ...]


def similar_to(words: str, *, most: int = MOST, without: int | None = None) -> list[Similar]:
    """The nearest tracked claims, best first; empty for a text without words.

    `without` is the claim that they are an alternative to.
    """
    text = words.strip()[:LONGEST]
    if not text:
        return []
    copy = replica.of_this_process()
    # A hint does not wait for an index that is just being built.
    copy.catch_up(wait=False)
    near = ranking.alike(text, index=copy.index, texts=tracked_texts, most=most + 1)
    fit = (match for match in near if match.score >= HINT_AT and match.claim_id != without)
    found = list(fit)[:most]
    rows = Claim.objects.with_list_row().in_bulk([match.claim_id for match in found])
    return [
        beside(rows[match.claim_id], text, score=match.score)
        for match in found
        if match.claim_id in rows
    ]


def beside(claim: Claim, words: str, *, score: float) -> Similar:
    """A claim beside what is written, with what differs named on both sides."""
    found = differences.between(claim.statement, words)
    marked = [(one.claim.start, one.claim.end) for one in found if one.claim]
    label = LABELS[Status(claim.status)]
    return Similar(claim, label, score, pieces(claim.statement, marked), _unlike(found))


def is_twin(found: Similar) -> bool:
    """Whether it says the same as far as anybody can tell, so that filing would be a second one."""
    return found.score >= TWIN_AT and not found.unlike


def _unlike(found: Sequence[Difference]) -> tuple[Unlike, ...]:
    return tuple(Unlike(one.kind.capitalize(), one.claim_words, one.passage_words) for one in found)
