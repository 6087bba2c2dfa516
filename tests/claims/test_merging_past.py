"""Merges are dated: what was merged with what at a moment is as it was told then."""

import pytest

from accounts.models import User
from claims import ledger
from claims.actions import track
from claims.asof import claim_as_of
from claims.evidence import facts_of
from claims.facts import ClaimKind
from claims.merging import merge
from claims.models import Claim
from claims.outcomes import record_of
from claims.world import group_of
from tests.claims.make import at, checked, confirmed, inbox, report, speaker, tracked

pytestmark = pytest.mark.django_db
WHY = "They say the same."
SAME = "Lorries will be banned from the Harbour Bridge in Lisbon."
THIRD = "No lorry will be let onto the Harbour Bridge in Lisbon."


@pytest.fixture
def into(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def loser(carl: User) -> Claim:
    return tracked(carl, SAME)


def test_ending_a_merge_leaves_the_time_of_the_merge_as_it_was(
    into: Claim, loser: Claim, carl: User
) -> None:
    confirmed(report(into, "City Herald"), by=carl)
    confirmed(report(loser, "Evening Courier"), by=carl)
    merge(loser, into, why=WHY, by=carl, now=at(13))
    into.refresh_from_db()
    check = checked(into, now=at(14))

    track(loser, by=carl, now=at(15))

    assert facts_of(into, at=at(14)).to_json() == check.facts
    told = [(day, group_of(into, at=at(day))) for day in (12, 13, 14, 15)]
    both = [into.pk, loser.pk]
    assert told == [(12, [into.pk]), (13, both), (14, both), (15, [into.pk])]
    assert group_of(into) == [into.pk]


def test_a_second_merge_leaves_the_time_of_the_first_as_it_was(
    into: Claim, loser: Claim, carl: User
) -> None:
    first = tracked(carl, THIRD)
    merge(first, loser, why=WHY, by=carl, now=at(13))

    merge(loser, into, why=WHY, by=carl, now=at(15))

    assert group_of(loser, at=at(14)) == [loser.pk, first.pk]
    assert group_of(into, at=at(14)) == [into.pk]
    assert group_of(into, at=at(15)) == group_of(into) == [into.pk, loser.pk, first.pk]
    assert group_of(loser, at=at(15)) == [loser.pk]


def test_what_went_along_knows_with_what_it_was_merged_when(
    into: Claim, loser: Claim, carl: User
) -> None:
    first = tracked(carl, THIRD)
    merge(first, loser, why=WHY, by=carl, now=at(13))
    merge(loser, into, why=WHY, by=carl, now=at(15))
    first.refresh_from_db()

    then = {day: claim_as_of(first, at=at(day)) for day in (12, 14, 15)}

    told = {day: (row.merged_into_id, row.merged_at) for day, row in then.items()}
    assert told == {12: (None, None), 14: (loser.pk, at(13)), 15: (into.pk, at(15))}
    assert first.merged_into_id == into.pk
    for claim in (first, loser, into):
        assert ledger.broken(claim) is None


def test_a_claim_that_is_merged_again_elsewhere_counts_where_it_is(
    into: Claim, loser: Claim, carl: User
) -> None:
    other = tracked(carl, THIRD)
    merge(loser, into, why=WHY, by=carl, now=at(13))
    track(loser, by=carl, now=at(14))

    merge(loser, other, why=WHY, by=carl, now=at(15))

    assert [group_of(claim, at=at(15)) for claim in (into, other)] == [
        [into.pk],
        [other.pk, loser.pk],
    ]
    assert group_of(into, at=at(13)) == [into.pk, loser.pk]


def test_a_record_of_before_a_merge_counts_both_claims(carl: User) -> None:
    mayor = speaker("Ana Costa")
    first, again = (
        tracked(carl, words, kind=ClaimKind.PREDICTION, claimant=mayor) for words in (SAME, THIRD)
    )
    merge(again, first, why=WHY, by=carl, now=at(14))
    track(again, by=carl, now=at(16))

    totals = {day: record_of(mayor, at=at(day)).total for day in (11, 13, 14, 15, 16)}

    assert totals == {11: 0, 13: 2, 14: 1, 15: 1, 16: 2}


def test_a_record_of_before_what_went_along_was_merged_on_counts_it_once(carl: User) -> None:
    mayor, guild = speaker("Ana Costa"), speaker("Guild")
    last = tracked(carl, kind=ClaimKind.PREDICTION, claimant=guild)
    first, again = (
        tracked(carl, words, kind=ClaimKind.PREDICTION, claimant=mayor) for words in (SAME, THIRD)
    )
    merge(again, first, why=WHY, by=carl, now=at(14))
    merge(first, last, why=WHY, by=carl, now=at(16))

    assert {day: record_of(mayor, at=at(day)).total for day in (13, 15, 16)} == {
        13: 2,
        15: 1,
        16: 0,
    }


def test_what_was_not_yet_out_of_the_inbox_was_on_no_record(carl: User) -> None:
    mayor = speaker("Ana Costa")
    claim = inbox(carl, kind=ClaimKind.PREDICTION, claimant=mayor, now=at(12))
    track(claim, by=carl, now=at(14))

    assert [record_of(mayor, at=at(day)).open for day in (13, 14)] == [0, 1]
