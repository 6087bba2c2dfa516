"""What falls due and how it ended: `desk/views/due.py`, `desk/showing/ending.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions, deciding
from claims.actions import Draft
from claims.facts import ClaimKind, OutcomeKind
from claims.models import Appearance, Claim
from jobs import clock
from tests.desk import make

NOW = datetime(2025, 8, 16, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Foretold:
    """A prediction, with a passage that a person has confirmed."""

    claim: Claim
    passage: Appearance


def prediction(desk: make.Desk, by: User, **more: object) -> Claim:
    more.setdefault("statement", make.STATEMENT)
    draft = Draft(kind=ClaimKind.PREDICTION, claimant=desk.lind, **more)  # type: ignore[arg-type]  # fields of a Draft
    row = actions.file_claim(draft, by=by, now=clock.desk_now())
    actions.track(row, by=by, now=clock.desk_now())
    return row


def outcome(foretold: Foretold, *, by: User, kind: OutcomeKind = OutcomeKind.CAME_TRUE) -> None:
    deciding.record_outcome(
        foretold.claim,
        kind=kind,
        words="It held.",
        evidence=foretold.passage,
        by=by,
        now=clock.desk_now(),
    )


@pytest.fixture
def overdue(desk: make.Desk, rita: User) -> Foretold:
    """Due on Friday 15 August; it is the Saturday after."""
    clock.set_desk(NOW - timedelta(days=4))
    claim = prediction(
        desk, rita, due_on=date(2025, 8, 15), criterion="Lorries of 40 tonnes cross it."
    )
    passage = make.confirmed(claim, desk, by=rita)
    make.settle()
    clock.set_desk(NOW)
    make.settle()
    claim.refresh_from_db()
    assert claim.status == "due"
    return Foretold(claim, passage)


def read(client: Client, **asked: str) -> str:
    return client.get(reverse("desk:due"), asked).content.decode()


def outcome_page(claim: Claim) -> str:
    return reverse("desk:step", args=[claim.pk, "outcome"])


def test_what_is_overdue_comes_first_with_the_way_to_record_its_end(
    client: Client, overdue: Foretold, rita: User
) -> None:
    client.force_login(rita)

    page = read(client)

    assert "Its date passed on Fri 15 Aug 2025; nobody has recorded the outcome." in page
    assert outcome_page(overdue.claim) in page
    assert page.index("Say how it ended") < page.index('id="month"')
    assert '<span class="count todo">1</span>' in page


def test_the_three_kinds_of_days_are_told_apart(
    client: Client, overdue: Foretold, desk: make.Desk, rita: User
) -> None:
    prediction(
        desk,
        rita,
        statement="A new bridge opens",
        earliest=date(2025, 8, 18),
        look_again_on=date(2025, 8, 25),
    )
    client.force_login(rita)

    shown = client.get(reverse("desk:due"), {"month": "2025-08"}).context["page"]

    told = [
        (mark.day.day, mark.kind.value, mark.of.words)
        for week in shown.weeks
        for day in week.days
        for mark in day.marks
    ]
    assert told == [
        (15, "due", "Due"),
        (18, "earliest", "Can come true from here on"),
        (25, "look_again", "We look again; the date is ours"),
    ]


def test_an_outcome_waits_for_a_second_person_then_stands_in_the_calendar(
    client: Client, overdue: Foretold, rita: User, carl: User
) -> None:
    outcome(overdue, by=rita)
    client.force_login(rita)
    own = read(client)
    client.force_login(carl)
    others = read(client)

    deciding.second_outcome(overdue.claim.outcomes.get(), by=carl, now=clock.desk_now())
    make.settle()
    ended = read(client)

    assert "somebody else must agree" in own
    assert "Agree, or not" in others
    assert "Waits for a second person" not in ended
    assert "Nothing is overdue" in ended
    assert "It came true" in ended


def test_an_empty_month_leads_to_the_next_that_is_not(
    client: Client, desk: make.Desk, rita: User
) -> None:
    prediction(desk, rita, due_on=date(2031, 5, 20))
    client.force_login(rita)

    page = read(client, month="2031-03")
    after = read(client, month="2031-06")

    assert "No day of this month is any claim’s" in page
    assert '?month=2031-05#month">Show May 2031' in page
    assert "Nor is any later day" in after


@pytest.mark.parametrize("month", ["", "2025-13", "x", "0000-00", "9999-99", "²²²²-¹¹"])
def test_what_is_no_month_shows_this_one(
    client: Client, overdue: Foretold, rita: User, month: str
) -> None:
    client.force_login(rita)

    assert "August 2025" in read(client, month=month)


@pytest.mark.parametrize("month", ["1900-01", "2200-12"])
def test_the_first_and_the_last_month_have_pages(client: Client, rita: User, month: str) -> None:
    client.force_login(rita)

    assert client.get(reverse("desk:due"), {"month": month}).status_code == 200


def test_a_contributor_reads_the_calendar_and_records_nothing(
    client: Client, overdue: Foretold, cora: User
) -> None:
    client.force_login(cora)

    page = read(client)

    assert "nobody has recorded the outcome" in page
    assert outcome_page(overdue.claim) not in page


def test_the_calendar_costs_the_same_for_one_claim_and_for_many(
    client: Client,
    overdue: Foretold,
    desk: make.Desk,
    rita: User,
    count_queries: Callable[[str], int],
) -> None:
    client.force_login(rita)
    url = reverse("desk:due")
    for_one = count_queries(url)
    for n in range(20):
        prediction(desk, rita, statement=f"Bridge {n} opens", due_on=date(2025, 8, 20))

    assert count_queries(url) == for_one


def test_the_evidence_is_laid_out_beside_the_criterion_and_the_deadline(
    client: Client, overdue: Foretold, rita: User
) -> None:
    client.force_login(rita)

    page = client.get(outcome_page(overdue.claim)).content.decode()

    assert "Lorries of 40 tonnes cross it." in page
    assert f'value="{overdue.passage.pk}"' in page
    assert page.count('name="kind"') == len(OutcomeKind)
    assert "Its time is not over" not in page


def test_a_due_claim_leads_to_recording_its_end(
    client: Client, overdue: Foretold, rita: User
) -> None:
    client.force_login(rita)

    page = client.get(reverse("desk:claim", args=[overdue.claim.pk])).content.decode()

    assert f'class="btn primary" href="{outcome_page(overdue.claim)}"' in page


@pytest.mark.parametrize("kind", list(OutcomeKind))
def test_every_kind_of_end_can_be_recorded(
    client: Client, overdue: Foretold, rita: User, kind: OutcomeKind
) -> None:
    client.force_login(rita)
    typed = {
        "kind": kind.value,
        "words": "So it went.",
        "evidence": overdue.passage.pk,
        "version": overdue.claim.version,
    }

    answer = client.post(outcome_page(overdue.claim), typed)

    assert answer.status_code == 302
    assert overdue.claim.outcomes.get().kind == kind.value


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    client: Client, overdue: Foretold, rita: User
) -> None:
    client.force_login(rita)
    typed = {"words": "So it went.", "version": overdue.claim.version}

    answer = client.post(outcome_page(overdue.claim), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say how it ended, also if nobody can tell." in page
    assert "Choose the passage that shows it." in page
    assert 'href="#id_evidence"' in page
    assert 'id="id_evidence"' in page
    assert "So it went." in page


def test_an_end_may_be_recorded_early_and_the_page_says_so(
    client: Client, desk: make.Desk, rita: User
) -> None:
    claim = prediction(desk, rita, due_on=date(2031, 5, 20))
    client.force_login(rita)

    page = client.get(outcome_page(claim)).content.decode()

    assert "Its time is not over" in page
    assert "No passage is confirmed yet." in page


def test_a_condition_is_recorded_and_taken_back(
    client: Client, desk: make.Desk, rita: User
) -> None:
    claim = prediction(desk, rita, condition="the council meets")
    client.force_login(rita)

    def step(name: str) -> bool:
        url = reverse("desk:step", args=[claim.pk, name])
        client.post(url, {"words": "They met.", "version": claim.version})
        claim.refresh_from_db()
        return claim.condition_met_at is not None

    assert step("condition")
    assert not step("condition-back")


def test_two_claims_are_merged_from_the_page(client: Client, desk: make.Desk, rita: User) -> None:
    one = make.claim(desk, by=rita)
    other = make.claim(desk, by=rita, statement="The bridge is safe for lorries")
    client.force_login(rita)
    typed = {"other": other.number, "why": "The same words.", "version": one.version}

    answer = client.post(reverse("desk:step", args=[one.pk, "merge"]), typed)

    assert answer.status_code == 302
    page = client.get(reverse("desk:claim", args=[one.pk])).content.decode()
    assert f"The same as C-{other.pk}" in page
