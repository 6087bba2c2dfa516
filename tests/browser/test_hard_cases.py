"""What goes wrong at a desk, in a real Chromium: words of any length, a click too many, no line."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from claims import actions, deciding
from claims.actions import Draft
from claims.facts import ClaimKind, OutcomeKind
from claims.models import Claim
from jobs import clock
from reviews.models import Review
from tests.browser.test_desk import complaints, signed_in
from tests.desk import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
LONG = "The agreement covers the exchange of prisoners and obliges both sides to publish a list. "
STATEMENTS = {
    "long": (LONG * 40).strip()[:3000],
    "right-to-left": "قال وزير النقل إن الجسر آمن للشاحنات الثقيلة وإن الإصلاحات ستكلف خمسة ملايين",
    "unbroken": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 10,
}
WHY = "They met in the harbour office and measured it."


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=list(STATEMENTS))
def test_no_statement_breaks_a_page_on_a_phone(
    browser: Browser, live_server: LiveServer, rita: User, edna: User, statement: str
) -> None:
    desk = make.desk(edna)
    due_on = clock.desk_now().date() + timedelta(days=1)
    draft = Draft(statement=statement, kind=ClaimKind.PREDICTION, claimant=desk.lind, due_on=due_on)
    claim = actions.file_claim(draft, by=rita, now=clock.desk_now())
    actions.track(claim, by=rita, now=clock.desk_now())
    given = make.article(desk.outlet, text=f"{statement}\n\n{make.ARTICLE}")
    review = make.review(claim, by=edna)
    make.settle()
    page = signed_in(browser, live_server, edna, width=360)
    found = []

    for name in ("claims", "queue", "due", "matches", "speakers"):
        found += _complaints(page, reverse(f"desk:{name}"))
    for name, pk in (("claim", claim.pk), ("ledger", claim.pk), ("review", review.pk)):
        found += _complaints(page, reverse(f"desk:{name}", args=[pk]))
    for row in given.passages[:1]:
        found += _complaints(page, reverse("desk:match", args=[row.pk]))
    found += _complaints(page, reverse("desk:step", args=[claim.pk, "edit"]))
    page.goto(reverse("desk:claim", args=[claim.pk]))
    band = page.locator(".band").bounding_box()

    assert found == []
    assert band
    assert band["y"] < 800


def _complaints(page: Page, address: str) -> list[str]:
    page.goto(address)
    return [f"{address}: {each}" for each in complaints(page)]


@SCRIPTS
def test_a_double_click_opens_one_review_and_with_a_script_is_no_problem(
    browser: Browser, live_server: LiveServer, rita: User, edna: User, script: bool
) -> None:
    claim = make.claim(make.desk(edna), by=rita)
    page = signed_in(browser, live_server, edna, script=script)
    page.goto(reverse("desk:step", args=[claim.pk, "review"]))
    page.get_by_label("Why should somebody look now?").fill("Readers ask about it.")

    button = page.get_by_role("button", name="Open a review")
    if script:  # The second click falls while the first is on its way.
        button.evaluate("each => { each.click(); setTimeout(() => each.click(), 15); }")
    else:
        button.dblclick()
    page.locator(".toast, .errsum").first.wait_for()

    assert Review.objects.count() == 1
    if script:
        assert "waits for a checker" in page.locator(".toast").inner_text()


def test_what_was_typed_is_back_after_the_line_was_lost(
    browser: Browser, live_server: LiveServer, rita: User, edna: User
) -> None:
    claim = make.claim(make.desk(edna), by=rita)
    page = signed_in(browser, live_server, rita)
    address = reverse("desk:step", args=[claim.pk, "close"])
    page.goto(address)
    page.get_by_label("Why is it closed?").fill(WHY)

    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Close it").click(no_wait_after=True)
    page.context.set_offline(False)
    page.goto(address)

    page.get_by_text("Restored from").wait_for()
    assert page.get_by_label("Why is it closed?").input_value() == WHY
    claim.refresh_from_db()
    assert claim.stage == "tracked"


@SCRIPTS
def test_what_was_typed_is_there_after_the_session_ended(
    browser: Browser, live_server: LiveServer, rita: User, edna: User, script: bool
) -> None:
    claim = make.claim(make.desk(edna), by=rita)
    page = signed_in(browser, live_server, rita, script=script)
    page.goto(reverse("desk:step", args=[claim.pk, "close"]))
    page.get_by_label("Why is it closed?").fill(WHY)
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Close it").click()
    kept = page.get_by_label("What you typed").input_value()
    found = complaints(page) if script else []
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("User name").fill("rita")
    page.get_by_label("Password").fill("pass-of-Rita")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Close this claim").wait_for()

    assert kept == WHY
    assert found == []
    if script:
        assert page.get_by_label("Why is it closed?").input_value() == WHY


@SCRIPTS
def test_an_outcome_that_counts_is_taken_back_by_keyboard(
    browser: Browser,
    live_server: LiveServer,
    rita: User,
    carl: User,
    edna: User,
    script: bool,
) -> None:
    claim = _ended(rita, carl, make.desk(edna))
    page = signed_in(browser, live_server, rita, script=script, width=360, theme="dark")
    page.goto(reverse("desk:claim", args=[claim.pk]))

    page.get_by_role("link", name="Take it back").press("Enter")
    page.get_by_text("goes from Resolved to Awaiting").wait_for()
    found = complaints(page) if script else []
    page.get_by_label("Why?").press_sequentially(WHY)
    page.get_by_role("button", name="Take it back").press("Enter")
    page.locator(".toast", has_text="Taken back.").wait_for()
    make.settle()

    claim.refresh_from_db()
    assert claim.status == "awaiting"
    assert found == []


def _ended(by: User, second: User, desk: make.Desk) -> Claim:
    now = clock.desk_now()
    due_on = now.date() + timedelta(days=40)
    draft = Draft(
        statement=make.STATEMENT, kind=ClaimKind.PREDICTION, claimant=desk.lind, due_on=due_on
    )
    claim = actions.file_claim(draft, by=by, now=now)
    actions.track(claim, by=by, now=now)
    outcome = deciding.record_outcome(
        claim,
        kind=OutcomeKind.CAME_TRUE,
        words="It held.",
        evidence=make.confirmed(claim, desk, by=by),
        by=by,
        now=clock.desk_now(),
    )
    deciding.second_outcome(outcome, by=second, now=clock.desk_now())
    make.settle()
    return claim


UNDER_THE_BAR = """() => {
  const here = document.activeElement;
  const bar = document.querySelector("main .sticky-actions");
  if (bar.contains(here) || !document.querySelector("main form").contains(here)) return "";
  const covered = here.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
  return covered ? here.name : "";
}"""


def test_the_answers_of_a_match_never_cover_what_has_the_focus_on_a_phone(
    browser: Browser, live_server: LiveServer, rita: User, edna: User
) -> None:
    desk = make.desk(edna)
    make.claim(desk, by=rita)
    make.article(desk.second, text=make.DENIAL, path="denial")
    page = signed_in(browser, live_server, rita, width=360)
    page.goto(reverse("desk:matches"))

    assert _covered(page) == []
    # Without the room that the page keeps for the bar it would be seen.
    page.evaluate("document.documentElement.style.scrollPaddingBottom = 0")
    page.evaluate("scrollTo(0, 0)")
    assert _covered(page)


def _covered(page: Page) -> list[str]:
    """By Tab from one control to the next: the names of those that lie under the bar."""
    page.locator("#main").focus()
    found = []
    for _ in range(24):
        page.keyboard.press("Tab")
        found.append(str(page.evaluate(UNDER_THE_BAR)))
    return [name for name in found if name]


def test_where_somebody_is_can_be_seen_in_the_rail_of_a_phone(
    browser: Browser, live_server: LiveServer, edna: User
) -> None:
    page = signed_in(browser, live_server, edna, width=360)

    page.goto(reverse("desk:published"))

    here = page.locator(".rail [aria-current]").bounding_box()
    assert here
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 360
