"""Our method changed: what waits is seen, and only an editor lets it move."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.actions import ask_again
from claims.facts import Status
from claims.models import Appearance, Claim, StatusCheck
from jobs import clock
from tests.claims.older import decided_by_an_older_method
from tests.desk import make


@pytest.fixture
def held(claim: Claim, passage: Appearance, rita: User) -> Claim:
    """A claim that an older method took for disputed."""
    make.settle()
    decided_by_an_older_method(claim, status=Status.DISPUTED)
    ask_again(claim, by=rita, now=clock.desk_now())
    make.settle()
    claim.refresh_from_db()
    return claim


def waiting() -> list[StatusCheck]:
    return list(StatusCheck.objects.waiting_for_release())


def test_the_claim_page_and_the_queue_say_that_it_waits(
    client: Client, held: Claim, edna: User
) -> None:
    client.force_login(edna)

    claim_page = client.get(reverse("desk:claim", args=[held.pk])).content.decode()
    queue = client.get(reverse("desk:queue")).content.decode()

    assert "by the rules of now this would be <b>Unverified</b>" in claim_page
    assert "Our method changed: 1 claim would stand elsewhere" in queue


def test_an_editor_lets_it_move_from_the_page(client: Client, held: Claim, edna: User) -> None:
    client.force_login(edna)
    page = client.get(reverse("desk:method")).content.decode()
    assert held.statement in page

    told = client.post(reverse("desk:method"), {"check": waiting()[0].pk}, follow=True)
    make.settle()

    assert "1 claim moves within seconds." in told.content.decode()
    held.refresh_from_db()
    assert (held.status, waiting()) == ("unverified", [])
    assert "Nothing waits" in client.get(reverse("desk:method")).content.decode()


def test_a_second_click_says_that_it_was_done(client: Client, held: Claim, edna: User) -> None:
    client.force_login(edna)
    seen = waiting()[0].pk
    client.post(reverse("desk:method"), {"check": seen})

    told = client.post(reverse("desk:method"), {"check": seen}, follow=True).content.decode()

    assert "1 had been released or re-checked meanwhile" in told


@pytest.mark.parametrize("typed", [{}, {"check": "x"}, {"check": "99"}])
def test_nothing_ticked_or_nonsense_moves_nothing(
    client: Client, held: Claim, edna: User, typed: dict[str, str]
) -> None:
    client.force_login(edna)

    assert client.post(reverse("desk:method"), typed).status_code == 302
    assert len(waiting()) == 1


def test_a_checker_sees_it_and_cannot_let_it_move(client: Client, held: Claim, rita: User) -> None:
    client.force_login(rita)
    page = client.get(reverse("desk:method")).content.decode()
    assert held.statement in page
    assert 'name="check"' not in page

    told = client.post(reverse("desk:method"), {"check": waiting()[0].pk}, follow=True)

    assert "Only an editor" in told.content.decode()
    assert len(waiting()) == 1


def test_the_page_costs_the_same_for_one_claim_and_for_fifty(
    client: Client, held: Claim, edna: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(edna)
    for_one = count_queries(reverse("desk:method"))
    check, now = waiting()[0], clock.desk_now()
    more = Claim.objects.bulk_create(
        Claim(
            statement=f"Claim {n}", kind="fact", filed_by=edna, filed_at=now, stage="tracked",
            next_at=now,
        )
        for n in range(60)
    )  # fmt: skip
    StatusCheck.objects.bulk_create(
        StatusCheck(
            claim=row, slot=now, facts=check.facts, digest=check.digest, before="disputed",
            after="disputed", shadow="unverified", origins=[], reasons=check.reasons,
            engine=check.engine, at=now,
        )
        for row in more
    )  # fmt: skip

    assert count_queries(reverse("desk:method")) == for_one
