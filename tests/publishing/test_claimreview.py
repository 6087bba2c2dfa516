"""The JSON-LD of a fact-check (`interop.md` §3.2, `rules.md` §6), as values."""

from dataclasses import replace
from datetime import date

import pytest

from claims.codec import JsonObject
from publishing.claimreview import Corrected, ReviewFacts, Sighting, claim_review
from tests.publishing.make import at

WIRE = Sighting("https://wire.example/1", "Northern Wire", "A signal", at(12, 10))
FACTS = ReviewFacts(
    url="https://news.example/checks/a-signal-came/",
    title="A signal came",
    language="en",
    claim_words="Russia is ready",
    claimant="Volodymyr Zelenskyy",
    claimant_kind="person",
    alleged_source="Russia",
    said_on=date(2025, 8, 12),
    first=WIRE,
    appearances=(WIRE,),
    rating="Mostly false",
    number=2,
    summary="Nobody heard it.",
    published_at=at(13, 8),
    modified_at=at(13, 16),
    looked_at_since=None,
    corrections=(),
    retracted=False,
    invented=False,
    publisher="The Newsroom",
    publisher_url="https://news.example",
)


def made(**changes: object) -> JsonObject:
    found = claim_review(replace(FACTS, **changes))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_rating_with_a_number_names_its_scale() -> None:
    assert made()["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
        "ratingExplanation": "Nobody heard it.",
    }


def test_a_rating_off_the_scale_is_a_word_alone() -> None:
    rating = made(rating="Unproven", number=None)["reviewRating"]

    assert rating == {
        "@type": "Rating",
        "alternateName": "Unproven",
        "ratingExplanation": "Nobody heard it.",
    }


def test_appearances_are_objects() -> None:
    item = made()["itemReviewed"]

    assert isinstance(item, dict)
    assert item["appearance"] == [
        {
            "@type": "NewsArticle",
            "url": "https://wire.example/1",
            "headline": "A signal",
            "datePublished": "2025-08-12T10:00:00+00:00",
            "publisher": {"@type": "Organization", "name": "Northern Wire"},
        }
    ]
    assert item["author"] == {"@type": "Person", "name": "Volodymyr Zelenskyy"}
    assert item["datePublished"] == "2025-08-12"


@pytest.mark.parametrize("claimant", ["", "Russia"])
def test_no_author_without_a_claimant_and_never_an_alleged_source(claimant: str) -> None:
    item = made(claimant=claimant)["itemReviewed"]

    assert isinstance(item, dict)
    assert "author" not in item


def test_a_state_speaks_as_an_organisation() -> None:
    item = made(claimant="Norway", claimant_kind="state")["itemReviewed"]

    assert isinstance(item, dict)
    assert item["author"] == {"@type": "Organization", "name": "Norway"}


def test_under_review_the_rating_and_its_date_stay() -> None:
    before, during = made(), made(looked_at_since=at(14, 3))

    assert during["name"] == "Being looked at again: A signal came"
    assert during["creativeWorkStatus"] == "Under review"
    assert during["dateModified"] == "2025-08-14T03:00:00+00:00"
    assert during["reviewRating"] == before["reviewRating"]
    assert during["datePublished"] == before["datePublished"]
    assert "creativeWorkStatus" not in before


def test_a_correction_is_told_beside_the_rating() -> None:
    found = made(corrections=(Corrected("We had missed it.", at(14, 9)),))

    assert found["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "We had missed it.",
            "datePublished": "2025-08-14T09:00:00+00:00",
        }
    ]


def test_what_was_taken_back_is_no_claim_review() -> None:
    found = made(retracted=True, corrections=(Corrected("It was wrong.", at(14, 9)),))

    assert found["@type"] == "WebPage"
    assert "reviewRating" not in found
    assert "correction" in found


def test_an_invented_plot_has_no_claim_review() -> None:
    assert claim_review(replace(FACTS, invented=True)) is None
