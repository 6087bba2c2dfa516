"""`partners/keys.py`, and the life of a key through `partners/actions.py`."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from jobs.models import SubjectEvent
from partners import actions, keys
from partners.errors import TooManyKeys, UnknownScope
from partners.models import ApiKey, Partner
from partners.states import Scope
from tests.partners.conftest import client_of
from tests.partners.make import clocks


def test_a_key_has_256_random_bits_and_no_two_are_alike() -> None:
    made = {keys.make().plain for _ in range(200)}

    assert len(made) == 200
    assert all(len(plain.split("_", 2)[2]) == 43 for plain in made)


@pytest.mark.parametrize(
    "text", ["", "rk_", "rk_0123456789ab_short", "rk_0123456789AB_" + "a" * 43, "\0", "й"]
)
def test_what_has_not_the_shape_of_a_key_has_no_prefix(text: str) -> None:
    assert keys.prefix_of(text) is None


def test_the_database_holds_no_usable_key(ledger: Partner) -> None:
    key, plain = actions.issue_key(ledger, scopes=[Scope.READ], by=None, now=clocks())

    stored = [str(value) for value in ApiKey.objects.filter(pk=key.pk).values_list()[0]]

    assert not any(plain in value or plain.split("_", 2)[2] in value for value in stored)
    assert keys.same(plain, key.hash)
    assert not keys.same(plain[:-1], key.hash)


def test_a_key_opens_and_its_use_is_noted(ledger: Partner) -> None:
    client = client_of(ledger, Scope.READ)

    assert client.get("/api/v1/claims").status_code == 200
    assert ApiKey.objects.get().last_used_at is not None


def test_a_use_is_written_down_once_a_minute_at_most(ledger: Partner) -> None:
    client = client_of(ledger, Scope.READ)

    client.get("/api/v1/claims")
    first = ApiKey.objects.get().last_used_at
    client.get("/api/v1/claims")

    assert ApiKey.objects.get().last_used_at == first


def test_a_revoked_key_opens_nothing_at_once(ledger: Partner, ada: User) -> None:
    client = client_of(ledger)
    key = ApiKey.objects.get()

    assert actions.revoke_key(key, by=ada, now=clocks())

    assert client.get("/api/v1/claims").status_code == 401
    assert not actions.revoke_key(key, by=ada, now=clocks())


def test_an_expired_key_opens_nothing(ledger: Partner) -> None:
    client = client_of(ledger)
    key = ApiKey.objects.get()
    ApiKey.objects.filter(pk=key.pk).update(expires_at=clocks().machine - timedelta(seconds=1))

    assert client.get("/api/v1/claims").status_code == 401


def test_the_key_of_an_inactive_partner_opens_nothing(ledger: Partner) -> None:
    client = client_of(ledger)
    Partner.objects.filter(pk=ledger.pk).update(active=False)

    assert client.get("/api/v1/claims").status_code == 401


def test_two_keys_live_side_by_side_and_a_third_is_refused(ledger: Partner) -> None:
    old, new = client_of(ledger), client_of(ledger)

    assert {old.get("/api/v1/claims").status_code, new.get("/api/v1/claims").status_code} == {200}
    with pytest.raises(TooManyKeys):
        client_of(ledger)

    actions.revoke_key(ApiKey.objects.order_by("pk")[0], by=None, now=clocks())
    assert client_of(ledger).get("/api/v1/claims").status_code == 200


def test_a_key_for_nothing_is_refused(ledger: Partner) -> None:
    with pytest.raises(UnknownScope):
        actions.issue_key(ledger, scopes=[], by=None, now=clocks())


def test_a_key_that_only_reads_may_not_acknowledge(ledger: Partner) -> None:
    client = client_of(ledger, Scope.READ)

    answer = client.post("/api/v1/fact-checks/1/acknowledgements", {}, "application/json")

    assert answer.status_code == 403
    assert "acknowledge" in answer.json()["detail"]


def test_the_ledger_names_what_was_done_with_keys_and_never_a_key(
    ledger: Partner, ada: User
) -> None:
    key, plain = actions.issue_key(ledger, scopes=[Scope.READ], by=ada, now=clocks())
    actions.revoke_key(key, by=ada, now=clocks())

    rows = SubjectEvent.objects.filter(subject=f"partners.partner:{ledger.pk}").order_by("seq")

    assert [row.kind for row in rows] == [
        "partners.partner_created",
        "partners.key_issued",
        "partners.key_revoked",
    ]
    assert plain not in str([row.facts for row in rows])


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer rk_wrong", "Bearer \x7f"])
def test_a_missing_or_wrong_key_is_answered_401_and_says_how(db: None, header: str) -> None:
    sent = {"authorization": header} if header else {}

    answer = Client().get("/api/v1/claims", headers=sent)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
