"""Feeds are polled when due, politely, and a server's troubles are survived."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from seeds.press import Press
from sources.actions import add_feed, poll_now
from sources.models import Article, Capture, Feed, Outlet
from tests.sources.crooked import Answer, Crooked, saying, serving
from tests.sources.going import HOUR, NOON, go, machine, piece
from tests.sources.test_alike import REPORT, WIRE

pytestmark = pytest.mark.django_db
RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>'
    b"<link>https://herald.example</link><description>News</description></channel></rss>"
)


def feed_at(server: Crooked, outlet: Outlet, settings: Settings) -> Feed:
    settings.FETCH_ALLOW = [server.pair]
    return add_feed(server.url("/rss"), outlet=outlet, by=None, now=NOON, due=machine())


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
