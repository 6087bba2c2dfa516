"""From a pasted article to a filed claim: `desk/views/filing.py`, `desk/filing.py`."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.ingest import statements_of
from claims.models import Appearance, Claim, Speaker, Statement
from claims.presenting import due_words
from claims.states import LinkKind
from desk.forms.filing import first_answers
from sources.models import Article, Capture
from tests.desk import make

PUBLIC = "That address is not on the public internet."


@pytest.fixture
def statement(desk: make.Desk) -> Statement:
    return make.article(desk.outlet).statements[0]


def paste(client: Client, **typed: object) -> HttpResponse:
    return client.post(reverse("desk:file"), typed)  # type: ignore[return-value]  # of the tests


def file(client: Client, source: Statement, /, **typed: object) -> HttpResponse:
    """The open card as the page offers it, with what was typed into it."""
    offered = {name: value for name, value in first_answers(source).items() if value}
    url = reverse("desk:file_statement", args=[source.pk])
    return client.post(url, {**offered, **typed})  # type: ignore[return-value]  # of the tests


def test_a_pasted_article_shows_who_says_what(client: Client, desk: make.Desk, cora: User) -> None:
    client.force_login(cora)

    answer = paste(client, text=make.ARTICLE, published="2025-08-12", outlet=desk.outlet.pk)

    capture = Capture.objects.get()
    assert answer["Location"] == reverse("desk:article", args=[capture.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "Anna Lind" in page
    assert 'class="said" id="said-1"' in page
    assert capture.article.outlet == desk.outlet


def test_a_card_says_what_makes_it_worth_a_check_and_what_it_says_again(
    client: Client, desk: make.Desk, cora: User
) -> None:
    first, again, cost = statements_of(make.article(desk.outlet).capture)
    client.force_login(cora)

    page = client.get(reverse("desk:article", args=[first.capture_id]) + "?open=2").content.decode()

    assert again.group == first.order
    assert "number" in [name for name, _ in cost.reasons]
    assert "worth a check: place 1 of 3" in page
    assert "not tracked yet" in page
    page = client.get(reverse("desk:article", args=[first.capture_id])).content.decode()
    assert 'says again what <a href="#statement-1">statement 1</a> says' in page


def test_the_same_article_pasted_twice_is_one_article(client: Client, cora: User) -> None:
    client.force_login(cora)

    first, second = paste(client, text=make.ARTICLE), paste(client, text=make.ARTICLE)

    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Paste the text of an article, or give its address."),
        ({"text": " \u200b\ufeff\n "}, "Paste the text of an article, or give its address."),
        ({"text": "a" * 500_001}, "500000 characters"),
        ({"text": "Lind said so.\x00"}, "NUL character at position 13"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"url": "file:///etc/passwd"}, "http"),
        ({"url": "ftp://example.org/a"}, "http"),
        ({"url": "http://localhost:6379/"}, ""),
        ({"url": "http://127.1/"}, PUBLIC),
        ({"url": "http://[::1]/"}, PUBLIC),
        ({"url": "http://user:pw@example.org/"}, "user name and password"),
        ({"url": "http://example.org:99999/"}, ""),
        ({"url": "http://"}, ""),
        ({"text": make.ARTICLE, "url": "javascript:alert(1)"}, "Only http and https addresses."),
        ({"text": make.ARTICLE, "url": "http://10.0.0.1/a"}, PUBLIC),
        ({"text": "Too short, says Lind."}, "That is too short for an article."),
        ({"url": "http://example.org/" + "a" * 9_500}, ""),
        ({"text": "Lind said so.", "published": "2025-02-31"}, "Use YYYY-MM-DD"),
        ({"text": "Lind said so.", "published": "now"}, "Use YYYY-MM-DD"),
        ({"text": "Lind said so.", "published": "12000-01-01"}, "Use YYYY-MM-DD"),
        ({"text": "Lind said so.", "published": "0001-01-01"}, "between the years"),
        ({"text": "Lind said so.", "outlet": "2000000000"}, ""),
    ],
)
def test_what_cannot_be_read_comes_back_with_the_reason_and_the_text(
    client: Client, cora: User, typed: dict[str, str], words: str
) -> None:
    client.force_login(cora)

    answer = paste(client, **typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "to correct</h2>" in page
    assert "Traceback" not in page
    assert not Article.objects.exists()


def test_a_body_that_is_far_too_large_is_refused_by_name(client: Client, cora: User) -> None:
    client.force_login(cora)

    answer = paste(client, text="a " * 3_000_000)

    assert answer.status_code == 413
    assert "That is more than 4 MB; paste the article only." in answer.content.decode()
    assert not Article.objects.exists()


def test_a_bad_address_beside_a_text_is_told_at_the_address(client: Client, cora: User) -> None:
    client.force_login(cora)

    answer: Any = paste(client, text=make.ARTICLE, url="http://127.0.0.1/a")

    assert answer.context["form"].errors == {"url": [PUBLIC]}


def test_a_pasted_text_is_no_version_of_the_article_at_its_address(
    client: Client, desk: make.Desk, cora: User
) -> None:
    fetched = make.article(desk.outlet).capture
    client.force_login(cora)

    answer = paste(client, text=make.DENIAL, url=fetched.article.url)

    pasted = Capture.objects.exclude(pk=fetched.pk).get()
    assert answer["Location"] == reverse("desk:article", args=[pasted.pk])
    assert (pasted.article.url[:11], pasted.article.outlet) == ("urn:sha256:", desk.outlet)
    assert list(fetched.article.captures.all()) == [fetched]
    page = client.get(answer["Location"]).content.decode()
    assert f"kept as pasted, apart from {fetched.article.url}" in page


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ({"condition": "If we leave the hall"}, "if we leave the hall"),
        ({"condition": "unless they agree"}, "unless they agree"),
        ({"due_words": "soon after the summit"}, "soon after the summit"),
    ],
)
def test_when_it_can_be_checked_is_told_in_the_words_of_the_text(
    read: dict[str, str], words: str
) -> None:
    assert due_words(Statement(**read)) == words


def test_a_condition_is_filed_without_the_word_that_the_page_says_already(
    client: Client, statement: Statement, rita: User
) -> None:
    client.force_login(rita)
    statement.condition = "If the council agrees"

    file(client, statement)

    assert Claim.objects.get().condition == "the council agrees"


def test_filing_tracks_the_claim_and_confirms_its_first_passage(
    client: Client, statement: Statement, rita: User
) -> None:
    client.force_login(rita)

    answer = file(client, statement, stance="supports")

    assert answer.status_code == 302
    row = Claim.objects.get()
    assert (row.stage, row.filed_by, row.founded_on) == ("tracked", rita, statement)
    assert row.claimant == Speaker.objects.named("Anna Lind")
    decision = row.decisions.get()
    assert (decision.stance, decision.root, decision.heard_directly) == (
        "supports",
        row.claimant,
        True,
    )


def test_a_contributors_claim_waits_in_the_inbox_with_its_passage_suggested(
    client: Client, statement: Statement, cora: User
) -> None:
    client.force_login(cora)

    assert file(client, statement).status_code == 302

    row = Claim.objects.get()
    assert row.stage == "inbox"
    assert row.appearances.count() == 1
    assert not row.decisions.exists()


def test_the_same_claim_gets_the_passage_and_nothing_is_filed(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    known = make.claim(desk, by=rita)
    client.force_login(rita)

    answer = file(client, statement, same=known.pk)

    assert answer.status_code == 302
    assert Claim.objects.get() == known
    assert known.decisions.get().appearance.capture == statement.capture


def test_an_opposite_claim_is_filed_and_linked(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    known = make.claim(desk, by=rita, statement="The harbour bridge is not safe for heavy lorries")
    client.force_login(rita)

    file(client, statement, opposite=known.pk)

    link = known.linked_from.get()
    assert link.kind == LinkKind.CONTRADICTS.value


def test_looking_for_similar_ones_keeps_what_was_typed(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    known = make.claim(desk, by=rita)
    client.force_login(rita)

    answer = file(client, statement, look="1", statement=known.statement, criterion="As tested.")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"C-{known.pk}" in page
    assert "As tested." in page
    assert Claim.objects.count() == 1


def test_a_name_that_nobody_knows_is_added_only_if_asked_for(
    client: Client, statement: Statement, rita: User
) -> None:
    client.force_login(rita)

    refused = file(client, statement, holder="Harbour Office")
    added = file(client, statement, holder="Harbour Office", add_names="on")

    assert refused.status_code == 422
    assert "Nobody here is called Harbour Office." in refused.content.decode()
    assert added.status_code == 302
    assert Claim.objects.get().holder == Speaker.objects.named("harbour office")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"statement": "\u200b"}, "it has no visible text"),
        ({"due_on": "2025-02-31"}, "Use YYYY-MM-DD"),
        ({"due_on": "2020-01-01", "said_on": "2025-08-12"}, "Due lies before"),
        ({"due_on": "2025-09-01", "earliest": "2025-10-01"}, "Due lies before the earliest"),
        ({"due_zone": "Mars/Base"}, "Mars/Base is no time zone"),
        ({"due_zone": "../../etc/passwd"}, "is no time zone"),
        ({"kind": "opinion"}, "Select a valid choice"),
        ({"origin": "speaker", "root": ""}, "Name the speaker whose word it is"),
        ({"stance": "true"}, "Select a valid choice"),
    ],
)
def test_a_card_with_a_mistake_comes_back_and_nothing_is_half_filed(
    client: Client, statement: Statement, rita: User, typed: dict[str, str], words: str
) -> None:
    client.force_login(rita)

    answer = file(client, statement, **typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Claim.objects.exists()
    assert not Appearance.objects.exists()


def test_the_page_of_an_article_without_statements_says_what_to_do(
    client: Client, desk: make.Desk, rita: User
) -> None:
    given = make.article(desk.outlet, text="Boats lay in the harbour. The water was calm.")
    client.force_login(rita)

    page: Any = client.get(reverse("desk:article", args=[given.capture.pk]))

    if not given.statements:
        assert "No statement was found" in page.content.decode()
    assert page.status_code == 200
