"""Words that both of two merged claims have are decided on once, whichever of them was decided."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from accounts.models import User
from claims.actions import track
from claims.asof import claim_as_of, suggested
from claims.deciding import dismiss
from claims.evidence import facts_of
from claims.facts import Stance
from claims.merging import merge
from claims.models import Appearance, Claim
from claims.standing import Standing, standing
from tests.claims.make import at, confirmed, report, tracked
from tests.claims.test_merging_kept import SAME, THIRD, WHY, twin

pytestmark = pytest.mark.django_db


@pytest.fixture
def into(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def loser(carl: User) -> Claim:
    return tracked(carl, SAME)


@pytest.fixture
def mine(into: Claim) -> Appearance:
    return report(into, "City Herald")


@pytest.fixture
def theirs(mine: Appearance, loser: Claim) -> Appearance:
    """The same words of the same version, found for the loser too."""
    return twin(mine, loser)


def undecided() -> set[int]:
    return set(Appearance.objects.undecided().values_list("pk", flat=True))


def shown(claim: Claim, *, day: int | None = None) -> list[int]:
    """What the claim's page shows as waiting, now or as of a day at noon."""
    if day is None:
        return list(suggested(Claim.objects.get(pk=claim.pk), at=None).values_list("pk", flat=True))
    then = claim_as_of(Claim.objects.get(pk=claim.pk), at=at(day))
    return list(suggested(then, at=at(day)).values_list("pk", flat=True))


def stands(claim: Claim, *, day: int) -> Standing:
    """The standing with the ids of passages left out: the same words are two passages."""
    facts = facts_of(claim, at=at(day))
    rows = tuple(replace(row, appearance_id=n) for n, row in enumerate(facts.passages))
    return standing(replace(facts, passages=rows), now=at(day))


def by_person(found: Appearance, by: User) -> None:
    confirmed(found, by=by, stance=Stance.DENIES, now=at(13))


def dismissed(found: Appearance, by: User) -> None:
    dismiss(found, by=by, now=at(13))


@pytest.mark.parametrize("decide", [by_person, dismissed])
def test_what_was_decided_on_the_loser_waits_no_more_at_the_winner(
    decide: Callable[[Appearance, User], None],
    into: Claim,
    loser: Claim,
    mine: Appearance,
    theirs: Appearance,
    carl: User,
) -> None:
    decide(theirs, carl)
    assert undecided() == {mine.pk}

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert undecided() == set()
    assert shown(into) == shown(loser) == []
    assert [shown(into, day=day) for day in (13, 14)] == [[mine.pk], []]


@pytest.mark.parametrize("decide", [by_person, dismissed])
def test_the_standing_is_the_same_whichever_of_the_two_was_decided(
    decide: Callable[[Appearance, User], None],
    into: Claim,
    loser: Claim,
    mine: Appearance,
    theirs: Appearance,
    carl: User,
) -> None:
    decide(theirs, carl)
    merge(loser, into, why=WHY, by=carl, now=at(14))
    told = stands(into, day=14)

    decide(mine, carl)

    assert stands(into, day=14) == told
    assert len(told.origins) == (1 if decide is by_person else 0)


def test_what_was_decided_on_the_winner_waits_no_more_at_the_loser(
    into: Claim, loser: Claim, mine: Appearance, theirs: Appearance, carl: User
) -> None:
    by_person(mine, carl)

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert undecided() == set()
    assert [shown(loser, day=day) for day in (13, 14)] == [[theirs.pk], []]


def test_what_was_decided_on_one_loser_waits_no_more_at_another(
    into: Claim, loser: Claim, theirs: Appearance, carl: User
) -> None:
    second = tracked(carl, THIRD)
    again = twin(theirs, second)
    by_person(again, carl)

    for claim in (loser, second):
        merge(claim, into, why=WHY, by=carl, now=at(14))

    assert undecided() == set()


def test_words_that_nobody_decided_wait_at_both_until_one_is(
    into: Claim, loser: Claim, mine: Appearance, theirs: Appearance, carl: User
) -> None:
    merge(loser, into, why=WHY, by=carl, now=at(14))
    assert undecided() == {mine.pk, theirs.pk}

    confirmed(theirs, by=carl, now=at(15))

    assert undecided() == set()
    assert [shown(into, day=day) for day in (14, 15)] == [[mine.pk], []]


def test_when_the_merge_ends_each_claim_has_its_own_decisions_again(
    into: Claim, loser: Claim, mine: Appearance, theirs: Appearance, carl: User
) -> None:
    by_person(theirs, carl)
    merge(loser, into, why=WHY, by=carl, now=at(14))

    track(loser, by=carl, now=at(15))

    assert undecided() == {mine.pk}
    assert [shown(into, day=day) for day in (14, 15)] == [[], [mine.pk]]
    assert not stands(into, day=15).origins
