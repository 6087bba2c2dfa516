"""Whether the story came out exactly: moves, editions, causes, the partner, the ledger."""

import json
from collections.abc import Mapping, Sequence

from standardwebhooks.webhooks import Webhook as Verifier

from claims.models import Claim, StatusCheck
from claims.verifying import problems
from jobs.subjects import broken
from partners.models import Delivery
from publishing.models import Edition, Reopening
from reviews.models import Review
from seeds.cast import Newsroom
from seeds.press import Webhook
from seeds.quiet import given_up
from seeds.script import EDITIONS, MOVES


def differences(
    claims: Mapping[str, Claim], room: Newsroom, webhooks: Sequence[Webhook]
) -> list[str]:
    """What is not as it should be, one line each; empty when all is."""
    return [
        *_moves(claims),
        *_editions(claims),
        *_partner(room, webhooks),
        *_ledgers(),
        *(f"given up: {line}" for line in given_up()),
    ]


def _moves(claims: Mapping[str, Claim]) -> list[str]:
    found = []
    for code, wanted in MOVES.items():
        checks = StatusCheck.objects.filter(claim=claims[code]).order_by("pk")
        moved = tuple((one.before, one.after) for one in checks if one.before != one.after)
        if moved != wanted:
            found.append(f"{code} moved {moved}, not {wanted}")
    return found


def _editions(claims: Mapping[str, Claim]) -> list[str]:
    found = []
    rows = Edition.objects.select_related("rating", "fact_check").order_by("pk")
    made = tuple((row.change, row.rating.label) for row in rows)
    if made != EDITIONS:
        found.append(f"the editions are {made}, not {EDITIONS}")
    if any(row.fact_check.claim_id != claims["S3"].pk for row in rows):
        found.append("a claim other than S3 has an edition")
    looks = Reopening.objects.order_by("pk")
    causes = [(look.edition.number, look.cause, hasattr(look, "reaffirmation")) for look in looks]
    first_ok = bool(causes) and causes[0][0] == 1 and causes[0][1] in {"status_moved", "new_origin"}
    if len(causes) != 2 or not first_ok or causes[1] != (2, "evidence_changed", True):
        found.append(f"the reopenings are {causes}")
    if Review.objects.count() != 3 or Review.objects.open().exists():
        found.append(f"there are {Review.objects.count()} reviews, and some may be open")
    return found


def _partner(room: Newsroom, webhooks: Sequence[Webhook]) -> list[str]:
    verifier = Verifier(room.endpoint.secret)
    kinds = []
    for webhook in webhooks:
        verifier.verify(webhook.body, webhook.headers)
        kinds.append(str(json.loads(webhook.body)["type"]))
    wanted = [
        "factcheck.published",
        "factcheck.reopened",
        "factcheck.updated",
        "factcheck.reopened",
        "factcheck.reaffirmed",
    ]
    found = [] if sorted(kinds) == sorted(wanted) else [f"the partner heard {kinds}"]
    waiting = Delivery.objects.filter(delivered_at=None).count()
    found += [f"{waiting} webhooks were not delivered"] if waiting else []
    if Delivery.objects.unacknowledged().exists():
        found.append("the partner has not acknowledged what it must update")
    return found


def _ledgers() -> list[str]:
    return problems() + broken()
