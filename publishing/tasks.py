"""Doorways of publishing."""

from celery import shared_task

from jobs.clock import desk_now
from jobs.wake import onward
from publishing.follow import follow_ledger


@shared_task(name="publishing.follow")
def follow() -> int:
    """Read the ledger on."""
    done = follow_ledger(now=desk_now())
    if done:
        onward("publishing.follow")
    return done
