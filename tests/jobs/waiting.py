"""Wait for something another process does; how long it takes is never part of a test."""

import time
from collections.abc import Callable


def until(happened: Callable[[], object], *, within_s: float = 60.0) -> None:
    """Look until it is true; raises AssertionError where it never is."""
    give_up_at = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < give_up_at, "it never happened"
        time.sleep(0.02)
