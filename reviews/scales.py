"""The scale that a newsroom starts with: what each word means and which statuses it sits with."""

from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from accounts.models import User
from jobs.actions import record
from reviews.models import Rating, RatingScale
from reviews.states import Polarity

SUPPORTS: Final = ("corroborated", "came_true")
AGAINST: Final = ("contradicted", "did_not")
OPEN: Final = ("unchecked", "unverified", "disputed", "awaiting", "due")
ALL: Final = (
    *("unchecked", "unverified", "corroborated", "contradicted", "disputed", "awaiting", "due"),
    *("came_true", "partly", "late", "did_not", "called_off", "condition_not_met"),
    "cannot_be_told",
)


class Word(NamedTuple):
    """One rating as a newsroom sets it up."""

    label: str
    polarity: Polarity
    number: int | None
    sits_with: tuple[str, ...]
    definition: str


STARTING: Final[tuple[Word, ...]] = (
    Word("False", Polarity.AGAINST, 1, AGAINST, "What it says is not so."),
    Word("Mostly false", Polarity.AGAINST, 2, AGAINST, "Its main point is not so."),
    Word("Half true", Polarity.MIXED, 3, ALL, "A part of it is so, a part that matters is not."),
    Word("Mostly true", Polarity.SUPPORTS, 4, SUPPORTS, "Its main point is so."),
    Word("True", Polarity.SUPPORTS, 5, SUPPORTS, "What it says is so, and nothing is left out."),
    Word("Missing context", Polarity.MIXED, None, ALL, "It is so, and misleads without the rest."),
    Word("Misleading", Polarity.AGAINST, None, AGAINST, "True parts, put so that they deceive."),
    Word("Unproven", Polarity.NONE, None, OPEN, "The evidence decides it neither way."),
    Word("Too early", Polarity.NONE, None, OPEN, "It speaks of what has not happened yet."),
)


@transaction.atomic
def add_scale(
    name: str = "Newsroom scale",
    words: tuple[Word, ...] = STARTING,
    *,
    by: User | None,
    now: datetime,
) -> RatingScale:
    """Put a new version of a scale into force; earlier ones stay with their verdicts."""
    version = RatingScale.objects.filter(name=name).count() + 1
    scale = RatingScale.objects.create(name=name, version=version, since=now)
    Rating.objects.bulk_create(
        Rating(
            scale=scale,
            order=order,
            label=word.label,
            definition=word.definition,
            polarity=word.polarity.value,
            number=word.number,
            sits_with=list(word.sits_with),
        )
        for order, word in enumerate(words, start=1)
    )
    record(f"reviews.scale:{scale.pk}", "reviews.scale_added", by=by, now=now, texts={"name": name})
    return scale
