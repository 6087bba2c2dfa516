"""Writing to the chain of a subject that is not a claim."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction

from jobs import chain
from jobs.logs import next_position
from jobs.models import SubjectEvent, SubjectText


@transaction.atomic
def record(
    subject: str,
    kind: str,
    *,
    by: AbstractUser | None,
    now: datetime,
    facts: Mapping[str, object] | None = None,
    texts: Mapping[str, str] | None = None,
) -> SubjectEvent:
    """Append one event to the subject's chain; call it last in its transaction."""
    salts = {name: secrets.token_hex(16) for name in texts or {}}
    committed = {n: chain.commitment(salts[n], text) for n, text in (texts or {}).items()}
    # The one lock that all writers share is taken first: two of them never wait for each other.
    position = next_position("subjects")
    seq = next_position(f"subject:{subject}")
    last = SubjectEvent.objects.filter(subject=subject).order_by("-seq").first()
    link = chain.Link(
        subject=subject,
        seq=seq,
        position=position,
        kind=kind,
        actor=by.pk if by else None,
        at=now,
        facts={**(facts or {}), **committed},
        prev=last.hash if last else chain.GENESIS,
    )
    event = SubjectEvent.objects.create(
        subject=subject,
        seq=seq,
        position=position,
        kind=kind,
        actor_id=link.actor,
        at=now,
        facts=dict(link.facts),
        prev=link.prev,
        hash=chain.digest(link),
    )
    SubjectText.objects.bulk_create(
        SubjectText(event=event, name=n, salt=salts[n], text=t) for n, t in (texts or {}).items()
    )
    return event
