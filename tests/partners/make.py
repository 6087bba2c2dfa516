"""Rows that partners read, made plainly: claims with editions, and the ledger's word of them."""

import hashlib
import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from claims import ledger
from claims.models import Appearance, Claim, LedgerEvent, Speaker, StatusCheck
from jobs.clock import Now
from partners.models import Delivery, Partner
from publishing.models import Citation, Edition, FactCheck, Reaffirmation, Reopening
from publishing.states import Change
from reviews.models import Rating, RatingScale, Review, Verdict
from reviews.states import ReviewState
from sources.models import Article, Capture, Outlet

DESK = datetime(2025, 8, 13, 9, 0, tzinfo=UTC)
_count = itertools.count(1)


def clocks(machine: datetime | None = None) -> Now:
    """Desk time in August 2025, machine time now or as told."""
    return Now(machine=machine or datetime.now(tz=UTC), desk=DESK)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What every edition needs once."""

    editor: User
    scale: RatingScale
    capture: Capture

    def rating(self, label: str = "Unproven", number: int | None = None) -> Rating:
        made, _ = Rating.objects.get_or_create(
            scale=self.scale,
            label=label,
            defaults={
                "order": next(_count),
                "definition": f"What {label} means.",
                "polarity": "none",
                "number": number,
                "sits_with": ["unverified"],
            },
        )
        return made


def newsroom(editor: User) -> Newsroom:
    scale = RatingScale.objects.create(name="Truth", version=1, since=DESK)
    outlet = Outlet.objects.create(name="Example News", domain="news.example.org")
    url = "https://news.example.org/one"
    article = Article.objects.create(url=url, outlet=outlet, first_seen_at=DESK)
    capture = Capture.objects.create(article=article, number=1, fetched_at=DESK, sha256="a" * 64)
    return Newsroom(editor, scale, capture)


def claim(room: Newsroom, statement: str = "Russia is ready for a first step") -> Claim:
    speaker, _ = Speaker.objects.get_or_create(name="Volodymyr Zelenskyy")
    return Claim.objects.create(
        statement=statement,
        kind="position",
        claimant=speaker,
        stage="tracked",
        status="contradicted",
        next_at=DESK,
        filed_by=room.editor,
        filed_at=DESK,
    )


def check(row: Claim, *, at: datetime = DESK, reasons: list[Any] | None = None) -> StatusCheck:
    return StatusCheck.objects.create(
        claim=row,
        slot=at,
        facts={},
        digest="0" * 64,
        before="unchecked",
        after="contradicted",
        reasons=reasons or [],
        engine="test",
        at=at,
    )


def edition(
    room: Newsroom,
    of: Claim | None = None,
    *,
    change: Change = Change.FIRST,
    rating: str = "Unproven",
    at: datetime = DESK,
) -> Edition:
    """The next edition of a claim, with one citation."""
    row = of or claim(room)
    address, _ = FactCheck.objects.get_or_create(
        claim=row, defaults={"slug": f"check-{row.pk}", "created_at": at}
    )
    review = _review(row, room, state=ReviewState.SIGNED_OFF, at=at)
    word = room.rating(rating)
    verdict = Verdict.objects.create(
        review=review,
        by=room.editor,
        rating=word,
        confidence="high",
        summary="Nobody independent says so.",
        reasoning="Why.",
        as_of=at,
        at=at,
    )
    made = Edition.objects.create(
        fact_check=address,
        number=address.editions.count() + 1,
        review=review,
        verdict=verdict,
        rating=word,
        title="Is Russia ready?",
        claim_words=row.statement,
        summary="Nobody independent says so.",
        finding="What we found.",
        as_of=at,
        change=change.value,
        accepted_status="contradicted",
        published_at=at,
        published_by=room.editor,
    )
    _cite(made, room)
    return made


def reopening(room: Newsroom, of: Edition, *, state: ReviewState = ReviewState.QUEUED) -> Reopening:
    review = _review(of.fact_check.claim, room, state=state, at=DESK)
    return Reopening.objects.create(
        edition=of, review=review, cause="new_origin", words="A ministry spoke.", at=DESK
    )


def reaffirmation(room: Newsroom, of: Reopening) -> Reaffirmation:
    return Reaffirmation.objects.create(
        reopening=of,
        words="It stands.",
        as_of=DESK,
        accepted_status="contradicted",
        at=DESK + timedelta(hours=1),
        by=room.editor,
    )


def published(of: Edition, *, rating_changed: bool = False) -> LedgerEvent:
    """The ledger's row of a publication."""
    facts = {
        "edition": of.pk,
        "number": of.number,
        "change": of.change,
        "rating_changed": rating_changed,
        "fact_check": of.fact_check_id,
    }
    row = of.fact_check.claim
    return ledger.append(row, "publishing.published", by=None, now=DESK, facts=facts)


def said(of: Edition, kind: str) -> LedgerEvent:
    """The ledger's row of a reopening or a reaffirmation."""
    facts = {"edition": of.pk, "fact_check": of.fact_check_id}
    return ledger.append(of.fact_check.claim, kind, by=None, now=DESK, facts=facts)


def told(room: Newsroom, partner: Partner, count: int) -> None:
    """So many new fact-checks under re-check, and a partner that was told of each."""
    there = partner.endpoints.create(
        url="https://outlet.example.org/", secret="whsec_", created_at=DESK
    )
    for _ in range(count):
        made = edition(room)
        reopening(room, made)
        event = published(made)
        Delivery.objects.create(
            endpoint=there,
            event=event,
            kind="factcheck.published",
            edition=made,
            webhook_id=f"msg_{event.pk}",
            body="{}",
            created_at=DESK,
        )


def _review(row: Claim, room: Newsroom, *, state: ReviewState, at: datetime) -> Review:
    return Review.objects.create(
        claim=row,
        cause="first",
        cause_words="First look.",
        state=state.value,
        opened_at=at,
        opened_by=room.editor,
    )


def _cite(made: Edition, room: Newsroom) -> None:
    place = next(_count) * 10
    digest = hashlib.sha256(str(place).encode()).hexdigest()
    appearance = Appearance.objects.create(
        claim=made.fact_check.claim,
        capture=room.capture,
        start=place,
        end=place + 5,
        digest=digest,
        score=0.9,
        stance="denies",
        engine="test",
        found_at=DESK,
    )
    Citation.objects.create(
        edition=made,
        order=1,
        appearance=appearance,
        stance="denies",
        quote="Our position has not changed.",
        outlet="Example News",
        url="https://news.example.org/one",
        sha256=digest,
    )
