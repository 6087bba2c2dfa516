"""The sixth answer to a match: `desk/views/moving.py`, `desk/showing/moving.py`."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import deciding
from claims.models import Appearance, Claim
from desk.showing.matches import after, waiting
from jobs import clock
from tests.desk import make

COSTS = "Repairs of the harbour bridge cost 5 million euros"


@pytest.fixture
def claim(desk: make.Desk, rita: User) -> Claim:
    return make.claim(desk, by=rita)


@pytest.fixture
def denial(desk: make.Desk, claim: Claim) -> Appearance:
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    return next(row for row in given.passages if row.claim_id == claim.pk)


@pytest.fixture
def other(desk: make.Desk, denial: Appearance, rita: User) -> Claim:
    """A claim that came after the article, so that nothing was suggested for it."""
    return make.claim(desk, by=rita, statement=COSTS)


def address(passage: Appearance) -> str:
    return reverse("desk:other_claim", args=[passage.pk])


def send(client: Client, passage: Appearance, **typed: object) -> HttpResponse:
    said = {"version": 0, "stance": "denies", "origin": "speaker", "root": "Karl Berg"}
    return client.post(address(passage), {**said, **typed})  # type: ignore[return-value]  # of the tests


def test_the_match_offers_it_as_its_sixth_answer(
    client: Client, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)

    page = client.get(reverse("desk:match", args=[denial.pk])).content.decode()

    assert f'href="{address(denial)}" aria-keyshortcuts="m"' in page


def test_a_claim_is_found_by_a_part_of_its_words(
    client: Client, claim: Claim, denial: Appearance, other: Claim, carl: User
) -> None:
    client.force_login(carl)

    page = client.get(address(denial), {"q": "million eur"})

    assert [each.claim for each in page.context["others"]] == [other]
    assert f'name="to" value="{other.pk}"' in page.content.decode()


def test_what_the_claim_says_otherwise_than_the_passage_is_named(
    client: Client, desk: make.Desk, denial: Appearance, rita: User
) -> None:
    make.claim(desk, by=rita, statement="The harbour bridge is safe for lorries since 1990")
    client.force_login(rita)

    page = client.get(address(denial), {"q": "lorries since"}).content.decode()

    assert "the passage says" in page


def test_an_answer_to_typing_is_the_list_alone(
    client: Client, denial: Appearance, other: Claim, carl: User
) -> None:
    client.force_login(carl)

    answer = client.get(address(denial), {"q": "million"}, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert "<h1" not in page
    assert other.number in page
    assert 'id="others-told" hx-swap-oob="innerHTML">1 claim found.' in page


@pytest.mark.parametrize("way", ["to", "number"])
def test_choosing_a_claim_moves_the_passage_there(
    client: Client, claim: Claim, denial: Appearance, other: Claim, carl: User, way: str
) -> None:
    client.force_login(carl)

    answer = send(client, denial, **{way: other.pk if way == "to" else other.number})

    assert answer.status_code == 302
    assert denial.decisions.get().decided == "dismissed"
    decision = other.decisions.get()
    assert (decision.decided, decision.stance, str(decision.root)) == (
        "confirmed",
        "denies",
        "Karl Berg",
    )
    page = client.get(answer["Location"]).content.decode()
    assert f"Moved to {other.number}, which is re-checked now." in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose a claim from the list, or give its number."),
        ({"number": "C-999999"}, "No claim has the number C-999999."),
        ({"number": "{same}"}, "Choose another claim."),
        ({"number": "{other}", "root": ""}, "Name the speaker whose word it is"),
    ],
)
def test_a_move_that_cannot_be_comes_back_with_the_reason(
    client: Client,
    denial: Appearance,
    other: Claim,
    carl: User,
    typed: dict[str, str],
    words: str,
) -> None:
    client.force_login(carl)
    numbers = {"same": denial.claim.number, "other": other.number}

    answer = send(client, denial, **{name: each.format(**numbers) for name, each in typed.items()})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not denial.decisions.exists()


def test_of_two_people_at_once_the_second_moves_nothing(
    client: Client, denial: Appearance, other: Claim, carl: User, rita: User
) -> None:
    deciding.dismiss(denial, by=rita, now=clock.desk_now())
    client.force_login(carl)

    answer = send(client, denial, to=other.pk, note="I read it twice.")

    assert answer.status_code == 409
    assert "I read it twice." in answer.content.decode()
    assert not other.decisions.exists()


def test_the_page_costs_the_same_for_a_few_claims_and_for_a_hundred(
    client: Client,
    denial: Appearance,
    other: Claim,
    rita: User,
    count_queries: Callable[[str], int],
) -> None:
    client.force_login(rita)
    count_queries(address(denial))  # the index is built once
    for_two = count_queries(address(denial) + "?q=bridge")
    same = {"kind": "fact", "stage": "tracked", "filed_by": rita}
    now = clock.desk_now()
    Claim.objects.bulk_create(
        Claim(statement=f"The bridge has {n} arches", filed_at=now, next_at=now, **same)
        for n in range(100)
    )

    assert count_queries(address(denial) + "?q=bridge") == for_two


def test_what_could_change_a_status_comes_first_and_none_is_left_out(denial: Appearance) -> None:
    same = {
        name: getattr(denial, name)
        for name in ("claim", "capture", "headline", "score", "engine", "found_at")
    }
    Appearance.objects.bulk_create(
        Appearance(**same, stance=stance, start=n, end=n + 9, digest=f"{n:064}")
        for n, stance in enumerate(["repeats", "unclear", "denies", "supports"], start=100)
    )

    listed = list(waiting())
    followed = [listed[0]]
    while rest := after(waiting(), followed[-1].pk).first():
        followed.append(rest)

    sides = [row.stance for row in listed]
    assert set(sides[-2:]) == {"repeats", "unclear"}
    assert followed == listed
