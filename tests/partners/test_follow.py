"""What the ledger says of editions becomes deliveries: `partners/follow.py`."""

import json

import pytest

from partners import actions
from partners.follow import follow_ledger, must_update
from partners.models import Delivery, Endpoint, Partner
from partners.states import PartnerEvent
from publishing.states import Change
from tests.partners import make
from tests.partners.make import DESK, Newsroom, clocks


def endpoint(partner: Partner, *events: PartnerEvent, path: str = "hook") -> Endpoint:
    return actions.add_endpoint(
        partner,
        url=f"https://outlet.example.org/{path}",
        events=events or list(PartnerEvent),
        by=None,
        now=DESK,
    )


def test_an_edition_becomes_one_delivery_for_each_endpoint(
    room: Newsroom, ledger: Partner, other: Partner
) -> None:
    endpoint(ledger), endpoint(ledger, path="second"), endpoint(other)
    make.published(make.edition(room))

    assert follow_ledger(now=clocks()) == 1

    assert Delivery.objects.count() == 3
    assert len(set(Delivery.objects.values_list("webhook_id", flat=True))) == 3


def test_reading_the_ledger_again_tells_nobody_twice(room: Newsroom, ledger: Partner) -> None:
    endpoint(ledger)
    make.published(make.edition(room))

    follow_ledger(now=clocks())

    assert follow_ledger(now=clocks()) == 0
    assert Delivery.objects.count() == 1


def test_the_body_says_what_changed_and_where_to_read_it(room: Newsroom, ledger: Partner) -> None:
    endpoint(ledger)
    first = make.edition(room)
    claim = first.fact_check.claim
    second = make.edition(room, claim, change=Change.CORRECTION, rating="Mostly false")
    event = make.published(second, rating_changed=True)

    follow_ledger(now=clocks())

    row = Delivery.objects.get()
    assert json.loads(row.body) == {
        "type": "factcheck.corrected",
        "timestamp": "2025-08-13T09:00:00.000Z",
        "data": {
            "claim": second.fact_check.claim.number,
            "fact_check": second.fact_check.number,
            "url": f"http://127.0.0.1:8000/checks/{second.fact_check.slug}/",
            "edition": 2,
            "rating": "Mostly false",
            "change": "correction",
            "as_of": "2025-08-13T09:00:00.000Z",
            "must_update": True,
            "version": event.seq,
        },
    }
    assert row.must_update


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (Change.FIRST, "factcheck.published"),
        (Change.UPDATE, "factcheck.updated"),
        (Change.CORRECTION, "factcheck.corrected"),
        (Change.CLARIFICATION, "factcheck.updated"),
        (Change.TYPO, "factcheck.updated"),
        (Change.RETRACTION, "factcheck.retracted"),
    ],
)
def test_each_change_has_its_event(
    room: Newsroom, ledger: Partner, change: Change, kind: str
) -> None:
    endpoint(ledger)
    make.published(make.edition(room, change=change))

    follow_ledger(now=clocks())

    assert Delivery.objects.get().kind == kind


@pytest.mark.parametrize(
    ("change", "rating_changed", "must"),
    [
        (Change.FIRST, False, False),
        (Change.FIRST, True, True),
        (Change.UPDATE, False, False),
        (Change.UPDATE, True, True),
        (Change.CORRECTION, False, True),
        (Change.CLARIFICATION, False, False),
        (Change.CLARIFICATION, True, True),
        (Change.TYPO, False, False),
        (Change.TYPO, True, True),
        (Change.RETRACTION, False, True),
    ],
)
def test_a_partner_must_update_for_a_new_rating_a_correction_or_a_retraction(
    change: Change, rating_changed: bool, must: bool
) -> None:
    assert must_update("publishing.published", change, rating_changed=rating_changed) is must


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("publishing.reopened", "factcheck.reopened"),
        ("publishing.reaffirmed", "factcheck.reaffirmed"),
    ],
)
def test_a_look_again_is_told_and_asks_for_nothing(
    room: Newsroom, ledger: Partner, kind: str, event: str
) -> None:
    endpoint(ledger)
    make.said(make.edition(room, change=Change.CORRECTION), kind)

    follow_ledger(now=clocks())

    row = Delivery.objects.get()
    assert (row.kind, row.must_update) == (event, False)


def test_who_did_not_ask_for_an_event_is_not_told(room: Newsroom, ledger: Partner) -> None:
    endpoint(ledger, PartnerEvent.RETRACTED)
    make.published(make.edition(room))

    follow_ledger(now=clocks())

    assert not Delivery.objects.exists()


def test_who_asked_about_one_fact_check_hears_of_that_one_alone_and_once(
    room: Newsroom, ledger: Partner
) -> None:
    here = endpoint(ledger, PartnerEvent.RETRACTED)
    mine, theirs = make.edition(room), make.edition(room)
    for _ in range(2):
        actions.subscribe(
            here,
            events=[PartnerEvent.PUBLISHED],
            fact_check=mine.fact_check,
            by=None,
            now=DESK,
        )
    make.published(mine), make.published(theirs)

    follow_ledger(now=clocks())

    assert Delivery.objects.get().edition == mine


def test_a_disabled_endpoint_and_an_inactive_partner_are_not_told(
    room: Newsroom, ledger: Partner, other: Partner
) -> None:
    actions.disable_endpoint(endpoint(ledger), reason="gone", by=None, now=clocks())
    endpoint(other)
    Partner.objects.filter(pk=other.pk).update(active=False)
    make.published(make.edition(room))

    follow_ledger(now=clocks())

    assert not Delivery.objects.exists()


def test_other_rows_of_the_ledger_are_passed_over(room: Newsroom, ledger: Partner) -> None:
    endpoint(ledger)
    first = make.edition(room)
    make.said(first, "claims.rechecked")
    make.published(first)

    assert follow_ledger(now=clocks()) == 1
