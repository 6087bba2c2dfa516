"""An hour in which every minute brings more articles about one claim, and what its re-checks cost.

Six of ten articles copy one story, three quote the same words in a story of their own, and one is
worded anew and waits for a person.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Final

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.report import Row, write
from claims.actions import Draft, file_claim, track
from claims.deciding import Voice, add_speaker, confirm
from claims.evidence import facts_of
from claims.facts import ClaimKind, OriginKind, Stance
from claims.folding import folded
from claims.models import Appearance, Claim, RecheckTrigger, StatusCheck
from claims.recheck import recheck_due
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs.clock import Now
from sources.models import Article, Capture, Outlet, Story, StoryMembership

ARTICLES: Final = 10_000
MINUTES: Final = 60
START: Final = datetime(2025, 8, 12, 12, tzinfo=UTC)
SECOND: Final = timedelta(seconds=1)
# The sweep comes every second; more often than this it would find nothing due as well.
SWEEP: Final = 5
STATEMENT: Final = "The Harbour Bridge in Lisbon will be closed to lorries."
# A re-check of the whole crowd; on a slower or a busy machine it takes longer.
SECONDS: Final = 2.0
KILOBYTES: Final = 64.0
MOST_QUERIES: Final = 45.0
NOTES: Final = (
    "Of ten articles six copy a story, three quote the same words in stories of their own.",
    "One of ten is worded anew and waits for a person.",
    "Seconds are CPU seconds of one process on SQLite; the articles' reading is not among them.",
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """What all articles share."""

    claim: Claim
    outlets: list[Outlet]
    story: Story

    def joined_by(self, count: int, *, first: int, now: datetime) -> list[Appearance]:
        """So many more articles, each with one passage, written straight into the tables."""
        numbers = range(first, first + count)
        articles = Article.objects.bulk_create(
            Article(
                url=f"https://crowd.example/{n}",
                outlet=self.outlets[n % len(self.outlets)],
                first_seen_at=now,
            )
            for n in numbers
        )
        own = Story.objects.bulk_create(Story(founded_on=one) for one in articles)
        StoryMembership.objects.bulk_create(
            StoryMembership(article=one, story=self.story if n % 10 < 6 else mine, since=now)
            for n, one, mine in zip(numbers, articles, own, strict=True)
        )
        captures = Capture.objects.bulk_create(
            Capture(article=one, number=1, fetched_at=now, sha256=_sha(one.url)) for one in articles
        )
        return Appearance.objects.bulk_create(
            self._passage(n, one, now=now) for n, one in zip(numbers, captures, strict=True)
        )

    def _passage(self, n: int, capture: Capture, *, now: datetime) -> Appearance:
        words = "copied" if n % 10 < 6 else "quoted" if n % 10 < 9 else f"worded anew {n}"
        return Appearance(
            claim=self.claim,
            capture=capture,
            start=0,
            end=len(STATEMENT),
            digest=_sha(words),
            score=0.9,
            stance=Stance.SUPPORTS.value,
            engine="crowd",
            found_at=now,
        )


def measure() -> int:
    """Let the hour pass and write the table; 1 where something falls short."""
    call_command("migrate", verbosity=0, interactive=False)
    crowd = _begun()
    seconds = sum(_hour(crowd))
    now = START + MINUTES * 60 * SECOND
    ask_recheck([crowd.claim.pk], why=Trigger.ASKED, now=now)
    reset_queries()
    before = process_time()
    with CaptureQueriesContext(connection) as queries:
        recheck_due(now=Now(machine=now, desk=now))
    last = process_time() - before
    check = StatusCheck.objects.latest("pk")
    facts = facts_of(crowd.claim, at=now)
    kilobytes = len(json.dumps(check.facts)) / 1000
    about = f"{len(facts.passages):,} articles, one claim"
    rows = [
        Row(about, "re-checks in the hour", StatusCheck.objects.count(), MINUTES + 3.0, "at most"),
        Row(about, "CPU seconds of the last", last, SECONDS, "at most"),
        Row(about, "CPU seconds of all, with the sweeps", seconds),
        Row(about, "queries of the last", len(queries), MOST_QUERIES, "at most"),
        Row(about, "kB of its facts", kilobytes, KILOBYTES, "at most"),
        Row(
            about, "kB of its facts if nothing were folded", len(json.dumps(facts.to_json())) / 1e3
        ),
        Row(about, "passages kept of them", len(folded(facts, now=now).passages)),
        Row(about, "triggers in all", RecheckTrigger.objects.count(), 3.0 * MINUTES, "at most"),
    ]
    return write("mass", rows, data=[], notes=NOTES)


def _begun() -> Crowd:
    """A tracked claim, and a first copy and a first quote that a person has confirmed."""
    carl = User.objects.create_user(username="carl", role="checker")
    claim = file_claim(Draft(STATEMENT, ClaimKind.FACT), by=carl, now=START)
    track(claim, by=carl, now=START)
    outlets = Outlet.objects.bulk_create(
        Outlet(name=f"Outlet {n}", domain=f"outlet-{n}.example") for n in range(500)
    )
    home = Article.objects.create(url="https://crowd.example/first", first_seen_at=START)
    crowd = Crowd(claim, outlets, Story.objects.create(founded_on=home))
    copied, *_, quoted, _ = crowd.joined_by(10, first=0, now=START)
    mayor = add_speaker("Ana Costa", kind="person", by=None, now=START)
    own, word = Voice(OriginKind.FIRSTHAND), Voice(OriginKind.SPEAKER, mayor, heard_directly=True)
    confirm(copied, stance=Stance.SUPPORTS, voice=own, by=carl, now=START)
    confirm(quoted, stance=Stance.SUPPORTS, voice=word, by=carl, now=START)
    return crowd


def _hour(crowd: Crowd) -> Iterator[float]:
    """CPU seconds of the asks and sweeps of each few seconds."""
    steps = MINUTES * 60 // SWEEP
    came = 10
    for step in range(steps):
        now = START + step * SWEEP * SECOND
        due = 10 + (ARTICLES - 10) * (step + 1) // steps
        crowd.joined_by(due - came, first=came, now=now)
        before = process_time()
        for _ in range(due - came):
            ask_recheck([crowd.claim.pk], why=Trigger.NEW_PASSAGE, now=now)
        recheck_due(now=Now(machine=now, desk=now))
        yield process_time() - before
        came = due


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
