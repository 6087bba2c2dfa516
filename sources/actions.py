"""Writes of the open web: captures, notices, outlets, feeds; each with its row in a log."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from accounts.models import User
from jobs.actions import record
from jobs.due import ask
from sources.errors import NothingToRead, TooLong
from sources.log import tell
from sources.models import (
    Article,
    ArticleNotice,
    Capture,
    CaptureBody,
    Feed,
    Outlet,
    OwnerGroup,
    Ownership,
)
from sources.states import CaptureState, NoticeKind, SourceEventKind
from sources.stories import place

LONGEST_TEXT: Final = 500_000
# A version that says it comes from the future is placed when we saw it (`reliability.md` F22).
FUTURE_SLACK: Final = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was read from the web, a file or a form."""

    url: str
    text: str
    title: str = ""
    byline: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str = ""
    state: CaptureState = CaptureState.OK
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The version that now stands for an article; `fresh` if it was not there before."""

    capture: Capture
    fresh: bool


def pasted_address(text: str) -> str:
    """The address of a text that has none: the same text has the same one."""
    return f"urn:sha256:{_sha256(text)}"


@transaction.atomic
def record_capture(found: Found, *, outlet: Outlet | None = None, now: datetime) -> Recorded:
    """Keep what stands at an address now; an unchanged text makes no new version.

    Raises NothingToRead or TooLong.
    """
    text = found.text.strip()
    if not text and found.state == CaptureState.OK:
        raise NothingToRead("There is no article text in it. Paste the text of the article.")
    if len(text) > LONGEST_TEXT:
        raise TooLong(
            f"The text has {len(text):,} characters; an article has at most {LONGEST_TEXT:,}. "
            "Cut it to the part that matters."
        )
    article = _article(found.url, outlet=outlet, now=now)
    # Serialises two captures of one article; on SQLite the transaction already does. `no_key`: who
    # holds the log may give the article another story meanwhile.
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    last = Capture.objects.latest_of(article)
    digest = _sha256(text)
    if last and last.sha256 == digest and last.state == found.state:
        return Recorded(last, fresh=False)
    capture = _new_version(article, found, text, number=last.number + 1 if last else 1, now=now)
    if text and not article.memberships.exists():
        place(article, text, now=now)
    tell(SourceEventKind.CAPTURED, article, capture=capture, now=now)
    return Recorded(capture, fresh=True)


@transaction.atomic
def notice(
    article: Article, kind: NoticeKind, *, note: str = "", by: User | None = None, now: datetime
) -> ArticleNotice:
    """Record that an article is gone, or was retracted or corrected by its publisher."""
    row = ArticleNotice.objects.create(article=article, kind=kind.value, at=now, note=note, by=by)
    tell(SourceEventKind.NOTICED, article, now=now)
    return row


@transaction.atomic
def add_outlet(  # noqa: PLR0913  (each argument is a column)
    name: str,
    *,
    domain: str,
    owner: str | None,
    by: User | None,
    now: datetime,
    kind: str = "newsroom",
    zone: str = "",
    invented: bool = False,
) -> Outlet:
    """Make an outlet known; without an owner it counts as of unknown owner."""
    outlet = Outlet.objects.create(
        name=name, domain=domain, kind=kind, zone=zone, invented=invented
    )
    set_owner(outlet, owner=owner, by=by, now=now)
    return outlet


@transaction.atomic
def set_owner(outlet: Outlet, *, owner: str | None, by: User | None, now: datetime) -> Ownership:
    """From now on the outlet belongs to this group (None: unknown)."""
    group = OwnerGroup.objects.get_or_create(name=owner)[0] if owner else None
    row = Ownership.objects.create(outlet=outlet, group=group, since=now, set_by=by)
    facts = {"group": group.pk if group else None}
    record(f"sources.outlet:{outlet.pk}", "sources.owner_set", by=by, now=now, facts=facts)
    return row


@transaction.atomic
def add_feed(url: str, *, outlet: Outlet, by: User | None, now: datetime, due: datetime) -> Feed:
    """Start polling a feed; `due` is machine time."""
    feed = Feed.objects.create(url=url, outlet=outlet, next_at=due)
    record(f"sources.feed:{feed.pk}", "sources.feed_added", by=by, now=now, texts={"url": url})
    return feed


def poll_now(feed: Feed, *, due: datetime) -> None:
    """Make a feed due, whatever its interval; `due` is machine time."""
    ask(Feed.objects.filter(pk=feed.pk), at=due)


def look_again(article: Article, *, due: datetime) -> None:
    """Make an article due to be fetched again; `due` is machine time."""
    ask(Article.objects.filter(pk=article.pk), at=due)


@transaction.atomic
def stop_looking(*, by: User | None, now: datetime) -> int:
    """Pause every feed and fetch no article again, until somebody starts them; returns how many."""
    feeds = list(Feed.objects.filter(paused=False))
    Feed.objects.filter(pk__in=[feed.pk for feed in feeds]).update(paused=True)
    Article.objects.exclude(next_at=None).update(next_at=None)
    for feed in feeds:
        record(f"sources.feed:{feed.pk}", "sources.feed_paused", by=by, now=now)
    return len(feeds)


def _article(url: str, *, outlet: Outlet | None, now: datetime) -> Article:
    host = urlsplit(url).hostname or ""
    known = outlet or (Outlet.objects.serving(host) if host else None)
    article, fresh = Article.objects.get_or_create(
        url=url, defaults={"outlet": known, "first_seen_at": now}
    )
    if not fresh and known and article.outlet_id is None:
        Article.objects.filter(pk=article.pk, outlet=None).update(outlet=known)
        article.outlet = known
    return article


def _new_version(
    article: Article, found: Found, text: str, *, number: int, now: datetime
) -> Capture:
    capture = Capture.objects.create(
        article=article,
        number=number,
        title=found.title[:500],
        byline=found.byline[:300],
        published_at=_not_from_the_future(found.published_at, now=now),
        modified_at=_not_from_the_future(found.modified_at, now=now),
        fetched_at=now,
        language=found.language[:35],
        sha256=_sha256(text),
        state=found.state.value,
    )
    CaptureBody.objects.create(capture=capture, text=text, raw=found.raw)
    return capture


def _not_from_the_future(stated: datetime | None, *, now: datetime) -> datetime | None:
    return stated if stated and stated <= now + FUTURE_SLACK else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
