"""Claims follow the log of sources: new versions are read, notices re-check what they touch."""

from collections.abc import Sequence
from typing import Final

from claims.matching import look_back, want_reading
from claims.models import Appearance, LedgerEvent
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.clock import Now
from jobs.logs import follow
from sources.models import SourceEvent, StoryMembership
from sources.states import CaptureState, SourceEventKind

NAME: Final = "claims"
ARCHIVE: Final = "claims.archive"
ARCHIVE_KINDS: Final = ("claims.tracked",)


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
    """Look for newly tracked claims in the archive; returns how many events were read."""
    rows = LedgerEvent.objects.filter(kind__in=ARCHIVE_KINDS)
    return follow(ARCHIVE, rows, lambda _events: look_back(due=now.machine))


def _recheck_touched(event: SourceEvent, *, now: Now) -> None:
    stories = StoryMembership.objects.filter(article=event.article_id).values("story")
    same = StoryMembership.objects.filter(story__in=stories).values("article")
    touched = Appearance.objects.filter(capture__article__in=same).values_list("claim", flat=True)
    noticed = event.kind == SourceEventKind.NOTICED
    why = Trigger.RETRACTED if noticed else Trigger.GROUPED
    ask_recheck(touched.distinct(), why=why, now=now.desk)
