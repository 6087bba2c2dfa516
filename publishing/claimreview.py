"""A fact-check as schema.org ClaimReview, for search engines and partners. Pure.

One shape, on the page and in the API: `interop.md` §3.2, with `rules.md` §6 on what is held back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from claims.codec import Json, JsonObject
from publishing.wording import title_now

WORST: Final = 1
BEST: Final = 5
_AUTHOR_TYPES: Final = {"person": "Person"}  # a state or an organisation is an Organization


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where the claim was met."""

    url: str
    outlet: str
    headline: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was wrong and is put right, since when."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """All that leaves with a fact-check; `looked_at_since` while it is looked at again."""

    url: str
    title: str
    language: str
    claim_words: str
    claimant: str
    claimant_kind: str
    alleged_source: str
    said_on: date | None
    first: Sighting | None
    appearances: tuple[Sighting, ...]
    rating: str
    number: int | None
    summary: str
    published_at: datetime
    modified_at: datetime
    looked_at_since: datetime | None
    corrections: tuple[Corrected, ...]
    retracted: bool
    invented: bool
    publisher: str
    publisher_url: str


def claim_review(facts: ReviewFacts) -> "JsonObject | None":
    """The JSON-LD of the page, or None for a demo's invented plot.

    A retracted fact-check is no ClaimReview any more: only its correction is told.
    """
    if facts.invented:
        return None
    page = _retracted(facts) if facts.retracted else _reviewed(facts)
    return _without_empty(page)


def _reviewed(facts: ReviewFacts) -> JsonObject:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{facts.url}#claimreview",
        "url": facts.url,
        "name": title_now(facts.title, looking=facts.looked_at_since is not None),
        "inLanguage": facts.language,
        "claimReviewed": facts.claim_words,
        "author": _publisher(facts),
        "datePublished": facts.published_at.isoformat(),
        "dateModified": (facts.looked_at_since or facts.modified_at).isoformat(),
        "creativeWorkStatus": "Under review" if facts.looked_at_since else None,
        "correction": _corrections(facts.corrections),
        "itemReviewed": _claim(facts),
        "reviewRating": _rating(facts),
    }


def _retracted(facts: ReviewFacts) -> JsonObject:
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": facts.url,
        "url": facts.url,
        "name": facts.title,
        "inLanguage": facts.language,
        "author": _publisher(facts),
        "datePublished": facts.published_at.isoformat(),
        "dateModified": facts.modified_at.isoformat(),
        "correction": _corrections(facts.corrections),
    }


def _claim(facts: ReviewFacts) -> JsonObject:
    return _without_empty(
        {
            "@type": "Claim",
            "@id": f"{facts.url}#claim",
            "author": _claimant(facts),
            "datePublished": facts.said_on.isoformat() if facts.said_on else None,
            "firstAppearance": _work(facts.first) if facts.first else None,
            "appearance": [_work(sighting) for sighting in facts.appearances],
        }
    )


def _claimant(facts: ReviewFacts) -> "JsonObject | None":
    """Who said it on the record; never somebody to whom others only ascribe it."""
    if not facts.claimant or facts.claimant == facts.alleged_source:
        return None
    kind = _AUTHOR_TYPES.get(facts.claimant_kind, "Organization")
    return {"@type": kind, "name": facts.claimant}


def _rating(facts: ReviewFacts) -> JsonObject:
    """The rating; a word to which the scale does not apply has no number."""
    words: JsonObject = {"@type": "Rating", "alternateName": facts.rating}
    if facts.number is not None:
        words |= {"ratingValue": facts.number, "bestRating": BEST, "worstRating": WORST}
    return {**words, "ratingExplanation": facts.summary}


def _work(sighting: Sighting) -> JsonObject:
    # An object, never a bare address: validators refuse `appearance` as text.
    return _without_empty(
        {
            "@type": "NewsArticle",
            "url": sighting.url,
            "headline": sighting.headline,
            "datePublished": sighting.at.isoformat() if sighting.at else None,
            "publisher": {"@type": "Organization", "name": sighting.outlet},
        }
    )


def _publisher(facts: ReviewFacts) -> JsonObject:
    return {"@type": "Organization", "name": facts.publisher, "url": facts.publisher_url}


def _corrections(corrections: Sequence[Corrected]) -> list[Json]:
    return [
        {"@type": "CorrectionComment", "text": each.words, "datePublished": each.at.isoformat()}
        for each in corrections
    ]


def _without_empty(values: JsonObject) -> JsonObject:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
