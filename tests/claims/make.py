"""Claims, articles, passages and decisions for tests, made through the actions that people use."""

import hashlib
import itertools
from datetime import UTC, datetime

from django.apps import apps

from accounts.models import User
from claims.actions import Draft, file_claim, track
from claims.deciding import Voice, add_speaker, confirm
from claims.facts import ClaimKind, OriginKind, Stance
from claims.ingest import read_now
from claims.matching import want_reading
from claims.models import Appearance, Claim, Reading, Speaker, StatusCheck
from claims.recheck import recheck
from jobs.clock import Now
from jobs.due import lease
from nlp import ENGINE
from sources.actions import Found, add_outlet, record_capture
from sources.models import Article, Capture, CaptureBody, Outlet, Story, StoryMembership

BRIDGE = "The Harbour Bridge in Lisbon will be closed to lorries."
BRIDGE_NEWS = (
    "The Harbour Bridge in Lisbon will be closed to lorries. "
    "Engineers measured the cables for three weeks."
)
OTHER_NEWS = "A bakery in Oslo sold four thousand rolls on Sunday. Its owner was delighted."
_count = itertools.count(1)


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of August 2025, UTC."""
    return datetime(2025, 8, day, hour, minute, tzinfo=UTC)


NOON = at(12)


def both(moment: datetime) -> Now:
    """Both clocks at one moment."""
    return Now(machine=moment, desk=moment)


def outlet(name: str, *, owner: str | None = "") -> Outlet:
    """An outlet of its own owner group, or of the one named; None: of unknown owner."""
    domain = f"{name.lower().replace(' ', '-')}.example"
    group = f"{name} Group" if owner == "" else owner
    return add_outlet(name, domain=domain, owner=group, by=None, now=at(1))


def speaker(name: str, *aliases: str) -> Speaker:
    return add_speaker(name, kind="person", aliases=aliases, by=None, now=at(1))


def inbox(by: User, words: str = BRIDGE, *, now: datetime = NOON, **more: object) -> Claim:
    """A claim that nobody tracks yet; `more` are fields of its Draft."""
    draft = Draft(**{"statement": words, "kind": ClaimKind.FACT, **more})  # type: ignore[arg-type]
    return file_claim(draft, by=by, now=now)


def tracked(by: User, words: str = BRIDGE, *, now: datetime = NOON, **more: object) -> Claim:
    """A tracked claim, due for its first re-check at `now`."""
    claim = inbox(by, words, now=now, **more)
    track(claim, by=by, now=now)
    return claim


def capture(
    text: str = BRIDGE_NEWS,
    *,
    of: Outlet | None = None,
    url: str = "",
    now: datetime = NOON,
    published: datetime | None = None,
) -> Capture:
    """A version of an article at an address of its own, unless one is named."""
    home = of.domain if of else "somewhere.example"
    address = url or f"https://{home}/{next(_count)}"
    found = Found(url=address, text=text, published_at=published or now)
    return record_capture(found, outlet=of, now=now).capture


def read(version: Capture, *, now: datetime = NOON) -> list[Appearance]:
    """Have a version read, and give the passages that touch tracked claims."""
    want_reading([version], due=now)
    read_now(version, now=both(now))
    return list(Appearance.objects.filter(capture=version).order_by("start", "claim"))


def passage(claim: Claim, version: Capture, *, now: datetime = NOON) -> Appearance:
    """The one passage of a version, read at `now`, about a claim."""
    (found,) = [row for row in read(version, now=now) if row.claim_id == claim.pk]
    return found


def report(claim: Claim, name: str, *, now: datetime = NOON) -> Appearance:
    """An outlet's own report about a claim, in a sentence and a story of its own."""
    seen = f"{claim.statement[:-1]}, as the reporter of the {name} saw."
    more = " ".join(f"{name} detail {n} of its own." for n in range(12))
    house = Outlet.objects.filter(name=name).first() or outlet(name)
    return passage(claim, capture(f"{seen} {more}", of=house, now=now), now=now)


def confirmed(
    found: Appearance, *, by: User, stance: Stance = Stance.SUPPORTS, now: datetime = NOON
) -> Appearance:
    """The passage, confirmed as the outlet's own reporting."""
    confirm(found, stance=stance, voice=Voice(OriginKind.FIRSTHAND), by=by, now=now)
    return found


def leased(claim: Claim, *, now: datetime) -> Claim:
    """The claim as a worker holds it; it must be due."""
    (mine,) = lease(Claim.objects.filter(pk=claim.pk), due_by=now, now=now, most=1)
    return mine


def checked(claim: Claim, *, now: datetime) -> StatusCheck:
    """The re-check of a claim that is due at `now`; the claim is loaded again."""
    check = recheck(leased(claim, now=now), now=now)
    claim.refresh_from_db()
    return check


def reading_of(version: Capture) -> Reading:
    return Reading.objects.get(capture=version, engine=ENGINE)


def counts() -> dict[str, int]:
    """How many rows every table of ours has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def many_passages(
    claim: Claim, count: int, *, by: User, now: datetime = NOON, digest: str = ""
) -> None:
    """So many passages of as many articles and stories, one in a hundred confirmed; in bulk.

    Each in words of its own, unless all share a digest.
    """
    house = Outlet.objects.first() or outlet("City Herald")
    articles = Article.objects.bulk_create(
        Article(url=f"https://{house.domain}/bulk/{n}", outlet=house, first_seen_at=now)
        for n in range(count)
    )
    stories = Story.objects.bulk_create(Story(founded_on=one) for one in articles)
    StoryMembership.objects.bulk_create(
        StoryMembership(article=one, story=story, since=now)
        for one, story in zip(articles, stories, strict=True)
    )
    versions = Capture.objects.bulk_create(
        Capture(article=one, number=1, fetched_at=now, sha256=_sha(one.url)) for one in articles
    )
    CaptureBody.objects.bulk_create(CaptureBody(capture=one, text=BRIDGE) for one in versions)
    rows = Appearance.objects.bulk_create(
        Appearance(
            claim=claim,
            capture=one,
            start=0,
            end=len(BRIDGE),
            digest=digest or one.sha256,
            score=1.0,
            stance=Stance.SUPPORTS.value,
            engine=ENGINE,
            found_at=now,
        )
        for one in versions
    )
    for row in rows[: max(1, count // 100)]:
        confirmed(row, by=by, now=now)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
