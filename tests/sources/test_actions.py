"""What stands on the web is kept as immutable versions, and copies as one story."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from accounts.models import User
from jobs.models import SubjectEvent
from jobs.subjects import broken
from sources.actions import (
    LONGEST_TEXT,
    Found,
    Recorded,
    add_feed,
    add_outlet,
    look_again,
    notice,
    pasted_address,
    poll_now,
    record_capture,
    set_owner,
    stop_looking,
)
from sources.alike import bands, shingles
from sources.errors import NothingToRead, TooLong
from sources.models import Article, Capture, Feed, Outlet, Ownership, SourceEvent, StoryMembership
from sources.states import CaptureState, NoticeKind
from tests.jobs.together import at_once
from tests.sources.test_alike import REPORT, WIRE

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "https://herald.example/one"
db = pytest.mark.django_db


def record(text: str = WIRE, *, url: str = PAGE, now: datetime = NOON, **more: object) -> Recorded:
    found = Found(**{"url": url, "text": text, **more})  # type: ignore[arg-type]  # by name
    return record_capture(found, now=now)


def outlet(name: str = "City Herald", domain: str = "herald.example") -> Outlet:
    return add_outlet(name, domain=domain, owner="Herald Group", by=None, now=NOON)


def story_of(url: str) -> int:
    return StoryMembership.objects.get(article__url=url).story_id


@db
def test_an_article_that_is_seen_first_has_one_version_and_is_announced() -> None:
    recorded = record(title="Bridge to close", published_at=NOON - HOUR)

    capture = recorded.capture
    assert (recorded.fresh, capture.number, capture.body.text) == (True, 1, WIRE)
    assert (capture.published_at, capture.fetched_at) == (NOON - HOUR, NOON)
    (event,) = SourceEvent.objects.all()
    assert (event.kind, event.capture, event.position) == ("captured", capture, 1)


@db
def test_an_unchanged_text_makes_no_version_and_announces_nothing() -> None:
    first = record()

    second = record(f"\n{WIRE}  ", now=NOON + HOUR, title="Another headline")

    assert (second.fresh, second.capture) == (False, first.capture)
    assert SourceEvent.objects.count() == 1


@db
def test_a_text_that_changes_and_changes_back_has_three_versions() -> None:
    for n, text in enumerate((WIRE, REPORT, WIRE)):
        record(text, now=NOON + n * HOUR)

    versions = Capture.objects.order_by("number")
    assert [(row.number, row.body.text) for row in versions] == [(1, WIRE), (2, REPORT), (3, WIRE)]
    assert Article.objects.count() == 1


@db
@pytest.mark.parametrize("field", ["published_at", "modified_at"])
@pytest.mark.parametrize(
    ("ahead", "kept"),
    [(-10 * 365 * 24 * HOUR, True), (26 * HOUR, True), (27 * HOUR, False), (9000 * HOUR, False)],
    ids=["long ago", "another zone's tomorrow", "too far ahead", "next year"],
)
def test_a_date_from_the_future_is_dropped(field: str, ahead: timedelta, kept: bool) -> None:
    dates: dict[str, Any] = {field: NOON + ahead}

    capture = record(**dates).capture

    assert getattr(capture, field) == (NOON + ahead if kept else None)


@db
@pytest.mark.parametrize("text", ["", "  \n\t "], ids=["empty", "only spaces"])
def test_what_has_no_text_is_refused_and_leaves_nothing(text: str) -> None:
    with pytest.raises(NothingToRead, match="Paste the text"):
        record(text)

    assert not Article.objects.exists()


@db
def test_a_page_that_is_no_article_is_kept_as_what_it_is() -> None:
    recorded = record("", state=CaptureState.PDF, raw=b"%PDF-1.7")

    assert (recorded.capture.state, bytes(recorded.capture.body.raw or b"")) == ("pdf", b"%PDF-1.7")
    assert not StoryMembership.objects.exists()


@db
def test_what_is_longer_than_an_article_is_refused_with_both_numbers() -> None:
    record("w" * LONGEST_TEXT)

    with pytest.raises(TooLong, match="500,001 characters; an article has at most 500,000"):
        record("w" * (LONGEST_TEXT + 1), url="https://herald.example/two")


@db
def test_copies_are_one_story_and_other_reports_another() -> None:
    record()
    record("From our wires. " + WIRE, url="https://courier.example/a")
    record(REPORT, url="https://post.example/b")

    assert story_of("https://courier.example/a") == story_of(PAGE)
    assert story_of("https://post.example/b") != story_of(PAGE)


@db
def test_a_report_that_only_quotes_half_of_another_is_its_own_story() -> None:
    half = f"{WIRE} {REPORT}"
    shared = set(bands(shingles(WIRE))) & set(bands(shingles(half)))
    assert shared, "the two must be candidates, or this shows nothing"
    record()

    record(half, url="https://courier.example/a")

    assert story_of("https://courier.example/a") != story_of(PAGE)


@db
def test_an_edit_does_not_move_an_article_to_another_story() -> None:
    record()
    before = story_of(PAGE)

    record(REPORT, now=NOON + HOUR)

    assert story_of(PAGE) == before


@db
def test_an_article_that_had_no_text_at_first_joins_the_story_of_its_text() -> None:
    record("", state=CaptureState.NO_TEXT)
    record(WIRE, now=NOON + HOUR)

    record(WIRE, url="https://courier.example/a", now=NOON + HOUR)

    assert story_of("https://courier.example/a") == story_of(PAGE)


@db
def test_who_joins_a_story_later_is_not_in_it_before() -> None:
    article = record().capture.article

    assert StoryMembership.objects.current([article.pk], at=NOON - HOUR) == {}
    assert set(StoryMembership.objects.current([article.pk], at=NOON)) == {article.pk}


@pytest.mark.django_db(transaction=True)
def test_one_text_captured_by_many_at_once_is_one_version() -> None:
    recorded = at_once([partial(record, now=NOON)] * 5)

    assert sorted(one.fresh for one in recorded) == [False] * 4 + [True]
    assert Capture.objects.count() == 1
    assert SourceEvent.objects.count() == 1


@db
@pytest.mark.parametrize(
    "host", ["herald.example", "www.herald.example", "sport.herald.example"], ids=str
)
def test_an_article_belongs_to_the_outlet_of_its_host(host: str) -> None:
    herald = outlet()

    assert record(url=f"https://{host}/a").capture.article.outlet == herald


@db
@pytest.mark.parametrize("host", ["notherald.example", "example", "herald.example.org"], ids=str)
def test_a_host_that_only_looks_alike_is_not_the_outlet(host: str) -> None:
    outlet()

    assert record(url=f"https://{host}/a").capture.article.outlet is None


@db
def test_an_outlet_that_becomes_known_later_takes_its_article_and_no_other_does() -> None:
    record()
    herald, other = outlet(), outlet("Other", "other.example")

    record(REPORT, now=NOON + HOUR)
    record_capture(Found(url=PAGE, text=WIRE), outlet=other, now=NOON + 2 * HOUR)

    assert Article.objects.get().outlet == herald


@pytest.mark.once
def test_a_pasted_text_has_an_address_that_only_this_text_has() -> None:
    assert pasted_address(WIRE) == pasted_address(WIRE)
    assert pasted_address(WIRE) != pasted_address(REPORT)


@db
def test_a_notice_is_kept_and_announced(edna: User) -> None:
    article = record().capture.article

    row = notice(article, NoticeKind.RETRACTED, note="Taken back.", by=edna, now=NOON + HOUR)

    assert (row.kind, row.note, row.by, row.at) == ("retracted", "Taken back.", edna, NOON + HOUR)
    event = SourceEvent.objects.latest("position")
    assert (event.kind, event.article, event.capture) == ("noticed", article, None)


@db
def test_an_owner_is_a_dated_row_and_the_last_one_counts(edna: User) -> None:
    herald = outlet()
    set_owner(herald, owner=None, by=edna, now=NOON + HOUR)

    rows = Ownership.objects.filter(outlet=herald).order_by("since")
    assert [str(row.group) for row in rows] == ["Herald Group", "None"]
    assert list(rows.as_of(NOON)) == [rows[0]]
    assert SubjectEvent.objects.filter(subject=f"sources.outlet:{herald.pk}").count() == 2


@db
def test_two_outlets_of_one_owner_share_the_group() -> None:
    first, second = outlet(), outlet("Evening Herald", "evening.example")

    groups = Ownership.objects.filter(outlet__in=[first, second]).values_list("group", flat=True)
    assert len(set(groups)) == 1


@db
def test_a_feed_is_due_when_it_is_added_and_when_somebody_asks(edna: User) -> None:
    feed = add_feed("https://herald.example/rss", outlet=outlet(), by=edna, now=NOON, due=NOON)
    Feed.objects.update(next_at=NOON + 9 * HOUR)

    poll_now(feed, due=NOON + HOUR)

    feed.refresh_from_db()
    assert feed.next_at == NOON + HOUR
    assert broken() == []


@db
def test_whoever_stops_looking_stops_every_feed_and_article(edna: User) -> None:
    herald = outlet()
    for n in range(2):
        add_feed(f"https://herald.example/{n}", outlet=herald, by=edna, now=NOON, due=NOON)
    article = record().capture.article
    look_again(article, due=NOON)

    assert stop_looking(by=edna, now=NOON) == 2
    assert stop_looking(by=edna, now=NOON) == 0

    assert not Feed.objects.filter(paused=False).exists()
    assert not Article.objects.exclude(next_at=None).exists()
    assert SubjectEvent.objects.filter(kind="sources.feed_paused").count() == 2
