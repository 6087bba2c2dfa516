"""A sweep that found a full batch goes on at once, up to a bound, instead of waiting for a tick."""

from collections.abc import Callable
from typing import Final

MOST: Final = 20


def drain(sweep: Callable[[], int], *, most: int = MOST) -> int:
    """Run a sweep until it finds nothing, at most `most` times; returns how much it did.

    >>> work = [3, 2, 0, 9]
    >>> drain(lambda: work.pop(0))
    5
    """
    total = 0
    for _ in range(most):
        done = sweep()
        total += done
        if not done:
            break
    return total
