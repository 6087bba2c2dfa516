"""A speaker's record: `desk/views/speakers.py`, `desk/showing/speaker.py`."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions, deciding
from claims.actions import Draft
from claims.facts import ClaimKind, OutcomeKind
from claims.models import Appearance, Claim, Outcome, OutcomeSecond
from claims.records import LEAST_FOR_A_SHARE
from desk.showing.speaker import SpeakerPage
from jobs import clock
from tests.desk import make


def foretold(desk: make.Desk, by: User, *, count: int = 1, **more: object) -> list[Claim]:
    more.setdefault("kind", ClaimKind.PREDICTION)
    rows = []
    for n in range(count):
        words = f"Bridge {n} opens on time"
        draft = Draft(statement=words, claimant=desk.lind, **more)  # type: ignore[arg-type]  # fields of a Draft
        row = actions.file_claim(draft, by=by, now=clock.desk_now())
        actions.track(row, by=by, now=clock.desk_now())
        rows.append(row)
    return rows


def ended(claim: Claim, passage: Appearance, kind: OutcomeKind, *, by: User, second: User) -> None:
    """An outcome by two people, resting on any passage."""
    now = clock.desk_now()
    row = Outcome.objects.create(
        claim=claim, kind=kind.value, words="So it went.", evidence=passage, by=by, at=now
    )
    OutcomeSecond.objects.create(outcome=row, agreed=True, by=second, at=now)


def shown(client: Client, desk: make.Desk) -> SpeakerPage:
    page: SpeakerPage = client.get(reverse("desk:speaker", args=[desk.lind.pk])).context["page"]
    return page


def test_a_record_counts_and_gives_no_share_of_few(
    client: Client, desk: make.Desk, passage: Appearance, rita: User, carl: User
) -> None:
    first, second, _ = foretold(desk, rita, count=3, due_on=date(2025, 8, 15))
    ended(first, passage, OutcomeKind.CAME_TRUE, by=rita, second=carl)
    ended(second, passage, OutcomeKind.DID_NOT, by=rita, second=carl)
    client.force_login(rita)

    page = shown(client, desk)

    assert (page.record.total, page.record.open, page.record.judged) == (3, 1, 2)
    assert page.kinds == ["It came true", "It did not come true"]
    assert [row.counts for row in page.years] == [[1, 1]]
    assert page.share == "No share is given of fewer than 10: 2 of them have been judged so far."


def test_a_share_of_many_says_what_it_is_of(
    client: Client, desk: make.Desk, passage: Appearance, rita: User, carl: User
) -> None:
    claims = foretold(desk, rita, count=LEAST_FOR_A_SHARE)
    for n, claim in enumerate(claims):
        kind = OutcomeKind.DID_NOT if n < 4 else OutcomeKind.CAME_TRUE
        ended(claim, passage, kind, by=rita, second=carl)
    client.force_login(rita)

    assert shown(client, desk).share == "6 of 10 that were judged came true as said (60%)."


@pytest.mark.parametrize("kind", [ClaimKind.PLAN, ClaimKind.POSITION, ClaimKind.FACT])
def test_plans_and_positions_enter_no_record_and_are_listed_as_such(
    client: Client, desk: make.Desk, rita: User, kind: ClaimKind
) -> None:
    (claim,) = foretold(desk, rita, kind=kind)
    client.force_login(rita)

    answer = client.get(reverse("desk:speaker", args=[desk.lind.pk]))

    assert answer.context["page"].record.total == 0
    assert [row.claim for row in answer.context["page"].others] == [claim]
    assert "On no record" in answer.content.decode()


def test_what_nobody_said_is_on_nobodys_record(client: Client, desk: make.Desk, rita: User) -> None:
    draft = Draft(statement="The bridge opens on Friday", kind=ClaimKind.PREDICTION)
    actions.file_claim(draft, by=rita, now=clock.desk_now())
    client.force_login(rita)

    page = shown(client, desk)

    assert (page.record.total, list(page.others)) == (0, [])


def test_the_claim_page_leads_to_its_speakers(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    client.force_login(rita)

    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()

    assert f'href="{reverse("desk:speaker", args=[desk.lind.pk])}"' in page


def test_for_whom_somebody_speaks_is_named(client: Client, desk: make.Desk, edna: User) -> None:
    now = clock.desk_now()
    deciding.set_principal(desk.lind, principal=desk.berg, by=edna, now=now)
    client.force_login(edna)

    assert shown(client, desk).speaks_for == desk.berg


def test_nobody_has_no_page(client: Client, rita: User) -> None:
    client.force_login(rita)

    assert client.get(reverse("desk:speaker", args=[999])).status_code == 404


def test_a_record_costs_the_same_for_one_claim_and_for_many(
    client: Client,
    desk: make.Desk,
    passage: Appearance,
    rita: User,
    carl: User,
    count_queries: Callable[[str], int],
) -> None:
    (first,) = foretold(desk, rita)
    ended(first, passage, OutcomeKind.CAME_TRUE, by=rita, second=carl)
    client.force_login(rita)
    url = reverse("desk:speaker", args=[desk.lind.pk])
    for_one = count_queries(url)
    for claim in foretold(desk, rita, count=15, said_on=date.today() - timedelta(days=1)):  # noqa: DTZ011  (any day)
        ended(claim, passage, OutcomeKind.PARTLY, by=rita, second=carl)

    assert count_queries(url) == for_one


def test_the_list_holds_who_has_a_record_and_costs_the_same_for_many(
    client: Client,
    desk: make.Desk,
    passage: Appearance,
    rita: User,
    carl: User,
    count_queries: Callable[[str], int],
) -> None:
    (first, _) = foretold(desk, rita, count=2)
    ended(first, passage, OutcomeKind.CAME_TRUE, by=rita, second=carl)
    client.force_login(rita)
    url = reverse("desk:speakers")
    for_one = count_queries(url)
    shown_first = client.get(url).context["listed"]
    for n in range(12):
        name = f"Speaker {n}"
        speaker = deciding.add_speaker(name, kind="person", by=rita, now=clock.desk_now())
        draft = Draft(statement=f"Lift {n} opens", kind=ClaimKind.COMMITMENT, claimant=speaker)
        claim = actions.file_claim(draft, by=rita, now=clock.desk_now())
        actions.track(claim, by=rita, now=clock.desk_now())

    assert [(row.speaker, row.record.total, row.came_true) for row in shown_first] == [
        (desk.lind, 2, 1)
    ]
    assert count_queries(url) == for_one
    assert len(client.get(url).context["listed"]) == 13


def test_a_list_without_anybody_says_when_a_record_begins(client: Client, rita: User) -> None:
    client.force_login(rita)

    assert "Nobody has a record yet" in client.get(reverse("desk:speakers")).content.decode()
