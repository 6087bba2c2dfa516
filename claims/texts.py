"""What matching knows of claims: their words, speaker, day, and the words of a published check."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from claims.models import Claim
from nlp.values import ClaimText

_CHUNK = 1_000


def text_of(claim: Claim) -> ClaimText:
    """One claim as the index has it."""
    published = getattr(claim, "published_text", None)
    return ClaimText(
        claim_id=claim.pk,
        statement=claim.statement,
        speaker=claim.claimant.name if claim.claimant else "",
        said_on=claim.said_on,
        title=published.title if published else "",
        body=published.body if published else "",
        language=claim.language,
    )


def tracked_texts(claim_ids: Collection[int]) -> dict[int, ClaimText]:
    """As they are now in the database; without those that nobody tracks any more."""
    rows = _with_words(Claim.objects.tracked().filter(pk__in=claim_ids))
    return {claim.pk: text_of(claim) for claim in rows}


def all_tracked() -> Iterator[ClaimText]:
    """Every tracked claim, oldest first, a thousand in memory at a time."""
    rows = _with_words(Claim.objects.tracked()).order_by("pk")
    return (text_of(claim) for claim in rows.iterator(chunk_size=_CHUNK))


def _with_words(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    return claims.select_related("claimant", "published_text")
