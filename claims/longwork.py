"""The long jobs of claims, each with the step that works out its next bite."""

from collections.abc import Callable, Mapping
from typing import Final

from claims import backfill, embedding
from claims.replica import EMBEDDING
from jobs import longjobs
from jobs.clock import Now
from jobs.longjobs import Step

STEPS: Final[Mapping[str, Step]] = {
    backfill.KIND: backfill.search_archive,
    EMBEDDING: embedding.encode_claims,
}


def run_due(*, now: Now, time_left: Callable[[], bool]) -> int:
    """Begin what is missing, and run one slice of what is due; returns how many jobs shared it."""
    embedding.want(now=now.desk)
    return longjobs.run_due(STEPS, now=now, time_left=time_left)
