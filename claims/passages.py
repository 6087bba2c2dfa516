"""Passages: a claim at a place in one version, and what an edit elsewhere left as it was."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, QuerySet

from claims.dates import may_end, speaks_until
from claims.facts import ClaimKind
from claims.judgements import told_by
from claims.models import Appearance, Claim, Statement
from claims.states import Speaks
from nlp import ENGINE, differences, stance, values
from sources.models import Capture, CaptureBody

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
    return hashlib.sha256(_plain(words).encode()).hexdigest()


def appearance(  # noqa: PLR0913  (what an Appearance is made of)
    capture: Capture,
    span: values.Span,
    claim: Claim,
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
        claim.statement,
        words,
        said_on=claim.said_on,
        published=published,
        until=_speaks_until(claim),
        judgement=told.body,
    )
    unlike = differences.between(claim.statement, words, said_on=claim.said_on, published=published)
    return Appearance(
        claim=claim,
        capture=capture,
        start=span.start,
        end=span.end,
        digest=passage_digest(words),
        edited_in=_edited_in(capture, words),
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


def _edited_in(capture: Capture, words: str) -> bool:
    """Whether an edit brought the words; not where what stood there at first cannot be read."""
    if capture.number == 1:
        return False
    versions = CaptureBody.objects.filter(capture__article=capture.article_id).exclude(text="")
    first = versions.order_by("capture__number").values_list("text", flat=True).first()
    return first is not None and _plain(words) not in _plain(first)


def _plain(words: str) -> str:
    return _SPACE.sub(" ", words).strip().casefold()


def _speaks_until(claim: Claim) -> date | None:
    """The last day of which the claim speaks, as far as it was filed with it."""
    return speaks_until(
        claim.statement,
        speaks_of=Speaks(claim.speaks_of),
        ahead=may_end(ClaimKind(claim.kind), condition=claim.condition),
        made_on=claim.said_on or claim.filed_at.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)).date(),
        due_on=claim.due_on,
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
            passage.claim,
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
        .select_related("claim", "capture__body")
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
