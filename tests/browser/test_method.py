"""The editor's word on a changed method, in a real Chromium, by keyboard, for anybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from claims.actions import ask_again
from claims.facts import Status
from claims.models import Claim, StatusCheck
from jobs import clock
from tests.browser.test_desk import THEMES, WIDTHS, complaints, signed_in
from tests.claims.older import decided_by_an_older_method
from tests.desk import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held(rita: User, edna: User) -> Claim:
    """A published claim that an older method took for disputed."""
    desk = make.desk(edna)
    claim = make.claim(desk, by=rita)
    make.published(claim, desk, make.confirmed(claim, desk, by=rita), writer=rita, editor=edna)
    make.settle()
    decided_by_an_older_method(claim, status=Status.DISPUTED)
    ask_again(claim, by=rita, now=clock.desk_now())
    make.settle()
    return claim


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_waits_shuts_nobody_out(
    browser: Browser, live_server: LiveServer, held: Claim, edna: User, theme: str, width: int
) -> None:
    page = signed_in(browser, live_server, edna, theme=theme, width=width)
    for address in (reverse("desk:method"), reverse("desk:queue")):
        page.goto(live_server.url + address)
        assert complaints(page) == []


def test_an_editor_lets_a_claim_move_by_keyboard(
    browser: Browser, live_server: LiveServer, held: Claim, edna: User
) -> None:
    page = signed_in(browser, live_server, edna)
    page.goto(live_server.url + reverse("desk:claim", args=[held.pk]))
    page.get_by_role("link", name="What waits").press("Enter")
    page.get_by_role("checkbox", name=f"Let {held.number} move").press("Space")
    page.get_by_role("button", name="Let the ticked ones move").press("Enter")

    page.get_by_text("1 claim moves within seconds.").wait_for()

    assert not StatusCheck.objects.waiting_for_release().exists()
