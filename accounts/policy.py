"""Who may do what: one table, asked by every door (`design.md` roles)."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A person's part in the newsroom, in rising order of trust."""

    CONTRIBUTOR = "contributor"
    CHECKER = "checker"
    EDITOR = "editor"
    ADMIN = "admin"


class Verb(StrEnum):
    """What a role may be allowed to do."""

    READ = "read"
    FILE = "file"
    DECIDE_MATCH = "decide_match"
    REVIEW = "review"
    RECORD_OUTCOME = "record_outcome"
    OPEN_REVIEW = "open_review"
    SIGN_OFF = "sign_off"
    PUBLISH = "publish"
    RUN_SOURCES = "run_sources"
    SET_THRESHOLDS = "set_thresholds"
    RELEASE_METHOD = "release_method"
    MANAGE = "manage"


_CONTRIBUTOR: Final = frozenset({Verb.READ, Verb.FILE})
_CHECKER: Final = _CONTRIBUTOR | {
    Verb.DECIDE_MATCH,
    Verb.REVIEW,
    Verb.RECORD_OUTCOME,
}
_EDITOR: Final = _CHECKER | {
    Verb.OPEN_REVIEW,
    Verb.SIGN_OFF,
    Verb.PUBLISH,
    Verb.RUN_SOURCES,
    Verb.SET_THRESHOLDS,
    Verb.RELEASE_METHOD,
}

ALLOWED: Final[dict[Role, frozenset[Verb]]] = {
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.CHECKER: _CHECKER,
    Role.EDITOR: _EDITOR,
    Role.ADMIN: _EDITOR | {Verb.MANAGE},
}


def may(role: str, verb: Verb) -> bool:
    """Whether the role allows the verb.

    >>> may("checker", Verb.REVIEW), may("checker", Verb.SIGN_OFF)
    (True, False)
    """
    return verb in ALLOWED[Role(role)]
