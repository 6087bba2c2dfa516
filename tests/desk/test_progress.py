"""Long work where people look: words, a bar, and polling that ends (`desk/progress.py`)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from claims import longwork
from claims.backfill import BITE, search_of
from claims.follow import follow_tracked
from claims.models import Claim
from desk.progress import as_note, search_progress, work_progress
from jobs import clock
from jobs.longjobs import begin
from jobs.models import LongJob
from nlp.encoder import LEXICAL_ONLY
from sources.actions import Found, record_capture
from tests.desk import make

NOON = datetime(2025, 8, 14, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KYIV = ZoneInfo("Europe/Kyiv")


def job(**fields: object) -> LongJob:
    given = {"done": 340, "total": 1200, "found": 2, "started_at": NOON, "asked_at": NOON}
    return LongJob(kind="claims.search_archive", subject="claims.claim:1", **{**given, **fields})


def test_a_search_says_how_far_it_is_what_it_found_and_how_long_it_may_take() -> None:
    shown = search_progress(job(), now=NOON + 2 * MINUTE)

    assert shown.words == (
        "Looking through the archive: 340 of 1,200 articles, 2 passages found, "
        "about 6 minutes left."
    )
    assert shown.runs


@pytest.mark.parametrize(
    ("fields", "later", "left"),
    [
        ({"done": 0}, MINUTE, ""),
        ({"started_at": None}, MINUTE, ""),
        ({"done": 1200}, MINUTE, ""),
        ({}, timedelta(days=2), ""),
        ({}, -MINUTE, ""),
        ({"done": 1199}, MINUTE, ", about 1 minute left"),
    ],
)
def test_a_guess_of_the_time_is_made_only_where_it_says_something(
    fields: dict[str, object], later: timedelta, left: str
) -> None:
    assert search_progress(job(**fields), now=NOON + later).words.endswith(f"found{left}.")


def test_a_search_that_has_not_begun_says_so_without_a_bar() -> None:
    shown = search_progress(job(done=0, total=None, started_at=None), now=NOON)

    assert shown.words == "Looking through the archive begins within seconds."
    assert (shown.runs, shown.total) == (True, None)


def test_a_finished_search_says_when_and_what_it_found() -> None:
    shown = search_progress(job(done=1200, finished_at=NOON, found=1), now=NOON)

    assert (shown.words, shown.rest) == ("Looked through 1,200 articles on", " (1 passage found).")
    assert (shown.at, shown.runs) == (NOON, False)


def test_a_stopped_search_says_how_far_it_came() -> None:
    shown = search_progress(job(cancelled_at=NOON), now=NOON)
    unbegun = search_progress(job(cancelled_at=NOON, total=None, done=0), now=NOON)

    assert shown.rest == " after 340 of 1,200 articles (2 passages found)."
    assert unbegun.rest == " before it began."
    assert not shown.runs


def test_a_search_that_was_given_up_is_told_as_failed() -> None:
    shown = search_progress(job(dead_at=NOON), now=NOON)

    assert "failed after 340 of 1,200 articles" in shown.words
    assert (shown.failed, shown.runs) == (True, False)


def test_only_a_finished_search_offers_a_note() -> None:
    assert as_note(None, zone=KYIV) == as_note(job(), zone=KYIV) == ""
    assert as_note(job(done=1, finished_at=NOON), zone=KYIV) == (
        "Looked through 1 article on 14 Aug 2025 (2 passages found)."
    )


def test_work_of_the_whole_newsroom_says_what_it_is() -> None:
    known = LongJob(kind="claims.embed", done=5, total=10, asked_at=NOON)
    other = LongJob(kind="claims.other", asked_at=NOON, dead_at=NOON)

    assert "encoder" in work_progress(known, now=NOON).words
    assert work_progress(known, now=NOON).words.endswith("until then: 5 of 10.")
    assert work_progress(other, now=NOON).words == (
        "Long work goes on. It failed, and waits for an editor."
    )


# --- on the pages -----------------------------------------------------------------------------


def archive(desk: make.Desk, count: int) -> None:
    for n in range(count):
        url = f"https://{desk.outlet.domain}/old-{n}"
        found = Found(url=url, text=f"{make.ARTICLE} Number {n}.", published_at=make.DAY)
        record_capture(found, outlet=desk.outlet, now=clock.desk_now())


def go_on(bites: int) -> None:
    left = iter([True] * (bites - 1) + [False])
    longwork.run_due(now=clock.now(), time_left=lambda: next(left))


def page(client: Client, claim: Claim) -> str:
    return client.get(reverse("desk:claim", args=[claim.pk])).content.decode()


def piece(client: Client, claim: Claim) -> str:
    answer = client.get(reverse("desk:search", args=[claim.pk]))
    assert "no-cache" in answer["Cache-Control"]
    return answer.content.decode()


def step(client: Client, claim: Claim, name: str, **typed: object) -> int:
    claim.refresh_from_db()
    url = reverse("desk:step", args=[claim.pk, name])
    return client.post(url, {"version": claim.version, **typed}).status_code


def test_the_claim_page_shows_the_search_and_asks_again_until_it_is_done(
    client: Client, desk: make.Desk, rita: User
) -> None:
    archive(desk, BITE + 1)
    claim = make.claim(desk, by=rita)
    follow_tracked(now=clock.now())
    client.force_login(rita)
    assert "begins within seconds" in page(client, claim)

    go_on(1)
    for shown in (page(client, claim), piece(client, claim)):
        assert f"Looking through the archive: {BITE} of {BITE + 1} articles" in shown
        assert f'<progress max="{BITE + 1}" value="{BITE}"' in shown
        assert 'hx-trigger="every 2s"' in shown
        assert "Look again" in shown, "without a script a link does it"
    go_on(1)

    for shown in (page(client, claim), piece(client, claim)):
        assert f"Looked through {BITE + 1} articles on" in shown
        assert "passages found)." in shown
        assert "<progress" not in shown
        assert "hx-trigger" not in shown
    assert "Show what was found" in piece(client, claim)
    assert "Show what was found" not in page(client, claim)


def test_a_claim_that_was_never_searched_for_shows_nothing_and_polls_nothing(
    client: Client, claim: Claim, rita: User
) -> None:
    client.force_login(rita)

    assert "hx-trigger" not in page(client, claim)
    assert "archive" not in piece(client, claim)


def test_the_look_through_the_archive_is_stopped_and_asked_for_again_by_its_steps(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    archive(desk, 1)
    client.force_login(rita)
    assert "Look through the archive</a>" in page(client, claim)

    assert step(client, claim, "search") == 302
    assert "Stop the look through the archive</a>" in page(client, claim)
    assert step(client, claim, "stop-search") == 302
    assert "was stopped on" in page(client, claim)
    assert "Look through the archive again</a>" in page(client, claim)
    assert step(client, claim, "stop-search") == 422, "there is nothing to stop"
    assert step(client, claim, "search") == 302
    go_on(1)

    assert "Looked through 1 article on" in page(client, claim)
    assert "A look through the archive asked for." in page(client, claim)


def test_who_only_reads_sees_the_progress_and_no_steps(
    client: Client, claim: Claim, cora: User
) -> None:
    follow_tracked(now=clock.now())
    client.force_login(cora)

    shown = page(client, claim)

    assert "begins within seconds" in shown
    assert "Stop the look" not in shown


def test_the_note_of_the_look_back_offers_what_the_search_gave(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    archive(desk, 2)
    follow_tracked(now=clock.now())
    client.force_login(rita)
    url = reverse("desk:step", args=[claim.pk, "look-back"])
    assert "Looked through" not in client.get(url).content.decode()

    go_on(1)

    assert "Looked through 2 articles on" in client.get(url).content.decode()
    job = search_of(claim)
    assert job is not None
    assert job.found == claim.appearances.count() > 0


def test_work_of_the_whole_newsroom_stands_on_every_page_as_one_line(
    client: Client, claim: Claim, rita: User
) -> None:
    client.force_login(rita)
    assert 'class="note meta line"' not in page(client, claim)

    begin("claims.embed", ["claims.encoder:other"], now=clock.desk_now())
    LongJob.objects.update(done=340, total=1200)

    for name in ("claims", "queue", "matches"):
        shown = client.get(reverse(f"desk:{name}")).content.decode()
        assert shown.count('class="note meta line"') == 1
        assert ": 340 of 1,200." in shown


def test_searches_for_claims_cost_the_other_pages_nothing(
    client: Client, claim: Claim, rita: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(rita)
    before = count_queries(reverse("desk:claims"))

    begin("claims.search_archive", [f"claims.claim:{n}" for n in range(50)], now=NOON)

    assert count_queries(reverse("desk:claims")) == before
    assert 'class="note meta line"' not in client.get(reverse("desk:claims")).content.decode()


def test_a_newsroom_without_an_encoder_is_told_so_on_every_page(
    client: Client, rita: User, settings: Settings
) -> None:
    client.force_login(rita)
    page = reverse("desk:claims")
    assert LEXICAL_ONLY not in client.get(page).content.decode()

    settings.SENTENCE_ENCODER = "none"

    assert LEXICAL_ONLY in client.get(page).content.decode()
