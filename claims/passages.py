"""Passages: a claim at a place in one version, and what an edit elsewhere left as it was."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, QuerySet

from claims.models import Appearance, Statement
from claims.opinions import told_by
from claims.texts import text_of
from nlp import ENGINE, differences, stance, values
from sources.models import Capture

_SPACE: Final = re.compile(r"\s+")


def published_on(capture: Capture) -> date | None:
    """The day by which weekday words are read: the outlet's own, else the newsroom's."""
    if capture.published_at is None:
        return None
    outlet = capture.article.outlet
    zone = outlet.zone if outlet and outlet.zone else settings.NEWSROOM_ZONE
    return capture.published_at.astimezone(ZoneInfo(zone)).date()


def passage_digest(words: str) -> str:
    """What copies of one passage share: its words, whatever the case and the spaces."""
    return hashlib.sha256(_SPACE.sub(" ", words).strip().casefold().encode()).hexdigest()


def appearance(  # noqa: PLR0913  (what an Appearance is made of)
    capture: Capture,
    span: values.Span,
    claim: values.ClaimText,
    *,
    score: float,
    features: Mapping[str, float],
    statement: Statement | None,
    matcher: str = "",
    now: datetime,
) -> Appearance:
    """An unsaved Appearance of a claim at a span of a version, with stance and differences."""
    words, published = span.of(capture.body.text or ""), published_on(capture)
    told = told_by(capture, claim.statement)
    said = stance.stance(
        claim.statement, words, said_on=claim.said_on, published=published, opinion=told.body
    )
    unlike = differences.between(claim.statement, words, said_on=claim.said_on, published=published)
    return Appearance(
        claim_id=claim.claim_id,
        capture=capture,
        start=span.start,
        end=span.end,
        digest=passage_digest(words),
        score=score,
        matcher=matcher or None,
        features=dict(features),
        stance=said.label.value,
        stance_score=said.score,
        later=said.later,
        sides=told.to_json(),
        cues=list(said.cues),
        differences=[one.to_json() for one in unlike],
        statement=statement,
        engine=ENGINE,
        found_at=now,
    )


def inside(span: values.Span, rows: Sequence[Statement]) -> Statement | None:
    return next((row for row in rows if values.Span(row.start, row.end).meets(span)), None)


def carried_over(
    capture: Capture,
    found: Sequence[Appearance],
    spans: Sequence[tuple[values.Span, str]],
    rows: Sequence[Statement],
    *,
    now: datetime,
) -> list[Appearance]:
    """What an edit elsewhere left as it was: the passage lives on, whatever the ranker finds."""
    places = [(passage, _place(passage, capture, spans)) for passage in _unfound(capture, found)]
    return [
        appearance(
            capture,
            span,
            text_of(passage.claim),
            score=passage.score,
            features={**passage.features, "carried_over": 1.0},
            statement=inside(span, rows),
            matcher=passage.matcher or "",
            now=now,
        )
        for passage, span in places
        if span
    ]


def _unfound(capture: Capture, found: Sequence[Appearance]) -> "QuerySet[Appearance]":
    """Of each claim and digest that earlier versions had and this one lacks, the last passage."""
    here = {(one.claim_id, one.digest) for one in found}
    known = before(capture).values_list("claim", "digest").annotate(last=Max("pk"))
    missing = [last for claim, digest, last in known if (claim, digest) not in here]
    return (
        Appearance.objects.filter(pk__in=missing)
        .select_related("claim__claimant", "claim__published_text", "capture__body")
        .order_by("pk")
    )


def _place(
    passage: Appearance, capture: Capture, spans: Sequence[tuple[values.Span, str]]
) -> values.Span | None:
    """Where the words of an earlier version's passage stand, or None if they were changed.

    They are looked for as one sentence, else as a run of whole ones; inside a longer sentence
    they may have come to mean something else ("It is not true that …").
    """
    text = capture.body.text or ""
    words = (passage.capture.body.text or "")[passage.start : passage.end].strip()
    for span, sentence in spans:
        if passage_digest(sentence) == passage.digest:
            return span
    ends = {span.end for span, _ in spans}
    for span, _ in spans:
        end = span.start + len(words)
        if words and end in ends and text.startswith(words, span.start):
            return values.Span(span.start, end)
    return None


def before(capture: Capture) -> "QuerySet[Appearance]":
    """The passages of the earlier versions of the same article."""
    return Appearance.objects.filter(
        capture__article=capture.article_id, capture__number__lt=capture.number
    )
