"""Doorways of reviews."""

from celery import shared_task

from jobs.wake import onward
from reviews.follow import follow_ledger


@shared_task(name="reviews.follow")
def follow() -> int:
    """Read the ledger on."""
    done = follow_ledger()
    if done:
        onward("reviews.follow")
    return done
