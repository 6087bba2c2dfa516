"""What leaves by the API: `partners/api/v1`."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.finding import Reason, ReasonCode
from claims.models import Claim
from partners.models import Delivery, Partner, Showing
from publishing.states import Change
from reviews.states import ReviewState
from tests.partners import make
from tests.partners.conftest import client_of
from tests.partners.make import DESK, Newsroom

PAGES = ["/api/v1/claims", "/api/v1/fact-checks", "/api/v1/deliveries"]


def test_the_index_names_what_there_is(api: Client) -> None:
    there = api.get("/api/v1/").json()

    assert there["resources"]["fact-checks"] == "/api/v1/fact-checks"
    assert "factcheck.corrected" in there["webhook_events"]


def test_a_claim_without_an_edition_is_not_there_at_all(api: Client, room: Newsroom) -> None:
    row = make.claim(room)

    assert api.get("/api/v1/claims").json()["results"] == []
    assert api.get(f"/api/v1/claims/{row.number}").status_code == 404


@pytest.mark.parametrize("form", ["C-{}", "{}"])
def test_a_claim_with_an_edition_carries_its_verdict(
    api: Client, room: Newsroom, form: str
) -> None:
    row = make.edition(room).fact_check.claim

    told = api.get(f"/api/v1/claims/{form.format(row.pk)}").json()

    assert told["id"] == row.number
    assert told["claimant"] == "Volodymyr Zelenskyy"
    assert told["verdict"]["rating"] == "Unproven"
    assert told["verdict"]["value"] is None
    assert api.get("/api/v1/claims").json()["results"] == [told]


def test_a_fact_check_carries_the_edition_in_force_with_reasons_and_citations(
    api: Client, room: Newsroom
) -> None:
    first = make.edition(room)
    row = first.fact_check.claim
    waiting = Reason(ReasonCode.WAITING, {"passages": 2}).to_json()
    repeated = Reason(ReasonCode.REPEATED, {"passages": 2}).to_json()
    make.check(row, at=DESK - timedelta(hours=1), reasons=[repeated, waiting])
    make.check(row, at=DESK + timedelta(days=1), reasons=[])
    second = make.edition(room, row, change=Change.CORRECTION, rating="Mostly false")

    told = api.get(f"/api/v1/fact-checks/{first.fact_check.number}").json()

    assert told["edition"]["number"] == 2
    assert told["edition"]["change"] == "correction"
    assert told["edition"]["as_of"] == "2025-08-13T09:00:00Z"
    assert told["edition"]["reasons"] == ["Two passages repeat it and name no source of their own."]
    assert told["edition"]["citations"][0]["quote"] == "Our position has not changed."
    assert told["edition"]["url"].endswith(f"/checks/{second.fact_check.slug}/editions/2/")


def test_no_status_leaves_in_any_answer(api: Client, room: Newsroom) -> None:
    made = make.edition(room)
    number = made.fact_check.number
    paths = [*PAGES, f"/api/v1/fact-checks/{number}", f"/api/v1/fact-checks/{number}/editions/1"]

    texts = [api.get(path).content.decode() for path in paths]

    assert not [t for t in texts if "corroborated" in t or "contradicted" in t or '"status"' in t]


def test_every_edition_keeps_its_address(api: Client, room: Newsroom) -> None:
    first = make.edition(room)
    make.edition(room, first.fact_check.claim, change=Change.UPDATE, rating="False")
    base = f"/api/v1/fact-checks/{first.fact_check_id}/editions"

    assert api.get(f"{base}/1").json()["verdict"]["rating"] == "Unproven"
    assert api.get(f"{base}/2").json()["verdict"]["rating"] == "False"
    assert api.get(f"{base}/3").status_code == 404


def test_a_look_again_is_said_while_it_lasts(api: Client, room: Newsroom) -> None:
    made = make.edition(room)
    path = f"/api/v1/fact-checks/{made.fact_check_id}"
    assert api.get(path).json()["looking_again"] is None

    look = make.reopening(room, made)
    said = api.get(path).json()["looking_again"]
    assert said == {"since": "2025-08-13T09:00:00Z", "words": "This is being looked at again."}

    make.reaffirmation(room, look)
    told = api.get(path).json()
    assert told["looking_again"] is None
    assert told["looked_again_at"] == "2025-08-13T10:00:00Z"


def test_a_cancelled_look_again_is_not_said(api: Client, room: Newsroom) -> None:
    made = make.edition(room)
    make.reopening(room, made, state=ReviewState.CANCELLED)

    told = api.get(f"/api/v1/fact-checks/{made.fact_check_id}").json()

    assert told["looking_again"] is None


def test_that_a_partner_read_an_edition_is_noted_once(
    api: Client, room: Newsroom, ledger: Partner
) -> None:
    made = make.edition(room)

    for _ in range(2):
        api.get(f"/api/v1/fact-checks/{made.fact_check_id}")

    row = Showing.objects.get()
    assert (row.partner, row.edition, row.known) == (ledger, made, "fetched")


def test_what_has_not_changed_is_answered_304(api: Client, room: Newsroom) -> None:
    made = make.edition(room)
    path = f"/api/v1/fact-checks/{made.fact_check_id}"
    etag = api.get(path)["ETag"]

    again = api.get(path, headers={"if-none-match": etag})
    make.reopening(room, made)
    changed = api.get(path, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", PAGES)
def test_a_list_costs_the_same_for_one_row_and_for_a_thousand(
    api: Client, room: Newsroom, ledger: Partner, path: str
) -> None:
    api.get(path)
    make.told(room, ledger, 1)
    with CaptureQueriesContext(connection) as one:
        assert len(api.get(path).json()["results"]) == 1

    make.told(room, ledger, 120)
    with CaptureQueriesContext(connection) as many:
        assert len(api.get(f"{path}?limit=100").json()["results"]) == 100

    assert len(one) == len(many) <= 8


def test_a_partner_sees_its_own_deliveries_and_nobody_elses(
    room: Newsroom, ledger: Partner, other: Partner
) -> None:
    make.told(room, ledger, 1)
    mine, theirs = client_of(ledger), client_of(other)
    path = f"/api/v1/deliveries/{Delivery.objects.get().webhook_id}"

    assert mine.get(path).json()["event"] == "factcheck.published"
    assert mine.get("/api/v1/deliveries").json()["results"] == [mine.get(path).json()]
    assert theirs.get(path).status_code == 404
    assert theirs.get("/api/v1/deliveries").json()["results"] == []


# --- pages -----------------------------------------------------------------------------------


def test_a_walk_meets_each_row_once_while_others_come(api: Client, room: Newsroom) -> None:
    stable = [make.edition(room).fact_check.number for _ in range(7)]

    again = Claim.objects.get(fact_check=int(stable[0][2:]))

    met, path = [], "/api/v1/fact-checks?limit=2"
    while path:
        answer = api.get(path).json()
        met += [row["id"] for row in answer["results"]]
        path = answer["next"]
        make.edition(room)
        make.edition(room, again, change=Change.UPDATE)

    assert met == sorted(stable, key=lambda name: -int(name[2:]))


@pytest.mark.parametrize("limit", ["0", "-1", "ten", "", "1.5", "５", "00"])
def test_a_limit_that_is_no_count_is_refused(api: Client, limit: str) -> None:
    assert api.get("/api/v1/claims", {"limit": limit}).status_code == 400


@pytest.mark.parametrize("limit", ["101", "9" * 5000])
def test_a_large_limit_is_brought_down_to_a_hundred(api: Client, limit: str) -> None:
    assert api.get("/api/v1/claims", {"limit": limit}).status_code == 200


@pytest.mark.parametrize("cursor", ["", "x", "W10:abc", "\0", "é:é"])
def test_a_cursor_that_is_not_ours_is_refused(api: Client, cursor: str) -> None:
    answer = api.get("/api/v1/claims", {"cursor": cursor})

    assert answer.status_code == 400
    assert "cursor" in answer.json()["detail"]


def test_the_cursor_of_another_list_is_refused(api: Client, room: Newsroom) -> None:
    for _ in range(2):
        make.edition(room)
    path = api.get("/api/v1/claims?limit=1").json()["next"]

    assert api.get(path).status_code == 200
    assert api.get(path.replace("claims", "fact-checks")).status_code == 400
