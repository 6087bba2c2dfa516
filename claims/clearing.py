"""Several suggestions of the same words, cleared away at once: about none of these claims."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from claims.deciding import dismiss
from claims.models import Appearance


@transaction.atomic
def clear(passages: Collection[int], *, by: User, now: datetime) -> int:
    """A person says of each that it is not about its claim; returns of how many.

    What somebody has decided meanwhile stays as it was decided. Raises what `dismiss` refuses.
    """
    rows = Appearance.objects.undecided().once_per_passage().filter(pk__in=passages)
    waiting = list(rows.with_passage().order_by("claim", "pk"))
    for row in waiting:
        dismiss(row, by=by, now=now)
    return len(waiting)
