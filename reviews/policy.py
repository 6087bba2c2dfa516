"""Who may judge, and who may sign: pure rules (`rules.md` §5)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from accounts.policy import Verb, may
from reviews.states import Cause

# Time for a review by its cause; what readers still see as valid is the most urgent.
TARGETS: Final[dict[Cause, timedelta]] = {
    Cause.FIRST: timedelta(hours=24),
    Cause.STATUS_MOVED: timedelta(hours=4),
    Cause.NEW_ORIGIN: timedelta(hours=4),
    Cause.EVIDENCE_CHANGED: timedelta(hours=6),
    Cause.EVIDENCE_RETRACTED: timedelta(hours=2),
    Cause.DATE_PASSED: timedelta(hours=12),
    Cause.METHOD_CHANGED: timedelta(hours=12),
    Cause.ASKED: timedelta(hours=24),
}
LONGEST_SUMMARY: Final = 300


def due_at(cause: Cause, *, opened_at: datetime) -> datetime:
    """Until when a review should be done."""
    return opened_at + TARGETS[cause]


def objection_to_verdict(
    *, role: str, summary: str, reasoning: str, evidence: int, looked_back_needed: bool
) -> str | None:
    """Why a verdict may not be handed in, or None.

    `evidence` counts passages; `looked_back_needed`: the claim speaks of a first, and what the
    search of the archive gave is not noted yet.
    """
    if not may(role, Verb.REVIEW):
        return "Contributors file claims; a checker writes the verdict."
    if objection := _objection_to_summary(summary.strip()):
        return objection
    if not reasoning.strip():
        return "Write why: the reasoning is empty."
    if not evidence:
        return "Add at least one passage as evidence."
    if looked_back_needed:
        return (
            "This claim speaks of a first. "
            "Note what the search of the archive gave before you hand in."
        )
    return None


def _objection_to_summary(summary: str) -> str | None:
    if not summary:
        return "Write the one sentence that readers see first."
    if len(summary) > LONGEST_SUMMARY:
        return f"The summary has {len(summary)} characters; at most {LONGEST_SUMMARY} fit."
    return None


def objection_to_sign_off(*, signer: int, role: str, writer: int) -> str | None:
    """Why this person may not sign this verdict off, or None.

    >>> objection_to_sign_off(signer=2, role="editor", writer=2)
    'You wrote this verdict, so somebody else must sign it off.'
    """
    if not may(role, Verb.SIGN_OFF):
        return "Only an editor signs off."
    if signer == writer:
        return "You wrote this verdict, so somebody else must sign it off."
    return None


def objection_to_judges(*, judges: Collection[int], edition_people: Collection[int]) -> str | None:
    """Why these people may not end a reopened review: one of them must be new to the edition.

    `judges` wrote and signed now; `edition_people` wrote and signed the edition in force.
    """
    if edition_people and set(judges) <= set(edition_people):
        return "Everybody here had a part in the edition. Ask somebody who had none."
    return None
