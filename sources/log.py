"""The log of sources: one row for what was captured, noticed or grouped, in the order of commit."""

from datetime import datetime
from typing import Final

from jobs.logs import next_position
from sources.models import Article, Capture, SourceEvent
from sources.states import SourceEventKind

LOG: Final = "sources"


def tell(
    kind: SourceEventKind, article: int | Article, *, capture: Capture | None = None, now: datetime
) -> SourceEvent:
    """Add a row; last in the transaction, or under `jobs.logs.hold`."""
    return SourceEvent.objects.create(
        position=next_position(LOG),
        kind=kind.value,
        article_id=article if isinstance(article, int) else article.pk,
        capture=capture,
        at=now,
    )
