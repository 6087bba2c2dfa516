"""Waking the next sweep: a hint through the broker that may be lost without harm."""

import logging

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def onward(name: str) -> None:
    """Wake the sweeps that come after `name` in the journey (`settings.SWEEPS`)."""
    for then in settings.SWEEPS[name]:
        wake(then)


def wake(name: str) -> None:
    """Ask for one sweep now; if the broker does not answer, the next tick asks again."""
    try:
        current_app.send_task(name, expires=10)
    except OperationalError as error:
        log.warning("The broker did not take %s: %s. The next tick asks again.", name, error)
