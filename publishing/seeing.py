"""Two ratings that contradict each other: a person says that both were seen, side by side."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.models import Claim
from publishing.errors import NotAtOdds, NotReady
from publishing.models import BothSeen, Edition
from publishing.pairs import Rival, pair_of


@transaction.atomic
def see_both(one: Edition, other: Edition, *, words: str, by: User, now: datetime) -> BothSeen:
    """Record that both were seen and stay, with the reason; doing it twice gives the same row.

    A new edition of either is asked about anew. Raises NotReady, and NotAtOdds if one of the two
    is not in force any more or they no longer contradict each other.
    """
    objections = [
        None if by.may(Verb.PUBLISH) else "Only an editor answers for two ratings that contradict.",
        None if words.strip() else "Say why both stay as they are.",
    ]
    if found := [each for each in objections if each]:
        raise NotReady(*found)
    ends = [one.fact_check.claim_id, other.fact_check.claim_id]
    # Locked in one order, and before either ledger is written.
    list(Claim.objects.select_for_update().filter(pk__in=ends).order_by("pk"))
    if pair_of(one.pk, other.pk) is None:
        raise NotAtOdds(
            "These two do not contradict each other any more: a link was taken back, or another "
            "edition was published since you looked. Nothing was recorded."
        )
    return note_seen(one, other, words=words.strip(), by=by, now=now)


def note_seen(one: Edition, other: Edition, *, words: str, by: User, now: datetime) -> BothSeen:
    """The row and both ledgers, inside the caller's transaction, which has locked both claims."""
    first, second = sorted((one, other), key=lambda edition: edition.pk)
    row, fresh = BothSeen.objects.get_or_create(
        one=first, other=second, defaults={"words": words, "at": now, "by": by}
    )
    if fresh:
        facts = {"editions": [first.pk, second.pk]}
        told = {"words": words} if words else {}
        for claim in sorted((one.fact_check.claim, other.fact_check.claim), key=lambda row: row.pk):
            ledger.append(claim, "publishing.both_seen", by=by, now=now, facts=facts, texts=told)
    return row


def objections_of_unseen(rivals: Sequence[Rival], *, seen: Collection[int]) -> Iterator[str]:
    """One for each edition that the rating contradicts and that was not ticked as seen.

    `seen` holds the ids of editions; a tick of one that is in force no more counts for nothing.
    """
    waiting = [rival.edition for rival in rivals if rival.edition.pk not in seen]
    ticked = Edition.objects.filter(pk__in=seen).values_list("fact_check", flat=True)
    stale = set(ticked) if waiting else set()
    for edition in waiting:
        since = "Since you looked, " if edition.fact_check_id in stale else ""
        claim = edition.fact_check.claim.number
        yield (
            f"{since}{claim} is rated {edition.rating.label} in its edition {edition.number}, "
            "which contradicts this rating. Look at both, and tick that you have seen them."
        )
