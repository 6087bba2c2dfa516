"""Articles are fetched again by their age, and an edit or an end is seen."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django import Settings

from seeds.press import Press
from sources.actions import look_again
from sources.models import Article, ArticleNotice, Capture, Feed, Outlet
from sources.schedule import GONE_WAIT
from tests.sources.crooked import Crooked, saying, serving
from tests.sources.going import HOUR, NOON, go, machine, piece
from tests.sources.test_alike import REPORT, WIRE

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(press: Press, feed: Feed) -> Article:
    """An article that was fetched once; its feed rests."""
    press.publish(piece("bridge"))
    go()
    Feed.objects.update(paused=True)
    return Article.objects.get()


@pytest.fixture
def walled(herald: Outlet, settings: Settings) -> Iterator[Crooked]:
    """The server of an article that was fetched once and is due again in an hour."""
    page = b"<html><body><article><p>" + WIRE.encode() + b"</p></article></body></html>"
    with serving(saying("200 OK", "Content-Type: text/html", body=page)) as server:
        settings.FETCH_ALLOW = [server.pair]
        url = server.url("/a")
        article = Article.objects.create(
            url=url, outlet=herald, first_seen_at=NOON, next_at=machine()
        )
        go()
        look_again(article, due=machine(HOUR))
        yield server


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


def test_trouble_before_it_is_gone_does_not_shorten_the_three_tries(walled: Crooked) -> None:
    walled.answer = saying("500 Oops")
    go(HOUR)
    go(2 * HOUR)
    walled.answer = saying("404 Not Found")
    go(3 * HOUR)

    assert not ArticleNotice.objects.exists()


@pytest.mark.parametrize(
    "answer",
    ["401 Log in", "402 Pay", "403 Forbidden", "404 Not Found", "410 Gone", "451 Withheld"],
)
def test_an_article_behind_a_wall_is_out_of_reach_and_its_version_stays(
    answer: str, walled: Crooked
) -> None:
    walled.answer = saying(answer)
    told = []
    for n in range(3):
        go(HOUR + n * GONE_WAIT)
        told.append(ArticleNotice.objects.count())

    assert told == [0, 0, 1]
    row = ArticleNotice.objects.get()
    assert (row.kind, row.at) == ("gone", NOON + HOUR + 2 * GONE_WAIT)
    assert answer[:3] in row.note
    assert (Capture.objects.get().body.text or "").startswith(WIRE[:60])
    article = Article.objects.get()
    assert (article.next_at, article.dead_at) == (None, None)


@pytest.mark.parametrize("answer", ["407 Proxy", "429 Too Many Requests", "503 Busy"])
def test_an_article_that_only_keeps_us_waiting_is_not_gone(answer: str, walled: Crooked) -> None:
    walled.answer = saying(answer)
    for n in range(4):
        go(HOUR + n * GONE_WAIT)

    assert walled.connections == 5
    assert not ArticleNotice.objects.exists()


def test_an_article_that_we_refuse_to_ask_for_is_not_gone(
    walled: Crooked, settings: Settings
) -> None:
    settings.FETCH_ALLOW = []
    for n in range(4):
        go(HOUR + n * GONE_WAIT)

    assert walled.connections == 1
    assert not ArticleNotice.objects.exists()
    assert "not on the public internet" in Article.objects.get().last_error


def test_a_wall_that_asks_for_a_day_is_not_asked_sooner(walled: Crooked) -> None:
    walled.answer = saying("403 Forbidden", "Retry-After: 86400")

    go(HOUR)

    assert Article.objects.get().next_at == machine(25 * HOUR)


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
