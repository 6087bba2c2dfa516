"""Enum members as Django choices."""

from collections.abc import Iterable
from enum import StrEnum


def choices(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Value and label of each member, in order.

    >>> from accounts.policy import Role
    >>> choices(Role)[0]
    ('contributor', 'Contributor')
    """
    return [(member.value, member.value.replace("_", " ").capitalize()) for member in members]
