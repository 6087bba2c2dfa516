"""What must hold whatever crashes: the look through the archive behind a real worker."""

from functools import partial
from pathlib import Path

import pytest
from django.db.models import Count

from accounts.models import User
from claims.actions import Draft, file_claim, track
from claims.facts import ClaimKind
from claims.models import Appearance, Claim
from jobs import clock
from jobs.models import LongJob
from sources.models import Article, Capture, CaptureBody
from tests.claims.make import BRIDGE, BRIDGE_NEWS, OTHER_NEWS
from tests.workers import newsroom, until

pytestmark = [pytest.mark.worker, pytest.mark.faults, pytest.mark.django_db(transaction=True)]

MANY = 600
EVERY = 3
KILLS = 3
# Short slices, so that a kill falls into one; by words alone, so that a new worker is soon at work,
# and well within its lease.
ENV = {"LONG_JOB_SLICE_S": "1", "LEASE_S": "8", "SENTENCE_ENCODER": "none"}


@pytest.fixture
def claims(carl: User) -> list[Claim]:
    """Two claims tracked just now, over an archive of which every third article carries them."""
    now = clock.desk_now()
    articles = Article.objects.bulk_create(
        Article(url=f"https://city-herald.example/{n}", first_seen_at=now) for n in range(MANY)
    )
    captures = Capture.objects.bulk_create(
        Capture(article=one, number=1, fetched_at=now, sha256=f"{one.pk:064}") for one in articles
    )
    CaptureBody.objects.bulk_create(
        CaptureBody(capture=one, text=OTHER_NEWS if n % EVERY else BRIDGE_NEWS)
        for n, one in enumerate(captures)
    )
    draft = Draft(statement=BRIDGE, kind=ClaimKind.FACT)
    filed = [file_claim(draft, by=carl, now=now) for _ in range(2)]
    for claim in filed:
        track(claim, by=carl, now=now)
    return filed


def _finished() -> bool:
    done = LongJob.objects.exclude(finished_at=None).count()
    return done == 2 and not LongJob.objects.open().exists()


def _in_the_middle(kills: int) -> bool:
    """In a slice, and further than at the last kill."""
    least = MANY * kills // (KILLS + 1)
    return LongJob.objects.filter(lease_token__isnull=False, done__gt=least).exists()


def test_a_worker_killed_while_it_searches_loses_and_doubles_nothing(
    claims: list[Claim], tmp_path: Path
) -> None:
    with newsroom(tmp_path, env=ENV) as children:
        for kills in range(KILLS):
            assert until(partial(_in_the_middle, kills), children)
            children.kill("worker")
            assert not _finished()

        assert until(_finished, children, within_s=180), children.log("worker")

    expected = len(range(0, MANY, EVERY))
    jobs = LongJob.objects.values_list("done", "total", "found")
    assert list(jobs) == [(MANY, MANY, expected)] * 2
    found = Appearance.objects.values("claim").annotate(n=Count("pk")).values_list("claim", "n")
    assert dict(found) == {claim.pk: expected for claim in claims}
    assert not LongJob.objects.exclude(last_error="").exists()
