"""The scheduler's doorway: one tick wakes every sweep."""

from celery import shared_task
from django.conf import settings

from jobs.clock import machine_now
from jobs.models import Tick
from jobs.wake import wake

KEEP_SLOTS = 600


@shared_task(name="jobs.tick")
def tick() -> int:
    """Wake every sweep once per slot, however many schedulers run."""
    slot = int(machine_now().timestamp() / settings.SWEEP_S)
    _, first = Tick.objects.get_or_create(name="sweep", slot=slot)
    if not first:
        return 0
    Tick.objects.filter(name="sweep", slot__lt=slot - KEEP_SLOTS).delete()
    for name in settings.SWEEPS:
        wake(name)
    return len(settings.SWEEPS)
