"""Pages for what went wrong: `desk/problems.py`."""

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from accounts.models import User
from desk import problems


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of ours")


def refuses(request: HttpRequest) -> HttpResponse:
    raise BadRequest("The form lacks the version that you saw.")


urlpatterns = [
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("", include("config.urls")),
]
handler400 = problems.bad_request
handler404 = problems.not_found
handler500 = problems.broken
pytestmark = pytest.mark.urls(__name__)


def test_a_failure_of_ours_gives_a_number_and_no_secret(db: None) -> None:
    client = Client(raise_request_exception=False)

    answer = client.get("/breaks/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Quote the number" in page
    assert "a secret of ours" not in page


def test_a_request_that_we_cannot_read_says_why_and_that_nothing_changed(client: Client) -> None:
    answer = client.get("/refuses/")

    assert answer.status_code == 400
    assert "The form lacks the version that you saw." in answer.content.decode()
    assert "Nothing was changed." in answer.content.decode()


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_form_that_is_too_large_is_413_and_says_what_is_safe(kind: str, db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("accounts:sign_in"))
    body = b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b"a" * 4_000_001

    answer = client.post(reverse("accounts:sign_in"), body, content_type=kind)

    page = answer.content.decode()
    assert answer.status_code == 413
    assert "That is more than 4 MB; paste the article only." in page
    assert "what was saved before is safe" in page


def test_an_address_of_nothing_says_so(client: Client, db: None) -> None:
    answer = client.get("/desk/what/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_role_that_may_not_learns_what_was_changed(client: Client, cora: User) -> None:
    client.force_login(cora)

    answer = client.get(reverse("desk:matches"))

    assert answer.status_code == 403
    assert "You are here as contributor. Nothing was changed." in answer.content.decode()
