"""Rows for the tests of publishing, made through the actions where there are any."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from accounts.models import User
from claims.deciding import Voice, confirm
from claims.facts import ClaimKind, OriginKind, Stance
from claims.models import Appearance, Attribution, Claim, Speaker, Statement
from claims.recheck import recheck_due
from claims.states import SpeakerKind, Stage
from jobs.clock import Now
from nlp.values import Form, Kind
from publishing.actions import publish
from publishing.models import Edition
from publishing.states import Change
from reviews.actions import Finding, assign, hand_in, open_review, sign_off
from reviews.models import Rating, RatingScale, Review
from reviews.states import Cause, Confidence, Ending, Polarity
from sources.models import Article, Capture, CaptureBody, Outlet

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
_OUTCOMES_FOR, _OUTCOMES_AGAINST = ["came_true"], ["did_not"]
_ALL = ["unchecked", "unverified", "corroborated", "contradicted", "disputed", "awaiting", "due"]
_WORDS: list[tuple[str, Polarity, int | None, list[str]]] = [
    ("False", Polarity.AGAINST, 1, ["contradicted", *_OUTCOMES_AGAINST]),
    ("Mostly false", Polarity.AGAINST, 2, ["contradicted", *_OUTCOMES_AGAINST]),
    ("Half true", Polarity.MIXED, 3, [*_ALL, "resolved", *_OUTCOMES_FOR, *_OUTCOMES_AGAINST]),
    ("Mostly true", Polarity.SUPPORTS, 4, ["corroborated", *_OUTCOMES_FOR]),
    ("True", Polarity.SUPPORTS, 5, ["corroborated", *_OUTCOMES_FOR]),
    ("Unproven", Polarity.NONE, None, ["unchecked", "unverified", "disputed", "awaiting", "due"]),
]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of August 2025, UTC."""
    return datetime(2025, 8, day, hour, minute, tzinfo=UTC)


def rating(label: str) -> Rating:
    """A word of the newsroom's newest scale; the first is made once."""
    scale, fresh = RatingScale.objects.get_or_create(name="Scale", version=1, since=NOON)
    if fresh:
        Rating.objects.bulk_create(
            Rating(
                scale=scale,
                order=order,
                label=word,
                definition=f"What {word} means.",
                polarity=polarity.value,
                number=number,
                sits_with=sits,
            )
            for order, (word, polarity, number, sits) in enumerate(_WORDS)
        )
    return Rating.objects.filter(label=label).latest("scale__version")


def speaker(name: str, kind: SpeakerKind = SpeakerKind.PERSON) -> Speaker:
    return Speaker.objects.get_or_create(name=name, defaults={"kind": kind.value})[0]


def outlet(name: str, *, invented: bool = False) -> Outlet:
    domain = f"{name.lower().replace(' ', '-')}.example"
    return Outlet.objects.get_or_create(
        domain=domain, defaults={"name": name, "invented": invented}
    )[0]


def capture(
    text: str, *, of: Outlet, published: datetime, number: int = 1, article: Article | None = None
) -> Capture:
    """A version of an article, captured five minutes after it was published."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    seen = published + timedelta(minutes=5)
    home = article or Article.objects.create(
        url=f"https://{of.domain}/{digest[:8]}", outlet=of, first_seen_at=seen
    )
    row = Capture.objects.create(
        article=home,
        number=number,
        title=f"{of.name} reports",
        published_at=published,
        fetched_at=seen,
        language="en",
        sha256=digest,
    )
    CaptureBody.objects.create(capture=row, text=text, raw=b"")
    return row


def passage(claim: Claim, version: Capture, *, stance: Stance, found: datetime) -> Appearance:
    """The whole text of a version as one passage about the claim."""
    text = version.body.text or ""
    return Appearance.objects.create(
        claim=claim,
        capture=version,
        start=0,
        end=len(text),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        score=0.9,
        stance=stance.value,
        engine="test",
        found_at=found,
    )


def spoken(row: Claim, version: Capture, root: Speaker, *, by: User, when: datetime) -> Appearance:
    """A passage in which somebody supports the claim on the record, confirmed by a person."""
    found = passage(row, version, stance=Stance.SUPPORTS, found=when)
    voice = Voice(OriginKind.SPEAKER, root=root, heard_directly=True)
    confirm(found, stance=Stance.SUPPORTS, voice=voice, by=by, now=when)
    return found


def relayed(row: Claim, version: Capture, root: Speaker, *, by: User, when: datetime) -> Appearance:
    """A passage that has somebody's support from another, confirmed by a person."""
    found = passage(row, version, stance=Stance.SUPPORTS, found=when)
    voice = Voice(OriginKind.SPEAKER, root=root, via=("Steve Witkoff",))
    confirm(found, stance=Stance.SUPPORTS, voice=voice, by=by, now=when)
    return found


def claim(statement: str, *, by: User, kind: ClaimKind = ClaimKind.FACT, **more: object) -> Claim:
    return Claim.objects.create(
        statement=statement,
        kind=kind.value,
        filed_by=by,
        filed_at=NOON,
        stage=Stage.TRACKED.value,
        next_at=NOON,
        said_on=date(2025, 8, 12),
        **more,
    )


def founded(row: Claim, version: Capture, chain: list[str]) -> None:
    """Found the claim on a statement whose relay chain has its root first."""
    statement = Statement.objects.create(
        capture=version,
        engine="test",
        order=0,
        start=0,
        end=5,
        sentence_start=0,
        sentence_end=5,
        proposed=row.statement,
        kind=Kind.FACT.value,
        form=next(iter(Form)).value,
    )
    Attribution.objects.bulk_create(
        Attribution(
            statement=statement,
            order=order,
            as_written=name,
            name=name,
            named=True,
            heard_directly=order == len(chain) - 1,
        )
        for order, name in enumerate(chain)
    )
    Claim.objects.filter(pk=row.pk).update(founded_on=statement)
    row.refresh_from_db()


def recheck(row: Claim, *, when: datetime) -> None:
    """Let the claim fall due and be re-checked at a moment of the desk clock."""
    Claim.objects.filter(pk=row.pk).update(next_at=when)
    recheck_due(now=Now(machine=when, desk=when))
    row.refresh_from_db()


@dataclass(frozen=True)
class Signed:
    """Who writes, who signs, on what: a verdict about to be signed off."""

    claim: Claim
    writer: User
    signer: User
    label: str
    when: datetime
    evidence: list[Appearance] = field(default_factory=list)
    ending: Ending = Ending.FIRST
    as_of: datetime | None = None


def signed(case: Signed) -> Review:
    """A review of the claim, the open one or a first, brought to its sign-off."""
    now = case.when
    review = Review.objects.open().filter(claim=case.claim).first() or open_review(
        case.claim, cause=Cause.FIRST, words="Somebody asked.", by=case.signer, now=now
    )
    assign(review, reviewer=case.writer, by=case.signer, now=now)
    finding = Finding(
        rating=rating(case.label),
        confidence=Confidence.HIGH,
        summary=f"We rate it {case.label}.",
        reasoning="It was passed on by two people [1].\n\nNobody heard it directly.",
        as_of=case.as_of or now,
        evidence=case.evidence,
    )
    hand_in(review, finding=finding, by=case.writer, now=now)
    sign_off(review, ending=case.ending, by=case.signer, now=now)
    return review


def published(case: Signed, *, title: str = "A signal came", **more: str) -> Edition:
    """The edition of a verdict, published by its signer a minute after the sign-off."""
    return publish(
        signed(case),
        title=title,
        change=Change(more.get("change", case.ending.value)),
        change_words=more.get("change_words", ""),
        update_reason=more.get("update_reason", ""),
        by=case.signer,
        now=case.when + timedelta(minutes=1),
    )


@dataclass(frozen=True)
class Story:
    """Claim S3 of the seed story in August 2025: Russia is ready for a first step."""

    claim: Claim
    first: Appearance
    russia: Speaker
    writer: User

    def holder_denies(self, *, published: datetime, captured: datetime) -> Appearance:
        """The holder's own word, heard directly, confirmed by a person at `captured`."""
        version = capture(
            "The ministry said that nothing has changed since June 2024 and nothing will.",
            of=outlet("Official Gazette"),
            published=published,
        )
        found = passage(self.claim, version, stance=Stance.DENIES, found=captured)
        voice = Voice(OriginKind.SPEAKER, root=self.russia, heard_directly=True)
        confirm(found, stance=Stance.DENIES, voice=voice, by=self.writer, now=captured)
        return found


def story(writer: User, *, invented: bool = False) -> Story:
    """S3 on 12 August: one passage, relayed through two people, unverified."""
    russia = speaker("Russia", SpeakerKind.STATE)
    row = claim(
        "Russia is ready for a first step toward a ceasefire",
        by=writer,
        kind=ClaimKind.POSITION,
        claimant=speaker("Volodymyr Zelenskyy"),
        alleged_source=russia,
        holder=russia,
    )
    version = capture(
        "Zelenskyy told reporters that Witkoff had passed on a signal: Russia is ready for a step.",
        of=outlet("Northern Wire", invented=invented),
        published=at(12, 10),
    )
    founded(row, version, ["Russia", "Steve Witkoff", "Volodymyr Zelenskyy"])
    first = passage(row, version, stance=Stance.SUPPORTS, found=at(12, 11))
    voice = Voice(OriginKind.SPEAKER, root=russia, via=("Steve Witkoff", "Volodymyr Zelenskyy"))
    confirm(first, stance=Stance.SUPPORTS, voice=voice, by=writer, now=at(12, 11))
    recheck(row, when=at(12, 12))
    return Story(row, first, russia, writer)


def ended_reviews(like: Review, count: int) -> list[Review]:
    """Further signed-off reviews of the same claim."""
    return Review.objects.bulk_create(
        Review(
            claim=like.claim,
            cause=like.cause,
            cause_words="Again.",
            state=like.state,
            opened_at=like.opened_at,
            signed_by=like.signed_by,
            signed_at=like.signed_at,
            ending=like.ending,
        )
        for _ in range(count)
    )
