"""What readers are told about editions and the people behind them. Pure."""

from collections.abc import Sequence
from typing import Final

from claims.finding import Origin
from publishing.causes import voice
from publishing.states import Change
from reviews.states import Cause

# Before and after the moment since which readers are told; what a person asked for has no note.
NOTES: Final[dict[Cause, tuple[str, str]]] = {
    Cause.STATUS_MOVED: ("New reporting since", "may change this. We are looking again."),
    Cause.NEW_ORIGIN: ("New reporting since", "may change this. We are looking again."),
    Cause.EVIDENCE_CHANGED: ("A source that we quote has changed. Since", "we are looking again."),
    Cause.EVIDENCE_RETRACTED: (
        "A source that we quote was taken back by its publisher. Since",
        "we are looking again.",
    ),
    Cause.DATE_PASSED: ("The date in this claim has passed. Since", "we are looking again."),
    Cause.METHOD_CHANGED: ("Our method of weighing has changed. Since", "we are looking again."),
}
CHANGED: Final[dict[Change, str]] = {
    Change.UPDATE: "Updated on",
    Change.CORRECTION: "Corrected on",
    Change.CLARIFICATION: "Made clearer on",
    Change.RETRACTION: "Taken back on",
}


def chain_of(relays: Sequence[str], *, claimant: str, alleged_source: str) -> list[str]:
    """The names to print, root first: the relays as found, unless people named another claimant.

    >>> chain_of(["Russia", "Witkoff"], claimant="Witkoff", alleged_source="Russia")
    ['Russia', 'Witkoff']
    >>> chain_of(["Russia", "Witkoff"], claimant="Zelenskyy", alleged_source="Russia")
    ['Russia', 'Zelenskyy']
    >>> chain_of(["Russia"], claimant="", alleged_source="Russia")  # nobody was heard saying it
    []
    """
    if not claimant:
        return []
    if relays and relays[-1] == claimant:
        return list(relays)
    cited = [] if alleged_source in {"", claimant} else [alleged_source]
    return [*cited, claimant]


def said_by(chain: Sequence[str]) -> str:
    """Who passed the claim on, from the last speaker back to the root; `chain` has the root first.

    >>> said_by(["Russia", "Witkoff", "Zelenskyy"])
    'Said by Zelenskyy, citing Witkoff, citing Russia'
    >>> said_by([])
    ''
    """
    return f"Said by {', citing '.join(reversed(chain))}" if chain else ""


def origin_words(origin: Origin) -> str:
    """On whose word a quoted passage rests, and how often that one word was told."""
    if origin.articles < 2:
        return voice(origin)[:200]
    return f"{voice(origin)[:150]}; told in {origin.articles} articles, one origin"


def by_role(role: str) -> str:
    """Somebody by their part in the newsroom; staff are not named to readers.

    >>> by_role("checker"), by_role("editor")
    ('a checker', 'an editor')
    """
    return f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"


def title_now(title: str, *, looking: bool) -> str:
    """The title as it stands while the fact-check is looked at again.

    >>> title_now("No ceasefire", looking=True)
    'Being looked at again: No ceasefire'
    """
    return f"Being looked at again: {title}" if looking else title
