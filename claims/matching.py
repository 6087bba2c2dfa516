"""Reading a version: its statements, and the tracked claims that its sentences are about."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from claims import replica, sentence_vectors
from claims.auto import confirm_by_machine
from claims.calibrating import primary
from claims.models import Appearance, Attribution, Claim, Reading, Speaker, Statement
from claims.passages import appearance, before, carried_over, inside, published_on
from claims.states import Trigger
from claims.texts import tracked_texts
from claims.thresholds import suggest_by
from claims.waiting import ask_recheck
from jobs.clock import Now
from jobs.due import LostLease, fail, finish, lease
from nlp import ENGINE, ranking, sentences, statements, values
from nlp.worth import of_statement
from sources.models import Capture

log = logging.getLogger(__name__)
BATCH: Final = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What matching found in one version, before any of it is written."""

    spans: tuple[tuple[values.Span, str], ...]
    matches: tuple[values.Match, ...]
    claims: dict[int, Claim]
    matcher: str


def want_reading(captures: Sequence[Capture], *, due: datetime) -> None:
    """Make versions due to be read by this engine; `due` is machine time."""
    Reading.objects.bulk_create(
        [Reading(capture=capture, engine=ENGINE, next_at=due) for capture in captures],
        ignore_conflicts=True,
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
    told = statements.read(text, published=published_on(capture)) if text else ()
    found = _found(capture, now=now.desk)
    with transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(done_at=now.machine, read_at=now.desk)
        finish(reading, next_at=None, due_now=now.machine)
        rows = write_statements(capture, told, found)
        appearances = _appearances(capture, found, rows, now=now.desk)
        appearances += carried_over(capture, appearances, found.spans, rows, now=now.desk)
        _write(appearances)
        if appearances:
            sentence_vectors.keep(capture, [words for _, words in found.spans])
        _touch(capture, appearances, now=now.desk)
        confirm_by_machine(capture, now=now.desk)
    return appearances


def search(captures: Sequence[Capture], claim_ids: Collection[int], *, now: datetime) -> int:
    """Look for some claims in versions that were read before; returns how many passages are new.

    The versions come with `body` and `article__outlet`. Safe to run twice.
    """
    wanted = frozenset(claim_ids)
    return sum(_search(capture, wanted, now=now) for capture in captures)


def write_statements(
    capture: Capture, found: Sequence[values.Statement], near: Found
) -> list[Statement]:
    """Keep what one engine version found in a version, once; `near` is what it touches."""
    kept = list(Statement.objects.filter(capture=capture, engine=ENGINE))
    if kept or not found:
        return kept
    groups = statements.grouped(found)
    rows = [
        _statement(capture, order, one, group=group, near=near)
        for order, (one, group) in enumerate(zip(found, groups, strict=True))
    ]
    Statement.objects.bulk_create(rows)
    names = {relay.name for one in found for relay in one.chain if _may_be_known(relay)}
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


def _may_be_known(relay: values.Relay) -> bool:
    """A name, or one whom a newsroom may have by its description, such as the port authority."""
    return relay.named or relay.name.startswith("the ")


def _found(capture: Capture, *, only: frozenset[int] | None = None, now: datetime) -> Found:
    """The tracked claims in a version; with `only`, those of them that are asked for."""
    text = capture.body.text or ""
    spans = tuple((span, span.of(text)) for span in sentences.split(text)) if text else ()
    if only is not None:
        sentence_vectors.recall(capture, [words for _, words in spans])
    copy = replica.of_this_process()
    copy.catch_up()
    found = ranking.match(
        spans,
        index=copy.index,
        texts=tracked_texts,
        at_least=suggest_by(primary(capture.language), at=now),
        told=ranking.Told(published_on(capture), capture.language or "en"),
    )
    matches = tuple(one for one in found.matches if only is None or one.claim_id in only)
    # As they are now: a claim closed or reworded since is not matched by what the index had.
    claims = Claim.objects.tracked().in_bulk({one.claim_id for one in matches})
    kept = tuple(one for one in matches if one.claim_id in claims)
    return Found(spans, kept, claims, found.matcher)


def _appearances(
    capture: Capture, found: Found, rows: Sequence[Statement], *, now: datetime
) -> list[Appearance]:
    return [
        appearance(
            capture,
            match.sentence,
            found.claims[match.claim_id],
            score=match.score,
            features=match.features,
            statement=inside(match.sentence, rows),
            matcher=found.matcher,
            now=now,
        )
        for match in found.matches
    ]


def _search(capture: Capture, wanted: frozenset[int], *, now: datetime) -> int:
    found = _found(capture, only=wanted, now=now)
    if not found.matches:
        return 0
    rows = list(Statement.objects.filter(capture=capture, engine=ENGINE))
    there = Appearance.objects.filter(capture=capture, claim__in=wanted)
    known = set(there.values_list("claim", "start", "end"))
    fresh = [
        one
        for one in _appearances(capture, found, rows, now=now)
        if (one.claim_id, one.start, one.end) not in known
    ]
    with transaction.atomic():
        _write(fresh)
        sentence_vectors.keep(capture, [words for _, words in found.spans])
        ask_recheck({one.claim_id for one in fresh}, why=Trigger.NEW_PASSAGE, now=now)
        confirm_by_machine(capture, now=now)
    return len(fresh)


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
        for claim, digest in before(capture).values_list("claim", "digest")
        if (claim, digest) not in here
    }
    ask_recheck(lost, why=Trigger.PASSAGE_CHANGED, now=now)


def _statement(
    capture: Capture, order: int, found: values.Statement, *, group: int, near: Found
) -> Statement:
    touching = (one.score for one in near.matches if one.sentence.meets(found.sentence))
    worth = of_statement(found, likeness=max(touching, default=0.0))
    return Statement(
        capture=capture,
        engine=ENGINE,
        order=order,
        group=group,
        worth=worth.points,
        reasons=[[reason.value, points] for reason, points in worth.reasons],
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
