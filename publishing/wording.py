"""What readers and reviewers are told about editions, in sentences without status words. Pure."""

from collections.abc import Sequence
from typing import Final

from claims.facts import Stance
from claims.finding import Origin, Standing
from claims.wording import headline_for_readers
from publishing.states import Change
from reviews.states import Cause

DATE_PASSED: Final = "The date by which it was to be so has passed."

# Before and after the moment since which readers are told.
NOTES: Final[dict[Cause, tuple[str, str]]] = {
    Cause.STATUS_MOVED: ("New reporting since", "may change this. We are looking again."),
    Cause.NEW_ORIGIN: ("New reporting since", "may change this. We are looking again."),
    Cause.EVIDENCE_CHANGED: ("A source that we quote has changed. Since", "we are looking again."),
    Cause.EVIDENCE_RETRACTED: (
        "A source that we quote was taken back. Since",
        "we are looking again.",
    ),
    Cause.DATE_PASSED: ("The date in this claim has passed. Since", "we are looking again."),
}
CHANGED: Final[dict[Change, str]] = {
    Change.UPDATE: "Updated on",
    Change.CORRECTION: "Corrected on",
    Change.CLARIFICATION: "Made clearer on",
    Change.RETRACTION: "Taken back on",
}


def said_by(chain: Sequence[str]) -> str:
    """Who passed the claim on, from the last speaker back to the root; `chain` has the root first.

    >>> said_by(["Russia", "Witkoff", "Zelenskyy"])
    'Said by Zelenskyy, citing Witkoff, citing Russia'
    >>> said_by([])
    ''
    """
    return f"Said by {', citing '.join(reversed(chain))}" if chain else ""


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> listed(["A"]), listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def taken_back(outlets: Sequence[str]) -> str:
    return f"Quoted in the edition, now taken back by its publisher: {listed(outlets)}."


def changed(outlets: Sequence[str]) -> str:
    return f"Quoted in the edition, and no longer there as quoted: {listed(outlets)}."


def moved(standing: Standing, *, rating: str) -> str:
    return f"{headline_for_readers(standing)}: {rating} does not sit with that."


def heard(origins: Sequence[Origin]) -> str:
    """New origins and what each does to the claim."""
    return " ".join(f"New: {_voice(o)} {_does(o)} it." for o in origins)


def origin_words(origin: Origin) -> str:
    """On whose word a quoted passage rests, and how often that one word was told."""
    voice = _voice(origin)
    if origin.articles < 2:
        return voice[:200]
    return f"{voice[:150]}; told in {origin.articles} articles, one origin"


def _voice(origin: Origin) -> str:
    if origin.directly:
        return f"{origin.name}, heard directly"
    return f"{origin.name}, through {listed(origin.via)}" if origin.via else origin.name


def _does(origin: Origin) -> str:
    return "denies" if origin.side is Stance.DENIES else "supports"


def by_role(role: str) -> str:
    """Somebody by their part in the newsroom; staff are not named to readers.

    >>> by_role("checker"), by_role("editor")
    ('a checker', 'an editor')
    """
    return f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"


def title_now(title: str, *, looking: bool) -> str:
    """The title as it stands while the fact-check is looked at again."""
    return f"Being looked at again: {title}" if looking else title
