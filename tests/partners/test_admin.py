"""Partners for administrators: `partners/admin.py` and `partners/forms.py`."""

import re

import pytest
from django.test import Client

from accounts.models import User
from partners import actions, deliver
from partners.models import ApiKey, Delivery, Endpoint, Partner
from partners.states import PartnerEvent
from partners.webhooks import Answer, Heard
from tests.partners import make
from tests.partners.conftest import client_of
from tests.partners.make import DESK, Newsroom, clocks

LISTS = ["partner", "apikey", "endpoint", "delivery", "showing"]


@pytest.fixture
def desk(ada: User) -> Client:
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    client = Client()
    client.force_login(ada)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_each_list_opens(desk: Client, name: str) -> None:
    assert desk.get(f"/admin/partners/{name}/").status_code == 200


def test_a_key_is_issued_and_shown_once(desk: Client, ledger: Partner) -> None:
    asked = {"partner": ledger.pk, "scopes": ["read"]}

    page = desk.post("/admin/partners/apikey/add/", asked, follow=True).content.decode()

    plain = re.findall(r"rk_[0-9a-f]{12}_[\w-]{43}", page)[0]
    key = ApiKey.objects.get()
    row = desk.get(f"/admin/partners/apikey/{key.pk}/change/").content.decode()
    opened = Client(headers={"authorization": f"Bearer {plain}"}).get("/api/v1/claims")
    assert opened.status_code == 200
    assert plain not in row
    assert key.hash not in row
    assert key.prefix in row


def test_a_third_key_is_refused_beside_its_field(desk: Client, ledger: Partner) -> None:
    for _ in range(2):
        client_of(ledger)

    page = desk.post(
        "/admin/partners/apikey/add/", {"partner": ledger.pk, "scopes": ["read"]}
    ).content.decode()

    assert "has two live keys" in page
    assert ApiKey.objects.count() == 2


def test_keys_are_revoked_from_the_list(desk: Client, ledger: Partner) -> None:
    client_of(ledger)

    _do(desk, "apikey", "revoke", ApiKey.objects.get().pk)

    assert ApiKey.objects.get().revoked_at is not None


def test_an_endpoint_is_added_and_its_secret_is_shown_once(desk: Client, ledger: Partner) -> None:
    asked = {
        "partner": ledger.pk,
        "url": "https://ledger.example.org/hook",
        "events": ["factcheck.corrected"],
    }

    page = desk.post("/admin/partners/endpoint/add/", asked, follow=True).content.decode()

    row = Endpoint.objects.get()
    again = desk.get(f"/admin/partners/endpoint/{row.pk}/change/").content.decode()
    assert row.secret in page.replace("&#x3D;", "=")
    assert row.secret not in again


def test_an_endpoint_inside_a_private_network_is_refused_beside_its_field(
    desk: Client, ledger: Partner
) -> None:
    asked = {
        "partner": ledger.pk,
        "url": "https://10.0.0.1/",
        "events": ["factcheck.corrected"],
    }

    page = desk.post("/admin/partners/endpoint/add/", asked).content.decode()

    assert "not on the public internet" in page
    assert not Endpoint.objects.exists()


def test_a_partner_is_written_down(desk: Client) -> None:
    desk.post("/admin/partners/partner/add/", {"name": "The Daily Ledger"})

    assert Partner.objects.get().name == "The Daily Ledger"


def test_a_delivery_that_was_given_up_is_sent_again_from_the_list(
    desk: Client, room: Newsroom, ledger: Partner
) -> None:
    there = actions.add_endpoint(
        ledger,
        url="https://ledger.example.org/",
        events=list(PartnerEvent),
        by=None,
        now=DESK,
    )
    row = Delivery.objects.create(
        endpoint=there,
        event=make.published(make.edition(room)),
        kind="factcheck.published",
        webhook_id="msg_1",
        body="{}",
        created_at=DESK,
    )
    gone = Answer(Heard.GONE, 410, "Answered 410.")
    deliver.write_down(row, gone, now=clocks(), chance=0.0)
    page = desk.get(f"/admin/partners/delivery/{row.pk}/change/").content.decode()
    assert "Answered 410." in page

    _do(desk, "delivery", "send_again", row.pk)
    _do(desk, "endpoint", "enable", there.pk)

    row.refresh_from_db()
    assert row.dead_at is None
    assert row.next_at is not None
    assert Endpoint.objects.open().exists()


def test_an_editor_reads_and_changes_nothing(desk: Client, edna: User, ledger: Partner) -> None:
    User.objects.filter(pk=edna.pk).update(is_staff=True)
    client_of(ledger)
    desk.force_login(edna)

    _do(desk, "apikey", "revoke", ApiKey.objects.get().pk)

    assert desk.get("/admin/partners/apikey/").status_code == 200
    assert desk.get("/admin/partners/apikey/add/").status_code == 403
    assert ApiKey.objects.get().revoked_at is None


def _do(desk: Client, name: str, action: str, pk: int) -> None:
    desk.post(f"/admin/partners/{name}/", {"action": action, "_selected_action": [pk]})
