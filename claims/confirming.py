"""What a machine may never confirm alone, however sure it is (rules of meaning, section 3). Pure.

A passage that a machine confirms only adds to an origin and a side that a person has confirmed on
the same claim. Everything else waits for a person.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from claims.calibrating import UNKNOWN_LANGUAGE
from claims.facts import ClaimFacts, Confirmed, OriginKind, PassageFacts, Stance
from claims.finding import Origin
from claims.origins import hear
from claims.voices import side_of

# Shorter ones are about too many things (Meedan's Check has the same bound).
LEAST_WORDS: Final = 8
# One in so many is left for a person, whose decision then measures the machine.
AUDIT: Final = 20
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PART: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"\w[\w’'.,-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A passage on which nobody has decided, as the machine read it.

    `passage` is its row among the claim's facts. `attributed` says that the words are somebody's;
    `root` is then the principal's key of who stands first in the chain, None if not known here.
    """

    passage: PassageFacts
    words: str
    score: float
    language: str
    differs: bool
    attributed: bool = False
    root: str | None = None
    heard_directly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of the claim besides its facts."""

    language: str
    published: bool  # an edition stands on its evidence
    names_a_person: bool  # its subject is a person, or it names one
    said_by_a_person: bool  # claimant, holder or alleged source


@dataclass(frozen=True, slots=True)
class Terms:
    """From which score on, for which language, and for claims filed in how many days."""

    auto: float
    language: str
    days: int


@dataclass(frozen=True, slots=True)
class Case:
    """All that the decision may rest on."""

    suggested: Suggested
    facts: ClaimFacts
    about: About
    terms: Terms
    now: datetime

    @property
    def side(self) -> Stance | None:
        """On which side the passage would stand with the voice that it seems to have."""
        spoken = OriginKind.SPEAKER if self.suggested.attributed else OriginKind.FIRSTHAND
        return side_of(replace(self.suggested.passage, origin=spoken))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """What people have confirmed so far."""
        return hear(self.facts, now=self.now).origins


def objection(case: Case) -> str | None:
    """Why the passage waits for a person, or None; the first reason of those that hold."""
    return next((why for rule in _NEVER if (why := rule(case)) is not None), None)


def adds_to(case: Case) -> PassageFacts | None:
    """The passage that a person confirmed and whose origin and side this one only adds to.

    With a chain: the same root, heard in the same way. Without one: the same story, which the
    outlet's own reporter told. The earliest of several.
    """
    heard = {pk for origin in case.origins for pk in origin.passages}
    fit = [
        row
        for row in case.facts.passages
        if row.confirmed is Confirmed.PERSON
        and row.appearance_id in heard
        and side_of(row) is case.side
        and _same_voice(case.suggested, row)
    ]
    return min(fit, key=lambda row: (row.at, row.appearance_id), default=None)


def audited(digest: str) -> bool:
    """Whether a passage is one of those left for a person; the same for every copy of it.

    >>> [audited("00" * 32), audited("01" * 32)]
    [True, False]
    """
    return int(digest[:12], 16) % AUDIT == 0


def names_one(statement: str, names: Iterable[str]) -> bool:
    """Whether a statement has the last word of one of the names, in whatever case.

    >>> names_one("Lind's bridge is safe.", ["Anna Lind"]), names_one("It is.", ["Anna Lind"])
    (True, False)
    """
    said = {word.casefold() for word in _PART.findall(statement)}
    lasts = (_PART.findall(name)[-1:] for name in names)
    return any(last.casefold() in said for found in lasts for last in found)


def _same_voice(suggested: Suggested, row: PassageFacts) -> bool:
    if suggested.attributed:
        same_root = suggested.root is not None and suggested.root == row.root
        directly = suggested.heard_directly == row.heard_directly
        return row.origin is OriginKind.SPEAKER and same_root and directly
    story = suggested.passage.story_id
    return row.origin is OriginKind.FIRSTHAND and story is not None and story == row.story_id


def _unsure(case: Case) -> str | None:
    at = case.terms.auto
    if case.suggested.score >= at:
        return None
    return f"its score lies below {at:.2f}, where auto-confirm begins"


def _another_language(case: Case) -> str | None:
    measured = case.terms.language
    if measured == UNKNOWN_LANGUAGE or case.suggested.language != measured:
        return "its language was not measured"
    return None if case.about.language == measured else "the claim is in another language"


def _only_a_link(case: Case) -> str | None:
    return None if _count(case.suggested.words) else "it is only a link"


def _short(case: Case) -> str | None:
    if _count(case.suggested.words) >= LEAST_WORDS:
        return None
    return f"it has fewer than {LEAST_WORDS} words"


def _differs(case: Case) -> str | None:
    return "it says something otherwise than the claim" if case.suggested.differs else None


def _later(case: Case) -> str | None:
    later = case.suggested.passage.later
    return "it speaks of a later time than the claim" if later else None


def _no_side(case: Case) -> str | None:
    return "it takes no side" if case.side is None else None


def _old(case: Case) -> str | None:
    oldest = case.now - timedelta(days=case.terms.days)
    if case.facts.tracked_at >= oldest:
        return None
    return f"the claim was filed more than {case.terms.days} days ago"


def _published(case: Case) -> str | None:
    return "an edition rests on the claim's evidence" if case.about.published else None


def _accuses(case: Case) -> str | None:
    if case.about.names_a_person:
        return "it may accuse somebody by name"
    if case.about.said_by_a_person and case.side is Stance.DENIES:
        return "it contradicts somebody by name"
    return None


def _first_denial(case: Case) -> str | None:
    known = any(origin.side is Stance.DENIES for origin in case.origins)
    return None if known or case.side is not Stance.DENIES else "it would be the first denial"


def _new_origin(case: Case) -> str | None:
    added = adds_to(case)
    if added is None:
        return "no person has confirmed this origin on this side"
    principals = {o.principal for o in case.origins if added.appearance_id in o.passages}
    sides = {origin.side for origin in case.origins if origin.principal in principals}
    return None if len(sides) == 1 else "this origin has been heard on both sides"


def _audit(case: Case) -> str | None:
    chosen = audited(case.suggested.passage.digest)
    return f"one in {AUDIT} is left for a person, to measure the machine" if chosen else None


def _count(words: str) -> int:
    return len(_WORD.findall(_LINK.sub(" ", words)))


_NEVER: Final[tuple[Callable[[Case], str | None], ...]] = (
    _unsure,
    _another_language,
    _only_a_link,
    _short,
    _differs,
    _later,
    _no_side,
    _old,
    _published,
    _accuses,
    _first_denial,
    _new_origin,
    _audit,
)
