"""Doorways of claims: the clock is read here, the work is one call."""

from typing import Final

from celery import shared_task
from django.conf import settings

from claims import follow, longwork, matching, recheck
from jobs import clock
from jobs.rounds import drain
from jobs.wake import onward

# A task is stopped after 90 s, and a slice ends only with its last bite.
LONGEST_SLICE_S: Final = 60.0


@shared_task(name="claims.follow_sources")
def follow_sources() -> int:
    """Read the log of sources on, and the ledger for claims to look for in the archive."""
    return _woken("claims.follow_sources", drain(_follow))


@shared_task(name="claims.read_due")
def read_due() -> int:
    """Read the versions that are due."""
    return _woken("claims.read_due", drain(lambda: matching.read_due(now=clock.now())))


@shared_task(name="claims.recheck_due")
def recheck_due() -> int:
    """Re-check the claims that are due."""
    return _woken("claims.recheck_due", drain(_recheck))


@shared_task(name="claims.long_jobs")
def long_jobs() -> int:
    """Run one slice of a long job; while there is work, it wakes itself."""
    time_left = clock.within(min(settings.LONG_JOB_SLICE_S, LONGEST_SLICE_S))
    return _woken("claims.long_jobs", longwork.run_due(now=clock.now(), time_left=time_left))


def _follow() -> int:
    now = clock.now()
    return follow.follow_sources(now=now) + follow.follow_tracked(now=now)


def _recheck() -> int:
    now = clock.now()
    return follow.follow_linked(now=now) + recheck.recheck_due(now=now)


def _woken(name: str, done: int) -> int:
    if done:
        onward(name)
    return done
