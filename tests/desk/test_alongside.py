"""The same words wait for several claims: `claims/clearing.py`, `desk/views/alongside.py`."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.deciding import Voice, confirm
from claims.facts import OriginKind, Stance
from claims.ledger import broken
from claims.models import Appearance, AppearanceDecision, Claim
from jobs import clock
from tests.desk import make

WORDS = "The harbour bridge is safe for heavy lorries, the mayor said on Tuesday."


@pytest.fixture
def waiting(desk: make.Desk, rita: User) -> list[Appearance]:
    """One passage, suggested for three claims."""
    claims = [
        make.claim(desk, by=rita, statement=words)
        for words in (
            "The harbour bridge is safe for heavy lorries",
            "The harbour bridge is safe for lorries",
            "The mayor says that the harbour bridge is safe",
        )
    ]
    make.article(desk.outlet, text=WORDS)
    found = Appearance.objects.undecided().filter(claim__in=claims).order_by("claim")
    assert len(found) == 3
    return list(found)


def clear(client: Client, shown: Appearance, *others: object) -> HttpResponse:
    url = reverse("desk:clear_others", args=[shown.pk])
    return client.post(url, {"other": others}, follow=True)  # type: ignore[return-value]  # of the tests


def test_the_match_page_lists_the_other_claims_of_the_same_words(
    client: Client, waiting: list[Appearance], carl: User
) -> None:
    client.force_login(carl)

    page = client.get(reverse("desk:match", args=[waiting[0].pk])).content.decode()

    assert "The same words wait for 2 more claims" in page
    assert waiting[1].claim.statement in page


def test_the_ticked_ones_are_dismissed_by_the_person_and_the_rest_waits(
    client: Client, waiting: list[Appearance], carl: User
) -> None:
    client.force_login(carl)
    shown, one, other = waiting

    page = clear(client, shown, one.pk).content.decode()

    assert "Dismissed for 1 claim." in page
    assert "Is this passage about this claim?" in page
    decision = AppearanceDecision.objects.get()
    assert (decision.claim, decision.decided, decision.by) == (one.claim, "dismissed", carl)
    assert broken(one.claim) is None
    left = set(Appearance.objects.undecided().values_list("pk", flat=True))
    assert left == {shown.pk, other.pk}


def test_a_second_click_dismisses_nothing_twice(
    client: Client, waiting: list[Appearance], carl: User
) -> None:
    client.force_login(carl)
    shown, one, _ = waiting
    clear(client, shown, one.pk)

    page = clear(client, shown, one.pk).content.decode()

    assert "1 had been decided meanwhile" in page
    assert AppearanceDecision.objects.count() == 1


def test_what_somebody_confirmed_meanwhile_stays_confirmed(
    client: Client, waiting: list[Appearance], carl: User, rita: User
) -> None:
    client.force_login(carl)
    shown, one, other = waiting
    voice = Voice(OriginKind.FIRSTHAND)
    confirm(one, stance=Stance.SUPPORTS, voice=voice, by=rita, now=clock.desk_now())

    clear(client, shown, one.pk, other.pk)

    decided = AppearanceDecision.objects.order_by("pk").values_list("decided", "claim")
    assert list(decided) == [("confirmed", one.claim_id), ("dismissed", other.claim_id)]


@pytest.mark.parametrize("typed", [(), ("x",), ("999999",)])
def test_nothing_ticked_or_nonsense_decides_nothing(
    client: Client, waiting: list[Appearance], carl: User, typed: tuple[str, ...]
) -> None:
    client.force_login(carl)

    assert clear(client, waiting[0], *typed).status_code == 200
    assert not AppearanceDecision.objects.exists()


def test_the_page_costs_the_same_for_one_other_claim_and_for_thirty(
    client: Client, waiting: list[Appearance], carl: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(carl)
    shown = waiting[0]
    address = reverse("desk:match", args=[shown.pk])
    few = count_queries(address)
    now = clock.desk_now()
    claims = Claim.objects.bulk_create(
        Claim(
            statement=f"The bridge, number {n}", kind="fact", filed_by=carl, filed_at=now,
            stage="tracked", next_at=now,
        )
        for n in range(30)
    )  # fmt: skip
    Appearance.objects.bulk_create(
        Appearance(
            claim=row, capture=shown.capture, start=shown.start, end=shown.end,
            digest=shown.digest, score=0.5, stance="supports", engine=shown.engine, found_at=now,
        )
        for row in claims
    )  # fmt: skip

    # One more: it says how many are not shown.
    assert count_queries(address) == few + 1
    page = client.get(address).content.decode()
    assert "The same words wait for 32 more claims" in page
    assert "12 more are not shown" in page
