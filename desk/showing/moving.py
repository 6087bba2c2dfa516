"""Which other claims a passage may be about: the nearest ones, and those with the typed words."""

from typing import Final

from claims.models import Appearance, Claim
from desk.similar import Similar, beside, similar_to

MOST: Final = 8


def words_of(passage: Appearance) -> str:
    """The passage itself."""
    return (passage.capture.body.text or "")[passage.start : passage.end]


def choices(passage: Appearance, typed: str) -> list[Similar]:
    """Tracked claims near the typed words, else near the passage, each with what differs from it.

    Typed words are also looked for as they stand, so that part of a word finds a claim.
    """
    words, asked = words_of(passage), typed.strip()
    near = similar_to(asked or words, most=MOST, without=passage.claim_id)
    found = {each.claim.pk: each for each in near}
    if asked:
        rows = Claim.objects.tracked().saying(asked).exclude(pk=passage.claim_id)
        for claim in rows.with_list_row().newest_first()[:MOST]:
            found.setdefault(claim.pk, beside(claim, words, score=0.0))
    return [beside(each.claim, words, score=each.score) for each in found.values()][:MOST]
