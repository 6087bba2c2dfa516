"""What people decided of passages, as labels to measure and to train the matcher with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from claims.calibrating import WINDOW_DAYS, Label, Measure, primary, window
from claims.models import AppearanceDecision
from claims.models.appearance import AppearanceDecisionQuerySet
from claims.states import Decided
from nlp.values import Json


def labels(
    *, now: datetime, days: int = WINDOW_DAYS, language: str = "", matcher: str = ""
) -> list[Label]:
    """The labels of the last days, oldest first; of one language and one matcher, if named."""
    rows = _decided(now=now, days=days).defer("appearance__features")
    found = (_label(row) for row in rows.iterator())
    return [label for label in found if _wanted(label, language, matcher)]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many matches people decided on, and how often they saw what the machine saw."""

    matches: Measure
    stances: Measure  # match and stance together


def agreement(*, now: datetime) -> Agreement:
    """Of all languages and matchers, in the last 90 days; one query."""
    return _counted(_decided(now=now, days=WINDOW_DAYS))


def agreement_from(score: float, *, language: str, matcher: str, now: datetime) -> Agreement:
    """Of one language and one matcher, from a score on, in the last 90 days; one query."""
    tag = "appearance__capture__language"
    spoken = Q(**{f"{tag}__iexact": language})
    spoken |= Q(**{f"{tag}__istartswith": f"{language}-"})
    spoken |= Q(**{f"{tag}__istartswith": f"{language}_"})
    scored = Q(appearance__matcher=matcher)
    scored |= Q(appearance__matcher=None, appearance__engine=matcher)
    rows = _decided(now=now, days=WINDOW_DAYS)
    return _counted(rows.filter(spoken, scored, appearance__score__gte=score))


def exported(
    *, now: datetime, days: int = WINDOW_DAYS, language: str = "", matcher: str = ""
) -> Iterator[dict[str, Json]]:
    """The same labels with all that was measured of each passage, and none of its words."""
    for row in _decided(now=now, days=days).iterator():
        label = _label(row)
        if _wanted(label, language, matcher):
            yield {
                "score": label.score,
                "right": label.right,
                "stance_right": label.sided,
                "language": label.language,
                "matcher": label.matcher,
                "at": label.at.isoformat(),
                "features": row.appearance.features,
            }


def _decided(*, now: datetime, days: int) -> AppearanceDecisionQuerySet:
    rows = AppearanceDecision.objects.labels(since=window(now, days=days), until=now)
    return rows.select_related("appearance__capture").order_by("at", "pk")


def _counted(rows: AppearanceDecisionQuerySet) -> Agreement:
    same = Q(
        decided=Decided.CONFIRMED.value,
        stance=F("appearance__stance"),
        later=F("appearance__later"),
    )
    counts = rows.aggregate(
        total=Count("pk"),
        right=Count("pk", filter=Q(decided=Decided.CONFIRMED.value)),
        sided=Count("pk", filter=same),
    )
    total = counts["total"]
    return Agreement(Measure(counts["right"], total), Measure(counts["sided"], total))


def _label(row: AppearanceDecision) -> Label:
    seen = row.appearance
    right = row.decided == Decided.CONFIRMED
    return Label(
        score=seen.score,
        right=right,
        sided=right and (row.stance, row.later) == (seen.stance, seen.later),
        language=primary(seen.capture.language),
        matcher=seen.scored_by,
        at=row.at,
        digest=row.digest,
    )


def _wanted(label: Label, language: str, matcher: str) -> bool:
    return language in {"", label.language} and matcher in {"", label.matcher}
