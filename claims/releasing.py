"""What an editor does about a changed method: lets it move the claims that it alone would move."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.errors import Objection
from claims.models import StatusCheck
from claims.states import Trigger
from claims.waiting import ask_recheck


@transaction.atomic
def release_method(checks: Sequence[int], *, by: User, now: datetime) -> int:
    """Have these claims re-checked without a shadow, by the ids of their re-checks that wait.

    Returns how many were released: what was seen and is no longer so, as another re-check came
    since or somebody else released it, is left as it is. Raises Objection.
    """
    if not by.may(Verb.RELEASE_METHOD):
        raise Objection("Only an editor releases what our changed method says.")
    waiting = StatusCheck.objects.waiting_for_release().filter(pk__in=checks)
    rows = list(waiting.select_related("claim").order_by("claim"))
    ask_recheck([row.claim_id for row in rows], why=Trigger.METHOD, now=now)
    for row in rows:
        facts = {"check": row.pk, "engine": row.engine, "before": row.after, "shadow": row.shadow}
        ledger.append(row.claim, "claims.method_released", by=by, now=now, facts=facts)
    return len(rows)
