"""What a partner says it shows: `partners/showings.py`, through the API."""

from django.test import Client

from claims.models import LedgerEvent
from partners.models import Delivery, Partner, Showing
from publishing.states import Change
from tests.partners import make
from tests.partners.make import Newsroom


def test_an_acknowledgement_is_kept_and_answers_what_was_told(
    api: Client, room: Newsroom, ledger: Partner
) -> None:
    make.told(room, ledger, 1)
    row = Delivery.objects.get()
    assert row.edition is not None
    path = f"/api/v1/fact-checks/{row.edition.fact_check.number}/acknowledgements"
    ask = {"shows_edition": 1, "url": "https://ledger.example.org/story"}

    first, again = (api.post(path, ask, "application/json") for _ in range(2))

    assert first.status_code == 201
    assert first.json() == again.json()
    assert first.json()["newest_edition"] == 1
    assert Showing.objects.get().known == "said"
    assert LedgerEvent.objects.filter(kind="partners.acknowledged").count() == 1
    row.refresh_from_db()
    assert row.acknowledged_at is not None


def test_showing_an_older_edition_does_not_answer_for_a_newer_one(
    api: Client, room: Newsroom, ledger: Partner
) -> None:
    make.told(room, ledger, 1)
    row = Delivery.objects.get()
    assert row.edition is not None
    newer = make.edition(room, row.edition.fact_check.claim, change=Change.CORRECTION)
    Delivery.objects.update(edition=newer)

    api.post(
        f"/api/v1/fact-checks/{newer.fact_check_id}/acknowledgements",
        {"shows_edition": 1},
        "application/json",
    )

    row.refresh_from_db()
    assert row.acknowledged_at is None
    assert Showing.objects.get().edition.number == 1


def test_an_edition_that_is_not_there_cannot_be_shown(api: Client, room: Newsroom) -> None:
    path = f"/api/v1/fact-checks/{make.edition(room).fact_check_id}/acknowledgements"

    answer = api.post(path, {"shows_edition": 2}, "application/json")

    assert answer.status_code == 422
    assert "no edition 2" in answer.json()["detail"]


def test_a_refusal_is_kept_with_its_reason_and_answers_nothing(
    api: Client, room: Newsroom, ledger: Partner
) -> None:
    make.told(room, ledger, 1)
    row = Delivery.objects.get()
    assert row.edition is not None

    answer = api.post(
        f"/api/v1/fact-checks/{row.edition.fact_check_id}/refusals",
        {"shows_edition": 1, "words": "We stand by our own finding."},
        "application/json",
    )

    assert answer.status_code == 201
    assert Showing.objects.get().words == "We stand by our own finding."
    row.refresh_from_db()
    assert row.acknowledged_at is None
