"""A desk with work on it, made through the real actions: outlets, articles, claims, reviews."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from accounts.models import User
from claims import actions, deciding
from claims.actions import Draft
from claims.deciding import Voice
from claims.facts import ClaimKind, OriginKind, Stance
from claims.ingest import Ingested, ingest
from claims.models import Appearance, Claim, Speaker
from claims.recheck import recheck_due
from claims.states import SpeakerKind
from jobs import clock
from publishing.actions import publish
from publishing.models import Edition
from publishing.states import Change
from reviews import actions as review_actions
from reviews.actions import Finding
from reviews.models import Rating, RatingScale, Review
from reviews.scales import add_scale
from reviews.states import Cause, Confidence, Ending
from sources.actions import Found, add_outlet
from sources.models import Outlet

DAY: Final = datetime(2025, 8, 12, 9, 0, tzinfo=UTC)
ARTICLE: Final = (
    "Mayor Anna Lind said on Tuesday that the harbour bridge is safe for heavy lorries. "
    "“The bridge is safe for heavy lorries,” Lind said after the council met.\n\n"
    "According to the harbour office, repairs will cost 5 million euros.\n\n"
    "The council meets again on Friday.\n"
)
DENIAL: Final = (
    "The port union met in the evening. Karl Berg said on Wednesday that the harbour bridge is "
    "not safe for heavy lorries. He had measured the cracks himself.\n"
)
STATEMENT: Final = "The harbour bridge is safe for heavy lorries"


@dataclass(frozen=True, slots=True)
class Desk:
    """What most tests begin with."""

    outlet: Outlet
    second: Outlet
    lind: Speaker
    berg: Speaker
    scale: RatingScale

    def rating(self, label: str) -> Rating:
        return self.scale.ratings.get(label=label)


def desk(by: User) -> Desk:
    """Two outlets of two owners, two speakers, the newsroom's scale."""
    now = clock.desk_now()
    return Desk(
        outlet=add_outlet(
            "City Herald", domain="city-herald.example", owner="Herald", by=by, now=now
        ),
        second=add_outlet(
            "Northern Wire", domain="northern-wire.example", owner="Wire", by=by, now=now
        ),
        lind=deciding.add_speaker(
            "Anna Lind", kind=SpeakerKind.PERSON.value, aliases=("Lind",), by=by, now=now
        ),
        berg=deciding.add_speaker("Karl Berg", kind=SpeakerKind.PERSON.value, by=by, now=now),
        scale=add_scale(by=by, now=now),
    )


def article(outlet: Outlet | None, *, text: str = ARTICLE, path: str = "bridge") -> Ingested:
    """An article as it comes in and is read."""
    domain = outlet.domain if outlet else "unknown.example"
    found = Found(
        url=f"https://{domain}/{path}", text=text, title="Bridge in doubt", published_at=DAY
    )
    return ingest(found, outlet=outlet, now=clock.now())


def claim(desk: Desk, *, by: User, statement: str = STATEMENT, **more: object) -> Claim:
    """A tracked claim, founded on nothing."""
    draft = Draft(statement=statement, kind=ClaimKind.FACT, claimant=desk.lind, **more)  # type: ignore[arg-type]  # fields of a Draft
    row = actions.file_claim(draft, by=by, now=clock.desk_now())
    actions.track(row, by=by, now=clock.desk_now())
    return row


def confirmed(claim: Claim, desk: Desk, *, by: User) -> Appearance:
    """A passage of the first article that a person has confirmed as supporting."""
    given = article(desk.outlet)
    passage = next(row for row in given.passages if row.claim_id == claim.pk)
    voice = Voice(OriginKind.SPEAKER, desk.lind, heard_directly=True)
    deciding.confirm(passage, stance=Stance.SUPPORTS, voice=voice, by=by, now=clock.desk_now())
    return passage


def settle() -> None:
    """Do the re-checks that are due, as a worker would."""
    while recheck_due(now=clock.now()):
        pass


def review(claim: Claim, *, by: User) -> Review:
    """A first review, opened by an editor."""
    words = "Readers ask about it."
    now = clock.desk_now()
    return review_actions.open_review(claim, cause=Cause.FIRST, words=words, by=by, now=now)


def finding(desk: Desk, passage: Appearance, *, rating: str = "Unproven") -> Finding:
    """A verdict's content, resting on one passage."""
    return Finding(
        rating=desk.rating(rating),
        confidence=Confidence.MIDDLING,
        summary="One person says so, nobody else does.",
        reasoning="Only the mayor vouches for it [1].",
        as_of=clock.desk_now(),
        evidence=[passage],
    )


def handed_in(open_one: Review, desk: Desk, passage: Appearance, *, by: User) -> Review:
    """A review with its verdict in, waiting for a sign-off."""
    review_actions.assign(open_one, reviewer=by, by=by, now=clock.desk_now())
    given = finding(desk, passage)
    review_actions.hand_in(open_one, finding=given, by=by, now=clock.desk_now())
    return open_one


def published(
    claim: Claim, desk: Desk, passage: Appearance, *, writer: User, editor: User
) -> Edition:
    """A first edition, written by one and signed by another."""
    settle()
    looked = handed_in(review(claim, by=editor), desk, passage, by=writer)
    now = clock.desk_now() + timedelta(seconds=1)
    review_actions.sign_off(looked, ending=Ending.FIRST, by=editor, now=now)
    title = "Is the harbour bridge safe?"
    return publish(looked, title=title, change=Change.FIRST, change_words="", by=editor, now=now)
