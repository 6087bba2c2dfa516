"""Enum members as Django choices."""

from collections.abc import Iterable
from enum import StrEnum


def choices(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Value and label of each member, in order.

    >>> choices(StrEnum("Side", {"IN": "came_in"}))
    [('came_in', 'Came in')]
    """
    return [(member.value, member.value.replace("_", " ").capitalize()) for member in members]
