"""Publishing follows the ledger: a re-check that an edition cannot stand beside reopens it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.models import User
from claims import ledger
from claims.models import LedgerEvent, StatusCheck
from jobs.logs import follow
from publishing import policy
from publishing.declining import declined
from publishing.facts import EditionFacts, Reopen, StandingFacts
from publishing.grounds import grounds_of, grounds_of_verdict, standing_of
from publishing.models import Edition, Reopening
from reviews.actions import latest_verdict, open_review
from reviews.models import Review
from reviews.states import ReviewState

NAME: Final = "publishing"
KINDS: Final = ("claims.status_changed", "claims.rechecked")


def follow_ledger(*, now: datetime) -> int:
    """Read what re-checks wrote; returns how many events were read."""
    rows = LedgerEvent.objects.filter(kind__in=KINDS)
    return follow(NAME, rows, lambda events: _handle(events, now=now))


@transaction.atomic
def reopen(
    edition: Edition,
    found: Reopen,
    *,
    check: StatusCheck | None,
    now: datetime,
    by: User | None = None,
) -> Reopening:
    """Call an edition back: its review, the note for readers, and a ledger row.

    A review that is open already looks at this too; there is never a second one.
    """
    claim = edition.fact_check.claim
    review = Review.objects.open().filter(claim=claim).first() or open_review(
        claim, cause=found.cause, words=found.words, by=by, now=now
    )
    look, fresh = Reopening.objects.get_or_create(
        review=review,
        defaults={
            "edition": edition,
            "cause": found.cause.value,
            "words": found.words,
            "appearances": list(found.appearances),
            "older_than_as_of": found.older_than_as_of,
            "check_row": check,
            "at": now,
        },
    )
    if fresh:
        facts = {
            "edition": edition.pk,
            "fact_check": edition.fact_check_id,
            "cause": found.cause.value,
            "check": check.pk if check else None,
            "review": review.pk,
        }
        told = {"words": found.words}
        ledger.append(claim, "publishing.reopened", by=by, now=now, facts=facts, texts=told)
    return look


def _handle(events: Sequence[LedgerEvent], *, now: datetime) -> None:
    """Of many re-checks of one claim only the last counts."""
    checks = {event.claim_id: event.facts["check"] for event in events}
    editions = (
        Edition.objects.in_force()
        .not_retracted()
        .filter(fact_check__claim__in=checks)
        .select_related("fact_check__claim", "rating")
    )
    for edition in editions:
        check = StatusCheck.objects.get(pk=checks[edition.fact_check.claim_id])
        _look(edition, check, now=now)


def _look(edition: Edition, check: StatusCheck, *, now: datetime) -> None:
    looks = edition.reopenings.select_related("review", "check_row")
    last = looks.order_by("-pk").first()
    if last and Review.objects.open().filter(pk=last.review_id).exists():
        return
    grounds = _grounds(edition, last)
    if check.at <= grounds.as_of or check.at <= edition.published_at:
        return
    where = standing_of(check)
    found = policy.reopening(_beside_declined(grounds, last, check, where), where)
    if found:
        reopen(edition, found, check=check, now=now)


def _grounds(edition: Edition, last: Reopening | None) -> EditionFacts:
    """What new evidence is held against: the newest verdict, published or about to be."""
    waits = last and last.review.state == ReviewState.SIGNED_OFF
    if last and waits and not hasattr(last, "reaffirmation"):
        return grounds_of_verdict(latest_verdict(last.review), claim=edition.fact_check.claim)
    return grounds_of(edition)


def _beside_declined(
    grounds: EditionFacts, last: Reopening | None, check: StatusCheck, where: StandingFacts
) -> EditionFacts:
    """The grounds, and what the last look knew if a person has cancelled it."""
    seen = last.check_row if last and last.review.state == ReviewState.CANCELLED else None
    if seen is None:
        return grounds
    between = StatusCheck.objects.filter(claim=check.claim_id, pk__gt=seen.pk, pk__lt=check.pk)
    moved = between.exclude(after=seen.after).exists()
    return declined(grounds, standing_of(seen), where, moved=moved)
