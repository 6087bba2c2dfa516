"""Whether work runs: the last beat of the scheduler, and re-checks that are late."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings

from claims.models import Claim
from jobs.clock import Now
from jobs.models import Tick

# A sweep comes every second; whoever waits longer than this waits for something broken.
PATIENCE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Health:
    """One sentence for the rail, and whether it is bad news."""

    words: str
    late: bool


def health(*, now: Now) -> Health:
    """How the work goes at this moment; two queries."""
    overdue = Claim.objects.tracked().filter(next_at__lte=now.desk - PATIENCE).count()
    beat = _last_beat()
    if overdue:
        verb = "re-check is" if overdue == 1 else "re-checks are"
        return Health(f"{overdue:,} {verb} late.", late=True)
    if beat is None:
        return Health("No sweep yet: start the workers.", late=True)
    since = max(now.machine - beat, timedelta())
    words = f"Last sweep {_ago(since)} ago, nothing overdue."
    return Health(f"All work running. {words}" if since < PATIENCE else words, since >= PATIENCE)


def _last_beat() -> datetime | None:
    slot = Tick.objects.order_by("-pk").values_list("slot", flat=True).first()
    return None if slot is None else datetime.fromtimestamp(slot * settings.SWEEP_S, tz=UTC)


def _ago(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 3600 else f"{seconds // 3600} h"
