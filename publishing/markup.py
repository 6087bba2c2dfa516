"""From a page to its ClaimReview: the same JSON-LD for the page and for partners."""

import json
from typing import Final

from django.utils.safestring import SafeString

from claims.codec import JsonObject
from claims.facts import Stance
from publishing.claimreview import Corrected, ReviewFacts, Sighting, claim_review
from publishing.models import Citation
from publishing.reading import Page
from publishing.states import CORRECTIONS

# What could end a script element, or a line of one, inside JSON.
_ESCAPES: Final = {ord(c): f"\\u{ord(c):04X}" for c in "<>&\u2028\u2029"}
_SIGHTED: Final = (Stance.SUPPORTS.value, Stance.REPEATS.value)


def json_ld(page: Page, *, public_url: str, newsroom: str) -> "JsonObject | None":
    """The fact-check as JSON-LD; None for an old edition and for a demo's invented plot."""
    return claim_review(_facts(page, public_url, newsroom)) if page.in_force else None


def as_script(data: JsonObject) -> SafeString:
    """JSON that may stand in a `<script>` element: every character that HTML knows is escaped."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return SafeString(text)


def _facts(page: Page, public_url: str, newsroom: str) -> ReviewFacts:
    claim, edition = page.fact_check.claim, page.edition
    return ReviewFacts(
        url=f"{public_url}{page.fact_check.get_absolute_url()}",
        title=edition.title,
        language=claim.language,
        claim_words=edition.claim_words,
        claimant=claim.claimant.name if claim.claimant else "",
        claimant_kind=claim.claimant.kind if claim.claimant else "",
        alleged_source=claim.alleged_source.name if claim.alleged_source else "",
        said_on=claim.said_on,
        first=_first(page),
        appearances=tuple(_sighting(c) for c in page.citations if c.stance in _SIGHTED),
        rating=edition.rating.label,
        number=edition.rating.number,
        summary=edition.summary,
        published_at=page.first_at,
        modified_at=page.modified_at,
        looked_at_since=page.note.at if page.note else None,
        corrections=tuple(
            Corrected(each.change_words, each.published_at)
            for each in page.editions
            if each.change in CORRECTIONS
        ),
        retracted=page.retracted,
        invented=page.invented,
        publisher=newsroom,
        publisher_url=public_url,
    )


def _first(page: Page) -> Sighting | None:
    founded = page.fact_check.claim.founded_on
    if founded is None:
        return None
    capture = founded.capture
    outlet = capture.article.outlet
    name = outlet.name if outlet else ""
    return Sighting(capture.article.url, name, capture.title, capture.published_at)


def _sighting(citation: Citation) -> Sighting:
    title = citation.appearance.capture.title
    return Sighting(citation.url, citation.outlet, title, citation.published_at)
