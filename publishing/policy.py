"""When an edition is called back, and what stands against publishing one: pure rules.

Source: `rules.md` §5, with its table of cases in `tests/publishing/test_policy.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from claims.facts import PassageFacts, Stance, Status
from claims.finding import Origin
from publishing import causes
from publishing.facts import (
    MANNERS,
    Draft,
    EditionFacts,
    Reopen,
    StandingFacts,
    heard_in,
    manner_of,
)
from publishing.states import CARRIES_OUT, Change
from reviews.states import Cause, Polarity

_SAME_RATING: Final = frozenset({Change.CLARIFICATION, Change.TYPO})
_AGAINST: Final[dict[Polarity, frozenset[Stance]]] = {
    Polarity.SUPPORTS: frozenset({Stance.DENIES}),
    Polarity.AGAINST: frozenset({Stance.SUPPORTS}),
    Polarity.MIXED: frozenset({Stance.SUPPORTS, Stance.DENIES}),
    Polarity.NONE: frozenset({Stance.SUPPORTS, Stance.DENIES}),
}


def reopening(edition: EditionFacts, standing: StandingFacts) -> Reopen | None:
    """Why the edition must be looked at again, or None; the first cause found names it.

    What a changed method says in shadow calls nobody; what became of cited evidence does.
    """
    found = of_cited(edition, standing)
    if not standing.in_shadow:
        found += [each for rule in _OF_CLAIM if (each := rule(edition, standing))]
    if not found:
        return None
    by_method = standing.by_method and found[0].cause in _OF_STANDING
    words = [causes.METHOD_CHANGED] if by_method else []
    return Reopen(
        cause=Cause.METHOD_CHANGED if by_method else found[0].cause,
        words=" ".join([*words, *(each.words for each in found)]),
        appearances=tuple(sorted({pk for each in found for pk in each.appearances})),
        older_than_as_of=any(each.older_than_as_of for each in found),
    )


def unread(verdict: EditionFacts, standing: StandingFacts) -> Reopen | None:
    """What counts now and was not known when the verdict was written, on either side."""
    return reopening(replace(verdict, polarity=Polarity.MIXED), standing)


def of_cited(edition: EditionFacts, standing: StandingFacts) -> list[Reopen]:
    """What became of cited evidence that calls the edition back."""
    return [each for rule in _OF_CITED if (each := rule(edition, standing))]


def _evidence_retracted(edition: EditionFacts, standing: StandingFacts) -> Reopen | None:
    gone = [
        passage
        for passage in _cited(edition, standing)
        if passage.retracted_at and edition.as_of < passage.retracted_at <= standing.at
        if (Cause.EVIDENCE_RETRACTED, passage.appearance_id) not in edition.declined
    ]
    if not gone:
        return None
    words = causes.taken_back(_outlets(gone))
    return Reopen(Cause.EVIDENCE_RETRACTED, words, _ids(gone))


def _evidence_changed(edition: EditionFacts, standing: StandingFacts) -> Reopen | None:
    changed = [
        passage
        for passage in _cited(edition, standing)
        if passage.until and edition.as_of < passage.until <= standing.at
        if not _lives_on(passage, standing)
        if (Cause.EVIDENCE_CHANGED, passage.appearance_id) not in edition.declined
    ]
    if not changed:
        return None
    words = causes.changed(_outlets(changed))
    return Reopen(Cause.EVIDENCE_CHANGED, words, _ids(changed))


def _date_passed(edition: EditionFacts, standing: StandingFacts) -> Reopen | None:
    due = standing.standing.status is Status.DUE
    if not due or edition.accepted_status is Status.DUE:
        return None
    return Reopen(Cause.DATE_PASSED, causes.DATE_PASSED)


def _status_moved(edition: EditionFacts, standing: StandingFacts) -> Reopen | None:
    status = standing.standing.status
    if status is Status.DUE or _sits(edition, standing):
        return None
    fresh = _fresh(edition, standing)
    words = causes.moved(standing.standing, rating=edition.rating)
    found = _with_origins(Cause.STATUS_MOVED, words, fresh, edition, standing)
    ended = standing.outcome_public_at if status is Status.RESOLVED else None
    return replace(found, older_than_as_of=True) if ended and ended < edition.as_of else found


def _new_origin(edition: EditionFacts, standing: StandingFacts) -> Reopen | None:
    sides = _AGAINST[edition.polarity]
    fresh = [origin for origin in _fresh(edition, standing) if origin.side in sides]
    if not fresh:
        return None
    return _with_origins(Cause.NEW_ORIGIN, causes.heard(fresh), fresh, edition, standing)


_Rules = Sequence[Callable[[EditionFacts, StandingFacts], Reopen | None]]
_OF_CITED: Final[_Rules] = (_evidence_retracted, _evidence_changed)
_OF_CLAIM: Final[_Rules] = (_date_passed, _status_moved, _new_origin)
# Where a method of ours may be what moved.
_OF_STANDING: Final = frozenset({Cause.STATUS_MOVED, Cause.NEW_ORIGIN})


def _with_origins(
    cause: Cause,
    words: str,
    fresh: Sequence[Origin],
    edition: EditionFacts,
    standing: StandingFacts,
) -> Reopen:
    passages = tuple(sorted({pk for origin in fresh for pk in origin.passages}))
    older = any(_public_since(origin, standing) < edition.as_of for origin in fresh)
    return Reopen(cause, words, passages, older)


def _sits(edition: EditionFacts, standing: StandingFacts) -> bool:
    """Whether the rating may stay beside the status, or its signers knew of it."""
    status, outcome = standing.standing.status, standing.facts.outcome
    if status is Status.RESOLVED and outcome:
        known = outcome.at <= edition.as_of or outcome == edition.accepted_outcome
        accepted = edition.accepted_status is Status.RESOLVED and known
        return accepted or outcome.kind.value in edition.sits_with
    return status is edition.accepted_status or status.value in edition.sits_with


def _fresh(edition: EditionFacts, standing: StandingFacts) -> list[Origin]:
    origins = standing.standing.origins
    return [origin for origin in origins if _is_new(origin, edition, standing)]


def _is_new(origin: Origin, edition: EditionFacts, standing: StandingFacts) -> bool:
    """Whether nobody accepted this origin, as it is heard now, under this key or another."""
    who, manner = origin.key.rsplit("|", 1)
    if any(f"{who}|{known}" in edition.accepted_origins for known in _at_least(manner)):
        return False
    heard = heard_in(origin, standing.facts) & edition.accepted_passages
    return not any(each.manner == manner for each in heard)


def _at_least(manner: str) -> tuple[str, ...]:
    """An origin that we knew by hearsay is a new witness once it is heard itself."""
    return MANNERS[MANNERS.index(manner) :]


def _public_since(origin: Origin, standing: StandingFacts) -> datetime:
    """When the origin could first be heard as it is counted now."""
    own, as_counted = set(origin.passages), _at_least(origin.key.rsplit("|", 1)[1])
    times = [
        passage.at
        for passage in standing.facts.passages
        if passage.appearance_id in own and manner_of(passage) in as_counted
    ]
    return min(times, default=origin.since)


def _cited(edition: EditionFacts, standing: StandingFacts) -> Iterator[PassageFacts]:
    return (row for row in standing.facts.passages if row.appearance_id in edition.cited)


def _lives_on(passage: PassageFacts, standing: StandingFacts) -> bool:
    """Whether a later version of the same article still carries the passage, word for word."""
    return any(
        row.digest == passage.digest
        and (row.outlet_id, row.article_id) == (passage.outlet_id, passage.article_id)
        and (row.until is None or row.until > standing.at)
        for row in standing.facts.passages
    )


def _outlets(passages: Sequence[PassageFacts]) -> list[str]:
    return sorted({passage.outlet_name for passage in passages})


def _ids(passages: Sequence[PassageFacts]) -> tuple[int, ...]:
    return tuple(passage.appearance_id for passage in passages)


# --- what stands against publishing ---------------------------------------------------------


def change_objection(change: Change, *, older_than_as_of: bool, reason: str) -> str | None:
    """Why the change may not be called that, or None.

    What was public before the earlier edition's as-of was ours to see: missing it was our error.

    >>> change_objection(Change.CORRECTION, older_than_as_of=True, reason="")
    >>> change_objection(Change.UPDATE, older_than_as_of=True, reason="It was not online yet.")
    """
    if change is Change.UPDATE and older_than_as_of and not reason.strip():
        return (
            "What changed the finding was public before the earlier edition's as-of: "
            "that is a correction. Call it one, or say why it is an update."
        )
    return None


def gate(draft: Draft) -> tuple[str, ...]:
    """Every objection to publishing, in words; empty if nothing stands against it."""
    return tuple(filter(None, (*_of_people(draft), *_of_words(draft), *_of_evidence(draft))))


def _of_people(draft: Draft) -> Iterator[str | None]:
    if not draft.may_publish:
        yield "Only an editor publishes."
    if draft.ending is None or draft.signer is None:
        yield "Nobody has signed the verdict off."
    elif draft.signer == draft.writer:
        yield "The verdict was signed off by its own writer."


def _of_words(draft: Draft) -> Iterator[str | None]:
    if not draft.title.strip() or len(draft.title) > 200:
        yield "Give the fact-check a title of at most 200 characters."
    if not draft.claim_words.strip():
        yield "The words of the claim are missing."
    if not draft.on_scale:
        yield "The rating is not on the newsroom's scale."
    yield _of_change(draft)
    yield change_objection(
        draft.change, older_than_as_of=draft.older_than_as_of, reason=draft.update_reason
    )


def _of_change(draft: Draft) -> str | None:
    if (draft.change is Change.FIRST) != (draft.number == 1):
        return "Only the first edition is called first."
    if draft.ending and draft.change not in CARRIES_OUT[draft.ending]:
        ended = draft.ending.value
        return f"The review was signed off as {ended}: that publishes no {draft.change.value}."
    if draft.rating_changed and draft.change in _SAME_RATING:
        return "A changed rating is an update or a correction."
    if draft.number > 1 and not draft.change_words.strip():
        return "Say what changed and why: readers see it first."
    return None


def _of_evidence(draft: Draft) -> Iterator[str | None]:
    if not draft.evidence:
        yield "The verdict rests on no passage."
    for row in draft.evidence:
        if not row.confirmed_by_person:
            yield f"Nobody has confirmed evidence {row.order}."
        if not row.readable:
            yield f"The text of evidence {row.order} has been erased: it cannot be quoted."
    if draft.unread:
        yield (
            f"Evidence newer than the verdict's as-of is unread: {draft.unread.words} "
            "A new review has to look at it first."
        )


# --- what stands against closing a claim -----------------------------------------------------


def objection_to_close(*, published: bool, looked_at: bool, may_publish: bool) -> str | None:
    """Why a claim may not be closed, or None: what readers hold as valid stays watched.

    >>> objection_to_close(published=False, looked_at=False, may_publish=False)
    >>> objection_to_close(published=True, looked_at=False, may_publish=True)
    """
    if looked_at:
        return (
            "Its edition is being looked at again. End that review first: "
            "readers would keep a note that nobody answers."
        )
    if published and not may_publish:
        return "Only an editor closes a claim that has an edition."
    return None
