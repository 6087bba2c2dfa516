"""The newsroom's people in the admin: `accounts/admin.py`."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.models import SubjectEvent


@pytest.fixture
def staff(ada: User, edna: User) -> None:
    User.objects.update(is_staff=True)


def test_an_administrator_adds_somebody_and_the_chain_knows(
    client: Client, ada: User, staff: None
) -> None:
    client.force_login(ada)
    typed = {"first_name": "Nora", "email": "", "role": "checker", "password": "a long walk home"}

    answer = client.post(reverse("admin:accounts_user_add"), typed)

    assert answer.status_code == 302
    nora = User.objects.get(username="nora")
    assert (nora.role, nora.is_staff) == ("checker", False)
    assert nora.check_password("a long walk home")
    assert SubjectEvent.objects.get(subject=f"accounts.user:{nora.pk}").actor == ada


@pytest.mark.parametrize(
    "typed",
    [
        {"password": "short"},
        {"password": "password123"},
        {"first_name": "EDNA "},
        {"first_name": " "},
        {"role": "owner"},
    ],
)
def test_who_cannot_be_added_is_refused_with_the_reason(
    client: Client, ada: User, staff: None, typed: dict[str, str]
) -> None:
    client.force_login(ada)
    whole = {"first_name": "Nora", "email": "", "role": "checker", "password": "a long walk home"}

    answer = client.post(reverse("admin:accounts_user_add"), {**whole, **typed})

    assert answer.status_code == 200
    assert User.objects.count() == 2


def test_a_changed_role_and_a_closed_door_each_have_their_row(
    client: Client, ada: User, edna: User, staff: None
) -> None:
    client.force_login(ada)
    url = reverse("admin:accounts_user_change", args=[edna.pk])

    client.post(url, {"role": "checker"})

    edna.refresh_from_db()
    assert (edna.role, edna.is_active, edna.is_staff) == ("checker", False, False)
    kinds = SubjectEvent.objects.filter(subject=f"accounts.user:{edna.pk}")
    assert list(kinds.order_by("seq").values_list("kind", flat=True)) == [
        "accounts.role_set",
        "accounts.person_disabled",
    ]


@pytest.mark.parametrize("name", ["accounts_user_add", "accounts_user_changelist"])
def test_an_editor_manages_nobody(client: Client, edna: User, staff: None, name: str) -> None:
    client.force_login(edna)

    assert client.get(reverse(f"admin:{name}")).status_code == 403


def test_nobody_is_ever_deleted(client: Client, ada: User, edna: User, staff: None) -> None:
    client.force_login(ada)

    answer = client.post(reverse("admin:accounts_user_delete", args=[edna.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=edna.pk).exists()


def test_the_admin_is_entered_through_our_own_door(client: Client, db: None) -> None:
    answer = client.get(reverse("admin:login"), {"next": "/admin/"})

    assert answer["Location"] == f"{reverse('accounts:sign_in')}?next=%2Fadmin%2F"
