"""Doorways of partners."""

from typing import Final

from celery import shared_task

from jobs import clock
from jobs.wake import onward
from partners.deliver import deliver_due as deliver
from partners.deliver import house_terms
from partners.follow import follow_ledger

# Rounds of one message: with every endpoint hanging, still well inside the task's time limit.
ROUNDS: Final = 4


@shared_task(name="partners.follow")
def follow() -> int:
    """Read the ledger on; returns how many events were read."""
    done = follow_ledger(now=clock.now())
    if done:
        onward("partners.follow")
    return done


@shared_task(name="partners.deliver_due")
def deliver_due() -> int:
    """Send what is due; returns how many tries were made."""
    done = 0
    for _ in range(ROUNDS):
        tried = deliver(now=clock.now(), terms=house_terms())
        if not tried:
            break
        done += tried
    if done:
        onward("partners.deliver_due")
    return done
