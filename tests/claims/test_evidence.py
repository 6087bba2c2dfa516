"""From rows to facts: what a status may rest on, as it was known at a moment."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from claims.actions import add_party
from claims.deciding import Voice, confirm, set_principal
from claims.evidence import facts_of, principals, speaker_key
from claims.facts import ClaimFacts, OriginKind, PassageFacts, Stance
from claims.models import Appearance, Claim, Speaker
from claims.standing import standing
from claims.states import PartyRole
from sources.actions import notice, set_owner
from sources.states import NoticeKind
from tests.claims.make import (
    BRIDGE_NEWS,
    NOON,
    OTHER_NEWS,
    at,
    capture,
    confirmed,
    many_passages,
    outlet,
    passage,
    read,
    reading_of,
    report,
    speaker,
    tracked,
)

pytestmark = pytest.mark.django_db
PAGE = "https://city-herald.example/bridge"
Counter = Callable[[int], AbstractContextManager[object]]
CountedQueries = Callable[[int], CaptureQueriesContext]


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


def only(claim: Claim, *, day: int = 20) -> PassageFacts:
    (fact,) = facts_of(claim, at=at(day)).passages
    return fact


def test_a_suggestion_stands_among_the_facts_and_is_confirmed_by_nobody(claim: Claim) -> None:
    report(claim, "City Herald")

    fact = only(claim)

    assert (fact.confirmed, fact.origin, fact.outlet_name) == (None, "none", "City Herald")


def test_what_was_found_later_was_not_known_before(claim: Claim, carl: User) -> None:
    found = report(claim, "City Herald", now=at(14))
    confirmed(found, by=carl, now=at(16))

    assert facts_of(claim, at=at(13)).passages == ()
    assert only(claim, day=15).confirmed is None
    assert only(claim, day=16).confirmed == "person"


def test_facts_survive_being_stored_as_json(claim: Claim, carl: User) -> None:
    confirmed(report(claim, "City Herald"), by=carl)
    facts = facts_of(claim, at=at(20))

    again = ClaimFacts.from_json(facts.to_json())

    assert again == facts
    assert again.digest() == facts.digest()


# --- edits ---------------------------------------------------------------------------------


def test_an_edit_stops_the_old_passage_only_once_the_new_version_is_read(
    claim: Claim, carl: User
) -> None:
    confirmed(passage(claim, capture(url=PAGE)), by=carl)
    edited = capture(OTHER_NEWS, url=PAGE, now=at(13))

    assert only(claim).until is None
    read(edited, now=at(13))

    assert reading_of(edited).done_at is not None
    assert only(claim).until == at(13)
    assert only(claim, day=12).until is None


def test_a_passage_that_the_edit_kept_lives_on_in_the_new_version(claim: Claim, carl: User) -> None:
    confirmed(passage(claim, capture(url=PAGE)), by=carl)
    read(capture(BRIDGE_NEWS + " " + OTHER_NEWS, url=PAGE, now=at(13)), now=at(13))

    old, new = facts_of(claim, at=at(14)).passages

    assert (old.until, new.until) == (at(13), None)
    assert (old.confirmed, new.confirmed) == ("person", "person")


def test_a_text_that_comes_back_counts_again(claim: Claim, carl: User) -> None:
    confirmed(passage(claim, capture(url=PAGE)), by=carl)
    read(capture(OTHER_NEWS, url=PAGE, now=at(13)), now=at(13))
    read(capture(BRIDGE_NEWS, url=PAGE, now=at(14)), now=at(14))

    old, new = facts_of(claim, at=at(15)).passages

    assert (old.until, new.until, new.confirmed) == (at(13), None, "person")


# --- retractions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "stops"),
    [(NoticeKind.RETRACTED, True), (NoticeKind.CORRECTED, True), (NoticeKind.GONE, False)],
)
def test_what_its_publisher_took_back_stops_for_every_copy(
    kind: NoticeKind, *, stops: bool, claim: Claim, carl: User
) -> None:
    original = capture(of=outlet("City Herald"))
    confirmed(passage(claim, original), by=carl)
    passage(claim, capture(of=outlet("Evening Courier")))

    notice(original.article, kind, now=at(14))

    then = at(14) if stops else None
    assert {fact.retracted_at for fact in facts_of(claim, at=at(15)).passages} == {then}
    assert {fact.retracted_at for fact in facts_of(claim, at=at(13)).passages} == {None}


def test_a_retraction_does_not_stop_another_report(claim: Claim, carl: User) -> None:
    first = confirmed(report(claim, "City Herald"), by=carl)
    confirmed(report(claim, "Evening Courier"), by=carl)

    notice(first.capture.article, NoticeKind.RETRACTED, now=at(14))

    stopped = {one.outlet_name: one.retracted_at for one in facts_of(claim, at=at(15)).passages}
    assert stopped == {"City Herald": at(14), "Evening Courier": None}
    assert standing(facts_of(claim, at=at(15)), now=at(15)).status == "unverified"


# --- who ----------------------------------------------------------------------------------


def test_owners_are_known_as_of_a_day(claim: Claim, carl: User, edna: User) -> None:
    herald, courier = outlet("City Herald"), outlet("Evening Courier")
    for house in (herald, courier):
        confirmed(report(claim, house.name), by=carl)
    set_owner(courier, owner="City Herald Group", by=edna, now=at(14))

    def owners(day: int) -> set[str | None]:
        return {one.owner for one in facts_of(claim, at=at(day)).passages}

    assert len(owners(13)) == 2
    assert len(owners(14)) == 1
    assert standing(facts_of(claim, at=at(13)), now=at(13)).status == "corroborated"
    assert standing(facts_of(claim, at=at(14)), now=at(14)).status == "unverified"


def test_an_outlet_of_unknown_owner_has_none(claim: Claim) -> None:
    outlet("Fresh Domain", owner=None)
    report(claim, "Fresh Domain")

    assert only(claim).owner is None


def test_the_named_speaker_and_who_passed_it_on_come_from_the_decision(
    claim: Claim, carl: User
) -> None:
    mayor = speaker("Ana Costa")
    voice = Voice(OriginKind.SPEAKER, root=mayor, via=("Rui Lopes",))
    confirm(report(claim, "City Herald"), stance=Stance.SUPPORTS, voice=voice, by=carl, now=NOON)

    fact = only(claim)

    assert (fact.root, fact.root_name) == (speaker_key(mayor, at=NOON), "Ana Costa")
    assert (fact.via, fact.heard_directly, fact.side) == (("Rui Lopes",), False, "")


def test_unnamed_sources_have_a_side_and_no_root(claim: Claim, carl: User) -> None:
    city = speaker("City of Lisbon")
    voice = Voice(OriginKind.UNNAMED, root=city)
    confirm(report(claim, "City Herald"), stance=Stance.SUPPORTS, voice=voice, by=carl, now=NOON)

    fact = only(claim)

    assert (fact.root, fact.side) == (None, f"speaker:{city.pk}")


def test_interested_are_the_claimant_the_holder_and_who_was_marked(carl: User) -> None:
    mayor, city, union = (speaker(name) for name in ("Ana Costa", "City of Lisbon", "Union"))
    claim = tracked(carl, claimant=mayor, holder=city)
    add_party(
        claim, speaker=union, role=PartyRole.INTERESTED, reason="It sues.", by=carl, now=at(14)
    )

    assert facts_of(claim, at=at(13)).interested == keys(mayor, city)
    assert facts_of(claim, at=at(14)).interested == keys(mayor, city, union)


def keys(*speakers: Speaker) -> frozenset[str]:
    return frozenset(f"speaker:{one.pk}" for one in speakers)


def test_principals_are_followed_to_the_end_and_a_ring_ends_too(edna: User) -> None:
    ministry, state, envoy = (speaker(name) for name in ("Ministry", "State", "Envoy"))
    set_principal(envoy, principal=ministry, by=edna, now=at(12))
    set_principal(ministry, principal=state, by=edna, now=at(13))

    assert principals(at=at(12)) == {envoy.pk: ministry.pk}
    assert principals(at=at(13)) == {envoy.pk: state.pk, ministry.pk: state.pk}

    set_principal(state, principal=envoy, by=edna, now=at(14))
    assert set(principals(at=at(14))) == {envoy.pk, ministry.pk, state.pk}

    set_principal(envoy, principal=None, by=edna, now=at(15))
    assert envoy.pk not in principals(at=at(15))


# --- cost ----------------------------------------------------------------------------------

QUERIES = 16


@pytest.mark.parametrize("count", [1, 1000])
def test_the_facts_of_a_claim_cost_the_same_number_of_queries(
    count: int, claim: Claim, carl: User, django_assert_num_queries: Counter
) -> None:
    many_passages(claim, count, by=carl)

    with django_assert_num_queries(QUERIES):
        facts = facts_of(claim, at=at(20))

    assert len(facts.passages) == count


LARGE = {"claims_appearance", "sources_capture", "sources_article", "sources_storymembership"}


def test_no_query_for_facts_joins_two_large_tables(
    claim: Claim, carl: User, django_assert_num_queries: CountedQueries
) -> None:
    """Where its statistics are stale PostgreSQL joins them row by row, for minutes."""
    many_passages(claim, 3, by=carl)

    with django_assert_num_queries(QUERIES) as asked:
        facts_of(claim, at=at(20))

    named = [
        {table for table in LARGE if f'"{table}"' in query["sql"]}
        for query in asked.captured_queries
    ]
    assert [tables for tables in named if len(tables) > 1] == []
    assert set().union(*named) == LARGE


@pytest.mark.parametrize("count", [1, 200])
def test_the_queue_of_passages_costs_one_query(
    count: int, claim: Claim, carl: User, django_assert_num_queries: Counter
) -> None:
    many_passages(claim, count + 2, by=carl)

    with django_assert_num_queries(1):
        rows = list(Appearance.objects.undecided().once_per_passage().with_passage())
        told = [f"{row.claim} {row.capture.article.outlet} {row.capture.body.text}" for row in rows]

    assert len(told) >= count


@pytest.mark.parametrize("count", [1, 100])
def test_the_list_of_claims_costs_one_query(
    count: int, carl: User, django_assert_num_queries: Counter
) -> None:
    mayor = speaker("Ana Costa")
    for n in range(count):
        tracked(carl, f"Bridge number {n} will close.", claimant=mayor, holder=mayor)

    with django_assert_num_queries(1):
        rows = list(Claim.objects.tracked().with_list_row().newest_first())
        told = [f"{row.number} {row.claimant} {row.holder} {row.alleged_source}" for row in rows]

    assert len(told) == count
