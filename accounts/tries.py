"""Slowing down who guesses passwords; in rows, so that every process counts the same tries."""

import hashlib
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from accounts.models import WrongTry

MOST: Final = 10
WINDOW: Final = timedelta(minutes=15)


def minutes_to_wait(username: str, address: str, *, now: datetime) -> int:
    """How long somebody at `address` must wait before trying this name again; 0: not at all.

    The same for names that nobody has, so that the answer tells nothing about who works here.
    """
    tries = WrongTry.objects.filter(key=_key(username, address), at__gt=now - WINDOW)
    recent = list(tries.order_by("-at").values_list("at", flat=True)[:MOST])
    if len(recent) < MOST:
        return 0
    left = recent[-1] + WINDOW - now
    return max(1, -(-int(left.total_seconds()) // 60))


def note_wrong(username: str, address: str, *, now: datetime) -> None:
    """Count one wrong try, and forget those that no longer matter."""
    WrongTry.objects.filter(at__lte=now - WINDOW).delete()
    WrongTry.objects.create(key=_key(username, address), at=now)


def forget(username: str, address: str) -> None:
    """Somebody signed in: earlier slips no longer count."""
    WrongTry.objects.filter(key=_key(username, address)).delete()


def _key(username: str, address: str) -> str:
    name = unicodedata.normalize("NFKC", username).strip().casefold()
    return hashlib.sha256(f"{name}\n{address}".encode()).hexdigest()
