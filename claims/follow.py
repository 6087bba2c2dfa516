"""Claims follow the log of sources: new versions are read, notices re-check what they touch."""

from collections.abc import Sequence
from typing import Final

from claims import sentence_vectors
from claims.backfill import begin_search, end_search
from claims.matching import want_reading
from claims.models import Appearance, Claim, LedgerEvent
from claims.resting import linked_with
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.clock import Now
from jobs.logs import follow
from sources.models import SourceEvent, StoryMembership
from sources.states import CaptureState, SourceEventKind

NAME: Final = "claims"
ARCHIVE: Final = "claims.archive"
LINKS: Final = "claims.links"
# What of one claim makes those linked with it be looked at again; it brings them no evidence.
LINKS_KINDS: Final = (
    "claims.status_changed",
    "claims.edited",
    "claims.closed",
    "claims.linked",
    "publishing.published",
)
ARCHIVE_KINDS: Final = ("claims.tracked", "claims.edited", "claims.closed")


def follow_sources(*, now: Now) -> int:
    """Read the log of sources on; returns how many rows were read."""

    def handle(events: Sequence[SourceEvent]) -> None:
        captures = [
            event.capture
            for event in events
            if event.capture and event.capture.state == CaptureState.OK
        ]
        want_reading(captures, due=now.machine)
        for event in events:
            if event.kind != SourceEventKind.CAPTURED:
                _recheck_touched(event, now=now)

    return follow(NAME, SourceEvent.objects.select_related("capture"), handle)


def follow_tracked(*, now: Now) -> int:
    """Look for claims in the archive, or no longer; returns how many events were read."""

    def handle(events: Sequence[LedgerEvent]) -> None:
        changed = {event.claim_id for event in events if _concerns_search(event)}
        looked_for = set(
            Claim.objects.tracked().filter(pk__in=changed).values_list("pk", flat=True)
        )
        begin_search(looked_for, now=now.desk)
        if ended := changed - looked_for:
            end_search(ended, now=now.desk)
            sentence_vectors.forget()

    return follow(ARCHIVE, LedgerEvent.objects.filter(kind__in=ARCHIVE_KINDS), handle)


def follow_linked(*, now: Now) -> int:
    """Have claims re-checked whose linked claim changed; returns how many events were read."""

    def handle(events: Sequence[LedgerEvent]) -> None:
        changed = {event.claim_id for event in events}
        ask_recheck(linked_with(changed), why=Trigger.LINKED, now=now.desk)

    return follow(LINKS, LedgerEvent.objects.filter(kind__in=LINKS_KINDS), handle)


def _concerns_search(event: LedgerEvent) -> bool:
    """Of edits only those of the words that are looked for."""
    return event.kind != "claims.edited" or "statement" in event.facts["fields"]


def _recheck_touched(event: SourceEvent, *, now: Now) -> None:
    stories = StoryMembership.objects.filter(article=event.article_id).values("story")
    same = StoryMembership.objects.filter(story__in=stories).values("article")
    touched = Appearance.objects.filter(capture__article__in=same).values_list("claim", flat=True)
    noticed = event.kind == SourceEventKind.NOTICED
    why = Trigger.RETRACTED if noticed else Trigger.GROUPED
    ask_recheck(touched.distinct(), why=why, now=now.desk)
