"""Reading a version: its statements, and the tracked claims that its sentences are about."""

import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from claims import replica
from claims.models import Appearance, Attribution, Reading, Speaker, Statement
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.clock import Now
from jobs.due import LostLease, ask, fail, finish, lease
from nlp import ENGINE, differences, ranking, sentences, stance, statements, values
from sources.models import Capture

log = logging.getLogger(__name__)
BATCH: Final = 10
# How far back in the archive a claim is looked for when it is filed, in versions.
LOOK_BACK: Final = 500
_SPACE: Final = re.compile(r"\s+")


def want_reading(captures: Sequence[Capture], *, due: datetime) -> None:
    """Make versions due to be read by this engine; `due` is machine time."""
    Reading.objects.bulk_create(
        [Reading(capture=capture, engine=ENGINE, next_at=due) for capture in captures],
        ignore_conflicts=True,
    )


def look_back(*, due: datetime) -> int:
    """Have the latest versions read again, to look for a claim that is tracked from now on."""
    latest = Capture.objects.readable().order_by("-pk").values("pk")[:LOOK_BACK]
    return ask(
        Reading.objects.filter(capture__in=[row["pk"] for row in latest], engine=ENGINE), at=due
    )


def read_due(*, now: Now) -> int:
    """Read the versions that are due; returns how many were taken."""
    due = Reading.objects.select_related("capture__body", "capture__article__outlet")
    taken = lease(due, due_by=now.machine, now=now.machine, most=BATCH)
    for reading in taken:
        try:
            read(reading, now=now)
        except LostLease:
            log.info("Another worker has taken the %s over.", reading)
        except Exception as error:
            log.exception("Reading %s failed.", reading)
            fail(reading, error=repr(error), due_now=now.machine, now=now.machine)
    return len(taken)


def read(reading: Reading, *, now: Now) -> list[Appearance]:
    """Read one leased version and write down what was found; safe to run twice."""
    capture = reading.capture
    text = capture.body.text or ""
    published = published_on(capture)
    found = statements.read(text, published=published) if text else ()
    copy = replica.of_this_process()
    copy.catch_up()
    spans = [(span, span.of(text)) for span in sentences.split(text)] if text else []
    matches = ranking.match(spans, index=copy.index, claims=copy.texts)
    with transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(done_at=now.machine)
        finish(reading, next_at=None, due_now=now.machine)
        rows = write_statements(capture, found)
        appearances = [
            _appearance(capture, match, copy.texts[match.claim_id], rows, now=now.desk)
            for match in matches
        ]
        appearances += _carried_over(capture, appearances, spans, rows, now=now.desk)
        _write(appearances)
        _touch(capture, appearances, now=now.desk)
    return appearances


def write_statements(capture: Capture, found: Sequence[values.Statement]) -> list[Statement]:
    """Keep what one engine version found in a version, once."""
    kept = list(Statement.objects.filter(capture=capture, engine=ENGINE))
    if kept or not found:
        return kept
    rows = [_statement(capture, order, one) for order, one in enumerate(found)]
    Statement.objects.bulk_create(rows)
    names = {relay.name for one in found for relay in one.chain if relay.named}
    speakers = {name: Speaker.objects.named(name) for name in names}
    Attribution.objects.bulk_create(
        Attribution(
            statement=row,
            order=order,
            as_written=relay.as_written[:200],
            name=relay.name[:200],
            named=relay.named,
            heard_directly=relay.heard_directly,
            speaker=speakers.get(relay.name),
        )
        for row, one in zip(rows, found, strict=True)
        for order, relay in enumerate(one.chain)
    )
    return rows


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
    now: datetime,
) -> Appearance:
    """An unsaved Appearance of a claim at a span of a version, with stance and differences."""
    words = span.of(capture.body.text or "")
    said = stance.stance(
        claim.statement, words, said_on=claim.said_on, published=published_on(capture)
    )
    return Appearance(
        claim_id=claim.claim_id,
        capture=capture,
        start=span.start,
        end=span.end,
        digest=passage_digest(words),
        score=score,
        features=dict(features),
        stance=said.label.value,
        stance_score=said.score,
        later=said.later,
        cues=list(said.cues),
        differences=[one.to_json() for one in differences.between(claim.statement, words)],
        statement=statement,
        engine=ENGINE,
        found_at=now,
    )


def _appearance(
    capture: Capture,
    match: values.Match,
    claim: values.ClaimText,
    rows: Sequence[Statement],
    *,
    now: datetime,
) -> Appearance:
    return appearance(
        capture,
        match.sentence,
        claim,
        score=match.score,
        features=match.features,
        statement=_inside(match.sentence, rows),
        now=now,
    )


def _inside(span: values.Span, rows: Sequence[Statement]) -> Statement | None:
    return next((row for row in rows if values.Span(row.start, row.end).meets(span)), None)


def _carried_over(
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
            replica.claim_text(passage.claim),
            score=passage.score,
            features={**passage.features, "carried_over": 1.0},
            statement=_inside(span, rows),
            now=now,
        )
        for passage, span in places
        if span
    ]


def _unfound(capture: Capture, found: Sequence[Appearance]) -> "QuerySet[Appearance]":
    """Of each claim and digest that earlier versions had and this one lacks, the last passage."""
    here = {(one.claim_id, one.digest) for one in found}
    known = _before(capture).values_list("claim", "digest").annotate(last=Max("pk"))
    missing = [last for claim, digest, last in known if (claim, digest) not in here]
    return (
        Appearance.objects.filter(pk__in=missing)
        .select_related("claim__claimant", "capture__body")
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


def _before(capture: Capture) -> "QuerySet[Appearance]":
    """The passages of the earlier versions of the same article."""
    return Appearance.objects.filter(
        capture__article=capture.article_id, capture__number__lt=capture.number
    )


def _write(appearances: Sequence[Appearance]) -> None:
    Appearance.objects.bulk_create(appearances, ignore_conflicts=True)


def _touch(capture: Capture, appearances: Sequence[Appearance], *, now: datetime) -> None:
    """Ask for the re-check of every claim that the version touches, or no longer does."""
    touched = {one.claim_id for one in appearances}
    ask_recheck(touched, why=Trigger.NEW_PASSAGE, now=now)
    if capture.number == 1:
        return
    here = {(one.claim_id, one.digest) for one in appearances}
    lost = {
        claim
        for claim, digest in _before(capture).values_list("claim", "digest")
        if (claim, digest) not in here
    }
    ask_recheck(lost, why=Trigger.PASSAGE_CHANGED, now=now)


def _statement(capture: Capture, order: int, found: values.Statement) -> Statement:
    return Statement(
        capture=capture,
        engine=ENGINE,
        order=order,
        start=found.span.start,
        end=found.span.end,
        sentence_start=found.sentence.start,
        sentence_end=found.sentence.end,
        proposed=found.proposed,
        kind=found.kind.value,
        form=found.form.value,
        cue=found.cue[:200],
        audience=found.audience[:200],
        said_on=found.said_on,
        due_on=found.due.on,
        due_earliest=found.due.earliest,
        due_words=found.due.words[:200],
        condition=found.due.condition[:300],
    )
