"""A claim tracked today is looked for in yesterday's articles, all of them, by a long job."""

import pytest

from accounts.models import User
from claims.backfill import BITE, ask_search
from claims.follow import follow_sources
from claims.matching import read_due
from claims.models import RecheckTrigger
from claims.states import Trigger
from jobs.models import LongJob
from tests.claims.archive import LATER, archive, job, one_slice, search
from tests.claims.make import BRIDGE_NEWS, NOON, OTHER_NEWS, at, both, capture, read, tracked

pytestmark = pytest.mark.django_db


def test_a_claim_tracked_today_is_looked_for_in_yesterdays_articles(carl: User) -> None:
    yesterday, other = capture(), capture(OTHER_NEWS)
    read(yesterday)
    read(other)
    claim = tracked(carl, now=LATER)
    assert not claim.appearances.exists()

    search()

    assert claim.appearances.get().capture == yesterday
    row = job(claim)
    assert (row.done, row.total, row.found, row.finished_at) == (2, 2, 1, LATER)
    assert not LongJob.objects.open().exists()


def test_the_archive_gives_what_arrival_would_have_given(carl: User) -> None:
    early = tracked(carl)
    version = capture()
    read(version)
    late = tracked(carl, now=LATER)

    search()

    (arrived,) = early.appearances.values("start", "end", "digest", "stance", "differences")
    (looked_up,) = late.appearances.values("start", "end", "digest", "stance", "differences")
    assert looked_up == arrived
    assert early.appearances.count() == 1


def test_what_the_archive_gives_asks_for_a_re_check(carl: User) -> None:
    capture()
    claim = tracked(carl, now=LATER)
    RecheckTrigger.objects.all().delete()

    search()

    waiting = claim.triggers.filter(served_by=None).values_list("kind", flat=True)
    assert list(waiting) == [Trigger.NEW_PASSAGE]


def test_a_search_that_finds_nothing_says_so_and_asks_for_nothing(carl: User) -> None:
    archive(3, text=OTHER_NEWS)
    claim = tracked(carl, now=LATER)
    RecheckTrigger.objects.all().delete()

    search()

    assert (job(claim).done, job(claim).found) == (3, 0)
    assert not claim.triggers.exists()


def test_of_a_changed_article_the_last_version_with_text_is_searched(carl: User) -> None:
    capture(url="https://a.example/1")
    last = capture(f"{BRIDGE_NEWS} The mayor agreed.", url="https://a.example/1", now=at(12, 13))
    claim = tracked(carl, now=LATER)

    search()

    assert claim.appearances.get().capture == last
    assert (job(claim).done, job(claim).total) == (1, 1)


def test_an_archive_of_many_bites_is_read_newest_first_to_its_end(carl: User) -> None:
    captures = archive(2 * BITE + 3, every=10)
    claim = tracked(carl, now=LATER)

    search(slices=1, bites=1)
    half = job(claim)
    assert (half.done, half.total, half.finished_at) == (BITE, len(captures), None)
    assert half.cursor == str(captures[-BITE].pk)
    search(slices=2, bites=1)

    row = job(claim)
    assert (row.done, row.finished_at) == (len(captures), LATER)
    assert row.found == claim.appearances.count() == len(captures[::10])


def test_an_archive_that_ends_with_a_whole_bite_ends_with_an_empty_one(carl: User) -> None:
    archive(BITE)
    claim = tracked(carl, now=LATER)

    assert search(bites=1) == 2

    assert (job(claim).done, job(claim).finished_at) == (BITE, LATER)


def test_an_empty_archive_is_searched_too(carl: User) -> None:
    claim = tracked(carl, now=LATER)

    search()

    assert (job(claim).done, job(claim).total, job(claim).finished_at) == (0, 0, LATER)


def test_what_arrives_during_the_search_is_found_once(carl: User) -> None:
    archive(BITE + 1)
    claim = tracked(carl, now=LATER)
    search(slices=1, bites=1)

    arrived = capture()
    follow_sources(now=both(LATER))
    while read_due(now=both(LATER)):
        pass
    search()

    assert claim.appearances.filter(capture=arrived).count() == 1
    assert claim.appearances.count() == BITE + 2
    assert (job(claim).done, job(claim).total) == (BITE + 1, BITE + 1)


def test_claims_that_were_tracked_together_are_looked_for_in_one_pass(carl: User) -> None:
    archive(BITE + 1, every=5)
    claims = [tracked(carl, now=LATER) for _ in range(3)]
    tracked(carl, "A bakery in Oslo sold four thousand rolls on Sunday.", now=LATER)

    slices = search(bites=1)

    assert slices == 2, "four claims, and two bites in all"
    assert {job(claim).found for claim in claims} == {len(range(0, BITE + 1, 5))}
    assert LongJob.objects.filter(finished_at=LATER).count() == 4


def test_one_search_after_another_doubles_nothing(carl: User) -> None:
    archive(3)
    claim = tracked(carl, now=LATER)
    search()
    RecheckTrigger.objects.all().delete()

    ask_search(claim, by=carl, now=at(14))
    search(at(14))

    assert claim.appearances.count() == 3
    assert (job(claim).found, job(claim).finished_at) == (3, at(14))
    assert LongJob.objects.count() == 2
    assert not claim.triggers.exists(), "nothing is new, so nothing is weighed again"


def test_the_search_runs_on_desk_time(carl: User) -> None:
    claim = tracked(carl, now=LATER)
    search(slices=0)

    assert job(claim).next_at == LATER
    assert one_slice(NOON, 1) == 0
