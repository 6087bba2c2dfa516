"""How far long work has come, in words: for the page of a claim, and around every page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from jobs.models import LongJob

# What each kind of work that no claim owns is called; others are called what they are: work.
_CALLED: Final = {
    "claims.embed": "The encoder reads all claims; some are found by words alone until then",
}
_LONG_WORK: Final = "Long work goes on"
# No guess is shown that says more of a stop in between than of the work.
_FARTHEST: Final = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """A sentence, around a moment if `at` is given; a bar as well while it `runs`."""

    words: str
    done: int
    total: int | None
    runs: bool
    failed: bool = False
    at: datetime | None = None
    rest: str = ""
    found: int = 0


def search_progress(job: LongJob, *, now: datetime) -> Progress:
    """The search of the archive for one claim; `now` is desk time."""
    count = f"{job.found:,} {'passage' if job.found == 1 else 'passages'} found"
    if job.finished_at:
        words, rest = f"Looked through {_articles(job.done)} on", f" ({count})."
        return _ended(job, words, at=job.finished_at, rest=rest)
    if job.cancelled_at:
        rest = f" after {_part(job)} ({count})." if job.total else " before it began."
        words = "The look through the archive was stopped on"
        return _ended(job, words, at=job.cancelled_at, rest=rest)
    if job.dead_at:
        words = f"The look through the archive failed after {_part(job)}: {count}."
        return Progress(words, job.done, job.total, runs=False, failed=True, found=job.found)
    words = f"Looking through the archive: {_part(job)}, {count}{_left(job, now)}."
    if job.total is None:
        words = "Looking through the archive begins within seconds."
    return Progress(words, job.done, job.total, runs=True, found=job.found)


def work_progress(job: LongJob, *, now: datetime) -> Progress:
    """Open work that no claim owns, as one calm line."""
    called = _CALLED.get(job.kind, _LONG_WORK)
    so_far = "" if job.total is None else f": {job.done:,} of {job.total:,}{_left(job, now)}"
    words = f"{called}{so_far}."
    if job.dead_at:
        words = f"{called}{so_far.partition(', about')[0]}. It failed, and waits for an editor."
    return Progress(words, job.done, job.total, runs=not job.dead_at, failed=bool(job.dead_at))


def as_note(job: LongJob | None, *, zone: ZoneInfo) -> str:
    """What a finished search came to, as somebody might note it; else ""."""
    if job is None or job.finished_at is None:
        return ""
    shown = search_progress(job, now=job.finished_at)
    day = job.finished_at.astimezone(zone)
    return f"{shown.words} {day.day} {day:%b %Y}{shown.rest}"


def _ended(job: LongJob, words: str, *, at: datetime, rest: str) -> Progress:
    return Progress(words, job.done, job.total, runs=False, at=at, rest=rest, found=job.found)


def _part(job: LongJob) -> str:
    return f"{job.done:,} of {_articles(job.total or 0)}"


def _articles(count: int) -> str:
    return f"{count:,} {'article' if count == 1 else 'articles'}"


def _left(job: LongJob, now: datetime) -> str:
    """A guess from what was done so far; "" where it would say nothing."""
    if not (job.started_at and job.done and job.total):
        return ""
    left = max(now - job.started_at, timedelta()) / job.done * (job.total - job.done)
    if not timedelta() < left < _FARTHEST:
        return ""
    minutes = ceil(left / timedelta(minutes=1))
    return f", about {minutes} {'minute' if minutes == 1 else 'minutes'} left"
