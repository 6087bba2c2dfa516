"""Similar claims while a claim is written: `desk/similar.py`, `desk/views/filing.py`."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.models import Claim, Statement
from desk.forms.filing import first_answers
from tests.desk import make


@pytest.fixture
def statement(desk: make.Desk) -> Statement:
    return make.article(desk.outlet).statements[0]


def file(client: Client, source: Statement, /, **typed: object) -> HttpResponse:
    """The open card as the page offers it, with what was typed into it."""
    offered = {name: value for name, value in first_answers(source).items() if value}
    url = reverse("desk:file_statement", args=[source.pk])
    return client.post(url, {**offered, **typed})  # type: ignore[return-value]  # of the tests


def test_the_card_names_similar_claims_and_where_they_differ(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    known = make.claim(desk, by=rita, statement="The harbour bridge is not safe for heavy lorries")
    client.force_login(rita)

    page = client.get(reverse("desk:article", args=[statement.capture_id])).content.decode()

    assert f"Same claim: add the passage to C-{known.pk}" in page
    assert (
        "<b>Negation</b><span>says <s>is not safe</s>, you wrote <strong>is safe</strong>" in page
    )
    assert '<span class="differs">is not safe</span>' in page
    assert "Same claim adds the passage and files nothing." in page


def test_a_similar_claim_is_shown_in_its_own_language(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    known = make.claim(desk, by=rita)
    Claim.objects.filter(pk=known.pk).update(language="en-GB")
    client.force_login(rita)

    page = client.get(reverse("desk:similar"), {"statement": known.statement}).content.decode()

    assert 'lang="en-GB" dir="auto"' in page


def test_an_answer_to_typing_is_said_once_in_the_live_region(
    client: Client, desk: make.Desk, rita: User
) -> None:
    known = make.claim(desk, by=rita, statement="Repairs of the bridge cost 5 % of the budget")
    client.force_login(rita)
    typed = {"statement": "Repairs of the bridge cost 50 % of the budget"}

    page = client.get(reverse("desk:similar"), typed).content.decode()

    assert "says <s>5 %</s>, you wrote <strong>50 %</strong>" in page
    assert f"1 similar claim tracked. {known.number}, number differs." in page
    assert "hx-swap-oob" in page


def test_typing_waits_before_it_asks_and_a_newer_question_replaces_the_older(
    client: Client, statement: Statement, rita: User
) -> None:
    client.force_login(rita)

    page = client.get(reverse("desk:article", args=[statement.capture_id])).content.decode()

    assert 'hx-trigger="input changed delay:350ms from:#id_statement"' in page
    assert 'hx-sync="this:replace"' in page
    assert '<p class="vh" role="status" id="similar-told"></p>' in page


@pytest.mark.parametrize("words", ["", " ", "a" * 9_000, "bridge " * 2_000])
def test_any_typed_text_gets_an_answer(client: Client, rita: User, words: str) -> None:
    client.force_login(rita)

    assert client.get(reverse("desk:similar"), {"statement": words}).status_code == 200


def test_a_twin_that_was_not_shown_stops_the_filing_once(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    known = make.claim(desk, by=rita, statement="The new tunnel is closed on Sundays")
    client.force_login(rita)

    first = file(client, statement, statement=known.statement, criterion="As posted.")
    page = first.content.decode()
    second = file(client, statement, statement=known.statement, seen=known.pk)

    assert first.status_code == 200
    assert f"Not filed yet: look at {known.number} first." in page
    assert f'<input type="hidden" name="seen" value="{known.pk}">' in page
    assert "As posted." in page
    assert second.status_code == 302
    assert Claim.objects.count() == 2


def test_a_claim_that_differs_in_one_number_stops_nothing(
    client: Client, desk: make.Desk, statement: Statement, rita: User
) -> None:
    make.claim(desk, by=rita, statement="The new tunnel cost 5 million euros")
    client.force_login(rita)

    answer = file(client, statement, statement="The new tunnel cost 50 million euros")

    assert answer.status_code == 302
