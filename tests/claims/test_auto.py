"""Confirming without a person: off at first; then only what adds to what people confirmed."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from claims.auto import confirm_by_machine, waits_because
from claims.confirming import audited
from claims.deciding import Voice, add_speaker, confirm, dismiss
from claims.evidence import facts_of
from claims.facts import Confirmed, OriginKind, Stance
from claims.models import Appearance, AppearanceDecision, Claim, Speaker
from claims.thresholds import Limits, set_thresholds
from claims.verifying import problems
from sources.actions import Found, record_capture
from sources.models import Capture
from tests.claims.labelled import decided
from tests.claims.make import NOON, at, checked, outlet, read, tracked

pytestmark = pytest.mark.django_db
CLAIM = "The harbour bridge in Lisbon is closed to lorries."
FIRST = "The port authority said that the harbour bridge in Lisbon is closed to lorries."
AGAIN = "The port authority said again that the harbour bridge in Lisbon is closed to lorries."
UNION = "The lorry union said that the harbour bridge in Lisbon is closed to lorries."


@pytest.fixture
def authority() -> Speaker:
    add_speaker("The lorry union", kind="organisation", by=None, now=at(1))
    return add_speaker("The port authority", kind="organisation", by=None, now=at(1))


@pytest.fixture
def claim(carl: User, authority: Speaker) -> Claim:
    """A claim that the authority's own word supports, as a person confirmed."""
    row = tracked(carl, CLAIM)
    first = found(row, version(FIRST))
    voice = Voice(OriginKind.SPEAKER, authority, heard_directly=True)
    confirm(first, stance=Stance.SUPPORTS, voice=voice, by=carl, now=NOON)
    checked(row, now=NOON)
    return row


@pytest.fixture
def _on(claim: Claim, carl: User, edna: User) -> None:
    """Auto-confirm, carried by three hundred right decisions."""
    other = tracked(carl, "A bakery in Oslo sold four thousand rolls.")
    matcher = Appearance.objects.latest("pk").scored_by
    decided(other, [0.99] * 300, by=carl, matcher=matcher)
    set_thresholds(Limits("en", matcher, suggest=0.1, auto=0.2), by=edna, now=NOON)


def version(text: str, *, language: str = "en", now: datetime = NOON) -> Capture:
    house = outlet(f"Herald {Capture.objects.count()}")
    url = f"https://{house.domain}/1"
    given = Found(url=url, text=text, language=language, published_at=now)
    return record_capture(given, outlet=house, now=now).capture


def found(claim: Claim, of: Capture, *, now: datetime = NOON) -> Appearance:
    (row,) = [one for one in read(of, now=now) if one.claim_id == claim.pk]
    return row


def again(claim: Claim, text: str = AGAIN, *, language: str = "en") -> Appearance:
    """Another passage, read on the 14th, on which nobody has decided."""
    row = found(claim, version(text, language=language, now=at(14)), now=at(14))
    assert not audited(row.digest), "choose other words for this test"
    return row


def by_machine(claim: Claim) -> list[AppearanceDecision]:
    """What reading confirmed without a person."""
    return list(claim.decisions.filter(by=None))


def test_it_is_off_until_somebody_turns_it_on_and_costs_one_query(
    claim: Claim, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version_read = again(claim).capture

    with django_assert_num_queries(1):
        assert confirm_by_machine(version_read, now=at(14)) == []


@pytest.mark.usefixtures("_on")
def test_a_further_word_of_a_confirmed_origin_is_confirmed_and_told(
    claim: Claim, authority: Speaker
) -> None:
    row = again(claim)

    (decision,) = by_machine(claim)

    assert (decision.by, decision.root, decision.heard_directly) == (None, authority, True)
    assert not Appearance.objects.undecided().filter(pk=row.pk).exists()
    event = claim.ledger.latest("seq")
    assert (event.kind, event.actor) == ("claims.passage_auto_confirmed", None)
    first = claim.decisions.exclude(by=None).get()
    assert (event.facts["adds_to"], event.facts["decision"]) == (first.pk, decision.pk)
    assert problems() == []


@pytest.mark.usefixtures("_on")
def test_what_was_confirmed_alone_adds_a_passage_and_moves_nothing(claim: Claim) -> None:
    before = claim.status
    again(claim)

    check = checked(claim, now=at(14))

    assert (check.triggers, claim.status) == (["new_passage"], before)
    (origin,) = check.origins
    assert len(origin["passages"]) == 2
    told = {one.confirmed for one in facts_of(claim, at=at(14)).passages}
    assert told == {Confirmed.PERSON, Confirmed.AUTO}


@pytest.mark.usefixtures("_on")
def test_doing_it_twice_decides_once(claim: Claim) -> None:
    row = again(claim)

    assert confirm_by_machine(row.capture, now=at(15)) == []
    assert len(by_machine(claim)) == 1


@pytest.mark.usefixtures("_on")
def test_another_speaker_waits_for_a_person(claim: Claim) -> None:
    row = again(claim, UNION)

    assert by_machine(claim) == []
    why = waits_because(row, auto=0.2, now=at(14))
    assert why == "no person has confirmed this origin on this side"


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize("language", ["", "sv"])
def test_a_language_that_was_not_measured_waits(claim: Claim, language: str) -> None:
    again(claim, language=language)

    assert by_machine(claim) == []


@pytest.mark.usefixtures("_on")
def test_a_claim_that_names_a_person_waits(claim: Claim, carl: User) -> None:
    add_speaker("Marc Lisbon", kind="person", by=None, now=at(1))
    row = again(claim)

    assert by_machine(claim) == []
    assert waits_because(row, auto=0.2, now=at(14)) == "it may accuse somebody by name"


@pytest.mark.usefixtures("_on")
def test_a_claim_with_an_edition_waits(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(frozen_at=NOON)

    again(claim)

    assert by_machine(claim) == []


@pytest.mark.usefixtures("_on")
def test_an_old_claim_waits(claim: Claim, settings: object) -> None:
    settings.AUTO_CONFIRM_DAYS = 1  # type: ignore[attr-defined]  # the fixture of pytest-django

    again(claim)

    assert by_machine(claim) == []


@pytest.mark.usefixtures("_on")
def test_where_people_have_decided_against_it_since_nothing_is_confirmed(
    claim: Claim, carl: User
) -> None:
    matcher = Appearance.objects.filter(claim=claim).latest("pk").scored_by
    decided(claim, [0.9] * 9, by=carl, right=False, matcher=matcher, now=at(13))

    again(claim)

    assert by_machine(claim) == []


@pytest.mark.usefixtures("_on")
def test_a_person_may_decide_anew_on_what_was_confirmed_alone(claim: Claim, rita: User) -> None:
    row = again(claim)

    dismiss(row, by=rita, now=at(15))

    assert len(facts_of(claim, at=at(15)).passages) == 1
    assert AppearanceDecision.objects.filter(digest=row.digest).count() == 2


@pytest.mark.usefixtures("_on")
def test_nobody_is_overruled(claim: Claim, rita: User) -> None:
    row = again(claim)
    dismiss(row, by=rita, now=at(14))

    assert confirm_by_machine(row.capture, now=at(15)) == []
