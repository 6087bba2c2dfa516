"""Claims follow the log of sources: each new version is read, each notice re-checked, once."""

import pytest

from accounts.models import User
from claims.backfill import search_of
from claims.follow import follow_sources, follow_tracked
from claims.matching import read_due
from claims.models import Claim, Reading, RecheckTrigger
from jobs.models import LongJob
from sources.actions import Found, notice, record_capture
from sources.states import CaptureState, NoticeKind
from tests.claims.make import (
    BRIDGE_NEWS,
    NOON,
    OTHER_NEWS,
    at,
    both,
    capture,
    checked,
    outlet,
    read,
    tracked,
)

pytestmark = pytest.mark.django_db


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def test_every_new_version_becomes_due_to_be_read() -> None:
    first, second = capture(), capture(OTHER_NEWS)

    assert follow_sources(now=both(NOON)) == 2

    rows = Reading.objects.order_by("capture")
    assert [(row.capture, row.next_at) for row in rows] == [(first, NOON), (second, NOON)]


def test_a_version_is_announced_once(carl: User) -> None:
    tracked(carl)
    capture()
    follow_sources(now=both(NOON))
    read_due(now=both(NOON))

    assert follow_sources(now=both(at(13))) == 0

    assert Reading.objects.get().next_at is None


def test_what_has_no_text_is_not_read() -> None:
    found = Found(url="https://a.example/1", text="", state=CaptureState.PDF)
    record_capture(found, now=NOON)

    assert follow_sources(now=both(NOON)) == 1

    assert not Reading.objects.exists()


def test_more_versions_than_one_batch_are_all_read(carl: User) -> None:
    for n in range(130):
        capture(f"Report number {n} of our own about nothing in particular.")

    counts = [follow_sources(now=both(NOON)) for _ in range(3)]

    assert counts == [100, 30, 0]
    assert Reading.objects.count() == 130


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_rechecks_the_claims_of_every_copy(kind: NoticeKind, carl: User) -> None:
    claim, other = tracked(carl), tracked(carl, "A bakery in Oslo sold four thousand rolls.")
    original, copy = capture(of=outlet("City Herald")), capture(of=outlet("Evening Courier"))
    read(copy)
    checked(claim, now=NOON)
    checked(other, now=NOON)
    follow_sources(now=both(NOON))

    notice(original.article, kind, now=at(13))
    follow_sources(now=both(at(13)))

    assert waiting(claim) == {"retracted"}
    assert waiting(other) == set()
    claim.refresh_from_db()
    assert claim.next_at == min(at(13), at(12, 15))


def test_a_notice_of_an_article_that_touches_nothing_asks_for_nothing(carl: User) -> None:
    claim = tracked(carl)
    checked(claim, now=NOON)
    version = capture(OTHER_NEWS)

    notice(version.article, NoticeKind.GONE, now=at(13))
    follow_sources(now=both(at(13)))

    assert not RecheckTrigger.objects.filter(served_by=None).exists()


def test_a_version_that_is_wanted_already_is_no_error() -> None:
    version = capture(BRIDGE_NEWS)
    read(version)

    assert follow_sources(now=both(at(13))) == 1

    assert Reading.objects.get().done_at == NOON


def test_a_claim_tracked_today_is_to_be_looked_for_in_the_archive_once(carl: User) -> None:
    claim = tracked(carl, now=at(13))

    assert follow_tracked(now=both(at(13))) == 1
    assert follow_tracked(now=both(at(13))) == 0

    job = search_of(claim)
    assert job is not None
    assert (job.next_at, job.finished_at) == (at(13), None)
    assert LongJob.objects.count() == 1
