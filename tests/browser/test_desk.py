"""The desk in a real Chromium: the journey with and without JavaScript, and who cannot see well."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from claims.models import Claim
from jobs import clock
from reviews import actions
from reviews.models import Assignment
from tests.desk import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 1280)
THEMES = ("light", "dark")


def signed_in(
    browser: Browser,
    server: LiveServer,
    person: User,
    *,
    script: bool = True,
    width: int = 1280,
    theme: str = "light",
) -> Page:
    """A page of somebody who has come in through the form."""
    context = browser.new_context(
        base_url=server.url,
        java_script_enabled=script,
        viewport={"width": width, "height": 800},
    )
    context.add_cookies([{"name": "theme", "value": theme, "url": server.url}])
    page = context.new_page()
    page.goto(reverse("accounts:sign_in"))
    page.get_by_label("User name").fill(person.username)
    page.get_by_label("Password").fill(f"pass-of-{person.first_name}")
    page.get_by_role("button", name="Sign in").click()
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_an_article_becomes_a_published_fact_check(
    browser: Browser,
    live_server: LiveServer,
    rita: User,
    carl: User,
    edna: User,
    script: bool,
) -> None:
    desk = make.desk(edna)
    page, writer, editor = [
        signed_in(browser, live_server, each, script=script) for each in (rita, carl, edna)
    ]

    claim = file_the_claim(page)
    confirm_the_denial(page, desk)
    open_the_review(editor, claim)
    write_the_verdict(writer)
    publish_it(editor)

    claim.refresh_from_db()
    assert claim.status == "disputed"
    assert editor.get_by_role("heading", level=1).inner_text() == "Is the harbour bridge safe?"
    assert editor.locator(".verdict-box .rating").inner_text() == "Half true"
    assert editor.locator(".evidence > li").count() == 2


def file_the_claim(page: Page) -> Claim:
    page.get_by_role("link", name="File a claim").first.click()
    page.get_by_label("The text of the article").fill(make.ARTICLE)
    page.get_by_label("Published on").fill("2025-08-12")
    page.get_by_role("button", name="Read the article").click()
    page.get_by_label("Statement to check").fill(make.STATEMENT)
    page.get_by_role("button", name="File this claim").click()
    page.get_by_text("It is tracked and re-checked now.").wait_for()
    make.settle()
    return Claim.objects.get()


def confirm_the_denial(page: Page, desk: make.Desk) -> None:
    make.article(desk.second, text=make.DENIAL, path="denial")
    page.goto(reverse("desk:matches"))
    while page.locator("form blockquote", has_text="Karl Berg").count() == 0:
        page.get_by_role("link", name="Leave for later").click()
    page.get_by_role("button", name="Denies it").click()
    page.get_by_text("is re-checked now").wait_for()
    make.settle()


def open_the_review(page: Page, claim: Claim) -> None:
    page.goto(reverse("desk:claim", args=[claim.pk]))
    page.get_by_role("link", name="Open a review").click()
    page.get_by_label("Why should somebody look now?").fill("Two people say the contrary.")
    page.get_by_role("button", name="Open a review").click()
    page.get_by_text("waits for a checker").wait_for()


def write_the_verdict(page: Page) -> None:
    page.goto(reverse("desk:queue"))
    page.get_by_role("link", name=make.STATEMENT).click()
    page.get_by_role("button", name="Take it").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("radio", name="Half true").check()
    page.get_by_label("One sentence for readers").fill("One says so, one who measured does not.")
    page.get_by_role("textbox", name="Why").fill("The mayor says so [1], the engineer not [2].")
    page.get_by_role("button", name="Hand in my verdict").click()
    page.get_by_text("It waits for somebody else").wait_for()


def publish_it(page: Page) -> None:
    page.goto(reverse("desk:queue"))
    page.get_by_role("link", name=make.STATEMENT).click()
    page.get_by_label("Title for readers").fill("Is the harbour bridge safe?")
    page.get_by_role("button", name="Sign off and publish").click()
    page.get_by_role("link", name="edition 1").click()


@pytest.fixture
def busy(rita: User, carl: User, edna: User) -> list[str]:
    """Every page of the desk, with something on it; their addresses."""
    desk = make.desk(edna)
    claim = make.claim(desk, by=rita)
    passage = make.confirmed(claim, desk, by=rita)
    make.published(claim, desk, passage, writer=carl, editor=edna)
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    make.settle()
    waits = make.handed_in(make.review(claim, by=edna), desk, passage, by=carl)
    other = make.claim(desk, by=rita, statement="Repairs of the bridge cost 5 million euros")
    writing = make.review(other, by=edna)
    actions.assign(writing, reviewer=edna, by=edna, now=clock.desk_now())
    return [
        reverse("desk:claims"),
        reverse("desk:claim", args=[claim.pk]),
        reverse("desk:claim", args=[claim.pk]) + "?tab=suggested",
        reverse("desk:ledger", args=[claim.pk]),
        *[reverse("desk:step", args=[claim.pk, name]) for name in ("link", "edit", "close")],
        reverse("desk:file"),
        reverse("desk:article", args=[given.capture.pk]),
        reverse("desk:matches"),
        reverse("desk:match", args=[passage.pk]),
        reverse("desk:other_claim", args=[passage.pk]) + "?q=bridge",
        reverse("desk:queue"),
        reverse("desk:review", args=[writing.pk]),
        reverse("desk:review", args=[waits.pk]),
        reverse("desk:published"),
        "/desk/nothing-here/",
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_the_desk_shuts_anybody_out(
    browser: Browser,
    live_server: LiveServer,
    busy: list[str],
    edna: User,
    width: int,
    theme: str,
) -> None:
    page = signed_in(browser, live_server, edna, width=width, theme=theme)
    found = []

    for address in busy:
        page.goto(address)
        found += [f"{address}: {each}" for each in complaints(page)]

    assert not found


@pytest.mark.parametrize("width", WIDTHS)
def test_forms_with_mistakes_and_the_sign_in_shut_nobody_out(
    browser: Browser, live_server: LiveServer, rita: User, width: int
) -> None:
    outside = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}
    )
    door = outside.new_page()
    door.goto(reverse("accounts:sign_in"))
    found = complaints(door)
    door.get_by_label("User name").fill("rita")
    door.get_by_label("Password").fill("wrong")
    door.get_by_role("button", name="Sign in").click()
    found += complaints(door)

    page = signed_in(browser, live_server, rita, width=width)
    page.goto(reverse("desk:file"))
    page.get_by_role("button", name="Read the article").click()
    found += complaints(page)

    assert not found
    assert page.title().startswith("Problem:")


def test_the_guard_sees_a_page_that_shuts_people_out(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.set_content('<html><body><img src="x"><p style="width:900px">wide</p></body></html>')

    found = complaints(page)

    assert any("image-alt" in each for each in found)
    assert any("sideways" in each for each in found)


def test_a_draft_saves_itself_while_somebody_writes(
    browser: Browser, live_server: LiveServer, busy: list[str], edna: User
) -> None:
    page = signed_in(browser, live_server, edna)
    (address,) = [each for each in busy if _is_written_by(each, edna)]
    page.goto(address)

    page.get_by_label("One sentence for readers").press_sequentially("Half a thought")
    page.get_by_text("Draft saved").wait_for()

    assert Assignment.objects.get(reviewer=edna).draft["summary"] == "Half a thought"


def test_similar_claims_are_named_while_somebody_types(
    browser: Browser, live_server: LiveServer, rita: User, edna: User
) -> None:
    desk = make.desk(edna)
    known = make.claim(desk, by=rita, statement="Repairs of the bridge cost 5 % of the budget")
    given = make.article(desk.outlet)
    page = signed_in(browser, live_server, rita)
    page.goto(reverse("desk:article", args=[given.capture.pk]))
    field = page.get_by_label("Statement to check")

    field.fill("")
    field.press_sequentially("Repairs of the bridge cost 50 % of the budget")
    page.get_by_text("you wrote 50 %").wait_for()

    assert page.evaluate("document.activeElement.id") == "id_statement"
    said = page.locator("#similar-told").text_content() or ""
    assert f"{known.number}, number differs" in said
    page.get_by_role("button", name=f"Same claim: add the passage to {known.number}").click()
    page.get_by_text("nothing new was filed").wait_for()
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_passage_is_moved_to_the_claim_that_it_is_about(
    browser: Browser, live_server: LiveServer, rita: User, edna: User, script: bool
) -> None:
    desk = make.desk(edna)
    claim = make.claim(desk, by=rita)
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    passage = next(row for row in given.passages if row.claim_id == claim.pk)
    other = make.claim(desk, by=rita, statement="Repairs of the bridge cost 5 million euros")
    page = signed_in(browser, live_server, rita, script=script)
    page.goto(reverse("desk:match", args=[passage.pk]))

    page.get_by_role("link", name="Other claim").click()
    page.get_by_label("Look among the tracked claims").fill("million")
    if not script:
        page.get_by_role("button", name="Look").click()
    page.get_by_role("radio", name="Repairs of the bridge").check()
    page.get_by_role("button", name="Move it there").click()
    page.get_by_text(f"Moved to {other.number}").wait_for()

    assert other.decisions.get().decided == "confirmed"
    assert passage.decisions.get().decided == "dismissed"


def complaints(page: Page) -> list[str]:
    """What axe finds on the page, and whether it scrolls sideways."""
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"it scrolls sideways by {wide} px"] if wide > 0 else [])


def _is_written_by(address: str, person: User) -> bool:
    held = Assignment.objects.filter(reviewer=person, handed_back_at=None)
    return address in {reverse("desk:review", args=[row.review_id]) for row in held}
