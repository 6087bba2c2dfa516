"""Signing a verdict off and giving it to readers: both or neither."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.models import User
from publishing.actions import let_stand, publish
from publishing.pairs import locked_with_linked
from publishing.states import Change
from reviews.actions import sign_off
from reviews.models import Review
from reviews.states import Cause, Ending, ReviewState

_ENDINGS: Final[dict[Change, Ending]] = {
    Change.FIRST: Ending.FIRST,
    Change.UPDATE: Ending.UPDATE,
    Change.CORRECTION: Ending.CORRECTION,
    Change.CLARIFICATION: Ending.CLARIFICATION,
    Change.TYPO: Ending.CLARIFICATION,
    Change.RETRACTION: Ending.RETRACTION,
}


@dataclass(frozen=True, slots=True)
class Words:
    """What an editor writes for readers, and which contradicting editions were seen beside it."""

    title: str
    change_words: str = ""
    update_reason: str = ""
    seen: Collection[int] = ()


@transaction.atomic
def sign_and_publish(
    review: Review, *, change: Change, words: Words, by: User, now: datetime
) -> str:
    """Sign off and publish; raises what either refuses, with neither done."""
    # Before the sign-off writes into the ledger: see there.
    locked_with_linked(review.claim_id)
    asked = review.cause in {Cause.FIRST, Cause.ASKED}
    if review.state != ReviewState.SIGNED_OFF:
        sign_off(review, ending=Ending.FIRST if asked else _ENDINGS[change], by=by, now=now)
    edition = publish(
        review,
        title=words.title,
        change=change,
        change_words=words.change_words,
        update_reason=words.update_reason,
        seen=words.seen,
        by=by,
        now=now,
    )
    return f"Edition {edition.number} is published: {edition.rating.label}. Partners are told."


@transaction.atomic
def sign_and_let_stand(review: Review, *, words: str, by: User, now: datetime) -> str:
    """Sign off that the edition stands, and take its note down; both or neither."""
    if review.state != ReviewState.SIGNED_OFF:
        sign_off(review, ending=Ending.STANDS, by=by, now=now)
    let_stand(review, words=words, by=by, now=now)
    return "It stands. The note is gone from the readers’ page."
