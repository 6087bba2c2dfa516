"""claims/records.py, claims/outcomes.py: a speaker's word kept or not, and what falls due."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest

from accounts.models import User
from claims.actions import close
from claims.deciding import record_outcome, second_outcome
from claims.facts import ClaimKind, OutcomeFacts, OutcomeKind
from claims.models import Claim, Outcome, Speaker
from claims.outcomes import outcomes_in_force, record_of
from claims.records import LEAST_FOR_A_SHARE, by_year, record
from tests.claims.make import at, checked, confirmed, inbox, report, speaker, tracked

Counter = Callable[[int], AbstractContextManager[object]]


def ended(kind: OutcomeKind, *, year: int = 2025) -> OutcomeFacts:
    return OutcomeFacts(kind, "Everybody saw it.", datetime(year, 8, 12, tzinfo=UTC))


# --- the rule ------------------------------------------------------------------------------


def test_a_record_counts_every_kind_of_outcome_and_what_is_open() -> None:
    found = record([*map(ended, OutcomeKind), ended(OutcomeKind.DID_NOT), None, None])

    assert found.counts == {kind: 2 if kind is OutcomeKind.DID_NOT else 1 for kind in OutcomeKind}
    assert (found.open, found.judged, found.total) == (2, 5, 10)


def test_what_nobody_can_tell_is_counted_apart_and_judges_nobody() -> None:
    found = record([ended(OutcomeKind.CANNOT_BE_TOLD)] * 30)

    assert (found.cannot_be_told, found.judged, found.share) == (30, 0, None)


@pytest.mark.parametrize("kind", [OutcomeKind.CALLED_OFF, OutcomeKind.CONDITION_NOT_MET])
def test_what_was_never_put_to_the_test_judges_nobody(kind: OutcomeKind) -> None:
    assert record([ended(kind)] * 30).judged == 0


def test_there_is_no_share_of_few_and_one_of_enough() -> None:
    few = [ended(OutcomeKind.CAME_TRUE)] * (LEAST_FOR_A_SHARE - 1)

    assert record(few).share is None
    assert record([*few, ended(OutcomeKind.LATE)]).share == pytest.approx(0.9)


def test_a_record_over_time_is_by_the_year_in_the_newsrooms_zone() -> None:
    eve = OutcomeFacts(OutcomeKind.LATE, "", datetime(2025, 12, 31, 23, 30, tzinfo=UTC))

    years = by_year([eve, None, ended(OutcomeKind.DID_NOT)], zone="Europe/Paris")

    assert {year: found.judged for year, found in years.items()} == {2025: 1, 2026: 1}


# --- the rows ------------------------------------------------------------------------------


@pytest.fixture
def mayor(db: None) -> Speaker:
    return speaker("Ana Costa")


def foretold(
    by: User,
    who: Speaker | None,
    n: int = 1,
    *,
    kind: ClaimKind = ClaimKind.PREDICTION,
    alleged: Speaker | None = None,
) -> Claim:
    words = f"Bridge number {n} will be closed to lorries."
    return tracked(by, words, claimant=who, kind=kind, alleged_source=alleged)


def told(claim: Claim, kind: OutcomeKind, *, by: User, second: User) -> Outcome:
    evidence = confirmed(report(claim, f"Herald {claim.pk}"), by=by)
    row = record_outcome(claim, kind=kind, words="So it was.", evidence=evidence, by=by, now=at(13))
    second_outcome(row, by=second, now=at(14))
    return row


@pytest.mark.django_db
def test_plans_and_what_nobody_said_enter_no_record(carl: User, mayor: Speaker) -> None:
    mine = foretold(carl, mayor, 1)
    promised = foretold(carl, mayor, 2, kind=ClaimKind.COMMITMENT)
    foretold(carl, mayor, 3, kind=ClaimKind.PLAN)
    foretold(carl, None, 4, alleged=mayor)
    inbox(carl, "It will rain.", kind=ClaimKind.PREDICTION, claimant=mayor)

    assert set(Claim.objects.on_record_of(mayor)) == {mine, promised}
    assert list(Speaker.objects.on_record()) == [mayor]


@pytest.mark.django_db
def test_a_closed_claim_stays_on_the_record(carl: User, mayor: Speaker) -> None:
    claim = foretold(carl, mayor)
    close(claim, why="It is over.", by=carl, now=at(13))

    assert set(Claim.objects.on_record_of(mayor)) == {claim}


@pytest.mark.django_db
def test_a_record_is_as_it_was_known_at_a_moment(carl: User, rita: User, mayor: Speaker) -> None:
    row = told(foretold(carl, mayor), OutcomeKind.LATE, by=carl, second=rita)
    second_outcome(row, agreed=False, words="It opened again.", by=carl, now=at(16))

    judged = {day: record_of(mayor, at=at(day)).judged for day in (11, 13, 14, 15, 16)}

    assert judged == {11: 0, 13: 0, 14: 1, 15: 1, 16: 0}
    assert [record_of(mayor, at=at(day)).open for day in (11, 13, 16)] == [0, 1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 12])
def test_a_record_costs_three_queries_however_long(
    count: int, carl: User, rita: User, mayor: Speaker, django_assert_num_queries: Counter
) -> None:
    for n in range(count):
        told(foretold(carl, mayor, n), OutcomeKind.CAME_TRUE, by=carl, second=rita)

    with django_assert_num_queries(3):
        found = record_of(mayor, at=at(20))

    assert (found.judged, found.share) == (count, 1.0 if count >= LEAST_FOR_A_SHARE else None)


@pytest.mark.django_db
def test_the_outcome_of_each_of_many_claims_is_its_own(
    carl: User, rita: User, mayor: Speaker
) -> None:
    late, open_still, off = (foretold(carl, mayor, n) for n in range(3))
    told(late, OutcomeKind.LATE, by=carl, second=rita)
    told(off, OutcomeKind.CALLED_OFF, by=carl, second=rita)

    found = outcomes_in_force([late.pk, open_still.pk, off.pk], at=at(20))

    assert {pk: outcome.kind for pk, outcome in found.items()} == {
        late.pk: OutcomeKind.LATE,
        off.pk: OutcomeKind.CALLED_OFF,
    }


# --- what falls due ------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["due_on", "earliest", "look_again_on"])
def test_a_claim_falls_due_by_each_of_its_days_and_only_within_them(day: str, carl: User) -> None:
    claim = tracked(carl, kind=ClaimKind.PREDICTION)
    Claim.objects.filter(pk=claim.pk).update(**{day: at(15).date()})
    tracked(carl, "It will rain.", kind=ClaimKind.PREDICTION)

    def falling(first: int, end: int) -> list[Claim]:
        return list(Claim.objects.falling_due(at(first).date(), at(end).date()))

    assert falling(15, 16) == falling(1, 31) == [claim]
    assert falling(14, 15) == falling(16, 31) == []


@pytest.mark.django_db
def test_what_is_in_the_inbox_or_closed_falls_due_for_nobody(carl: User) -> None:
    inbox(carl, kind=ClaimKind.PREDICTION, due_on=at(15).date())
    over = tracked(carl, kind=ClaimKind.PREDICTION, due_on=at(15).date())
    close(over, why="Over.", by=carl, now=at(13))

    assert not Claim.objects.falling_due(at(1).date(), at(31).date()).exists()


@pytest.mark.django_db
def test_what_is_due_waits_for_its_outcome_the_oldest_first(carl: User, rita: User) -> None:
    days = {n: at(n).date() for n in (13, 14)}
    second, first = (
        tracked(carl, f"Bridge {n} closes.", kind=ClaimKind.PREDICTION, due_on=days[n])
        for n in (14, 13)
    )
    assert not Claim.objects.waiting_for_outcome().exists()
    checked(first, now=at(14))
    checked(second, now=at(15))
    assert list(Claim.objects.waiting_for_outcome()) == [first, second]

    told(first, OutcomeKind.DID_NOT, by=carl, second=rita)
    checked(first, now=at(15))

    assert list(Claim.objects.waiting_for_outcome()) == [second]
