"""The sweep that goes to the web: feeds that are due, and articles that are due."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from jobs.clock import Now
from jobs.due import LostLease, ask, defer, fail, finish, lease
from sources.actions import Found, Recorded, notice, record_capture
from sources.addresses import BadAddress, canonical
from sources.errors import SourceError
from sources.extract import extract
from sources.feeds import Entry, NotAFeed, parse
from sources.models import Article, Feed
from sources.refusals import BadStatus, FetchError
from sources.schedule import GONE_STATUSES, GONE_TRIES, GONE_WAIT, next_fetch, next_poll
from sources.states import NoticeKind
from sources.transport import Fetched, Terms, fetch
from sources.waits import interval_from

log = logging.getLogger(__name__)
BATCH: Final = 10
REFUSALS: Final = (FetchError, NotAFeed, SourceError)


def fetch_due(*, now: Now) -> int:
    """Poll the feeds and fetch the articles that are due; returns how many were taken."""
    feeds = Feed.objects.filter(paused=False).select_related("outlet")
    taken = lease(feeds, due_by=now.machine, now=now.machine, most=BATCH)
    for feed in taken:
        try:
            poll(feed, now=now)
        except REFUSALS as error:
            Feed.objects.filter(pk=feed.pk).update(failures=F("failures") + 1)
            _again_or_never(feed, error, now=now)
        except LostLease:
            log.info("Another worker has taken %s over.", feed)
    articles = Article.objects.select_related("outlet")
    due = lease(articles, due_by=now.machine, now=now.machine, most=BATCH)
    for article in due:
        try:
            look(article, now=now)
        except REFUSALS as error:
            _missed(article, error, now=now)
        except LostLease:
            log.info("Another worker has taken %s over.", article)
    return len(taken) + len(due)


def poll(feed: Feed, *, now: Now) -> int:
    """Ask a leased feed for news; returns how many articles it announced that we did not know.

    Validators are kept only together with what they stand for, in one transaction.
    """
    page = fetch(feed.url, terms=terms(), etag=feed.etag, last_modified=feed.last_modified)
    own = timedelta(seconds=feed.interval_s)
    again = now.machine + next_poll(own=own, asked=interval_from(page.headers))
    announced = 0
    with transaction.atomic():
        if not page.not_modified:
            announced = _announce(feed, page, now=now)
        Feed.objects.filter(pk=feed.pk).update(failures=0, last_ok_at=now.machine)
        finish(feed, next_at=again, due_now=now.machine)
    return announced


def look(article: Article, *, now: Now) -> Recorded:
    """Fetch a leased article and keep what stands there now."""
    page = fetch(article.url, terms=terms())
    recorded_as = found_in(page, url=article.url)
    rest = next_fetch(first_seen=article.first_seen_at, now=now.desk)
    with transaction.atomic():
        recorded = record_capture(recorded_as, outlet=article.outlet, now=now.desk)
        finish(article, next_at=now.machine + rest if rest else None, due_now=now.machine)
    return recorded


def found_in(page: Fetched, *, url: str) -> Found:
    """A fetched page as an article; its state says if it has no text."""
    content_type = page.headers.get("content-type", "")
    article = extract(page.body, url=page.url, content_type=content_type)
    return Found(
        url=url,
        text=article.text,
        title=article.title,
        byline=article.byline,
        published_at=article.published,
        modified_at=article.modified,
        language=article.language,
        state=article.state,
        raw=page.body,
    )


def terms() -> Terms:
    """How this newsroom fetches."""
    return Terms(
        user_agent=settings.FETCH_USER_AGENT,
        allow=frozenset(settings.FETCH_ALLOW),
        deadline_s=settings.FETCH_DEADLINE_S,
        max_bytes=settings.FETCH_MAX_BYTES,
    )


def _announce(feed: Feed, page: Fetched, *, now: Now) -> int:
    found = parse(page.body, url=page.url, content_type=page.headers.get("content-type", ""))
    new = sum(_meet(entry, feed, now=now) for entry in found.entries if entry.url)
    Feed.objects.filter(pk=feed.pk).update(etag=page.etag, last_modified=page.last_modified)
    return new


def _meet(entry: Entry, feed: Feed, *, now: Now) -> bool:
    """Make an announced article due to be fetched; a known one only if it says it changed."""
    try:
        url = canonical(entry.url)
    except BadAddress:
        return False
    article, fresh = Article.objects.get_or_create(
        url=url,
        defaults={"outlet": feed.outlet, "first_seen_at": now.desk, "next_at": now.machine},
    )
    if not fresh and entry.updated:
        last = article.captures.order_by("-number").first()
        if last and entry.updated > (last.modified_at or last.published_at or last.fetched_at):
            ask(Article.objects.filter(pk=article.pk), at=now.machine)
    return fresh


def _missed(article: Article, error: Exception, *, now: Now) -> None:
    gone = isinstance(error, BadStatus) and error.status in GONE_STATUSES
    if not gone or not article.captures.exists():
        _again_or_never(article, error, now=now)
    elif _same_answers(article, error) < GONE_TRIES:
        wait = max(GONE_WAIT, _asked_for(error))
        defer(article, to=now.machine + wait, error=str(error))
    else:
        with transaction.atomic():
            notice(article, NoticeKind.GONE, note=str(error), now=now.desk)
            finish(article, next_at=None, due_now=now.machine)


def _same_answers(article: Article, error: Exception) -> int:
    """How often in a row it has answered so; a try that failed otherwise begins the count anew."""
    if article.last_error != str(error):
        mine = Article.objects.filter(pk=article.pk, lease_token=article.lease_token)
        mine.update(attempts=1)
        return 1
    return article.attempts


def _again_or_never(row: Feed | Article, error: Exception, *, now: Now) -> None:
    """Back off, at least as long as the server asks for."""
    due_now = now.machine + _asked_for(error)
    fail(row, error=str(error), due_now=due_now, now=now.machine)


def _asked_for(error: Exception) -> timedelta:
    return timedelta(seconds=error.retry_after_s if isinstance(error, FetchError) else 0)
