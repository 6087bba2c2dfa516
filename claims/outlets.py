"""What people know of outlets: who owns them, for whom they speak, whether they count.

Each is a dated row, a row in the outlet's ledger, and a re-check of every claim that rests on it.
"""

from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims.errors import Objection
from claims.models import Counting, Mouthpiece, Speaker
from claims.resting import resting_on_outlet
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.actions import record
from sources import actions as sources
from sources.models import Outlet, Ownership

LONGEST_REASON = 300
# Before anything here was captured.
_ALWAYS: Final = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def set_owner(outlet: Outlet, *, owner: str | None, by: User | None, now: datetime) -> Ownership:
    """From now on the outlet belongs to this group (None: unknown). Raises Objection."""
    _allow(by)
    row = sources.set_owner(outlet, owner=owner, by=by, now=now)
    ask_recheck(resting_on_outlet(outlet), why=Trigger.SETTINGS, now=now)
    return row


@transaction.atomic
def set_mouthpiece(
    outlet: Outlet, *, principal: Speaker | None, by: User | None, now: datetime
) -> Mouthpiece:
    """From now on the outlet's own reporting is this principal's word (None: its own again).

    State media and the office that they speak for are one origin (rules, section 2). Raises
    Objection.
    """
    _allow(by)
    row = Mouthpiece.objects.create(outlet=outlet, principal=principal, since=now, set_by=by)
    ask_recheck(resting_on_outlet(outlet), why=Trigger.SETTINGS, now=now)
    facts = {"principal": principal.pk if principal else None}
    record(f"sources.outlet:{outlet.pk}", "claims.mouthpiece_set", by=by, now=now, facts=facts)
    return row


@transaction.atomic
def set_counted(
    outlet: Outlet, *, counted: bool, reason: str = "", by: User | None, now: datetime
) -> Counting:
    """From now on the outlet counts as a witness, or does not, for a reason. Raises Objection."""
    _allow(by)
    words = reason.strip()
    if not counted and not words:
        raise Objection("Say why the outlet does not count.")
    if len(words) > LONGEST_REASON:
        raise Objection(f"The reason has at most {LONGEST_REASON} characters.")
    base = _keep_past(outlet)
    row = Counting.objects.create(
        outlet=outlet, counted=counted, reason=words, since=now, set_by=by
    )
    # What lists show of the outlet; facts are read from the dated rows.
    shown = {"counted": counted, "not_counted_reason": "" if counted else words}
    Outlet.objects.filter(pk=outlet.pk).update(**shown)
    ask_recheck(resting_on_outlet(outlet), why=Trigger.SETTINGS, now=now)
    kind = "claims.outlet_counted" if counted else "claims.outlet_not_counted"
    facts = {"base": base.pk} if base else None
    subject, told = f"sources.outlet:{outlet.pk}", {"reason": words}
    record(subject, kind, by=by, now=now, facts=facts, texts=told)
    return row


def _keep_past(outlet: Outlet) -> Counting | None:
    """Versions without dated rows kept one answer for all time: its row, before it goes."""
    known = Outlet.objects.select_for_update().get(pk=outlet.pk)
    if known.counted or Counting.objects.filter(outlet=outlet).exists():
        return None
    reason = known.not_counted_reason
    return Counting.objects.create(outlet=outlet, counted=False, reason=reason, since=_ALWAYS)


def _allow(by: User | None) -> None:
    """A command, which only who runs the machine can give, is by nobody."""
    if by is not None and not by.may(Verb.RUN_SOURCES):
        raise Objection("An editor decides what is known of an outlet.")
