"""What readers saw of a claim at a moment, and whether it still held; `at` None is the present."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.asof import known
from claims.models import Claim, LedgerEvent
from desk.history import EditionMark
from desk.history import Reopening as Mark
from partners.models import Showing
from partners.states import Known
from publishing.models import Edition, Reopening


@dataclass(frozen=True, slots=True)
class Published:
    """What readers see of the claim, and whether it still holds."""

    edition: Edition
    looked_at: Reopening | None
    showings: Sequence[Showing]


@dataclass(frozen=True, slots=True)
class Editions:
    """A claim's editions, oldest first, each with the looks at it and when these ended."""

    editions: Sequence[Edition]
    looks: Mapping[int, Sequence[tuple[Reopening, datetime | None]]]


def editions_of(claim: Claim, *, at: datetime | None) -> Editions:
    """All that had been published by then; five queries."""
    rows = Edition.objects.filter(known(at, "published_at"), fact_check__claim=claim)
    editions = list(rows.select_related("fact_check", "rating").order_by("number"))
    looks = Reopening.objects.filter(known(at), edition__fact_check__claim=claim)
    cancelled = _cancelled(claim, at=at)
    found: dict[int, list[tuple[Reopening, datetime | None]]] = {}
    for look in looks.select_related("reaffirmation").order_by("pk"):
        end = _affirmed(look, at=at) or cancelled.get(look.review_id)
        found.setdefault(look.edition_id, []).append((look, end))
    return Editions(editions, found)


def published(found: Editions, *, at: datetime | None) -> Published | None:
    """The edition in force then, whether it was being looked at again, and who showed it."""
    if not found.editions:
        return None
    edition = found.editions[-1]
    looks = found.looks.get(edition.pk, [])
    open_look = looks[-1][0] if looks and looks[-1][1] is None else None
    showings = Showing.objects.filter(known(at), edition__fact_check=edition.fact_check_id)
    rows = showings.select_related("partner", "edition").order_by("partner", "url", "-pk")
    return Published(edition, open_look, _known_of_each(rows))


def _known_of_each(rows: Iterable[Showing]) -> list[Showing]:
    """The latest of each partner and address; that it fetched one only where it said nothing."""
    said: dict[tuple[int, str], Showing] = {}
    fetched: dict[tuple[int, str], Showing] = {}
    for row in rows:
        kept = fetched if row.known == Known.FETCHED else said
        kept.setdefault((row.partner_id, row.url), row)
    return list((fetched | said).values())


def marks(found: Editions) -> Iterator[EditionMark]:
    """The editions as the timeline draws them."""
    for n, edition in enumerate(found.editions):
        following = found.editions[n + 1 : n + 2]
        until = following[0].published_at if following else None
        looks = found.looks.get(edition.pk, [])
        reopened = tuple(Mark(look.at, end or until) for look, end in looks)
        word = edition.rating.label
        yield EditionMark(edition.number, word, edition.published_at, until, reopened)


def _affirmed(look: Reopening, *, at: datetime | None) -> datetime | None:
    stands = getattr(look, "reaffirmation", None)
    return stands.at if stands and (at is None or stands.at <= at) else None


def _cancelled(claim: Claim, *, at: datetime | None) -> dict[int, datetime]:
    """Review id -> when it was cancelled: the review's own row does not keep that."""
    events = LedgerEvent.objects.filter(known(at), claim=claim, kind="reviews.cancelled")
    return {event.facts["review"]: event.at for event in events}
