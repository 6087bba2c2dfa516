"""Signing in and out, and the theme: `accounts/views.py`, `accounts/tries.py`."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts import tries
from accounts.forms import WRONG
from accounts.models import User, WrongTry

NOON = datetime(2025, 8, 12, 12, 0, tzinfo=UTC)


def sign_in(client: Client, name: str, password: str, **more: str) -> HttpResponse:
    typed = {"username": name, "password": password, **more}
    return client.post(reverse("accounts:sign_in"), typed)  # type: ignore[return-value]  # of the tests


def test_a_person_comes_in_and_goes_out(client: Client, rita: User) -> None:
    came = sign_in(client, "rita", "pass-of-Rita")
    inside = client.get(reverse("desk:claims"))
    client.post(reverse("accounts:sign_out"))
    outside = client.get(reverse("desk:claims"))

    assert came["Location"] == reverse("desk:claims")
    assert (inside.status_code, outside.status_code) == (200, 302)


def test_a_link_signs_nobody_out(client: Client, rita: User) -> None:
    client.force_login(rita)

    assert client.get(reverse("accounts:sign_out")).status_code == 405


def test_the_way_back_is_followed_only_within_this_site(client: Client, rita: User) -> None:
    inside = sign_in(client, "rita", "pass-of-Rita", next="/desk/queue/")
    client.post(reverse("accounts:sign_out"))
    outside = sign_in(client, "rita", "pass-of-Rita", next="//evil.example/")

    assert inside["Location"] == "/desk/queue/"
    assert outside["Location"] == reverse("desk:claims")


def test_unknown_name_wrong_password_and_disabled_person_read_the_same(
    client: Client, rita: User, carl: User
) -> None:
    User.objects.filter(pk=carl.pk).update(is_active=False)

    answers = [
        sign_in(client, "rita", "wrong"),
        sign_in(client, "nobody", "wrong"),
        sign_in(client, "carl", "pass-of-Carl"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert all(WRONG in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("name", ["rita", "RITA ", "nobody"])
def test_the_eleventh_wrong_try_waits_also_with_the_right_password(
    client: Client, rita: User, name: str
) -> None:
    for _ in range(10):
        sign_in(client, name, "wrong")

    answer = sign_in(client, name, "pass-of-Rita")

    assert answer.status_code == 422
    assert "Too many wrong tries. Try again in 15 minutes." in answer.content.decode()


def test_somebody_elses_guessing_does_not_lock_a_person_out_elsewhere(
    client: Client, rita: User
) -> None:
    for _ in range(10):
        sign_in(client, "rita", "wrong")

    other = Client(REMOTE_ADDR="198.51.100.7")

    assert sign_in(other, "rita", "pass-of-Rita").status_code == 302


@pytest.mark.django_db
def test_the_wait_ends_and_old_tries_are_forgotten() -> None:
    for _ in range(10):
        tries.note_wrong("rita", "127.0.0.1", now=NOON)

    waits = [
        tries.minutes_to_wait("rita", "127.0.0.1", now=NOON + timedelta(minutes=each))
        for each in (0, 10, 15)
    ]
    tries.note_wrong("carl", "127.0.0.1", now=NOON + timedelta(minutes=15))

    assert waits == [15, 5, 0]
    assert WrongTry.objects.count() == 1


def test_coming_in_forgets_earlier_slips(client: Client, rita: User) -> None:
    for _ in range(9):
        sign_in(client, "rita", "wrong")

    sign_in(client, "rita", "pass-of-Rita")

    assert not WrongTry.objects.exists()


def test_the_chosen_theme_is_there_with_the_first_byte(client: Client, rita: User) -> None:
    client.force_login(rita)

    client.post(reverse("accounts:theme"), {"theme": "dark", "next": "/desk/queue/"})

    assert 'data-theme="dark"' in client.get(reverse("desk:queue")).content.decode()


@pytest.mark.parametrize("chosen", ["", "neon", '"><script>'])
def test_no_other_theme_is_kept(client: Client, rita: User, chosen: str) -> None:
    client.force_login(rita)

    client.post(reverse("accounts:theme"), {"theme": chosen})
    client.cookies["theme"] = "neon"

    assert 'data-theme="system"' in client.get(reverse("desk:queue")).content.decode()


def test_the_way_back_from_the_theme_stays_on_this_site(client: Client, rita: User) -> None:
    client.force_login(rita)

    answer = client.post(reverse("accounts:theme"), {"theme": "dark", "next": "//evil.example/"})

    assert answer["Location"] == reverse("desk:claims")


def test_what_was_written_while_signed_out_is_not_sent_into_nowhere(
    client: Client, db: None
) -> None:
    answer = client.post(reverse("desk:file"), {"text": "Long and dear."})

    assert answer.status_code == 403
    assert "nothing is lost" in answer.content.decode()
    assert reverse("accounts:sign_in") in answer.content.decode()


def test_a_form_that_ran_out_says_what_is_safe(rita: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita)

    answer = client.post(reverse("desk:file"), {"text": "Long and dear."})

    assert answer.status_code == 403
    assert "That form had run out" in answer.content.decode()
