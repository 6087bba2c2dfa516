"""sources/stories.py: copies that come in at the same moment are one story too."""

import threading
from collections.abc import Sequence
from functools import partial

import pytest
from django.db import connection, transaction

from sources.models import Article
from tests.jobs.together import at_once
from tests.jobs.waiting import until
from tests.sources.copies import LEFT_OUT, come, stories

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)


def test_near_copies_that_many_capture_at_once_are_one_story() -> None:
    names = [*LEFT_OUT, "whole", "head"]

    def work(n: int) -> Article:
        return come(names[n], url=f"https://house-{n}.example/1")

    found = at_once([partial(work, n) for n in range(len(names))])

    assert len(set(stories(found))) == 1


@on_postgresql
def test_a_copy_that_comes_while_the_first_one_is_written_waits_for_it() -> None:
    """Each would found a story of its own, and no later copy would ever tell."""
    found = _meeting(first=["head"], second="whole")

    assert len(set(stories(found))) == 1


@on_postgresql
def test_a_story_goes_over_while_one_of_its_articles_is_captured_anew() -> None:
    """The one holds the log, the other the article: neither may need what the other has."""
    small = come("tail")
    crowd = [come("head"), come("head", url="https://copy.example/1")]

    _meeting(first=["middle", "whole"], second="tail", words="Another text stands there now.")

    assert stories([small]) == stories(crowd[:1])
    assert small.captures.count() == 2


def _meeting(*, first: Sequence[str], second: str, words: str = "") -> list[Article]:
    """The first has written one article and goes on only when the second waits for a lock."""
    written, free = threading.Event(), threading.Event()

    def holds() -> list[Article]:
        with transaction.atomic():
            found = [come(first[0])]
            written.set()
            free.wait(30)
            return [*found, *(come(name) for name in first[1:])]

    def comes() -> list[Article]:
        written.wait(30)
        return [come(second, words=words)]

    def watches() -> list[Article]:
        written.wait(30)
        until(lambda: _waiting_for_a_lock() > 0)
        free.set()
        return []

    return [article for part in at_once([holds, comes, watches]) for article in part]


def _waiting_for_a_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return int(cursor.fetchone()[0])
