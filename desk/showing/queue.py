"""Rows of the review queue: why each is here, how long it waits, who has it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from reviews.models import Assignment, Review
from reviews.states import Cause, ReviewState

BAR: Final = 34
_ICONS: Final[dict[str, str]] = {
    Cause.FIRST.value: "plus",
    Cause.ASKED.value: "plus",
    Cause.STATUS_MOVED.value: "triangle",
    Cause.NEW_ORIGIN.value: "triangle",
    Cause.EVIDENCE_CHANGED.value: "triangle",
    Cause.EVIDENCE_RETRACTED.value: "triangle",
    Cause.DATE_PASSED.value: "flag",
    Cause.METHOD_CHANGED.value: "triangle",
}
CAUSES: Final[dict[str, str]] = {
    Cause.FIRST.value: "New",
    Cause.ASKED.value: "Asked for",
    Cause.STATUS_MOVED.value: "Status moved",
    Cause.NEW_ORIGIN.value: "New origin",
    Cause.EVIDENCE_CHANGED.value: "Evidence changed",
    Cause.EVIDENCE_RETRACTED.value: "Evidence retracted",
    Cause.DATE_PASSED.value: "Date passed",
    Cause.METHOD_CHANGED.value: "Our method changed",
}
STATES: Final[dict[str, str]] = {
    ReviewState.QUEUED.value: "Queued",
    ReviewState.ASSIGNED.value: "Assigned",
    ReviewState.RETURNED.value: "Sent back",
    ReviewState.READY.value: "Waits for sign-off",
}
FIRST_LOOKS: Final = (Cause.FIRST.value, Cause.ASKED.value)
VIEWS: Final[dict[str, str]] = {
    "": "All open",
    "mine": "Mine",
    "nobody": "Nobody’s",
    "reopened": "Re-opened",
    "ready": "Waiting for sign-off",
    "overdue": "Overdue",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A review as its row shows it; `part` of a bar of 34 pixels."""

    review: Review
    icon: str
    cause: str
    words: str
    state: str
    waiting: str
    part: int
    late: bool
    holder: User | None


@dataclass(frozen=True, slots=True)
class Load:
    """How many open reviews somebody has; `today` of `total` are due within a day."""

    name: str
    today: int
    total: int


def in_view(view: str, *, viewer: User, now: datetime) -> Q:
    """What a view keeps."""
    held = Assignment.objects.filter(handed_back_at=None)
    kept = {
        "mine": Q(pk__in=held.filter(reviewer=viewer).values("review")),
        "nobody": ~Q(pk__in=held.values("review")),
        "reopened": ~Q(cause__in=FIRST_LOOKS),
        "ready": Q(state=ReviewState.READY.value),
        "overdue": Q(due_at__lt=now),
    }
    return kept.get(view, Q())


def view_counts(*, viewer: User, now: datetime) -> dict[str, int]:
    """How many reviews each view holds; one query."""
    counts = {
        view or "all": Count("pk", filter=in_view(view, viewer=viewer, now=now) or None)
        for view in VIEWS
    }
    return Review.objects.open().aggregate(**counts)


def row_of(review: Review, *, now: datetime) -> QueueRow:
    """One row; the review has its assignments prefetched."""
    waited = max(now - review.opened_at, timedelta())
    target = (review.due_at or now) - review.opened_at
    part = min(waited / target, 1.0) if target > timedelta() else 1.0
    return QueueRow(
        review=review,
        icon="back" if review.state == ReviewState.RETURNED else _ICONS[review.cause],
        cause=CAUSES[review.cause],
        words=review.returned_note or review.cause_words,
        state=STATES.get(review.state, review.get_state_display()),
        waiting=span_words(waited),
        part=round(BAR * part),
        late=bool(review.due_at and review.due_at < now),
        holder=holder_of(review),
    )


def holder_of(review: Review) -> User | None:
    """Who has the review, from its prefetched assignments."""
    held = [each for each in review.assignments.all() if each.handed_back_at is None]
    return held[0].reviewer if held else None


def span_words(time: timedelta) -> str:
    """A span as the queue writes it.

    >>> span_words(timedelta(hours=6, minutes=52)), span_words(timedelta(days=3, hours=2))
    ('6 h 52', '3 d 2 h')
    """
    minutes = int(time.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02}" if hours < 24 else f"{hours // 24} d {hours % 24} h"


def load(*, now: datetime) -> list[Load]:
    """Who has how much; nobody is a person here. Two queries."""
    soon = Q(review__due_at__lt=now + timedelta(days=1))
    held = Assignment.objects.filter(handed_back_at=None, review__in=Review.objects.open())
    rows = held.values("reviewer__first_name", "reviewer__username").annotate(
        total=Count("pk"), today=Count("pk", filter=soon)
    )
    people = [
        Load(row["reviewer__first_name"] or row["reviewer__username"], row["today"], row["total"])
        for row in rows.order_by("reviewer")
    ]
    free = Review.objects.open().exclude(pk__in=held.values("review"))
    left = free.aggregate(
        total=Count("pk"), today=Count("pk", filter=Q(due_at__lt=now + timedelta(days=1)))
    )
    return [*people, Load("", left["today"], left["total"])]


def reviews_in(rows: "QuerySet[Review]", *, q: str, cause: str, state: str) -> "QuerySet[Review]":
    """The reviews that the filters keep."""
    if q:
        rows = rows.filter(claim__statement__icontains=q)
    if cause:
        rows = rows.filter(cause=cause)
    return rows.filter(state=state) if state else rows
