"""The list of claims, the claim page, its steps: `desk/views/claims.py`, `desk/views/steps.py`."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions
from claims.models import Claim, LedgerEvent, LedgerText
from jobs import clock, guards
from reviews.models import Review
from tests.desk import make

XSS = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def read(client: Client, row: Claim, tab: str = "") -> str:
    return client.get(reverse("desk:claim", args=[row.pk]), {"tab": tab}).content.decode()


def step(client: Client, row: Claim, name: str, **typed: object) -> int:
    url = reverse("desk:step", args=[row.pk, name])
    return client.post(url, {"version": row.version, **typed}).status_code


def test_the_list_finds_claims_by_word_number_status_and_stage(
    client: Client, desk: make.Desk, rita: User
) -> None:
    bridge = make.claim(desk, by=rita)
    costs = make.claim(desk, by=rita, statement="Repairs cost 5 million euros")
    client.force_login(rita)

    def found(**asked: str) -> list[int]:
        page = client.get(reverse("desk:claims"), asked)
        return [row.pk for row in page.context["rows"]]

    assert found(q="BRIDGE") == [bridge.pk]
    assert found(q=f"c-{costs.pk}") == [costs.pk]
    assert found(status="unchecked", stage="tracked") == [costs.pk, bridge.pk]
    assert found(status="due") == []


@pytest.mark.parametrize("q", ['"', ":*", "& |", "%_\\", "\x00", "the", "x" * 10_000])
def test_no_search_breaks_the_list(client: Client, claim: Claim, rita: User, q: str) -> None:
    client.force_login(rita)

    assert client.get(reverse("desk:claims"), {"q": q}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1000000000", "²"])
def test_a_page_that_cannot_be_is_not_found(
    client: Client, claim: Claim, rita: User, page: str
) -> None:
    client.force_login(rita)

    assert client.get(reverse("desk:claims"), {"page": page}).status_code == 404


def test_the_list_costs_the_same_for_one_claim_and_for_a_thousand(
    client: Client, claim: Claim, rita: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(rita)
    for_one = count_queries(reverse("desk:claims"))
    Claim.objects.bulk_create(
        Claim(
            statement=f"Claim {n}",
            kind="fact",
            claimant=claim.claimant,
            filed_by=rita,
            filed_at=claim.filed_at,
        )
        for n in range(999)
    )

    assert count_queries(reverse("desk:claims")) == for_one


def test_a_claim_page_says_where_it_stands_and_why_in_words(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    make.confirmed(claim, desk, by=rita)
    make.settle()
    client.force_login(rita)

    page = read(client, claim)

    assert "Unverified" in page
    assert "Only one independent origin carries it." in page
    assert "What would change it." in page
    assert "Said by Anna Lind" in page


def test_a_suggested_passage_never_looks_decided(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    make.article(desk.outlet)
    client.force_login(rita)

    page = read(client, claim, "suggested")

    assert "does not count until a person confirms it" in page
    assert "pass suggested" in page
    assert "confirmed by" not in page


def test_a_hostile_article_and_statement_stay_text(
    client: Client, desk: make.Desk, rita: User
) -> None:
    row = make.claim(desk, by=rita, statement=f"The bridge is safe {XSS}")
    make.article(desk.outlet, text=f"{make.ARTICLE}\n\nThe bridge is safe {XSS}, Lind said.\n")
    client.force_login(rita)

    for page in (
        read(client, row, "suggested"),
        client.get(reverse("desk:claims")).content.decode(),
    ):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_links_out_tell_search_engines_and_pages_nothing(
    client: Client, claim: Claim, desk: make.Desk, rita: User
) -> None:
    make.article(desk.outlet)
    client.force_login(rita)

    page = read(client, claim, "suggested")

    assert 'href="https://city-herald.example/bridge" rel="noopener nofollow ugc"' in page


def test_the_ledger_page_verifies_the_chain(client: Client, claim: Claim, rita: User) -> None:
    client.force_login(rita)
    url = reverse("desk:ledger", args=[claim.pk])
    whole = client.get(url).content.decode()
    guards.disarm()
    LedgerEvent.objects.filter(claim=claim, seq=1).update(kind="claims.closed")

    broken = client.get(url).content.decode()

    assert "The chain holds." in whole
    assert "The chain does not hold." in broken


def test_words_that_were_erased_from_the_ledger_are_said_to_be_removed(
    client: Client, claim: Claim, rita: User
) -> None:
    actions.note_look_back(claim, words="Nothing found.", by=rita, now=clock.desk_now())
    LedgerText.objects.update(text=None, salt=None)
    client.force_login(rita)

    page = client.get(reverse("desk:ledger", args=[claim.pk])).content.decode()

    assert f"Archive searched.</b> By {rita}. [The words were removed.]" in page
    assert "The chain holds." in page


def test_each_step_asks_on_its_own_page_and_does_one_thing(
    client: Client, claim: Claim, desk: make.Desk, edna: User
) -> None:
    other = make.claim(desk, by=edna, statement="Repairs cost 5 million euros")
    client.force_login(edna)

    assert step(client, claim, "recheck") == 302
    assert step(client, claim, "review", words="Readers ask.") == 302
    assert step(client, claim, "look-back", words="Searched 2020 to 2025: nothing.") == 302
    assert step(client, claim, "link", kind="contradicts", other=f"C-{other.pk}") == 302
    assert step(client, claim, "look-again", look_again_on="2030-01-02") == 302
    claim.refresh_from_db()
    assert step(client, claim, "close", why="Not our subject.") == 302

    claim.refresh_from_db()
    assert (claim.stage, str(claim.look_again_on)) == ("closed", "2030-01-02")
    assert claim.links.get().target == other
    assert Review.objects.get().claim == claim


def test_a_step_without_the_version_that_was_seen_is_refused(
    client: Client, claim: Claim, rita: User
) -> None:
    client.force_login(rita)

    answer = client.post(reverse("desk:step", args=[claim.pk, "close"]), {"why": "So."})

    assert answer.status_code == 400
    claim.refresh_from_db()
    assert claim.stage == "tracked"


def test_who_comes_second_keeps_the_text_and_learns_who_was_first(
    client: Client, claim: Claim, rita: User, carl: User
) -> None:
    actions.edit(claim, {"priority": "high"}, version=1, by=carl, now=clock.desk_now())
    client.force_login(rita)
    url = reverse("desk:step", args=[claim.pk, "edit"])
    typed = {"version": 1, "statement": "The bridge is safe for lorries", "priority": "low"}

    answer = client.post(url, typed)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Carl (" in page
    assert "Nothing of yours is lost" in page
    assert "The bridge is safe for lorries" in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"statement": ""}, "Enter the claim: it has no visible text."),
        ({"statement": "\u200b \ufeff"}, "Enter the claim: it has no visible text."),
        ({"statement": "x" * 10_001}, "10001"),
        ({"statement": "a\x00b"}, "NUL character at position 1"),
    ],
)
def test_what_is_no_statement_comes_back_with_the_reason(
    client: Client, claim: Claim, rita: User, typed: dict[str, str], words: str
) -> None:
    client.force_login(rita)
    url = reverse("desk:step", args=[claim.pk, "edit"])

    answer = client.post(url, {"version": 1, "priority": "low", **typed})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<title>Problem:" in answer.content.decode()


def test_an_outcome_counts_once_a_second_person_agrees(
    client: Client, desk: make.Desk, rita: User, carl: User
) -> None:
    claim = make.claim(desk, by=rita, condition="the bridge opens")
    passage = make.confirmed(claim, desk, by=rita)
    client.force_login(rita)
    typed = {"kind": "came_true", "words": "The tests were passed.", "evidence": passage.pk}
    assert step(client, claim, "outcome", **typed) == 302
    outcome = claim.outcomes.get()
    agree = reverse("desk:agree", args=[outcome.pk])

    client.post(agree, {"agreed": "yes"})
    assert not outcome.seconds.exists()
    client.force_login(carl)
    client.post(agree, {"agreed": "yes"})

    assert outcome.seconds.get().by == carl


def test_a_page_that_is_not_there_says_so_calmly(client: Client, rita: User) -> None:
    client.force_login(rita)

    answer = client.get(reverse("desk:claim", args=[999]))

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
