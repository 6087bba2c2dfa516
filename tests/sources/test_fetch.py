"""Feeds and articles are fetched when due, politely, and a server's troubles are survived."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from jobs.clock import Now
from seeds.library import SeedArticle
from seeds.press import Press
from sources.actions import add_feed, add_outlet, look_again, poll_now
from sources.fetch import fetch_due
from sources.models import Article, ArticleNotice, Capture, Feed, Outlet
from sources.schedule import GONE_WAIT
from tests.sources.crooked import Answer, Crooked, saying, serving
from tests.sources.test_alike import REPORT, WIRE

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERALD = "City Herald"


def piece(name: str, text: str = WIRE) -> SeedArticle:
    return SeedArticle(
        key=name,
        outlet=HERALD,
        path=f"herald/{name}",
        published=NOON - HOUR,
        byline="Our reporter",
        title=f"About {name}",
        text=text,
    )


def go(after: timedelta = timedelta()) -> int:
    """One sweep; the machine's clock stands a year ahead of the desk's, so that none is taken
    for the other."""
    desk = NOON + after
    return fetch_due(now=Now(machine=desk + timedelta(days=365), desk=desk))


def machine(after: timedelta = timedelta()) -> datetime:
    return NOON + after + timedelta(days=365)


@pytest.fixture
def herald(db: None) -> Outlet:
    return add_outlet(HERALD, domain="herald.example", owner="Herald Group", by=None, now=NOON)


@pytest.fixture
def press(settings: Settings) -> Iterator[Press]:
    with Press() as world:
        settings.FETCH_ALLOW = [f"127.0.0.1:{world.port}"]
        yield world


@pytest.fixture
def feed(press: Press, herald: Outlet) -> Feed:
    return add_feed(press.feed_url(HERALD), outlet=herald, by=None, now=NOON, due=machine())


def feed_at(server: Crooked, outlet: Outlet, settings: Settings) -> Feed:
    settings.FETCH_ALLOW = [server.pair]
    return add_feed(server.url("/rss"), outlet=outlet, by=None, now=NOON, due=machine())


# --- feeds ---------------------------------------------------------------------------------


def test_what_a_feed_announces_is_fetched_in_the_same_sweep(press: Press, feed: Feed) -> None:
    press.publish(piece("bridge"))
    press.publish(piece("council", REPORT))

    assert go() == 3

    assert sorted(Capture.objects.values_list("title", flat=True)) == [
        "About bridge",
        "About council",
    ]
    capture = Capture.objects.get(title="About bridge")
    assert (capture.body.text or "").startswith(WIRE[:60])
    assert (capture.published_at, capture.fetched_at) == (NOON - HOUR, NOON)
    assert capture.article.outlet == feed.outlet
    feed.refresh_from_db()
    assert feed.next_at == machine(timedelta(seconds=feed.interval_s))
    assert (feed.last_ok_at, feed.failures) == (machine(), 0)


def test_a_feed_read_twice_announces_nothing_twice(press: Press, feed: Feed) -> None:
    press.publish(piece("bridge"))
    go()
    poll_now(feed, due=machine(timedelta(minutes=5)))

    assert go(timedelta(minutes=5)) == 1

    assert Article.objects.count() == Capture.objects.count() == 1


def test_a_paused_feed_is_left_alone(feed: Feed) -> None:
    Feed.objects.update(paused=True)

    assert go() == 0


def test_an_unchanged_feed_is_not_sent_again_and_is_no_failure(
    herald: Outlet, settings: Settings
) -> None:
    headers = ('ETag: "v1"', "Last-Modified: Tue, 12 Aug 2025 10:00:00 GMT")
    full = saying("200 OK", "Content-Type: application/rss+xml", *headers, body=RSS)
    with serving(full) as server:
        feed = feed_at(server, herald, settings)
        go()
        feed.refresh_from_db()
        assert (feed.etag, feed.last_modified) == ('"v1"', "Tue, 12 Aug 2025 10:00:00 GMT")

        server.answer = saying("304 Not Modified")
        go(HOUR)

    feed.refresh_from_db()
    assert b'if-none-match: "v1"' in server.requests[-1].lower()
    assert b"if-modified-since: tue, 12 aug 2025 10:00:00 gmt" in server.requests[-1].lower()
    assert (feed.failures, feed.last_ok_at, feed.etag) == (0, machine(HOUR), '"v1"')


def test_validators_are_not_kept_without_what_they_stand_for(
    herald: Outlet, settings: Settings
) -> None:
    broken = saying("200 OK", 'ETag: "v2"', "Content-Type: text/html", body=b"<html>Sorry</html>")
    with serving(broken) as server:
        feed = feed_at(server, herald, settings)
        go()

    feed.refresh_from_db()
    assert feed.etag == ""
    assert (feed.failures, feed.last_ok_at) == (1, None)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (saying("500 Oops"), "trouble of its own (500)"),
        (saying("404 Not Found"), "no such page (404)"),
        (saying("200 OK"), "empty"),
        (saying("200 OK", body=b"<html><p>Welcome</p></html>"), "not a feed"),
    ],
    ids=["trouble", "gone", "empty", "a page"],
)
def test_a_feed_that_fails_says_why_and_waits_longer_each_time(
    answer: Answer, words: str, herald: Outlet, settings: Settings
) -> None:
    with serving(answer) as server:
        feed = feed_at(server, herald, settings)
        go()
        go(HOUR)

    feed.refresh_from_db()
    assert words in feed.last_error
    assert (feed.failures, feed.attempts) == (2, 2)
    assert feed.next_at is not None
    assert feed.next_at > machine(HOUR)


def test_a_server_that_asks_for_time_gets_it(herald: Outlet, settings: Settings) -> None:
    with serving(saying("503 Busy", "Retry-After: 7200")) as server:
        feed = feed_at(server, herald, settings)
        go()

    feed.refresh_from_db()
    assert feed.next_at is not None
    assert feed.next_at >= machine(2 * HOUR)


def test_a_feed_that_always_fails_is_given_up_and_not_asked_again(
    herald: Outlet, settings: Settings
) -> None:
    settings.MAX_ATTEMPTS = 3
    with serving(saying("500 Oops")) as server:
        feed = feed_at(server, herald, settings)
        for n in range(6):
            go(n * 24 * HOUR)

    feed.refresh_from_db()
    assert server.connections == 3
    assert feed.dead_at == machine(48 * HOUR)
    assert "trouble of its own" in feed.last_error


def test_a_feed_that_fails_holds_up_no_other(
    press: Press, feed: Feed, herald: Outlet, settings: Settings
) -> None:
    press.publish(piece("bridge"))
    with serving(saying("500 Oops")) as server:
        allowed = list(settings.FETCH_ALLOW)
        feed_at(server, herald, settings)
        settings.FETCH_ALLOW = [*allowed, server.pair]
        go()

    assert Capture.objects.get().title == "About bridge"


def test_an_inside_address_is_never_asked(herald: Outlet, settings: Settings) -> None:
    with serving(saying("200 OK", body=RSS)) as server:
        feed = feed_at(server, herald, settings)
        settings.FETCH_ALLOW = []
        go()

    feed.refresh_from_db()
    assert server.connections == 0
    assert "not on the public internet" in feed.last_error


# --- articles ------------------------------------------------------------------------------


@pytest.fixture
def article(press: Press, feed: Feed) -> Article:
    """An article that was fetched once; its feed rests."""
    press.publish(piece("bridge"))
    go()
    Feed.objects.update(paused=True)
    return Article.objects.get()


def test_a_silent_edit_is_a_new_version(press: Press, article: Article) -> None:
    press.publish(replace(piece("bridge"), text=REPORT))
    look_again(article, due=machine(HOUR))

    go(HOUR)

    first, second = Capture.objects.order_by("number")
    assert (first.body.text or "").startswith(WIRE[:60])
    assert (second.body.text or "").startswith(REPORT[:60])
    assert second.fetched_at == NOON + HOUR


def test_an_article_is_looked_at_again_by_its_age(article: Article) -> None:
    assert article.next_at == machine(2 * HOUR)
    Article.objects.update(next_at=machine(40 * 24 * HOUR))

    go(40 * 24 * HOUR)

    article.refresh_from_db()
    assert article.next_at is None


def test_an_article_that_is_gone_is_asked_three_times_before_it_is_believed(
    press: Press, article: Article
) -> None:
    press.articles.clear()
    look_again(article, due=machine(HOUR))
    asked = []
    for n in range(3):
        go(HOUR + n * GONE_WAIT)
        asked.append(ArticleNotice.objects.count())

    assert asked == [0, 0, 1]
    row = ArticleNotice.objects.get()
    assert (row.kind, row.article, row.at) == ("gone", article, NOON + HOUR + 2 * GONE_WAIT)
    article.refresh_from_db()
    assert (article.next_at, article.dead_at) == (None, None)
    assert Capture.objects.count() == 1


def test_an_article_that_comes_back_in_time_is_not_gone(press: Press, article: Article) -> None:
    press.articles.clear()
    look_again(article, due=machine(HOUR))
    go(HOUR)
    press.publish(piece("bridge"))
    go(HOUR + GONE_WAIT)

    assert not ArticleNotice.objects.exists()
    article.refresh_from_db()
    assert (article.attempts, article.last_error) == (0, "")


def test_trouble_before_it_is_gone_does_not_shorten_the_three_tries(
    herald: Outlet, settings: Settings
) -> None:
    page = b"<html><body><article><p>" + WIRE.encode() + b"</p></article></body></html>"
    with serving(saying("200 OK", "Content-Type: text/html", body=page)) as server:
        settings.FETCH_ALLOW = [server.pair]
        article = Article.objects.create(
            url=server.url("/a"), outlet=herald, first_seen_at=NOON, next_at=machine()
        )
        go()
        look_again(article, due=machine(HOUR))
        server.answer = saying("500 Oops")
        go(HOUR)
        go(2 * HOUR)
        server.answer = saying("404 Not Found")
        go(3 * HOUR)

    assert not ArticleNotice.objects.exists()


def test_an_address_that_never_was_an_article_is_given_up_without_a_notice(
    press: Press, settings: Settings
) -> None:
    settings.MAX_ATTEMPTS = 2
    url = f"{press.address}/never"
    article = Article.objects.create(url=url, first_seen_at=NOON, next_at=machine())

    for n in range(3):
        go(n * 24 * HOUR)

    article.refresh_from_db()
    assert article.dead_at is not None
    assert not ArticleNotice.objects.exists()


def test_a_page_without_text_is_kept_as_such(herald: Outlet, settings: Settings) -> None:
    with serving(saying("200 OK", "Content-Type: application/pdf", body=b"%PDF-1.7 x")) as server:
        settings.FETCH_ALLOW = [server.pair]
        Article.objects.create(url=server.url("/a"), first_seen_at=NOON, next_at=machine())
        go()

    assert Capture.objects.get().state == "pdf"


def test_no_server_at_all_is_a_failure_like_any_other(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        pair = f"127.0.0.1:{door.getsockname()[1]}"
    settings.FETCH_ALLOW = [pair]
    article = Article.objects.create(url=f"http://{pair}/a", first_seen_at=NOON, next_at=machine())

    assert go() == 1

    article.refresh_from_db()
    assert article.attempts == 1
    assert article.last_error


RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>'
    b"<link>https://herald.example</link><description>News</description></channel></rss>"
)
