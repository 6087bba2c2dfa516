"""Is any work left? Asked of the database alone, so that it is true whoever does the work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db.models import Q

from claims import follow as claims_follow
from claims.models import Claim, LedgerEvent, Reading
from jobs import clock
from jobs.clock import Now
from jobs.models import Cursor, LongJob
from partners import follow as partners_follow
from partners.models import Delivery
from publishing import follow as publishing_follow
from reviews import follow as reviews_follow
from sources.models import Article, Feed, SourceEvent

# Work that is due this soon counts as due: the desk clock goes on while we ask.
SOON: Final = timedelta(milliseconds=500)


def left(now: Now) -> list[str]:
    """What is due and not yet done, by name; empty when all is quiet."""
    due_machine = Q(next_at__lte=now.machine + SOON, dead_at=None)
    due_desk = Q(next_at__lte=now.desk + SOON, dead_at=None)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("a feed to poll", Feed.objects.filter(due_machine).exists),
        ("an article to fetch", Article.objects.filter(due_machine).exists),
        ("a version to announce", _unread_sources),
        ("a version to read", Reading.objects.filter(due_machine).exists),
        ("long work to go on with", LongJob.objects.open().filter(due_desk).exists),
        ("a claim to re-check", Claim.objects.tracked().filter(due_desk).exists),
        ("the ledger to follow", _unread_ledger),
        ("a webhook to deliver", Delivery.objects.filter(due_machine).exists),
    )
    return [name for name, still in checks if still()]


def given_up() -> list[str]:
    """What was tried too often; nothing of the story may be."""
    return [
        f"{row}: {row.last_error}"
        for model in (Feed, Article, Reading, LongJob, Claim, Delivery)
        for row in model._base_manager.exclude(dead_at=None)
    ]


def _unread_sources() -> bool:
    return SourceEvent.objects.filter(position__gt=_read(claims_follow.NAME)).exists()


def _unread_ledger() -> bool:
    followers = (
        (claims_follow.ARCHIVE, claims_follow.ARCHIVE_KINDS),
        (claims_follow.LINKS, claims_follow.LINKS_KINDS),
        (reviews_follow.NAME, reviews_follow.KINDS),
        (publishing_follow.NAME, publishing_follow.KINDS),
        (partners_follow.NAME, partners_follow.KINDS),
    )
    return any(
        LedgerEvent.objects.filter(kind__in=kinds, position__gt=_read(name)).exists()
        for name, kinds in followers
    )


def _read(name: str) -> int:
    return Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0


def is_quiet() -> bool:
    """Whether nothing is left at this moment."""
    return not left(clock.now())
