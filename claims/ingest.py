"""Taking one article through the journey at once, from wherever it came."""

from dataclasses import dataclass

from django.db import transaction

from claims.matching import read, want_reading
from claims.models import Appearance, Reading, Statement
from jobs.clock import Now
from jobs.due import lease
from nlp import ENGINE
from sources.actions import Found, Recorded, record_capture
from sources.models import Capture, Outlet


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one article gave."""

    capture: Capture
    fresh: bool
    statements: list[Statement]
    passages: list[Appearance]


def ingest(found: Found, *, outlet: Outlet | None, now: Now) -> Ingested:
    """Record an article and read it now; the same article again gives the same answer.

    Raises the refusals of `sources.actions.record_capture`, with nothing written.
    """
    with transaction.atomic():
        recorded: Recorded = record_capture(found, outlet=outlet, now=now.desk)
        want_reading([recorded.capture], due=now.machine)
    read_now(recorded.capture, now=now)
    return Ingested(
        capture=recorded.capture,
        fresh=recorded.fresh,
        statements=statements_of(recorded.capture),
        passages=passages_of(recorded.capture),
    )


def read_now(capture: Capture, *, now: Now) -> None:
    """Read a version in this process, unless a worker has it or has done it."""
    mine = Reading.objects.filter(capture=capture, engine=ENGINE)
    taken = lease(
        mine.select_related("capture__body", "capture__article__outlet"),
        due_by=now.machine,
        now=now.machine,
        most=1,
    )
    for reading in taken:
        read(reading, now=now)


def statements_of(capture: Capture) -> list[Statement]:
    """What the version says, in its order, with chains."""
    rows = Statement.objects.filter(capture=capture, engine=ENGINE)
    return list(rows.order_by("order").prefetch_related("relays__speaker"))


def passages_of(capture: Capture) -> list[Appearance]:
    """Where the version touches tracked claims, in its order."""
    rows = Appearance.objects.filter(capture=capture).select_related("claim")
    return list(rows.order_by("start", "claim"))
