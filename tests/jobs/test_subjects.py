"""What changed without a claim (roles, feeds, keys) is chained per subject and verifiable."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db.models import F

from accounts.models import User
from jobs import guards
from jobs.actions import record
from jobs.models import LogHead, SubjectEvent, SubjectText
from jobs.subjects import broken
from tests.jobs.together import at_once

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
FEED = "sources.feed:3"


def write(kind: str = "sources.feed_paused", subject: str = FEED) -> SubjectEvent:
    return record(subject, kind, by=None, now=NOON, facts={"n": 1}, texts={"url": "https://a.b"})


@pytest.fixture
def three(db: None) -> list[SubjectEvent]:
    """Three rows of one subject and one of another, with nothing to stop who tampers."""
    rows = [write(), write(), write()]
    write(subject="sources.outlet:9")
    guards.disarm()
    return rows


def test_what_was_written_through_the_action_holds(three: list[SubjectEvent]) -> None:
    assert broken() == []


def test_a_row_knows_who_and_follows_the_row_before_it(edna: User) -> None:
    first = record(FEED, "sources.feed_added", by=edna, now=NOON)
    second = record(FEED, "sources.feed_paused", by=None, now=NOON)

    assert (first.actor_id, second.actor_id) == (edna.pk, None)
    assert (first.seq, second.seq, second.prev) == (1, 2, first.hash)
    assert broken() == []


def _change(rows: list[SubjectEvent]) -> None:
    SubjectEvent.objects.filter(pk=rows[1].pk).update(kind="sources.feed_added")


def _delete(rows: list[SubjectEvent]) -> None:
    SubjectText.objects.filter(event=rows[1]).delete()
    rows[1].delete()


def _cut(rows: list[SubjectEvent]) -> None:
    SubjectText.objects.filter(event=rows[2]).delete()
    rows[2].delete()


def _cut_all(rows: list[SubjectEvent]) -> None:
    SubjectText.objects.filter(event__in=rows).delete()
    SubjectEvent.objects.filter(subject=FEED).delete()


def _swap(rows: list[SubjectEvent]) -> None:
    SubjectEvent.objects.filter(pk=rows[1].pk).update(seq=99)
    SubjectEvent.objects.filter(pk=rows[2].pk).update(seq=2)
    SubjectEvent.objects.filter(pk=rows[1].pk).update(seq=3)


def _forget_the_head(rows: list[SubjectEvent]) -> None:
    LogHead.objects.filter(name=f"subject:{FEED}").delete()


def _wind_back(rows: list[SubjectEvent]) -> None:
    LogHead.objects.filter(name=f"subject:{FEED}").update(position=F("position") - 1)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (_change, "row 2 was changed after it was written"),
        (_delete, "row 2 is missing: the next one is 3"),
        (_swap, "row 2 does not follow the row before it"),
        (_cut, "rows after 2 were cut off: there were 3"),
        (_cut_all, "rows after 0 were cut off: there were 3"),
        (_forget_the_head, "rows after 3 were cut off: there were 0"),
        (_wind_back, "rows after 3 were cut off: there were 2"),
    ],
    ids=["change", "delete", "reorder", "cut", "cut all", "head gone", "head wound back"],
)
def test_the_first_bad_row_is_named_with_its_subject(
    tamper: Callable[[list[SubjectEvent]], None], words: str, three: list[SubjectEvent]
) -> None:
    tamper(three)

    assert broken() == [f"{FEED}: {words}"]


def test_a_changed_text_is_named(three: list[SubjectEvent]) -> None:
    SubjectText.objects.filter(event=three[1]).update(text="https://evil.example")

    assert broken() == [f"{FEED}: the url of row 2 was changed"]


def test_an_erased_text_leaves_the_chain_verifiable(db: None) -> None:
    row = write()

    SubjectText.objects.filter(event=row).update(text=None, salt=None)

    assert broken() == []
    assert SubjectText.objects.get(event=row).text is None


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_subject_at_once_make_one_chain() -> None:
    at_once([partial(write, f"tests.kind_{n}") for n in range(6)])

    assert sorted(SubjectEvent.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert broken() == []
