"""Time travel, the calendar, outcomes and speakers in a real Chromium, by keyboard, for anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from claims import actions
from claims.actions import Draft
from claims.deciding import Voice, confirm
from claims.facts import ClaimKind, OriginKind, Stance
from claims.models import Claim
from desk.moments import address
from jobs import clock
from tests.browser.test_desk import THEMES, WIDTHS, complaints, signed_in
from tests.desk import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claim(rita: User, edna: User) -> Claim:
    """A prediction that is due, with one passage of a chain of relays that a person confirmed."""
    desk = make.desk(edna)
    now = clock.desk_now()
    draft = Draft(
        statement=make.STATEMENT,
        kind=ClaimKind.PREDICTION,
        claimant=desk.lind,
        due_on=now.date() + timedelta(days=2),
        criterion="Lorries of 40 tonnes cross it.",
    )
    made = actions.file_claim(draft, by=rita, now=now)
    actions.track(made, by=rita, now=now)
    given = make.article(desk.outlet)
    passage = next(row for row in given.passages if row.claim_id == made.pk)
    voice = Voice(OriginKind.SPEAKER, desk.berg, via=("Anna Lind", "a clerk of the harbour office"))
    confirm(passage, stance=Stance.SUPPORTS, voice=voice, by=rita, now=clock.desk_now())
    make.settle()
    clock.set_desk(now + timedelta(days=5))
    make.settle()
    return made


def pages(claim: Claim) -> list[str]:
    page = reverse("desk:claim", args=[claim.pk])
    return [
        page,
        f"{page}?as_of={address(claim.filed_at)}",
        f"{page}?as_of=yesterday",
        reverse("desk:due"),
        f"{reverse('desk:due')}?month=2031-01",
        reverse("desk:step", args=[claim.pk, "outcome"]),
        reverse("desk:speakers"),
        reverse("desk:speaker", args=[claim.claimant_id]),
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_time_shuts_anybody_out(
    browser: Browser,
    live_server: LiveServer,
    claim: Claim,
    edna: User,
    width: int,
    theme: str,
) -> None:
    page = signed_in(browser, live_server, edna, width=width, theme=theme)
    found = []

    for address_ in pages(claim):
        page.goto(address_)
        for details in page.locator("details").all():
            details.evaluate("each => each.open = true")
        found += [f"{address_}: {each}" for each in complaints(page)]

    assert not found


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_somebody_goes_back_in_time_and_to_now_by_keyboard(
    browser: Browser, live_server: LiveServer, claim: Claim, edna: User, script: bool
) -> None:
    page = signed_in(browser, live_server, edna, script=script)
    page.goto(reverse("desk:claim", args=[claim.pk]))

    summary = page.locator(".asof summary")
    summary.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("As we knew it on")
    day = claim.filed_at + timedelta(days=1)
    field.fill(f"{day:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Show it").press("Enter")
    banner = page.get_by_text("In the past nothing can be done")
    banner.wait_for()
    then = page.locator(".band .status").inner_text()
    page.get_by_role("link", name="Back to now").press("Enter")
    page.get_by_role("link", name="Record how it ended").first.wait_for()

    assert then == "Awaiting"
    assert page.locator(".band .status").inner_text() == "Due"


@pytest.mark.parametrize("width", WIDTHS)
def test_one_drawing_of_who_told_whom_is_shown_whole(
    browser: Browser, live_server: LiveServer, claim: Claim, edna: User, width: int
) -> None:
    page = signed_in(browser, live_server, edna, width=width)

    page.goto(reverse("desk:claim", args=[claim.pk]))

    shown = [svg for svg in page.locator(".web svg").all() if svg.is_visible()]
    assert len(shown) == 1
    assert "Karl Berg" in (shown[0].text_content() or "")
    inside = page.locator(".web").bounding_box()
    drawn = shown[0].bounding_box()
    assert inside
    assert drawn
    assert drawn["x"] + drawn["width"] <= inside["x"] + inside["width"]
    assert _wide_words(page) == []
    # Longer words than the layout was made for would be seen.
    longer = "each => each.append('which is longer than any box')"
    page.evaluate(f"document.querySelectorAll('.web text').forEach({longer})")
    assert _wide_words(page)


def _wide_words(page: Page) -> list[str]:
    """Words of the shown drawing that are wider than the box they stand in, as they are drawn."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll(".web svg")].filter(svg => svg.clientWidth)
            .flatMap(svg => [...svg.querySelectorAll("text")].filter(text => {
              const word = text.getBBox();
              return ![...svg.querySelectorAll("rect")].some(box => {
                const around = box.getBBox();
                return word.x >= around.x && word.y >= around.y &&
                  word.x + word.width <= around.x + around.width &&
                  word.y + word.height <= around.y + around.height;
              });
            })).map(text => text.textContent)"""
        )
    )


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_an_end_is_recorded_from_the_calendar(
    browser: Browser, live_server: LiveServer, claim: Claim, rita: User, carl: User, script: bool
) -> None:
    page, second = [signed_in(browser, live_server, each, script=script) for each in (rita, carl)]

    page.get_by_role("link", name="Due").first.click()
    page.get_by_role("link", name="Record how it ended").click()
    page.get_by_role("radio", name="It came true late").check()
    page.get_by_label("What happened, in one sentence").fill("It opened a day after.")
    page.get_by_role("radio", name="City Herald").first.check()
    page.get_by_role("button", name="Record the outcome").click()
    page.get_by_text("It counts once somebody else agrees").wait_for()
    second.goto(reverse("desk:due"))
    second.get_by_role("link", name="Agree, or not").click()
    second.get_by_role("button", name="I agree").click()
    second.get_by_text("The outcome counts").wait_for()
    make.settle()

    claim.refresh_from_db()
    assert claim.status == "resolved"
    assert claim.outcomes.get().kind == "late"
