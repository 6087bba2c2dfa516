"""Taking a link back from a claim's page: `desk/views/links.py`, `desk/forms/links.py`."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions
from claims.links import unlink
from claims.merging import merge
from claims.models import Claim, ClaimLink
from claims.states import LinkKind
from desk.moments import address
from jobs import clock
from tests.desk import make

WHY = "They speak of two bridges."


@pytest.fixture
def other(desk: make.Desk, rita: User) -> Claim:
    return make.claim(desk, by=rita, statement="Repairs cost 5 million euros")


@pytest.fixture
def link(claim: Claim, other: Claim, rita: User) -> ClaimLink:
    now = clock.desk_now()
    return actions.link(claim, other, kind=LinkKind.CONTRADICTS, by=rita, now=now)


def take_back(
    client: Client, claim: Claim, link: ClaimLink, why: str = WHY, **more: object
) -> HttpResponse:
    url = reverse("desk:unlink", args=[claim.pk, link.pk])
    typed = {"version": claim.version, "why": why, **more}
    return client.post(url, typed)  # type: ignore[return-value]  # of the tests


def shown(client: Client, claim: Claim, **asked: str) -> str:
    return client.get(reverse("desk:claim", args=[claim.pk]), asked).content.decode()


def test_each_link_has_its_way_back_on_the_pages_of_both_claims(
    client: Client, claim: Claim, other: Claim, link: ClaimLink, rita: User, cora: User
) -> None:
    client.force_login(rita)
    for each, words in ((claim, "contradicts"), (other, "contradicted by")):
        url = reverse("desk:unlink", args=[each.pk, link.pk])
        assert f'href="{url}"' in shown(client, each)
        page = client.get(url).content.decode()
        assert f"{each.number} {words}" in page
        assert "Take the link back" in page

    client.force_login(cora)

    assert "Take the link back" not in shown(client, claim)


def test_a_link_is_taken_back_with_a_reason_and_the_page_of_then_still_shows_it(
    client: Client, claim: Claim, other: Claim, link: ClaimLink, rita: User
) -> None:
    client.force_login(rita)
    clock.set_desk(link.at + timedelta(days=1))

    blank = take_back(client, claim, link, why=" ")
    done = take_back(client, claim, link)

    assert (blank.status_code, done.status_code) == (422, 302)
    assert "Say why the link is taken back." in blank.content.decode()
    now, then = shown(client, claim), shown(client, claim, as_of=address(link.at))
    assert other.statement not in now
    assert other.statement in then
    assert "Take the link back" not in then
    for each in (claim, other):
        assert f"Link to another claim taken back.</b> By {rita}. {WHY}" in shown(client, each)


def test_who_comes_second_keeps_the_words_and_is_told(
    client: Client, claim: Claim, link: ClaimLink, rita: User, carl: User
) -> None:
    unlink(link, why="Somebody was first.", by=carl, now=clock.desk_now())
    client.force_login(rita)

    answer = take_back(client, claim, link)
    url = reverse("desk:unlink", args=[claim.pk, link.pk])

    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert client.get(url).status_code == 404


def test_a_form_without_the_version_that_was_seen_is_refused(
    client: Client, claim: Claim, link: ClaimLink, rita: User
) -> None:
    client.force_login(rita)

    assert take_back(client, claim, link, version="").status_code == 400
    assert ClaimLink.objects.in_force().get() == link


def test_a_link_of_two_other_claims_is_not_found(
    client: Client, desk: make.Desk, link: ClaimLink, rita: User
) -> None:
    stranger = make.claim(desk, by=rita, statement="The council meets on Friday")
    client.force_login(rita)

    assert take_back(client, stranger, link).status_code == 404


def test_what_a_merge_says_stays_with_the_reason_on_the_page(
    client: Client, desk: make.Desk, claim: Claim, other: Claim, rita: User
) -> None:
    now = clock.desk_now()
    says = actions.link(other, claim, kind=LinkKind.DUPLICATE_OF, by=rita, now=now)
    merge(other, claim, why="The same.", by=rita, now=now)
    client.force_login(rita)
    claim.refresh_from_db()

    answer = take_back(client, claim, says)

    assert answer.status_code == 422
    assert f"{other.number} is merged: the two are one claim." in answer.content.decode()
