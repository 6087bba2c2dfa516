"""Stages of a claim, and the closed lists that its rows choose from. Pure."""

from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where people have put a claim."""

    INBOX = "inbox"
    TRACKED = "tracked"
    CLOSED = "closed"


MOVES: Final[dict[Stage, frozenset[Stage]]] = {
    Stage.INBOX: frozenset({Stage.TRACKED, Stage.CLOSED}),
    Stage.TRACKED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.INBOX, Stage.TRACKED}),  # back, with a reason
}


def may_move(before: str, after: str) -> bool:
    """Whether a claim may go from one stage to another.

    >>> may_move("inbox", "tracked"), may_move("tracked", "inbox")
    (True, False)
    """
    return Stage(after) in MOVES[Stage(before)]


class Speaks(StrEnum):
    """Of when a claim speaks."""

    INSTANT = "instant"
    PERIOD = "period"
    STANDING = "standing"


class Priority(StrEnum):
    """How soon a claim matters."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class LinkKind(StrEnum):
    """How one claim stands to another; a link carries no evidence over."""

    SAYS = "says"
    DUPLICATE_OF = "duplicate_of"
    CONTRADICTS = "contradicts"
    FOLLOWS_FROM = "follows_from"
    UPDATES = "updates"


class Decided(StrEnum):
    """What a person made of a suggested passage."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Trigger(StrEnum):
    """Why a claim is looked at again (`design.md` §5)."""

    TRACKED = "tracked"
    NEW_PASSAGE = "new_passage"
    PASSAGE_CHANGED = "passage_changed"
    RETRACTED = "retracted"
    DATE = "date"
    LINKED = "linked"
    DECISION = "decision"
    GROUPED = "grouped"
    SETTINGS = "settings"
    INTERVAL = "interval"
    ASKED = "asked"
    METHOD = "method"  # an editor released what our changed method says


class SpeakerKind(StrEnum):
    """What a speaker is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"


class PartyRole(StrEnum):
    """Why a speaker is interested in a claim besides making it."""

    SUBJECT = "subject"
    INTERESTED = "interested"
