"""Sends what is due: leased first, posted without a transaction, then written down.

At least once: a process that dies between the answer and the writing sends again, under the same
webhook id and with the same bytes.
"""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from jobs.clock import Now
from jobs.due import LostLease, finish, lease, revive
from partners import webhooks
from partners.actions import disable_endpoint
from partners.models import Delivery, DeliveryAttempt, DeliveryQuerySet
from partners.webhooks import Answer, Heard
from sources.refusals import FetchError
from sources.transport import Terms, post

TIMEOUT_S: Final = 15.0
# As many endpoints at once as one process calls; each has a thread that only waits for the net.
AT_ONCE: Final = 8


def house_terms() -> Terms:
    """On what terms this newsroom calls its partners."""
    return Terms(
        user_agent=settings.FETCH_USER_AGENT,
        allow=frozenset(settings.FETCH_ALLOW),
        deadline_s=TIMEOUT_S,
    )


def deliver_due(*, now: Now, terms: Terms) -> int:
    """Try the oldest due delivery of each endpoint; returns how many were tried.

    Each answer is written as it comes: who hangs holds up nobody who has answered.
    """
    due = Delivery.objects.first_of_each_endpoint(due_by=now.machine).with_row()
    taken = lease(due, due_by=now.machine, now=now.machine, most=AT_ONCE)
    for row, answer in _answers(taken, now=now.machine, terms=terms):
        try:
            write_down(row, answer, now=now, chance=random.random())  # noqa: S311  (jitter)
        except LostLease:
            continue  # somebody else took it over, and will send it again
    return len(taken)


def call(row: Delivery, *, now: datetime, terms: Terms) -> Answer:
    """One try over the wire. Touches no database, so it may run on any thread."""
    endpoint = row.endpoint
    objection = webhooks.objection_to_url(endpoint.url, allow=terms.allow)
    if objection:
        return Answer(Heard.FAILED, None, objection)
    secrets = [secret for secret in (endpoint.secret, endpoint.previous_secret) if secret]
    headers = webhooks.headers(row.body, webhook_id=row.webhook_id, keys=secrets, now=now)
    try:
        heard = post(endpoint.url, body=row.body.encode(), headers=headers, terms=terms)
    except FetchError as error:
        return Answer(Heard.FAILED, None, str(error))
    return webhooks.answer_of(heard.status, heard.headers)


@transaction.atomic
def write_down(row: Delivery, answer: Answer, *, now: Now, chance: float) -> None:
    """Keep the try, and say when the next one is, if any. Raises LostLease."""
    if answer.heard is Heard.TAKEN:
        finish(row, next_at=None, due_now=now.machine)
        first = Delivery.objects.filter(pk=row.pk, delivered_at=None)
        first.update(delivered_at=now.machine)
        Delivery.objects.filter(pk=row.pk).update(tried=0)
    else:
        _put_off(row, answer, now=now.machine, chance=chance)
    words = answer.words[:300]
    DeliveryAttempt.objects.create(delivery=row, at=now.machine, status=answer.status, words=words)
    if answer.heard is Heard.GONE:
        disable_endpoint(row.endpoint, reason=words, by=None, now=now)


def send_again(rows: DeliveryQuerySet, *, now: datetime) -> int:
    """Start the whole table of tries anew, at once; a person's decision. `now`: machine time."""
    rows.update(tried=0)
    return revive(rows, at=now)


def _put_off(row: Delivery, answer: Answer, *, now: datetime, chance: float) -> None:
    """Our own table of waits instead of the common back-off; fenced like it."""
    again = _again_at(row, answer, now=now, chance=chance)
    won = Delivery.objects.filter(pk=row.pk, lease_token=row.lease_token).update(
        lease_token=None,
        lease_until=None,
        attempts=0,
        tried=F("tried") + 1,
        last_error=answer.words,
        next_at=again,
        dead_at=None if again else now,
    )
    if won != 1:
        raise LostLease(str(row))


def _again_at(row: Delivery, answer: Answer, *, now: datetime, chance: float) -> datetime | None:
    if answer.heard is Heard.GONE:
        return None
    return webhooks.next_try(row.tried + 1, at=now, wait=answer.wait, chance=chance)


def _answers(
    rows: Sequence[Delivery], *, now: datetime, terms: Terms
) -> Iterator[tuple[Delivery, Answer]]:
    if not rows:
        return
    with ThreadPoolExecutor(max_workers=len(rows)) as pool:
        calls = {pool.submit(call, row, now=now, terms=terms): row for row in rows}
        for done in as_completed(calls):
            yield calls[done], done.result()
