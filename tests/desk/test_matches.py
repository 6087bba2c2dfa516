"""Deciding on suggested passages: `desk/views/matches.py`, `desk/effects.py`."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import deciding
from claims.merging import merge
from claims.models import Appearance, Claim
from jobs import clock
from tests.desk import make


@pytest.fixture
def claim(desk: make.Desk, rita: User) -> Claim:
    row = make.claim(desk, by=rita)
    make.confirmed(row, desk, by=rita)
    make.settle()
    return row


@pytest.fixture
def denial(desk: make.Desk, claim: Claim) -> Appearance:
    """A suggested passage in which an engineer denies the claim."""
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    return next(row for row in given.passages if row.claim_id == claim.pk)


def decide(client: Client, passage: Appearance, answer: str, **typed: object) -> HttpResponse:
    said = {"version": 0, "answer": answer, "origin": "speaker", "root": "Karl Berg"}
    url = reverse("desk:match", args=[passage.pk])
    return client.post(url, {**said, **typed})  # type: ignore[return-value]  # of the tests


def test_the_page_asks_one_question_and_says_what_each_answer_would_do(
    client: Client, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)

    page = client.get(reverse("desk:match", args=[denial.pk])).content.decode()

    assert "Is this passage about this claim?" in page
    assert "If it denies the claim: " in page
    assert "a person confirms every match" in page


def test_the_effect_that_is_announced_is_the_effect_that_comes(
    client: Client, claim: Claim, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)
    shown = client.get(reverse("desk:match", args=[denial.pk])).context
    told = next(words for words in shown["page"].effects if words.startswith("If it denies"))
    offered = {name: value for name, value in shown["form"].initial.items() if value}

    decide(client, denial, "denies", **offered)
    make.settle()

    claim.refresh_from_db()
    assert "the status goes from Unverified to Disputed" in told
    assert claim.status == "disputed"


@pytest.mark.parametrize("answer", ["supports", "denies", "repeats", "unclear"])
def test_an_answer_is_kept_as_a_persons_decision(
    client: Client, denial: Appearance, carl: User, answer: str
) -> None:
    client.force_login(carl)

    assert decide(client, denial, answer, heard_directly="on").status_code == 302

    decision = denial.decisions.get()
    assert (decision.stance, decision.by, decision.heard_directly) == (answer, carl, True)
    assert str(decision.root) == "Karl Berg"


def test_a_passage_that_is_not_about_it_needs_no_source(
    client: Client, claim: Claim, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)

    assert decide(client, denial, "dismiss", origin="", root="Nobody Known").status_code == 302

    make.settle()
    claim.refresh_from_db()
    assert denial.decisions.get().decided == "dismissed"
    assert claim.status == "unverified"


def test_a_passage_left_for_later_still_waits(
    client: Client, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)

    client.get(reverse("desk:matches"), {"after": denial.pk})

    assert denial in Appearance.objects.undecided()


def test_deciding_again_takes_a_decision_back_and_keeps_both(
    client: Client, claim: Claim, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)
    decide(client, denial, "denies", heard_directly="on")
    first = denial.decisions.get()

    answer = decide(client, denial, "dismiss", version=first.pk)
    make.settle()

    claim.refresh_from_db()
    assert answer.status_code == 302
    assert denial.decisions.count() == 2
    assert claim.status == "unverified"


def test_of_two_people_at_once_the_second_sees_what_the_first_decided(
    client: Client, denial: Appearance, carl: User, rita: User
) -> None:
    deciding.dismiss(denial, by=rita, now=clock.desk_now())
    client.force_login(carl)

    answer = decide(client, denial, "denies", note="I read it twice.")

    assert answer.status_code == 409
    assert "Rita decided on this passage before you." in answer.content.decode()
    assert "I read it twice." in answer.content.decode()
    assert denial.decisions.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"root": ""}, "Name the speaker whose word it is"),
        ({"root": "Nobody Known"}, "Nobody here is called Nobody Known."),
        ({"origin": "unnamed", "root": ""}, "Say whose unnamed sources they are."),
        ({"origin": "rumour"}, "Select a valid choice"),
    ],
)
def test_an_answer_without_its_source_is_refused_at_the_field(
    client: Client, denial: Appearance, carl: User, typed: dict[str, str], words: str
) -> None:
    client.force_login(carl)

    answer = decide(client, denial, "denies", **typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not denial.decisions.exists()


def test_an_answer_without_the_decision_that_was_seen_is_refused(
    client: Client, denial: Appearance, carl: User
) -> None:
    client.force_login(carl)

    answer = client.post(reverse("desk:match", args=[denial.pk]), {"answer": "denies"})

    assert answer.status_code == 400


def test_nothing_waiting_says_so_and_where_to_go(client: Client, carl: User) -> None:
    client.force_login(carl)

    page = client.get(reverse("desk:matches")).content.decode()

    assert "Every match has been decided" in page


def test_the_page_costs_the_same_for_a_few_passages_and_for_a_thousand(
    client: Client, denial: Appearance, carl: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(carl)
    for_one = count_queries(reverse("desk:matches"))
    fields = ["claim", "capture", "headline", "score", "stance", "engine", "found_at"]
    same = {name: getattr(denial, name) for name in fields}
    Appearance.objects.bulk_create(
        Appearance(**same, start=n, end=n + 9, digest=f"{n:064}") for n in range(100, 1_099)
    )

    assert count_queries(reverse("desk:matches")) == for_one


def test_a_suggested_denial_is_called_possible_and_asks_to_be_checked(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    passage = next(row for row in given.passages if row.claim_id == claim.pk)
    client.force_login(rita)

    match = client.get(reverse("desk:match", args=[passage.pk])).content.decode()
    page = client.get(reverse("desk:claim", args=[claim.pk]), {"tab": "suggested"}).content.decode()

    assert passage.stance == "denies"
    assert "possible denial, check" in match
    assert "possible denial, check" in page


def test_what_was_decided_on_a_merged_claim_is_told_on_the_other_ones_page(
    client: Client, desk: make.Desk, rita: User, edna: User
) -> None:
    loser = make.claim(desk, by=rita)
    winner = make.claim(desk, by=rita, statement=f"{make.STATEMENT} now")
    given = make.article(desk.outlet)
    by_claim = {row.claim_id: row for row in given.passages}
    deciding.dismiss(by_claim[loser.pk], by=rita, now=clock.desk_now())
    merge(loser, winner, why="The same.", by=edna, now=clock.desk_now())
    client.force_login(edna)

    page = client.get(reverse("desk:match", args=[by_claim[winner.pk].pk])).content.decode()

    assert "Rita decided on" in page
