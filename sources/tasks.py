"""Doorways of sources."""

from celery import shared_task

from jobs import clock
from jobs.wake import onward
from sources import fetch


@shared_task(name="sources.fetch_due")
def fetch_due() -> int:
    """Go to the web for what is due."""
    done = fetch.fetch_due(now=clock.now())
    if done:
        onward("sources.fetch_due")
    return done
