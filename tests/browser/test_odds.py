"""Ratings that contradict each other, and links taken back, in a real Chromium, for anybody."""

from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from publishing.models import BothSeen
from tests.browser.test_desk import THEMES, WIDTHS, complaints, signed_in
from tests.desk import make
from tests.desk.rated import confirmed, contradicting, published, ready, unsafe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True, slots=True)
class Two:
    """Two published claims that contradict each other, and a third whose verdict waits."""

    claim: int
    link: int
    editions: tuple[int, int]
    review: int


@pytest.fixture
def two(rita: User, carl: User, edna: User) -> Two:
    desk = make.desk(edna)
    claim = make.claim(desk, by=rita)
    first = published(claim, desk, make.confirmed(claim, desk, by=rita), writer=carl, editor=edna)
    other, passage = unsafe(desk, by=rita)
    second = published(other, desk, passage, writer=carl, editor=edna)
    link = contradicting(other, claim, by=rita)
    third = make.claim(desk, by=rita, statement="Heavy lorries may use the harbour bridge")
    given = confirmed(third, desk, by=rita)
    contradicting(third, other, by=rita)
    review = ready(third, desk, given, writer=rita, editor=edna)
    return Two(claim.pk, link.pk, (first.pk, second.pk), review.pk)


def pages(two: Two) -> list[str]:
    return [
        reverse("desk:queue"),
        reverse("desk:odds", args=two.editions),
        reverse("desk:claim", args=[two.claim]),
        reverse("desk:unlink", args=[two.claim, two.link]),
        reverse("desk:review", args=[two.review]),
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_two_ratings_shuts_anybody_out(
    browser: Browser, live_server: LiveServer, two: Two, edna: User, *, width: int, theme: str
) -> None:
    page = signed_in(browser, live_server, edna, width=width, theme=theme)
    found = []

    for address in pages(two):
        page.goto(address)
        found += [f"{address}: {each}" for each in complaints(page)]

    assert not found


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_an_editor_sees_both_from_the_queue_and_publishes_beside_a_third(
    browser: Browser, live_server: LiveServer, two: Two, edna: User, script: bool
) -> None:
    page = signed_in(browser, live_server, edna, script=script)

    page.goto(reverse("desk:queue"))
    page.get_by_role("link", name="Look at both").first.press("Enter")
    page.get_by_label("Why do both stay as they are?").fill("Two bridges, in two years.")
    page.get_by_role("button", name="I have seen both").press("Enter")
    page.get_by_text("A new edition of either of the two asks again").wait_for()
    page.goto(reverse("desk:review", args=[two.review]))
    page.get_by_label("Title for readers").fill("May they use it?")
    page.get_by_role("checkbox", name="I have seen both").check()
    page.get_by_role("button", name="Sign off and publish").click()
    page.get_by_text("Edition 1 is published: True").wait_for()

    assert BothSeen.objects.count() == 2
