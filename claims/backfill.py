"""Looking for a claim in the articles that were there before it: a long job, newest first.

An article that comes in meanwhile is matched as it arrives, as the claim is tracked by then, so the
pass only goes back from where it begins. Of an article its last readable version is looked at.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.policy import Verb
from claims import ledger, matching, replica
from claims.errors import Objection
from claims.gleaning import Gleaner
from claims.models import Appearance, Claim
from claims.states import Stage
from jobs import longjobs
from jobs.clock import Now
from jobs.longjobs import Bite
from jobs.models import LongJob
from sources.models import Capture

log = logging.getLogger(__name__)

KIND: Final = "claims.search_archive"
# So many articles are written down together; with many claims each costs a whole matching.
BITE: Final = 25
# What an odd text can make of matching. All else, as a database that is away, fails the slice.
BAD_TEXT: Final = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
_SUBJECT: Final = "claims.claim:"


def subject_of(claim_id: int) -> str:
    """The subject of a claim's long jobs."""
    return f"{_SUBJECT}{claim_id}"


def search_of(claim: Claim) -> LongJob | None:
    """The last search of the archive for a claim, whatever became of it."""
    return LongJob.objects.newest_of(KIND, subject_of(claim.pk))


def begin_search(claim_ids: Collection[int], *, now: datetime) -> None:
    """Look for tracked claims in the whole archive, from its newest article on."""
    subjects = [subject_of(pk) for pk in sorted(claim_ids)]
    longjobs.begin(KIND, subjects, now=now, afresh=True)


def end_search(claim_ids: Collection[int], *, now: datetime) -> None:
    """Call off the search for claims that nobody tracks any more."""
    longjobs.cancel(KIND, [subject_of(pk) for pk in claim_ids], now=now)


@transaction.atomic
def ask_search(claim: Claim, *, by: User, now: datetime) -> None:
    """A person wants the archive searched; one that failed goes on. Raises Objection."""
    _allow(by)
    if claim.stage != Stage.TRACKED:
        raise Objection("Only a tracked claim is looked for. Track it first.")
    longjobs.begin(KIND, [subject_of(claim.pk)], now=now, by=by)
    ledger.append(claim, "claims.search_asked", by=by, now=now)


@transaction.atomic
def stop_search(claim: Claim, *, by: User, now: datetime) -> None:
    """A person calls the search off; what it has found stays. Raises Objection."""
    _allow(by)
    if not longjobs.cancel(KIND, [subject_of(claim.pk)], now=now):
        raise Objection("The archive is not being searched for this claim.")
    ledger.append(claim, "claims.search_stopped", by=by, now=now)


def search_archive(jobs: Sequence[LongJob], now: Now) -> Bite:
    """Look for the claims of some jobs in the next articles; the step of KIND."""
    cursor = jobs[0].cursor
    page = list(_archive(before=cursor).select_related("body", "article__outlet")[:BITE])
    claims = {_claim_id(job): job.pk for job in jobs}
    done = _search(page, claims, now=now.desk)
    return Bite(
        cursor=str(page[-1].pk) if page else cursor,
        done=done,
        finished=len(page) < BITE,
        total=None if cursor else _archive(before="").count(),
        write=lambda: _found(page, claims),
    )


def _archive(*, before: str) -> "QuerySet[Capture]":
    """The last readable version of each article, newest first, from a cursor on."""
    readable = Capture.objects.readable()
    later = readable.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    rows = readable.filter(~Exists(later)).defer("body__raw").order_by("-pk")
    return rows.filter(pk__lt=int(before)) if before else rows


def _search(page: Iterable[Capture], claims: Collection[int], *, now: datetime) -> int:
    """Write down the passages about the claims; returns how many articles could be read."""
    # Here, so that an index that cannot be opened is not taken for an odd text.
    replica.of_this_process().catch_up()
    statements = Claim.objects.tracked().filter(pk__in=claims).values_list("pk", "statement")
    gleaner = Gleaner(dict(statements))
    return sum(_read(capture, gleaner, now=now) for capture in page)


def _read(capture: Capture, gleaner: Gleaner, *, now: datetime) -> bool:
    try:
        if carried := gleaner.carried(capture.body.text or ""):
            matching.search([capture], carried, now=now)
    except BAD_TEXT:
        log.exception("Capture %d cannot be searched and is left out.", capture.pk)
        return False
    return True


def _found(page: Sequence[Capture], claims: Mapping[int, int]) -> dict[int, int]:
    """How many passages these articles have, by job; a bite that is repeated counts the same."""
    rows = Appearance.objects.filter(capture__in=page, claim__in=claims).values_list("claim")
    return {claims[claim]: count for claim, count in rows.annotate(count=Count("pk"))}


def _claim_id(job: LongJob) -> int:
    return int(job.subject.removeprefix(_SUBJECT))


def _allow(by: User) -> None:
    if not by.may(Verb.DECIDE_MATCH):
        raise Objection("A checker decides what is searched.")
