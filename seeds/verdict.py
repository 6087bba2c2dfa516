"""Whether the story came out exactly: moves, editions, causes, the partner, the ledger."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC

from standardwebhooks.webhooks import Webhook as Verifier

from claims.models import Claim, StatusCheck
from claims.verifying import problems
from jobs.subjects import broken
from partners.models import Delivery, Showing
from publishing.models import Edition, Reopening
from reviews.models import Review
from seeds.cast import Newsroom
from seeds.press import Webhook
from seeds.quiet import given_up
from seeds.table import EDITIONS, HEARD, LOOKS, MOVES, OUTCOMES, REVIEWS, Look, Move


def differences(claims: Mapping[str, Claim], room: Newsroom) -> list[str]:
    """What is not as it should be, one line each; empty when all is."""
    return [
        line
        for code, claim in claims.items()
        for line in (*_moves(code, claim), *_outcome(code, claim), *_editions(code, claim))
    ] + [*_partner(claims, room), *_ledgers(), *(f"given up: {line}" for line in given_up())]


def unheard(claims: Mapping[str, Claim], room: Newsroom, webhooks: Sequence[Webhook]) -> list[str]:
    """What of the partner's webhooks is not as it should be; each must bear our signature."""
    verifier = Verifier(room.endpoint.secret)
    heard: dict[str, list[str]] = {}
    for webhook in webhooks:
        verifier.verify(webhook.body, webhook.headers)
        told = json.loads(webhook.body)
        heard.setdefault(told["data"]["claim"], []).append(told["type"])
    wanted = {claims[code].number: sorted(kinds) for code, kinds in HEARD.items()}
    found = {number: sorted(kinds) for number, kinds in heard.items()}
    late = Delivery.objects.filter(delivered_at=None).count()
    return [
        *([] if found == wanted else [f"the partner heard {found}, not {wanted}"]),
        *([f"{late} webhooks were not delivered"] if late else []),
    ]


def _moves(code: str, claim: Claim) -> Iterator[str]:
    checks = StatusCheck.objects.filter(claim=claim).order_by("pk")
    moved = tuple(
        Move(one.before, one.after, one.at.astimezone(UTC).day)
        for one in checks
        if one.before != one.after
    )
    if moved != MOVES[code]:
        yield f"{code} moved {[tuple(move) for move in moved]}, not as the table says"


def _outcome(code: str, claim: Claim) -> Iterator[str]:
    last = claim.checks.order_by("pk").last()
    kind = ((last.facts.get("outcome") if last else None) or {}).get("kind")
    if kind != OUTCOMES.get(code):
        yield f"{code} ended as {kind}, not {OUTCOMES.get(code)}"


def _editions(code: str, claim: Claim) -> Iterator[str]:
    rows = Edition.objects.filter(fact_check__claim=claim).order_by("number")
    made = tuple((row.change, row.rating.label) for row in rows.select_related("rating"))
    if made != EDITIONS.get(code, ()):
        yield f"the editions on {code} are {made}"
    looks = Reopening.objects.filter(edition__fact_check__claim=claim).order_by("pk")
    wanted = LOOKS.get(code, ())
    if len(looks) != len(wanted) or not all(map(_is_so, looks, wanted)):
        yield f"{code} was called back {[(look.edition.number, look.cause) for look in looks]}"
    reviews = Review.objects.filter(claim=claim)
    if reviews.count() != REVIEWS.get(code, 0) or reviews.open().exists():
        yield f"{code} has {reviews.count()} reviews, {reviews.open().count()} of them open"


def _is_so(look: Reopening, wanted: Look) -> bool:
    stands = hasattr(look, "reaffirmation")
    return look.edition.number == wanted.edition and (
        look.cause in wanted.causes and stands is wanted.stands
    )


def _partner(claims: Mapping[str, Claim], room: Newsroom) -> Iterator[str]:
    for code, kinds in HEARD.items():
        told = Delivery.objects.filter(edition__fact_check__claim=claims[code]).order_by("pk")
        if tuple(row.kind for row in told) != kinds:
            yield f"{room.partner} is told of {code}: {[row.kind for row in told]}"
        shown = Showing.objects.filter(edition__fact_check__claim=claims[code], known="said").last()
        if shown is None or shown.edition.number != len(EDITIONS[code]):
            yield f"{room.partner} does not say that it shows the last edition on {code}"
    if Delivery.objects.unacknowledged().exists():
        yield "the partner has not acknowledged what it must update"


def _ledgers() -> list[str]:
    return problems() + broken()
