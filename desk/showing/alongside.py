"""The other claims for which the same words wait: most are cleared away at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claims.models import Appearance

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Alongside:
    """Suggestions of a passage's own words for other claims, the likeliest first."""

    rows: Sequence[Appearance]
    more: int


def alongside(passage: Appearance) -> Alongside:
    """What else waits of these words; two queries at most."""
    same = Appearance.objects.undecided().once_per_passage().filter(digest=passage.digest)
    found = same.exclude(claim=passage.claim_id).select_related("claim").order_by("-score", "pk")
    rows = list(found[: MOST + 1])
    more = found.count() - MOST if len(rows) > MOST else 0
    return Alongside(rows[:MOST], more)
