"""`static/desk.js` in a real browser: keys that rest while somebody types, drafts that survive."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from tests import chromium

pytestmark = pytest.mark.browser

SCRIPT = (Path(__file__).resolve().parent.parent.parent / "static" / "desk.js").read_text()
HERE = "http://desk.example/"
PAGE = """<!DOCTYPE html><title>Desk</title>
<nav><a href="/queue" data-go="q">Queue 12</a></nav>
<button type="button" data-keys hidden>Keyboard</button>
<main data-who="7">
<a href="/file" aria-keyshortcuts="c">File a claim</a>
<table class="rows"><tbody>
<tr><td><a id="first" href="/1">One</a></td></tr>
<tr><td><a id="second" href="/2">Two</a></td></tr>
</tbody></table>
<form method="post" action="/hand-in" data-draft="review-1">
<input type="hidden" name="csrfmiddlewaretoken" value="secret">
<textarea name="why"></textarea>
<label><input type="radio" name="rating" value="true"> True</label>
<label><input type="radio" name="rating" value="false" aria-keyshortcuts="2"> False</label>
<button aria-keyshortcuts="Control+Enter">Hand in</button>
</form>
</main>
<script src="/desk.js"></script>"""


def answer(route: Route) -> None:
    if route.request.url.endswith("/desk.js"):
        route.fulfill(body=SCRIPT, content_type="text/javascript")
    elif route.request.url.endswith("/done"):
        body = PAGE.replace("<main", '<div class="toast success">Handed in.</div><main', 1)
        route.fulfill(body=body, content_type="text/html")
    else:
        route.fulfill(body=PAGE, content_type="text/html")


@pytest.fixture(scope="module")
def desk() -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.find(os.environ), args=["--no-sandbox"]
        )
        yield browser.new_page()
        browser.close()


@pytest.fixture
def page(desk: Page) -> Page:
    desk.unroute_all()
    desk.route("**/*", answer)
    desk.goto(HERE)
    desk.evaluate("localStorage.clear(); sessionStorage.clear()")
    desk.goto(HERE)
    return desk


def test_a_single_key_does_what_its_button_does(page: Page) -> None:
    page.keyboard.press("c")
    page.wait_for_url("**/file")


def test_g_and_a_letter_go_to_a_room(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/queue")


def test_keys_rest_while_a_field_has_focus(page: Page) -> None:
    page.locator("textarea").focus()
    page.keyboard.type("c gq j 2")

    assert page.url == HERE
    assert page.locator("textarea").input_value() == "c gq j 2"
    assert page.locator("input[name=rating]:checked").count() == 0


def test_j_and_k_move_through_the_rows(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")

    assert second == "second"
    assert page.evaluate("document.activeElement.id") == "first"
    assert page.locator("tr.current").count() == 1


def test_a_number_chooses_a_rating(page: Page) -> None:
    page.keyboard.press("2")

    assert page.locator("input[name=rating]:checked").get_attribute("value") == "false"


def test_the_list_of_keys_opens_and_can_turn_them_off(page: Page) -> None:
    page.keyboard.press("?")
    listed = page.locator("dialog").inner_text()
    page.get_by_text("Turn single keys off").click()
    page.keyboard.press("Escape")
    page.keyboard.press("2")

    assert "File a claim" in listed
    assert "go to Queue" in listed
    assert page.locator("input[name=rating]:checked").count() == 0


def test_what_was_typed_is_there_after_a_reload(page: Page) -> None:
    page.locator("textarea").fill("Two people describe it.")
    page.locator("input[value=false]").check()
    page.get_by_text("Draft kept on this computer").wait_for()
    page.reload()

    assert page.locator("textarea").input_value() == "Two people describe it."
    assert page.locator("input[value=false]").is_checked()
    assert "Restored from" in page.locator(".draft").inner_text()


def test_the_older_one_can_be_brought_back(page: Page) -> None:
    page.locator("textarea").fill("A mistake.")
    page.get_by_text("Draft kept on this computer").wait_for()
    page.reload()
    page.get_by_text("use the older one").click()

    assert page.locator("textarea").input_value() == ""


def test_a_draft_never_keeps_what_is_hidden(page: Page) -> None:
    page.locator("textarea").fill("Two people describe it.")
    page.get_by_text("Draft kept on this computer").wait_for()

    assert "secret" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_form_that_comes_back_with_errors_still_has_its_draft(page: Page) -> None:
    page.locator("textarea").fill("Handed in too early.")
    page.locator("form button").click()
    page.wait_for_url("**/hand-in")

    assert page.locator("textarea").input_value() == "Handed in too early."


def test_a_draft_goes_once_the_next_page_says_that_it_arrived(page: Page) -> None:
    page.locator("form").evaluate("form => { form.action = '/done' }")
    page.locator("textarea").fill("Handed in.")
    page.locator("form button").click()
    page.wait_for_url("**/done")

    assert page.evaluate("localStorage.length") == 0
    assert page.locator("textarea").input_value() == ""
