"""Whose witness a copied report is: claims/evidence.py, through real articles and stories."""

import pytest

from accounts.models import User
from claims import outlets
from claims.evidence import facts_of
from claims.facts import Status
from claims.models import Appearance, Claim
from claims.standing import standing
from sources.models import Outlet
from tests.claims.make import at, capture, confirmed, outlet, passage, report, tracked

pytestmark = pytest.mark.django_db

SEEN = "The Harbour Bridge in Lisbon will be closed to lorries, as our reporter saw."
TEXT = f"{SEEN} {' '.join(f'More of the story, part {n}, is told here.' for n in range(12))}"


def printed(claim: Claim, of: Outlet, *, hour: int, seen: int) -> Appearance:
    """The report as a house published it at one hour and we saw it at another."""
    found = capture(TEXT, of=of, published=at(12, hour), now=at(12, seen))
    return passage(claim, found, now=at(12, seen))


@pytest.mark.parametrize("agency_first", [True, False])
def test_whichever_copy_a_person_decided_on_the_first_to_publish_is_the_witness(
    agency_first: bool, carl: User
) -> None:
    claim = tracked(carl)
    agency, herald = outlet("Agency"), outlet("City Herald", owner="Press")
    outlet("Evening Courier", owner="Press")
    houses = [(agency, 13), (herald, 14)] if agency_first else [(herald, 14), (agency, 13)]
    (first, hour), (second, later) = houses
    confirmed(printed(claim, first, hour=hour, seen=15), by=carl, now=at(12, 16))
    printed(claim, second, hour=later, seen=17)
    confirmed(report(claim, "Evening Courier", now=at(12, 18)), by=carl, now=at(12, 19))

    found = standing(facts_of(claim, at=at(13)), now=at(13))

    assert found.status is Status.CORROBORATED
    assert [origin.name for origin in found.origins] == ["Agency", "Evening Courier"]


def test_a_copy_bears_no_witness_for_a_house_that_does_not_count(carl: User, edna: User) -> None:
    claim = tracked(carl)
    mill, copier = outlet("Rumour Mill"), outlet("Aggregator")
    confirmed(printed(claim, mill, hour=12, seen=12), by=carl, now=at(12, 13))
    outlets.set_counted(mill, counted=False, reason="It invents.", by=edna, now=at(12, 14))
    printed(claim, copier, hour=15, seen=15)

    assert standing(facts_of(claim, at=at(13)), now=at(13)).origins == ()


def test_a_house_that_does_not_count_takes_no_witness_from_the_one_it_copied(
    carl: User, edna: User
) -> None:
    claim = tracked(carl)
    mill, agency = outlet("Rumour Mill"), outlet("Agency")
    confirmed(printed(claim, mill, hour=15, seen=15), by=carl, now=at(12, 16))
    outlets.set_counted(mill, counted=False, reason="It invents.", by=edna, now=at(12, 17))
    printed(claim, agency, hour=13, seen=18)

    (origin,) = standing(facts_of(claim, at=at(13)), now=at(13)).origins

    assert origin.name == "Agency"
