"""What was public at a moment: `partners/api/moments.py`, `partners/api/v1/reads.py`."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from claims import ledger
from partners.models import Showing
from publishing.states import Change
from reviews.states import ReviewState
from tests.partners import make
from tests.partners.make import DESK, Newsroom

FIRST, SECOND = DESK, DESK + timedelta(days=1)
BETWEEN = "2025-08-13T21:00:00Z"


@pytest.fixture
def path(room: Newsroom) -> str:
    """The address of a claim with two editions, of 13 and 14 August 09:00."""
    row = make.edition(room, at=FIRST).fact_check.claim
    make.edition(room, row, change=Change.CORRECTION, rating="Mostly false", at=SECOND)
    return f"/api/v1/claims/{row.number}"


def as_of(api: Client, path: str, moment: str) -> dict[str, object]:
    answer = api.get(path, {"as_of": moment})
    assert answer.status_code == 200, answer.content
    told: dict[str, object] = answer.json()
    return told


def test_a_partner_sees_the_edition_that_was_in_force(api: Client, path: str) -> None:
    assert as_of(api, path, BETWEEN)["edition"] == 1
    assert as_of(api, path, "2025-08-14T09:00:00Z")["edition"] == 2
    assert as_of(api, path, "2025-08-14T10:59:59+02:00")["edition"] == 1


def test_as_of_now_is_what_is_public_now(api: Client, path: str) -> None:
    assert as_of(api, path, "2025-08-20T00:00:00Z") == api.get(path).json()


def test_before_its_first_edition_a_claim_is_not_there(api: Client, path: str) -> None:
    answer = api.get(path, {"as_of": "2025-08-13T08:59:59Z"})

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_later_edition_never_changes_an_earlier_answer(api: Client, room: Newsroom) -> None:
    first = make.edition(room, at=FIRST)
    path = f"/api/v1/claims/{first.fact_check.claim_id}"
    before = as_of(api, path, BETWEEN)

    make.reaffirmation(room, make.reopening(room, first))
    make.edition(room, first.fact_check.claim, change=Change.UPDATE, rating="False", at=SECOND)

    told = as_of(api, path, "2025-08-13T09:00:00Z")
    assert as_of(api, path, BETWEEN) == before
    assert told == {**before, "looking_again": told["looking_again"]}


def test_a_look_again_lasts_until_it_was_over(api: Client, room: Newsroom) -> None:
    first = make.edition(room, at=FIRST)
    make.reaffirmation(room, make.reopening(room, first))
    path = f"/api/v1/fact-checks/{first.fact_check_id}"

    during = as_of(api, path, "2025-08-13T09:30:00Z")
    after = as_of(api, path, "2025-08-13T10:00:00Z")

    assert during["looking_again"] == {
        "since": "2025-08-13T09:00:00Z",
        "words": "This is being looked at again.",
    }
    assert during["looked_again_at"] is None
    assert (after["looking_again"], after["looked_again_at"]) == (None, "2025-08-13T10:00:00Z")


def test_a_cancelled_look_again_was_one_until_then(api: Client, room: Newsroom) -> None:
    first = make.edition(room, at=FIRST)
    look = make.reopening(room, first, state=ReviewState.CANCELLED)
    cancelled = DESK + timedelta(hours=2)
    facts = {"review": look.review_id}
    claim = first.fact_check.claim
    ledger.append(claim, "reviews.cancelled", by=None, now=cancelled, facts=facts)
    path = f"/api/v1/claims/{claim.number}"

    assert as_of(api, path, "2025-08-13T10:00:00Z")["looking_again"] is not None
    assert as_of(api, path, "2025-08-13T11:00:00Z")["looking_again"] is None


def test_that_a_partner_read_an_old_edition_is_noted_as_that_edition(
    api: Client, room: Newsroom
) -> None:
    first = make.edition(room, at=FIRST)
    make.edition(room, first.fact_check.claim, change=Change.UPDATE, at=SECOND)

    as_of(api, f"/api/v1/fact-checks/{first.fact_check_id}", BETWEEN)

    assert [row.edition for row in Showing.objects.all()] == [first]


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "yesterday",
        "2025-08-13",
        "2025-08-13T12:00:00",
        "2025-08-13T12:00Z",
        "2025-02-30T12:00:00Z",
        "2025-08-13T24:00:01Z",
        "2025-08-13T12:00:00 02:00",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00",
        "2025-08-13T12:00:00+99:00",
        "２０２５-08-13T12:00:00Z",
        "2025-08-13T12:00:00Z\x00",
    ],
)
def test_what_is_no_moment_is_refused_with_how_to_write_one(
    api: Client, path: str, moment: str
) -> None:
    answer = api.get(f"{path}?as_of={quote(moment)}")

    assert answer.status_code == 400
    assert "2025-08-13T12:00:00Z" in answer.json()["detail"]


def test_a_time_to_come_is_refused(api: Client, path: str) -> None:
    answer = api.get(path, {"as_of": "2999-01-01T00:00:00Z"})

    assert answer.status_code == 400
    assert "still to come" in answer.json()["detail"]


def test_lists_know_no_as_of(api: Client, path: str) -> None:
    assert api.get("/api/v1/claims", {"as_of": BETWEEN}).status_code == 400
